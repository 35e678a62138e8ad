#include "tests/build/mail_builder.hpp"

#include "tests/build/zip_builder.hpp"

#include <mimetic/codec/base64.h>
#include <mimetic/codec/codec.h>

#include <iterator>

namespace shoujian {

std::string base64(const std::string& bytes, int line) {
    std::string out;
    mimetic::Base64::Encoder encoder(line);
    mimetic::encode(bytes.begin(), bytes.end(), encoder, std::back_inserter(out));
    std::string crlf;
    for (const char c : out) {
        if (c == '\n') crlf += '\r';
        crlf += c;
    }
    return crlf;
}

std::string percent(const std::string& text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

namespace {

std::string text_part(const std::string& type, const std::string& text) {
    return "Content-Type: " + type + "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
           + base64(text, 76) + "\r\n";
}

}  // namespace

std::string encoded_word(const std::string& bytes, const std::string& charset) {
    return "=?" + charset + "?B?" + base64(bytes, 0) + "?=";
}

MailBuilder& MailBuilder::from(const std::string& name, const std::string& address) {
    return header("From", (name.empty() ? "" : encoded_word(name) + " ") + "<" + address + ">");
}

MailBuilder& MailBuilder::subject(const std::string& utf8) {
    return header("Subject", encoded_word(utf8));
}

MailBuilder& MailBuilder::subject_gbk(const std::string& utf8) {
    return header("Subject", encoded_word(to_gbk(utf8), "gb2312"));
}

MailBuilder& MailBuilder::header(std::string name, std::string value) {
    if (name == "Message-ID")
        std::erase_if(headers_, [&](const auto& one) { return one.first == name; });
    headers_.emplace_back(std::move(name), std::move(value));
    return *this;
}

MailBuilder& MailBuilder::attach(std::string name, std::string bytes, std::string type) {
    files_.push_back({std::move(name), std::move(bytes), std::move(type), ""});
    return *this;
}

MailBuilder& MailBuilder::inlined(std::string name,
                                  std::string bytes,
                                  std::string type,
                                  std::string content_id) {
    files_.push_back({std::move(name), std::move(bytes), std::move(type), std::move(content_id)});
    return *this;
}

std::string MailBuilder::part(const File& file) const {
    std::string named = "filename=\"" + file.name + "\"";
    if (names_ == Names::rfc2231) named = "filename*=UTF-8''" + percent(file.name);
    if (names_ == Names::rfc2047) named = "filename=\"" + encoded_word(file.name) + "\"";
    if (names_ == Names::raw_gbk) named = "filename=\"" + to_gbk(file.name) + "\"";
    std::string out = "Content-Type: " + file.type + "\r\nContent-Transfer-Encoding: base64\r\n";
    out += "Content-Disposition: " + std::string(file.content_id.empty() ? "attachment" : "inline")
           + "; " + named + "\r\n";
    if (!file.content_id.empty()) out += "Content-ID: <" + file.content_id + ">\r\n";
    return out + "\r\n" + base64(file.bytes, 76) + "\r\n";
}

std::string MailBuilder::bytes() const {
    std::string out;
    for (const auto& [name, value] : headers_) out += name + ": " + value + "\r\n";
    out += "MIME-Version: 1.0\r\n";
    const std::string body =
        html_.empty() ? text_part("text/plain", text_) : text_part("text/html", html_);
    if (files_.empty()) return out + body;
    const std::string boundary = "----=_Part_7_1589500800";
    out += "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary
           + "\r\n" + body;
    for (const File& file : files_) out += "--" + boundary + "\r\n" + part(file);
    return out + "--" + boundary + "--\r\n";
}

}  // namespace shoujian
