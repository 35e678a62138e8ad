#include "parsers/mail/sealed.hpp"

#include "parsers/base/text.hpp"
#include "parsers/mail/header_text.hpp"
#include "parsers/mail/transfer.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace shoujian {

namespace {

struct Row {
    std::string_view type;
    std::string_view smime_type;  ///< empty: any
    const char *code, *why;
};

// The first row that fits counts.
constexpr Row rows[] = {
    {"application/pkcs7-mime", "signed-data", "material.unsupported",
     "邮件经过S/MIME签名封装，请关闭签名后重新发送"},
    {"application/pkcs7-mime", "compressed-data", "material.unsupported", "邮件经过S/MIME压缩"},
    {"application/pkcs7-mime", "", "material.encrypted", "邮件是加密的"},
    {"multipart/encrypted", "", "material.encrypted", "邮件是加密的"},
    {"message/partial", "", "material.unsupported", "邮件被拆成几封发送，请关闭拆分后重新发送"},
};

struct Content {
    std::string_view oid;  ///< DER (X.690 8.19), behind its tag and length
    std::string_view smime_type;
};

// RFC 5652 4, 5.1, 6.1, RFC 3274: what a ContentInfo says that it holds.
constexpr Content contents[] = {
    {"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02", "signed-data"},
    {"\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03", "enveloped-data"},
    {"\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x09", "compressed-data"},
    {"\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17", "enveloped-data"},
};

/// What the bytes are, where they are a ContentInfo: a sequence that begins with its type.
std::string_view content_in(const Part& part) {
    constexpr std::size_t enough = 200;
    const auto bytes = decode_body(part.body.substr(0, enough),
                                   coding_of(part.field("content-transfer-encoding")), enough);
    const std::string_view head = bytes ? as_text(*bytes) : std::string_view();
    constexpr std::size_t longest = 6;  // the sequence's tag and length
    if (!head.starts_with('\x30')) return {};
    const auto* row = std::ranges::find_if(
        contents, [&](const Content& one) { return head.substr(0, 32).find(one.oid) <= longest; });
    return row == std::end(contents) ? std::string_view() : row->smime_type;
}

/// Gateways and webmail pass it on as any file: smime.p7m is its name all the same.
bool is_called_p7m(const Part& part) {
    const HeaderValue type = parse_header_value(part.field("content-type"));
    const HeaderValue disposition = parse_header_value(part.field("content-disposition"));
    return lower_ascii(type.bytes("name")).ends_with(".p7m")
           || lower_ascii(disposition.bytes("filename")).ends_with(".p7m");
}

}  // namespace

std::optional<Problem> sealed(const Part& part) {
    const bool old = part.type == "application/x-pkcs7-mime";  // Outlook and Netscape of old
    const bool plain = part.type == "application/octet-stream";
    const bool named = plain && is_called_p7m(part) && !content_in(part).empty();
    const std::string_view type =
        old || named ? "application/pkcs7-mime" : std::string_view(part.type);
    const auto* row = std::ranges::find(rows, type, &Row::type);
    if (row == std::end(rows)) return std::nullopt;
    std::string smime_type(parse_header_value(part.field("content-type")).bytes("smime-type"));
    if (smime_type.empty()) smime_type = content_in(part);
    row = std::find_if(row, std::end(rows), [&](const Row& one) {
        return one.type == type
               && (one.smime_type.empty() || equal_folded(smime_type, one.smime_type));
    });
    return Problem{row->code, "", row->why};
}

}  // namespace shoujian
