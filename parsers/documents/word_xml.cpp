#include "parsers/documents/word_xml.hpp"

#include "parsers/base/text.hpp"
#include "parsers/documents/docx_body.hpp"
#include "parsers/documents/picture.hpp"
#include "parsers/documents/xml_tree.hpp"
#include "parsers/mail/transfer.hpp"

#include <pugixml.hpp>

#include <map>

namespace shoujian {
namespace {

/// "../media/a.png" of a flat package's main part and "/word/media/a.png" are told by the last
/// step.
std::string_view last_step(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

/// Pictures in base64, by the name that the text shows them by.
class Pictures {
public:
    Pictures(Document& document, Budget& budget) : document_(document), budget_(budget) {}

    /// Walks the whole tree without recursion: it may be as deep as its writer liked.
    void find(pugi::xml_node root) {
        std::map<std::string, std::string_view> parts;  // of a flat package: base64 by name
        for (pugi::xml_node node = root; node;) {
            const std::string_view name = name_of(node);
            if (name == "binData") text_.emplace(attribute(node, "name"), node.child_value());
            if (name == "binaryData")
                parts.emplace(last_step(attribute(node.parent(), "name")), node.child_value());
            if (name == "Relationship")
                targets_.emplace(attribute(node, "Id"), last_step(attribute(node, "Target")));
            node = next(node, root);
        }
        for (const auto& [id, target] : targets_)
            if (const auto part = parts.find(target); part != parts.end())
                text_.emplace(id, part->second);
    }

    std::optional<std::size_t> place(std::string_view id, bool cropped) {
        const auto coded = text_.find(std::string(id));
        if (coded == text_.end()) return std::nullopt;
        const auto [shown, fresh] = shown_.emplace(coded->first, document_.images.size());
        if (!fresh) return shown->second;
        Picture picture;
        picture.name = clean_utf8(targets_.contains(coded->first) ? targets_[coded->first]
                                                                  : std::string(last_step(id)));
        picture.cropped = cropped;
        const auto bytes = decode_body(coded->second, Coding::base64, budget_.bytes_left());
        if (bytes && budget_.take_bytes(bytes->size())) picture.bytes = *bytes;
        describe(picture);
        document_.images.push_back(std::move(picture));
        return shown->second;
    }

private:
    static pugi::xml_node next(pugi::xml_node node, pugi::xml_node root) {
        if (node.first_child()) return node.first_child();
        while (node && node != root && !node.next_sibling()) node = node.parent();
        return node == root ? pugi::xml_node{} : node.next_sibling();
    }

    Document& document_;
    Budget& budget_;
    std::map<std::string, std::string_view> text_;
    std::map<std::string, std::string> targets_;
    std::map<std::string, std::size_t> shown_;
};

Reading unreadable(const char* code, const char* detail) {
    return {Unreadable{}, {{code, "", detail}}};
}

}  // namespace

Reading read_word_xml(ByteSpan file, Budget& budget) {
    if (file.size() > budget.limits().xml_bytes)
        return unreadable("material.limit", "Word 文档的正文过大");
    pugi::xml_document tree;
    const bool parsed = tree.load_buffer(file.data(), file.size());
    Document document;
    Pictures pictures(document, budget);
    if (parsed) pictures.find(tree.document_element());
    DocxBody body = read_docx_body(
        file, {}, [&](std::string_view id, bool cropped) { return pictures.place(id, cropped); });
    if (body.state == DocxBody::State::too_large)
        return unreadable("material.limit", "Word 文档的结构过深或过大");
    if (body.state == DocxBody::State::broken)
        return unreadable("material.unreadable", "Word 文档已损坏，正文无法读出");
    document.blocks = std::move(body.blocks);
    document.hidden_text = body.hidden_text;
    document.tracked = body.tracked;
    // Macros and programs of Word 2003 lie in the same text.
    if (child(tree.document_element(), "docSuppData")) {
        document.active = true;
        document.active_detail = "宏";
    }
    return {std::move(document), {}};
}

}  // namespace shoujian
