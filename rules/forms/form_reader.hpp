#pragma once

#include "parsers/documents/document.hpp"
#include "rules/facts.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// What the reader must know of a call to read its forms: a part of Call that crosses the pipe.
struct FieldSpec {
    std::string id;
    std::vector<std::string> labels;
    std::string
        group;  ///< the heading that the label stands under, where the form has it twice; or empty
    int type = 0;          ///< FieldType as a number
    bool is_long = false;  ///< running text: lines in it that look like labels are its own
    std::vector<std::string> options;
    bool operator==(const FieldSpec&) const = default;
};
struct FormSpec {
    std::string call, form;
    std::vector<std::string> titles;
    std::vector<FieldSpec> fields;
    Bytes blank;  ///< the blank Word form, or empty
    bool operator==(const FormSpec&) const = default;
};

/// A form ready for matching: keys made, the blank form read. Made once a reader.
struct PreparedForm {
    FormSpec spec;
    std::optional<Document> blank;
};

class FormBooks;  // rules/forms/segment_reader.hpp

/// Labels → values: which of the forms stand in a document, and what each says. What matching needs
/// of the forms is made once, on first use: one reader for many documents, on one thread.
class FormReader {
public:
    /// forms  of all calls; must outlive this, unchanged
    explicit FormReader(std::span<const PreparedForm> forms);
    ~FormReader();

    /// document  one Word file; text as read_document gives it
    /// returns   forms in reading order, raw values with place and confidence (notes on each rule
    /// in form_reader.cpp);
    ///           `pictures` is left to the caller, but FormFacts::pictures indexes Document::images
    WordFacts read(const Document& document) const;

private:
    std::unique_ptr<FormBooks> books_;
};

/// One document by a reader of its own.
WordFacts read_form(const Document& document, std::span<const PreparedForm> forms);

}  // namespace shoujian
