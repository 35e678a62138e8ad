#include "daemon/viewer/session.hpp"

#include "daemon/reader/pipe.hpp"
#include "daemon/reader/sandbox.hpp"
#include "daemon/walls.hpp"
#include "parsers/files/kind.hpp"
#include "parsers/pages/page_look.hpp"
#include "parsers/pages/pdf_pages.hpp"
#include "parsers/pages/picture_pixels.hpp"
#include "parsers/pages/redness.hpp"
#include "parsers/pages/resample.hpp"
#include "parsers/pages/seal_search.hpp"
#include "parsers/pages/seal_text.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace shoujian {

namespace {

/// A4 at 150 dpi: what the recogniser reads best; seals are sought in less.
constexpr int longest_side = 1754;

/// Beyond these a person looks; a page of one candidate has one seal, seldom two.
constexpr std::size_t most_seals = 4;

/// Of a seal's own size, on each side: the label and the date beside it are seen too.
constexpr double margin = 0.25;

/// Libraries, a page's pixels, the renderer's own buffers, a decoder's: the largest picture of the
/// bounds takes 420 MB, twice, as the decoder's and as ours.
constexpr std::uint64_t working_memory = 560'000'000;

/// A part of a picture, cut to what is there.
Pixmap cut(const Pixmap& from, const PagePlace& place) {
    constexpr double whole = 10'000;
    const auto px = [&](double at, int side) { return static_cast<int>(at / whole * side); };
    const double mx = place.width * margin, my = place.height * margin;
    const int left = std::clamp(px(place.left - mx, from.width), 0, from.width);
    const int top = std::clamp(px(place.top - my, from.height), 0, from.height);
    const int right = std::clamp(px(place.right() + mx, from.width), left, from.width);
    const int bottom = std::clamp(px(place.bottom() + my, from.height), top, from.height);
    Pixmap out{right - left, bottom - top, from.channels, {}};
    for (int y = top; y < bottom && out.width > 0; ++y)
        out.samples.insert(
            out.samples.end(), from.at(left, y),
            from.at(left, y) + static_cast<std::ptrdiff_t>(out.width) * out.channels);
    return out;
}

class Session {
public:
    Session(const ReadRequest& request,
            Mapped mapped,
            const std::function<void(std::string_view)>& before_file)
        : request_(request),
          mapped_(mapped),
          before_file_(before_file),
          skip_(request.skip.begin(), request.skip.end()) {}

    void run() {
        send(Opening{0, ""});
        send(Head{});
        for (std::uint32_t i = 0; i < request_.inputs.size(); ++i)
            send_piece(i + 1, request_.inputs[i]);
        send(Finished{});
    }

private:
    void send_piece(std::uint32_t ordinal, const InputFile& input) {
        Piece piece;
        piece.file.name = input.name;
        send(Opening{ordinal, input.name});
        if (skip_.contains(ordinal)) {
            piece.facts.problems.push_back(unjudged(""));
        } else {
            if (before_file_) before_file_(input.name);
            const ByteSpan file = run_of(input, mapped_.input);
            if (kind_of(file) == FileKind::pdf)
                piece.facts.content = look_at_pdf(file, input.pages);
            else
                piece.facts.content = look_at_picture(file);
        }
        if (encode(Frame(piece)).size() > max_frame_bytes)
            piece.facts = {NoFacts{}, {unjudged("")}};
        send(piece);
    }

    ScanFacts look_at_pdf(ByteSpan file, const std::vector<std::uint32_t>& pages) {
        ScanFacts out;
        const PdfPages pdf(file);
        out.pages = pdf.count();
        for (const std::uint32_t page : pages) {
            if (page >= request_.limits.pdf_pages) continue;
            if (out.looks.size() <= page) out.looks.resize(page + 1);
            out.looks[page] = look_at(pdf.render(static_cast<int>(page), longest_side));
        }
        return out;
    }

    PictureFacts look_at_picture(ByteSpan file) {
        PictureFacts out;
        const int frames = picture_frames(file, static_cast<int>(request_.limits.pdf_pages));
        for (int frame = 0; frame < frames; ++frame)
            out.looks.push_back(
                look_at(picture_pixels(file, frame, longest_side, request_.limits.picture_pixels)));
        return out;
    }

    PageFacts look_at(const Pixmap& rendered) {
        PageFacts out;
        if (rendered.empty()) return out;
        const Pixmap page = shrink(rendered, longest_side);
        out.seen = true;
        out.look = measure(page);
        const Pixmap grey = text_grey(page);
        out.grey = put_pixels(grey);
        if (page.channels != 3) return out;
        const SealSearch found = find_seals(page);
        out.look.colour = found.colour;
        for (std::size_t i = 0; i < std::min(found.seals.size(), most_seals); ++i)
            out.seals.push_back(facts_of(page, found.seals[i]));
        if (found.colour)
            out.red = Bytes::owned(red_grid(read_redness(page), red_columns, red_rows));
        return out;
    }

    SealFacts facts_of(const Pixmap& page, const SealSighting& sighting) {
        SealFacts out;
        out.sighting = sighting;
        mapped_.arena.put(jpeg_of(cut(page, sighting.place)), out.crop);
        if (sighting.seen == Seen::yes)
            for (const Pixmap& band : unroll_lettering(page, sighting))
                out.lettering.push_back(put_pixels(band));
        return out;
    }

    PixelView put_pixels(const Pixmap& grey) {
        PixelView out;
        if (mapped_.arena.put(
                as_bytes(std::string_view(reinterpret_cast<const char*>(grey.samples.data()),
                                          grey.samples.size())),
                out.view)) {
            out.width_px = grey.width;
            out.height_px = grey.height;
        }
        return out;
    }

    const ReadRequest& request_;
    Mapped mapped_;
    const std::function<void(std::string_view)>& before_file_;
    std::set<std::uint32_t> skip_;
};

}  // namespace

int run_viewer(const std::function<void(std::string_view)>& before_file) {
    offer_to_the_kernel();
    const auto request = read_request();
    if (!request) return exit_bad_request;
    const auto seconds =
        std::max<std::chrono::seconds>(request->limits.file_time, std::chrono::seconds(1));
    const Opened opened =
        open_confined(*request, {working_memory, seconds * 20, FilesInSight::fonts});
    if (!opened.mapped) return opened.exit_code;
    Session(*request, *opened.mapped, before_file).run();
    std::_Exit(0);  // nothing to tidy up, and nothing that a file left behind gets to run
}

}  // namespace shoujian
