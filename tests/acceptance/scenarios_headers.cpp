// Mail beyond all bounds, and header fields that lack, are said twice, or are none.
#include "tests/acceptance/scenarios.hpp"

namespace shoujian {

namespace {

std::string nested(std::string inner, int levels) {
    for (int i = 0; i < levels; ++i)
        inner = multipart("mixed", "=_level" + std::to_string(i), {std::move(inner)});
    return inner;
}

Scenarios bounds() {
    const Expected for_a_person{
        "review", {"material.limit"}, {"scan 扫描件.pdf", "word 推荐表.docx"}, {}, "answered", ""};
    return {
        {"thousands of parts behind the files",
         [](const Sender& s) {
             auto parts = with_files(s, {text_leaf("x")});
             for (int i = 0; i < 3000; ++i) parts.emplace_back("\r\nx\r\n");
             return s.head() + multipart("mixed", "=_one", parts);
         },
         for_a_person},
        {"hundreds of levels behind the files",
         [](const Sender& s) {
             return s.head()
                    + multipart("mixed", "=_one", with_files(s, {nested(text_leaf("x"), 400)}));
         },
         for_a_person},
        {"thirty levels around the files",
         [](const Sender& s) { return s.head() + nested(usual_body(s), 30); }, accepted()},
        {"a header line of a megabyte",
         [](const Sender& s) {
             return s.head("X-Long: " + std::string(1 << 20, 'x') + "\r\n") + usual_body(s);
         },
         accepted()},
        {"two thousand recipients in one field",
         [](const Sender& s) {
             std::string all = "Cc: <a@b.cn>";
             for (int i = 0; i < 3000; ++i)
                 all += ",\r\n <unit" + std::to_string(i) + "@example.gov.cn>";
             return s.head(all + "\r\n") + usual_body(s);
         },
         accepted()},
        {"five thousand header lines",
         [](const Sender& s) {
             std::string all;
             for (int i = 0; i < 5000; ++i) all += "X-Trace-" + std::to_string(i) + ": passed\r\n";
             return s.head(all) + usual_body(s);
         },
         accepted()},
    };
}

Scenarios headers() {
    const std::string others = "Subject: x\r\nMIME-Version: 1.0\r\n";
    return {
        {"no Date, no Message-ID",
         [=](const Sender& s) { return "From: <" + s.address + ">\r\n" + others + usual_body(s); },
         accepted()},
        {"two of From, Date, Message-ID, Subject: the first counts",
         [](const Sender& s) {
             return s.head(
                        "From: <other@example.cn>\r\nDate: Fri, 8 May 2020 10:00:00 +0800\r\n"
                        "Date: x\r\nMessage-ID: <2@x>\r\nSubject: y\r\n")
                    + usual_body(s);
         },
         accepted()},
        {"two addresses in From: the first counts",
         [=](const Sender& s) {
             return "From: a <" + s.address + ">, b <b@other.example.cn>\r\n" + others
                    + usual_body(s);
         },
         accepted()},
        {"no From but a Sender",
         [=](const Sender& s) {
             return "Sender: <" + s.address + ">\r\n" + others + usual_body(s);
         },
         accepted()},
        {"no sender at all", [=](const Sender& s) { return others + usual_body(s); },
         accepted().held("没有发件人地址")},
        {"a Message-ID without brackets, a Date from another time",
         [=](const Sender& s) {
             return "From: <" + s.address + ">\r\nMessage-ID: 4711@x\r\nDate: Thu, 1 Jan 1970 "
                    "00:00:00 +0000\r\n" + others + usual_body(s);
         },
         accepted()},
        {"a mailbox file's From line above the header",
         [](const Sender& s) {
             return "From kp@x Fri May  8 10:00:00 2020\r\n" + s.head() + usual_body(s);
         },
         accepted()},
        {"header lines that are none",
         [](const Sender& s) {
             return s.head("no colon here\r\n\xD5\xC5\xC8\xFD: x\r\n: empty\r\nX y: z\r\n")
                    + usual_body(s);
         },
         accepted()},
        {"two Content-Types: the first counts",
         [](const Sender& s) {
             return s.head()
                    + replaced(usual_body(s), "boundary=\"=_one\"\r\n",
                               "boundary=\"=_one\"\r\nContent-Type: text/plain\r\n");
         },
         accepted()},
        {"bytes that are no mail",
         [](const Sender&) { return std::string("\r\n您好，材料在哪里\r\n"); },
         unrelated().held("没有发件人地址")},
    };
}

}  // namespace

Scenarios header_scenarios() {
    Scenarios all = bounds();
    const Scenarios more = headers();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace shoujian
