// Writes the blank forms of the shipped call, as the notice prints them: make_blank_forms FOLDER
#include "tests/build/docx_builder.hpp"

#include <fstream>
#include <iostream>

namespace {

using shoujian::DocxBuilder;
using shoujian::DocxCell;

DocxCell seal() {
    return DocxCell("（盖章）").line("").line("年   月   日").wide(3);
}

std::string volunteer() {
    return DocxBuilder()
        .paragraph("附件2")
        .paragraph("优秀科技志愿者典型事迹推荐表")
        .table({
            {"姓名", "", "性别", ""},
            {"出生年月", "", "政治面貌", ""},
            {"通讯地址", DocxCell("").wide(3)},
            {"联系方式", "", "所在科技志愿服务队", ""},
            {"主要服务项目/活动", DocxCell("").wide(3)},
            {"何时起参加科技志愿服务活动", "", "累计参加科技志愿服务时长", ""},
            {"主要事迹（不超过1000字）", DocxCell("").wide(3)},
            {DocxCell("被推荐人照片").line("（半身照、生活照均可,每张照片大小不低于1M不超过3M）"),
             DocxCell("").wide(3)},
            {"推荐单位", seal()},
        })
        .bytes();
}

std::string team() {
    return DocxBuilder()
        .paragraph("附件3")
        .paragraph("优秀科技志愿服务队典型事迹推荐表")
        .table({
            {"队伍名称", DocxCell("").wide(3)},
            {"成立时间", "", "注册科技志愿者人数", ""},
            {"累计开展科技志愿服务时长", "", "人均开展科技志愿服务时长", ""},
            {"组织负责人", "", "联系方式", ""},
            {"经常开展的科技志愿服务活动", DocxCell("").wide(3)},
            {"主要事迹（不超过1000字）", DocxCell("").wide(3)},
            {DocxCell("开展活动的照片").line("（2张，每张照片大小不低于1M不超过3M）"),
             DocxCell("").wide(3)},
            {"推荐单位", seal()},
        })
        .bytes();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "make_blank_forms FOLDER\n";
        return 2;
    }
    const std::string folder = arguments[1];
    std::ofstream(folder + "/volunteer.docx", std::ios::binary) << volunteer();
    std::ofstream(folder + "/team.docx", std::ios::binary) << team();
    return 0;
}
