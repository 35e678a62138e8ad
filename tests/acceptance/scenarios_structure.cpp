// MIME as senders nest and break it.
#include "tests/acceptance/scenarios.hpp"
#include "tests/build/mail_builder.hpp"

namespace shoujian {

namespace {

/// Everything behind the last `mark` is gone, and the mark with it.
std::string without_end(std::string mail, const std::string& mark) {
    return mail.substr(0, mail.rfind(mark));
}

/// CRLF in the header, LF alone in the body, as a gateway leaves it that pastes them together.
std::string mixed_ends(const std::string& mail) {
    const std::size_t end = mail.find("\r\n\r\n");
    return mail.substr(0, end) + replaced(mail.substr(end), "\r\n", "\n");
}

std::string alternative() {
    return multipart("alternative", "=_alt", {text_leaf("请查收"), html_leaf("<p>请查收</p>")});
}

/// A mail as an attachment.
std::string attached_mail(const std::string& mail, const std::string& header = "") {
    return "Content-Type: message/rfc822\r\n" + header + "\r\n" + mail + "\r\n";
}

Scenarios ends() {
    return {
        {"a plain set", [](const Sender& s) { return s.head() + usual_body(s); }, accepted()},
        {"the end boundary lacks",
         [](const Sender& s) { return without_end(s.head() + usual_body(s), "--=_one--"); },
         accepted()},
        {"an inner end boundary lacks",
         [](const Sender& s) {
             return s.head()
                    + multipart("mixed", "=_one",
                                with_files(s, {without_end(alternative(), "--=_alt--")}));
         },
         accepted()},
        {"no end boundary at all",
         [](const Sender& s) {
             return without_end(
                 s.head()
                     + multipart("mixed", "=_one",
                                 with_files(s, {without_end(alternative(), "--=_alt--")})),
                 "--=_one--");
         },
         accepted()},
        {"bare LF",
         [](const Sender& s) { return replaced(s.head() + usual_body(s), "\r\n", "\n"); },
         accepted()},
        {"CRLF in the header, LF in the body",
         [](const Sender& s) { return mixed_ends(s.head() + usual_body(s)); }, accepted()},
        {"LF in the header, CRLF in the body",
         [](const Sender& s) { return replaced(s.head(), "\r\n", "\n") + usual_body(s); },
         accepted()},
        {"CR alone",
         [](const Sender& s) { return replaced(s.head() + usual_body(s), "\r\n", "\r"); },
         accepted(), false},
        {"NULs in the header and in the text",
         [](const Sender& s) {
             return s.head("X-Odd: a" + std::string(3, '\0') + "b\r\n")
                    + multipart("mixed", "=_one",
                                with_files(s, {leaf("Content-Type: text/plain",
                                                    "a" + std::string(9, '\0') + "b")}));
         },
         accepted()},
        {"a preamble and an epilogue",
         [](const Sender& s) {
             return s.head()
                    + replaced(usual_body(s), "\"=_one\"\r\n\r\n",
                               "\"=_one\"\r\n\r\nThis is a multi-part message.\r\n")
                    + "\r\nepilogue\r\n--\r\n-- \r\n";
         },
         accepted()},
        {"blanks behind the boundaries",
         [](const Sender& s) {
             return s.head() + replaced(usual_body(s), "--=_one\r\n", "--=_one  \t\r\n");
         },
         accepted()},
        {"a boundary that begins like another",
         [](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "b",
                        with_files(s, {multipart("alternative", "b2", {text_leaf("请查收")})}));
         },
         accepted()},
        {"an undeclared boundary",
         [](const Sender& s) {
             return s.head() + replaced(usual_body(s), "; boundary=\"=_one\"", "");
         },
         accepted()},
        {"another boundary than the declared one",
         [](const Sender& s) {
             return s.head() + replaced(usual_body(s), "boundary=\"=_one\"", "boundary=\"other\"");
         },
         accepted()},
        {"a boundary without quotes, folded, of odd characters",
         [](const Sender& s) {
             return s.head()
                    + replaced(replaced(usual_body(s), "boundary=\"=_one\"",
                                        "\r\n\tboundary=----=_Part.1'(2)+3/x:y?z;\r\n\tx=y"),
                               "--=_one", "------=_Part.1'(2)+3/x:y?z");
         },
         accepted()},
        {"an empty part, and a part without a header",
         [](const Sender& s) {
             return s.head()
                    + multipart("mixed", "=_one", with_files(s, {"\r\n", "\r\n请查收\r\n"}));
         },
         accepted()},
    };
}

Scenarios nesting() {
    return {
        {"mixed of related of alternative",
         [](const Sender& s) {
             const std::string related =
                 multipart("related; type=\"multipart/alternative\"", "=_rel",
                           {alternative(), leaf("Content-Type: image/gif\r\nContent-ID: <l>\r\n"
                                                "Content-Transfer-Encoding: base64",
                                                "GIF89a\x01\x01\x01\x01")});
             return s.head() + multipart("mixed", "=_one", with_files(s, {related}));
         },
         accepted().ignoring({"正文图片1"})},
        {"related outermost, files in it",
         [](const Sender& s) {
             return s.head() + multipart("related", "=_one", with_files(s, {html_leaf("<p>x")}));
         },
         accepted()},
        {"alternative outermost, files in its second half",
         [](const Sender& s) {
             return s.head()
                    + multipart("alternative", "=_one",
                                {text_leaf("请查收"),
                                 multipart("mixed", "=_two", with_files(s, {html_leaf("<p>x")}))});
         },
         accepted()},
        {"mixed in mixed in mixed, a file on each",
         [](const Sender& s) {
             const auto files = files_of(s);
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {multipart("mixed", "=_two",
                                   {multipart("mixed", "=_three", {text_leaf("x")}), files[0]}),
                         files[1]});
         },
         accepted()},
        {"kinds of multipart that nobody knows",
         [](const Sender& s) {
             return s.head()
                    + multipart("parallel", "=_one",
                                {multipart("x-unknown", "=_two", with_files(s, {}))});
         },
         accepted()},
        {"signed by S/MIME, in clear",
         [](const Sender& s) {
             return s.head()
                    + multipart(
                        "signed; protocol=\"application/pkcs7-signature\"; micalg=sha1", "=_s",
                        {usual_body(s), leaf("Content-Type: application/pkcs7-signature; "
                                             "name=smime.p7s\r\nContent-Transfer-Encoding: base64",
                                             "\x30\x80\x06\x09*\x86H\x86")});
         },
         accepted().ignoring({"smime.p7s"})},
        {"signed by PGP",
         [](const Sender& s) {
             return s.head()
                    + multipart("signed; protocol=\"application/pgp-signature\"", "=_s",
                                {usual_body(s),
                                 leaf("Content-Type: application/pgp-signature; name=signature.asc",
                                      "-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n")});
         },
         accepted().ignoring({"signature.asc"})},
        {"files of a Mac in two forks",
         [](const Sender& s) {
             const auto forks = [](const std::string& boundary, const std::string& file) {
                 return multipart("appledouble", boundary,
                                  {leaf("Content-Type: application/applefile; name=\"._x\"\r\n"
                                        "Content-Transfer-Encoding: base64",
                                        std::string("\0\5\x16\7\0\2\0\0", 8)),
                                   file});
             };
             const auto files = files_of(s);
             return s.head()
                    + multipart("mixed", "=_one",
                                {text_leaf("x"), forks("=_a", files[0]), forks("=_b", files[1])});
         },
         accepted()},
        {"a forwarded mail as an attachment",
         [](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_fwd",
                        {text_leaf("转发"),
                         attached_mail("Subject: old\r\nFrom: <x@y.cn>\r\n" + usual_body(s))});
         },
         accepted("old.eml/推荐表.docx", "old.eml/扫描件.pdf")},
        {"a forwarded mail in base64",
         [](const Sender& s) {
             return s.head()
                    + multipart("mixed", "=_fwd",
                                {leaf("Content-Type: message/rfc822; name=a.eml\r\n"
                                      "Content-Transfer-Encoding: base64",
                                      "Subject: old\r\nFrom: <x@y.cn>\r\n" + usual_body(s))});
         },
         accepted("a.eml/推荐表.docx", "a.eml/扫描件.pdf")},
        {"a mail in a mail in a mail",
         [](const Sender& s) {
             const std::string inner = "Subject: b\r\nFrom: <x@y.cn>\r\n" + usual_body(s);
             return s.head()
                    + multipart(
                        "mixed", "=_fwd",
                        {attached_mail("Subject: a\r\nFrom: <x@y.cn>\r\n"
                                       + multipart("mixed", "=_in", {attached_mail(inner)}))});
         },
         accepted("a.eml/b.eml/推荐表.docx", "a.eml/b.eml/扫描件.pdf")},
        {"the message itself is a mail",
         [](const Sender& s) {
             return s.head() + attached_mail("Subject: old\r\nFrom: <x@y.cn>\r\n" + usual_body(s));
         },
         accepted("old.eml/推荐表.docx", "old.eml/扫描件.pdf")},
        {"a stored mail attached as a file",
         [](const Sender& s) {
             const std::string stored =
                 "Received: from a by b\r\nFrom: <x@y.cn>\r\nTo: <z@y.cn>\r\n"
                 "Subject: x\r\n"
                 + usual_body(s);
             return s.head() + multipart("mixed", "=_fwd", {file_leaf("原邮件.eml", stored)});
         },
         accepted("原邮件.eml/推荐表.docx", "原邮件.eml/扫描件.pdf")},
        {"forwarded in the text",
         [](const Sender& s) {
             return s.head_about("Fwd: 报送" + s.name)
                    + multipart("mixed", "=_one",
                                with_files(s, {text_leaf("\r\n-------- 转发邮件信息 --------\r\n"
                                                         "发件人：\"李四\" <ls@y.cn>\r\n请查收")}));
         },
         accepted()},
        {"a digest of mails",
         [](const Sender& s) {
             return s.head()
                    + multipart("digest", "=_d",
                                {"\r\nSubject: d1\r\nFrom: <x@y.cn>\r\n" + usual_body(s)});
         },
         accepted("d1.eml/推荐表.docx", "d1.eml/扫描件.pdf")},
    };
}

}  // namespace

Scenarios structure_scenarios() {
    Scenarios all;
    for (const Scenarios& some : {ends(), nesting()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace shoujian
