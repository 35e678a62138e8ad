#include "parsers/mail/automatic.hpp"

#include "parsers/base/text.hpp"
#include "parsers/mail/header_text.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

constexpr std::array machine_names = {"mailer-daemon", "postmaster", "noreply",      "no-reply",
                                      "no_reply",      "donotreply", "do-not-reply", "bounce",
                                      "bounces",       "listserv",   "majordomo"};
constexpr std::array machine_subjects = {"自动回复",
                                         "自动答复",
                                         "系统退信",
                                         "退信通知",
                                         "退信",
                                         "邮件退回",
                                         "out of office",
                                         "automatic reply",
                                         "auto reply",
                                         "autoreply",
                                         "undelivered mail",
                                         "undeliverable",
                                         "delivery status notification",
                                         "returned mail",
                                         "failure notice",
                                         "已读:",
                                         "已读：",
                                         "read:"};

/// The first word of a field's value, in lower case.
std::string word_of(const Part& root, std::string_view name) {
    const std::string value = lower_ascii(trim(unfold(root.field(name))));
    return value.substr(0, value.find_first_of(" ;("));
}

bool has(const Part& root, std::string_view name) {
    return std::ranges::find(root.fields, name, &HeaderField::name) != root.fields.end();
}

bool is_machine_name(const std::string& address) {
    const std::string local = lower_ascii(std::string_view(address).substr(0, address.find('@')));
    return std::ranges::any_of(machine_names, [&](std::string_view name) {
        return local == name
               || (local.starts_with(name)
                   && (local[name.size()] == '+' || local[name.size()] == '-'));
    });
}

}  // namespace

Automatic read_automatic(const Part& root, const Envelope& envelope) {
    const std::string submitted = word_of(root, "auto-submitted");
    if (!submitted.empty() && submitted != "no") return {"auto-submitted", false};
    const std::string precedence = word_of(root, "precedence");
    if (precedence == "bulk" || precedence == "list" || precedence == "junk"
        || precedence == "auto_reply")
        return {"list", false};
    for (const char* name : {"list-id", "list-unsubscribe", "list-post"})
        if (has(root, name)) return {"list", false};
    for (const char* name : {"x-autoreply", "x-autorespond", "x-autoresponse"})
        if (has(root, name)) return {"auto-submitted", false};
    if (root.type == "multipart/report" || has(root, "x-failed-recipients"))
        return {"bounce", false};
    if (has(root, "return-path") && without_blanks(unfold(root.field("return-path"))) == "<>")
        return {"null-return-path", false};
    if (is_machine_name(envelope.from.address)) return {"no-reply-sender", false};
    const std::string subject = lower_ascii(trim(envelope.subject));
    for (const std::string_view beginning : machine_subjects)
        if (subject.starts_with(beginning)) return {"subject", true};
    return {};
}

}  // namespace shoujian
