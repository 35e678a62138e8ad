#pragma once

#include <string_view>

namespace pugi {
class xml_node;
}

namespace shoujian {

// What the readers of Word's XML ask of a node. Prefixes are the writer's choice and the namespaces
// of the transitional and the strict form differ, so only local names are compared.

/// "p" of <w:p>. Lives as long as the document.
std::string_view name_of(const pugi::xml_node& node);

/// The value of the attribute of that local name; empty where there is none.
std::string_view attribute(const pugi::xml_node& node, std::string_view name);

/// The first child of that local name; a null node where there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);

/// An on/off property (ECMA-376 part 1, 17.17.4): there, and not switched off.
bool is_on(const pugi::xml_node& property);

}  // namespace shoujian
