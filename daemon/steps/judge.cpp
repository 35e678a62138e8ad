#include "daemon/steps/judge.hpp"

#include "daemon/intake.hpp"
#include "daemon/mail/compose.hpp"
#include "daemon/steps/answer_policy.hpp"
#include "daemon/store/state_folder.hpp"
#include "daemon/text/reply.hpp"
#include "parsers/base/text.hpp"
#include "rules/call/form_specs.hpp"
#include "rules/cases/cases.hpp"
#include "rules/cases/pictures.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// A message that ended the daemon this often is left to a person.
constexpr int most_attempts = 5;

/// Code by code, gravest first, each once.
std::vector<std::string> codes_of(std::vector<Finding> findings) {
    std::ranges::stable_sort(findings, std::greater{}, &Finding::severity);
    std::vector<std::string> out;
    for (const Finding& one : findings)
        if (std::ranges::find(out, one.code) == out.end()) out.push_back(one.code);
    return out;
}

std::string phone_of(const Judged& judged) {
    const auto phone = judged.fields.find("phone");
    return phone == judged.fields.end() ? "" : phone->second.normalized.value_or("");
}

bool is_decided(Verdict verdict) {
    return verdict == Verdict::rejected || verdict == Verdict::withdrawn;
}

/// What a later mail says of a case that did not know it.
void mend(Identity& who, const Identity& more) {
    if (who.form.empty()) who.form = more.form;
    if (who.candidate.empty()) who.candidate = more.candidate;
    if (who.unit.empty()) who.unit = more.unit;
}

std::string joined(const std::vector<CaseNumber>& numbers) {
    std::string out;
    for (const CaseNumber& number : numbers) out += (out.empty() ? "" : ", ") + number;
    return out;
}

}  // namespace

/// One message on its way: what was read, the cases it touches, the report.
struct JudgeStep::Work {
    MessageFacts facts;
    Intake intake;
    struct Touched {
        Case all;
        std::optional<Submission> entry;
        Judged judged;
        bool opened = false;
        bool outside = false;  ///< the sender is told of his own files alone
    };
    std::vector<Touched> cases;
    Arrival arrival;
    SpoolId spool_id;
    Report report;
    bool speaks_of_case = false;  ///< brings nothing, but answers a mail of ours or names a case
};

JudgeStep::JudgeStep(const Config& config,
                     MaterialSettings reader,
                     Spool& spool,
                     Ledger& ledger,
                     const Clock& clock,
                     std::vector<std::byte> key,
                     StepLog log)
    : config_(config),
      reader_(std::move(reader)),
      specs_(form_specs(config.calls)),
      spool_(spool),
      ledger_(ledger),
      clock_(clock),
      key_(std::move(key)),
      log_(std::move(log)) {
    // Losing what is kept costs time alone: a ledger that cannot be read is told by the steps.
    reader_.kept.find = [this](const std::string& digest, const std::string& question) {
        auto found = ledger_.facts({digest, question});
        return found ? *found : std::nullopt;
    };
    reader_.kept.keep = [this](const std::string& digest, const std::string& question,
                               const std::string& facts) {
        if (auto done = ledger_.keep_facts({digest, question}, facts); !done)
            log_("看过的扫描件没有存下：" + done.error().text);
    };
}

Result<bool> JudgeStep::run_one() {
    auto row = ledger_.next_to_judge();
    if (!row) return row.error();
    if (!*row) return false;
    auto done = judge(**row);
    if (!done && done.error().fault == Fault::damaged)
        done = set_aside(**row, {Outcome::failed, done.error().text}, {});
    if (done) return true;
    // It was the world's fault, not the message's: only what ends the daemon counts against it.
    if (auto back = ledger_.give_back((*row)->id); !back) return back.error();
    if (done.error().fault != Fault::conflict) return done.error();
    return true;  // after a conflict the message still waits, and is planned anew
}

Result<Done> JudgeStep::judge(const MessageRow& row) {
    auto refused = refuse_unread(row);
    if (!refused) return refused.error();
    if (*refused) return set_aside(row, **refused, {});
    Work work;
    if (auto done = read(row, work); !done) return done;
    if (const auto refusal = refuse_read(work))
        return set_aside(row, *refusal, work.facts.envelope);
    if (auto done = note_bounce(work.facts.envelope); !done) return done;
    work.intake = assemble(work.facts, config_.calls, row.arrival.received);
    const bool first_folder = row.arrival.key.folder == config_.mailbox.folders.front();
    if (auto done = place_all(work, first_folder); !done) return done;
    if (!first_folder && work.cases.empty())
        return set_aside(row, {Outcome::silent, "不在第一个文件夹，也没有报送材料"},
                         work.facts.envelope);
    // Signs that a subject or a text alone gives never count where something came.
    Automatic& automatic = work.facts.envelope.automatic;
    if (automatic.weak && (!work.cases.empty() || !work.intake.problems.empty())) automatic = {};
    if (const std::string why = silence(work.facts.envelope); work.cases.empty() && !why.empty())
        return set_aside(row, {Outcome::silent, why}, work.facts.envelope);
    if (auto done = judge_cases(work); !done) return done;
    return answer(row, work);
}

/// What can be told without reading a byte of it.
Result<std::optional<JudgeStep::Refusal>> JudgeStep::refuse_unread(const MessageRow& row) {
    using Answer = std::optional<Refusal>;
    if (row.attempts > most_attempts)
        return Answer({Outcome::failed, "多次处理都被中断，请人工查看原邮件"});
    if (config_.mailbox.since && row.arrival.received < *config_.mailbox.since)
        return Answer({Outcome::silent, "早于 since，只记录"});
    auto twin = ledger_.same_bytes(row);
    if (!twin) return twin.error();
    if (*twin) return Answer({Outcome::silent, "与 " + (*twin)->id + " 是同一封邮件"});
    return Answer{};
}

/// Our own mail that came back is never answered (RFC 3834 2); a machine's only where it brings
/// material, and then by a person.
std::optional<JudgeStep::Refusal> JudgeStep::refuse_read(const Work& work) const {
    const Envelope& envelope = work.facts.envelope;
    if (equal_folded(envelope.from.address, config_.smtp.from_address))
        return Refusal{Outcome::silent, "我们自己发出的邮件"};
    return std::nullopt;
}

/// An answer of ours that came back has not reached the submitter: its message says so.
Result<Done> JudgeStep::note_bounce(const Envelope& envelope) {
    for (const std::string& id : envelope.bounced) {
        const auto message = ledger_.record_bounce(id, "回执未送达，被对方邮箱退回，请人工联系");
        if (!message) return message.error();
        if (!message->empty()) log_(*message + " 的答复被退回");
    }
    return Done{};
}

Result<Done> JudgeStep::read(const MessageRow& row, Work& work) {
    auto message = spool_.read(row.spool_id);
    if (!message) return message.error();
    work.arrival = row.arrival;
    work.spool_id = row.spool_id;
    auto outcome = read_material(reader_, message->fd(),
                                 {{"", message->offset(), message->length(), {}}}, true, specs_);
    if (!outcome) return outcome.error();
    for (const std::string& death : outcome->deaths) log_(row.id + " 的读取程序中断：" + death);
    if (outcome->conversions > 0)
        log_(row.id + " 有文件由 LibreOffice 转换，启动 " + std::to_string(outcome->conversions)
             + " 次");
    work.facts = std::move(outcome->facts);
    if (row.header_only)
        work.facts.problems.push_back({"material.limit", "", "整封邮件太大，没有下载"});
    return Done{};
}

/// Among junk only mail that brings a form or a scan, or belongs to a case, is answered.
bool brings_form_or_scan(const Submission& one) {
    return std::ranges::any_of(one.pieces, [](const Piece& piece) {
        const Slot slot = slot_of(piece);
        return slot == Slot::word || slot == Slot::scan;
    });
}

Result<Done> JudgeStep::place_all(Work& work, bool first_folder) {
    const Envelope& envelope = work.facts.envelope;
    std::vector<std::string> candidates;
    for (const Submission& one : work.intake.submissions)
        if (!one.who.candidate.empty()) candidates.push_back(one.who.candidate);
    const bool material = !work.intake.submissions.empty();
    auto known =
        ledger_.known_cases(case_numbers_in(envelope.subject + "\n" + work.facts.text),
                            envelope.references, candidates, material ? envelope.from.address : "");
    if (!known) return known.error();
    work.speaks_of_case = work.intake.submissions.empty() && !known->empty();
    for (const Placement& placement : place(work.intake, envelope, work.facts.text, *known)) {
        const bool junk = !first_folder && placement.number.empty();
        if (junk && !brings_form_or_scan(work.intake.submissions[placement.submission])) continue;
        if (auto done = place_one(work, placement); !done) return done;
    }
    return Done{};
}

/// A submission into its case, which is opened where there is none. Two submissions of a message
/// for one case are one entry.
Result<Done> JudgeStep::place_one(Work& work, const Placement& placement) {
    const Submission& submission = work.intake.submissions[placement.submission];
    const auto same = std::ranges::find_if(work.cases, [&](const Work::Touched& one) {
        return !placement.number.empty() && one.all.number == placement.number;
    });
    if (same != work.cases.end()) {
        std::ranges::copy(submission.pieces, std::back_inserter(same->entry->pieces));
        std::ranges::copy(submission.problems, std::back_inserter(same->entry->problems));
        mend(same->all.who, submission.who);
        return Done{};
    }
    Work::Touched touched;
    touched.entry = submission;
    touched.opened = placement.number.empty();
    if (touched.opened) {
        const auto running = ledger_.take_case_number();
        if (!running) return running.error();
        touched.all = {make_case_number(*running, key_), 0, submission.who, {}};
        auto done =
            spool_.append({"case_number", work.spool_id, clock_.now(),
                           touched.all.number + "\n" + std::to_string(placement.submission)});
        if (!done) return done;
    } else {
        auto loaded = ledger_.load_case(placement.number);
        if (!loaded) return loaded.error();
        touched.all = std::move(*loaded);
        mend(touched.all.who, submission.who);
        touched.outside = placement.outside;
        if (placement.outside) touched.entry->problems.push_back({"sender.outside", "", ""});
    }
    work.cases.push_back(std::move(touched));
    return Done{};
}

Result<Done> JudgeStep::judge_cases(Work& work) {
    for (Work::Touched& one : work.cases) {
        one.all.entries.push_back({work.arrival.received, work.arrival.key, *one.entry});
        const Call& call = call_of(config_.calls, one.all.who.call);
        one.judged = shoujian::judge(call, one.all);
        auto others = ledger_.related_cases(one.all.who);
        if (!others) return others.error();
        // As this message leaves them, not as the ledger has them yet.
        std::erase_if(*others, [&](const Surveyed& known) {
            return std::ranges::any_of(work.cases, [&](const Work::Touched& other) {
                return other.all.number == known.number;
            });
        });
        for (const Work::Touched& other : work.cases) {
            if (&other == &one) break;
            others->push_back({other.all.number, other.all.who, other.judged.verdict,
                               other.judged.standing.received, phone_of(other.judged)});
        }
        const Surveyed itself{one.all.number, one.all.who, one.judged.verdict,
                              one.judged.standing.received, phone_of(one.judged)};
        std::ranges::move(survey(call, itself, *others), std::back_inserter(one.judged.findings));
        if (!is_decided(one.judged.verdict) && !one.judged.standing.decision)
            one.judged.verdict = verdict_of(one.judged.findings);
    }
    const Call& call =
        call_of(config_.calls, work.cases.empty() ? "" : work.cases.front().all.who.call);
    work.report.call = call.id;
    work.report.received = work.arrival.received;
    for (const Work::Touched& one : work.cases) {
        SubmissionReport told =
            report_of(call_of(config_.calls, one.all.who.call), one.all, one.judged);
        if (one.outside) told = only_own(std::move(told), *one.entry);
        work.report.submissions.push_back(std::move(told));
    }
    work.report.findings = message_findings(call, work.intake);
    if (work.speaks_of_case) work.report.findings.push_back(make_finding(call, "message.words"));
    work.report.ignored = work.intake.ignored;
    work.report.verdict = overall(work.report);
    return Done{};
}

Result<Done> JudgeStep::answer(const MessageRow& row, Work& work) {
    const Envelope& envelope = work.facts.envelope;
    Commit commit{row.id,
                  Outcome::answered,
                  "",
                  envelope.message_id,
                  envelope.from.address,
                  envelope.subject,
                  {},
                  {},
                  clock_.now()};
    std::vector<CaseNumber> numbers;
    for (Work::Touched& one : work.cases) {
        CaseRow changed{one.all.number,
                        one.all.revision,
                        one.all.who,
                        one.judged.verdict,
                        codes_of(one.judged.findings),
                        one.judged.standing.received,
                        commit.now,
                        phone_of(one.judged)};
        commit.cases.push_back({std::move(changed), std::move(one.entry), one.opened});
        numbers.push_back(one.all.number);
    }
    const bool material = !work.cases.empty();
    const auto lately = ledger_.answers_lately(envelope.from.address, material, commit.now);
    if (!lately) return lately.error();
    const AnswerPolicy policy = answer_policy(config_, envelope, material, *lately);
    commit.outcome = policy.outcome;
    commit.why = policy.why;
    if (policy.outcome != Outcome::silent && !envelope.from.address.empty()) {
        if (policy.receipt)
            commit.answers.push_back(answer_row(row, work, AnswerKind::receipt, policy));
        commit.answers.push_back(answer_row(row, work, AnswerKind::whole, policy));
        for (const OutboxRow& one : commit.answers) {
            auto done = spool_.append({"reply", row.spool_id, commit.now, one.mime});
            if (!done) return done;
        }
    }
    log_(row.id + " " + std::string(verdict_name(work.report.verdict)) + " "
         + std::string(outcome_name(commit.outcome)) + " " + joined(numbers));
    return ledger_.commit(commit);
}

/// An answer as it is laid into the outbox. A receipt says only what came, and goes out at once.
OutboxRow JudgeStep::answer_row(const MessageRow& row,
                                const Work& work,
                                AnswerKind kind,
                                const AnswerPolicy& policy) const {
    const Envelope& envelope = work.facts.envelope;
    const Call& call = call_of(config_.calls, work.report.call);
    const bool receipt = kind == AnswerKind::receipt;
    const ReplyText text = receipt ? render_receipt(call, work.report, config_.zone)
                                   : render_reply(call, work.report, config_.zone);
    Draft draft{config_.smtp.from,
                envelope.from.address,
                text.subject,
                "",
                envelope.message_id,
                envelope.references,
                clock_.now(),
                {},
                text.text,
                text.html,
                {}};
    draft.message_id = reply_message_id(row.spool_id + (receipt ? "/receipt" : ""), row.digest,
                                        key_, config_.smtp.from_address);
    if (!envelope.message_id.empty()) draft.references.push_back(envelope.message_id);
    draft.headers = answer_headers();
    if (!receipt)
        draft.headers.emplace_back("X-Shoujian-Verdict",
                                   std::string(verdict_name(work.report.verdict)));
    std::vector<CaseNumber> numbers;
    for (const Work::Touched& one : work.cases) numbers.push_back(one.all.number);
    if (!numbers.empty()) draft.headers.emplace_back("X-Shoujian-Case", joined(numbers));
    const bool held = !receipt && policy.outcome == Outcome::held;
    OutboxRow out{0,
                  draft.message_id,
                  row.id,
                  config_.smtp.from_address,
                  envelope.from.address,
                  compose(draft),
                  held ? "held" : "queued",
                  0,
                  draft.date,
                  receipt ? "" : policy.why};
    out.material = !work.cases.empty();
    return out;
}

Result<Done> JudgeStep::set_aside(const MessageRow& row,
                                  const Refusal& refusal,
                                  const Envelope& envelope) {
    log_(row.id + " " + std::string(outcome_name(refusal.outcome)) + "：" + refusal.why);
    return ledger_.commit({row.id,
                           refusal.outcome,
                           refusal.why,
                           envelope.message_id,
                           envelope.from.address,
                           envelope.subject,
                           {},
                           {},
                           clock_.now()});
}

}  // namespace shoujian
