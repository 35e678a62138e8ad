#include "parsers/mail/html_tags.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace shoujian {

namespace {

// People's pages stay below 100 levels; a table in a table in a reply of a reply takes 12 a turn.
constexpr std::size_t most_levels = 300, most_attributes = 100, most_name = 100;

constexpr std::array void_tags{"area", "base",  "br",   "col",   "embed",  "hr",    "img", "input",
                               "link", "image", "meta", "param", "source", "track", "wbr"};
/// Their content is text to a browser, and none that anyone sees.
constexpr std::array hidden_tags{"script", "style",  "title",   "textarea",
                                 "xmp",    "iframe", "noembed", "noframes"};
/// Tags that a tree can do without, or that change how all that follows is read.
constexpr std::array dropped_tags{"frameset", "frame", "plaintext", "template",
                                  "svg",      "math",  "isindex",   "noscript"};
/// Open elements that the end of one around them ends too.
constexpr std::array implied_tags{"p",  "li", "dd",    "dt",    "option", "optgroup", "td",
                                  "th", "tr", "tbody", "thead", "tfoot",  "caption",  "colgroup"};
/// Their end leaves open what was begun in them.
constexpr std::array styling_tags{"a",    "b", "big",   "code",   "em",     "font", "i",
                                  "nobr", "s", "small", "strike", "strong", "tt",   "u"};

bool is_one_of(const auto& tags, std::string_view name) {
    return std::ranges::find(tags, name) != tags.end();
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr std::string_view blanks = " \t\r\n\f";

/// Counts what is open more strictly than a browser: an end tag that ends nothing surely is as if
/// it did not stand there.
class Flattener {
public:
    explicit Flattener(std::string_view html) : html_(html) { out_.reserve(html.size() * 5 / 4); }

    std::string run() {
        while (at_ < html_.size()) {
            const std::size_t next = std::min(html_.find('<', at_), html_.size());
            out_ += html_.substr(at_, next - at_);
            at_ = next;
            if (at_ < html_.size()) take_tag();
        }
        return std::move(out_);
    }

private:
    char peek(std::size_t ahead) const {
        return at_ + ahead < html_.size() ? html_[at_ + ahead] : '\0';
    }

    void take_tag() {
        const char first = peek(1);
        if (is_letter(first)) {
            ++at_;
            take_start();
        } else if (first == '/' && is_letter(peek(2))) {
            at_ += 2;
            take_end();
        } else if (first == '!' || first == '?' || first == '/') {
            skip_comment();
        } else {
            out_ += "&lt;";
            ++at_;
        }
    }

    void skip_comment() {
        const bool dashes = html_.substr(at_, 4) == "<!--";
        if (!dashes) return skip_behind(">");
        at_ += 4;
        if (peek(0) == '>') {
            ++at_;
        } else if (html_.substr(at_, 2) == "->") {
            at_ += 2;
        } else {
            skip_behind("-->");
        }
    }

    void skip_behind(std::string_view mark) {
        const std::size_t found = html_.find(mark, at_);
        at_ = found == std::string_view::npos ? html_.size() : found + mark.size();
    }

    std::string take_name() {
        const std::size_t end =
            std::min(html_.find_first_of(" \t\r\n\f/><\"'=&", at_), html_.size());
        std::string name = lower_ascii(html_.substr(at_, std::min(end - at_, most_name)));
        at_ = end;
        return name;
    }

    void take_end() {
        const std::string name = take_name();
        take_attributes();
        if (dropped_ > 0) {
            --dropped_;
            return;
        }
        if (is_one_of(void_tags, name) || is_one_of(dropped_tags, name)) return;
        close(name);
        out_ += "</" + name + ">";
    }

    /// Takes what `name` ends off the open elements, if it surely ends anything.
    void close(const std::string& name) {
        std::size_t level = open_.size();
        while (level > 0 && open_[level - 1] != name) {
            if (is_one_of(styling_tags, name) || !is_one_of(implied_tags, open_[level - 1])) return;
            --level;
        }
        if (level > 0) open_.resize(level - 1);
    }

    void take_start() {
        const std::string name = take_name();
        const std::string attributes = take_attributes();
        if (is_one_of(hidden_tags, name)) return skip_hidden(name);
        if (is_one_of(dropped_tags, name)) return;
        out_ += "<" + name + attributes + ">";
        if (is_one_of(void_tags, name)) return;
        end_implied(name);
        if (open_.size() < most_levels) {
            open_.push_back(name);
            return;
        }
        ++dropped_;
        out_ += "</" + name + ">";
    }

    /// A cell ends the cell before it, a paragraph the paragraph.
    void end_implied(const std::string& name) {
        if (name == "tr" && !open_.empty() && (open_.back() == "td" || open_.back() == "th"))
            open_.pop_back();
        if (!open_.empty() && open_.back() == name && is_one_of(implied_tags, name))
            open_.pop_back();
    }

    void skip_hidden(const std::string& name) {
        while (at_ < html_.size()) {
            skip_behind("</");
            if (starts_with_folded(html_.substr(at_, name.size()), name)) break;
        }
        skip_behind(">");
    }

    /// What stands before the > of a tag, and behind it.
    std::string take_attributes() {
        std::string out;
        std::size_t count = 0;
        for (;;) {
            at_ = std::min(html_.find_first_not_of(" \t\r\n\f/", at_), html_.size());
            if (at_ >= html_.size()) return out;
            if (html_[at_] == '>') {
                ++at_;
                return out;
            }
            const std::string one = take_attribute();
            if (!one.empty() && ++count <= most_attributes) out += one;
        }
    }

    std::string take_attribute() {
        const std::size_t end =
            std::min(html_.find_first_of(" \t\r\n\f/>=", at_ + 1), html_.size());
        const std::string_view name = html_.substr(at_, end - at_);
        at_ = std::min(html_.find_first_not_of(blanks, end), html_.size());
        std::string_view value;
        if (peek(0) == '=') {
            ++at_;
            value = take_value();
        }
        if (name.size() > most_name || name.find_first_of("<\"'=&") != std::string_view::npos)
            return {};
        return " " + std::string(name) + "=\"" + quoted(value) + "\"";
    }

    std::string_view take_value() {
        at_ = std::min(html_.find_first_not_of(blanks, at_), html_.size());
        const char quote = peek(0);
        const bool is_quoted = quote == '"' || quote == '\'';
        if (is_quoted) ++at_;
        const std::size_t end =
            is_quoted ? std::min(html_.find(quote, at_), html_.size())
                      : std::min(html_.find_first_of(" \t\r\n\f>", at_), html_.size());
        const std::string_view value = html_.substr(at_, end - at_);
        at_ = std::min(is_quoted ? end + 1 : end, html_.size());
        return value;
    }

    static std::string quoted(std::string_view value) {
        std::string out;
        for (const char c : value) {
            if (c == '"')
                out += "&quot;";
            else
                out += c;
        }
        return out;
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::string out_;
    std::vector<std::string> open_;
    std::size_t dropped_ = 0;  ///< elements that stand empty, their end tags still to come
};

}  // namespace

std::string flat_html(std::string_view html) {
    return Flattener(html).run();
}

}  // namespace shoujian
