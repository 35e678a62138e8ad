#include "parsers/mail/sealed.hpp"

#include "parsers/base/text.hpp"
#include "parsers/mail/header_text.hpp"

#include <algorithm>
#include <iterator>

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

}  // namespace

std::optional<Problem> sealed(const Part& part) {
    const bool old = part.type == "application/x-pkcs7-mime";  // Outlook and Netscape of old
    const std::string_view type = old ? "application/pkcs7-mime" : std::string_view(part.type);
    const auto* row = std::ranges::find(rows, type, &Row::type);
    if (row == std::end(rows)) return std::nullopt;
    const HeaderValue header = parse_header_value(part.field("content-type"));
    row = std::find_if(row, std::end(rows), [&](const Row& one) {
        return one.type == type
               && (one.smime_type.empty()
                   || equal_folded(header.bytes("smime-type"), one.smime_type));
    });
    return Problem{row->code, "", row->why};
}

}  // namespace shoujian
