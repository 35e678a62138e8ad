#include "daemon/crops.hpp"

#include "daemon/store/files.hpp"

#include <string>

namespace shoujian {

namespace {

/// A crop is 500 pixels wide at most.
constexpr std::uint64_t most_bytes = 4'000'000;

Result<Done> write_page(const std::filesystem::path& folder,
                        const Arena& pictures,
                        const std::string& page_name,
                        PageFacts& page) {
    int number = 0;
    for (SealFacts& seal : page.seals) {
        ++number;
        if (seal.crop.length == 0 || seal.crop.length > most_bytes) continue;
        auto bytes = pictures.read(seal.crop);
        if (!bytes) return bytes.error();
        seal.crop.name = page_name + "-seal" + std::to_string(number) + ".jpg";
        if (auto done = write_file(folder / seal.crop.name, as_text(*bytes)); !done) return done;
    }
    return Done{};
}

}  // namespace

Result<Done> write_crops(const std::filesystem::path& folder, ReadOutcome& outcome) {
    if (auto done = make_folder(folder); !done) return done;
    int scans = 0;
    for (Piece& piece : outcome.facts.pieces) {
        auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
        auto* picture = std::get_if<PictureFacts>(&piece.facts.content);
        std::vector<PageFacts>* looks = scan ? &scan->looks : picture ? &picture->looks : nullptr;
        if (looks == nullptr || looks->empty()) continue;
        ++scans;
        int number = 0;
        for (PageFacts& page : *looks) {
            const std::string name =
                "scan" + std::to_string(scans) + "-page" + std::to_string(++number);
            if (auto done = write_page(folder, outcome.pictures, name, page); !done) return done;
        }
    }
    return Done{};
}

}  // namespace shoujian
