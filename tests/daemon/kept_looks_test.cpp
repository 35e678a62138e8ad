#include "daemon/kept_looks.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace shoujian;

namespace {

Piece scan(unsigned char digest, bool seen) {
    Piece out;
    out.file.name = "扫描件.pdf";
    out.file.digest.fill(std::byte{digest});
    ScanFacts facts;
    facts.pages = 1;
    PageFacts& page = facts.looks.emplace_back();
    page.structure.kind = PageKind::scanned;
    if (seen) {
        page.seen = true;
        page.lines.push_back({"姓名", 0.9, {}, {1000, 1000, 500, 100}});
        page.seals.push_back(
            {{{6000, 8000, 1800, 1300}, Seen::yes, 0.9, 0}, {"x", 5, 7, {}}, {}, "", 0});
    }
    out.facts.content = std::move(facts);
    return out;
}

/// A ledger's table in memory.
struct Kept {
    std::map<std::pair<std::string, std::string>, std::string> rows;
    KeptLooks looks() {
        return {[this](const std::string& digest,
                       const std::string& question) -> std::optional<std::string> {
                    const auto found = rows.find({digest, question});
                    return found == rows.end() ? std::nullopt : std::optional(found->second);
                },
                [this](const std::string& digest, const std::string& question,
                       const std::string& facts) {
                    rows[{digest, question}] = facts;
                }};
    }
};

}  // namespace

TEST_CASE("A scan that comes again is known by its bytes and by what was asked of it") {
    Kept table;
    const KeptLooks kept = table.looks();
    keep_look(kept, "question", scan(1, true));
    REQUIRE(table.rows.size() == 1);

    std::vector<Piece> again{scan(1, false), scan(2, false)};
    take_kept(kept, "question", again);
    CHECK(was_seen(again[0]));
    CHECK_FALSE(was_seen(again[1]));
    const PageFacts& page = std::get<ScanFacts>(again[0].facts.content).looks.front();
    CHECK(page.lines.size() == 1);
    CHECK(page.seals.size() == 1);
    CHECK(page.seals.front().crop.length == 0);  // its pixels are gone

    std::vector<Piece> other{scan(1, false)};
    take_kept(kept, "another question", other);
    CHECK_FALSE(was_seen(other[0]));
}

TEST_CASE("What was not seen, or failed, is looked at again") {
    Kept table;
    const KeptLooks kept = table.looks();
    keep_look(kept, "question", scan(1, false));
    Piece failed = scan(2, true);
    failed.facts.problems.push_back({"material.unjudged", "", ""});
    keep_look(kept, "question", failed);
    CHECK(table.rows.empty());

    table.rows[{hex(scan(3, true).file.digest), "question"}] = "damaged";
    std::vector<Piece> pieces{scan(3, false)};
    take_kept(kept, "question", pieces);
    CHECK_FALSE(was_seen(pieces[0]));
}

TEST_CASE("The question changes with what the forms say") {
    Piece word;
    WordFacts facts;
    FormFacts form;
    RawField name;
    name.id = "name";
    name.value = "张三";
    form.fields = {name};
    facts.forms = {form};
    word.facts.content = facts;
    std::vector<Piece> pieces{word};
    const std::string first = question_of(pieces, {});
    std::get<WordFacts>(pieces[0].facts.content).forms[0].fields[0].value = "李四";
    CHECK(question_of(pieces, {}) != first);
}
