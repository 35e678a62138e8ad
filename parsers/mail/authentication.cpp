#include "parsers/mail/authentication.hpp"

#include "parsers/base/text.hpp"
#include "parsers/mail/header_text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

constexpr std::size_t most_fields = 20;
constexpr std::size_t most_bytes = 8000;

/// Comments as blanks (RFC 5322 3.2.2), in lower case.
std::string without_comments(std::string_view raw) {
    std::string out;
    int depth = 0;
    for (const char c : unfold(raw.substr(0, most_bytes))) {
        if (c == '(') ++depth;
        out += depth > 0 ? ' ' : c;
        if (c == ')' && depth > 0) --depth;
    }
    return lower_ascii(clean_utf8(out));
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> out;
    for (std::string_view rest = trim(text); !rest.empty();) {
        const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
        out.push_back(rest.substr(0, end));
        rest = trim(rest.substr(end));
    }
    return out;
}

/// "dkim=pass header.d=example.cn header.i=@example.cn". Coremail folds in the middle of a value: a
/// word without = goes on with the one before it.
MethodResult method_in(std::string_view text) {
    MethodResult out;
    for (const std::string_view word : words_of(text)) {
        const std::size_t equals = word.find('=');
        const std::string_view name = word.substr(0, equals);
        if (equals == word.npos) {
            if (!out.domain.empty()) out.domain += word;
        } else if (out.method.empty()) {
            out.method = name.substr(0, name.find('/'));
            out.result = word.substr(equals + 1);
        } else if (name == "header.d" || name == "header.i") {
            out.domain = word.substr(equals + 1);
        }
    }
    if (const std::size_t at = out.domain.rfind('@'); at != out.domain.npos)
        out.domain.erase(0, at + 1);
    return out;
}

AuthenticationResults results_in(std::string_view raw) {
    AuthenticationResults out;
    const std::string text = without_comments(raw);
    for (const std::string_view part : split(text, ';')) {
        if (out.server.empty()) {
            const auto words = words_of(part);
            out.server = words.empty() ? "?" : words.front();
            continue;
        }
        MethodResult one = method_in(part);
        if (!one.method.empty() && one.method != "none") out.methods.push_back(std::move(one));
    }
    return out;
}

/// "from x by mx19 (Coremail) with SMTP id AbC; …": who took it in, and under which number.
struct Receipt {
    std::string server, id;
};
Receipt receipt_of(const Part& root) {
    const std::string received = unfold(root.field("received"));
    if (received.find("(Coremail)") == received.npos) return {};
    Receipt out;
    const auto words = words_of(std::string_view(received).substr(0, received.find(';')));
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == "by") out.server = lower_ascii(words[i + 1]);
        if (words[i] == "id") out.id = words[i + 1];
    }
    return out;
}

bool is_receipt(const HeaderField& field, const Receipt& receipt) {
    return field.name == "x-cm-transid" && !receipt.id.empty()
           && trim(unfold(field.value)) == receipt.id;
}

}  // namespace

std::vector<AuthenticationResults> read_authentication(const Part& root) {
    std::vector<AuthenticationResults> out;
    const Receipt receipt = receipt_of(root);
    for (std::size_t i = 0; i < root.fields.size() && out.size() < most_fields; ++i) {
        if (root.fields[i].name != "authentication-results") continue;
        AuthenticationResults one = results_in(root.fields[i].value);
        const bool beside =
            (i > 0 && is_receipt(root.fields[i - 1], receipt))
            || (i + 1 < root.fields.size() && is_receipt(root.fields[i + 1], receipt));
        one.beside_receipt = beside && one.server == receipt.server;
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace shoujian
