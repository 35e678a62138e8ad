#pragma once

#include "rules/forms/form_reader.hpp"
#include "rules/forms/label_key.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shoujian {

/// A label found in a run of text.
struct LabelHit {
    int field = -1;  ///< index into FormSpec::fields; -1: another form's or a common label: ends a
                     ///< value, starts none
    std::size_t begin = 0;  ///< byte where the label (with its numbering) begins
    std::size_t end = 0;    ///< byte behind label, notes and colon: where the value begins
    bool colon = false;
    bool underline = false;  ///< a run of ____ stands where the colon is expected
};

/// All labels that count while one form is read: its own, those of the other forms, and words that
/// forms print everywhere.
class LabelBook {
public:
    LabelBook(const PreparedForm& own, std::span<const PreparedForm> all);

    /// The field whose label the whole text is (with notes, in any paragraph order); -1: another
    /// label; nothing: no label.
    std::optional<int> whole(std::span<const std::string> paragraphs) const;
    std::optional<int> whole(std::string_view text) const;

    /// The label at the beginning of the line, if one stands there and is followed by a colon, a
    /// blank, or the end.
    std::optional<LabelHit> at_start(std::string_view line) const;

    /// The label that the text begins with, whatever follows it: "能否按期完成能". Only labels of
    /// six characters or more: shorter ones are words that a value may begin with.
    std::optional<LabelHit> glued(std::string_view text) const;

    /// All labels with a colon in a line, at its beginning and behind blanks or punctuation, in
    /// order.
    std::vector<LabelHit> in_line(std::string_view line) const;

    /// All labels in a line that a gap or ____ parts from what stands before and behind, with a
    /// colon or without.
    std::vector<LabelHit> bare_in_line(std::string_view line) const;

    /// Of the fields that bear this one's label the one whose group the label stands in; else the
    /// one without a group; -1: the label is another group's.
    int in_group(int field, const std::function<bool(const std::u32string& group)>& is_in) const;

    /// Of each field, as label_key gives it; "" for one without.
    std::span<const std::u32string> groups() const { return groups_; }

    const FormSpec& form() const { return *form_; }
    std::span<const std::u32string> titles() const {
        return titles_;
    }  ///< as title_keys gives them

private:
    struct Entry {
        std::u32string key;
        int field;
        bool in_text =
            true;  ///< counts with a colon in running text too, not only as a whole cell or line
    };
    struct Glyph {
        char32_t folded;
        std::size_t begin, end;
        bool blank_before;
    };
    static std::vector<Glyph> glyphs_of(std::string_view line);
    std::optional<LabelHit> match(const std::vector<Glyph>& glyphs,
                                  std::size_t at,
                                  std::size_t size,
                                  bool before_figure = false) const;
    /// How many glyphs from `at` on are the key; 0: another text.
    static std::size_t spelled(const std::vector<Glyph>& glyphs,
                               std::size_t at,
                               const std::u32string& key);

    const FormSpec* form_;
    std::vector<Entry> entries_;                     ///< longest key first
    std::unordered_map<std::u32string, int> exact_;  ///< key → field
    std::unordered_map<char32_t, std::vector<std::size_t>>
        by_first_;                                       ///< entries by first character
    std::vector<std::vector<std::u32string>> own_keys_;  ///< by field
    std::vector<std::u32string> groups_;                 ///< by field
    std::vector<std::u32string> titles_;
};

}  // namespace shoujian
