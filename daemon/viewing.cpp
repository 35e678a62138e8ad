#include "daemon/viewing.hpp"

#include "daemon/kept_looks.hpp"

#include <algorithm>
#include <string>

namespace shoujian {

namespace {

/// Pictures of a message that are looked at; units send forms of a dozen candidates at most.
constexpr std::size_t most_pictures = 40;

/// A legible page has more pixels on its shorter side.
constexpr int least_px = 600;

bool is_photographic(const std::string& format) {
    constexpr const char* formats[] = {"jpeg", "png", "tiff", "heic", "webp", "bmp"};
    return std::ranges::find(formats, format) != std::end(formats);
}

bool may_be_page(const Piece& piece) {
    const auto* picture = std::get_if<PictureFacts>(&piece.facts.content);
    if (picture == nullptr || !is_photographic(picture->format)) return false;
    return picture->width_px == 0 || std::min(picture->width_px, picture->height_px) >= least_px;
}

/// A page that nothing is drawn on, or that is beyond the bounds, is not rendered.
std::vector<std::uint32_t> pages_to_see(const ScanFacts& scan) {
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < scan.looks.size(); ++i) {
        const PageStructure& page = scan.looks[i].structure;
        if (!page.too_large && page.kind != PageKind::blank)
            out.push_back(static_cast<std::uint32_t>(i));
    }
    return out;
}

bool has_form(const Piece& piece) {
    const auto* word = std::get_if<WordFacts>(&piece.facts.content);
    return word != nullptr && !word->forms.empty();
}

/// Where each form has a PDF beside it no picture is anybody's scan.
bool needs_pictures(const std::vector<Piece>& pieces) {
    std::size_t forms = 0, scans = 0;
    for (const Piece& piece : pieces) {
        if (has_form(piece)) ++forms;
        if (std::holds_alternative<ScanFacts>(piece.facts.content)) ++scans;
    }
    return scans == 0 || scans < forms;
}

struct Chosen {
    Piece* piece;
    InputFile file;
};

std::vector<Chosen> choose(std::vector<Piece>& pieces) {
    std::vector<Chosen> out;
    const bool pictures = needs_pictures(pieces);
    std::size_t seen = 0;
    for (Piece& piece : pieces) {
        if (was_seen(piece)) continue;  // kept from an earlier time
        // With a number, as two files may bear one name.
        InputFile file{std::to_string(out.size()) + " " + piece.file.name,
                       piece.file.offset,
                       piece.file.length,
                       {}};
        if (const auto* scan = std::get_if<ScanFacts>(&piece.facts.content)) {
            file.pages = pages_to_see(*scan);
            if (file.pages.empty()) continue;
        } else if (!pictures || !may_be_page(piece) || ++seen > most_pictures) {
            continue;
        }
        out.push_back({&piece, std::move(file)});
    }
    return out;
}

void take_pixels(PageFacts& to, PageFacts&& from) {
    from.structure = to.structure;
    to = std::move(from);
}

/// A viewer that was taken over may say anything of the pages it was given, and nothing else.
void merge(Piece& to, Piece&& from) {
    std::ranges::move(from.facts.problems, std::back_inserter(to.facts.problems));
    auto* scan = std::get_if<ScanFacts>(&to.facts.content);
    if (auto* seen = std::get_if<ScanFacts>(&from.facts.content); scan && seen) {
        for (std::size_t i = 0; i < std::min(scan->looks.size(), seen->looks.size()); ++i)
            take_pixels(scan->looks[i], std::move(seen->looks[i]));
    }
    auto* picture = std::get_if<PictureFacts>(&to.facts.content);
    if (auto* seen = std::get_if<PictureFacts>(&from.facts.content); picture && seen)
        picture->looks = std::move(seen->looks);
}

/// Of a PDF that nothing is known of a person is told: each page is blank, or has a size that no
/// page has.
void tell_unseen(std::vector<Piece>& pieces) {
    for (Piece& piece : pieces) {
        const auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
        if (scan == nullptr || !piece.facts.problems.empty()) continue;
        if (std::ranges::none_of(scan->looks, &PageFacts::seen))
            piece.facts.problems.push_back({"material.unjudged", "", "没有一页能够查看"});
    }
}

}  // namespace

Result<Done> view_pages(const ReaderSettings& viewer, ReadOutcome& outcome) {
    const std::vector<Chosen> chosen = choose(outcome.facts.pieces);
    if (chosen.empty()) {
        tell_unseen(outcome.facts.pieces);
        return Done{};
    }
    std::vector<InputFile> files;
    files.reserve(chosen.size());
    for (const Chosen& one : chosen) files.push_back(one.file);
    auto seen = read_in_child(viewer, outcome.arena.fd(), std::move(files), false, {});
    if (!seen) return seen.error();
    for (const std::string& death : seen->deaths) outcome.deaths.push_back("pages " + death);
    for (const Chosen& one : chosen) {
        const auto found = std::ranges::find(seen->facts.pieces, one.file.name,
                                             [](const Piece& piece) { return piece.file.name; });
        if (found != seen->facts.pieces.end())
            merge(*one.piece, std::move(*found));
        else
            one.piece->facts.problems.push_back({"material.unjudged", "", "页面没有能够查看"});
    }
    tell_unseen(outcome.facts.pieces);
    outcome.pictures = std::move(seen->arena);
    return Done{};
}

}  // namespace shoujian
