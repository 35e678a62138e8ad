#include "tests/tools/word_habits.hpp"

#include "parsers/base/budget.hpp"
#include "parsers/files/zip_archive.hpp"
#include "tests/build/zip_builder.hpp"

#include <stdexcept>

namespace shoujian {

namespace {

constexpr const char* declaration =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* main_space =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

void replace_all(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

std::string fonts(const std::string& size) {
    return "<w:rFonts w:ascii=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\" w:hAnsi=\"宋体\" "
           "w:cs=\"Times New Roman\" w:hint=\"eastAsia\"/><w:color w:val=\"000000\"/><w:kern "
           "w:val=\"0\"/><w:sz w:val=\""
           + size + "\"/><w:szCs w:val=\"" + size
           + "\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>";
}

/// Runs, paragraphs and cells as Word writes them.
void dress(std::string& text) {
    const std::string run = "<w:rPr>" + fonts("24") + "</w:rPr>";
    replace_all(text, "<w:r><w:rPr>", "<w:r w:rsidRPr=\"00A77B3E\"><w:rPr>" + fonts("24"));
    replace_all(text, "<w:r><w:", "<w:r w:rsidRPr=\"00A77B3E\">" + run + "<w:");
    replace_all(text, "<w:p><w:r",
                "<w:p w:rsidR=\"00A77B3E\" w:rsidRDefault=\"00B12C4D\" w:rsidP=\"00C45F60\" "
                "w14:paraId=\"5D5C1B2A\"><w:pPr><w:widowControl/><w:adjustRightInd w:val=\"0\"/>"
                "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"400\" w:lineRule=\"exact\"/><w:jc "
                "w:val=\"center\"/><w:rPr>"
                    + fonts("24") + "</w:rPr></w:pPr><w:r");
    replace_all(text, "<w:tcPr><w:tcW ",
                "<w:tcPr><w:tcBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                "w:color=\"auto\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                "w:color=\"auto\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                "w:color=\"auto\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
                "w:color=\"auto\"/></w:tcBorders><w:vAlign w:val=\"center\"/><w:tcW ");
}

std::string styles() {
    std::string out = std::string(declaration) + "<w:styles " + main_space
                      + "><w:docDefaults><w:rPrDefault><w:rPr>" + fonts("21")
                      + "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:latentStyles "
                        "w:defLockedState=\"0\" w:defUIPriority=\"99\" w:count=\"376\">";
    for (int i = 0; i < 376; ++i)
        out += "<w:lsdException w:name=\"Grid Table " + std::to_string(i)
               + "\" w:semiHidden=\"1\" w:uiPriority=\"" + std::to_string(i % 99)
               + "\" w:unhideWhenUsed=\"1\" w:qFormat=\"1\"/>";
    out += "</w:latentStyles>";
    for (int i = 0; i < 24; ++i)
        out += "<w:style w:type=\"paragraph\" w:styleId=\"a" + std::to_string(i)
               + "\"><w:name w:val=\"heading " + std::to_string(i)
               + "\"/><w:basedOn w:val=\"a\"/><w:uiPriority w:val=\"9\"/><w:qFormat/><w:pPr><w:keepNext/>"
                 "<w:spacing w:before=\"340\" w:after=\"330\"/></w:pPr><w:rPr>"
               + fonts("32") + "</w:rPr></w:style>";
    return out + "</w:styles>";
}

std::string repeated(const std::string& root, const std::string& item, int times) {
    std::string out = std::string(declaration) + "<w:" + root + " " + main_space + ">";
    for (int i = 0; i < times; ++i) out += item;
    return out + "</w:" + root + ">";
}

struct Part {
    std::string name, type, content_type, bytes;
};

std::vector<Part> usual_parts() {
    const std::string office = "application/vnd.openxmlformats-officedocument.";
    const std::string word = office + "wordprocessingml.";
    std::string theme = std::string(declaration)
                        + "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
                          "name=\"Office\"><a:themeElements>";
    for (int i = 0; i < 60; ++i)
        theme += "<a:font script=\"Jpan" + std::to_string(i) + "\" typeface=\"游ゴシック Light\"/>";
    theme += "</a:themeElements></a:theme>";
    return {{"styles.xml", "styles", word + "styles+xml", styles()},
            {"settings.xml", "settings", word + "settings+xml",
             repeated("settings", "<w:rsid w:val=\"00A77B3E\"/><w:zoom w:percent=\"100\"/>", 60)},
            {"fontTable.xml", "fontTable", word + "fontTable+xml",
             repeated("fonts",
                      "<w:font w:name=\"宋体\"><w:altName w:val=\"SimSun\"/><w:charset "
                      "w:val=\"86\"/></w:font>",
                      12)},
            {"numbering.xml", "numbering", word + "numbering+xml",
             repeated("numbering",
                      "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt "
                      "w:val=\"decimal\"/></w:lvl></w:abstractNum>",
                      9)},
            {"webSettings.xml", "webSettings", word + "webSettings+xml",
             repeated("webSettings", "<w:optimizeForBrowser/>", 1)},
            {"theme/theme1.xml", "theme", office + "theme+xml", theme}};
}

void insert_before(std::string& text, const std::string& end, const std::string& more) {
    const std::size_t at = text.rfind(end);
    if (at == std::string::npos) throw std::runtime_error("a part without " + end);
    text.insert(at, more);
}

}  // namespace

std::string with_word_habits(const std::string& docx) {
    Budget budget(Limits{});
    const ZipArchive zip(as_bytes(docx), 1000);
    ZipBuilder out;
    for (const ZipEntry& entry : zip.entries()) {
        Bytes bytes;
        if (entry.folder
            || zip.read(entry, docx.size() * 200 + 1'000'000, budget, bytes)
                   != ZipArchive::Read::ok)
            continue;
        std::string text(as_text(bytes));
        if (entry.name == "word/document.xml") dress(text);
        for (const Part& part : usual_parts()) {
            if (entry.name == "[Content_Types].xml")
                insert_before(text, "</Types>",
                              "<Override PartName=\"/word/" + part.name + "\" ContentType=\""
                                  + part.content_type + "\"/>");
            if (entry.name == "word/_rels/document.xml.rels")
                insert_before(text, "</Relationships>",
                              "<Relationship Id=\"usual" + part.type
                                  + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                                    "relationships/"
                                  + part.type + "\" Target=\"" + part.name + "\"/>");
        }
        const bool picture = entry.name.find("media/") != std::string::npos;
        picture ? out.stored(entry.name, text) : out.add(entry.name, text);
    }
    for (const Part& part : usual_parts()) out.add("word/" + part.name, part.bytes);
    return out.bytes();
}

}  // namespace shoujian
