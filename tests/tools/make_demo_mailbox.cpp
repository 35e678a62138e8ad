// Writes the sample mailbox of `./dev demo`: a Maildir with mails as people send them.
// make_demo_mailbox FOLDER
#include "tests/build/forms.hpp"
#include "tests/build/mail_builder.hpp"
#include "tests/build/zip_builder.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace shoujian;
using Names = MailBuilder::Names;

class Maildir {
public:
    explicit Maildir(std::filesystem::path root) : root_(std::move(root)) {
        for (const char* folder : {"new", "cur", "tmp"})
            std::filesystem::create_directories(root_ / folder);
    }

    /// received: seconds of the epoch; a Maildir's name begins with them.
    void add(long received, const MailBuilder& mail) {
        const std::string name =
            std::to_string(received) + ".M" + std::to_string(++count_) + "P1.demo";
        std::ofstream(root_ / "new" / name, std::ios::binary) << mail.bytes();
    }

private:
    std::filesystem::path root_;
    int count_ = 0;
};

constexpr long may_9 = 1588989600, may_11 = 1589162400, deadline = 1589558399;

MailBuilder mail(const std::string& who, const std::string& address, const std::string& subject) {
    return MailBuilder()
        .from(who, address)
        .to("jicengfuwuchu@163.com")
        .subject(subject)
        .message_id("<" + std::to_string(std::hash<std::string>{}(address + subject)) + "@"
                    + address.substr(address.find('@') + 1) + ">")
        .header("Date", "Sat, 09 May 2020 10:00:00 +0800")
        .text("您好，请查收附件。");
}

Answers volunteer(const std::string& name, const std::string& unit) {
    Answers out = volunteer_answers();
    out["name"] = name;
    out["unit"] = unit;
    return out;
}

void complete_ones(Maildir& box) {
    box.add(may_9, mail("江苏省科协", "kepu@jskx.org.cn", "报送优秀科技志愿者张三推荐表")
                       .attach("张三推荐表.docx", filled_volunteer(volunteer_answers()))
                       .attach("张三推荐表（盖章扫描件）.pdf", stamped_scan(1)));
    box.add(may_9 + 60, mail("浙江省科协", "zjkx@zast.org.cn", "金陵科技志愿服务队典型事迹")
                            .names(Names::rfc2231)
                            .attach("服务队推荐表.docx", filled_team(team_answers()))
                            .attach("服务队盖章.pdf", stamped_scan(2)));
    box.add(may_9 + 120,
            mail("安徽省科协", "ahkx@ahpst.net.cn", "材料压缩包")
                .names(Names::raw_gbk)
                .attach("材料.zip",
                        ZipBuilder()
                            .raw_name(to_gbk("王芳推荐表.docx"),
                                      filled_volunteer(volunteer("王芳", "安徽省科学技术协会")))
                            .raw_name(to_gbk("王芳扫描件.pdf"), stamped_scan(3))
                            .bytes()));
}

void faulty_ones(Maildir& box) {
    Answers gaps = volunteer("赵敏", "山东省科学技术协会");
    gaps["phone"] = "138512345";
    gaps["birth"] = "";
    box.add(may_11, mail("山东省科协", "sdkx@sdast.org.cn", "志愿者赵敏")
                        .attach("赵敏推荐表.docx", filled_volunteer(gaps)));
    box.add(may_11 + 60, mail("河南省科协", "hnkx@hast.net.cn", "推荐表扫描件")
                             .attach("孙丽扫描件.pdf", stamped_scan(4)));
    Answers small = team_answers();
    small["team_name"] = "豫南农技志愿服务队";
    small["members"] = "8";
    small["per_capita_hours"] = "562.5";
    small["unit"] = "河南省科学技术协会";
    box.add(may_11 + 120, mail("河南省科协", "hnkx@hast.net.cn", "服务队推荐材料")
                              .attach("豫南农技志愿服务队推荐表.docx", filled_team(small, 1))
                              .attach("豫南农技志愿服务队盖章件.pdf", stamped_scan(5)));
    box.add(may_11 + 180,
            mail("四川省科协", "sckx@scast.org.cn", "周强材料（加密）")
                .attach("周强.zip", ZipBuilder().encrypted("周强推荐表.docx", "x").bytes()));
    box.add(may_11 + 240, mail("湖北某县科协", "xian@hbkx.cn", "推荐表")
                              .attach("吴刚推荐表.docx",
                                      filled_volunteer(volunteer("吴刚", "湖北省某县科学技术协会")))
                              .attach("吴刚扫描件.pdf", stamped_scan(6)));
}

void others(Maildir& box) {
    box.add(deadline, mail("福建省科协", "fjkx@fjkx.org", "最后一秒")
                          .attach("林涛推荐表.docx",
                                  filled_volunteer(volunteer("林涛", "福建省科学技术协会")))
                          .attach("林涛扫描件.pdf", stamped_scan(7)));
    box.add(deadline + 1, mail("江西省科协", "jxkx@jxkx.gov.cn", "晚了一秒")
                              .attach("何静推荐表.docx",
                                      filled_volunteer(volunteer("何静", "江西省科学技术协会")))
                              .attach("何静扫描件.pdf", stamped_scan(8)));
    box.add(may_11 + 300,
            mail("", "someone@qq.com", "请问截止时间").text("请问材料什么时候截止？"));
    box.add(may_11 + 360,
            mail("", "zhang@qq.com", "自动回复：已收到").header("Auto-Submitted", "auto-replied"));
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "make_demo_mailbox FOLDER\n";
        return 2;
    }
    Maildir box(arguments[1]);
    complete_ones(box);
    faulty_ones(box);
    others(box);
    return 0;
}
