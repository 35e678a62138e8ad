#pragma once

#include "rules/cases/cases.hpp"
#include "rules/cases/report.hpp"

#include <set>
#include <string>
#include <vector>

namespace shoujian::samples {

inline Instant at(const char* text) {
    return *parse_rfc3339(text);
}

inline const Instant on_time = at("2020-05-10T09:30:00+08:00");
inline const Instant too_late = at("2020-05-16T00:00:00+08:00");

inline Field field(std::string id, std::string label, FieldType type) {
    Field out;
    out.id = std::move(id);
    out.labels = {std::move(label)};
    out.type = type;
    out.if_missing = Severity::error;
    return out;
}

inline Form form(std::string id, std::string title, std::string candidate, int photos) {
    Form out;
    out.id = std::move(id);
    out.titles = {std::move(title)};
    out.candidate = candidate;
    out.unit = "unit";
    out.photos = {photos, 1'000'000, 3u << 20, "1MB", "3MB"};
    out.scan = {true, true};
    out.fields = {field(candidate, "姓名", FieldType::text),
                  field("phone", "联系方式", FieldType::phone),
                  field("birth", "出生年月", FieldType::year_month),
                  field("members", "人数", FieldType::integer),
                  field("story", "主要事迹", FieldType::text),
                  field("unit", "推荐单位", FieldType::unit)};
    out.fields[2].min_month = YearMonth{std::chrono::year{1900}, std::chrono::January};
    out.fields[2].max_is_receipt = true;
    out.fields[3].min = 10;
    out.fields[4].max_chars = 100;
    return out;
}

inline Call call() {
    Call out;
    out.id = "2019";
    out.title = "典型事迹";
    out.opens = at("2020-05-06T00:00:00+08:00");
    out.deadline = at("2020-05-15T23:59:59+08:00");
    out.forms = {form("volunteer", "优秀科技志愿者典型事迹推荐表", "name", 1),
                 form("team", "优秀科技志愿服务队典型事迹推荐表", "team_name", 2)};
    out.units = {{"江苏省科学技术协会",
                  {"江苏省科协"},
                  {"js@example.com"},
                  {{"volunteer", 1}, {"team", 0}},
                  {}},
                 {"广东省科学技术协会",
                  {"广东省科协"},
                  {"@gd.example.com"},
                  {},
                  at("2020-05-20T23:59:59+08:00")}};
    return out;
}

/// The digest is made of the name and size: files of one name and size are twins.
inline View view(const std::string& name, std::uint64_t bytes, const std::string& content = "") {
    return {name, 0, bytes,
            sha256(as_bytes((content.empty() ? name : content) + std::to_string(bytes)))};
}

inline PictureFacts picture_facts(const View& of, int width = 1600, int height = 1200) {
    return {of, "jpeg", width, height, false};
}

inline Piece photo(const std::string& name,
                   std::uint64_t bytes = 1'500'000,
                   const std::string& content = "") {
    const View of = view(name, bytes, content);
    return {of, {picture_facts(of), {}}, false};
}

inline std::vector<RawField> values(const std::string& candidate_field,
                                    const std::string& candidate,
                                    const std::string& unit) {
    const auto raw = [](std::string id, std::string value) {
        return RawField{std::move(id), std::move(value), "表1 第2行", "R1", 1.0, {}};
    };
    return {raw(candidate_field, candidate), raw("phone", "13812345678"),
            raw("birth", "1985.03"),         raw("members", "30"),
            raw("story", "长期从事科普。"),  raw("unit", unit)};
}

/// A complete Word form with a photo of good size inside.
inline Piece word(const std::string& name,
                  const std::string& candidate = "张三",
                  const std::string& unit = "江苏省科协",
                  std::uint64_t photo_bytes = 1'500'000) {
    WordFacts facts;
    facts.forms = {{"2019", "volunteer", false, values("name", candidate, unit), {0}}};
    if (photo_bytes > 0)
        facts.pictures = {picture_facts(view("word/media/image1.jpeg", photo_bytes, name))};
    else
        facts.forms.front().pictures.clear();
    return {view(name, 20'000), {facts, {}}, false};
}

inline FormFacts& form_in(Piece& piece) {
    return std::get<WordFacts>(piece.facts.content).forms.front();
}

inline RawField& raw_in(Piece& piece, std::string_view id) {
    for (RawField& raw : form_in(piece).fields) {
        if (raw.id == id) return raw;
    }
    throw std::logic_error("no such field");
}

inline Piece scan(const std::string& name, const std::string& text = "") {
    ScanFacts facts;
    facts.pages = 2;
    facts.looks.resize(2);
    if (!text.empty()) {
        facts.looks.front().recognised = true;
        facts.looks.front().lines.push_back({text, 0.98, {}, {1000, 1000, 8000, 200}});
    }
    return {view(name, 2'000'000), {facts, {}}, false};
}

inline Piece looked_at(Piece piece, bool is_scan, Seen seal) {
    auto& facts = std::get<ScanFacts>(piece.facts.content);
    facts.is_scan = is_scan;
    for (PageFacts& page : facts.looks) {
        page.structure.kind = is_scan ? PageKind::scanned : PageKind::exported;
        page.seen = true;
        page.look = {1240, 1754, true, 0.9, 0.02, 0.1, 0.05, 0.4};
    }
    PageFacts& first = facts.looks.front();
    if (seal == Seen::yes)
        first.seals.push_back({{{6000, 8000, 2000, 1400}, seal, 0.9, 0}, {}, {}, "", 0});
    if (seal == Seen::no) {  // two witnesses, on a legible page
        first.seal_place = Seen::no;
        first.recognised = true;
        for (const Form& form : call().forms)
            for (const Field& field : form.fields)
                first.lines.push_back({field.labels.front(), 0.98, {}, {1000, 1000, 900, 150}});
    }
    return piece;
}

inline Piece closed(const std::string& name, const std::string& code) {
    return {view(name, 10'000), {NoFacts{}, {{code, "", ""}}}, false};
}

inline MessageFacts message(std::vector<Piece> pieces, std::vector<Problem> problems = {}) {
    MessageFacts out;
    out.pieces = std::move(pieces);
    out.problems = std::move(problems);
    return out;
}

/// What `check` would print.
inline Report report(const Call& rules, const MessageFacts& facts, Instant received = on_time) {
    const Intake intake = assemble(facts, std::vector<Call>{rules}, received);
    Report out;
    out.call = rules.id;
    out.received = received;
    for (const Submission& one : intake.submissions) {
        const Case all{"", 0, one.who, {Entry{received, {}, one}}};
        out.submissions.push_back(report_of(rules, all, judge(rules, all)));
    }
    out.findings = message_findings(rules, intake);
    out.ignored = intake.ignored;
    out.verdict = overall(out);
    return out;
}

/// "code" or "code:severity" where it is not the default's.
inline std::multiset<std::string> codes(const Report& of) {
    std::multiset<std::string> out;
    const auto add = [&](const Finding& one) {
        const auto usual = default_severities().find(one.code);
        const bool plain = usual != default_severities().end() && usual->second == one.severity;
        out.insert(plain ? one.code : one.code + ":" + std::string(severity_name(one.severity)));
    };
    for (const Finding& one : of.findings) add(one);
    for (const SubmissionReport& sub : of.submissions) {
        for (const Finding& one : sub.findings) add(one);
    }
    return out;
}

}  // namespace shoujian::samples
