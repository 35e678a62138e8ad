#include "parsers/documents/xml_tree.hpp"

#include <pugixml.hpp>

namespace shoujian {
namespace {

std::string_view local(const char* name) {
    const std::string_view whole(name);
    return whole.substr(whole.find(':') + 1);
}

}  // namespace

std::string_view name_of(const pugi::xml_node& node) {
    return local(node.name());
}

std::string_view attribute(const pugi::xml_node& node, std::string_view name) {
    for (pugi::xml_attribute a = node.first_attribute(); a; a = a.next_attribute())
        if (local(a.name()) == name) return a.value();
    return "";
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (pugi::xml_node c = node.first_child(); c; c = c.next_sibling())
        if (name_of(c) == name) return c;
    return {};
}

bool is_on(const pugi::xml_node& property) {
    const std::string_view value = attribute(property, "val");
    return property && value != "0" && value != "false" && value != "off";
}

}  // namespace shoujian
