#include "daemon/text/template_names.hpp"

#include "parsers/base/text.hpp"
#include "rules/call/toml_table.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// One tag: its sign ('#', '^', '/', '&', '{', '!', '>', '=', or 0 for a plain name) and its name.
struct Tag {
    char sign = 0;
    std::string name;
    std::size_t at = 0;
};

std::vector<Tag> tags_of(std::string_view pattern) {
    std::vector<Tag> out;
    for (std::size_t at = 0; (at = pattern.find("{{", at)) != std::string_view::npos;) {
        const bool triple = pattern.substr(at).starts_with("{{{");
        const std::string_view closing = triple ? "}}}" : "}}";
        const std::size_t end = pattern.find(closing, at);
        if (end == std::string_view::npos) break;
        std::string_view inside = trim(pattern.substr(at + 2, end - at - 2));
        Tag tag{0, "", at};
        if (!inside.empty()
            && std::string_view("#^/&{!>=").find(inside[0]) != std::string_view::npos) {
            tag.sign = inside[0];
            inside.remove_prefix(1);
        }
        tag.name = trim(inside);
        out.push_back(std::move(tag));
        at = end + closing.size();
    }
    return out;
}

bool knows(const Values& values, const std::string& name) {
    return values.texts.contains(name) || values.flags.contains(name)
           || values.lists.contains(name);
}

void add_names(const Values& values, std::vector<std::string>& out) {
    for (const auto& [name, text] : values.texts) out.push_back(name);
    for (const auto& [name, flag] : values.flags) out.push_back(name);
    for (const auto& [name, items] : values.lists) out.push_back(name);
}

/// The values in sight, innermost last, as the sections of a template open and close.
class Scopes {
public:
    explicit Scopes(const Values& outermost) : open_{&outermost} {}

    bool know(const std::string& name) const {
        return std::ranges::any_of(open_, [&](const Values* one) { return knows(*one, name); });
    }
    std::vector<std::string> names() const {
        std::vector<std::string> out;
        for (const Values* one : open_) add_names(*one, out);
        return out;
    }
    /// The list inside which the name would be known; empty where none is.
    std::string list_with(const std::string& name) const {
        for (const Values* one : open_)
            for (const auto& [list, items] : one->lists)
                if (!items.empty() && knows(items.front(), name)) return list;
        return {};
    }
    void enter(const Tag& section) {
        const Values* inside = open_.back();
        for (const Values* one : open_) {
            const auto list = one->lists.find(section.name);
            if (section.sign == '#' && list != one->lists.end() && !list->second.empty())
                inside = &list->second.front();
        }
        open_.push_back(inside);
    }
    void leave() {
        if (open_.size() > 1) open_.pop_back();
    }

private:
    std::vector<const Values*> open_;
};

TemplateError error_at(std::string_view pattern, std::size_t at, std::string what) {
    const std::string_view before = pattern.substr(0, at);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    return {static_cast<int>(lines) + 1,
            static_cast<int>(length(before.substr(before.rfind('\n') + 1))) + 1, std::move(what)};
}

std::string unknown_name(const std::string& name, const Scopes& scopes) {
    const std::string list = scopes.list_with(name);
    return "这里没有 {{" + shorten(name, 60) + "}} 这个名字"
           + (list.empty() ? did_you_mean(name, scopes.names())
                           : "，它只在 {{#" + list + "}} … {{/" + list + "}} 里有");
}

}  // namespace

std::vector<TemplateError> unknown_names(const std::string& pattern, const Values& sample) {
    std::vector<TemplateError> out;
    Scopes scopes(sample);
    for (const Tag& tag : tags_of(pattern)) {
        if (tag.sign == '!') continue;
        if (tag.sign == '>' || tag.sign == '=') {
            out.push_back(error_at(pattern, tag.at,
                                   "回复文本里只能用 {{名}}、{{#名}}、{{^名}}、{{/名}}，这里是 {{"
                                       + std::string(1, tag.sign) + "…}}"));
        } else if (tag.sign == '/') {
            scopes.leave();
        } else {
            if (!scopes.know(tag.name))
                out.push_back(error_at(pattern, tag.at, unknown_name(tag.name, scopes)));
            if (tag.sign == '#' || tag.sign == '^') scopes.enter(tag);
        }
    }
    return out;
}

}  // namespace shoujian
