#include "rules/call/csv_doc.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/text.hpp"

#include <csv.h>

#include <algorithm>
#include <memory>

namespace shoujian {

namespace {

std::string text_of(ByteSpan bytes) {
    std::string_view text = as_text(bytes);
    if (!is_valid_utf8(text)) return decode_text(bytes, "gb18030");
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    return std::string(text);
}

/// libcsv tells only that a cell has ended: fed character by character, it is known where.
struct Reading {
    std::vector<CsvRow> rows;
    CsvRow row;
    Place now{1, 1};
    Place cell{1, 1};
};

void end_cell(void* text, std::size_t size, void* reading) {
    auto& to = *static_cast<Reading*>(reading);
    const std::string_view cell(static_cast<const char*>(text), size);
    to.row.push_back({std::string(trim(cell)), to.cell});
}

void end_row(int, void* reading) {
    auto& to = *static_cast<Reading*>(reading);
    const bool blank = std::ranges::all_of(to.row, [](const CsvCell& c) { return c.text.empty(); });
    if (!blank) to.rows.push_back(std::move(to.row));
    to.row.clear();
}

void feed(csv_parser& parser, std::string_view character, Reading& reading) {
    const std::size_t cells = reading.row.size();
    csv_parse(&parser, character.data(), character.size(), end_cell, end_row, &reading);
    if (character == "\n") {
        reading.now = {reading.now.line + 1, 1};
    } else {
        ++reading.now.column;
    }
    const bool row_begins = reading.row.empty() && (character == "\n" || character == "\r");
    if (row_begins || reading.row.size() != cells) reading.cell = reading.now;
}

}  // namespace

std::vector<CsvRow> parse_csv(const std::string& file, ByteSpan bytes, ConfigErrors& errors) {
    const std::string text = text_of(bytes);
    csv_parser parser{};
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    const std::unique_ptr<csv_parser, decltype([](csv_parser* p) { csv_free(p); })> owner(&parser);
    const std::string_view header = std::string_view(text).substr(0, text.find('\n'));
    const bool tabs =
        header.find(',') == std::string_view::npos && header.find('\t') != std::string_view::npos;
    if (tabs) csv_set_delim(&parser, CSV_TAB);
    Reading reading;
    for (std::size_t at = 0; at < text.size() && csv_error(&parser) == CSV_SUCCESS;) {
        const std::size_t begin = at;
        next_character(text, at);
        feed(parser, std::string_view(text).substr(begin, at - begin), reading);
    }
    if (csv_error(&parser) == CSV_SUCCESS) csv_fini(&parser, end_cell, end_row, &reading);
    if (csv_error(&parser) != CSV_SUCCESS)
        errors.add(file, reading.cell,
                   "从这里开始的单元格里，英文双引号没有配对；里面的双引号要写两个");
    return std::move(reading.rows);
}

}  // namespace shoujian
