// Two hundred ordinary mails of people, by the programs that people use: nobody is passed over in
// silence, kept waiting, or answered twice.
#include "parsers/base/instant.hpp"
#include "tests/acceptance/desk.hpp"
#include "tests/acceptance/programs.hpp"
#include "tests/acceptance/scenarios.hpp"
#include "tests/build/zip_builder.hpp"

#include <Poco/JSON/Object.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <map>

using namespace shoujian;

namespace {

constexpr unsigned mails = 208;
constexpr const char* first_receipt = "2020-05-08T09:00:00+08:00";

/// Some of them speak of what machines speak of.
constexpr std::array subjects{"报送优秀科技志愿者",
                              "关于报送2019年度典型事迹的函",
                              "Re: 典型事迹报送通知",
                              "回复：【需补正】补交材料",
                              "转发：某县科协材料",
                              "休假期间可以补交材料吗",
                              "外出学习活动照片",
                              "请问自动回复是什么意思",
                              "科技志愿者推荐表（最终版）",
                              "材料",
                              "",
                              "已读通知，现报送材料",
                              "系统内科技志愿服务队材料",
                              "Fw: Fwd: 答复: 材料",
                              "退休科技工作者典型事迹",
                              "【江苏】报送材料——张老师",
                              "自动化研究所科协报送"};

constexpr std::array texts{
    "您好，请查收附件。谢谢！",
    "各位领导：\r\n　　现将我省材料报上，请审阅。\r\n联系人：王五 025-83322110",
    "收到自动回复，材料重新发送，请查收。",
    "您好，我这两天外出，有事请打电话 13800000000。材料见附件。",
    "请问照片必须是1M以上吗？",
    "",
    "不好意思，上一封邮件忘了加附件。\r\n\r\n> 原来的话\r\n> 第二行",
    "此邮件由办公室统一发送，如有问题请直接回复本邮件。",
    "上次的邮件被退信了，再发一次。",
    "本人正在休假，由同事代为报送。",
    "您好：\r\n本邮件及附件含有保密信息，仅限于收件人使用，如误收请删除。",
};

enum class Brings { nothing, set, form, scan, zip, photo };
constexpr std::array brought{Brings::set,  Brings::nothing, Brings::form, Brings::zip,
                             Brings::scan, Brings::set,     Brings::photo};

std::vector<Letter::File> files_of(const Sender& s, Brings what) {
    const Letter::File form{s.name + "推荐表.docx", s.form, "application/msword"};
    const Letter::File scan{s.name + "扫描件.pdf", s.scan, "application/pdf"};
    const std::string both =
        ZipBuilder().add("推荐表.docx", s.form).add("扫描件.pdf", s.scan).bytes();
    switch (what) {
        case Brings::set:
            return {form, scan};
        case Brings::form:
            return {form};
        case Brings::scan:
            return {scan};
        case Brings::zip:
            return {{s.name + ".zip", both, "application/zip"}};
        case Brings::photo:
            return {{s.name + "照片.jpg", s.photo, "image/jpeg"}};
        case Brings::nothing:
            break;
    }
    return {};
}

/// Each number meets each program, subject, text and kind of file in another company.
Letter letter(const Sender& s, unsigned number) {
    const std::string marks = std::to_string(1000 + number);
    return {"基层科协",
            s.address,
            subjects[number % subjects.size()],
            texts[number % texts.size()],
            files_of(s, brought[number % brought.size()]),
            marks};
}

}  // namespace

TEST_CASE("two hundred people's mails are answered once each") {
    const Desk desk;
    copy_call_of_small_photos(desk.folder() / "call");
    write_bytes(desk.config(),
                "calls = [\"call/call.toml\"]\n[mailbox]\nurl = \"maildir:in\"\n[smtp]\nurl = "
                "\"maildir:out\"\nfrom = \"收件服务 <jicengfuwuchu@163.com>\"\npace = "
                "\"1000000/min\"\n[state]\ndir = \"state\"\n");
    const auto start = parse_rfc3339(first_receipt).value().time_since_epoch().count();
    std::map<std::string, std::string> written;  // address → how
    for (unsigned number = 0; number < mails; ++number) {
        const Sender sender(number);
        const Program& program = programs()[number % programs().size()];
        const Letter one = letter(sender, number);
        write_bytes(desk.folder() / "in/new" / (std::to_string(start + number) + ".M1P1.test"),
                    program.write(one));
        written[sender.address] = std::string(program.name) + "|" + one.subject + "|" + one.text;
    }
    REQUIRE(written.size() == mails);
    for (int round = 0; round < 2; ++round) REQUIRE(desk.once().code == 0);

    const auto messages = desk.messages();
    CHECK(messages->size() == mails);
    for (const auto& one : *messages) {
        const auto row = one.extract<Poco::JSON::Object::Ptr>();
        CAPTURE(written[row->getValue<std::string>("from")], row->getValue<std::string>("why"));
        CHECK(row->getValue<std::string>("outcome") == "answered");
    }
    std::map<std::string, int> answers;
    for (const std::string& reply : desk.replies()) ++answers[header_field(reply, "To")];
    for (const auto& [address, how] : written) {
        CAPTURE(how);
        CHECK(answers[address] == 1);
    }
}
