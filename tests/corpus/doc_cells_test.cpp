// The cells of real .doc files, read by us and by LibreOffice. They are kept out of the tree:
// SHOUJIAN_CORPUS names a folder with real/NNN.doc (or .wps) and lo/NNN.docx, converted beforehand:
//
//   soffice --headless --convert-to docx --outdir lo real/*.doc real/*.wps
//
// Without it the test says so and passes over them.
#include "parsers/base/text.hpp"
#include "parsers/documents/read_document.hpp"
#include "parsers/files/kind.hpp"
#include "tests/corpus/files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

Document read(const fs::path& file) {
    Budget budget(Limits{});
    Reading reading =
        read_document({file.filename(), Bytes::owned(bytes_of(file)), "", false, ""}, budget);
    auto* document = std::get_if<Document>(&reading.content);
    return document ? std::move(*document) : Document{};
}

/// The rows of all tables: the texts of their cells that have any, blanks aside.
std::vector<std::string> rows_of(const Document& document) {
    std::vector<std::string> out;
    for (const Block& block : document.blocks) {
        const auto* table = std::get_if<Table>(&block);
        if (!table) continue;
        std::map<int, std::string> rows;
        for (const Cell& cell : table->cells) {
            std::string text = without_blanks(cell.text());
            std::erase_if(text, [](char c) { return c == '\n' || c == '\t' || c == '\r'; });
            if (!text.empty()) rows[cell.row] += text + " | ";
        }
        for (auto& [number, row] : rows) out.push_back(std::move(row));
    }
    return out;
}

std::vector<std::string> without_ticks(std::vector<std::string> rows) {
    constexpr std::string_view tick = "☑";
    for (std::string& row : rows)
        for (std::size_t at = 0; (at = row.find(tick, at)) != std::string::npos;)
            row.erase(at, tick.size());
    return rows;
}

/// The first row that only one of them has.
std::string first_difference(const std::vector<std::string>& ours,
                             const std::vector<std::string>& theirs) {
    const auto [own, other] = std::ranges::mismatch(ours, theirs);
    return shorten(own == ours.end() ? "" : *own, 80) + " <> "
           + shorten(other == theirs.end() ? "" : *other, 80);
}

/// LibreOffice stores a picture up to its end or pads it: some bytes behind do not count.
bool is_same_file(ByteSpan one, ByteSpan other) {
    constexpr std::size_t most_padding = 17;
    const std::size_t common = std::min(one.size(), other.size());
    return std::max(one.size(), other.size()) - common <= most_padding
           && std::ranges::equal(one.first(common), other.first(common));
}

struct Score {
    int files = 0, equal = 0, pictures = 0, same = 0, recoded = 0, lost = 0;
};

bool is_file(const Picture& picture) {
    return picture.format == "jpeg" || picture.format == "png";
}

/// LibreOffice draws metafiles, bitmaps and some PNGs anew: then ours has a picture that theirs
/// lacks, of the same pixels where it counts in pixels.
void compare_pictures(const Document& ours, const Document& theirs, Score& score) {
    std::vector<const Picture*> only_ours, only_theirs;
    const auto lacks = [](const Document& document, const Picture& picture) {
        return std::ranges::none_of(document.images, [&](const Picture& one) {
            return is_same_file(one.bytes, picture.bytes);
        });
    };
    for (const Picture& one : ours.images)
        if (lacks(theirs, one)) only_ours.push_back(&one);
    for (const Picture& one : theirs.images) {
        if (!is_file(one)) continue;
        ++score.pictures;
        if (lacks(ours, one))
            only_theirs.push_back(&one);
        else
            ++score.same;
    }
    for (const Picture* missed : only_theirs) {
        const auto drawn = std::ranges::find_if(only_ours, [&](const Picture* one) {
            return !is_file(*one)
                   || std::pair(one->width_px, one->height_px)
                          == std::pair(missed->width_px, missed->height_px);
        });
        ++(drawn == only_ours.end() ? score.lost : score.recoded);
        if (drawn != only_ours.end()) only_ours.erase(drawn);
    }
}

}  // namespace

TEST_CASE("real .doc files: the cells that LibreOffice reads, and the pictures byte for byte") {
    const char* const root = std::getenv("SHOUJIAN_CORPUS");
    if (root == nullptr || !fs::is_directory(fs::path(root) / "lo")) {
        WARN("skipped: SHOUJIAN_CORPUS names no folder with real/ and lo/");
        SUCCEED();
        return;
    }
    Score score;
    for (const auto& entry : fs::directory_iterator(fs::path(root) / "real")) {
        const fs::path converted =
            fs::path(root) / "lo" / entry.path().stem().replace_extension(".docx");
        if (!fs::exists(converted) || fs::file_size(converted) == 0) continue;
        if (kind_of(as_bytes(bytes_of(entry.path()))) != FileKind::doc) continue;
        const Document ours = read(entry.path()), theirs = read(converted);
        const auto own = rows_of(ours), other = rows_of(theirs);
        ++score.files;
        // LibreOffice drops what a field draws: a tick laid over a box.
        if (own == other || without_ticks(own) == without_ticks(other))
            ++score.equal;
        else
            std::cout << entry.path().filename() << ": " << first_difference(own, other) << '\n';
        const int lost = score.lost;
        compare_pictures(ours, theirs, score);
        if (score.lost > lost)
            std::cout << entry.path().filename() << ": " << score.lost - lost
                      << " pictures not found\n";
    }
    WARN(score.equal << " of " << score.files << " files equal; of " << score.pictures
                     << " pictures " << score.same << " byte for byte, " << score.recoded
                     << " drawn anew by LibreOffice, " << score.lost << " lost");
    REQUIRE(score.files >= 100);
    CHECK(score.equal * 100 >= score.files * 99);
    CHECK(score.lost == 0);
}
