#include "tests/acceptance/programs.hpp"

#include "tests/build/mail_builder.hpp"
#include "tests/build/zip_builder.hpp"

namespace shoujian {

namespace {

const std::string to = "jicengfuwuchu@163.com", when = "Fri, 8 May 2020 10:21:13 +0800";

std::string part(const std::string& header, const std::string& bytes) {
    return header + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(bytes) + "\r\n";
}

std::string typed(const std::string& type, const std::string& charset, const std::string& utf8) {
    const bool gb = charset[0] == 'g' || charset[0] == 'G';
    return part("Content-Type: text/" + type + ";\r\n\tcharset=\"" + charset + "\"",
                gb ? to_gbk(utf8) : utf8);
}

std::string page(const Letter& l) {
    return "<html><head><meta http-equiv=\"content-type\" content=\"text/html\"></head><body>"
           "<div style=\"font-family:微软雅黑\">"
           + l.text + "</div><hr><div><span>基层科协办公室</span></div></body></html>";
}

/// `kind`: all that stands behind "multipart/", the boundary without quotes at its end.
std::string multi(const std::string& kind, const std::vector<std::string>& parts) {
    const std::string boundary = kind.substr(kind.rfind("boundary=") + 9);
    std::string out = "Content-Type: multipart/" + kind.substr(0, kind.size() - boundary.size())
                      + "\"" + boundary + "\"\r\n\r\n";
    for (const std::string& one : parts) out += "--" + boundary + "\r\n" + one;
    return out + "--" + boundary + "--\r\n\r\n";
}

/// The text's part, and behind it the files', if there are any.
std::string mixed(const std::string& kind,
                  const std::string& body,
                  const Letter& l,
                  std::string (*file)(const Letter::File&)) {
    if (l.files.empty()) return body;
    std::vector<std::string> parts{body};
    for (const Letter::File& one : l.files) parts.push_back(file(one));
    return multi(kind, parts);
}

std::string b_word(const std::string& utf8, const std::string& charset) {
    const bool gb = charset[0] == 'g' || charset[0] == 'G';
    return encoded_word(gb ? to_gbk(utf8) : utf8, charset);
}

std::string quoted(const std::string& type, const std::string& word, const std::string& bytes) {
    return part("Content-Type: " + type + ";\r\n\tname=\"" + word
                    + "\"\r\nContent-Disposition: attachment;\r\n\tfilename=\"" + word + "\"",
                bytes);
}

std::string foxmail(const Letter& l) {
    const std::string head = "Date: " + when + "\r\nFrom: " + b_word(l.from_name, "GB2312") + " <"
                             + l.from + ">\r\nTo: jicengfuwuchu <" + to
                             + ">\r\nSubject: " + b_word(l.subject, "GB2312")
                             + "\r\nX-Priority: 3\r\nX-GUID: 5B0C7A2E-" + l.number
                             + "\r\nX-Has-Attach: yes\r\nX-Mailer: Foxmail 7.2.25.375[cn]\r\n"
                               "Mime-Version: 1.0\r\nMessage-ID: <2020050810"
                             + l.number + "@" + l.from.substr(l.from.find('@') + 1) + ">\r\n";
    const std::string body =
        multi("alternative;\r\n\tboundary=----=_002_NextPart" + l.number + "_=----",
              {typed("plain", "GB2312", l.text), typed("html", "GB2312", page(l))});
    return head
           + mixed("mixed;\r\n\tboundary=----=_001_NextPart" + l.number + "_=----", body, l,
                   [](const Letter::File& f) {
                       return quoted("application/octet-stream", b_word(f.name, "GB2312"), f.bytes);
                   });
}

std::string qq_file(const Letter::File& f) {
    const std::string word = b_word(f.name, "utf-8");
    return part("Content-Type: application/octet-stream;\r\n\tcharset=\"utf-8\";\r\n\tname=\""
                    + word + "\"\r\nContent-Disposition: attachment; filename=\"" + word + "\"",
                f.bytes);
}

std::string qq_body(const Letter& l) {
    const std::string body =
        multi("alternative;\r\n\tboundary=----=_NextPart_" + l.number + "_ALT",
              {typed("plain", "utf-8", l.text), typed("html", "utf-8", page(l))});
    return mixed("mixed;\r\n\tboundary=----=_NextPart_" + l.number + "_MIX", body, l, qq_file);
}

std::string qq(const Letter& l) {
    return "X-QQ-mid: webmail812t1588904473t" + l.number
           + "\r\nX-QQ-FEAT: abc=\r\nX-QQ-SSF: 00000000000000F0000000000000000\r\nX-QQ-STYLE: \r\n"
             "From: \"" + b_word(l.from_name, "utf-8") + "\" <" + l.from + ">\r\nTo: \""
           + b_word("基层服务处", "utf-8") + "\" <" + to + ">\r\nSubject: "
           + b_word(l.subject, "utf-8")
           + "\r\nMime-Version: 1.0\r\nDate: " + when
           + "\r\nX-Priority: 3\r\nMessage-ID: <tencent_" + l.number
           + "@qq.com>\r\nX-QQ-MIME: TCMime 1.0 by Tencent\r\nX-Mailer: QQMail 2.x\r\n"
             "X-QQ-Mailer: QQMail 2.x\r\nX-QQ-SENDSIZE: 520\r\nFeedback-ID: "
             "webmail:qq.com:bgforeign:qybglogicsvr12\r\n"
           + qq_body(l);
}

std::string exmail(const Letter& l) {
    return "X-QQ-mid: bizesmtp72t1588904473t" + l.number + "\r\nReceived: from OFFICE-PC by "
           "esmtp4.qq.com (ESMTP)\r\n\tid 0; Fri, 08 May 2020 10:21:13 +0800 (CST)\r\n"
           "X-QQ-GoodBg: 2\r\nFeedback-ID: bizesmtp:unit.cn:qybglogicsvr:qybglogicsvr6\r\nFrom: "
           + b_word(l.from_name, "gb2312") + " <" + l.from + ">\r\nTo: <" + to + ">\r\nSubject: "
           + b_word(l.subject, "gb18030") + "\r\nDate: " + when
           + "\r\nMessage-ID: <00" + l.number + "$@unit.cn>\r\nMIME-Version: 1.0\r\n" + qq_body(l);
}

/// NetEase's pages: the server's stamps stand at the end of the header.
std::string netease(const Letter& l) {
    const std::string head =
        "Received: from " + l.from + " ( [222.95.1.2] ) by ajax-webmail-wmsvr20 (Coremail) ;\r\n "
        "Fri, 8 May 2020 10:21:13 +0800 (CST)\r\nX-Originating-IP: [222.95.1.2]\r\nDate: " + when
        + " (CST)\r\nFrom: " + b_word(l.from_name, "GBK") + " <" + l.from + ">\r\nTo: " + to
        + "\r\nSubject: " + b_word(l.subject, "GBK")
        + "\r\nX-Priority: 3\r\nX-Mailer: Coremail Webmail Server Version XT5.0.10 build\r\n"
          " 20190724(ac680a23) Copyright (c) 2002-2020 www.mailtech.cn 163com\r\n";
    const std::string tail = "MIME-Version: 1.0\r\nMessage-ID: <" + l.number
                             + ".171f2.Coremail.user@163.com>\r\nX-Coremail-Locale: zh_CN\r\n"
                               "X-CM-TRANSID:FMGowADn7_" + l.number
                             + "\r\nX-CM-SenderInfo: 5mdk\r\nX-Coremail-Antispam: 1U5529EdanIXcx\r\n";
    std::string body = multi("alternative; \r\n\tboundary=----=_Part_2_" + l.number,
                             {typed("plain", "GBK", l.text), typed("html", "GBK", page(l))});
    body =
        mixed("mixed; \r\n\tboundary=----=_Part_1_" + l.number, body, l,
              [](const Letter::File& f) { return quoted(f.type, b_word(f.name, "GBK"), f.bytes); });
    const std::size_t end = body.find("\r\n\r\n") + 2;
    return head + body.substr(0, end) + tail + body.substr(end);
}

std::string outlook(const Letter& l) {
    const std::string logo("GIF89a\x01\0\x01\0\x80\0\0", 13);
    const std::string alternative =
        multi("alternative;\r\n\tboundary=----=_NextPart_001_" + l.number,
              {typed("plain", "gb2312", l.text),
               typed("html", "gb2312", page(l) + "<img src=\"cid:image001.gif@01D62523\">")});
    const std::string related =
        multi("related;\r\n\tboundary=----=_NextPart_002_" + l.number,
              {alternative, part("Content-Type: image/gif;\r\n\tname=\"image001.gif\"\r\n"
                                 "Content-ID: <image001.gif@01D62523>",
                                 logo)});
    return "From: " + b_word(l.from_name, "gb2312") + " <" + l.from + ">\r\nTo: <" + to
           + ">\r\nSubject: " + b_word(l.subject, "gb2312") + "\r\nDate: " + when
           + "\r\nMessage-ID: <000001d62523$" + l.number
           + "$@unit.cn>\r\nMIME-Version: 1.0\r\nX-Mailer: Microsoft Outlook 16.0\r\n"
             "Thread-Index: AdYlI3h1\r\nContent-Language: zh-cn\r\nX-MS-Has-Attach: yes\r\n"
             "X-Auto-Response-Suppress: DR, RN, NRN\r\n"
           + mixed("mixed;\r\n\tboundary=----=_NextPart_000_" + l.number, related, l,
                   [](const Letter::File& f) {
                       return quoted(f.type, b_word(f.name, "gb2312"), f.bytes);
                   });
}

std::string iphone(const Letter& l) {
    return "From: " + b_word(l.from_name, "utf-8") + " <" + l.from
           + ">\r\nMime-Version: 1.0 (1.0)\r\nDate: " + when
           + "\r\nSubject: " + b_word(l.subject, "utf-8") + "\r\nMessage-Id: <7C1F-" + l.number
           + "@unit.cn>\r\nTo: " + to + "\r\nX-Mailer: iPhone Mail (17E262)\r\n"
           + mixed("mixed; boundary=Apple-Mail-" + l.number,
                   typed("plain", "utf-8", l.text + "\r\n\r\n发自我的iPhone"), l,
                   [](const Letter::File& f) {
                       return part("Content-Type: " + f.type + ";\r\n\tname*=utf-8''"
                                       + percent(f.name)
                                       + ";\r\n\tx-apple-part-url=9F\r\nContent-Disposition: "
                                         "inline;\r\n\tfilename*=utf-8''"
                                       + percent(f.name),
                                   f.bytes);
                   });
}

std::string huawei(const Letter& l) {
    return "Date: " + when + "\r\nSubject: " + b_word(l.subject, "UTF-8")
           + "\r\nMessage-ID: <" + l.number + "@email.android.com>\r\nX-Android-Message-ID: <"
           + l.number + "@email.android.com>\r\nFrom: " + b_word(l.from_name, "UTF-8") + " <"
           + l.from + ">\r\nTo: " + to + "\r\nImportance: Normal\r\nX-Priority: 3\r\n"
           "MIME-Version: 1.0\r\n"
           + mixed("mixed; boundary=--_com.android.email_" + l.number,
                   typed("html", "utf-8", page(l) + "<p>来自华为手机</p>"), l,
                   [](const Letter::File& f) {
                       return part("Content-Type: " + f.type + ";\r\n name=\""
                                       + encoded_word(f.name.substr(0, 7), "UTF-8") + "\r\n "
                                       + encoded_word(f.name.substr(7), "UTF-8")
                                       + "\"\r\nContent-Disposition: attachment;\r\n size="
                                       + std::to_string(f.bytes.size()),
                                   f.bytes);
                   });
}

/// An office's gateway: JavaMail, eight bits everywhere, LF behind its own lines.
std::string office(const Letter& l) {
    return "Received: from oa.unit.gov.cn (10.1.2.3) by mail.unit.gov.cn; " + when
           + "\nDate: " + when + "\nFrom: " + to_gbk(l.from_name) + " <" + l.from + ">\nTo: " + to
           + "\nMessage-ID: <" + l.number + ".1.1588904473.JavaMail.oa@oa>\nSubject: "
           + to_gbk(l.subject) + "\nMIME-Version: 1.0\nX-Mailer: OA Mail Gateway\n"
           + mixed("mixed; boundary=----=_Part_0_" + l.number,
                   "Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit"
                   "\r\n\r\n"
                       + to_gbk(l.text) + "\r\n",
                   l, [](const Letter::File& f) {
                       return part("Content-Type: application/octet-stream; name=" + to_gbk(f.name)
                                       + "\r\nContent-Disposition: attachment; filename=\""
                                       + to_gbk(f.name) + "\"",
                                   f.bytes);
                   });
}

std::string thunderbird(const Letter& l) {
    return "To: " + to + "\r\nFrom: " + b_word(l.from_name, "UTF-8") + " <" + l.from
           + ">\r\nSubject: " + b_word(l.subject, "UTF-8") + "\r\nMessage-ID: <9b1d-" + l.number
           + "@unit.cn>\r\nDate: " + when
           + "\r\nUser-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:68.0)\r\n"
             " Gecko/20100101 Thunderbird/68.8.0\r\nMIME-Version: 1.0\r\n"
           + mixed("mixed;\r\n boundary=------------" + l.number,
                   "Content-Type: text/plain; charset=utf-8; format=flowed\r\n"
                   "Content-Transfer-Encoding: 8bit\r\n\r\n" + l.text + "\r\n\r\n-- \r\n科协\r\n",
                   l, [](const Letter::File& f) {
                       const std::string all = percent(f.name);
                       return part("Content-Type: " + f.type + ";\r\n name=\""
                                       + b_word(f.name, "UTF-8")
                                       + "\"\r\nContent-Disposition: attachment;\r\n filename*0*="
                                         "UTF-8''" + all.substr(0, 18) + ";\r\n filename*1*="
                                       + all.substr(18),
                                   f.bytes);
                   });
}

std::string apple(const Letter& l) {
    std::vector<std::string> half{typed("html", "utf-8", page(l))};
    for (const Letter::File& f : l.files) {
        half.push_back(part("Content-Disposition: attachment;\r\n\tfilename*=utf-8''"
                                + percent(f.name) + "\r\nContent-Type: " + f.type
                                + ";\r\n\tx-unix-mode=0644;\r\n\tname=\"" + b_word(f.name, "utf-8")
                                + "\"",
                            f.bytes));
        half.push_back(
            "Content-Transfer-Encoding: 7bit\r\nContent-Type: text/html;\r\n\t"
            "charset=us-ascii\r\n\r\n<html><body><br></body></html>\r\n");
    }
    return "From: " + b_word(l.from_name, "utf-8") + " <" + l.from
           + ">\r\nMime-Version: 1.0 (Mac OS X Mail 13.4 \\(3608.80.23.2.2\\))\r\nSubject: "
           + b_word(l.subject, "utf-8") + "\r\nMessage-Id: <A1-" + l.number
           + "@unit.cn>\r\nDate: " + when + "\r\nTo: " + to + "\r\nX-Mailer: Apple Mail "
           "(2.3608.80.23.2.2)\r\n"
           + multi("alternative;\r\n\tboundary=Apple-Mail=_" + l.number,
                   {typed("plain", "utf-8", l.text),
                    multi("mixed;\r\n\tboundary=Apple-Mail=_2" + l.number, half)});
}

std::string sina(const Letter& l) {
    return "Received: from webmail.sinamail.sina.com.cn by mail; " + when + "\r\nDate: " + when
           + " \r\nReceived: from 10.0.0.1\r\nMIME-Version: 1.0\r\nX-Priority: 3\r\nFrom: =?GBK?B?"
           + base64(to_gbk(l.from_name), 0) + "?= <" + l.from + ">\r\nTo: \"jicengfuwuchu\"<" + to
           + ">\r\nSubject: " + b_word(l.subject, "GBK") + "\r\nX-Mailer: Sina WebMail 4.0\r\n"
           "Message-Id: <" + l.number + ".webmail.sinamail.sina.com.cn>\r\n"
           + mixed("mixed;\r\n\t boundary=-sinamail_mix_" + l.number,
                   multi("alternative;\r\n\t boundary=-sinamail_alt_" + l.number,
                         {typed("plain", "GBK", l.text), typed("html", "GBK", page(l))}),
                   l, [](const Letter::File& f) {
                       return quoted("application/octet-stream", b_word(f.name, "GBK"), f.bytes);
                   });
}

std::string gmail(const Letter& l) {
    return "MIME-Version: 1.0\r\nFrom: " + b_word(l.from_name, "UTF-8") + " <" + l.from
           + ">\r\nDate: " + when + "\r\nMessage-ID: <CAF-" + l.number
           + "@mail.gmail.com>\r\nSubject: " + b_word(l.subject, "UTF-8") + "\r\nTo: " + to + "\r\n"
           + mixed("mixed; boundary=000000000000" + l.number,
                   multi("alternative; boundary=00000000000a" + l.number,
                         {typed("plain", "UTF-8", l.text), typed("html", "UTF-8", page(l))}),
                   l, [](const Letter::File& f) {
                       const std::string word = b_word(f.name, "UTF-8");
                       return part("Content-Type: " + f.type + "; name=\"" + word
                                       + "\"\r\nContent-Disposition: attachment; filename=\"" + word
                                       + "\"\r\nX-Attachment-Id: f_k9x\r\nContent-ID: <f_k9x>",
                                   f.bytes);
                   });
}

std::string ali(const Letter& l) {
    return "Date: " + when + "\r\nFrom: " + b_word(l.from_name, "UTF-8") + "<" + l.from
           + ">\r\nTo: \"jicengfuwuchu\"<" + to + ">\r\nReply-To: " + b_word(l.from_name, "UTF-8")
           + "<" + l.from + ">\r\nMessage-ID: <" + l.number + ".alimail@aliyun.com>\r\nSubject: "
           + b_word(l.subject, "UTF-8") + "\r\nX-Mailer: [Alimail-Mailagent]"
           "[W4_5831234][v3ShDQd][Chrome]\r\nMIME-Version: 1.0\r\nx-aliyun-im-through: {}\r\n"
           + mixed("mixed;\r\n  boundary=----=ALIBOUNDARY_1_" + l.number,
                   multi("alternative;\r\n  boundary=----=ALIBOUNDARY_2_" + l.number,
                         {typed("plain", "UTF-8", l.text), typed("html", "UTF-8", page(l))}),
                   l, [](const Letter::File& f) {
                       return quoted("application/octet-stream", b_word(f.name, "UTF-8"), f.bytes);
                   });
}

constexpr Program all[] = {
    {"Foxmail", foxmail},         {"QQ's pages", qq},
    {"QQ for companies", exmail}, {"163's pages", netease},
    {"Outlook", outlook},         {"an iPhone", iphone},
    {"a Huawei phone", huawei},   {"an office's gateway", office},
    {"Thunderbird", thunderbird}, {"Apple's Mail", apple},
    {"Sina's pages", sina},       {"Gmail", gmail},
    {"Ali's mail", ali},
};

}  // namespace

std::span<const Program> programs() {
    return all;
}

}  // namespace shoujian
