#include "tests/build/doc_builder.hpp"

#include "parsers/base/text.hpp"
#include "tests/build/compound_builder.hpp"
#include "tests/build/doc_content.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace shoujian {
namespace {

constexpr std::uint32_t text_offset = 2048;
constexpr std::uint32_t hide_by_prm0 = 0x5C << 1 | 1 << 8, hide_by_prm1 = 1;  // 2.9.215, 2.9.216

}  // namespace

/// Writes one file; knows where in which stream everything lies.
class DocWriter {
public:
    explicit DocWriter(const DocBuilder& builder) : builder_(builder) {}
    std::string bytes();

private:
    void put_content();
    void lay_out();
    std::uint32_t offset_of(std::uint32_t cp) const;
    void write_text();
    void write_pages();
    void write_table_stream();
    void write_pieces();
    void write_fields();
    void write_template();
    void write_drawings();
    void write_boxes();
    void put_structure(std::size_t index, const std::string& bytes);
    std::string fib() const;

    struct Part {
        std::uint32_t first, limit, offset;
        bool compressed;
        std::uint32_t prm;
    };
    const DocBuilder& builder_;
    DocContent content_{builder_.jitter_};
    std::string table_, word_;
    std::map<std::size_t, std::pair<std::size_t, std::size_t>> structures_;
    std::vector<Part> parts_;
    std::vector<std::uint32_t> hidden_at_;  ///< where paragraphs begin that their pieces hide
    std::u16string text_;
    std::vector<DocSpan> runs_, paragraphs_;
};

void DocWriter::put_content() {
    for (const DocBuilder::Piece& piece : builder_.pieces_) {
        using Hidden = DocBuilder::Piece::Hidden;
        if (piece.hidden == Hidden::by_piece) hidden_at_.push_back(content_.main.size());
        for (const DocxParagraph& p : piece.paragraphs)
            content_.put_paragraph(p, 0x0D, "", piece.hidden == Hidden::by_style ? 16 : 0);
        if (!piece.rows.empty()) content_.put_table(piece.rows);
    }
    if (builder_.package_) content_.put_field("EMBED Package", "");
    // A table is followed by a paragraph always.
    const bool ends = !builder_.pieces_.empty() && builder_.pieces_.back().rows.empty();
    if (!ends || builder_.package_) content_.end_paragraph();
    content_.finish();
}

bool fits_8_bit(std::u16string_view text) {
    return std::ranges::all_of(text,
                               [](char16_t c) { return c < 0x80 || (c >= 0xA0 && c < 0x100); });
}

/// Main text, text boxes and, behind those, one more paragraph; pieces by what characters need.
void DocWriter::lay_out() {
    const std::uint32_t boxes_at = content_.main.size();
    text_ = content_.main.text + content_.boxes.text;
    runs_ = content_.main.runs;
    paragraphs_ = content_.main.paragraphs;
    for (DocSpan span : content_.boxes.runs) span.limit += boxes_at, runs_.push_back(span);
    for (DocSpan span : content_.boxes.paragraphs)
        span.limit += boxes_at, paragraphs_.push_back(span);
    std::uint32_t offset = text_offset, first = 0;
    for (const DocSpan& paragraph : paragraphs_) {
        const std::u16string_view text =
            std::u16string_view(text_).substr(first, paragraph.limit - first);
        const bool compressed = builder_.eight_bit_ && fits_8_bit(text);
        if (!compressed && offset % 2 != 0) ++offset;
        const auto hidden = std::ranges::find(hidden_at_, first);
        const auto number = static_cast<std::uint32_t>(hidden - hidden_at_.begin());
        const std::uint32_t prm = hidden == hidden_at_.end() ? 0
                                  : number % 2 == 0          ? hide_by_prm0
                                                             : hide_by_prm1;
        if (parts_.empty() || compressed || parts_.back().compressed || prm != parts_.back().prm)
            parts_.push_back({first, paragraph.limit, offset, compressed, prm});
        else
            parts_.back().limit = paragraph.limit;
        offset += (paragraph.limit - first) * (compressed ? 1 : 2);
        first = paragraph.limit;
    }
}

std::uint32_t DocWriter::offset_of(std::uint32_t cp) const {
    for (const Part& part : parts_)
        if (cp < part.limit) return part.offset + (cp - part.first) * (part.compressed ? 1 : 2);
    const Part& last = parts_.back();
    return last.offset + (last.limit - last.first) * (last.compressed ? 1 : 2);
}

void DocWriter::write_text() {
    word_.resize(text_offset);
    for (const Part& part : parts_) {
        word_.resize(part.offset);
        for (std::uint32_t cp = part.first; cp < part.limit; ++cp)
            word_ +=
                part.compressed ? std::string(1, static_cast<char>(text_[cp])) : le16(text_[cp]);
    }
}

void DocWriter::write_pages() {
    const auto write = [&](std::size_t index, std::vector<DocSpan> spans,
                           DocPages (*pages)(std::uint32_t, const std::vector<DocSpan>&)) {
        for (DocSpan& span : spans) span.limit = offset_of(span.limit);
        const DocPages out = pages(text_offset, spans);
        word_.resize((word_.size() + 511) / 512 * 512);
        std::vector<std::string> numbers;
        for (std::size_t i = 0; i + 1 < out.firsts.size(); ++i)
            numbers.push_back(le32(word_.size() / 512 + i));
        word_ += out.pages;
        put_structure(index, plc(out.firsts, numbers));
    };
    write(12, runs_, character_pages);
    write(13, paragraphs_, paragraph_pages);
}

void DocWriter::put_structure(std::size_t index, const std::string& bytes) {
    structures_[index] = {table_.size(), bytes.size()};
    table_ += bytes;
}

void DocWriter::write_table_stream() {
    put_structure(1, style_sheet());
    put_structure(15, font_table(content_.fonts));
    const std::string section = le16(0) + le32(0xFFFFFFFF) + le16(0) + le32(0);
    put_structure(6, plc({0, content_.main.size()}, {section}));
    write_pieces();
    write_fields();
    if (builder_.remote_template_) write_template();
    if (!content_.shapes.empty()) write_drawings();
    if (!content_.box_limits.empty()) write_boxes();
}

/// The Clx (2.9.38)
void DocWriter::write_pieces() {
    std::vector<std::uint32_t> positions;
    std::vector<std::string> elements;
    for (const Part& part : parts_) {
        positions.push_back(part.first);
        const std::uint32_t place = part.compressed ? part.offset * 2 | 0x40000000 : part.offset;
        elements.push_back(le16(0) + le32(place) + le16(part.prm));
    }
    positions.push_back(parts_.back().limit);
    const std::string pieces = plc(positions, elements);
    const std::string hides = sprm(0x083C, "\1");  // the Prc that hide_by_prm1 means
    put_structure(33, "\x01" + le16(hides.size()) + hides + "\x02" + le32(pieces.size()) + pieces);
}

void DocWriter::write_fields() {
    if (content_.main.fields.empty()) return;
    std::vector<std::uint32_t> positions;
    std::vector<std::string> elements;
    for (const DocFieldMark& mark : content_.main.fields) {
        positions.push_back(mark.cp);
        elements.push_back(mark.fld);
    }
    positions.push_back(content_.main.size());
    put_structure(16, plc(positions, elements));
}

/// SttbfAssoc (2.9.283), its second string.
void DocWriter::write_template() {
    const std::string path = "http://example.com/evil.dot";
    std::string strings = le16(0xFFFF) + le16(2) + le16(0) + le16(0) + le16(path.size());
    for (const char c : path) strings += le16(static_cast<unsigned char>(c));
    put_structure(32, strings);
}

/// The pictures behind all else in the WordDocument stream, the shapes, and their anchors
/// (2.9.253).
void DocWriter::write_drawings() {
    std::vector<std::string> store, elements;
    for (const std::string& picture : content_.pictures) {
        const std::string image = blip(picture);
        store.push_back(store_entry(image, static_cast<std::uint32_t>(word_.size()), false));
        word_ += image;
    }
    put_structure(50, drawing_group(store, content_.shapes));
    if (!builder_.anchors_) return;
    for (const DocShape& shape : content_.shapes)
        elements.push_back(le32(shape.id) + le32(0) + le32(0) + le32(1440) + le32(1800) + le16(0x4A)
                           + le32(shape.box != 0 ? 1 : 0));
    std::vector<std::uint32_t> places = content_.anchors;
    places.push_back(content_.main.size());
    put_structure(40, plc(places, elements));
}

/// Where each box's text lies (2.9.100, 2.9.310); the last element stands for no box.
void DocWriter::write_boxes() {
    std::vector<std::uint32_t> positions{0};
    std::vector<std::string> elements, breaks;
    const auto add = [&](std::uint32_t limit, std::uint32_t uses, std::uint32_t shape,
                         std::uint32_t number) {
        positions.push_back(limit);
        elements.push_back(le32(uses) + le32(0) + le16(0) + le32(0) + le32(shape) + le32(0));
        breaks.push_back(le16(number) + le16(0) + le16(0));
    };
    for (const DocShape& shape : content_.shapes)
        if (shape.box != 0) add(content_.box_limits[shape.box - 1], 1, shape.id, shape.box - 1);
    add(content_.boxes.size() + 2, 0xFFFFFFFF, 0, 0xFFFF);
    put_structure(56, plc(positions, elements));
    put_structure(75, plc(positions, breaks));
}

std::string DocWriter::fib() const {
    const unsigned flags = 0x1200U | (builder_.encrypted_ ? 0x100U : 0U);
    std::string out = le16(builder_.word_95_ ? 0xA5DC : 0xA5EC)
                      + le16(builder_.word_95_ ? 104 : 0xC1) + le16(0) + le16(0x804) + le16(0)
                      + le16(flags) + le16(0xBF) + le32(0) + std::string(6, '\0')
                      + le32(text_offset) + le32(offset_of(UINT32_MAX));
    out += le16(14) + std::string(26, '\0') + le16(0x804) + le16(22);
    std::string longs = le32(word_.size()) + std::string(8, '\0') + le32(content_.main.size());
    longs.resize(36);
    longs += le32(
        content_.boxes.text.empty() ? 0 : content_.boxes.size() - 1);  // without the last paragraph
    longs.resize(88);
    out += longs + le16(93);
    for (std::size_t index = 0; index < 93; ++index) {
        const auto found = structures_.find(index);
        const auto [place, size] =
            found == structures_.end() ? std::pair<std::size_t, std::size_t>{} : found->second;
        out += le32(place) + le32(size);
    }
    return out + le16(0);
}

std::string DocWriter::bytes() {
    put_content();
    lay_out();
    write_text();
    write_pages();
    write_table_stream();
    word_.replace(0, fib().size(), fib());
    CompoundBuilder out;
    out.stream("WordDocument", word_).stream("1Table", table_);
    if (!content_.data.empty()) out.stream("Data", content_.data);
    if (builder_.macros_) out.stream("Macros/dir", "x");
    if (builder_.package_) out.storage("ObjectPool").stream("ObjectPool/Ole10Native", "x");
    if (builder_.upper_case_) out.upper_case_names();
    if (builder_.large_sectors_) out.large_sectors();
    if (builder_.scattered_) out.scattered();
    return out.bytes();
}

DocBuilder::DocBuilder(const DocxBuilder& content) {
    for (const DocxBuilder::Piece& piece : content.pieces_) {
        if (!piece.raw.empty()) throw std::logic_error("a .doc has no XML");
        pieces_.push_back({piece.paragraphs, piece.rows, Piece::Hidden::no});
    }
}

DocBuilder& DocBuilder::paragraph(DocxParagraph paragraph) {
    pieces_.push_back({{std::move(paragraph)}, {}, Piece::Hidden::no});
    return *this;
}

DocBuilder& DocBuilder::table(std::vector<DocxRow> rows) {
    pieces_.push_back({{}, std::move(rows), Piece::Hidden::no});
    return *this;
}

DocBuilder& DocBuilder::picture(DocxPicture picture) {
    return paragraph(DocxParagraph().picture(std::move(picture)));
}

DocBuilder& DocBuilder::text_box(std::vector<DocxParagraph> paragraphs) {
    return paragraph(DocxParagraph().text_box(std::move(paragraphs)));
}

DocBuilder& DocBuilder::hidden_paragraph(std::string text) {
    pieces_.push_back({{DocxParagraph(std::move(text))}, {}, Piece::Hidden::by_style});
    return *this;
}

DocBuilder& DocBuilder::hidden_piece(std::string text) {
    pieces_.push_back({{DocxParagraph(std::move(text))}, {}, Piece::Hidden::by_piece});
    return *this;
}

std::string DocBuilder::bytes() const {
    return DocWriter(*this).bytes();
}

}  // namespace shoujian
