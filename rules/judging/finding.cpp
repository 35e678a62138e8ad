#include "rules/judging/finding.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

/// A code with its weight and its texts. {name} is a place that the check fills; a run in [ ] is
/// left out where one of its places is empty.
struct TextRow {
    std::string_view code;
    Severity severity;
    std::string_view message, hint;
};

constexpr auto error = Severity::error;
constexpr auto review = Severity::review;
constexpr auto warning = Severity::warning;
constexpr auto note = Severity::note;

constexpr std::array rows{
    TextRow{"material.word.missing", error, "没有收到推荐表的WORD版",
            "请填写推荐表，并将WORD文件（.docx或.doc）作为附件发来"},
    TextRow{"material.scan.missing", error, "没有收到盖章扫描版",
            "请将推荐表打印并加盖推荐单位公章，扫描成PDF后作为附件发来"},
    TextRow{"material.unreadable", error,
            "文件[“{file}”]无法打开，可能已损坏或上传不完整[（{detail}）]",
            "请在电脑上打开该文件确认内容正常，另存为新文件后重新发送"},
    TextRow{"material.empty", error, "压缩包[“{file}”]是空的，里面没有任何文件",
            "请把材料放进压缩包后重新压缩，或直接把材料作为附件发送"},
    TextRow{
        "material.encrypted", error, "文件[“{file}”]设有密码，无法打开[（{detail}）]",
        "请取消密码（另存时去掉打开密码，或重新压缩时不设密码）后重新发送；请不要用邮件发送密码"},
    TextRow{"material.unsupported", error, "文件[“{file}”]的格式无法处理[（{detail}）]",
            "请将推荐表存为.docx或.doc、扫描件存为PDF、照片存为JPG，直接作为附件或用ZIP压缩后发送"},
    TextRow{"material.limit", review,
            "文件[“{file}”]超出可自动处理的大小或数量[（{detail}）]，已转人工核对",
            "如方便，可将材料减小或分几封邮件发送"},
    TextRow{"material.unjudged", review, "文件[“{file}”]未能自动识别，已收到，转人工核对",
            "您暂时不需要做任何事"},
    TextRow{
        "material.doubtful", review,
        "邮件中有多位候选人的材料，部分文件从文件名看不出属于哪一位，已按先后顺序对应，转人工核对",
        "今后请在文件名中写明姓名或队名，例如“张三-推荐表.docx”“张三-扫描件.pdf”"},
    TextRow{"message.words", review, "来信没有附件，已收到，由工作人员阅读处理",
            "您暂时不需要做任何事；如要补交材料，请把文件作为附件直接回复本邮件"},
    TextRow{"sender.outside", review, "材料是按编号从另一个邮箱补交的，转人工核对",
            "您暂时不需要做任何事；也可以从原来的邮箱再发一次"},
    TextRow{"material.active", warning,
            "文件[“{file}”]含有宏、程序或外部链接对象[（{detail}）]，这部分内容未被打开",
            "如非必要，请另存为不含宏的.docx或普通PDF"},
    TextRow{"material.blank", error, "推荐表[“{file}”]是空白的，没有填写内容",
            "请填写推荐表并保存后重新发送；可能误发了空白模板"},
    TextRow{"material.temporary", error,
            "文件[“{file}”]是WORD打开文档时产生的临时文件，不是推荐表本身",
            "请先关闭WORD，再选择文件名不以“~$”开头的推荐表发送"},
    TextRow{
        "material.cloud_link", error,
        "文件[“{file}”]是以超大附件（网盘链接）方式发送的，本邮箱没有收到文件本身[（{detail}）]",
        "请将文件作为普通附件发送；太大时可分几封邮件发送"},
    TextRow{"form.unknown", review,
            "WORD文件[“{file}”]不是本次通知附件中的推荐表[（{detail}）]，已转人工核对",
            "如发错文件，请使用通知附件中的推荐表填写后重新发送"},
    TextRow{"field.missing", error, "“{label}”没有填写", "请填写“{label}”[，{expected}]"},
    TextRow{"field.format", error, "“{label}”填写的是“{value}”，看不出有效内容[，应为{expected}]",
            "请按要求改正“{label}”[，{expected}]"},
    TextRow{"field.range", error, "“{label}”填写的是“{value}”，不在允许的范围内",
            "请核对“{label}”[，应为{limit}]"},
    TextRow{"field.too_long", error, "“{label}”有{count}字，要求不超过{limit}字",
            "请将“{label}”压缩到{limit}字以内（按WORD的字数统计）"},
    TextRow{"field.inconsistent", review,
            "“{label}”在表中有不同的写法：“{value}”[与“{other}”]，已转人工核对",
            "如有笔误，请改正后重新发送"},
    TextRow{"field.uncertain", review,
            "“{label}”读到的内容是“{value}”[，另一处是“{other}”]，不能完全确定，已转人工核对",
            "如填写有误或不清楚，请改正后重新发送[；{expected}]"},
    TextRow{"photo.missing", error, "需要{needed}张照片，收到{count}张",
            "请将照片原图作为附件发来，每张[不低于{min}][、][不超过{max}]"},
    TextRow{"photo.too_small", error, "照片[“{file}”]大小为{size}，低于要求的{min}", "{advice}"},
    TextRow{"photo.too_large", error, "照片[“{file}”]大小为{size}，超过要求的{max}",
            "请将照片压缩到[{min}至]{max}之间后，作为附件重新发送"},
    TextRow{"photo.unreadable", error, "照片[“{file}”]无法打开[（{detail}）]",
            "请确认照片能正常显示，以JPG格式作为附件重新发送"},
    TextRow{"photo.duplicate", review, "照片[“{file}”]与另一张完全相同，只计为一张",
            "请另发一张不同的照片"},
    TextRow{"scan.not_a_scan", error,
            "文件[“{file}”]是由WORD直接导出的，不是盖章后的扫描件[（{detail}）]",
            "请打印推荐表，加盖推荐单位公章后扫描成PDF重新发送"},
    TextRow{"scan.seal_missing", error, "扫描件[“{file}”]上没有看到推荐单位的公章",
            "请加盖推荐单位公章后重新扫描发送"},
    TextRow{"scan.seal_unsure", review,
            "扫描件[“{file}”]上的公章看不清[（{detail}）]，已转人工核对",
            "如方便，请用彩色模式、200dpi以上重新扫描发送"},
    TextRow{"scan.mismatch", error, "扫描件[“{file}”]与WORD版推荐表不是同一候选人[（{detail}）]",
            "请核对后发送同一候选人的WORD版和扫描件"},
    TextRow{"scan.illegible", review, "扫描件[“{file}”]看不清[（{detail}）]，已转人工核对",
            "如方便，请用200dpi以上重新扫描发送"},
    TextRow{"scan.field_differs", note, "扫描件[“{file}”]与WORD版有一处不一致[（{detail}）]",
            "如以其中一份为准，请来信说明"},
    TextRow{"scan.unit_differs", review,
            "扫描件[“{file}”]上的推荐单位或公章似乎是另一单位的[（{detail}）]，已转人工核对",
            "如盖章单位有误，请由推荐单位盖章后重新扫描发送"},
    TextRow{"unit.unknown", review, "推荐单位“{unit}”不在本次通知的单位名单中，已转人工核对",
            "请核对推荐单位名称是否为盖章单位的全称"},
    TextRow{"quota.none", review, "推荐单位“{unit}”本次没有该类别的名额，已转人工核对",
            "如对名额有疑问，请与联系人沟通"},
    TextRow{
        "quota.exceeded", review,
        "推荐单位“{unit}”该类别名额为{limit}个，此前已受理{count}个，本件超出名额，已转人工核对",
        "请推荐单位确认保留哪些候选人"},
    TextRow{"roster.unregistered", review,
            "“{candidate}”不在科技志愿服务信息平台的注册名单中，已转人工核对",
            "请核对姓名或队名是否与平台注册的一致；尚未注册的请先注册"},
    TextRow{"candidate.duplicate", review,
            "“{candidate}”已有另一份报送[（{detail}）]，已转人工核对",
            "如为重复报送，请告知保留哪一份"},
    TextRow{"deadline.passed", error, "收到时间为{received}，已超过截止时间{deadline}",
            "如有特殊情况，请与联系人沟通"},
    TextRow{"deadline.not_open", note, "收到时间为{received}，早于报送开始时间{opens}",
            "材料已收到，按正常报送处理"},
};

/// For a code that only the reader knows: a person looks, nothing is refused.
constexpr std::string_view unlisted_message = "文件[“{file}”]需要人工核对[（{detail}）]";

const TextRow* row_of(std::string_view code) {
    for (const TextRow& row : rows) {
        if (row.code == code) return &row;
    }
    return nullptr;
}

/// `pattern` with its {places} filled; `complete` tells whether each had a value.
std::string fill_places(std::string_view pattern, const TextValues& values, bool& complete) {
    std::string out;
    complete = true;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = pattern.find('}', open == pattern.npos ? 0 : open);
        if (open == pattern.npos || close == pattern.npos) return out.append(pattern);
        out += pattern.substr(0, open);
        const auto value = values.find(std::string(pattern.substr(open + 1, close - open - 1)));
        const bool known = value != values.end() && !value->second.empty();
        complete = complete && known;
        if (known) out += value->second;
        pattern.remove_prefix(close + 1);
    }
    return out;
}

std::string fill(std::string_view pattern, const TextValues& values) {
    std::string out;
    bool complete = true;
    while (!pattern.empty()) {
        const std::size_t open = std::min(pattern.find('['), pattern.size());
        out += fill_places(pattern.substr(0, open), values, complete);
        pattern.remove_prefix(open);
        if (pattern.empty()) break;
        const std::size_t close = pattern.find(']');
        const std::string run = fill_places(pattern.substr(1, close - 1), values, complete);
        if (complete) out += run;
        pattern.remove_prefix(close + 1);
    }
    return out;
}

}  // namespace

const std::map<std::string, Severity, std::less<>>& default_severities() {
    static const auto table = [] {
        std::map<std::string, Severity, std::less<>> out;
        for (const TextRow& row : rows) out.emplace(row.code, row.severity);
        return out;
    }();
    return table;
}

Severity severity_of(const Call& call, std::string_view code) {
    if (const auto set = call.severities.find(std::string(code)); set != call.severities.end())
        return set->second;
    const auto known = default_severities().find(code);
    return known != default_severities().end() ? known->second : Severity::review;
}

Finding make_finding(const Call& call, std::string_view code, const TextValues& values) {
    Finding out;
    out.code = code;
    out.severity = severity_of(call, code);
    const TextRow* row = row_of(code);
    out.message = fill(row ? row->message : unlisted_message, values);
    if (row) out.hint = fill(row->hint, values);
    return out;
}

}  // namespace shoujian
