// Two hundred Word files, both forms in ten layouts, sound and with each defect, by `shoujian check
// --json`.
#include "tests/acceptance/program.hpp"
#include "tests/build/form_layouts.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>

#include <functional>
#include <set>

using namespace shoujian;

namespace {

using Codes = std::multiset<std::string>;

/// One way in which a form goes wrong.
struct Defect {
    std::string name;
    std::function<void(Answers&)> spoil;
    std::function<void(std::vector<std::string>&)> spoil_photos;
    Codes codes;
};

std::string characters(int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += "科";
    return out;
}

Defect answer(std::string name, std::string field, std::string value, Codes codes) {
    return {std::move(name), [=](Answers& a) { a[field] = value; }, {}, std::move(codes)};
}

Defect pictures(std::string name,
                std::function<void(std::vector<std::string>&)> spoil,
                Codes codes) {
    return {std::move(name), {}, std::move(spoil), std::move(codes)};
}

std::vector<Defect> common_defects() {
    return {
        answer("sound", "story", "坚持开展科普讲座二十余场，受益群众一万多人次。", {}),
        answer("phone blank", "phone", "", {"field.missing:phone"}),
        answer("phone too short", "phone", "13851", {"field.format:phone"}),
        answer("story over", "story", characters(1200), {"field.too_long:story"}),
        answer("story a little over", "story", characters(1040), {"field.too_long:story"}),
        answer("unit unknown", "unit", "某某县科普协会", {"unit.unknown:unit"}),
        pictures("no photo", [](auto& photos) { photos.clear(); }, {"photo.missing:"}),
        pictures("photo small", [](auto& photos) { photos[0] = photo(31, 400'000); },
                 {"photo.too_small:"}),
        pictures("photo large", [](auto& photos) { photos[0] = photo(32, 4'000'000); },
                 {"photo.too_large:"}),
    };
}

std::vector<Defect> defects_of(const std::string& form) {
    std::vector<Defect> out = common_defects();
    if (form == "volunteer") {
        out.push_back(answer("name blank", "name", "", {"field.missing:name"}));
        out.push_back(answer("birth in the future", "birth", "2031年5月", {"field.range:birth"}));
        out.push_back(answer("birth no month", "birth", "不详", {"field.format:birth"}));
        out.push_back(answer("team blank", "team", "", {"field.missing:team"}));
    } else {
        out.push_back(
            answer("members 8", "members", "8", {"field.range:members", "rule.per-capita:"}));
        out.push_back(
            answer("members 15", "members", "15", {"rule.members-20:", "rule.per-capita:"}));
        out.push_back(
            answer("hours do not fit", "per_capita_hours", "12小时", {"rule.per-capita:"}));
        out.push_back(pictures("twice the same", [](auto& photos) { photos[1] = photos[0]; },
                               {"photo.duplicate:", "photo.missing:"}));
    }
    return out;
}

Poco::JSON::Object::Ptr checked(const std::filesystem::path& word,
                                const std::filesystem::path& scan) {
    const Ran ran = shoujian::shoujian(
        {"check", "--call", SHOUJIAN_SOURCE_DIR "/config/calls/2019-dianxing/call.toml",
         "--received-at", "2020-05-10T09:30:00+08:00", "--json", word.string(), scan.string()});
    INFO(ran.err);
    REQUIRE((ran.code == 0 || ran.code == 1));
    const auto report = Poco::JSON::Parser().parse(ran.out).extract<Poco::JSON::Object::Ptr>();
    REQUIRE(report->getArray("submissions")->size() == 1);
    return report->getArray("submissions")->getObject(0);
}

Codes codes_of(const Poco::JSON::Object::Ptr& submission) {
    Codes out;
    const auto findings = submission->getArray("findings");
    for (unsigned i = 0; i < findings->size(); ++i) {
        const auto one = findings->getObject(i);
        const auto field = one->get("field");
        out.insert(one->getValue<std::string>("code") + ":"
                   + (field.isEmpty() ? "" : field.convert<std::string>()));
    }
    return out;
}

/// Another person and team a form, so that no two files are alike.
Answers varied(const std::string& form, int index) {
    static const std::vector<std::string> surnames{"赵", "钱", "孙", "李", "周",
                                                   "吴", "郑", "王", "冯", "欧阳"};
    static const std::vector<std::string> given{"建国", "丽华", "敏",  "志强",
                                                "晓燕", "宇航", "春生"};
    static const std::vector<std::string> months{"1985年3月", "1979.11",   "1990-07",
                                                 "1968/1",    "1983 . 12", "一九八二年五月"};
    static const std::vector<std::string> phones{"13851234567", "025-83322110", "138 5123 4567",
                                                 "+86 13851234567", "010-65005187转801"};
    const auto pick = [&](const std::vector<std::string>& from) {
        return from[static_cast<std::size_t>(index) % from.size()];
    };
    Answers out = form == "team" ? team_answers() : volunteer_answers();
    out["phone"] = pick(phones);
    const std::string person =
        pick(surnames) + given[static_cast<std::size_t>(index / 3) % given.size()];
    if (form == "team") {
        out["team_name"] = "第" + std::to_string(index + 1) + "科技志愿服务队";
        out["leader"] = person;
    } else {
        out["name"] = person;
        out["gender"] = index % 2 == 0 ? "男" : "女";
        out["birth"] = pick(months);
    }
    return out;
}

void check_one(const std::filesystem::path& folder,
               const std::string& form,
               Layout layout,
               const Defect& defect,
               int index) {
    Answers answers = varied(form, index);
    std::vector<std::string> photos{photo(11)};
    if (form == "team") photos.push_back(photo(12));
    if (defect.spoil) defect.spoil(answers);
    if (defect.spoil_photos) defect.spoil_photos(photos);
    if (form == "team" && photos.empty() && defect.codes == Codes{"photo.missing:"})
        photos.push_back(photo(12));
    const auto word = folder / "推荐表.docx", scan = folder / "扫描件.pdf";
    write_bytes(word, laid_out(form, answers, layout, photos));
    const auto submission = checked(word, scan);
    INFO(form << ", " << layout_name(layout) << ", " << defect.name);
    CHECK(submission->getValue<std::string>("form") == form);
    const auto fields = submission->getObject("fields");
    for (const auto& [id, value] : answers) {
        INFO(id);
        CHECK(fields->getObject(id)->getValue<std::string>("value") == value);
    }
    CHECK(codes_of(submission) == defect.codes);
}

}  // namespace

TEST_CASE("every field as written and exactly the codes, in every layout") {
    const TempFolder folder;
    write_bytes(folder.path() / "扫描件.pdf", stamped_scan());
    int count = 0;
    for (const std::string form : {"volunteer", "team"}) {
        for (const Layout layout : all_layouts) {
            for (const Defect& defect : defects_of(form))
                check_one(folder.path(), form, layout, defect, count++);
        }
    }
    CHECK(count >= 200);
    WARN(count << " Word files checked");
}
