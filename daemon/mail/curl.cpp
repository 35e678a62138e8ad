#include "daemon/mail/curl.hpp"

#include <curl/curl.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <type_traits>
#include <utility>

namespace shoujian {
namespace {

using Handle = std::unique_ptr<CURL, decltype([](CURL* c) { curl_easy_cleanup(c); })>;
using Url = std::unique_ptr<CURLU, decltype([](CURLU* u) { curl_url_cleanup(u); })>;

std::string url_part(CURLU* url, CURLUPart part, unsigned flags) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
    std::string out(text);
    curl_free(text);
    return out;
}

struct Meaning {
    CURLcode code;
    Fault fault;
    const char* text;    ///< what happened
    const char* advice;  ///< SECTION stands for where it is written
};

constexpr Meaning meanings[] = {
    {CURLE_COULDNT_RESOLVE_HOST, Fault::network, "找不到主机", "请检查网络、DNS 和 SECTION url"},
    {CURLE_COULDNT_CONNECT, Fault::network, "连接不上",
     "请检查网络、防火墙和 SECTION url 里的主机与端口"},
    {CURLE_OPERATION_TIMEDOUT, Fault::network, "连接超时",
     "请检查网络、防火墙和 SECTION url 里的主机与端口"},
    {CURLE_PEER_FAILED_VERIFICATION, Fault::refused, "证书不受信任",
     "若服务器用的是自己的 CA，请在 SECTION ca_file 写上该 CA 的证书文件"},
    {CURLE_SSL_CACERT_BADFILE, Fault::configuration, "CA 证书文件读不了",
     "请检查 SECTION ca_file（PEM 格式、可读）"},
    {CURLE_SSL_CONNECT_ERROR, Fault::network, "TLS 握手失败",
     "请检查 SECTION url 的端口是否为 TLS 端口（imaps 993，smtps 465）"},
    {CURLE_USE_SSL_FAILED, Fault::refused, "服务器不提供 STARTTLS",
     "请把 SECTION url 改为 imaps:// 或 smtps://"},
    {CURLE_UNSUPPORTED_PROTOCOL, Fault::configuration, "不支持的协议",
     "请检查 SECTION url（imaps://、imap://、smtps://、smtp://、maildir:）"},
    {CURLE_URL_MALFORMAT, Fault::configuration, "网址写法不对", "请检查 SECTION url"},
};

std::string with_section(std::string text, const std::string& section) {
    constexpr std::string_view word = "SECTION";
    const auto at = text.find(word);
    return at == std::string::npos ? text : text.replace(at, word.size(), section);
}

std::string name_of(const Server& server) {
    const auto parts = split_url(server);
    if (!parts) return server.url;
    return parts->port.empty() ? parts->host : parts->host + ":" + parts->port;
}

}  // namespace

void start_curl() {
    static const bool started = [] {
        // A server that hangs up must be an error of ours, not our end.
        std::signal(SIGPIPE, SIG_IGN);
        return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    }();
    static_cast<void>(started);
}

Error connection_error(int curl_code, const std::string& detail, const Server& server) {
    auto seen = detail.empty() ? curl_easy_strerror(static_cast<CURLcode>(curl_code)) : detail;
    std::replace_if(
        seen.begin(), seen.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    for (const auto& row : meanings) {
        if (row.code != curl_code) continue;
        return {row.fault, name_of(server) + " " + row.text + "（" + seen + "）："
                               + with_section(row.advice, server.section)};
    }
    return {Fault::network, name_of(server) + " 连接中断（" + seen + "）：稍后自动重试"};
}

Result<UrlParts> split_url(const Server& server) {
    const Url url(curl_url());
    constexpr unsigned any_scheme = CURLU_NON_SUPPORT_SCHEME;
    if (curl_url_set(url.get(), CURLUPART_URL, server.url.c_str(), any_scheme) != CURLUE_OK) {
        return Error{Fault::configuration, server.section + " url 写法不对：" + server.url};
    }
    UrlParts parts{url_part(url.get(), CURLUPART_SCHEME, 0), url_part(url.get(), CURLUPART_HOST, 0),
                   url_part(url.get(), CURLUPART_PORT, 0),
                   url_part(url.get(), CURLUPART_PATH, CURLU_URLDECODE)};
    if (parts.path.starts_with('/')) parts.path.erase(0, 1);
    return parts;
}

void require_verified_tls(void* handle, const Server& server) {
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (server.ca_file.empty()) return;
    // CAINFO replaces the system's bundle; the system's folder of the same certificates stays
    // beside it.
    curl_easy_setopt(handle, CURLOPT_CAINFO, server.ca_file.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, "/etc/ssl/certs");
}

struct Connection::State {
    Server server;
    Stopping stopping;
    Handle handle;
    curl_socket_t socket = CURL_SOCKET_BAD;
    std::array<char, CURL_ERROR_SIZE> error{};

    bool is_stopping() const { return stopping && stopping(); }
    Error failed(CURLcode code) const { return connection_error(code, error.data(), server); }
};

namespace {

int on_progress(void* asked, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& stopping = *static_cast<const Connection::Stopping*>(asked);
    return stopping && stopping() ? 1 : 0;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

}  // namespace

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Result<Connection> Connection::open(const Server& server, Stopping stopping) {
    constexpr long connect_seconds = 15;
    start_curl();
    const auto parts = split_url(server);
    if (!parts) return parts.error();

    auto state = std::make_unique<State>();
    state->server = server;
    state->stopping = std::move(stopping);
    state->handle.reset(curl_easy_init());
    auto* curl = state->handle.get();
    // The URL's folder stays out: libcurl is told of the server only.
    const auto port = parts->port.empty() ? "" : ":" + parts->port;
    const auto address = parts->scheme + "://" + parts->host + port;
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, state->error.data());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &drop);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &drop);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &state->stopping);
    require_verified_tls(curl, server);

    if (const auto code = curl_easy_perform(curl); code != CURLE_OK) return state->failed(code);
    curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &state->socket);
    return Connection(std::move(state));
}

/// Sleeps until the socket is ready, in short slices so that a stop is seen.
Result<Done> Connection::wait(bool for_reading, Deadline deadline) const {
    constexpr std::chrono::milliseconds slice{200};
    for (;;) {
        if (state_->is_stopping()) return Error{Fault::network, "正在停止"};
        const auto left = deadline - std::chrono::steady_clock::now();
        if (left <= left.zero()) {
            return connection_error(CURLE_OPERATION_TIMEDOUT, "服务器不再回答", state_->server);
        }
        pollfd socket{state_->socket, static_cast<short>(for_reading ? POLLIN : POLLOUT), 0};
        const auto pause = std::chrono::ceil<std::chrono::milliseconds>(left);
        if (::poll(&socket, 1, static_cast<int>(std::min(pause, slice).count())) > 0) return Done{};
    }
}

Result<Done> Connection::send(std::string_view bytes, Deadline deadline) {
    while (!bytes.empty()) {
        std::size_t sent = 0;
        const auto code = curl_easy_send(state_->handle.get(), bytes.data(), bytes.size(), &sent);
        if (code == CURLE_AGAIN) {
            if (const auto ready = wait(false, deadline); !ready) return ready.error();
            continue;
        }
        if (code != CURLE_OK) return state_->failed(code);
        bytes.remove_prefix(sent);
    }
    return Done{};
}

Result<std::size_t> Connection::receive(std::span<std::byte> buffer, Deadline deadline) {
    for (;;) {
        // A trickle never meets an empty socket, so the deadline is asked here too.
        if (std::chrono::steady_clock::now() >= deadline) {
            return connection_error(CURLE_OPERATION_TIMEDOUT, "服务器太慢", state_->server);
        }
        std::size_t count = 0;
        const auto code =
            curl_easy_recv(state_->handle.get(), buffer.data(), buffer.size(), &count);
        if (code == CURLE_AGAIN) {
            if (const auto ready = wait(true, deadline); !ready) return ready.error();
            continue;
        }
        if (code != CURLE_OK) return state_->failed(code);
        if (count == 0)
            return connection_error(CURLE_RECV_ERROR, "服务器关闭了连接", state_->server);
        return count;
    }
}

}  // namespace shoujian
