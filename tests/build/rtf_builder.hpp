#pragma once

#include "tests/build/docx_builder.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// A Rich Text Format file for a test (RTF 1.9.1), of the paragraphs, tables and pictures in the
/// line of a DocxBuilder; text runs and horizontal spans alone, anything else throws.
class RtfBuilder {
public:
    explicit RtfBuilder(const DocxBuilder& content);
    RtfBuilder& raw(std::string rtf);  ///< at the end of the body, as it is
    std::string bytes() const;

private:
    std::string body_;
};

}  // namespace shoujian
