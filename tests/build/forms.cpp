#include "tests/build/forms.hpp"

#include "tests/build/pdf_builder.hpp"
#include "tests/build/picture_builder.hpp"

namespace shoujian {

namespace {

DocxCell photo_cell(const std::vector<std::string>& photos) {
    DocxCell cell("");
    for (std::size_t i = 0; i < photos.size(); ++i)
        cell.picture({photos[i], "image" + std::to_string(i + 1) + ".jpeg"});
    return cell.wide(3);
}

std::vector<std::string> some_photos(int count, unsigned seed) {
    std::vector<std::string> out;
    for (int i = 0; i < count; ++i) out.push_back(photo(seed + static_cast<unsigned>(i)));
    return out;
}

DocxCell seal(const std::string& unit) {
    return DocxCell(unit + "（盖章）").line("").line("2020年5月8日").wide(3);
}

}  // namespace

Answers volunteer_answers() {
    return {
        {"name", "张三"},
        {"gender", "男"},
        {"birth", "1985年3月"},
        {"politics", "中共党员"},
        {"address", "江苏省南京市鼓楼区中山路1号"},
        {"phone", "13851234567"},
        {"team", "南京市科技志愿服务总队"},
        {"projects", "科普进社区、农技培训"},
        {"since", "2015年6月"},
        {"hours", "320小时"},
        {"story", "张三同志长期参加科技志愿服务活动，走进社区和乡村开展科普宣传，受到群众好评。"},
        {"unit", "江苏省科学技术协会"}};
}

Answers team_answers() {
    return {{"team_name", "金陵科技志愿服务队"},
            {"founded", "2016年5月"},
            {"members", "45"},
            {"total_hours", "4500小时"},
            {"per_capita_hours", "100小时"},
            {"leader", "李四"},
            {"phone", "025-83322110"},
            {"activities", "科普讲座、技术咨询"},
            {"story", "服务队成立以来坚持开展科普讲座和技术咨询，服务群众两万余人次。"},
            {"unit", "江苏省科学技术协会"}};
}

DocxBuilder volunteer_form(const Answers& a, int photos) {
    return DocxBuilder()
        .paragraph("附件2")
        .paragraph("优秀科技志愿者典型事迹推荐表")
        .table({
            {"姓名", a.at("name"), "性别", a.at("gender")},
            {"出生年月", a.at("birth"), "政治面貌", a.at("politics")},
            {"通讯地址", DocxCell(a.at("address")).wide(3)},
            {"联系方式", a.at("phone"), "所在科技志愿服务队", a.at("team")},
            {"主要服务项目/活动", DocxCell(a.at("projects")).wide(3)},
            {"何时起参加科技志愿服务活动", a.at("since"), "累计参加科技志愿服务时长",
             a.at("hours")},
            {"主要事迹（不超过1000字）", DocxCell(a.at("story")).wide(3)},
            {DocxCell("被推荐人照片").line("（半身照、生活照均可,每张照片大小不低于1M不超过3M）"),
             photo_cell(some_photos(photos, 10))},
            {"推荐单位", seal(a.at("unit"))},
        });
}

std::string filled_volunteer(const Answers& answers, int photos) {
    return volunteer_form(answers, photos).bytes();
}

std::string filled_team(const Answers& answers, int photos) {
    return filled_team(answers, some_photos(photos, 20));
}

std::string filled_team(const Answers& a, const std::vector<std::string>& photos) {
    return DocxBuilder()
        .paragraph("附件3")
        .paragraph("优秀科技志愿服务队典型事迹推荐表")
        .table({
            {"队伍名称", DocxCell(a.at("team_name")).wide(3)},
            {"成立时间", a.at("founded"), "注册科技志愿者人数", a.at("members")},
            {"累计开展科技志愿服务时长", a.at("total_hours"), "人均开展科技志愿服务时长",
             a.at("per_capita_hours")},
            {"组织负责人", a.at("leader"), "联系方式", a.at("phone")},
            {"经常开展的科技志愿服务活动", DocxCell(a.at("activities")).wide(3)},
            {"主要事迹（不超过1000字）", DocxCell(a.at("story")).wide(3)},
            {DocxCell("开展活动的照片").line("（2张，每张照片大小不低于1M不超过3M）"),
             photo_cell(photos)},
            {"推荐单位", seal(a.at("unit"))},
        })
        .bytes();
}

std::string stamped_scan(unsigned seed) {
    return PdfBuilder()
        .scanned_page(PictureBuilder(1240, 1754).seed(seed).red_seal().jpeg(), 1240, 1754)
        .bytes();
}

std::string photo(unsigned seed, std::size_t bytes) {
    return PictureBuilder(1600, 1200).seed(seed).bytes_exactly(bytes).jpeg();
}

}  // namespace shoujian
