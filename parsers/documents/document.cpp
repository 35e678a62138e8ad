#include "parsers/documents/document.hpp"

namespace shoujian {

std::string Cell::text() const {
    std::string out;
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        if (i > 0) out += '\n';
        out += paragraphs[i];
    }
    return out;
}

}  // namespace shoujian
