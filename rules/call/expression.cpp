#include "rules/call/expression.hpp"

#include "parsers/base/text.hpp"
#include "rules/call/toml_table.hpp"

#include <muParser.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace shoujian {

namespace {

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A name or a number of the expression, and where it stands (in bytes).
struct Word {
    std::string_view text;
    std::size_t at;
};

std::vector<Word> words_of(std::string_view expression) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < expression.size();) {
        std::size_t end = at;
        while (end < expression.size() && is_word_character(expression[end])) ++end;
        if (end > at) words.push_back({expression.substr(at, end - at), at});
        at = std::max(end, at + 1);
    }
    return words;
}

/// muParser knows the signs only; a word and its sign take the same room, so positions stay true.
/// `not` binds weaker than a comparison, as people read it; `!` binds at once.
struct WordSign {
    std::string_view word, sign;
};
constexpr std::array<WordSign, 3> word_signs{{{"and", "&& "}, {"or", "||"}, {"not", "~  "}}};
constexpr std::array<std::string_view, 3> functions{"abs", "min", "max"};

std::string with_signs(std::string_view expression) {
    std::string out(expression);
    for (const Word& word : words_of(expression)) {
        const auto row = std::ranges::find(word_signs, word.text, &WordSign::word);
        if (row != word_signs.end()) out.replace(word.at, row->sign.size(), row->sign);
    }
    return out;
}

bool is_function(std::string_view word) {
    return std::ranges::find(functions, word) != functions.end();
}

std::set<std::string, std::less<>> names_in(std::string_view expression) {
    std::set<std::string, std::less<>> names;
    for (const Word& word : words_of(expression)) {
        if (!is_digit(word.text.front()) && !is_reserved_word(word.text)) names.emplace(word.text);
    }
    return names;
}

double negate(double value) {
    return value == 0 ? 1 : 0;
}

double run(std::string_view expression, FieldNumbers values) {
    mu::Parser parser;
    parser.DefineInfixOprt("!", negate);
    parser.DefineInfixOprt("~", negate, mu::prLOGIC);
    for (auto& [name, value] : values) parser.DefineVar(name, &value);
    parser.SetExpr(with_signs(expression));
    return parser.Eval();
}

/// A lone = assigns in muParser, and a comma outside a function drops what stands before it: both
/// are slips here.
std::optional<std::size_t> lone_equals(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') continue;
        const char before = i == 0 ? ' ' : text[i - 1];
        const char after = i + 1 == text.size() ? ' ' : text[i + 1];
        if (after == '=') {
            ++i;
        } else if (before != '<' && before != '>' && before != '!') {
            return i;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> lone_comma(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(') ++depth;
        if (text[i] == ')') --depth;
        if (text[i] == ',' && depth <= 0) return i;
    }
    return std::nullopt;
}

/// Signs that muParser would take for its own purposes; in a rule they are slips.
std::optional<std::size_t> stray_sign(std::string_view text) {
    const std::size_t at = text.find_first_of("~\"'?:;{}[]#@$\\");
    return at == std::string_view::npos ? std::nullopt : std::optional(at);
}

struct Slip {
    std::size_t at;
    std::string what;
};

std::optional<Slip> find_slip(std::string_view expression, std::span<const std::string> names) {
    if (trim(expression).empty()) return Slip{0, "表达式是空的"};
    for (std::size_t at = 0; at < expression.size(); ++at) {
        if (static_cast<unsigned char>(expression[at]) < 0x80) continue;
        std::size_t end = at;
        const char32_t sign = next_character(expression, end);
        return Slip{at, "表达式里不能有“" + to_utf8(std::u32string_view(&sign, 1))
                            + "”：只能用英文字段名、数字和英文符号"};
    }
    if (const auto at = stray_sign(expression))
        return Slip{*at, "表达式里不能有“" + std::string(1, expression[*at]) + "”"};
    if (const auto at = lone_equals(expression)) return Slip{*at, "比较相等要写两个等号 =="};
    if (const auto at = lone_comma(expression))
        return Slip{*at, "这里不能有逗号；几个条件之间用 and 或 or"};
    for (const Word& word : words_of(expression)) {
        if (is_digit(word.text.front()) || is_reserved_word(word.text)) continue;
        if (std::ranges::find(names, word.text) != names.end()) continue;
        // "1.5e3" and members.x are muParser's to judge; a name is a name.
        const std::size_t after = word.at + word.text.size();
        const std::size_t bracket = expression.find_first_not_of(' ', after);
        if (bracket != std::string_view::npos && expression[bracket] == '(')
            return Slip{word.at, "没有函数 “" + std::string(word.text) + "”，可以用 abs、min、max"};
        return Slip{word.at, "没有数字字段 “" + std::string(word.text) + "”"
                                 + did_you_mean(word.text, names)};
    }
    return std::nullopt;
}

std::string syntax_error(const mu::Parser::exception_type& e) {
    switch (e.GetCode()) {
        case mu::ecUNEXPECTED_EOF:
            return "表达式没有写完";
        case mu::ecMISSING_PARENS:
            return "括号没有配对：缺少 )";
        case mu::ecUNEXPECTED_PARENS:
            return "括号没有配对：这个括号多余，或前面缺少内容";
        case mu::ecTOO_MANY_PARAMS:
            return "函数 " + e.GetToken() + " 的参数太多";
        case mu::ecTOO_FEW_PARAMS:
            return "函数 " + e.GetToken() + " 的参数太少";
        case mu::ecUNEXPECTED_VAL:
        case mu::ecUNEXPECTED_VAR:
            return "“" + e.GetToken() + "” 前面缺少运算符";
        case mu::ecUNEXPECTED_OPERATOR:
            return "运算符 “" + e.GetToken() + "” 前面缺少内容";
        default:
            return "看不懂 “" + e.GetToken() + "”";
    }
}

}  // namespace

bool is_reserved_word(std::string_view word) {
    return is_function(word)
           || std::ranges::find(word_signs, word, &WordSign::word) != word_signs.end();
}

CheckedExpression check_expression(std::string_view expression,
                                   std::span<const std::string> names) {
    CheckedExpression out;
    const auto used = names_in(expression);
    out.names.assign(used.begin(), used.end());
    if (const auto slip = find_slip(expression, names)) {
        out.error = slip->what;
        out.position = length(expression.substr(0, slip->at));
        return out;
    }
    try {
        FieldNumbers ones;
        for (const std::string& name : out.names) ones[name] = 1;
        run(expression, ones);
    } catch (const mu::Parser::exception_type& e) {
        out.error = syntax_error(e);
        // An end that came too soon is behind the last character; -1 stands for "nowhere in
        // particular".
        const auto last = static_cast<int>(expression.size());
        out.position = static_cast<std::size_t>(std::clamp(static_cast<int>(e.GetPos()), 0, last));
    }
    return out;
}

std::optional<double> evaluate(std::string_view expression, const FieldNumbers& values) {
    FieldNumbers used;
    for (const std::string& name : names_in(expression)) {
        const auto known = values.find(name);
        if (known == values.end()) return std::nullopt;
        used.insert(*known);
    }
    try {
        const double result = run(expression, std::move(used));
        return std::isfinite(result) ? std::optional(result) : std::nullopt;
    } catch (const mu::Parser::exception_type&) {
        return std::nullopt;  // check_expression refuses such a one when the call is loaded
    }
}

std::optional<bool> is_broken(const Rule& rule, const FieldNumbers& values) {
    for (const std::string& field : rule.fields) {
        if (!values.contains(field)) return std::nullopt;
    }
    if (!rule.when.empty()) {
        const auto applies = evaluate(rule.when, values);
        if (!applies) return std::nullopt;
        if (*applies == 0) return false;
    }
    const auto holds = evaluate(rule.assertion, values);
    if (!holds) return std::nullopt;
    return *holds == 0;
}

}  // namespace shoujian
