#include "tests/build/form_layouts.hpp"

namespace shoujian {

namespace {

struct Asked {
    std::string id, label;
};

const std::vector<Asked>& asked(const std::string& form) {
    static const std::vector<Asked> volunteer{{"name", "姓名"},
                                              {"gender", "性别"},
                                              {"birth", "出生年月"},
                                              {"politics", "政治面貌"},
                                              {"address", "通讯地址"},
                                              {"phone", "联系方式"},
                                              {"team", "所在科技志愿服务队"},
                                              {"projects", "主要服务项目/活动"},
                                              {"since", "何时起参加科技志愿服务活动"},
                                              {"hours", "累计参加科技志愿服务时长"},
                                              {"story", "主要事迹（不超过1000字）"}};
    static const std::vector<Asked> team{{"team_name", "队伍名称"},
                                         {"founded", "成立时间"},
                                         {"members", "注册科技志愿者人数"},
                                         {"total_hours", "累计开展科技志愿服务时长"},
                                         {"per_capita_hours", "人均开展科技志愿服务时长"},
                                         {"leader", "组织负责人"},
                                         {"phone", "联系方式"},
                                         {"activities", "经常开展的科技志愿服务活动"},
                                         {"story", "主要事迹（不超过1000字）"}};
    return form == "team" ? team : volunteer;
}

/// 姓名 → 姓　　名
std::string spaced(const std::string& label) {
    if (label.size() > 4 * 3) return label;  // people space out short ones
    std::string out;
    for (std::size_t i = 0; i < label.size(); i += 3)
        out += (i == 0 ? "" : "　　") + label.substr(i, 3);
    return out;
}

DocxCell broken(const std::string& label) {
    const std::size_t half = label.size() / 3 / 2 * 3;
    if (label.find("（") != std::string::npos || half == 0) return DocxCell(label);
    return DocxCell(label.substr(0, half)).line(label.substr(half));
}

DocxCell label_cell(Layout layout, const std::string& label, std::size_t index) {
    if (layout == Layout::spaced_labels) return DocxCell(spaced(label));
    if (layout == Layout::broken_labels) return broken(label);
    if (layout == Layout::numbered_labels)
        return DocxCell(std::to_string(index + 1) + "．" + label + "﹕");
    return DocxCell(label);
}

DocxCell picture_cell(const std::vector<std::string>& photos, const std::string& text) {
    DocxCell cell(text);
    for (std::size_t i = 0; i < photos.size(); ++i)
        cell.picture({photos[i], "image" + std::to_string(i + 1) + ".jpeg"});
    return cell;
}

const char* photo_label(const std::string& form) {
    return form == "team" ? "开展活动的照片" : "被推荐人照片";
}

DocxCell seal_cell(const std::string& unit) {
    return DocxCell(unit + "（盖章）").line("2020年5月8日");
}

std::vector<DocxRow> two_columns(const std::string& form,
                                 const Answers& answers,
                                 Layout layout,
                                 const std::vector<std::string>& photos) {
    std::vector<DocxRow> rows;
    std::size_t index = 0;
    for (const Asked& one : asked(form))
        rows.push_back({label_cell(layout, one.label, index++), DocxCell(answers.at(one.id))});
    rows.push_back({DocxCell(photo_label(form)), picture_cell(photos, "")});
    rows.push_back({label_cell(layout, "推荐单位", index), seal_cell(answers.at("unit"))});
    return rows;
}

/// Short answers two to a row; long ones and the last take the row.
std::vector<DocxRow> four_columns(const std::string& form,
                                  const Answers& answers,
                                  Layout layout,
                                  const std::vector<std::string>& photos) {
    std::vector<DocxRow> rows;
    const auto& all = asked(form);
    const auto is_long = [](const Asked& one) {
        return one.id == "story" || one.id == "projects" || one.id == "activities"
               || one.id == "address";
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        DocxRow row{label_cell(layout, all[i].label, i), DocxCell(answers.at(all[i].id))};
        if (!is_long(all[i]) && i + 1 < all.size() && !is_long(all[i + 1])) {
            ++i;
            row.push_back(label_cell(layout, all[i].label, i));
            row.push_back(DocxCell(answers.at(all[i].id)));
        } else {
            row.back().wide(3);
        }
        rows.push_back(row);
    }
    rows.push_back({DocxCell(photo_label(form)), picture_cell(photos, "").wide(3)});
    rows.push_back(
        {label_cell(layout, "推荐单位", all.size()), seal_cell(answers.at("unit")).wide(3)});
    return rows;
}

/// The first four rows share a merged cell at the right, where the photo is.
std::vector<DocxRow> with_photo_cell(const std::string& form,
                                     const Answers& answers,
                                     const std::vector<std::string>& photos) {
    std::vector<DocxRow> rows;
    const auto& all = asked(form);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool beside = i + 1 < all.size() && rows.size() < 4;
        DocxRow row{DocxCell(all[i].label), DocxCell(answers.at(all[i].id))};
        if (beside) {
            ++i;
            row.push_back(DocxCell(all[i].label));
            row.push_back(DocxCell(answers.at(all[i].id)));
            if (rows.empty()) row.push_back(picture_cell(photos, "照片").tall(4));
        } else {
            row.back().wide(rows.size() < 4 ? 3 : 4);
        }
        rows.push_back(row);
    }
    rows.push_back({DocxCell("推荐单位"), seal_cell(answers.at("unit")).wide(4)});
    return rows;
}

std::vector<DocxRow> label_above(const std::string& form,
                                 const Answers& answers,
                                 const std::vector<std::string>& photos) {
    std::vector<DocxRow> rows;
    const auto& all = asked(form);
    const std::size_t heads = form == "team" ? 3 : 6;
    for (std::size_t i = 0; i < heads; i += 3) {
        rows.push_back(
            {DocxCell(all[i].label), DocxCell(all[i + 1].label), DocxCell(all[i + 2].label)});
        rows.push_back({DocxCell(answers.at(all[i].id)), DocxCell(answers.at(all[i + 1].id)),
                        DocxCell(answers.at(all[i + 2].id))});
    }
    for (std::size_t i = heads; i < all.size(); ++i) {
        rows.push_back({DocxCell(all[i].label).wide(3)});
        rows.push_back({DocxCell(answers.at(all[i].id)).wide(3)});
    }
    rows.push_back({DocxCell(photo_label(form)).wide(3)});
    rows.push_back({picture_cell(photos, "").wide(3)});
    rows.push_back({DocxCell("推荐单位"), seal_cell(answers.at("unit")).wide(2)});
    return rows;
}

std::vector<DocxRow> inside_cells(const std::string& form,
                                  const Answers& answers,
                                  const std::vector<std::string>& photos) {
    std::vector<DocxRow> rows;
    const auto& all = asked(form);
    for (const Asked& one : all) rows.push_back({DocxCell(one.label + "：" + answers.at(one.id))});
    rows.push_back({picture_cell(photos, std::string(photo_label(form)) + "：")});
    rows.push_back({DocxCell("推荐单位：" + answers.at("unit") + "（盖章）").line("2020年5月8日")});
    return rows;
}

void add_paragraphs(DocxBuilder& builder,
                    const std::string& form,
                    const Answers& answers,
                    const std::vector<std::string>& photos) {
    for (const Asked& one : asked(form)) builder.paragraph(one.label + "：" + answers.at(one.id));
    builder.paragraph(photo_label(form));
    for (std::size_t i = 0; i < photos.size(); ++i)
        builder.picture({photos[i], "image" + std::to_string(i + 1) + ".jpeg"});
    builder.paragraph("推荐单位：" + answers.at("unit") + "（盖章）");
    builder.paragraph("2020年5月8日");
}

}  // namespace

const char* layout_name(Layout layout) {
    constexpr const char* names[] = {
        "paragraphs",    "two columns",   "four columns", "photo cell",      "label above",
        "spaced labels", "broken labels", "inside cell",  "numbered labels", "wps"};
    return names[static_cast<std::size_t>(layout)];
}

std::string laid_out(const std::string& form,
                     const Answers& answers,
                     Layout layout,
                     const std::vector<std::string>& photos) {
    DocxBuilder builder;
    builder.paragraph(form == "team" ? "附件3" : "附件2");
    builder.paragraph(form == "team" ? "优秀科技志愿服务队典型事迹推荐表"
                                     : "优秀科技志愿者典型事迹推荐表");
    switch (layout) {
        case Layout::paragraphs:
            add_paragraphs(builder, form, answers, photos);
            break;
        case Layout::two_columns:
        case Layout::spaced_labels:
        case Layout::numbered_labels:
            builder.table(two_columns(form, answers, layout, photos));
            break;
        case Layout::photo_cell:
            builder.table(with_photo_cell(form, answers, photos));
            break;
        case Layout::label_above:
            builder.table(label_above(form, answers, photos));
            break;
        case Layout::inside_cell:
            builder.table(inside_cells(form, answers, photos));
            break;
        case Layout::wps:
            builder.wps();
            [[fallthrough]];
        case Layout::four_columns:
        case Layout::broken_labels:
            builder.table(four_columns(form, answers, layout, photos));
            break;
    }
    return builder.bytes();
}

}  // namespace shoujian
