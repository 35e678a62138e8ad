#pragma once

#include "tests/build/docx_builder.hpp"

#include <map>
#include <string>
#include <vector>

namespace shoujian {

/// What someone writes into a form, by field id.
using Answers = std::map<std::string, std::string>;

/// Sound answers to the two forms of the notice: judged alone they give no finding.
Answers volunteer_answers();
Answers team_answers();

/// The form of the notice, filled, in the layout that the shipped blank has; pictures of 1.5 MB in
/// their cell.
DocxBuilder volunteer_form(const Answers& answers, int photos = 1);
std::string filled_volunteer(const Answers& answers, int photos = 1);
std::string filled_team(const Answers& answers, int photos = 2);
std::string filled_team(const Answers& answers, const std::vector<std::string>& photos);

/// A scan of one page with a red seal; another `seed`, another scan.
std::string stamped_scan(unsigned seed = 1);
std::string photo(unsigned seed, std::size_t bytes = 1'500'000);

}  // namespace shoujian
