// Archives, pictures in place of files, and what is set aside.
#include "tests/acceptance/scenarios.hpp"
#include "tests/build/forms.hpp"
#include "tests/build/mail_builder.hpp"
#include "tests/build/packed_builder.hpp"
#include "tests/build/pdf_builder.hpp"
#include "tests/build/picture_builder.hpp"
#include "tests/build/rar_builder.hpp"
#include "tests/build/tnef_builder.hpp"
#include "tests/build/zip_builder.hpp"

#include <algorithm>

namespace shoujian {

namespace {

std::string mixed(const Sender& s, const std::vector<std::string>& parts) {
    return s.head() + multipart("mixed", "=_one", parts);
}

/// The usual set and one part more.
Scenario beside(const std::string& name,
                const std::string& part,
                std::vector<std::string> ignored) {
    return {name,
            [=](const Sender& s) {
                return mixed(s, {text_leaf("请查收"), file_leaf("推荐表.docx", s.form),
                                 file_leaf("扫描件.pdf", s.scan), part});
            },
            accepted().ignoring(std::move(ignored))};
}

/// One file that holds the set.
template <class Pack>
Scenario packed(const std::string& name, const std::string& file, Pack pack) {
    return {name,
            [=](const Sender& s) {
                return mixed(s, {text_leaf("x"), file_leaf(file, pack(s))});
            },
            accepted(file + "/推荐表.docx", file + "/扫描件.pdf")};
}

std::string named_part(const std::string& type, const std::string& name, const std::string& body) {
    return leaf("Content-Type: " + type + "; name=\"" + name
                    + "\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: "
                      "attachment; filename=\""
                    + name + "\"",
                body);
}

std::string shown_picture(const std::string& name, const std::string& bytes) {
    return leaf("Content-Type: image/png; name=\"" + name
                    + "\"\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <" + name
                    + "@x>\r\nContent-Disposition: inline; filename=\"" + name + "\"",
                bytes);
}

std::string page(unsigned seed) {
    return PictureBuilder(1240, 1754).red_seal().bytes_exactly(300'000 + seed).jpeg();
}

std::string set_in_zip(const Sender& s) {
    return ZipBuilder().add("推荐表.docx", s.form).add("扫描件.pdf", s.scan).bytes();
}

Scenarios archives() {
    using Packed = PackedBuilder::Format;
    using Rar = RarBuilder::Version;
    return {
        packed("zip as 360 writes it: names in GBK", "材料.zip",
               [](const Sender& s) {
                   return ZipBuilder()
                       .raw_name(to_gbk("推荐表.docx"), s.form)
                       .raw_name(to_gbk("扫描件.pdf"), s.scan)
                       .bytes();
               }),
        packed("zip as macOS writes it: its own litter", "归档.zip",
               [](const Sender& s) {
                   return ZipBuilder()
                       .add("推荐表.docx", s.form)
                       .add("__MACOSX/._推荐表.docx", std::string("\0\5\x16\7\0\2", 6))
                       .add(".DS_Store", std::string("\0\0\0\1Bud1", 8))
                       .add("扫描件.pdf", s.scan)
                       .bytes();
               }),
        packed("rar", "材料.rar",
               [](const Sender& s) {
                   return RarBuilder(Rar::four)
                       .add("推荐表.docx", s.form)
                       .add("扫描件.pdf", s.scan)
                       .bytes();
               }),
        packed("rar 5", "材料.rar",
               [](const Sender& s) {
                   return RarBuilder(Rar::five)
                       .add("推荐表.docx", s.form)
                       .add("扫描件.pdf", s.scan)
                       .bytes();
               }),
        packed("7z", "材料.7z",
               [](const Sender& s) {
                   return PackedBuilder(Packed::seven_zip)
                       .add("推荐表.docx", s.form)
                       .add("扫描件.pdf", s.scan)
                       .bytes();
               }),
        packed("winmail.dat of Outlook", "winmail.dat",
               [](const Sender& s) {
                   return TnefBuilder()
                       .add({"", "推荐表.docx", s.form})
                       .add({"", "扫描件.pdf", s.scan})
                       .bytes();
               }),
        {"a zip in a zip",
         [](const Sender& s) {
             return mixed(s,
                          {file_leaf("外.zip", ZipBuilder().add("内.zip", set_in_zip(s)).bytes())});
         },
         accepted("外.zip/内.zip/推荐表.docx", "外.zip/内.zip/扫描件.pdf")},
        {"a zip without its name's ending, of a type that says nothing",
         [](const Sender& s) { return mixed(s, {file_leaf("材料", set_in_zip(s))}); },
         accepted("材料/推荐表.docx", "材料/扫描件.pdf")},
        {"a zip with a password",
         [](const Sender& s) {
             return mixed(
                 s, {file_leaf("材料.zip", ZipBuilder().encrypted("推荐表.docx", s.form).bytes())});
         },
         {"incomplete", {"material.encrypted"}, {}, {}, "answered", ""}},
        {"an empty zip alone",
         [](const Sender& s) {
             return mixed(
                 s, {file_leaf("材料.zip", std::string("PK\5\6", 4) + std::string(18, '\0'))});
         },
         {"incomplete",
          {"material.empty"},
          {},
          {},
          "answered",
          "",
          "压缩包“材料.zip”是空的，里面没有任何文件"}},
        {"a part of a split archive",
         [](const Sender& s) {
             return mixed(s, {file_leaf("材料.7z.001", set_in_zip(s).substr(0, 4000))});
         },
         {"incomplete", {"material.unsupported"}, {}, {}, "answered", ""}},
        {"a zip that was cut off",
         [](const Sender& s) {
             const std::string whole = set_in_zip(s);
             return mixed(s, {file_leaf("材料.zip", whole.substr(0, whole.size() - 200))});
         },
         Expected{"incomplete",
                  {"material.unreadable", "material.unreadable"},
                  {"word 材料.zip/推荐表.docx"},
                  {},
                  "answered",
                  ""}},
    };
}

Scenarios pictures() {
    const auto set_without_scan = [](const Sender& s, std::vector<std::string> more) {
        more.insert(more.begin(), file_leaf("推荐表.docx", s.form));
        return mixed(s, more);
    };
    return {
        {"a picture of the stamped form in place of a PDF",
         [=](const Sender& s) {
             return set_without_scan(s, {file_leaf("扫描件.jpg", page(1), "image/jpeg")});
         },
         accepted("推荐表.docx", "扫描件.jpg")},
        {"several pictures are the pages of one scan",
         [=](const Sender& s) {
             return set_without_scan(s, {file_leaf("扫描件1.jpg", page(1), "image/jpeg"),
                                         file_leaf("扫描件2.jpg", page(2), "image/jpeg")});
         },
         {"accepted",
          {},
          {"scan 扫描件1.jpg", "scan 扫描件2.jpg", "word 推荐表.docx"},
          {},
          "answered",
          ""}},
        {"a page that a phone named by its time",
         [=](const Sender& s) {
             return set_without_scan(s,
                                     {file_leaf("IMG_20200508_101112.jpg", page(3), "image/jpeg")});
         },
         accepted("推荐表.docx", "IMG_20200508_101112.jpg")},
        {"a PDF that Word exported",
         [=](const Sender& s) {
             return set_without_scan(
                 s, {file_leaf("扫描件.pdf", PdfBuilder().text_page("Name: x").bytes())});
         },
         {"incomplete",
          {"scan.not_a_scan"},
          {"scan 扫描件.pdf", "word 推荐表.docx"},
          {},
          "answered",
          ""}},
        {"original photos beside the form",
         [=](const Sender& s) {
             return set_without_scan(s, {file_leaf("扫描件.pdf", s.scan),
                                         file_leaf("照片.jpg", s.photo, "image/jpeg")});
         },
         {"accepted",
          {},
          {"photo 照片.jpg", "scan 扫描件.pdf", "word 推荐表.docx"},
          {},
          "answered",
          ""}},
        {"logos and emoji of a signature",
         [=](const Sender& s) {
             const std::string html =
                 html_leaf("<p>请查收<img src=\"cid:logo.png@x\"><img src=\"cid:e.png@x\"></p>");
             const std::string related =
                 multipart("related", "=_rel",
                           {html, shown_picture("logo.png", PictureBuilder(150, 60).png()),
                            shown_picture("e.png", PictureBuilder(24, 24).png())});
             return set_without_scan(s, {related, file_leaf("扫描件.pdf", s.scan)});
         },
         accepted().ignoring({"e.png", "logo.png"})},
        {"pictures alone, in the text of an advertisement",
         [](const Sender& s) {
             return mixed(s, {html_leaf("<img src=\"cid:a.png@x\">"),
                              shown_picture("a.png", PictureBuilder(600, 400).png())});
         },
         unrelated().ignoring({"a.png"})},
    };
}

Scenarios set_aside() {
    Scenarios all{
        beside("a business card",
               named_part("text/x-vcard", "zhang.vcf", "BEGIN:VCARD\r\nFN:Zhang\r\nEND:VCARD\r\n"),
               {"zhang.vcf"}),
        beside("a calendar part",
               leaf("Content-Type: text/calendar; method=REQUEST\r\nContent-Transfer-Encoding: "
                    "base64",
                    "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
               {"附件1"}),
        beside("a disclaimer as a text file",
               named_part("text/plain", "ATT00001.txt", "This mail is confidential."),
               {"ATT00001.txt"}),
        beside("a disclaimer as a page", named_part("text/html", "ATT00002.htm", "<html>x</html>"),
               {"ATT00002.htm"}),
        beside("a disclaimer as a text part", text_leaf("本邮件及其附件含有保密信息。"), {}),
        beside("a spreadsheet",
               named_part("application/vnd.ms-excel", "list.csv", "name,unit\r\nx,y\r\n"),
               {"list.csv"}),
        beside("Word's lock file",
               named_part("application/msword", "~$x.docx", "\x05Zhang" + std::string(156, '\0')),
               {}),
        beside(
            "an empty archive",
            named_part("application/zip", "x.zip", std::string("PK\5\6", 4) + std::string(18, 0)),
            {}),
        beside("an archive of folders",
               named_part("application/zip", "x.zip", ZipBuilder().add("a/", "").bytes()), {}),
        beside("a stray part of a split archive",
               named_part("application/octet-stream", "x.z01", std::string(3000, 'x')), {}),
        beside("an archive by xz",
               named_part("application/x-xz", "x.xz", std::string("\xFD\x37zXZ\0", 6) + "xxxxxxxx"),
               {}),
        beside("an empty file", named_part("application/octet-stream", "x.bin", ""), {}),
        {"a covering letter in Word",
         [](const Sender& s) {
             return mixed(
                 s, {file_leaf("报送函.docx", DocxBuilder().paragraph("关于报送材料的函").bytes()),
                     file_leaf("推荐表.docx", s.form), file_leaf("扫描件.pdf", s.scan)});
         },
         accepted().ignoring({"报送函.docx"})},
        {"a form that came back blank",
         [](const Sender& s) {
             Answers none = volunteer_answers();
             for (auto& [field, answer] : none) answer.clear();
             return mixed(s, {file_leaf("推荐表.docx", filled_volunteer(none, 0)),
                              file_leaf("扫描件.pdf", s.scan)});
         },
         {"incomplete",
          {"material.blank"},
          {"scan 扫描件.pdf", "word 推荐表.docx"},
          {},
          "answered",
          ""}},
        {"a Word file that is no form",
         [](const Sender& s) {
             return mixed(s, {file_leaf("请示.docx", DocxBuilder().paragraph("请示").bytes())});
         },
         unrelated().ignoring({"请示.docx"})},
        {"the form alone",
         [](const Sender& s) { return mixed(s, {file_leaf("推荐表.docx", s.form)}); },
         {"incomplete", {"material.scan.missing"}, {"word 推荐表.docx"}, {}, "answered", ""}},
        {"a damaged form",
         [](const Sender& s) {
             return mixed(s, {file_leaf("推荐表.docx", s.form.substr(0, 900)),
                              file_leaf("扫描件.pdf", s.scan)});
         },
         {"incomplete",
          {"material.unreadable"},
          {"scan 扫描件.pdf", "word 推荐表.docx"},
          {},
          "answered",
          ""}},
        {"the same mail with everything twice",
         [](const Sender& s) {
             return mixed(s, {file_leaf("推荐表.docx", s.form), file_leaf("扫描件.pdf", s.scan),
                              file_leaf("推荐表.docx", s.form), file_leaf("扫描件.pdf", s.scan)});
         },
         accepted().ignoring({"推荐表.docx"})},
        {"no attachment at all", [](const Sender& s) { return s.head() + text_leaf("请问"); },
         unrelated()},
    };
    const auto noted = [&](const std::string& name, const std::string& code) {
        const auto row = std::ranges::find(all, name, &Scenario::name);
        row->expected.with({code});  // a note, which holds nothing up
    };
    noted("Word's lock file", "material.temporary");
    noted("an empty file", "material.unreadable");
    noted("an empty archive", "material.empty");
    noted("an archive of folders", "material.empty");
    noted("a stray part of a split archive", "material.unsupported");
    noted("an archive by xz", "material.unsupported");
    return all;
}

}  // namespace

Scenarios material_scenarios() {
    Scenarios all;
    for (const Scenarios& some : {archives(), pictures(), set_aside()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

}  // namespace shoujian
