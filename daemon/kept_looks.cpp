#include "daemon/kept_looks.hpp"

#include "daemon/recognising.hpp"
#include "parsers/base/bytes.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// Changes with what the viewer or the recogniser's use of it says of the same file.
constexpr const char* viewer_version = "looks-1";

const std::vector<PageFacts>* looks_of(const FileFacts& facts) {
    if (const auto* scan = std::get_if<ScanFacts>(&facts.content)) return &scan->looks;
    if (const auto* picture = std::get_if<PictureFacts>(&facts.content)) return &picture->looks;
    return nullptr;
}

/// Where pixels lay in an arena that is gone means nothing.
void forget_places(std::vector<PageFacts>& pages) {
    for (PageFacts& page : pages)
        for (SealFacts& seal : page.seals) seal.crop = {};
}

}  // namespace

bool was_seen(const Piece& piece) {
    const auto* looks = looks_of(piece.facts);
    return looks != nullptr && std::ranges::any_of(*looks, &PageFacts::seen);
}

std::string question_of(const std::vector<Piece>& pieces, std::span<const FormSpec> forms) {
    std::string all = viewer_version;
    for (const std::string& text : wanted_texts(pieces, forms)) all += '\n' + text;
    return hex(sha256(as_bytes(all)));
}

void take_kept(const KeptLooks& kept, const std::string& question, std::vector<Piece>& pieces) {
    if (!kept.find) return;
    for (Piece& piece : pieces) {
        if (looks_of(piece.facts) == nullptr) continue;
        const auto encoded = kept.find(hex(piece.file.digest), question);
        if (!encoded) continue;
        const auto known = decode_facts(as_bytes(*encoded));
        if (!known || known->content.index() != piece.facts.content.index()) continue;
        auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
        auto* picture = std::get_if<PictureFacts>(&piece.facts.content);
        if (scan) *scan = std::get<ScanFacts>(known->content);
        if (picture) picture->looks = std::get<PictureFacts>(known->content).looks;
    }
}

void keep_look(const KeptLooks& kept, const std::string& question, const Piece& piece) {
    const bool failed = std::ranges::any_of(
        piece.facts.problems, [](const Problem& one) { return one.code == "material.unjudged"; });
    if (!kept.keep || !was_seen(piece) || failed) return;
    FileFacts facts = piece.facts;
    if (auto* scan = std::get_if<ScanFacts>(&facts.content)) forget_places(scan->looks);
    if (auto* picture = std::get_if<PictureFacts>(&facts.content)) forget_places(picture->looks);
    kept.keep(hex(piece.file.digest), question, encode(facts));
}

}  // namespace shoujian
