#include "daemon/secrets.hpp"

#include "daemon/text_file.hpp"
#include "parsers/base/text.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace shoujian {

namespace fs = std::filesystem;

namespace {

/// As curl will read it: the first certificate of a PEM file, whatever stands around it.
bool holds_certificate(const std::string& pem) {
    const std::unique_ptr<BIO, decltype([](BIO* b) { BIO_free(b); })> bytes(
        BIO_new_mem_buf(pem.data(), static_cast<int>(std::min<std::size_t>(pem.size(), 1 << 30))));
    const std::unique_ptr<X509, decltype([](X509* c) { X509_free(c); })> certificate(
        PEM_read_bio_X509_AUX(bytes.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();  // a later connection must not find the end of this file in the queue
    return certificate != nullptr;
}

Error no_password(const std::string& text) {
    return {Fault::configuration, text};
}

}  // namespace

fs::path secret_file(const std::string& password_file) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr || *folder == '\0') return password_file;
    const fs::path copy = fs::path(folder) / fs::path(password_file).filename();
    std::error_code error;
    return fs::is_regular_file(copy, error) ? copy : fs::path(password_file);
}

Result<std::string> read_password(const std::string& password_file, const std::string& env) {
    if (password_file.empty()) {
        const char* value = std::getenv(env.c_str());
        if (value != nullptr && *value != '\0') return std::string(value);
        return no_password("环境变量 " + env + " 里没有授权码；请设置它，或改用 password_file");
    }
    const fs::path file = secret_file(password_file);
    const auto text = read_text_file(file);
    if (!text)
        return no_password("读不到授权码文件 " + file.string() + "（" + why_unreadable(file)
                           + "）；请建立它（只有一行），并让本程序可以读");
    std::string password(trim(std::string_view(*text).substr(0, text->find('\n'))));
    if (password.empty())
        return no_password("授权码文件 " + file.string() + " 是空的；第一行应当是授权码");
    return password;
}

std::optional<std::string> ca_file_error(const std::string& ca_file) {
    const auto text = read_text_file(ca_file);
    if (!text) return "读不到 CA 证书文件 " + ca_file + "（" + why_unreadable(ca_file) + "）";
    if (holds_certificate(*text)) return std::nullopt;
    return "CA 证书文件 " + ca_file + " 里没有证书，应当是 PEM 格式（-----BEGIN CERTIFICATE-----）";
}

}  // namespace shoujian
