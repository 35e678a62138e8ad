#include "parsers/documents/doc.hpp"

#include "parsers/base/little_endian.hpp"
#include "parsers/base/text.hpp"
#include "parsers/documents/active.hpp"
#include "parsers/documents/doc_body.hpp"

#include <algorithm>

namespace shoujian {
namespace {

std::optional<Reading> refusal(DocFile::State state) {
    using State = DocFile::State;
    switch (state) {
        case State::ok:
            return std::nullopt;
        case State::encrypted:
            return unreadable("material.encrypted", "文档设有打开密码");
        case State::old_format:
            return Reading{Foreign{ForeignKind::word_95}, {}};
        case State::too_large:
            return unreadable("material.limit", "Word 文档过大");
        case State::broken:
            break;
    }
    return unreadable("material.unreadable", "Word 文档已损坏或不完整");
}

/// {0003000C-0000-0000-C000-000000000046}: an object of OLE's Packager, a file of any kind.
constexpr std::string_view package_class{"\x0C\0\x03\0\0\0\0\0\xC0\0\0\0\0\0\0\x46", 16};

void note_entries(const CompoundFile& compound, Document& document) {
    for (const CompoundEntry& entry : compound.entries()) {
        if (entry.type != CompoundEntry::Type::storage) continue;
        const bool in_root = entry.parent == std::size_t{0};
        if (in_root && (equal_folded(entry.name, "Macros") || entry.name == "_VBA_PROJECT_CUR"))
            note_active(document, "宏");
        if (as_text(entry.class_id) == package_class) note_program(document, "Package");
    }
}

/// Fields that start a program or load an object ([MS-DOC] 2.9.90, ECMA-376 part 1, 17.16.5).
void note_instruction(std::string_view instruction, Document& document) {
    const std::size_t space = instruction.find(' ');
    const std::string_view name = instruction.substr(0, space);
    const std::string_view argument =
        space == std::string_view::npos ? "" : trim(instruction.substr(space));
    if (equal_folded(name, "EMBED")) note_program(document, argument);
    if (equal_folded(name, "LINK") && is_remote(argument)) note_active(document, "外部链接的对象");
    if (equal_folded(name, "DDE") || equal_folded(name, "DDEAUTO"))
        note_active(document, "DDE 链接");
    if (equal_folded(name, "CONTROL")) note_active(document, "ActiveX 控件");
}

/// The template's path is the second string of SttbfAssoc ([MS-DOC] 2.9.283).
std::string template_path(const DocFile& doc) {
    const LittleEndian strings(doc.structure(FcLcb::sttbf_assoc));
    const std::size_t at = 6 + 2 + std::size_t{strings.u16(6)} * 2;
    return to_utf8(strings.utf16(at + 2, strings.u16(at)));
}

Document document_of(DocBody body, std::vector<Picture> images) {
    Document document;
    document.blocks = std::move(body.blocks);
    document.images = std::move(images);
    document.hidden_text = body.hidden_text;
    document.tracked = body.tracked;
    for (const std::string& instruction : body.instructions)
        note_instruction(instruction, document);
    return document;
}

}  // namespace

Reading read_doc(ByteSpan file, Budget& budget) {
    const CompoundFile compound(file);
    const DocFile doc = open_doc(compound, budget);
    if (auto refused = refusal(doc.state)) return *refused;
    const PieceTable pieces(doc);
    if (pieces.state() == PieceTable::State::broken || doc.lengths.main > pieces.characters())
        return *refusal(DocFile::State::broken);
    // The text is copied once, as UTF-16.
    if (pieces.state() == PieceTable::State::too_large
        || !budget.take_bytes(std::uint64_t{pieces.characters()} * 2))
        return *refusal(DocFile::State::too_large);

    std::vector<Picture> images;
    DocPictures pictures(doc, budget, images);
    DocBody body = read_doc_body(doc, pieces, pictures);
    if (body.state == DocBody::State::too_large) return *refusal(DocFile::State::too_large);
    Document document = document_of(std::move(body), std::move(images));
    note_entries(compound, document);
    if (is_remote(template_path(doc))) note_active(document, "外部模板");
    return {std::move(document), {}};
}

}  // namespace shoujian
