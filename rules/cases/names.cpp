#include "rules/cases/names.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shoujian {

namespace {

using Words = std::initializer_list<std::string_view>;

constexpr std::array<std::pair<std::string_view, Slot>, 26> extensions{{
    {"doc", Slot::word},    {"docx", Slot::word},   {"docm", Slot::word},  {"dotx", Slot::word},
    {"dot", Slot::word},    {"wps", Slot::word},    {"wpt", Slot::word},   {"rtf", Slot::word},
    {"odt", Slot::word},    {"pdf", Slot::scan},    {"ofd", Slot::scan},   {"jpg", Slot::photo},
    {"jpeg", Slot::photo},  {"png", Slot::photo},   {"bmp", Slot::photo},  {"gif", Slot::photo},
    {"tif", Slot::photo},   {"tiff", Slot::photo},  {"heic", Slot::photo}, {"webp", Slot::photo},
    {"zip", Slot::archive}, {"rar", Slot::archive}, {"7z", Slot::archive}, {"tar", Slot::archive},
    {"gz", Slot::archive},  {"eml", Slot::archive},
}};

/// Words that stand in the names of everybody's files. Longer ones first: what is left tells people
/// apart.
constexpr std::array common_words{
    std::string_view("典型事迹推荐表"), std::string_view("科技志愿服务"),
    std::string_view("优秀科技志愿者"), std::string_view("推荐申报表"),
    std::string_view("推荐表"),         std::string_view("推荐"),
    std::string_view("申报表"),         std::string_view("登记表"),
    std::string_view("扫描版"),         std::string_view("扫描件"),
    std::string_view("扫描"),           std::string_view("已盖章"),
    std::string_view("盖章版"),         std::string_view("盖章页"),
    std::string_view("盖章"),           std::string_view("公章"),
    std::string_view("签章"),           std::string_view("签字"),
    std::string_view("word版"),         std::string_view("word"),
    std::string_view("pdf版"),          std::string_view("pdf"),
    std::string_view("电子版"),         std::string_view("纸质版"),
    std::string_view("生活照"),         std::string_view("半身照"),
    std::string_view("工作照"),         std::string_view("证件照"),
    std::string_view("活动照片"),       std::string_view("照片"),
    std::string_view("相片"),           std::string_view("图片"),
    std::string_view("原图"),           std::string_view("附件"),
    std::string_view("材料"),           std::string_view("报送"),
    std::string_view("上报"),           std::string_view("定稿"),
    std::string_view("终稿"),           std::string_view("最终版"),
    std::string_view("最终"),           std::string_view("修改版"),
    std::string_view("修改"),           std::string_view("副本"),
    std::string_view("新建"),           std::string_view("文档"),
    std::string_view("正式"),           std::string_view("同志"),
    std::string_view("个人"),           std::string_view("优秀"),
    std::string_view("典型"),           std::string_view("事迹"),
    std::string_view("志愿者"),         std::string_view("scan"),
    std::string_view("photo"),          std::string_view("img"),
    std::string_view("image"),          std::string_view("copy"),
    std::string_view("final"),          std::string_view("高清"),
    std::string_view("清晰"),           std::string_view("彩色"),
    std::string_view("黑白"),           std::string_view("完整"),
    std::string_view("全部"),           std::string_view("汇总"),
};

constexpr std::u32string_view surnames =
    U"赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭"
    U"郎鲁韦马苗凤方俞任袁柳"
    U"史唐费廉岑薛雷贺倪汤滕殷罗毕郝安常乐于傅皮卞齐康伍余元顾孟平黄穆萧尹姚邵汪祁毛狄米贝明臧计伏"
    U"成戴宋庞熊纪舒屈项祝董"
    U"梁杜阮蓝闵季贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘解应宗丁宣邓单洪包左石"
    U"崔吉龚程邢裴陆荣翁荀甄"
    U"曲封储靳段焦巴谷车侯宓全班秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶司黎白蒲卓蔺池乔阴向古易廖终耿"
    U"满匡文寇广欧沃蔚师巩聂"
    U"晁冷辛阚简饶曾沙丰关查游权商牟佘艾鱼容向尚牛闫肖付代展楚冉岳娄涂么敖上";

bool contains_any(std::string_view text, Words words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.find(word) != text.npos; });
}

/// Each `word` becomes a bar, so that what stood around it does not grow together.
void erase_all(std::string& text, std::string_view word) {
    if (word.empty()) return;
    std::string out;
    std::size_t from = 0;
    for (std::size_t at; (at = text.find(word, from)) != text.npos; from = at + word.size()) {
        out.append(text, from, at - from);
        out.push_back('|');
    }
    text = out.append(text, from);
}

/// The innermost folder that is no archive, where people sort: "照片/1.jpg".
std::string_view sorting_folder(std::string_view way) {
    const std::string_view last = base_name(folder_name(way));
    return slot_by_name(last) == Slot::archive ? std::string_view{} : last;
}

bool is_person(std::u32string_view run) {
    return run.size() >= 2 && run.size() <= 4 && surnames.find(run.front()) != surnames.npos;
}

bool is_team(std::u32string_view run) {
    return run.size() >= 4 && (run.ends_with(U"队") || run.ends_with(U"志愿服务团"));
}

}  // namespace

std::string_view base_name(std::string_view way) {
    const std::size_t slash = way.rfind('/');
    return slash == way.npos ? way : way.substr(slash + 1);
}

std::string_view folder_name(std::string_view way) {
    const std::size_t slash = way.rfind('/');
    return slash == way.npos ? std::string_view{} : way.substr(0, slash);
}

std::string extension(std::string_view way) {
    const std::string_view base = base_name(way);
    const std::size_t dot = base.rfind('.');
    return dot == base.npos ? std::string() : lower_ascii(base.substr(dot + 1));
}

std::string_view stem(std::string_view way) {
    const std::string_view base = base_name(way);
    const std::size_t dot = base.rfind('.');
    return dot == base.npos || dot == 0 ? base : base.substr(0, dot);
}

Slot slot_by_name(std::string_view way) {
    const std::string wanted = extension(way);
    for (const auto& [name, slot] : extensions) {
        if (name == wanted) return slot;
    }
    return Slot::unknown;
}

bool says_photo(std::string_view way) {
    const Words words{"照片",   "相片",   "photo", "生活照", "半身照",
                      "工作照", "证件照", "原图",  "活动照"};
    return contains_any(fold(stem(way)), words) || contains_any(fold(sorting_folder(way)), words);
}

bool says_scan(std::string_view way) {
    const std::string own = fold(stem(way));
    if (contains_any(own, {"照片", "相片", "photo", "生活照", "半身照"})) return false;
    if (contains_any(own, {"扫描", "盖章", "签章", "公章", "推荐表", "scan"})) return true;
    return contains_any(fold(sorting_folder(way)), {"扫描", "盖章"});
}

bool says_decoration(std::string_view way) {
    return contains_any(fold(stem(way)),
                        {"logo", "签名", "图标", "icon", "二维码", "qrcode", "banner"});
}

std::string distinctive(std::string_view way, const std::vector<std::string>& titles) {
    std::string out = fold(stem(way));
    for (const std::string& title : titles) erase_all(out, fold(title));
    for (const std::string_view word : common_words) erase_all(out, word);
    std::string kept;
    for (std::size_t at = 0; at < out.size();) {
        const char32_t c = next_character(out, at);
        const bool plain = (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z');
        if (plain || is_han(c)) append_utf8(kept, c);
    }
    return kept;
}

std::optional<std::string> candidate_in_name(std::string_view way,
                                             const std::vector<std::string>& titles) {
    std::string text = fold(stem(way));
    for (const std::string& title : titles) erase_all(text, fold(title));
    std::u32string run;
    const auto found = [&] { return is_team(run) || is_person(run); };
    const std::u32string whole = to_u32(text) + U"|";
    for (const char32_t c : whole) {
        if (is_han(c) || c == U'·') {
            run += c;
            continue;
        }
        // A team's own name holds the common words: 星火科技志愿服务队.
        if (is_team(run)) return to_utf8(run);
        run.clear();
    }
    std::string rest = text;
    for (const std::string_view word : common_words) erase_all(rest, word);
    run.clear();
    for (const char32_t c : to_u32(rest) + U"|") {
        if (is_han(c) || c == U'·') {
            run += c;
        } else {
            if (found()) return to_utf8(run);
            run.clear();
        }
    }
    return std::nullopt;
}

bool mentions(std::string_view text, std::string_view candidate) {
    const std::string name = fold(candidate);
    return length(name) >= 2 && fold(text).find(name) != std::string::npos;
}

}  // namespace shoujian
