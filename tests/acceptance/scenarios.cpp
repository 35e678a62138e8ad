#include "tests/acceptance/scenarios.hpp"

#include "tests/acceptance/program.hpp"
#include "tests/build/forms.hpp"
#include "tests/build/mail_builder.hpp"
#include "tests/build/picture_builder.hpp"

#include <array>

namespace shoujian {

namespace {

/// Three characters of twenty each, so that no two are alike.
std::string name_of(unsigned number) {
    constexpr std::array<const char*, 20> surnames{"赵", "钱", "孙", "李", "周", "吴", "郑",
                                                   "王", "冯", "陈", "蒋", "沈", "韩", "杨",
                                                   "朱", "秦", "许", "何", "吕", "施"};
    constexpr std::array<const char*, 20> given{"建", "国", "志", "明", "文", "华", "海",
                                                "涛", "晓", "峰", "丽", "娟", "秀", "英",
                                                "德", "胜", "永", "康", "春", "梅"};
    return std::string(surnames[number % 20]) + given[number / 20 % 20]
           + given[(number / 400 + number) % 20];
}

std::string small_photo(unsigned number) {
    return PictureBuilder(400, 300).seed(number).bytes_exactly(80'000).jpeg();
}

std::string form_of(const Sender& s, unsigned number) {
    Answers answers = volunteer_answers();
    answers["name"] = s.name;
    answers["phone"] = std::to_string(13800000000ULL + number);
    return volunteer_form(answers, 0)
        .paragraph(DocxParagraph().picture({small_photo(number)}))
        .bytes();
}

}  // namespace

Sender::Sender(unsigned number)
    : name(name_of(number)),
      address("kp@s" + std::to_string(number) + ".example.cn"),
      form(form_of(*this, number)),
      photo(small_photo(number + 5000)) {
    static const std::string one = stamped_scan();
    scan = one;
}

std::string Sender::head(const std::string& more) const {
    return head_about("报送" + name, more);
}

std::string Sender::head_about(const std::string& subject, const std::string& more) const {
    return "From: " + encoded_word("基层科协") + " <" + address
           + ">\r\nTo: <jicengfuwuchu@163.com>\r\nSubject: " + encoded_word(subject)
           + "\r\nMessage-ID: <1." + address + ">\r\nMIME-Version: 1.0\r\n" + more;
}

std::string leaf(const std::string& header, const std::string& body) {
    const bool encode = header.find("Encoding: base64") != std::string::npos;
    return header + "\r\n\r\n" + (encode ? base64(body) : body) + "\r\n";
}

std::string text_leaf(const std::string& utf8) {
    return leaf("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64",
                utf8);
}

std::string html_leaf(const std::string& utf8) {
    return leaf("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64",
                utf8);
}

std::string file_leaf(const std::string& name, const std::string& bytes, const std::string& type) {
    const std::string word = encoded_word(name);
    return leaf("Content-Type: " + type + "; name=\"" + word
                    + "\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: "
                      "attachment; filename=\""
                    + word + "\"",
                bytes);
}

std::string multipart(const std::string& subtype,
                      const std::string& boundary,
                      const std::vector<std::string>& parts) {
    std::string out =
        "Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"\r\n\r\n";
    for (const std::string& part : parts) out += "--" + boundary + "\r\n" + part;
    return out + "--" + boundary + "--\r\n";
}

std::string usual_body(const Sender& s) {
    return multipart("mixed", "=_one",
                     {text_leaf("您好，请查收。"), file_leaf("推荐表.docx", s.form),
                      file_leaf("扫描件.pdf", s.scan, "application/pdf")});
}

std::vector<std::string> files_of(const Sender& s) {
    return {file_leaf("推荐表.docx", s.form), file_leaf("扫描件.pdf", s.scan, "application/pdf")};
}

std::vector<std::string> with_files(const Sender& s, std::vector<std::string> parts) {
    for (std::string& file : files_of(s)) parts.push_back(std::move(file));
    return parts;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

Expected accepted(const std::string& form, const std::string& scan) {
    return {"accepted", {}, {"scan " + scan, "word " + form}, {}, "answered", ""};
}

Expected unrelated() {
    return {"unrelated", {}, {}, {}, "answered", ""};
}

Expected silent(const std::string& reason) {
    return {"unrelated", {}, {}, {}, "silent", reason};
}

void copy_call_of_small_photos(const std::filesystem::path& folder) {
    std::filesystem::copy(SHOUJIAN_SOURCE_DIR "/config/calls/2019-dianxing", folder,
                          std::filesystem::copy_options::recursive);
    replace_once(folder / "call.toml", "min = 1, each_min = \"1MB\"",
                 "min = 1, each_min = \"50KB\"");
}

}  // namespace shoujian
