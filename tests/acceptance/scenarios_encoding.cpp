// Transfer encodings as they are broken or not declared; uuencode; parts by other names.
#include "tests/acceptance/scenarios.hpp"
#include "tests/build/mail_builder.hpp"

namespace shoujian {

namespace {

const std::string form_header =
    "Content-Type: application/msword; name=\"=?utf-8?B?5o6o6I2Q6KGoLmRvY3g=?=\"";
const std::string scan_header =
    "Content-Type: application/pdf; name=\"=?utf-8?B?5omr5o+P5Lu2LnBkZg==?=\"";

/// The two files with that encoding declared and those bytes as they stand.
std::string coded(const Sender& s,
                  const std::string& encoding,
                  const std::string& form,
                  const std::string& scan) {
    const std::string line = encoding.empty() ? "" : "\r\nContent-Transfer-Encoding: " + encoding;
    return s.head()
           + multipart("mixed", "=_one",
                       {text_leaf("x"), form_header + line + "\r\n\r\n" + form + "\r\n",
                        scan_header + line + "\r\n\r\n" + scan + "\r\n"});
}

/// Each with its base64 changed by one hand.
template <class Change>
std::function<std::string(const Sender&)> in_base64(const std::string& encoding, Change change) {
    return [=](const Sender& s) {
        return coded(s, encoding, change(base64(s.form)), change(base64(s.scan)));
    };
}

std::string same(const std::string& text) {
    return text;
}

std::string quoted_printable(const std::string& bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    int column = 0;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += '=';
        out += digits[byte >> 4];
        out += digits[byte & 15];
        column += 3;
        if (column < 72) continue;
        out += "=\r\n";
        column = 0;
    }
    return out;
}

/// Each `size` bytes are encoded alone, with padding at their end.
std::string in_chunks(const std::string& bytes, std::size_t size) {
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += size)
        out += base64(bytes.substr(at, size), 0) + "\r\n";
    return out;
}

std::string uuencoded(const std::string& name, const std::string& bytes, char zero = '`') {
    const auto digit = [&](unsigned value) {
        return value == 0 ? zero : static_cast<char>(value + 32);
    };
    std::string out = "begin 644 " + name + "\r\n";
    for (std::size_t at = 0; at < bytes.size(); at += 45) {
        const std::string line = bytes.substr(at, 45);
        out += digit(static_cast<unsigned>(line.size()));
        for (std::size_t i = 0; i < line.size(); i += 3) {
            unsigned group = 0;
            for (std::size_t k = 0; k < 3; ++k)
                group = group << 8
                        | (i + k < line.size() ? static_cast<unsigned char>(line[i + k]) : 0U);
            for (const int shift : {18, 12, 6, 0}) out += digit(group >> shift & 63U);
        }
        out += "\r\n";
    }
    return out + digit(0) + "\r\nend\r\n";
}

Scenarios encodings() {
    return {
        {"base64 with blank lines and blanks in it",
         in_base64("base64",
                   [](std::string text) {
                       constexpr std::size_t line = 78;
                       for (std::size_t at = 10 * line; at < text.size(); at += 100 * line + 5)
                           text.insert(at, "\r\n \r\n");
                       return text;
                   }),
         accepted()},
        {"base64 with bytes that are none",
         in_base64("base64",
                   [](std::string text) {
                       for (std::size_t at = 80; at < text.size(); at += 800)
                           text.insert(at, "!\x80*");
                       return text;
                   }),
         accepted()},
        {"base64 in one line",
         in_base64("base64",
                   [](std::string text) {
                       std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
                       return text;
                   }),
         accepted()},
        {"base64 with a list's footer behind it",
         in_base64("base64",
                   [](std::string text) {
                       return text
                              + "\r\n_______________\r\nThis mail was scanned by a gateway.\r\n";
                   }),
         accepted()},
        {"base64 without its padding",
         in_base64("base64",
                   [](std::string text) {
                       std::erase(text, '=');
                       return text;
                   }),
         accepted()},
        {"base64 in chunks that were encoded alone",
         [](const Sender& s) {
             return coded(s, "base64", in_chunks(s.form, 1000), in_chunks(s.scan, 1001));
         },
         accepted()},
        {"BASE64 with a blank, a comment, a parameter", in_base64("  BASE64 (x); y=z ", same),
         accepted()},
        {"base64 that is not declared", in_base64("", same), accepted()},
        {"base64 that is declared 8bit", in_base64("8bit", same), accepted()},
        {"base64 that is declared 7bit", in_base64("7bit", same), accepted()},
        {"base64 that is declared by an unknown word", in_base64("x-encoded", same), accepted()},
        {"base64 that is declared quoted-printable", in_base64("quoted-printable", same),
         accepted()},
        {"files in quoted-printable",
         [](const Sender& s) {
             return coded(s, "quoted-printable", quoted_printable(s.form),
                          quoted_printable(s.scan));
         },
         accepted()},
        {"files as they are, in binary",
         [](const Sender& s) { return coded(s, "binary", s.form, s.scan); }, accepted(), false},
        {"a text in bad quoted-printable",
         [](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {leaf("Content-Type: text/plain; charset=utf-8\r\n"
                              "Content-Transfer-Encoding: quoted-printable",
                              "=E6=9=\r\n=ZZ=\r\n= =3D=E"),
                         file_leaf("推荐表.docx", s.form), file_leaf("扫描件.pdf", s.scan)});
         },
         accepted()},
        {"a text that is declared base64 and is none",
         [](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64"
                         "\r\n\r\n请查收\r\n",
                         file_leaf("推荐表.docx", s.form), file_leaf("扫描件.pdf", s.scan)});
         },
         accepted()},
        {"an encoding on the multipart itself",
         [](const Sender& s) {
             return s.head("Content-Transfer-Encoding: base64\r\n") + usual_body(s);
         },
         accepted()},
    };
}

Scenarios uuencode() {
    return {
        {"two files by uuencode in the text",
         [](const Sender& s) {
             return s.head() + "\r\n您好\r\n" + uuencoded("推荐表.docx", s.form) + "\r\n"
                    + uuencoded("扫描件.pdf", s.scan) + "\r\n此致\r\n";
         },
         accepted()},
        {"uuencode with blanks for zero, names in GBK, LF",
         [](const Sender& s) {
             std::string body = uuencoded("\xCD\xC6\xBC\xF6\xB1\xED.docx", s.form, ' ')
                                + uuencoded("\xC9\xA8\xC3\xE8\xBC\xFE.pdf", s.scan, ' ');
             std::erase(body, '\r');
             return s.head() + "Content-Type: text/plain; charset=gb2312\r\n\r\n" + body;
         },
         accepted()},
        {"a part that is declared x-uuencode",
         [](const Sender& s) {
             return coded(s, "x-uuencode", uuencoded("form.docx", s.form),
                          uuencoded("scan.pdf", s.scan));
         },
         accepted()},
        {"a text that only speaks of beginning",
         [](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {leaf("Content-Type: text/plain", "begin 644 work\r\nend\r\n"),
                         file_leaf("推荐表.docx", s.form), file_leaf("扫描件.pdf", s.scan)});
         },
         accepted()},
    };
}

Scenarios disguises() {
    const auto part = [](const std::string& header, const std::string& bytes) {
        return leaf(header + "\r\nContent-Transfer-Encoding: base64", bytes);
    };
    return {
        {"files without a type, by their disposition alone",
         [=](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {part("Content-Disposition: attachment; filename=推荐表.docx", s.form),
                         part("Content-Disposition: attachment; filename=扫描件.pdf", s.scan)});
         },
         accepted()},
        {"files without any name",
         [=](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {text_leaf("x"), part("Content-Type: application/octet-stream", s.form),
                         part("Content-Type: application/octet-stream", s.scan)});
         },
         accepted("附件1", "附件2")},
        {"files that are declared to be texts",
         [=](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {text_leaf("x"), part("Content-Type: text/plain; name=推荐表.docx", s.form),
                         part("Content-Type: text/html; name=扫描件.pdf", s.scan)});
         },
         accepted()},
        {"a PDF called .docx, a Word file called .pdf",
         [](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {file_leaf("推荐表.pdf", s.form), file_leaf("扫描件.docx", s.scan)});
         },
         accepted("推荐表.pdf", "扫描件.docx")},
        {"files that are declared inline, as a phone does",
         [=](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {text_leaf("x"),
                         part("Content-Type: application/pdf\r\nContent-Disposition: inline; "
                              "filename=扫描件.pdf",
                              s.scan),
                         part("Content-Type: application/x\r\nContent-Disposition: inline; "
                              "filename=推荐表.docx",
                              s.form)});
         },
         accepted()},
        {"the mail is one file and nothing else",
         [=](const Sender& s) {
             return s.head() + part("Content-Type: application/msword; name=推荐表.docx", s.form);
         },
         {"incomplete", {"material.scan.missing"}, {"word 推荐表.docx"}, {}, "answered", ""}},
        {"a piece of a mail that was sent in pieces",
         [](const Sender& s) {
             return s.head()
                    + "Content-Type: message/partial; number=1; total=3; id=\"x@y\"\r\n\r\n"
                    + "Subject: x\r\n" + usual_body(s).substr(0, 5000);
         },
         {"incomplete", {"material.unsupported"}, {}, {}, "answered", ""}},
        {"signed by S/MIME, opaque",
         [=](const Sender& s) {
             return s.head()
                    + part(
                        "Content-Type: application/pkcs7-mime; smime-type=signed-data; "
                        "name=smime.p7m",
                        "\x30\x80\x06\x09*\x86H\x86" + s.form);
         },
         {"incomplete", {"material.unsupported"}, {}, {}, "answered", ""}},
        {"encrypted by S/MIME",
         [=](const Sender& s) {
             return s.head()
                    + part(
                        "Content-Type: application/x-pkcs7-mime; smime-type=enveloped-data; "
                        "name=smime.p7m",
                        "\x30\x80\x06\x09*\x86H\x86" + s.form);
         },
         {"incomplete", {"material.encrypted"}, {}, {}, "answered", ""}},
        {"encrypted by PGP",
         [](const Sender& s) {
             return s.head()
                    + multipart("encrypted; protocol=\"application/pgp-encrypted\"", "=_p",
                                {leaf("Content-Type: application/pgp-encrypted", "Version: 1"),
                                 leaf("Content-Type: application/octet-stream; name=encrypted.asc",
                                      "-----BEGIN PGP MESSAGE-----\r\n\r\nhQ==\r\n")});
         },
         {"incomplete", {"material.encrypted"}, {}, {}, "answered", ""}},
        {"a text that flows",
         [](const Sender& s) {
             return s.head()
                    + multipart(
                        "mixed", "=_one",
                        {leaf("Content-Type: text/plain; charset=utf-8; format=flowed; "
                              "delsp=yes\r\nContent-Transfer-Encoding: 8bit",
                              "您好， \r\n 请查收。 \r\n> 旧的\r\n-- \r\n签名"),
                         file_leaf("推荐表.docx", s.form), file_leaf("扫描件.pdf", s.scan)});
         },
         accepted()},
    };
}

}  // namespace

Scenarios encoding_scenarios() {
    Scenarios all;
    for (const Scenarios& some : {encodings(), uuencode(), disguises()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace shoujian
