#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

/// What of a question is still open, and which of the boxes on a page may hold it.
class WantedTexts {
public:
    explicit WantedTexts(const std::vector<std::string>& wanted);

    bool any() const { return asked_; }  ///< whether anything was asked for at all
    bool open() const { return !open_.empty(); }

    /// How little a box suits the open text that it suits best; the smaller, the sooner it is worth
    /// reading.
    ///
    /// aspect   length by height
    /// returns  nullopt where it is far longer than any open text would be
    std::optional<double> distance(double aspect) const;

    /// Takes what a line, or several neighbours in a row, say off the list.
    void look(std::string_view text);

private:
    struct Wanted {
        std::u32string text;
        double aspect = 0.0;  ///< of a box with this text alone
    };
    std::vector<Wanted> open_;
    bool asked_ = false;
};

/// For comparing: letters, digits and Han characters alone, widths and cases folded.
std::u32string bare_text(std::string_view text);

/// Whether `text` holds `wanted`; of eight characters and more, one in eight may differ, but
/// neither the first two nor the last.
bool says(const std::u32string& text, const std::u32string& wanted);

}  // namespace shoujian
