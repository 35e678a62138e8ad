#pragma once

#include "daemon/config.hpp"
#include "daemon/mail/ports.hpp"
#include "daemon/material.hpp"
#include "daemon/steps/answer_policy.hpp"
#include "daemon/store/ledger.hpp"
#include "daemon/store/spool.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// What is said of one step in the log: ids and outcomes, no personal data.
using StepLog = std::function<void(const std::string&)>;

/// The second step: one waiting message is read in the sandbox, put to its cases, judged, and its
/// answer laid into the outbox, all in one transaction of the ledger. Interrupted anywhere it is
/// done again, with the same outcome.
class JudgeStep {
public:
    JudgeStep(const Config& config,
              MaterialSettings reader,
              Spool& spool,
              Ledger& ledger,
              const Clock& clock,
              std::vector<std::byte> key,
              StepLog log);

    /// False where no message waits.
    Result<bool> run_one();

private:
    struct Work;  ///< one message on its way through the step
    struct Refusal {
        Outcome outcome = Outcome::silent;
        std::string why;
    };

    Result<Done> judge(const MessageRow& row);
    Result<std::optional<Refusal>> refuse_unread(const MessageRow& row);
    std::optional<Refusal> refuse_read(const Work& work) const;
    Result<Done> read(const MessageRow& row, Work& work);
    Result<Done> place_all(Work& work, bool first_folder);
    Result<Done> place_one(Work& work, const Placement& placement);
    Result<Done> judge_cases(Work& work);
    Result<Done> answer(const MessageRow& row, Work& work);
    enum class AnswerKind { whole, receipt };
    OutboxRow answer_row(const MessageRow& row,
                         const Work& work,
                         AnswerKind kind,
                         const AnswerPolicy& policy) const;
    Result<Done> note_bounce(const Envelope& envelope);
    Result<Done> set_aside(const MessageRow& row, const Refusal& refusal, const Envelope& envelope);

    const Config& config_;
    MaterialSettings reader_;
    std::vector<FormSpec> specs_;
    Spool& spool_;
    Ledger& ledger_;
    const Clock& clock_;
    std::vector<std::byte> key_;
    StepLog log_;
};

}  // namespace shoujian
