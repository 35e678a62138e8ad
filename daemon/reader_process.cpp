#include "daemon/reader_process.hpp"

#include "daemon/descriptor.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace shoujian {

namespace {

using Clock = std::chrono::steady_clock;

/// A message on which this many readers died is handed over as it is.
constexpr std::size_t most_deaths = 8;

/// All readers of one message together may take this many times the time of a file.
constexpr int most_files_time = 20;

constexpr int exit_unconfined = 78;

Error out_of(const char* what) {
    return {Fault::storage, std::string("启动读取程序: ") + what + ": " + std::strerror(errno)};
}

/// Memory whose size nobody can change any more.
Result<Descriptor> make_arena(std::uint64_t size) {
    Descriptor fd(memfd_create("shoujian-arena", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (fd.get() < 0 || ftruncate(fd.get(), static_cast<off_t>(size)) != 0
        || fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return out_of("memfd");
    return above(fd.get());
}

/// The request as a file: the child reads it when it comes to it, and neither waits for the other.
Result<Descriptor> make_request(const ReadRequest& request) {
    const std::string text = encode(request);
    Descriptor fd(memfd_create("shoujian-request", MFD_CLOEXEC));
    if (fd.get() < 0
        || pwrite(fd.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        return out_of("memfd");
    return above(fd.get());
}

struct Child {
    pid_t pid = -1;
    Descriptor answers;
};

Result<Child> start(const std::filesystem::path& program, int request, int input, int arena) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return out_of("pipe");
    Descriptor read_end(ends[0]), write_end = above(ends[1]);
    close(ends[1]);
    const Descriptor silence = above(open("/dev/null", O_WRONLY | O_CLOEXEC));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const std::pair<int, int> places[] = {
        {request, 0}, {write_end.get(), 1}, {silence.get(), 2}, {input, 3}, {arena, 4}};
    for (const auto& [from, to] : places) posix_spawn_file_actions_adddup2(&actions, from, to);
    std::string name = program.filename(), locale = "LC_ALL=C.UTF-8";
    char* const arguments[] = {name.data(), nullptr};
    char* const environment[] = {locale.data(), nullptr};
    Child out;
    const int failed =
        posix_spawn(&out.pid, program.c_str(), &actions, nullptr, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        return Error{Fault::sandbox, "启动读取程序 " + program.string() + ": "
                                         + std::strerror(failed) + "；请检查是否安装完整"};
    out.answers = std::move(read_end);
    return out;
}

/// How one reader ended.
struct Ending {
    bool finished = false;  ///< a Finished frame came and nothing was wrong with any
    bool unconfined = false;
    std::string death;  ///< why it did not finish
};

/// What one reader said, frame by frame.
struct Answers {
    std::optional<Head> head;
    std::vector<Piece> pieces;
    Opening opened;  ///< the last one
    bool any_opened = false;
    bool finished = false;
};

class Listening {
public:
    Listening(Child child,
              std::uint64_t arena_bytes,
              std::chrono::seconds file_time,
              Clock::time_point latest)
        : child_(std::move(child)),
          arena_bytes_(arena_bytes),
          file_time_(file_time),
          latest_(latest) {}

    Ending run(Answers& out) {
        std::string wrong;
        while (wrong.empty() && !out.finished) wrong = step(out);
        kill(child_.pid, SIGKILL);  // also one that has said all and does not go
        int status = 0;
        while (waitpid(child_.pid, &status, 0) < 0 && errno == EINTR) {
        }
        Ending end;
        end.finished = out.finished;
        end.unconfined = WIFEXITED(status) && WEXITSTATUS(status) == exit_unconfined;
        if (!end.finished) end.death = wrong == "ended" ? status_text(status) : wrong;
        return end;
    }

private:
    /// Waits for more bytes and takes the frames that are whole; says what is wrong, if anything
    /// is.
    std::string step(Answers& out) {
        const auto until = std::min(Clock::now() + file_time_, latest_);
        if (opened_at_ != Clock::time_point{} && opened_at_ + file_time_ <= Clock::now())
            return "deadline";
        const auto limit =
            opened_at_ == Clock::time_point{} ? until : std::min(opened_at_ + file_time_, latest_);
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(limit - Clock::now()).count();
        if (left <= 0) return "deadline";
        pollfd waiting{child_.answers.get(), POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(std::min<long>(left, 60'000)));
        if (ready <= 0) return "";  // the clock is asked again
        char chunk[65536];
        const ssize_t got = read(child_.answers.get(), chunk, sizeof chunk);
        if (got <= 0) return "ended";
        total_ += static_cast<std::size_t>(got);
        if (total_ > max_answer_bytes) return "flood";
        pending_.append(chunk, static_cast<std::size_t>(got));
        return take_frames(out);
    }

    std::string take_frames(Answers& out) {
        std::size_t at = 0;
        while (pending_.size() - at >= 4 && !out.finished) {
            std::uint32_t size = 0;
            for (std::size_t i = 0; i < 4; ++i)
                size |= static_cast<std::uint32_t>(static_cast<unsigned char>(pending_[at + i]))
                        << (8 * i);
            if (size > max_frame_bytes) return "malformed answer";
            if (pending_.size() - at - 4 < size) break;
            auto frame = decode_frame(as_bytes(std::string_view(pending_).substr(at + 4, size)));
            if (!frame || !take(std::move(*frame), out)) return "malformed answer";
            at += 4 + size;
        }
        pending_.erase(0, at);
        return "";
    }

    /// False for a frame out of order or one that points outside the arena.
    bool take(Frame frame, Answers& out) {
        if (auto* opening = std::get_if<Opening>(&frame)) {
            if (out.any_opened && opening->ordinal <= out.opened.ordinal) return false;
            out.opened = std::move(*opening);
            out.any_opened = true;
            opened_at_ = Clock::now();
            return true;
        }
        if (auto* head = std::get_if<Head>(&frame)) {
            if (out.head) return false;
            out.head = std::move(*head);
            return true;
        }
        if (auto* piece = std::get_if<Piece>(&frame)) {
            if (!out.head || !in_arena(piece->file)) return false;
            if (!all_in_arena(piece->facts)) return false;
            out.pieces.push_back(std::move(*piece));
            return true;
        }
        out.finished = out.head.has_value();
        return out.finished;
    }

    bool all_in_arena(const FileFacts& facts) {
        const auto holds = [&](const View& view) { return in_arena(view); };
        if (const auto* word = std::get_if<WordFacts>(&facts.content))
            return std::ranges::all_of(word->pictures, holds, &PictureFacts::view);
        const auto* scan = std::get_if<ScanFacts>(&facts.content);
        const auto* picture = std::get_if<PictureFacts>(&facts.content);
        if (scan) return std::ranges::all_of(scan->looks, [&](const auto& p) { return fits(p); });
        return !picture
               || std::ranges::all_of(picture->looks, [&](const auto& p) { return fits(p); });
    }

    /// Pixels are as many as their size says.
    bool fits(const PageFacts& page) {
        const auto is_whole = [&](const PixelView& pixels) {
            const auto wide = static_cast<std::uint64_t>(pixels.width_px);
            const auto high = static_cast<std::uint64_t>(pixels.height_px);
            return pixels.width_px >= 0 && pixels.height_px >= 0 && wide <= 20'000 && high <= 20'000
                   && wide * high == pixels.view.length && in_arena(pixels.view);
        };
        return is_whole(page.grey) && std::ranges::all_of(page.seals, [&](const SealFacts& seal) {
                   return in_arena(seal.crop) && std::ranges::all_of(seal.lettering, is_whole);
               });
    }

    /// Inside, and all views together no more than there is: what is claimed is hashed.
    bool in_arena(const View& view) {
        claimed_ += view.length;
        return view.offset <= arena_bytes_ && view.length <= arena_bytes_ - view.offset
               && claimed_ <= arena_bytes_;
    }

    static std::string status_text(int status) {
        if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
        return "exit " + std::to_string(WEXITSTATUS(status));
    }

    Child child_;
    std::uint64_t arena_bytes_;
    std::chrono::seconds file_time_;
    Clock::time_point latest_, opened_at_{};
    std::string pending_;
    std::size_t total_ = 0;
    std::uint64_t claimed_ = 0;
};

Result<Done> fill_digest(const Arena& arena, View& view) {
    Sha256Stream digest;
    constexpr std::uint64_t step = 1u << 20;
    for (std::uint64_t done = 0; done < view.length; done += step) {
        const std::uint64_t length = std::min(step, view.length - done);
        auto bytes = arena.read({"", view.offset + done, length, {}});
        if (!bytes) return bytes.error();
        digest.add(*bytes);
    }
    view.digest = digest.finish();
    return Done{};
}

/// A picture attached as a file has its piece's own bytes.
Result<Done> fill_digests(const Arena& arena, std::vector<Piece>& pieces) {
    for (Piece& piece : pieces) {
        if (auto done = fill_digest(arena, piece.file); !done) return done;
        if (auto* picture = std::get_if<PictureFacts>(&piece.facts.content))
            picture->view = piece.file;
        auto* word = std::get_if<WordFacts>(&piece.facts.content);
        if (word == nullptr) continue;
        for (PictureFacts& picture : word->pictures)
            if (auto done = fill_digest(arena, picture.view); !done) return done;
    }
    return Done{};
}

ReadOutcome outcome_of(Answers answers, Arena arena, std::vector<std::string> deaths) {
    ReadOutcome out{{}, std::move(arena), std::move(deaths), 0, Arena()};
    if (answers.head) {
        out.facts.envelope = std::move(answers.head->envelope);
        out.facts.text = std::move(answers.head->text);
        out.facts.links = std::move(answers.head->links);
        out.facts.problems = std::move(answers.head->problems);
    }
    out.facts.pieces = std::move(answers.pieces);
    if (!answers.finished)
        out.facts.problems.push_back({"material.unjudged", "", "读取程序没有能够读完这封邮件"});
    return out;
}

std::uint64_t input_bytes(const std::vector<InputFile>& inputs) {
    std::uint64_t sum = 0;
    for (const InputFile& one : inputs) sum += one.length;
    return sum;
}

}  // namespace

Arena::~Arena() {
    if (fd_ >= 0) close(fd_);
}

Arena::Arena(Arena&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Arena& Arena::operator=(Arena&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

Result<std::vector<std::byte>> Arena::read(const View& view) const {
    std::vector<std::byte> out(view.length);
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t got = pread(fd_, out.data() + done, out.size() - done,
                                  static_cast<off_t>(view.offset + done));
        if (got <= 0) return Error{Fault::storage, "读附件的内存文件失败"};
        done += static_cast<std::size_t>(got);
    }
    return out;
}

Result<ReadOutcome> read_in_child(const ReaderSettings& settings,
                                  int fd,
                                  std::vector<InputFile> inputs,
                                  bool is_message,
                                  std::span<const FormSpec> forms) {
    ReadRequest request;
    request.limits = settings.limits;
    request.is_message = is_message;
    request.arena_bytes = input_bytes(inputs) + settings.limits.unpacked_bytes + 1;
    request.inputs = std::move(inputs);
    request.forms.assign(forms.begin(), forms.end());
    const Descriptor input = above(fd);
    const auto latest = Clock::now() + settings.limits.file_time * most_files_time;
    std::vector<std::string> deaths;
    for (;;) {
        auto arena = make_arena(request.arena_bytes);
        if (!arena) return arena.error();
        auto text = make_request(request);
        if (!text) return text.error();
        auto child = start(settings.executable, text->get(), input.get(), arena->get());
        if (!child) return child.error();
        Answers answers;
        const Ending end =
            Listening(std::move(*child), request.arena_bytes, settings.limits.file_time, latest)
                .run(answers);
        if (end.unconfined)
            return Error{
                Fault::sandbox,
                "读取程序不能把自己关进沙箱（seccomp），不处理任何邮件；请检查内核和服务设置"};
        if (!end.finished) deaths.push_back(end.death);
        const bool give_up =
            deaths.size() >= most_deaths || request.envelope_only || Clock::now() >= latest;
        if (end.finished || give_up) {
            Arena bytes(arena->release());
            if (auto done = fill_digests(bytes, answers.pieces); !done) return done.error();
            return outcome_of(std::move(answers), std::move(bytes), std::move(deaths));
        }
        if (!answers.any_opened || answers.opened.ordinal == 0)
            request.envelope_only = true;
        else
            request.skip.push_back(answers.opened.ordinal);
    }
}

}  // namespace shoujian
