#include "daemon/material.hpp"

#include "daemon/recognising.hpp"
#include "daemon/viewing.hpp"
#include "rules/scans/is_scan.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// What a person calls the kind.
std::string words_of(ForeignKind kind) {
    switch (kind) {
        case ForeignKind::rtf:
            return "RTF 文档";
        case ForeignKind::word_95:
            return "Word 6/95 文档";
        case ForeignKind::works:
            return "Microsoft Works 文档";
    }
    return "";
}

struct Waiting {
    Piece* piece;
    ForeignFile file;
};

std::vector<Waiting> foreign_in(std::vector<Piece>& pieces) {
    std::vector<Waiting> out;
    for (Piece& piece : pieces)
        if (const auto* foreign = std::get_if<ForeignFacts>(&piece.facts.content))
            out.push_back({&piece, {piece.file, foreign->kind}});
    return out;
}

void close_piece(const Waiting& one, const char* code, const std::string& why) {
    one.piece->facts.content = NoFacts{};
    one.piece->facts.problems.push_back({code, "", words_of(one.file.kind) + "，" + why});
}

/// The facts of what was made of each file. Pieces of other names are no work of ours: what a
/// converter that was taken over wrote.
void put_facts(const std::vector<Waiting>& waiting, std::vector<Piece> made) {
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const auto found = std::ranges::find(made, std::to_string(i),
                                             [](const Piece& piece) { return piece.file.name; });
        if (found == made.end() || !std::holds_alternative<WordFacts>(found->facts.content))
            close_piece(waiting[i], "material.unjudged", "未能转换");
        else
            waiting[i].piece->facts = std::move(found->facts);
    }
}

/// What the reader left as foreign, read at last.
Result<Done> read_foreign(const MaterialSettings& settings,
                          std::span<const FormSpec> forms,
                          ReadOutcome& outcome) {
    const std::vector<Waiting> waiting = foreign_in(outcome.facts.pieces);
    if (waiting.empty()) return Done{};
    if (!can_convert(settings.converter)) {
        for (const Waiting& one : waiting)
            close_piece(one, "material.unsupported",
                        "请用 Word 或 WPS 打开，另存为 .docx 后重新发送");
        return Done{};
    }
    std::vector<ForeignFile> sources;
    sources.reserve(waiting.size());
    for (const Waiting& one : waiting) sources.push_back(one.file);
    const Conversion conversion =
        convert(settings.converter, settings.reader.limits, outcome.arena, sources);
    outcome.conversions = conversion.starts;
    for (const std::string& failure : conversion.failures)
        outcome.deaths.push_back("LibreOffice " + failure);
    std::vector<Piece> made;
    if (!conversion.files.empty()) {
        auto read =
            read_in_child(settings.reader, conversion.bytes.get(), conversion.files, false, forms);
        if (!read) return read.error();
        std::ranges::move(read->deaths, std::back_inserter(outcome.deaths));
        made = std::move(read->facts.pieces);
    }
    put_facts(waiting, std::move(made));
    return Done{};
}

std::vector<bool> seen_each(const std::vector<Piece>& pieces) {
    std::vector<bool> out;
    for (const Piece& piece : pieces) out.push_back(was_seen(piece));
    return out;
}

void keep_new(const KeptLooks& kept,
              const std::string& question,
              const std::vector<Piece>& pieces,
              const std::vector<bool>& known) {
    for (std::size_t i = 0; i < pieces.size(); ++i)
        if (!known[i]) keep_look(kept, question, pieces[i]);
}

}  // namespace

Result<ReadOutcome> read_material(const MaterialSettings& settings,
                                  int fd,
                                  std::vector<InputFile> inputs,
                                  bool is_message,
                                  std::span<const FormSpec> forms) {
    auto outcome = read_in_child(settings.reader, fd, std::move(inputs), is_message, forms);
    if (!outcome) return outcome.error();
    if (auto done = read_foreign(settings, forms, *outcome); !done) return done.error();
    std::vector<Piece>& pieces = outcome->facts.pieces;
    const std::string question = question_of(pieces, forms);
    take_kept(settings.kept, question, pieces);
    const std::vector<bool> known = seen_each(pieces);
    if (auto done = view_pages(settings.viewer, *outcome); !done) return done.error();
    const auto failures = recognise_pages(settings.recogniser.get(), forms, *outcome);
    for (const std::string& failure : failures) outcome->deaths.push_back("recogniser " + failure);
    for (Piece& piece : pieces)
        if (auto* scan = std::get_if<ScanFacts>(&piece.facts.content)) conclude(*scan);
    if (failures.empty()) keep_new(settings.kept, question, pieces, known);
    return outcome;
}

}  // namespace shoujian
