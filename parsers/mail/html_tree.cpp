#include "parsers/mail/html_tree.hpp"

#include "parsers/mail/html_tags.hpp"

#include <gumbo.h>

#include <cstddef>
#include <memory_resource>
#include <new>
#include <string>

namespace shoujian {

namespace {

constexpr std::size_t most_memory = 200'000'000, first_block = 64 << 10;

/// Where a tree lies: nothing is given back one by one, so that no depth is ever freed by
/// recursion, as gumbo_destroy_output does.
class Arena {
public:
    void* take(std::size_t size) {
        if (size > most_memory - used_) throw std::bad_alloc();
        used_ += size;
        return blocks_.allocate(size, alignof(std::max_align_t));
    }

private:
    std::size_t used_ = 0;
    std::pmr::monotonic_buffer_resource blocks_{first_block};
};

void* take_from(void* arena, std::size_t size) {
    return static_cast<Arena*>(arena)->take(size);
}

void give_nothing_back(void*, void*) {}

/// Null where memory ran out. The exception passes through frames of C, which holds nothing that
/// would need to be released: all of it lies in the arena. The ABIs of x86-64 and AArch64 give C
/// functions unwind tables.
const GumboNode* parse(const std::string& html, Arena& arena) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = take_from;
    options.deallocator = give_nothing_back;
    options.userdata = &arena;
    options.max_errors = 0;
    try {
        return gumbo_parse_with_options(&options, html.data(), html.size())->root;
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

bool is_text(const GumboNode& node) {
    return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE
           || node.type == GUMBO_NODE_CDATA;
}

bool is_element(const GumboNode& node) {
    return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

}  // namespace

struct HtmlTree::Kept {
    std::string html;  ///< gumbo's names of unknown tags look into it
    Arena arena;
    const GumboNode* root = nullptr;
};

HtmlTree::HtmlTree(std::string_view html) : kept_(std::make_unique<Kept>()) {
    kept_->html = flat_html(html);
    kept_->root = parse(kept_->html, kept_->arena);
}

HtmlTree::~HtmlTree() = default;
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;

const HtmlNode* HtmlTree::root() const {
    return kept_->root;
}

std::string_view html_tag(const HtmlNode& node) {
    return is_element(node) ? gumbo_normalized_tagname(node.v.element.tag) : "";
}

std::string_view html_text(const HtmlNode& node) {
    return is_text(node) ? node.v.text.text : "";
}

std::string_view html_attribute(const HtmlNode& node, const char* name) {
    if (!is_element(node)) return {};
    const GumboAttribute* const found = gumbo_get_attribute(&node.v.element.attributes, name);
    return found == nullptr ? std::string_view{} : found->value;
}

bool html_has(const HtmlNode& node, const char* name) {
    return is_element(node) && gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

std::vector<const HtmlNode*> html_children(const HtmlNode& node) {
    std::vector<const HtmlNode*> out;
    if (!is_element(node)) return out;
    const GumboVector& children = node.v.element.children;
    out.reserve(children.length);
    for (unsigned i = 0; i < children.length; ++i) {
        const auto* const child = static_cast<const GumboNode*>(children.data[i]);
        if (is_text(*child) || is_element(*child)) out.push_back(child);
    }
    return out;
}

void walk_html(const HtmlNode& top,
               const std::function<bool(const HtmlNode&)>& enter,
               const std::function<void(const HtmlNode&)>& leave) {
    struct Step {
        const HtmlNode* node;
        bool leaving;
    };
    std::vector<Step> waiting{{&top, false}};
    while (!waiting.empty()) {
        const auto [node, leaving] = waiting.back();
        waiting.pop_back();
        if (leaving) {
            leave(*node);
            continue;
        }
        if (!enter(*node)) continue;
        waiting.push_back({node, true});
        const std::vector<const HtmlNode*> children = html_children(*node);
        for (auto child = children.rbegin(); child != children.rend(); ++child)
            waiting.push_back({*child, false});
    }
}

}  // namespace shoujian
