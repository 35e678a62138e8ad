#pragma once

#include "daemon/config.hpp"
#include "daemon/store/ledger.hpp"
#include "parsers/mail/message.hpp"

#include <string>

namespace shoujian {

/// What an answer to a message may do at once.
struct AnswerPolicy {
    Outcome outcome = Outcome::answered;  ///< answered, held, silent
    std::string why;                      ///< of a hold or a silence
    bool receipt = false;  ///< held for its number, or for the group or gateway it came through:
                           ///< a neutral receipt goes out meanwhile
};

/// Why a mail that brings nothing gets no answer at all, and needs no person; empty: it does.
std::string silence(const Envelope& envelope);

/// Whether the answer to a mail goes out, waits for a person, or is not written: by who sent it
/// (RFC 3834; what our server found of the sender), to whom, how many answers went there lately,
/// and the mode of the config.
///
/// material  it brings something for a case
/// lately    answers of the same kind (with material or without)
AnswerPolicy answer_policy(const Config& config,
                           const Envelope& envelope,
                           bool material,
                           const AnswerCounts& lately);

}  // namespace shoujian
