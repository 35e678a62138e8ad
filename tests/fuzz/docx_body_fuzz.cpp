// The main part of a .docx as XML: paragraphs, fields, changes, tables, boxes.
#include "parsers/documents/docx_body.hpp"
#include "tests/fuzz/sound.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    Document document;
    document.images.resize(3);
    const auto place = [&](std::string_view relation, bool) {
        return relation == "rId9" ? std::nullopt : std::optional(relation.size() % 3);
    };
    DocxBody body = read_docx_body(std::as_bytes(std::span(data, size)), {"hidden"}, place);
    must(body.state == DocxBody::State::ok || body.blocks.empty());
    document.blocks = std::move(body.blocks);
    check_document(document);
    return 0;
}
