#include "rules/cases/names.hpp"
#include "rules/cases/pictures.hpp"
#include "rules/judging/checks.hpp"

#include <algorithm>

namespace shoujian {

namespace {

enum class Origin { attached, in_word };

struct Photo {
    View view;
    Origin origin = Origin::attached;
    std::vector<Problem> problems;
    bool readable = true;
    bool good = false;
};

struct Photos {
    std::vector<Photo> distinct;
    std::vector<std::string> twins;  ///< names of files that are another's copy
};

void add(Photos& photos, Photo photo) {
    const bool known =
        std::any_of(photos.distinct.begin(), photos.distinct.end(),
                    [&](const Photo& one) { return same_bytes(one.view, photo.view); });
    if (known)
        photos.twins.push_back(photo.view.name);
    else
        photos.distinct.push_back(std::move(photo));
}

/// Originals attached first: Word and messengers shrink what passes through them.
Photos photos_of(const Standing& standing, const PhotoRule& rule) {
    Photos out;
    for (const Piece& piece : standing.photos) {
        Photo photo{piece.file, Origin::attached, piece.facts.problems, true, false};
        photo.readable =
            std::holds_alternative<PictureFacts>(piece.facts.content)
            && std::none_of(photo.problems.begin(), photo.problems.end(), [](const Problem& p) {
                   return p.code == "photo.unreadable" || p.code == "material.unreadable";
               });
        add(out, std::move(photo));
    }
    if (const WordFacts* word = word_facts(standing)) {
        for (const PictureFacts& one : word->pictures) {
            const auto usable = pictures_in(WordFacts{{}, {one}, false, "", false, false});
            if (usable.empty()) continue;
            View view = one.view;
            view.name = standing.word->file.name + "/" + view.name;
            add(out, Photo{view, Origin::in_word, {}, true, false});
        }
    }
    for (Photo& photo : out.distinct) photo.good = photo.readable && fits(rule, photo.view.length);
    return out;
}

/// "860 KB", "1.53 MB": decimal, as the lower bound is.
std::string size_text(std::uint64_t bytes) {
    if (bytes < 1'000'000) return std::to_string(std::max<std::uint64_t>(1, bytes / 1000)) + "KB";
    const std::uint64_t hundredths = bytes / 10'000;
    const std::string rest = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" + rest : rest) + "MB";
}

TextValues texts(const PhotoRule& rule) {
    return {{"needed", std::to_string(rule.min)},
            {"min", rule.each_min_text},
            {"max", rule.each_max_text}};
}

std::string advice(Origin origin) {
    if (origin == Origin::in_word)
        return "WORD和聊天软件会压缩插入的图片，请将照片原图作为附件单独发送";
    return "请发送相机或手机拍摄的原图（经聊天软件转发的图片会被压缩），作为附件重新发送";
}

void say_bad(Judging& judging, const Photo& photo) {
    const PhotoRule& rule = judging.form.photos;
    TextValues values = texts(rule);
    values["file"] = std::string(base_name(photo.view.name));
    values["size"] = size_text(photo.view.length);
    values["advice"] = advice(photo.origin);
    std::string code =
        photo.view.length < rule.each_min_bytes ? "photo.too_small" : "photo.too_large";
    if (!photo.readable) {
        const Problem problem = photo.problems.empty() ? Problem{} : photo.problems.front();
        values["detail"] = problem.detail;
        const bool damaged = problem.code.empty() || problem.code == "material.unreadable";
        code = damaged ? "photo.unreadable" : problem.code;
    }
    judging.say(code, values).where = photo.view.name;
}

/// Those whose faults stand in the way: all that were attached, and as many of the Word file as are
/// needed.
void say_all_bad(Judging& judging, const Photos& photos) {
    int counted = static_cast<int>(std::count_if(photos.distinct.begin(), photos.distinct.end(),
                                                 [](const Photo& one) { return one.good; }));
    for (const Photo& photo : photos.distinct) {
        const bool needed = photo.origin == Origin::attached || counted < judging.form.photos.min;
        if (photo.good || !needed) continue;
        ++counted;
        say_bad(judging, photo);
    }
}

void say_missing(Judging& judging, const Photos& photos) {
    TextValues values = texts(judging.form.photos);
    values["count"] = std::to_string(photos.distinct.size());
    judging.say("photo.missing", values);
    for (const std::string& twin : photos.twins)
        judging.say("photo.duplicate", {{"file", std::string(base_name(twin))}}).where = twin;
}

/// A Word file of another kind: what it asks for is not known.
bool is_foreign(const Standing& standing) {
    const WordFacts* word = word_facts(standing);
    return word && word->forms.empty();
}

}  // namespace

void check_photos(Judging& judging) {
    const PhotoRule& rule = judging.form.photos;
    if (rule.min == 0 || is_foreign(judging.standing)) return;
    const Photos photos = photos_of(judging.standing, rule);
    const auto good = std::count_if(photos.distinct.begin(), photos.distinct.end(),
                                    [](const Photo& one) { return one.good; });
    const std::size_t first = judging.findings.size();
    if (good < rule.min) {
        say_all_bad(judging, photos);
        const bool lacks = static_cast<int>(photos.distinct.size()) < rule.min;
        if (lacks && !hidden_by(judging.standing).photos) say_missing(judging, photos);
        return;
    }
    // The set is complete: a spare one of the wrong size is told, and asks for nothing.
    for (const Photo& photo : photos.distinct) {
        if (!photo.good && photo.origin == Origin::attached) say_bad(judging, photo);
    }
    for (std::size_t i = first; i < judging.findings.size(); ++i)
        judging.findings[i].severity = Severity::note;
}

}  // namespace shoujian
