#include "parsers/mail/quotation.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace shoujian {

namespace {

struct Separator {
    std::string_view words;  ///< lower case, without blanks, without the dashes around them
    bool forwarded;
};

// Between dashes, as mail programs write them; how many is theirs to say.
constexpr Separator separators[] = {
    {"原始邮件", false},        {"原邮件", false},         {"邮件原文", false},
    {"回复的原邮件", false},    {"回复的邮件", false},     {"original", false},
    {"originalmessage", false}, {"repliedmessage", false}, {"转发邮件信息", true},
    {"转发的原邮件", true},     {"转发的邮件", true},      {"转发邮件", true},
    {"forwardedmessage", true}, {"forwardedmail", true},   {"beginforwardedmessage:", true},
};

bool begins_with_any(std::string_view text, const auto& words) {
    return std::ranges::any_of(words, [&](std::string_view one) { return text.starts_with(one); });
}

/// A line as it is compared: lower case, half width, no blanks. Long ones are nobody's separator.
std::string key_of(std::string_view line) {
    return line.size() > 300 ? "" : lower_ascii(fold_width(without_blanks(line)));
}

const Separator* separator_in(std::string_view key) {
    const std::size_t begin = key.find_first_not_of("-=_*");
    if (begin == std::string_view::npos) return nullptr;
    const std::size_t end = key.find_last_not_of("-=_*") + 1;
    const auto* row =
        std::ranges::find(separators, key.substr(begin, end - begin), &Separator::words);
    if (row == std::end(separators)) return nullptr;
    const bool dashes = begin >= 2 && key.size() - end >= 2;
    // Foxmail and NetEase's newer pages draw the line and write these words without one.
    const bool bare = row->words == "回复的原邮件" || row->words == "转发的原邮件"
                      || row->words == "beginforwardedmessage:";
    return dashes || bare ? row : nullptr;
}

/// "On Fri, May 8, 2020, x wrote:", "在 2020-05-08 10:00:00，“张三” <a@b.cn> 写道：": a date in
/// it, so that somebody's own "张三在信中写道：" is none.
bool tells_who_wrote(std::string_view key) {
    const bool wrote = (key.starts_with("on") && key.ends_with("wrote:"))
                       || (key.starts_with("at") && key.ends_with("wrote:"))
                       || key.ends_with("写道:");
    return wrote && (key.starts_with("on") || std::ranges::any_of(key, [](unsigned char c) {
                         return std::isdigit(c) != 0;
                     }));
}

bool is_sender_line(std::string_view key) {
    return key.starts_with("发件人:") || key.starts_with("寄件者:") || key.starts_with("from:");
}

/// Outlook, Foxmail and others show the head of an older mail: behind who sent it stands when, to
/// whom, of what. A line 发件人 alone may be anybody's signature.
bool goes_on_as_head(std::string_view rest) {
    constexpr std::array<std::string_view, 12> fields{
        "发送时间:", "发送日期:", "日期:", "时间:",    "收件人:",   "主题:",
        "sent:",     "date:",     "to:",   "subject:", "寄件日期:", "收件者:"};
    constexpr std::size_t near = 600;
    int lines = 0;
    for (const std::string_view line : split(rest.substr(0, near), '\n')) {
        const std::string key = key_of(line);
        if (key.empty()) continue;
        if (begins_with_any(key, fields)) return true;
        if (++lines >= 2) break;
    }
    return false;
}

}  // namespace

Quotation find_quotation(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string key = key_of(text.substr(at, end - at));
        if (const Separator* row = separator_in(key)) return {at, row->forwarded};
        const bool head =
            is_sender_line(key) && goes_on_as_head(text.substr(std::min(end + 1, text.size())));
        if (head || tells_who_wrote(key)) return {at, false};
        at = end + 1;
    }
    return {};
}

std::string without_quotation(std::string_view text) {
    std::string out;
    for (const std::string_view line : split(text.substr(0, find_quotation(text).begin), '\n')) {
        if (trim(line).starts_with('>')) continue;
        out += line;
        out += '\n';
    }
    return std::string(trim(out));
}

bool is_forward(std::string_view subject) {
    constexpr std::array<std::string_view, 5> marks{"fw:", "fwd:", "转发:", "轉寄:", "轉發:"};
    return begins_with_any(key_of(subject.substr(0, 40)), marks);
}

}  // namespace shoujian
