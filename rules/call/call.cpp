#include "rules/call/call.hpp"

#include <algorithm>

namespace shoujian {

namespace {

template <class Items, class Member>
auto* find_in(const Items& items, Member member, std::string_view wanted) {
    const auto found = std::ranges::find(items, wanted, member);
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Field* Form::field(std::string_view wanted) const {
    return find_in(fields, &Field::id, wanted);
}

const Form* Call::form(std::string_view wanted) const {
    return find_in(forms, &Form::id, wanted);
}

const Unit* Call::unit(std::string_view name) const {
    return find_in(units, &Unit::name, name);
}

Instant Call::deadline_for(std::string_view unit_name) const {
    const Unit* const known = unit(unit_name);
    return known != nullptr && known->deadline ? *known->deadline : deadline;
}

}  // namespace shoujian
