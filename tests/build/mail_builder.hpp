#pragma once

#include <string>
#include <utility>
#include <vector>

namespace shoujian {

/// A mail for a test, as some program might have sent it: RFC 5322 with CRLF.
///
///   MailBuilder().from("张三", "zs@js.cn").subject("报送").attach("推荐表.docx", docx).bytes()
class MailBuilder {
public:
    /// How a file's name is written: RFC 2231, RFC 2047 in quotes (most Chinese programs), raw
    /// UTF-8, raw GBK.
    enum class Names { rfc2231, rfc2047, raw_utf8, raw_gbk };

    MailBuilder& from(const std::string& name, const std::string& address);
    MailBuilder& to(const std::string& address) { return header("To", "<" + address + ">"); }
    MailBuilder& subject(const std::string& utf8);      ///< as an encoded word
    MailBuilder& subject_gbk(const std::string& utf8);  ///< as an encoded word in gb2312
    MailBuilder& message_id(const std::string& id) { return header("Message-ID", id); }
    MailBuilder& in_reply_to(const std::string& id) { return header("In-Reply-To", id); }
    MailBuilder& header(std::string name, std::string value);  ///< as it stands
    MailBuilder& text(std::string utf8) { return text_ = std::move(utf8), *this; }
    MailBuilder& html(std::string utf8) { return html_ = std::move(utf8), *this; }
    MailBuilder& names(Names style) { return names_ = style, *this; }
    MailBuilder& attach(std::string name,
                        std::string bytes,
                        std::string type = "application/octet-stream");
    /// Shown in the text: Content-Disposition inline, with a Content-ID.
    MailBuilder& inlined(std::string name,
                         std::string bytes,
                         std::string type,
                         std::string content_id);

    std::string bytes() const;

private:
    struct File {
        std::string name, bytes, type, content_id;
    };
    std::string part(const File& file) const;
    std::vector<std::pair<std::string, std::string>> headers_;
    std::string text_, html_;
    Names names_ = Names::rfc2047;
    std::vector<File> files_;
};

/// In lines of so many characters (0: one line), CRLF behind each.
std::string base64(const std::string& bytes, int line = 76);

/// `=?utf-8?B?…?=`, in as many words as it takes.
std::string encoded_word(const std::string& bytes, const std::string& charset = "utf-8");

/// Each byte as %XX.
std::string percent(const std::string& text);

}  // namespace shoujian
