#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// Whether a Message-ID, with its < >, is shaped as those of our answers: "<shoujian.", 40 hex
/// digits, "@…>". Whether it really is one, the ledger knows.
bool is_own_id(std::string_view id);

/// The Message-IDs of our answers that stand in a text, each once, at most 20: in a bounce they say
/// which answer came back.
void own_ids_in(std::string_view text, std::vector<std::string>& out);

}  // namespace shoujian
