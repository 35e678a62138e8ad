#include "daemon/mail/smtp_transport.hpp"

#include "daemon/mail/curl.hpp"
#include "parsers/base/text.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace shoujian {
namespace {

using Handle = std::unique_ptr<CURL, decltype([](CURL* c) { curl_easy_cleanup(c); })>;
using List = std::unique_ptr<curl_slist, decltype([](curl_slist* l) { curl_slist_free_all(l); })>;

constexpr int most_mails_a_connection = 10;

struct Meaning {
    long code;          ///< 0: any
    const char* token;  ///< NetEase's word in the text; "" any
    Delivery outcome;
    bool pause_all;
};

// First match counts. notes: NetEase's list of refusals; day quotas come as 5xx and pass by
// themselves.
constexpr Meaning meanings[] = {
    {0, "MI:STC", Delivery::retry, true},
    {0, "RP:TRC", Delivery::retry, true},
    {0, "MI:SFQ", Delivery::retry, true},
    {0, "RP:QRC", Delivery::retry, true},
    {0, "too much fail authentication", Delivery::retry, true},
    {421, "", Delivery::retry, true},
};

/// An answer of the server: its code, and the text of all its lines.
struct Answer {
    long code = 0;
    std::string text;
};

/// The message as libcurl reads it, and what came back.
struct Exchange {
    ByteSpan left;
    const std::function<bool()>& stopping;
    bool all_read = false;  ///< libcurl saw the end: the final dot may have gone out
    std::vector<Answer> answers;
    bool goes_on = false;  ///< the last answer has more lines ("250-…")
    int lines = 0;

    /// The answer that libcurl's code speaks of. It is not always the last one: a refusal is
    /// followed by QUIT and its "221 bye".
    std::string text_of(long code) const {
        for (auto one = answers.rbegin(); one != answers.rend(); ++one)
            if (one->code == code) return one->text;
        return answers.empty() ? "" : answers.back().text;
    }
};

std::size_t read_message(char* buffer, std::size_t size, std::size_t count, void* exchange) {
    auto& e = *static_cast<Exchange*>(exchange);
    const auto wanted = std::min(size * count, e.left.size());
    if (wanted > 0) std::memcpy(buffer, e.left.data(), wanted);
    e.left = e.left.subspan(wanted);
    // As the size is announced, libcurl does not ask again behind the last byte.
    e.all_read = e.left.empty();
    return wanted;
}

std::size_t read_answer(char* line, std::size_t size, std::size_t count, void* exchange) {
    auto& e = *static_cast<Exchange*>(exchange);
    const auto text = clean_utf8(trim(std::string_view(line, size * count)));
    long code = 0;
    std::from_chars(text.data(), text.data() + text.size(), code);
    if (e.goes_on && e.answers.back().code == code) {
        e.answers.back().text += " " + text;
    } else {
        e.answers.push_back({code, text});
    }
    e.goes_on = text.size() > 3 && text[3] == '-';
    ++e.lines;
    return size * count;
}

int on_progress(void* exchange, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& e = *static_cast<const Exchange*>(exchange);
    const bool wished = e.stopping && e.stopping();
    return wished && !e.all_read ? 1 : 0;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

/// libcurl stuffs dots behind CRLF only, so a bare LF could hide the end of the mail.
std::string with_crlf(std::string_view mime) {
    std::string out;
    out.reserve(mime.size() + 64);
    for (std::size_t i = 0; i < mime.size(); ++i) {
        if (mime[i] == '\r' && i + 1 < mime.size() && mime[i + 1] == '\n') continue;
        if (mime[i] == '\n' || mime[i] == '\r') {
            out += "\r\n";
        } else {
            out += mime[i];
        }
    }
    return out;
}

/// An address that can stand in a command: one token of ASCII with an @.
bool is_plain_address(std::string_view address) {
    const bool clean = std::all_of(address.begin(), address.end(), [](char c) {
        return c > ' ' && c < '\x7f' && c != '<' && c != '>';
    });
    return clean && address.find('@') != std::string_view::npos && address.size() <= 254;
}

bool is_loopback(const std::string& host) {
    return host == "localhost" || host.starts_with("127.") || host == "[::1]";
}

class SmtpTransport final : public Transport {
public:
    explicit SmtpTransport(SmtpSetup setup)
        : setup_(std::move(setup)), server_{setup_.config.url, setup_.config.ca_file, "[smtp]"} {}
    Result<Delivered> deliver(const Outgoing& message) override;

private:
    Result<Done> connect();
    Result<Delivered> outcome(CURLcode code, const Exchange& exchange);
    Result<Delivered> refusal(long code, const std::string& text) const;

    SmtpSetup setup_;
    Server server_;
    Handle handle_;
    int mails_ = 0;
    std::array<char, CURL_ERROR_SIZE> error_{};
};

Result<Done> SmtpTransport::connect() {
    start_curl();
    const auto parts = split_url(server_);
    if (!parts) return parts.error();
    handle_.reset(curl_easy_init());
    mails_ = 0;
    auto* curl = handle_.get();
    curl_easy_setopt(curl, CURLOPT_URL, server_.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 30L);
    curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, 60L);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     static_cast<long>(setup_.response_time.count()));
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error_.data());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &drop);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &read_message);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &read_answer);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &on_progress);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    const bool plain = setup_.config.user.empty() && is_loopback(parts->host);
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    require_verified_tls(curl, server_);
    if (setup_.config.user.empty()) return Done{};
    const auto password = setup_.password();
    if (!password) return password.error();
    curl_easy_setopt(curl, CURLOPT_USERNAME, setup_.config.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, password->c_str());
    return Done{};
}

Result<Delivered> SmtpTransport::deliver(const Outgoing& message) {
    if (!is_plain_address(message.to))
        return Delivered{Delivery::failed, "收件人地址不能用于投递", false};
    if (!is_plain_address(message.from) || message.mime.empty()) {
        return Delivered{Delivery::failed, "发件人地址或邮件内容为空、不合规范", false};
    }
    if (mails_ >= most_mails_a_connection) handle_.reset();
    if (!handle_) {
        if (const auto connected = connect(); !connected) {
            handle_.reset();
            return connected.error();
        }
    }
    constexpr std::uint64_t slowest_per_second = 20'000;
    const auto mime = with_crlf(as_text(message.mime));
    Exchange exchange{as_bytes(mime), setup_.stopping, false, {}, false, 0};
    const List recipients(curl_slist_append(nullptr, message.to.c_str()));
    auto* curl = handle_.get();
    error_.fill('\0');
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, message.from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl, CURLOPT_READDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &exchange);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mime.size()));
    const auto time =
        setup_.response_time.count() + 60 + static_cast<long>(mime.size() / slowest_per_second);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, time);
    const auto code = curl_easy_perform(curl);
    ++mails_;
    auto result = outcome(code, exchange);
    // After a failure a late answer would be read as the answer to the next mail.
    if (code != CURLE_OK) handle_.reset();
    return result;
}

/// By what libcurl 7.88 reports for each way a delivery can end (tests/daemon/mail/smtp_test).
Result<Delivered> SmtpTransport::outcome(CURLcode code, const Exchange& exchange) {
    long answer = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &answer);
    const auto text = exchange.text_of(answer);
    const bool refused = answer >= 400 && answer < 600;
    if (code == CURLE_OK && answer >= 200 && answer < 300) {
        return Delivered{Delivery::sent, text, false};
    }
    if (code == CURLE_ABORTED_BY_CALLBACK) return Error{Fault::network, "正在停止，没有发出"};
    if (code == CURLE_LOGIN_DENIED) {
        const auto seen = text.empty() ? "登录被拒绝" : text;
        return Error{answer >= 400 && answer < 500 ? Fault::network : Fault::refused,
                     "发信服务器拒绝登录（" + seen + "）：请检查 [smtp] user 和 password_file；163、QQ "
                     "等邮箱要用授权码，不是登录密码"};
    }
    const bool answered = code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
    if (answered && refused) return refusal(answer, text);
    if (exchange.all_read) {
        return Delivered{Delivery::unknown, "最后一个点之后没有收到回答：" + text, false};
    }
    const bool began = exchange.lines > 2
                       && (code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR
                           || code == CURLE_OPERATION_TIMEDOUT);
    if (began || code == CURLE_OK) {
        return Delivered{Delivery::retry, "投递中连接中断：" + text, false};
    }
    return connection_error(code, error_.data(), server_);
}

/// MAIL names us and nobody else: who is refused there is refused for every mail, save for the size
/// that stands beside the name (RFC 1870).
Result<Delivered> SmtpTransport::refusal(long code, const std::string& text) const {
    constexpr long too_large = 552;
    auto delivered = classify_smtp_answer(code, text);
    const bool at_mail = std::string_view(error_.data()).starts_with("MAIL failed");
    if (!at_mail || delivered.pause_all || code == too_large) return delivered;
    if (delivered.outcome == Delivery::retry) {
        delivered.pause_all = true;
        return delivered;
    }
    return Error{Fault::refused, "发信服务器不接受我们的发件人（" + text
                                     + "）：请检查 [smtp] from 是否就是 user 的地址、该账号是否已登录"
                                       "并开通了发信（SMTP）服务"};
}

}  // namespace

Delivered classify_smtp_answer(long code, std::string_view text) {
    for (const auto& row : meanings) {
        if (row.code != 0 && row.code != code) continue;
        if (text.find(row.token) == std::string_view::npos) continue;
        return {row.outcome, std::string(text), row.pause_all};
    }
    return {code < 500 ? Delivery::retry : Delivery::failed, std::string(text), false};
}

std::unique_ptr<Transport> make_smtp_transport(SmtpSetup setup) {
    return std::make_unique<SmtpTransport>(std::move(setup));
}

}  // namespace shoujian
