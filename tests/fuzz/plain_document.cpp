#include "tests/fuzz/plain_document.hpp"

#include "parsers/base/text.hpp"
#include "parsers/documents/table_grid.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace shoujian {

namespace {

Paragraph paragraph_of(std::string_view written, Document& document) {
    Paragraph out;
    for (const char c : written) {
        if (c == '@') {
            out.images.push_back(document.images.size());
            document.images.emplace_back();
        } else {
            out.text += c == '^' ? '\n' : c;
        }
    }
    return out;
}

class Rows {
public:
    explicit Rows(Document& document) : document_(document) {}

    void add(std::string_view line) {
        grid_.begin_row(0);
        for (const std::string_view cell : split(line.substr(1), '|')) add_cell(cell);
    }

    void finish() {
        document_.blocks.emplace_back(grid_.finish());
        std::ranges::move(nested_, std::back_inserter(document_.blocks));
    }

private:
    void add_cell(std::string_view written) {
        Merging merging;
        int columns = 1;
        bool nested = false;
        const std::string_view marks = "<=\">$";
        for (; !written.empty() && marks.find(written.front()) != std::string_view::npos;
             written.remove_prefix(1)) {
            merging.continues_left |= written.front() == '<';
            merging.vertical |= written.front() == '=' || written.front() == '"';
            merging.continues_above |= written.front() == '"';
            nested |= written.front() == '$';
            columns += written.front() == '>' ? 1 : 0;
        }
        Cell* cell = grid_.add(columns, merging);
        if (!cell) return;
        std::vector<Block> content;
        for (const std::string_view one : split(written, '~'))
            content.emplace_back(paragraph_of(one, document_));
        if (nested) {
            TableGrid inner;
            inner.begin_row(0);
            std::vector<Block> none;
            put_content(std::move(content), *inner.add(1, {}), none);
            content = {inner.finish()};
        }
        put_content(std::move(content), *cell, nested_);
    }

    Document& document_;
    TableGrid grid_;
    std::vector<Block> nested_;
};

std::string written(std::string text, std::size_t images) {
    std::ranges::replace(text, '\n', '^');
    return text + std::string(images, '@');
}

std::string cell_text(const Cell& cell) {
    std::string out;
    for (const std::string& paragraph : cell.paragraphs)
        out += (&paragraph == &cell.paragraphs.front() ? "" : "~") + written(paragraph, 0);
    return out + std::string(cell.images.size(), '@');
}

std::string rows_of(const Table& table) {
    std::string out;
    for (int row = 0; row < table.rows; ++row) {
        std::map<int, std::string> by_column;
        for (const Cell& cell : table.cells) {
            if (row < cell.row || row >= cell.row + cell.rows) continue;
            std::string& text = by_column[cell.column];
            text = "|" + std::string(static_cast<std::size_t>(cell.columns - 1), '>');
            if (cell.rows > 1) text += row == cell.row ? '=' : '"';
            if (row == cell.row) text += cell_text(cell);
        }
        for (const auto& [column, text] : by_column) out += text;
        out += '\n';
    }
    return out;
}

}  // namespace

Document plain_document(std::string_view text) {
    Document out;
    std::optional<Rows> rows;
    const auto end_table = [&] {
        if (rows) rows->finish();
        rows.reset();
    };
    const std::string clean = clean_utf8(text);
    for (const std::string_view line : split(clean, '\n')) {
        if (line.starts_with('|')) {
            if (!rows) rows.emplace(out);
            rows->add(line);
        } else {
            end_table();
            out.blocks.emplace_back(paragraph_of(line, out));
        }
    }
    end_table();
    return out;
}

std::string plain_text(const Document& document) {
    std::string out;
    for (const Block& block : document.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block))
            out += written(paragraph->text, paragraph->images.size()) + '\n';
        else
            out += rows_of(std::get<Table>(block));
    }
    return out;
}

}  // namespace shoujian
