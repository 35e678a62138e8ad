#include "rules/forms/numbers.hpp"

#include "parsers/base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace shoujian {

namespace {

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

/// The value of one Chinese digit, -1 for any other character.
int digit_of(char32_t c) {
    constexpr std::u32string_view digits = U"〇一二三四五六七八九";
    if (c == U'零' || c == U'○' || c == U'Ｏ') return 0;
    if (c == U'两') return 2;
    const auto at = digits.find(c);
    return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

std::int64_t power_of(char32_t c) {
    switch (c) {
        case U'十':
            return 10;
        case U'百':
            return 100;
        case U'千':
            return 1000;
        case U'万':
            return 10000;
        default:
            return 0;
    }
}

/// 二十五 → 25, 一千二百 → 1200, 十二 → 12, 一九八五 → 1985 (no power in it: digit by digit).
/// Bounded by its length.
std::int64_t chinese_value(std::u32string_view run) {
    std::int64_t total = 0;
    std::int64_t section = 0;
    std::int64_t digit = 0;
    bool powers = false;
    for (const char32_t c : run) {
        const std::int64_t power = power_of(c);
        if (power == 0) {
            digit = powers ? digit_of(c) : digit * 10 + digit_of(c);
        } else if (power == 10000) {
            total += (section + digit) * power;
            section = digit = 0;
            powers = true;
        } else {
            section += (digit == 0 ? 1 : digit) * power;
            digit = 0;
            powers = true;
        }
    }
    return total + section + digit;
}

/// Chinese numerals as ASCII digits, everything narrow, blanks gone.
std::u32string with_ascii_digits(std::string_view text) {
    const std::u32string in = to_u32(without_blanks(fold_width(text)));
    std::u32string out;
    for (std::size_t at = 0; at < in.size();) {
        std::size_t end = at;
        const bool after_digit = !out.empty() && is_digit(out.back());
        while (end < in.size() && end - at < 12
               && (digit_of(in[end]) >= 0 || power_of(in[end]) > 0))
            ++end;
        if (end == at || after_digit) {
            out.push_back(in[at++]);  // 1.2万 keeps its 万
            continue;
        }
        const std::u32string_view run(&in[at], end - at);
        const bool leading_zero = digit_of(run.front()) == 0;
        if (leading_zero) out.push_back(U'0');
        for (const char c : std::to_string(chinese_value(run)))
            out.push_back(static_cast<char32_t>(c));
        at = end;
    }
    return out;
}

struct Run {
    int value = 0;
    std::size_t digits = 0;
};

std::vector<Run> digit_runs(const std::u32string& text) {
    std::vector<Run> runs;
    for (std::size_t at = 0; at < text.size() && runs.size() < 8;) {
        if (!is_digit(text[at])) {
            ++at;
            continue;
        }
        Run run;
        for (; at < text.size() && is_digit(text[at]); ++at, ++run.digits)
            if (run.digits < 9) run.value = run.value * 10 + static_cast<int>(text[at] - U'0');
        runs.push_back(run);
    }
    return runs;
}

bool is_year(const Run& run) {
    return run.digits == 4 && run.value >= 1800 && run.value <= 2199;
}

bool is_month(const Run& run) {
    return run.digits <= 2 && run.value >= 1 && run.value <= 12;
}

WrittenDate date_of(int year, int month, std::optional<int> day) {
    WrittenDate out;
    const YearMonth candidate =
        std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month));
    if (!candidate.ok() || year < 1800 || year > 2199) return out;
    out.month = candidate;
    if (day && *day > 0 && (candidate / std::chrono::day(static_cast<unsigned>(*day))).ok())
        out.day = static_cast<unsigned>(*day);
    return out;
}

/// 198503, 19850312.
WrittenDate compact_date(const Run& run) {
    if (run.digits == 6) return date_of(run.value / 100, run.value % 100, std::nullopt);
    return date_of(run.value / 10000, run.value / 100 % 100, run.value % 100);
}

std::u32string without_notes(const std::u32string& text) {
    std::u32string out;
    int depth = 0;
    for (const char32_t c : text) {
        if (c == U'(' || c == U'[')
            ++depth;
        else if ((c == U')' || c == U']') && depth > 0)
            --depth;
        else if (depth == 0)
            out.push_back(c);
    }
    return out;
}

struct Quantity {
    double value = 0;
    bool other_unit = false;  ///< a year or day, no number of hours or people
};

/// The number that begins at `at`, which moves behind it and its 万 or 千.
Quantity quantity_at(const std::u32string& text, std::size_t& at) {
    std::string digits;
    for (; at < text.size() && digits.size() < 16; ++at) {
        const bool more = at + 1 < text.size() && is_digit(text[at + 1]);
        if (is_digit(text[at]))
            digits.push_back(static_cast<char>(text[at]));
        else if (text[at] == U'.' && more && digits.find('.') == std::string::npos)
            digits.push_back('.');
        else if (text[at] == U',' && more)
            continue;
        else
            break;
    }
    Quantity out;
    std::from_chars(digits.data(), digits.data() + digits.size(), out.value);
    if (at < text.size() && power_of(text[at]) >= 1000)
        out.value *= static_cast<double>(power_of(text[at++]));
    while (at < text.size()
           && (text[at] == U'多' || text[at] == U'余' || text[at] == U'个' || text[at] == U'+'))
        ++at;
    const char32_t unit = at < text.size() ? text[at] : U' ';
    out.other_unit =
        std::u32string_view(U"年月天日周次岁分").find(unit) != std::u32string_view::npos;
    return out;
}

std::vector<Quantity> quantities(const std::u32string& text) {
    std::vector<Quantity> out;
    for (std::size_t at = 0; at < text.size() && out.size() < 8;) {
        if (is_digit(text[at]))
            out.push_back(quantity_at(text, at));
        else
            ++at;
    }
    return out;
}

}  // namespace

std::string positional_digits(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        const int digit = digit_of(c);
        if (digit >= 0)
            out.push_back(static_cast<char>('0' + digit));
        else
            append_utf8(out, c);
    }
    return out;
}

WrittenDate read_date(std::string_view text) {
    const std::vector<Run> runs = digit_runs(with_ascii_digits(text));
    WrittenDate out;
    if (runs.empty()) return out;
    const Run& first = runs[0];
    if (first.digits == 6 || first.digits == 8) return compact_date(first);
    if (runs.size() == 1) {
        out.doubtful = is_year(first);  // 2018年: a year alone
        return out;
    }
    if (is_year(first) && is_month(runs[1])) {
        const bool has_day = runs.size() > 2 && runs[2].digits <= 2;
        return date_of(first.value, runs[1].value,
                       has_day ? std::optional(runs[2].value) : std::nullopt);
    }
    if (is_month(first) && is_year(runs[1]))
        return date_of(runs[1].value, first.value, std::nullopt);
    out.doubtful = (first.digits == 2 && is_month(runs[1])) || is_year(first);
    return out;
}

std::optional<double> read_number(std::string_view text) {
    const std::u32string all = with_ascii_digits(text);
    std::vector<Quantity> found = quantities(without_notes(all));
    if (found.empty()) found = quantities(all);
    std::optional<double> number;
    for (const Quantity& one : found) {
        if (one.other_unit) continue;
        if (number && *number != one.value) return std::nullopt;
        number = one.value;
    }
    return number;
}

std::string format_number(double number) {
    std::array<char, 64> buffer{};
    const double rounded = std::round(number * 100) / 100;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded,
                                   std::chars_format::fixed);
    return std::string(buffer.data(), end.ptr);
}

}  // namespace shoujian
