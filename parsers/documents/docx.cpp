#include "parsers/documents/docx.hpp"

#include "parsers/base/text.hpp"
#include "parsers/documents/active.hpp"
#include "parsers/documents/docx_body.hpp"
#include "parsers/documents/picture.hpp"
#include "parsers/documents/xml_tree.hpp"
#include "parsers/files/zip_archive.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace shoujian {
namespace {

constexpr std::uint64_t most_parts = 10'000;

struct Relation {
    std::string type;    ///< the last step of its address: the same for transitional and strict
    std::string target;  ///< a part's name, or the address outside
    bool external = false;
};
using Relations = std::map<std::string, Relation, std::less<>>;

/// "../media/a.png" seen from "word/": names of parts are resolved like addresses (ECMA-376 part
/// 2, 9.3).
std::string resolved(std::string_view folder, std::string_view target) {
    std::string path =
        target.starts_with('/') ? std::string(target) : std::string(folder) + std::string(target);
    std::ranges::replace(path, '\\', '/');
    std::vector<std::string_view> steps;
    for (const std::string_view step : split(path, '/')) {
        if (step.empty() || step == ".") continue;
        if (step != "..")
            steps.push_back(step);
        else if (!steps.empty())
            steps.pop_back();
    }
    std::string out;
    for (const std::string_view step : steps) {
        if (!out.empty()) out += '/';
        out += step;
    }
    return out;
}

std::string folder_of(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    return slash == std::string_view::npos ? "" : std::string(part.substr(0, slash + 1));
}

class Package {
public:
    Package(ByteSpan file, Budget& budget) : zip_(file, most_parts), budget_(budget) {
        for (const ZipEntry& entry : zip_.entries())
            if (!entry.folder) parts_.emplace(lower_ascii(entry.name), &entry);
    }

    ZipArchive::State state() const { return zip_.state(); }
    bool has(std::string_view part) const { return parts_.contains(lower_ascii(part)); }

    ZipArchive::Read read(std::string_view part, std::uint64_t most, Bytes& out) {
        const auto found = parts_.find(lower_ascii(part));
        if (found == parts_.end()) return ZipArchive::Read::broken;
        return zip_.read(*found->second, most, budget_, out);
    }

    /// A small part that is not the text: what cannot be read is empty.
    Bytes small(std::string_view part) {
        Bytes bytes;
        const bool there =
            has(part) && read(part, budget_.limits().xml_bytes, bytes) == ZipArchive::Read::ok;
        return there ? bytes : Bytes{};
    }
    pugi::xml_document xml(std::string_view part) {
        pugi::xml_document document;
        const Bytes bytes = small(part);
        document.load_buffer(bytes.data(), bytes.size());
        return document;
    }

    Relations relations_of(std::string_view part) {
        const std::string folder = folder_of(part);
        const pugi::xml_document document =
            xml(folder + "_rels/" + std::string(part.substr(folder.size())) + ".rels");
        Relations out;
        for (const pugi::xml_node node : document.document_element().children()) {
            if (name_of(node) != "Relationship") continue;
            const std::string_view type = attribute(node, "Type"),
                                   target = attribute(node, "Target");
            const bool external = equal_folded(attribute(node, "TargetMode"), "External");
            out[std::string(attribute(node, "Id"))] = {
                std::string(type.substr(type.rfind('/') + 1)),
                external ? std::string(target) : resolved(folder, target), external};
        }
        return out;
    }

    std::vector<std::string> names() const {
        std::vector<std::string> out;
        for (const auto& [name, entry] : parts_) out.push_back(name);
        return out;
    }

private:
    ZipArchive zip_;
    Budget& budget_;
    std::map<std::string, const ZipEntry*> parts_;
};

std::string main_part(Package& package) {
    for (const auto& [id, relation] : package.relations_of(""))
        if (relation.type == "officeDocument" && !relation.external) return relation.target;
    return "word/document.xml";
}

/// Most files hide nothing by a style: then the largest part beside the text needs no parsing. A
/// zero is UTF-16's, where the word cannot be found as it stands.
std::set<std::string> hidden_styles(const Bytes& part) {
    std::set<std::string> out;
    const std::string_view text = as_text(part);
    if (text.find("vanish") == std::string_view::npos && text.find('\0') == std::string_view::npos)
        return out;
    pugi::xml_document styles;
    styles.load_buffer(part.data(), part.size());
    for (const pugi::xml_node style : styles.document_element().children()) {
        if (name_of(style) != "style" || attribute(style, "type") == "table") continue;
        for (const pugi::xml_node properties : style.children()) {
            if (name_of(properties) != "rPr") continue;
            for (const pugi::xml_node property : properties.children()) {
                if (name_of(property) == "vanish" && is_on(property))
                    out.emplace(attribute(style, "styleId"));
            }
        }
    }
    return out;
}

struct ActiveRelation {
    std::string_view type;
    bool only_external;
    std::string_view what;
};

constexpr ActiveRelation active_relations[] = {
    {"vbaProject", false, "宏"},           {"attachedTemplate", true, "外部模板"},
    {"oleObject", true, "外部链接的对象"}, {"frame", true, "外部框架"},
    {"subDocument", true, "外部子文档"},   {"aFChunk", true, "外部内容"},
    {"control", false, "ActiveX 控件"},
};

void note_relations(Package& package,
                    const Relations& relations,
                    std::string_view main,
                    Document& document) {
    Relations all = relations;
    for (const char* part : {"settings.xml"})
        for (auto& [id, relation] : package.relations_of(folder_of(main) + part))
            all.emplace("settings/" + id, relation);
    for (const auto& [id, relation] : all)
        for (const ActiveRelation& row : active_relations)
            if (relation.type == row.type
                && (!row.only_external || (relation.external && is_remote(relation.target))))
                note_active(document, row.what);
    for (const std::string& name : package.names())
        if (name.ends_with("vbaproject.bin")) note_active(document, "宏");
}

/// The pictures of a document, read when they are first shown.
class Pictures {
public:
    Pictures(Package& package,
             const Relations& relations,
             std::vector<Picture>& images,
             std::vector<Problem>& problems)
        : package_(package), relations_(relations), images_(images), problems_(problems) {}

    std::optional<std::size_t> place(std::string_view id, bool cropped, const Limits& limits) {
        const auto relation = relations_.find(id);
        if (relation == relations_.end() || relation->second.external) return std::nullopt;
        const std::string& part = relation->second.target;
        std::vector<std::size_t>& shown = shown_[part];
        // Twice tells all that a third time could; a bullet may be there a thousand times.
        if (shown.size() >= 2) return shown.back();
        Picture picture;
        if (shown.empty())
            picture = read(part, limits);
        else
            picture = images_[shown.front()];
        picture.cropped = cropped;
        shown.push_back(images_.size());
        images_.push_back(std::move(picture));
        return shown.back();
    }

private:
    Picture read(const std::string& part, const Limits& limits) {
        Picture picture;
        picture.name = clean_utf8(part);
        const ZipArchive::Read outcome = package_.read(part, limits.file_bytes, picture.bytes);
        if (outcome == ZipArchive::Read::too_large)
            problems_.push_back({"material.limit", "", picture.name + " 解压后过大"});
        describe(picture);
        return picture;
    }

    Package& package_;
    const Relations& relations_;
    std::vector<Picture>& images_;
    std::vector<Problem>& problems_;
    std::map<std::string, std::vector<std::size_t>> shown_;
};

std::optional<Reading> refusal(ZipArchive::Read outcome) {
    using Read = ZipArchive::Read;
    switch (outcome) {
        case Read::ok:
            return std::nullopt;
        case Read::encrypted:
            return unreadable("material.encrypted", "Word 文档被加密");
        case Read::too_large:
            return unreadable("material.limit", "Word 文档的正文过大");
        case Read::unsupported:
            return unreadable("material.unreadable", "文档的压缩方式无法识别");
        case Read::broken:
            break;
    }
    return unreadable("material.unreadable", "Word 文档已损坏，正文无法读出");
}

}  // namespace

Reading read_docx(ByteSpan file, Budget& budget) {
    Package package(file, budget);
    if (package.state() == ZipArchive::State::broken
        || package.state() == ZipArchive::State::refused)
        return unreadable("material.unreadable", "Word 文档已损坏或不完整");
    if (package.state() != ZipArchive::State::ok)
        return unreadable("material.limit", "文档内部的条目过多或互相重叠");

    const std::string main = main_part(package);
    Bytes xml;
    if (auto refused = refusal(package.read(main, budget.limits().xml_bytes, xml))) return *refused;
    const Relations relations = package.relations_of(main);

    Reading reading;
    Document document;
    Pictures pictures(package, relations, document.images, reading.problems);
    // Where no paragraph and no run names a style none can hide it.
    const std::string_view text = as_text(xml);
    const bool styled =
        text.find("Style") != std::string_view::npos || text.find('\0') != std::string_view::npos;
    const Bytes styles = styled ? package.small(folder_of(main) + "styles.xml") : Bytes{};
    DocxBody body =
        read_docx_body(xml, hidden_styles(styles), [&](std::string_view id, bool cropped) {
            return pictures.place(id, cropped, budget.limits());
        });
    if (body.state == DocxBody::State::broken)
        return unreadable("material.unreadable", "Word 文档已损坏，正文无法读出");
    if (body.state == DocxBody::State::too_large)
        return unreadable("material.limit", "Word 文档的结构过深或过大");
    document.blocks = std::move(body.blocks);
    document.hidden_text = body.hidden_text;
    document.tracked = body.tracked;
    note_relations(package, relations, main, document);
    for (const std::string& program : body.programs) note_program(document, program);
    reading.content = std::move(document);
    return reading;
}

}  // namespace shoujian
