// The recogniser as the daemon has it: a process that reads page after page, and whose misbehaviour
// costs one page.
#include "daemon/recogniser_process.hpp"

#include "daemon/descriptor.hpp"
#include "daemon/ocr_folder.hpp"
#include "tests/acceptance/program.hpp"
#include "tests/build/ocr_page.hpp"

#include <catch2/catch.hpp>
#include <sys/mman.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

using namespace shoujian;
namespace fs = std::filesystem;

namespace {

/// Pixels somewhere in a memory file, as a reader leaves them.
class Shown {
public:
    explicit Shown(Pixmap page) : page_(std::move(page)), fd_(memfd_create("pixels", MFD_CLOEXEC)) {
        const auto size = static_cast<ssize_t>(page_.samples.size());
        REQUIRE(pwrite(fd_.get(), page_.samples.data(), page_.samples.size(), offset) == size);
    }
    Result<PageText> to(RecogniserProcess& process, const Question& question = {}) const {
        return process.recognise(fd_.get(), offset, page_.width, page_.height, question);
    }
    Result<TextLine> as_line_to(RecogniserProcess& process) const {
        return process.recognise_line(fd_.get(), offset, page_.width, page_.height);
    }

private:
    static constexpr off_t offset = 4097;
    Pixmap page_;
    Descriptor fd_;
};

Shown blank() {
    return Shown({64, 48, 1, std::vector<std::uint8_t>(std::size_t{64} * 48, 255)});
}

RecogniserSettings settings(const std::string& program = "shoujian-recogniser") {
    RecogniserSettings out;
    out.executable = fs::path(SHOUJIAN_BINARY_DIR) / program;
    out.folder = ocr_folder("");
    out.page_time = std::chrono::minutes(2);
    return out;
}

/// Our children, by /proc: which of the processes that run has us as its parent.
std::vector<pid_t> children() {
    std::vector<pid_t> out;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        std::ifstream file(entry.path() / "stat");
        pid_t pid = 0, parent = 0;
        std::string name, state;
        if (file >> pid >> name >> state >> parent && parent == getpid() && state != "Z")
            out.push_back(pid);
    }
    return out;
}

}  // namespace

TEST_CASE("a page's pixels go to the recogniser, and its lines come back") {
    RecogniserProcess process(settings());
    CHECK(children().empty());  // not before it is needed
    const auto text = Shown(sample_page()).to(process);
    INFO((text ? "" : text.error().text));
    REQUIRE(text);
    std::string all;
    for (const TextLine& line : text->lines) all += line.text;
    CHECK(all.find("13800001234") != std::string::npos);
    CHECK(text->complete);
    const auto line = blank().as_line_to(process);
    REQUIRE(line);
    CHECK(line->text.empty());
    CHECK(children().size() == 1);
}

TEST_CASE("the recogniser is one thread behind a filter: no engine keeps one of its own outside") {
    RecogniserProcess process(settings());
    REQUIRE(blank().to(process));
    REQUIRE(children().size() == 1);
    std::ifstream file("/proc/" + std::to_string(children().front()) + "/status");
    const std::string status((std::istreambuf_iterator<char>(file)), {});
    CHECK(status.find("Threads:\t1\n") != std::string::npos);
    CHECK(status.find("Seccomp:\t2\n") != std::string::npos);
    CHECK(status.find("NoNewPrivs:\t1\n") != std::string::npos);
}

TEST_CASE("a recogniser that crashes, hangs, eats memory, opens, connects, forks, floods or lies") {
    const std::string way =
        GENERATE("mock-crash", "mock-hang", "mock-allocate", "mock-open", "mock-socket",
                 "mock-fork", "mock-flood", "mock-nonsense", "mock-outside");
    INFO(way);
    RecogniserSettings hostile = settings("hostile_recogniser");
    if (way == "mock-hang") hostile.page_time = std::chrono::seconds(5);
    RecogniserProcess process(hostile);
    REQUIRE(blank().to(process));
    const auto text = blank().to(process, {{way}});
    // A file whose opening is only refused is nothing to it.
    CHECK(text.has_value() == (way == "mock-open"));
    if (!text) CHECK(text.error().fault == Fault::damaged);
    const auto next = blank().to(process);
    REQUIRE(next);
    CHECK(next->lines.empty());
}

TEST_CASE("a recogniser that was killed between two pages is replaced, and neither page suffers") {
    RecogniserProcess process(settings());
    REQUIRE(blank().to(process));
    const auto before = children();
    REQUIRE(before.size() == 1);
    REQUIRE(kill(before.front(), SIGKILL) == 0);
    while (!children().empty()) std::this_thread::yield();
    REQUIRE(blank().to(process));
    REQUIRE(children().size() == 1);
    CHECK(children() != before);
}

TEST_CASE("after its number of pages a recogniser is replaced, and none is left at the end") {
    {
        RecogniserSettings few = settings();
        few.most_pages = 2;
        RecogniserProcess process(few);
        REQUIRE(blank().to(process));
        const auto first = children();
        REQUIRE(blank().to(process));
        REQUIRE(blank().to(process));
        CHECK(children().size() == 1);
        CHECK(children() != first);
    }
    CHECK(children().empty());
}

TEST_CASE("two threads share one recogniser") {
    RecogniserProcess process(settings());
    REQUIRE(blank().to(process));
    bool other = false;
    std::thread thread([&] { other = blank().to(process).has_value(); });
    const bool ours = blank().to(process).has_value();
    thread.join();
    CHECK(ours);
    CHECK(other);
    CHECK(children().size() == 1);
}

TEST_CASE("a recogniser that cannot start says why") {
    RecogniserProcess no_program(settings("no-such-program"));
    const auto first = blank().to(no_program);
    REQUIRE_FALSE(first);
    CHECK(first.error().fault == Fault::sandbox);
    RecogniserSettings nothing = settings();
    const TempFolder empty;
    nothing.folder = empty.path();
    RecogniserProcess no_engine(nothing);
    const auto second = blank().to(no_engine);
    REQUIRE_FALSE(second);
    CHECK(second.error().fault == Fault::absent);
    CHECK(children().empty());
}

TEST_CASE("a page larger than allowed, or smaller than said, costs nothing but itself") {
    RecogniserProcess process(settings());
    const Descriptor small(memfd_create("pixels", MFD_CLOEXEC));
    CHECK_FALSE(process.recognise(small.get(), 0, 5'000, 4'000, {}));
    CHECK_FALSE(process.recognise(small.get(), 0, 0, 10, {}));
    CHECK_FALSE(process.recognise(small.get(), 0, -5, -5, {}));
    CHECK_FALSE(process.recognise(small.get(), 0, 10, 10, {}));
    CHECK(blank().to(process));
}

TEST_CASE("the folder that is named and has the models comes first; without models, tesseract") {
    const TempFolder named, given;
    const auto put = [](const fs::path& folder, const char* name) {
        std::ofstream(folder / name) << "x";
    };
    for (const char* name : {onnx_library, detection_model, reading_model, character_list}) {
        CHECK_FALSE(has_paddle(named.path()));
        put(named.path(), name);
        put(given.path(), name);
    }
    CHECK(ocr_folder(named.path()) == named.path());
    setenv("SHOUJIAN_OCR", given.path().c_str(), 1);
    CHECK(ocr_folder(named.path()) == named.path());
    CHECK(ocr_folder("") == given.path());
    fs::remove(named.path() / reading_model);
    CHECK(ocr_folder(named.path()) == given.path());
    unsetenv("SHOUJIAN_OCR");
    const auto found = ocr_folder("");
    CHECK((has_paddle(found) || has_tesseract(found)));
}
