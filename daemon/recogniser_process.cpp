#include "daemon/recogniser_process.hpp"

#include "daemon/descriptor.hpp"
#include "rules/recognition_wire.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

namespace shoujian {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int exit_no_engine = 69, exit_unconfined = 78;

/// Of the pipe that pixels go through: fewer waits.
constexpr int pipe_bytes = 1 << 20;

Error out_of(const char* what) {
    return {Fault::storage, std::string("启动识别程序: ") + what + ": " + std::strerror(errno)};
}

Error damaged(const std::string& why) {
    return {Fault::damaged, "识别程序在这一页上中断: " + why};
}

std::string status_text(int status) {
    if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
    return "exit " + std::to_string(WEXITSTATUS(status));
}

struct Pipe {
    Descriptor from, into;
};

Result<Pipe> make_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return out_of("pipe");
    const Descriptor low_from(ends[0]), low_into(ends[1]);
    Pipe out{above(ends[0]), above(ends[1])};
    if (out.from.get() < 0 || out.into.get() < 0) return out_of("pipe");
    return out;
}

void do_not_block(const Descriptor& end) {
    fcntl(end.get(), F_SETFL, fcntl(end.get(), F_GETFL) | O_NONBLOCK);
}

/// One recogniser process, and the two pipes to it.
class Child {
public:
    Child(pid_t pid, Descriptor requests, Descriptor answers)
        : pid_(pid), requests_(std::move(requests)), answers_(std::move(answers)) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() { end(); }

    /// Kills and waits; how it ended, by itself or so.
    std::string end() {
        if (pid_ < 0) return "";
        kill(pid_, SIGKILL);
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        status_ = status;
        return status_text(status);
    }
    std::optional<int> exit_code() const {
        return status_ && WIFEXITED(*status_) ? std::optional(WEXITSTATUS(*status_)) : std::nullopt;
    }

    bool has_ended() const {
        siginfo_t info{};
        return waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) != 0
               || info.si_pid != 0;
    }

    /// False: the deadline, or nobody listens any more.
    bool send(std::string_view bytes, Clock::time_point deadline) {
        while (!bytes.empty()) {
            const ssize_t done = write(requests_.get(), bytes.data(), bytes.size());
            if (done > 0)
                bytes.remove_prefix(static_cast<std::size_t>(done));
            else if (!may_wait(requests_, POLLOUT, deadline))
                return false;
        }
        return true;
    }

    bool send_file(int fd, std::uint64_t offset, std::uint64_t size, Clock::time_point deadline) {
        auto at = static_cast<off_t>(offset);
        while (size > 0) {
            const ssize_t done = sendfile(requests_.get(), fd, &at, size);
            if (done > 0)
                size -= static_cast<std::uint64_t>(done);
            else if (done == 0 || !may_wait(requests_, POLLOUT, deadline))
                return false;
        }
        return true;
    }

    /// A length and as many bytes; nothing where they do not come, or are too many.
    std::optional<std::string> receive(Clock::time_point deadline) {
        std::array<char, 4> length{};
        if (!read_all(length.data(), length.size(), deadline)) return std::nullopt;
        std::uint32_t size = 0;
        for (std::size_t i = 4; i-- > 0;) size = size << 8 | static_cast<unsigned char>(length[i]);
        if (size > most_recognition_answer) return std::nullopt;
        std::string out(size, '\0');
        if (!read_all(out.data(), out.size(), deadline)) return std::nullopt;
        return out;
    }

private:
    bool read_all(char* at, std::size_t size, Clock::time_point deadline) {
        while (size > 0) {
            const ssize_t got = read(answers_.get(), at, size);
            if (got == 0) return false;
            if (got > 0) {
                at += got;
                size -= static_cast<std::size_t>(got);
            } else if (!may_wait(answers_, POLLIN, deadline)) {
                return false;
            }
        }
        return true;
    }

    /// After a call that could not go on: true where it is worth trying again.
    static bool may_wait(const Descriptor& end, short what, Clock::time_point deadline) {
        if (errno == EINTR) return true;
        if (errno != EAGAIN) return false;
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return false;
        pollfd waiting{end.get(), what, 0};
        poll(&waiting, 1, static_cast<int>(std::min<long>(left, 60'000)));
        return true;  // the call is tried again, and the clock asked
    }

    pid_t pid_;
    Descriptor requests_, answers_;
    std::optional<int> status_;
};

/// Threads are its engine's idea of a good one; it gets one.
Result<std::unique_ptr<Child>> start(const RecogniserSettings& settings) {
    auto requests = make_pipe();
    if (!requests) return requests.error();
    auto answers = make_pipe();
    if (!answers) return answers.error();
    const Descriptor silence = above(open("/dev/null", O_WRONLY | O_CLOEXEC));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const std::pair<int, int> places[] = {
        {requests->from.get(), 0}, {answers->into.get(), 1}, {silence.get(), 2}};
    for (const auto& [from, to] : places) posix_spawn_file_actions_adddup2(&actions, from, to);
    std::string name = "shoujian-recogniser", folder = settings.folder.string();
    std::string locale = "LC_ALL=C.UTF-8", threads = "OMP_THREAD_LIMIT=1";
    char* const arguments[] = {name.data(), folder.data(), nullptr};
    char* const environment[] = {locale.data(), threads.data(), nullptr};
    pid_t pid = -1;
    const int failed =
        posix_spawn(&pid, settings.executable.c_str(), &actions, nullptr, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        return Error{Fault::sandbox, "启动识别程序 " + settings.executable.string() + ": "
                                         + std::strerror(failed) + "；请检查是否安装完整"};
    do_not_block(requests->into);
    do_not_block(answers->from);
    fcntl(requests->into.get(), F_SETPIPE_SZ, pipe_bytes);  // less will do
    return std::make_unique<Child>(pid, std::move(requests->into), std::move(answers->from));
}

Error not_started(Child& child, const RecogniserSettings& settings) {
    const std::string ending = child.end();
    if (child.exit_code() == exit_unconfined)
        return {Fault::sandbox, "识别程序不能把自己关进沙箱（seccomp）；请检查内核和服务设置"};
    if (child.exit_code() == exit_no_engine)
        return {Fault::absent, "识别程序: " + settings.folder.string() + " 里没有可用的识别模型"};
    return {Fault::absent, "识别程序没有准备好: " + ending};
}

/// Nobody listening is an error like others here, not the daemon's end.
class NoBrokenPipeSignal {
public:
    NoBrokenPipeSignal() {
        sigemptyset(&broken_);
        sigaddset(&broken_, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &broken_, &before_);
    }
    ~NoBrokenPipeSignal() {
        const timespec now{};
        while (sigismember(&before_, SIGPIPE) == 0 && sigtimedwait(&broken_, nullptr, &now) > 0) {
        }
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    NoBrokenPipeSignal(const NoBrokenPipeSignal&) = delete;
    NoBrokenPipeSignal& operator=(const NoBrokenPipeSignal&) = delete;

private:
    sigset_t broken_{}, before_{};
};

}  // namespace

class RecogniserProcess::Running {
public:
    explicit Running(RecogniserSettings settings) : settings_(std::move(settings)) {}

    Result<PageText> ask(int fd, std::uint64_t offset, const RecognitionRequest& request) {
        if (request.pixels() == 0 || request.pixels() > most_recognition_pixels)
            return Error{Fault::damaged, "识别: 这一页太大"};
        const std::string body = encode(request);
        if (body.size() > most_recognition_request)
            return Error{Fault::damaged, "识别: 要找的文字太多"};
        const std::lock_guard lock(one_page_);
        const NoBrokenPipeSignal no_signal;
        if (auto done = make_ready(); !done) return done.error();
        auto answer = answer_of(fd, offset, request, body);
        if (!answer) return damaged(end());
        if (++pages_ >= settings_.most_pages) end();
        if (!answer->text) return Error{Fault::damaged, "识别引擎读不了这一页"};
        return std::move(*answer->text);
    }

private:
    /// One that lives, and is not worn out.
    Result<Done> make_ready() {
        if (child_ && child_->has_ended()) end();
        if (child_) return Done{};
        auto started = start(settings_);
        if (!started) return started.error();
        child_ = std::move(*started);
        const auto ready = child_->receive(Clock::now() + settings_.page_time);
        if (ready && ready->empty()) return Done{};
        const Error error = not_started(*child_, settings_);
        end();
        return error;
    }

    std::optional<RecognitionAnswer> answer_of(int fd,
                                               std::uint64_t offset,
                                               const RecognitionRequest& request,
                                               const std::string& body) {
        const auto deadline = Clock::now() + settings_.page_time;
        std::string length;
        for (int i = 0; i < 4; ++i)
            length.push_back(static_cast<char>(body.size() >> (8 * i) & 0xff));
        if (!child_->send(length + body, deadline)
            || !child_->send_file(fd, offset, request.pixels(), deadline))
            return std::nullopt;
        const auto answer = child_->receive(deadline);
        return answer ? decode_recognition_answer(as_bytes(*answer)) : std::nullopt;
    }

    std::string end() {
        std::string how = child_ ? child_->end() : "";
        child_.reset();
        pages_ = 0;
        return how;
    }

    RecogniserSettings settings_;
    std::mutex one_page_;
    std::unique_ptr<Child> child_;
    int pages_ = 0;
};

RecogniserProcess::RecogniserProcess(RecogniserSettings settings)
    : running_(std::make_unique<Running>(std::move(settings))) {}
RecogniserProcess::~RecogniserProcess() = default;

Result<PageText> RecogniserProcess::recognise(
    int fd, std::uint64_t offset, int width, int height, const Question& question) {
    return running_->ask(fd, offset,
                         {Recognise::page, static_cast<std::uint32_t>(width),
                          static_cast<std::uint32_t>(height), question});
}

Result<TextLine> RecogniserProcess::recognise_line(int fd,
                                                   std::uint64_t offset,
                                                   int width,
                                                   int height) {
    auto text = running_->ask(fd, offset,
                              {Recognise::line,
                               static_cast<std::uint32_t>(width),
                               static_cast<std::uint32_t>(height),
                               {}});
    if (!text) return text.error();
    if (text->lines.size() != 1) return damaged("malformed answer");
    return std::move(text->lines.front());
}

}  // namespace shoujian
