#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

struct GumboInternalNode;

namespace shoujian {

/// One node of a page: an element, or a text between tags. Owned by its HtmlTree.
using HtmlNode = GumboInternalNode;

/// A page as browsers read it (WHATWG HTML, 13.2), whatever is wrong with it.
///
/// Nesting is the sender's choice, and what reads a page is quadratic in it: elements deeper than a
/// bound stand empty in their place, what they held beside them. Memory is bounded too.
class HtmlTree {
public:
    /// html  valid UTF-8; not needed after the call
    explicit HtmlTree(std::string_view html);
    ~HtmlTree();
    HtmlTree(HtmlTree&&) noexcept;
    HtmlTree& operator=(HtmlTree&&) noexcept;

    /// The <html> element; null where the page asked for more memory than it may have.
    const HtmlNode* root() const;

private:
    struct Kept;
    std::unique_ptr<Kept> kept_;
};

// The views below live as long as the tree.

/// "td", in lower case; empty for a text and for an element that HTML does not know.
std::string_view html_tag(const HtmlNode& node);
/// A text with its references (&amp;) undone; empty for an element.
std::string_view html_text(const HtmlNode& node);
/// Empty where the element has none of that name.
std::string_view html_attribute(const HtmlNode& node, const char* name);
bool html_has(const HtmlNode& node, const char* name);
/// Elements and texts, in order; comments are left out.
std::vector<const HtmlNode*> html_children(const HtmlNode& node);

/// Every node below and with `top`, in reading order, without recursion.
///
/// enter  false: what is below this node is passed over
/// leave  behind all that is below a node, where it was not passed over
void walk_html(const HtmlNode& top,
               const std::function<bool(const HtmlNode&)>& enter,
               const std::function<void(const HtmlNode&)>& leave);

}  // namespace shoujian
