#include "parsers/documents/html_document.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/text.hpp"
#include "parsers/documents/picture.hpp"
#include "parsers/documents/table_grid.hpp"
#include "parsers/files/image.hpp"
#include "parsers/mail/header_text.hpp"
#include "parsers/mail/html_tree.hpp"
#include "parsers/mail/structure.hpp"
#include "parsers/mail/transfer.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace shoujian {
namespace {

constexpr int widest_table = 1000, longest_span = 1000;

int number(std::string_view text, int otherwise) {
    int out = otherwise;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return std::clamp(out, 1, longest_span);
}

bool is_one_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
    return std::ranges::find(tags, tag) != tags.end();
}

bool is_hidden(const HtmlNode& node) {
    const std::string style = lower_ascii(without_blanks(html_attribute(node, "style")));
    return style.find("display:none") != std::string::npos
           || style.find("mso-hide:all") != std::string::npos;
}

/// Blanks and line ends of the source are one blank (CSS 2.1, 16.6.1); &nbsp; stays.
void append_collapsed(std::string& out, std::string_view text) {
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
        if (!blank)
            out += c;
        else if (!out.empty() && out.back() != ' ' && out.back() != '\n')
            out += ' ';
    }
}

/// HtmlTree bounds the depth, so this may call itself.
class PageReader {
public:
    explicit PageReader(Document& document) : document_(document) {}

    void read(const HtmlNode& node, std::vector<Block>& out) {
        read_children(node, out);
        end_paragraph(out);
    }

private:
    void read_children(const HtmlNode& node, std::vector<Block>& out) {
        for (const HtmlNode* const child : html_children(node)) read_node(*child, out);
    }

    void read_node(const HtmlNode& node, std::vector<Block>& out) {
        const std::string_view tag = html_tag(node);
        append_collapsed(text_, html_text(node));
        if (is_one_of(tag, {"script", "style", "head", "title"})) return;
        if (is_hidden(node)) {
            document_.hidden_text = true;
        } else if (tag == "br") {
            text_ += '\n';
        } else if (tag == "input") {
            read_input(node);
        } else if (tag == "table") {
            end_paragraph(out);
            read_table(node, out);
        } else {
            const bool own = is_one_of(
                tag, {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre"});
            if (own) end_paragraph(out);
            read_children(node, out);
            if (own) end_paragraph(out);
        }
    }

    void read_input(const HtmlNode& node) {
        const std::string type = lower_ascii(html_attribute(node, "type"));
        if (type == "checkbox" || type == "radio")
            text_ += html_has(node, "checked") ? "☑" : "□";
        else if (type.empty() || type == "text")
            text_ += html_attribute(node, "value");
    }

    void end_paragraph(std::vector<Block>& out) {
        const std::string text = clean_utf8(text_);
        text_.clear();
        if (!trim(text).empty()) out.emplace_back(Paragraph{std::string(trim(text)), {}});
    }

    struct Grid {
        Table table;
        std::vector<Block> nested;
        std::set<std::pair<int, int>> taken;  ///< places that a cell above covers
        int row = 0;
    };

    void read_table(const HtmlNode& node, std::vector<Block>& out) {
        Grid grid;
        read_rows(node, grid);
        grid.table.rows = grid.row;
        for (Cell& cell : grid.table.cells) cell.rows = std::min(cell.rows, grid.row - cell.row);
        out.emplace_back(std::move(grid.table));
        std::ranges::move(grid.nested, std::back_inserter(out));
    }

    void read_rows(const HtmlNode& node, Grid& grid) {
        for (const HtmlNode* const child : html_children(node)) {
            if (html_tag(*child) == "tr")
                read_row(*child, grid);
            else if (is_one_of(html_tag(*child), {"tbody", "thead", "tfoot"}))
                read_rows(*child, grid);
        }
    }

    void read_row(const HtmlNode& node, Grid& grid) {
        int column = 0;
        for (const HtmlNode* const child : html_children(node)) {
            if (!is_one_of(html_tag(*child), {"td", "th"})) continue;
            while (grid.taken.contains({grid.row, column})) ++column;
            if (column >= widest_table) break;
            column += read_cell(*child, column, grid);
        }
        std::erase_if(grid.taken, [&](const auto& place) { return place.first <= grid.row; });
        ++grid.row;
    }

    /// Gives the cell's width.
    int read_cell(const HtmlNode& node, int column, Grid& grid) {
        const int columns =
            std::min(number(html_attribute(node, "colspan"), 1), widest_table - column);
        const int rows = std::min(number(html_attribute(node, "rowspan"), 1), 100);
        Cell cell{grid.row, column, rows, columns, {}, {}, {}};
        std::string outside;
        std::swap(outside, text_);
        std::vector<Block> content;
        read(node, content);
        std::swap(outside, text_);
        put_content(std::move(content), cell, grid.nested);
        for (int row = 1; row < rows; ++row)
            for (int at = column; at < column + columns; ++at)
                grid.taken.emplace(grid.row + row, at);
        grid.table.columns = std::max(grid.table.columns, column + columns);
        grid.table.cells.push_back(std::move(cell));
        return columns;
    }

    Document& document_;
    std::string text_;  ///< of the paragraph that is open
};

/// The charset that a page names of itself: <meta charset=…>, or in its Content-Type.
std::string charset_of(ByteSpan page) {
    const std::string head =
        lower_ascii(as_text(page.first(std::min<std::size_t>(page.size(), 4096))));
    const std::size_t at = head.find("charset=");
    if (at == std::string::npos) return {};
    std::size_t begin = at + 8;
    while (begin < head.size() && (head[begin] == '"' || head[begin] == '\'')) ++begin;
    const std::size_t end = head.find_first_of("\"'>; /", begin);
    return head.substr(begin,
                       end == std::string::npos ? 40 : std::min<std::size_t>(end - begin, 40));
}

Picture picture_of(std::string_view location, Bytes bytes) {
    std::string name = clean_utf8(trim(location.substr(location.rfind('/') + 1)));
    Picture picture{std::move(name), std::move(bytes), {}, 0, 0, false};
    describe(picture);
    return picture;
}

bool is_mht(ByteSpan file) {
    const std::string head =
        lower_ascii(as_text(file.first(std::min<std::size_t>(file.size(), 4096))));
    return head.find("multipart/related") != std::string::npos
           && head.find("mime-version:") != std::string::npos;
}

/// False where the page asks for more than it may have.
bool read_page(ByteSpan page, std::string_view charset, Document& document) {
    const HtmlTree tree(
        decode_text(page, charset.empty() ? charset_of(page) : std::string(charset)));
    if (tree.root() == nullptr) return false;
    PageReader(document).read(*tree.root(), document.blocks);
    return true;
}

/// The first page of an MHT and all its pictures.
bool read_mht(std::string_view file, Document& document, Budget& budget) {
    bool read = true;
    for (const Part& part : read_structure(file, budget).parts) {
        if (part.multipart) continue;
        const Coding coding = coding_of(part.field("content-transfer-encoding"));
        const auto bytes = decode_body(part.body, coding, budget.bytes_left());
        if (!bytes || !budget.take_bytes(bytes->size())) return false;
        if (picture_header(*bytes)) {
            document.images.push_back(picture_of(part.field("content-location"), *bytes));
        } else if (part.type == "text/html" && document.blocks.empty()) {
            const auto type = parse_header_value(part.field("content-type"));
            read = read && read_page(*bytes, type.bytes("charset"), document);
        }
    }
    Paragraph pictures;
    for (std::size_t i = 0; i < document.images.size(); ++i) pictures.images.push_back(i);
    if (!pictures.images.empty()) document.blocks.emplace_back(std::move(pictures));
    return read;
}

}  // namespace

Reading read_html_document(const Bytes& file, Budget& budget) {
    Document document;
    const bool read =
        is_mht(file) ? read_mht(as_text(file), document, budget) : read_page(file, "", document);
    if (!read) return {Unreadable{}, {{"material.limit", "", "网页格式的文档过大"}}};
    return {std::move(document), {}};
}

}  // namespace shoujian
