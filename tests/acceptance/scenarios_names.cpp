// Names, charsets, addresses, in all their misuse.
#include "tests/acceptance/scenarios.hpp"
#include "tests/build/mail_builder.hpp"
#include "tests/build/zip_builder.hpp"

namespace shoujian {

namespace {

/// The form's part with these header lines, the scan's as usual.
std::string with_form(const Sender& s, const std::string& lines) {
    return multipart(
        "mixed", "=_one",
        {text_leaf("请查收"), leaf(lines + "\r\nContent-Transfer-Encoding: base64", s.form),
         file_leaf("扫描件.pdf", s.scan)});
}

/// A row by the parameter of Content-Disposition alone.
Scenario called(const std::string& name,
                const std::string& parameters,
                const std::string& shown = "推荐表.docx") {
    return {name,
            [=](const Sender& s) {
                return s.head()
                       + with_form(s,
                                   "Content-Type: application/octet-stream\r\n"
                                   "Content-Disposition: attachment; "
                                       + parameters);
            },
            accepted(shown)};
}

/// A row by the whole header in place of the usual one.
Scenario headed(const std::string& name, const std::function<std::string(const Sender&)>& head) {
    return {name, [=](const Sender& s) { return head(s) + usual_body(s); }, accepted()};
}

std::string base64_word(const std::string& charset, const std::string& bytes) {
    return encoded_word(bytes, charset);
}

const std::string utf8_name = "推荐表.docx", gbk_name = to_gbk("推荐表.docx");

Scenarios words() {
    return {
        called("RFC 2047 in quotes", "filename=\"" + base64_word("utf-8", utf8_name) + "\""),
        called("RFC 2047 without quotes", "filename=" + base64_word("gb2312", gbk_name)),
        called("RFC 2047 by Q", "filename=\"=?gbk?Q?=CD=C6=BC=F6=B1=ED.docx?=\""),
        called("RFC 2047 split inside a character, UTF-8",
               "filename=\"" + base64_word("utf-8", utf8_name.substr(0, 4)) + " "
                   + base64_word("utf-8", utf8_name.substr(4)) + "\""),
        called("RFC 2047 split inside a character, GBK, folded",
               "filename=\"" + base64_word("GBK", gbk_name.substr(0, 3)) + "\r\n\t"
                   + base64_word("GBK", gbk_name.substr(3)) + "\""),
        called("RFC 2047, words without a blank between",
               "filename=\"" + base64_word("utf-8", utf8_name.substr(0, 4))
                   + base64_word("utf-8", utf8_name.substr(4)) + "\""),
        called("RFC 2047, the ending outside of the word",
               "filename=\"" + base64_word("gb18030", to_gbk("推荐表")) + ".docx\""),
        called("RFC 2047 with a language", "filename=\"=?utf-8*zh?B?5o6o6I2Q6KGoLmRvY3g=?=\""),
        called("UTF-8 that is declared GBK", "filename=\"" + base64_word("gbk", utf8_name) + "\""),
        called("GBK that is declared UTF-8", "filename=\"" + base64_word("utf-8", gbk_name) + "\""),
        called("GB18030 that is declared gb2312",
               "filename=\"" + base64_word("gb2312", "\x95\x32\x83\x31\xE9\x46.docx") + "\"",
               "𠀅镕.docx"),
        called("Big5", "filename=\"=?big5?B?scDCy6rtLmRvY3g=?=\"", "推薦表.docx"),
        called("a charset that nobody knows",
               "filename=\"" + base64_word("x-user-defined", gbk_name) + "\""),
        {"in name= alone",
         [](const Sender& s) {
             return s.head()
                    + with_form(s, "Content-Type: application/msword;\r\n name=\""
                                       + base64_word("GB2312", gbk_name)
                                       + "\"\r\nContent-Disposition: attachment");
         },
         accepted()},
        {"two names: the disposition's counts",
         [](const Sender& s) {
             return s.head()
                    + with_form(s,
                                "Content-Type: application/msword; name=\"x.doc\"\r\n"
                                "Content-Disposition: attachment; filename=\"推荐表.docx\"");
         },
         accepted()},
        {"an empty filename beside a name",
         [](const Sender& s) {
             return s.head()
                    + with_form(s,
                                "Content-Type: application/msword; name=\"推荐表.docx\"\r\n"
                                "Content-Disposition: attachment; filename=\"\"");
         },
         accepted()},
    };
}

Scenarios parameters() {
    return {
        called("RFC 2231", "filename*=UTF-8''%E6%8E%A8%E8%8D%90%E8%A1%A8.docx"),
        called("RFC 2231 in GBK, small digits, a language",
               "filename*=gb2312'zh-cn'%cd%c6%bc%f6%b1%ed.docx"),
        called("RFC 2231 in pieces, split inside a character",
               "filename*0*=UTF-8''%E6%8E%A8%E8%8D;\r\n filename*1*=%90%E8%A1%A8;\r\n "
               "filename*2=\".docx\""),
        called("RFC 2231 in pieces, in disorder",
               "filename*1*=%90%E8%A1%A8.docx; filename*0*=UTF-8''%E6%8E%A8%E8%8D"),
        called("RFC 2231 in pieces without percent signs, of encoded words",
               "filename*0=\"=?utf-8?B?5o6o6I2Q\"; filename*1=\"6KGoLmRvY3g=?=\""),
        called("RFC 2231 without a charset", "filename*=''%CD%C6%BC%F6%B1%ED.docx"),
        called("RFC 2231 without quotes at all", "filename*=%E6%8E%A8%E8%8D%90%E8%A1%A8.docx"),
        called("RFC 2231 beside a plain one",
               "filename=\"x.docx\"; filename*=UTF-8''%E6%8E%A8%E8%8D%90%E8%A1%A8.docx"),
        called("RFC 2231 in quotes", "filename*=\"UTF-8''%E6%8E%A8%E8%8D%90%E8%A1%A8.docx\""),
        called("percent signs without a star", "filename=\"%E6%8E%A8%E8%8D%90%E8%A1%A8.docx\""),
        called("raw UTF-8", "filename=\"推荐表.docx\""),
        called("raw UTF-8 without quotes, with a blank", "filename=推荐 表.docx", "推荐 表.docx"),
        called("raw GBK", "filename=\"" + gbk_name + "\""),
        called("raw GBK with 0x5C in a character", "filename=\"" + to_gbk("歿推荐表.docx") + "\"",
               "歿推荐表.docx"),
        called("a blank behind the equals sign", "filename= \"推荐表.docx\""),
        called("quotes in the name that are not escaped", "filename=\"a\"推荐表\".docx\"",
               "a\"推荐表\".docx"),
        called("escaped quotes and a semicolon", R"(filename="a\";b推荐表.docx")",
               "a\";b推荐表.docx"),
        called("a way on the sender's machine", R"(filename="C:\\Users\\x\\推荐表.docx")"),
        called("a way out of the folder", "filename=\"../../../etc/推荐表.docx\""),
        called("line ends and more header in a word",
               "filename=\"" + base64_word("utf-8", "推荐表\r\nBcc: x@y.cn\r\n\r\n.docx") + "\"",
               "推荐表Bcc: x@y.cn.docx"),
        called("marks that turn the writing around",
               "filename=\"" + base64_word("utf-8", "推荐表\u202Efdp.docx") + "\"",
               "推荐表fdp.docx"),
        called("an emoji", "filename=\"推荐表😀.docx\"", "推荐表😀.docx"),
    };
}

Scenarios senders() {
    const auto from = [](const std::string& before, const std::string& behind) {
        return [=](const Sender& s) {
            return "From: " + before + s.address + behind
                   + "\r\nTo: <jicengfuwuchu@163.com>\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
        };
    };
    return {
        headed("a sender's name in raw GBK", from(to_gbk("江苏省科协") + " <", ">")),
        headed("a sender's name in raw UTF-8 in quotes", from("\"江苏,省\" <", ">")),
        headed("an address alone", from("", "")),
        headed("an address with a comment", from("", " (江苏 \\) 省)")),
        headed("another address as the name", from("\"boss@gov.cn\" <", ">")),
        headed("an encoded name in quotes", from("\"=?gb2312?B?va3L1Q==?=\" <", ">")),
        headed("a folded name", from("=?utf-8?B?5rGf6IuP?=\r\n =?utf-8?B?55yB?=\r\n\t<", ">")),
        headed("a route before the address", from("x <@a.cn,@b.cn:", ">")),
        headed("an angle bracket that is not closed", from("x <", "")),
        headed("blanks inside the brackets", from("x < ", " >")),
        headed("name and address in one encoded word",
               [](const Sender& s) {
                   return "From: " + encoded_word("江苏省科协 <" + s.address + ">")
                          + "\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
               }),
        headed("line ends and more header in the sender's name",
               [](const Sender& s) {
                   return "From: " + encoded_word("x\r\nBcc: evil@y.cn\r\n\r\ny") + " <" + s.address
                          + ">\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
               }),
        headed("line ends and more header in the subject",
               [](const Sender& s) {
                   return s.head_about("报送\r\nBcc: evil@y.cn\r\n\r\n<html>" + s.name);
               }),
        headed("line ends and more header in the Message-ID",
               [](const Sender& s) {
                   return "From: <" + s.address + ">\r\nMessage-ID: <a\r\n \r\n Bcc: e@y.cn>\r\n"
                          "References: <b\r\n\tX-Shoujian-Case: SJ-1> <c>\r\nMIME-Version: 1.0\r\n";
               }),
        headed("a subject in raw GBK",
               [](const Sender& s) {
                   return "From: <" + s.address + ">\r\nSubject: " + to_gbk("报送材料：歿")
                          + "\r\nMIME-Version: 1.0\r\n";
               }),
        headed("a subject in HZ, one in UTF-7, one in UTF-16",
               [](const Sender& s) {
                   return "From: <" + s.address + ">\r\nSubject: =?HZ-GB-2312?Q?=7E{1(KM=7E}?= "
                          "=?utf-7?Q?+YqWQAQ-?= =?utf-16le?B?pWIBkA==?=\r\nMIME-Version: 1.0\r\n";
               }),
        headed("a subject of words that do not end",
               [](const Sender& s) {
                   return "From: <" + s.address + ">\r\nSubject: =?utf-8?B?5oql6YCB =?gbk?Q?=E6 "
                          "=?x?Y?z?= =?utf-8?B?\r\nMIME-Version: 1.0\r\n";
               }),
    };
}

}  // namespace

Scenarios name_scenarios() {
    Scenarios all;
    for (const Scenarios& some : {words(), parameters(), senders()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace shoujian
