#include "daemon/recogniser/session.hpp"

#include "daemon/recogniser/engine.hpp"
#include "daemon/recogniser/sandbox.hpp"
#include "daemon/walls.hpp"

#include <malloc.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <vector>

namespace shoujian {

namespace {

constexpr int request_fd = 0, answer_fd = 1;

/// What a page leaves free serves the next one: giving it back and faulting it in again took an
/// eighth of the time.
constexpr int kept_bytes = 256 << 20;

/// False at the end of the input.
bool read_all(void* to, std::size_t size) {
    auto* at = static_cast<char*>(to);
    while (size > 0) {
        const ssize_t got = read(request_fd, at, size);
        if (got <= 0) return false;
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t done = write(answer_fd, bytes.data(), bytes.size());
        if (done <= 0) std::_Exit(exit_bad_recognition);  // the daemon has gone
        bytes.remove_prefix(static_cast<std::size_t>(done));
    }
}

void send(std::string_view body) {
    std::string out;
    for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(body.size() >> (8 * i) & 0xff));
    out += body;
    write_all(out);
}

/// One request after another, until the daemon closes its end.
class Session {
public:
    Session(Recogniser& recogniser,
            const std::function<void(const RecognitionRequest&)>& before_page)
        : recogniser_(recogniser), before_page_(before_page) {}

    int run() {
        for (;;) {
            std::array<unsigned char, 4> length{};
            if (!read_all(length.data(), length.size())) return 0;
            std::uint32_t size = 0;
            for (std::size_t i = 4; i-- > 0;) size = size << 8 | length[i];
            if (size > most_recognition_request) return exit_bad_recognition;
            std::string body(size, '\0');
            if (!read_all(body.data(), body.size())) return exit_bad_recognition;
            const auto request = decode_recognition_request(as_bytes(body));
            if (!request || !read_pixels(*request)) return exit_bad_recognition;
            if (before_page_) before_page_(*request);
            answer(*request);
        }
    }

private:
    bool read_pixels(const RecognitionRequest& request) {
        page_.width = static_cast<int>(request.width);
        page_.height = static_cast<int>(request.height);
        page_.samples.resize(request.pixels());
        return read_all(page_.samples.data(), page_.samples.size());
    }

    void answer(const RecognitionRequest& request) {
        RecognitionAnswer out;
        if (request.what == Recognise::page) {
            if (auto text = recogniser_.read_page(page_, request.question))
                out.text = std::move(*text);
        } else if (auto line = recogniser_.read_line(page_)) {
            out.text = PageText{{std::move(*line)}, 0, 0.0, true};
        }
        std::string body = encode(out);
        if (body.size() > most_recognition_answer) body = encode(RecognitionAnswer{});
        send(body);
    }

    Recogniser& recogniser_;
    const std::function<void(const RecognitionRequest&)>& before_page_;
    Pixmap page_;
};

/// Engines put off some of their work until they are used, files among it.
bool warm_up(Recogniser& recogniser) {
    Pixmap blank{64, 64, 1, std::vector<std::uint8_t>(std::size_t{64} * 64, 255)};
    return recogniser.read_page(blank, {}) && recogniser.read_line(blank);
}

}  // namespace

int run_recogniser(const std::string& folder,
                   const std::function<void(const RecognitionRequest&)>& before_page) {
    offer_to_the_kernel();
    mallopt(M_MMAP_THRESHOLD, kept_bytes);
    mallopt(M_TRIM_THRESHOLD, kept_bytes);
    auto engine = load_engine(folder);
    if (!engine || !warm_up(**engine)) return exit_no_engine;
    if (!confine_recogniser()) return exit_recogniser_unconfined;
    send("");
    const int code = Session(**engine, before_page).run();
    std::_Exit(code);  // nothing to tidy up, and nothing that a page left behind gets to run
}

}  // namespace shoujian
