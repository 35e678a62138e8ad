#include "daemon/recognising.hpp"

#include "parsers/base/text.hpp"
#include "rules/scans/is_scan.hpp"
#include "rules/scans/scan_text.hpp"
#include "rules/scans/seal_place.hpp"
#include "rules/scans/seal_verdict.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// Pages of one file, and of a message, whose text is read; forms have one to three.
constexpr int most_pages_of_file = 8, most_pages_of_message = 40;

/// Longer values are stories: nobody needs them to tell one form from another.
constexpr std::size_t longest_wanted = 30;

/// The printed place of a seal.
constexpr const char* seal_label = "盖章";

/// What a line of lettering must be read with to be evidence of anything.
constexpr double least_confidence = 0.5;

/// Lines kept of a page; a full page of print has 60.
constexpr std::size_t most_lines = 300;

std::vector<std::string> values_of(const std::vector<Piece>& pieces) {
    std::vector<std::string> out;
    for (const Piece& piece : pieces) {
        const auto* word = std::get_if<WordFacts>(&piece.facts.content);
        if (word == nullptr) continue;
        for (const FormFacts& form : word->forms)
            for (const RawField& field : form.fields) {
                const std::size_t size = length(field.value);
                if (size >= 2 && size <= longest_wanted) out.push_back(field.value);
            }
    }
    return out;
}

std::vector<std::string> labels_of(std::span<const FormSpec> forms) {
    std::vector<std::string> out{seal_label};
    for (const FormSpec& form : forms)
        for (const FieldSpec& field : form.fields)
            if (!field.labels.empty()) out.push_back(field.labels.front());
    return out;
}

bool found_in(std::u32string_view text, const std::string& wanted) {
    return text.find(for_comparing(wanted)) != std::u32string_view::npos;
}

class Recognising {
public:
    Recognising(RecogniserProcess& recogniser,
                std::span<const FormSpec> forms,
                ReadOutcome& outcome)
        : recogniser_(recogniser),
          fd_(outcome.pictures.fd()),
          values_(values_of(outcome.facts.pieces)),
          labels_(labels_of(forms)) {}

    void read(std::vector<PageFacts>& pages) {
        std::vector<const PageFacts*> all;
        for (const PageFacts& page : pages) all.push_back(&page);
        const bool stamped = seal_verdict(all).seen == Seen::yes;
        std::vector<std::string> wanted = values_;
        // Labels tell whether the page is legible and where the seal belongs: that is only asked
        // where no seal was seen.
        if (!stamped || values_.empty())
            wanted.insert(wanted.end(), labels_.begin(), labels_.end());
        int read = 0;
        for (PageFacts& page : pages) {
            if (!is_form_page(page) || page.grey.view.length == 0) continue;
            if (wanted.empty() || read == most_pages_of_file || pages_ == most_pages_of_message)
                break;
            ++read, ++pages_;
            read_page(page, wanted);
            const PageFacts* one = &page;
            const std::u32string text = searchable({&one, 1});
            std::erase_if(wanted, [&](const std::string& value) { return found_in(text, value); });
        }
        read_lettering(pages);
    }

    std::vector<std::string> failures;

private:
    void read_page(PageFacts& page, const std::vector<std::string>& wanted) {
        auto text = recogniser_.recognise(fd_, page.grey.view.offset, page.grey.width_px,
                                          page.grey.height_px, {wanted});
        if (!text) {
            failures.push_back(text.error().text);
            return;
        }
        page.recognised = true;
        page.complete = text->complete;
        page.turned = text->turned;
        page.skew_degrees = text->skew_degrees;
        page.lines = std::move(text->lines);
        if (page.lines.size() > most_lines) page.lines.resize(most_lines);
    }

    /// The surest seal's lettering, the surest of its bands.
    void read_lettering(std::vector<PageFacts>& pages) {
        SealFacts* best = nullptr;
        for (PageFacts& page : pages)
            for (SealFacts& seal : page.seals)
                if (seal.sighting.seen == Seen::yes
                    && (best == nullptr || seal.sighting.score > best->sighting.score))
                    best = &seal;
        if (best == nullptr) return;
        for (const PixelView& band : best->lettering) {
            const auto line =
                recogniser_.recognise_line(fd_, band.view.offset, band.width_px, band.height_px);
            if (!line || line->confidence < least_confidence
                || line->confidence <= best->text_confidence)
                continue;
            best->text = line->text;
            best->text_confidence = line->confidence;
        }
    }

    RecogniserProcess& recogniser_;
    int fd_;
    std::vector<std::string> values_, labels_;
    int pages_ = 0;
};

void forget_pixels(std::vector<PageFacts>& pages) {
    for (PageFacts& page : pages) {
        ask_seal_place(page);
        page.grey = {};
        for (SealFacts& seal : page.seals) seal.lettering.clear();
    }
}

}  // namespace

std::vector<std::string> wanted_texts(const std::vector<Piece>& pieces,
                                      std::span<const FormSpec> forms) {
    std::vector<std::string> out = values_of(pieces);
    std::ranges::move(labels_of(forms), std::back_inserter(out));
    return out;
}

std::vector<std::string> recognise_pages(RecogniserProcess* recogniser,
                                         std::span<const FormSpec> forms,
                                         ReadOutcome& outcome) {
    std::optional<Recognising> recognising;
    if (recogniser != nullptr) recognising.emplace(*recogniser, forms, outcome);
    for (Piece& piece : outcome.facts.pieces) {
        auto* scan = std::get_if<ScanFacts>(&piece.facts.content);
        auto* picture = std::get_if<PictureFacts>(&piece.facts.content);
        std::vector<PageFacts>* pages = scan ? &scan->looks : picture ? &picture->looks : nullptr;
        if (pages == nullptr || pages->empty()) continue;
        if (recognising) recognising->read(*pages);
        if (scan) scan->recogniser = recogniser != nullptr;
        if (picture) picture->recogniser = recogniser != nullptr;
        forget_pixels(*pages);
    }
    return recognising ? std::move(recognising->failures) : std::vector<std::string>{};
}

}  // namespace shoujian
