#include "rules/cases/sorting.hpp"

#include "parsers/base/text.hpp"
#include "rules/cases/pictures.hpp"
#include "rules/scans/label_places.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shoujian {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kinds{{
    {"spreadsheet", "电子表格，不是本次要求的材料"},
    {"presentation", "演示文稿，不是本次要求的材料"},
    {"text", "文本文件，不是本次要求的材料"},
    {"html", "网页文件，不是本次要求的材料"},
    {"calendar", "日程文件，不是本次要求的材料"},
    {"audio", "音频或视频，不是本次要求的材料"},
    {"video", "音频或视频，不是本次要求的材料"},
}};

std::string why_ignored(std::string_view kind) {
    for (const auto& [name, why] : kinds) {
        if (name == kind) return std::string(why);
    }
    return "不是本次要求的材料";
}

bool is_material_slot(Slot slot) {
    return slot == Slot::word || slot == Slot::scan || slot == Slot::photo;
}

/// Whether the call is open at that time for any of its units.
bool is_open_at(const Call& call, Instant received) {
    Instant last = call.deadline;
    for (const Unit& unit : call.units) last = std::max(last, unit.deadline.value_or(last));
    return received >= call.opens && received <= last;
}

bool share_title(const Form& a, const Form& b) {
    return std::any_of(a.titles.begin(), a.titles.end(), [&](const std::string& one) {
        return std::any_of(b.titles.begin(), b.titles.end(),
                           [&](const std::string& other) { return fold(one) == fold(other); });
    });
}

const Call* call_named(std::span<const Call> calls, std::string_view id) {
    const auto at =
        std::find_if(calls.begin(), calls.end(), [&](const Call& c) { return c.id == id; });
    return at == calls.end() ? nullptr : &*at;
}

/// Two years' notices print the same title: the form belongs to the one that was open.
void choose_call(FormFacts& facts, std::span<const Call> calls, Instant received) {
    const Call* read_as = call_named(calls, facts.call);
    const Form* form = read_as ? read_as->form(facts.form) : nullptr;
    if (!form || received == Instant{} || is_open_at(*read_as, received)) return;
    for (const Call& call : calls) {
        if (!is_open_at(call, received)) continue;
        for (const Form& other : call.forms) {
            if (!share_title(*form, other)) continue;
            facts.call = call.id;
            facts.form = other.id;
            return;
        }
    }
}

/// The pictures that lie in one form of several; with one form all of the file are its own.
WordFacts only_form(const WordFacts& word, const FormFacts& form) {
    WordFacts out = word;
    out.forms = {form};
    if (word.forms.size() == 1) return out;
    out.pictures.clear();
    out.forms.front().pictures.clear();
    for (const std::size_t index : form.pictures) {
        if (index >= word.pictures.size()) continue;
        out.forms.front().pictures.push_back(out.pictures.size());
        out.pictures.push_back(word.pictures[index]);
    }
    return out;
}

bool speaks_of_a_form(const Piece& piece, const WordFacts& word) {
    if (word.looks_like_form) return true;
    const std::string said = fold(word.heading) + fold(stem(piece.file.name));
    for (const std::string_view sign : {"推荐表", "申报表", "登记表", "推荐书", "事迹"}) {
        if (said.find(sign) != std::string::npos) return true;
    }
    return false;
}

class Sorter {
public:
    Sorter(std::span<const Call> calls, Instant received) : calls_(calls), received_(received) {}

    void add(const Piece& piece) {
        std::visit([&](const auto& content) { add(piece, content); }, piece.facts.content);
    }

    /// A container, an entry of one, a link, the message itself.
    void add(const Problem& problem) { out.problems.push_back(problem); }

    Sorting out;

    /// IMG_0001.jpg may be the stamped form, and IMG_0002.jpg its second page: what they show says
    /// so. Where none shows a form, a picture with print on it may be a photo of anything.
    void take_pages_out_of_pictures() {
        const auto looks = [](const Piece& piece) -> const PictureFacts& {
            return std::get<PictureFacts>(piece.facts.content);
        };
        const bool any = std::ranges::any_of(out.pictures, [&](const Piece& piece) {
            return std::ranges::any_of(
                calls_, [&](const Call& call) { return shows_form_of(call, looks(piece).looks); });
        });
        if (!any) return;
        const auto rest = std::stable_partition(
            out.pictures.begin(), out.pictures.end(), [&](const Piece& piece) {
                return says_photo(piece.file.name) || !is_page(looks(piece));
            });
        out.pages.insert(out.pages.end(), rest, out.pictures.end());
        out.pictures.erase(rest, out.pictures.end());
    }

private:
    void add(const Piece& piece, const WordFacts& word) {
        if (word.forms.empty()) {
            if (speaks_of_a_form(piece, word))
                out.foreign.push_back(piece);
            else
                ignore(piece, "WORD文件，但不是推荐表");
            return;
        }
        for (const FormFacts& form : word.forms) {
            Piece one = piece;
            WordFacts content = only_form(word, form);
            choose_call(content.forms.front(), calls_, received_);
            one.facts.content = std::move(content);
            (form.blank ? out.blanks : out.forms).push_back(std::move(one));
        }
    }

    void add(const Piece& piece, const ScanFacts&) { out.scans.push_back(piece); }

    void add(const Piece& piece, const PictureFacts& picture) {
        if (is_decoration(piece, picture))
            ignore(piece, "小图片（图标、签名等），不作为照片");
        else
            (says_scan(piece.file.name) ? out.pages : out.pictures).push_back(piece);
    }

    void add(const Piece& piece, const OtherFacts& other) {
        const bool nameless = other.kind == "empty" || other.kind == "unknown";
        if (!nameless || !is_material_slot(slot_by_name(piece.file.name))) {
            ignore(piece, other.kind == "empty" ? "空文件" : why_ignored(other.kind));
            return;
        }
        Piece one = piece;
        one.facts.content = NoFacts{};
        if (one.facts.problems.empty()) {
            const std::string seen = other.kind == "empty" ? "文件内容为空" : "内容与文件类型不符";
            one.facts.problems.push_back({"material.unreadable", "", seen});
        }
        out.broken.push_back(std::move(one));
    }

    /// Nobody converted it: as one that our reader could not judge.
    void add(const Piece& piece, const ForeignFacts&) { add(piece, NoFacts{}); }

    void add(const Piece& piece, const NoFacts&) {
        Piece one = piece;
        if (one.facts.problems.empty()) one.facts.problems.push_back({"material.unjudged", "", ""});
        if (is_material_slot(slot_by_name(piece.file.name))) {
            out.broken.push_back(std::move(one));
            return;
        }
        for (Problem& problem : one.facts.problems) {
            if (problem.where.empty()) problem.where = piece.file.name;
            out.problems.push_back(std::move(problem));
        }
    }

    void ignore(const Piece& piece, std::string why) {
        out.ignored.push_back({piece.file.name, std::move(why)});
    }

    std::span<const Call> calls_;
    Instant received_;
};

std::string about(const CloudLink& link) {
    return link.expiry.empty() ? link.host : link.host + "，" + link.expiry;
}

}  // namespace

Sorting sort_files(const MessageFacts& facts, std::span<const Call> calls, Instant received) {
    Sorter sorter(calls, received);
    for (const Piece& piece : facts.pieces) sorter.add(piece);
    for (const Problem& problem : facts.problems) sorter.add(problem);
    sorter.take_pages_out_of_pictures();
    for (const CloudLink& link : facts.links)
        sorter.add(Problem{"material.cloud_link", link.name, about(link)});
    return std::move(sorter.out);
}

const Call* call_open_at(std::span<const Call> calls, Instant received) {
    for (const Call& call : calls) {
        if (is_open_at(call, received)) return &call;
    }
    return calls.empty() ? nullptr : &calls.front();
}

std::vector<std::string> all_titles(std::span<const Call> calls) {
    std::vector<std::string> out;
    for (const Call& call : calls) {
        for (const Form& form : call.forms)
            out.insert(out.end(), form.titles.begin(), form.titles.end());
    }
    return out;
}

}  // namespace shoujian
