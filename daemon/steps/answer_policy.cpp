#include "daemon/steps/answer_policy.hpp"

#include "parsers/base/text.hpp"
#include "rules/cases/sender_check.hpp"
#include "rules/judging/finding.hpp"

#include <algorithm>
#include <string_view>

namespace shoujian {

namespace {

/// Most answers in a time. A unit may send a mail for each of a hundred candidates; but whoever
/// writes and writes without material is a machine, or somebody whom a person should answer.
struct Rate {
    int ten_minutes, hour, day;
};
constexpr Rate with_material{100, 200, 300};  // to one address
constexpr Rate without_material{10, 20, 30};  // to one address
constexpr Rate all_without{500, 1000, 3000};  // to everybody

bool is_over(const AnswerCount& count, const Rate& rate) {
    return count.ten_minutes >= rate.ten_minutes || count.hour >= rate.hour
           || count.day >= rate.day;
}

bool is_over(const AnswerCounts& lately, bool material) {
    return material
               ? is_over(lately.to_sender, with_material)
               : is_over(lately.to_sender, without_material) || is_over(lately.to_all, all_without);
}

/// Our addresses as the config knows them.
bool is_ours(const Config& config, const std::string& address) {
    return equal_folded(address, config.smtp.from_address)
           || equal_folded(address, config.mailbox.user)
           || std::ranges::any_of(
               config.calls, [&](const Call& call) { return equal_folded(address, call.mailbox); });
}

/// A mail that names others alone came round a corner: a list, a forwarding rule, a blind copy.
bool is_for_others(const Config& config, const Envelope& envelope) {
    return !envelope.to.empty() && std::ranges::none_of(envelope.to, [&](const Address& to) {
        return is_ours(config, to.address);
    });
}

/// The subject of an answer of ours stands in it, as those programs put it that answer by
/// themselves: "自动回复：【需补正】张三（江苏省科协）SJ-0012-K7M".
bool names_our_answer(std::string_view subject) {
    constexpr Verdict all[] = {Verdict::accepted, Verdict::review,    Verdict::incomplete,
                               Verdict::late,     Verdict::unrelated, Verdict::rejected,
                               Verdict::withdrawn};
    return std::ranges::any_of(all, [&](Verdict one) {
        const std::string title = "【" + std::string(verdict_title(one)) + "】";
        return subject.find(title) != std::string_view::npos;
    });
}

/// Why a person should look before the answer goes out; empty: nothing speaks against it.
std::string doubt(const Config& config, const Envelope& envelope, bool material) {
    const Automatic& automatic = envelope.automatic;
    if (!envelope.own_tokens.empty()) return "带有本系统的邮件头，可能是转回来的，请人工确认后放行";
    if (check_sender(envelope, config.mailbox.trusted_authserv) == SenderCheck::failed)
        return "邮件服务器验证发件人未通过，可能是冒名，请人工确认后放行";
    if (!automatic.reason.empty() && !automatic.weak)
        return "自动邮件（" + automatic.reason + "）带有材料，请人工确认后放行";
    if (!material && !automatic.reason.empty())
        return "主题像是自动邮件，没有材料，转人工查看，需要答复的请放行";
    if (!material && is_for_others(config, envelope))
        return "收件人和抄送里没有本邮箱，请人工确认后放行";
    return {};
}

/// Nothing marks the mail but what a group address or an office's gateway adds to people's too: who
/// wrote it is told at once that the material came.
bool may_have_receipt(const Config& config, const Envelope& envelope) {
    const std::string& reason = envelope.automatic.reason;
    return (reason == "list" || reason == "suppressed") && envelope.own_tokens.empty()
           && check_sender(envelope, config.mailbox.trusted_authserv) != SenderCheck::failed;
}

}  // namespace

std::string silence(const Envelope& envelope) {
    const Automatic& automatic = envelope.automatic;
    if (!envelope.own_tokens.empty()) return "我们自己发出的邮件";
    if (automatic.reason.empty()) return {};
    // A subject that a person may have typed is no reason alone; where it answers or returns what
    // we sent, a machine's programme made it.
    const bool typed = automatic.weak && automatic.reason == "subject" && envelope.bounced.empty()
                       && !names_our_answer(envelope.subject);
    return typed ? std::string() : "自动邮件（" + automatic.reason + "）";
}

AnswerPolicy answer_policy(const Config& config,
                           const Envelope& envelope,
                           bool material,
                           const AnswerCounts& lately) {
    if (envelope.from.address.empty())
        return {Outcome::held, "邮件没有发件人地址，请人工联系", false};
    if (config.replies == ReplyMode::none) return {Outcome::silent, "设置为只判不回", false};
    if (config.replies == ReplyMode::hold)
        return {Outcome::held, "先审后发，请用 release 放行", false};
    const bool over = is_over(lately, material);
    std::string why = doubt(config, envelope, material);
    if (!why.empty())
        return {Outcome::held, std::move(why),
                material && !over && may_have_receipt(config, envelope)};
    if (over) return {Outcome::held, "短时间内给这个地址的答复太多，请人工确认后放行", material};
    return {};
}

}  // namespace shoujian
