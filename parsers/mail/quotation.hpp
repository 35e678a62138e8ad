#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shoujian {

/// Where a text goes over to an older mail.
struct Quotation {
    std::size_t begin = std::string_view::npos;  ///< of the line that says so; npos: none does
    bool forwarded = false;                      ///< the line says that the older mail is sent on
};

/// By the first line such as “-----原始邮件-----”, “在 2020-05-08，张三 写道：”, “On … wrote:”,
/// or by a head of 发件人, 发送时间, 主题.
Quotation find_quotation(std::string_view text);

/// A plain text without what it quotes: lines that begin with >, and all from the line where an
/// older mail begins.
std::string without_quotation(std::string_view text);

/// Whether a subject says that the mail is sent on (Fw:, 转发：): what it quotes is what it brings.
/// An answer to such a mail (Re: Fw:) sends nothing on.
bool is_forward(std::string_view subject);

}  // namespace shoujian
