#include "rules/forms/phone.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <vector>

namespace shoujian {

namespace {

/// What stands before a group of digits.
enum class Joint { none, loose, hyphen, extension };

struct Group {
    std::string digits;
    Joint before = Joint::none;
};

bool is_joint(char32_t c) {
    constexpr std::u32string_view joints = U"-().+·_";
    return is_blank(c) || joints.find(c) != std::u32string_view::npos;
}

/// Groups that may be parts of one number stand together: 138 1234 5678, (025) 8379-0000 转 801.
std::vector<std::vector<Group>> runs_of_groups(const std::u32string& text) {
    std::vector<std::vector<Group>> runs;
    Joint joint = Joint::none;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text[at];
        if (c >= U'0' && c <= U'9') {
            Group group{{}, joint};
            for (; at < text.size() && text[at] >= U'0' && text[at] <= U'9'; ++at)
                group.digits.push_back(static_cast<char>(text[at]));
            if (joint == Joint::none) runs.emplace_back();
            runs.back().push_back(std::move(group));
            joint = Joint::loose;
            continue;
        }
        const std::u32string_view rest = std::u32string_view(text).substr(at);
        if (runs.empty() || joint == Joint::none)
            joint = Joint::none;
        else if (rest.starts_with(U"转") || rest.starts_with(U"分机") || rest.starts_with(U"ext")
                 || c == U'*' || c == U'#')
            joint = Joint::extension;
        else if (joint == Joint::extension
                 && (is_joint(c) || c == U':' || c == U't' || c == U'x' || c == U'机')) {
        } else if (c == U'-' && joint == Joint::loose)
            joint = Joint::hyphen;
        else if (!is_joint(c))
            joint = Joint::none;
        ++at;
    }
    return runs;
}

bool in(std::size_t value, std::size_t least, std::size_t most) {
    return value >= least && value <= most;
}

/// One number of digits alone, in its canonical form.
std::optional<std::string> number_of(std::string digits) {
    bool abroad = false;
    for (const std::string_view prefix : {"0086", "86"})
        if (digits.starts_with(prefix) && digits.size() >= prefix.size() + 9) {
            digits.erase(0, prefix.size());
            abroad = true;
            break;
        }
    if (digits.size() == 12 && digits.starts_with("01") && digits[2] >= '3')
        digits.erase(0, 1);  // 0138…: an old habit
    if (digits.size() == 11 && digits[0] == '1' && digits[1] >= '3') return digits;
    if (digits.size() == 10 && (digits.starts_with("400") || digits.starts_with("800")))
        return digits;
    if (abroad && digits[0] != '0' && in(digits.size(), 9, 11)) digits.insert(0, 1, '0');
    if (digits[0] == '0' && digits.size() > 2 && digits[1] != '0') {
        const std::size_t area = digits[1] <= '2' ? 3 : 4;
        if (in(digits.size() - std::min(area, digits.size()), 7, 8))
            return digits.substr(0, area) + "-" + digits.substr(area);
    }
    if (in(digits.size(), 7, 8) && digits[0] != '0') return digits;
    return std::nullopt;
}

/// Splits the groups from `at` into numbers, all of them used; the longest first number that lets
/// the rest be read.
bool read_from(const std::vector<Group>& groups, std::size_t at, std::vector<std::string>& out) {
    if (at == groups.size()) return true;
    std::string digits;
    std::vector<std::pair<std::size_t, std::string>> ways;
    for (std::size_t end = at; end < groups.size() && end < at + 6; ++end) {
        if (end > at && groups[end].before == Joint::extension) break;
        digits += groups[end].digits;
        if (digits.size() > 16) break;
        if (auto number = number_of(digits)) {
            ways.emplace_back(end + 1, *number);
            const bool more = end + 1 < groups.size();
            if (more && groups[end + 1].before != Joint::loose
                && in(groups[end + 1].digits.size(), 1, 6))
                ways.emplace_back(end + 2, *number + "-" + groups[end + 1].digits);
        }
    }
    for (auto way = ways.rbegin(); way != ways.rend(); ++way) {
        out.push_back(way->second);
        if (read_from(groups, way->first, out)) return true;
        out.pop_back();
    }
    return false;
}

/// Without digits that speak of something else: an address of mail, and what stands behind QQ,
/// 微信, 邮编, 邮箱.
std::u32string without_other_digits(const std::u32string& text) {
    constexpr std::u32string_view marks[] = {U"qq",       U"微信", U"wechat", U"邮编",
                                             U"邮政编码", U"邮箱", U"e-mail", U"email"};
    const auto is_word = [](char32_t c) {
        return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || c == U'.' || c == U'_'
               || c == U'-';
    };
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::u32string_view rest = std::u32string_view(text).substr(at);
        const bool begins = at == 0 || !is_word(text[at - 1]);
        const auto* const mark = std::ranges::find_if(
            marks, [&](std::u32string_view one) { return rest.starts_with(one); });
        if (mark != std::end(marks) && begins) {
            at += mark->size();
            while (at < text.size()
                   && (is_blank(text[at]) || text[at] == U':' || text[at] == U'号'
                       || text[at] == U'码'))
                ++at;
            while (at < text.size() && (is_word(text[at]) || text[at] == U'@')) ++at;
            out += U' ';
            continue;
        }
        std::size_t end = at;
        while (begins && end < text.size() && is_word(text[end])) ++end;
        if (begins && end > at && end < text.size() && text[end] == U'@') {
            while (end < text.size() && (is_word(text[end]) || text[end] == U'@')) ++end;
            at = end;
            out += U' ';
            continue;
        }
        out += text[at++];
    }
    return out;
}

}  // namespace

std::optional<std::string> read_phones(std::string_view text) {
    std::u32string narrow = to_u32(lower_ascii(fold_width(text)));
    for (char32_t& c : narrow)
        if (c >= 0x2010 && c <= 0x2015) c = U'-';
    if (narrow.size() > 300) return std::nullopt;
    std::vector<std::string> numbers;
    for (const std::vector<Group>& groups : runs_of_groups(without_other_digits(narrow)))
        if (groups.size() > 24 || !read_from(groups, 0, numbers)) return std::nullopt;
    if (numbers.empty()) return std::nullopt;
    std::string out;
    for (const std::string& number : numbers) out += (out.empty() ? "" : " ") + number;
    return out;
}

}  // namespace shoujian
