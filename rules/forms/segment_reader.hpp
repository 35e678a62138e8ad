#pragma once

#include "parsers/documents/document.hpp"
#include "rules/forms/form_reader.hpp"
#include "rules/forms/found.hpp"
#include "rules/forms/near_label.hpp"
#include "rules/forms/template_reader.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// A part of the document that belongs to one title (or to none).
struct Segment : BlockRange {
    int titled = -1;  ///< index of the form whose title it bears
};

/// A segment as one of the forms reads it.
struct Attempt {
    int form = -1;
    std::vector<Found> found;
    double coverage = 0;  ///< fields whose label was found, of all
    bool filled = false;
};

/// What reading one form needs: its labels, what its blank prints, the blank itself. Made once for
/// a document, whatever the number of its segments. Looks at the forms, which must outlive it.
class FormBook {
public:
    FormBook(const PreparedForm& form, std::span<const PreparedForm> all);
    FormBook(const FormBook&) = delete;
    FormBook& operator=(const FormBook&) = delete;

    /// Reads a segment's blocks: runs of paragraphs as lines, tables one by one.
    ///
    /// index  the form's, for Attempt::form
    Attempt read(const Document& document, const Segment& segment, int index) const;

    const LabelBook& labels() const { return labels_; }
    const PreparedForm& form() const { return form_; }

private:
    const PreparedForm& form_;
    LabelBook labels_;
    std::set<std::u32string> printed_;
    FormContext context_;
    std::optional<FormTemplate> template_;
};

/// One for each form, each made when it is first needed.
class FormBooks {
public:
    explicit FormBooks(std::span<const PreparedForm> forms);

    const FormBook& operator[](int form) const;
    Attempt read(const Document& document, const Segment& segment, int form) const {
        return (*this)[form].read(document, segment, form);
    }
    int size() const { return static_cast<int>(forms_.size()); }

    /// The first form whose title the text is; -1: none.
    int titled(std::string_view text) const;

private:
    std::span<const PreparedForm> forms_;
    std::vector<std::vector<std::u32string>> titles_;  ///< by form
    mutable std::vector<std::unique_ptr<FormBook>> books_;
};

}  // namespace shoujian
