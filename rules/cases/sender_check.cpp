#include "rules/cases/sender_check.hpp"

#include "parsers/base/text.hpp"

#include <algorithm>

namespace shoujian {

namespace {

/// The topmost that we may believe: servers write theirs above what came in.
const AuthenticationResults* believed(const Envelope& envelope,
                                      std::span<const std::string> trusted) {
    const auto& all = envelope.authentication;
    auto found = std::ranges::find_if(all, &AuthenticationResults::beside_receipt);
    if (found == all.end())
        found = std::ranges::find_if(all, [&](const AuthenticationResults& one) {
            return std::ranges::any_of(
                trusted, [&](const std::string& name) { return equal_folded(name, one.server); });
        });
    return found == all.end() ? nullptr : &*found;
}

/// RFC 7489 3.1: the same domain, or one above the other.
bool is_aligned(std::string_view domain, std::string_view from) {
    const auto below = [](std::string_view sub, std::string_view top) {
        return sub.size() > top.size() && sub.ends_with(top)
               && sub[sub.size() - top.size() - 1] == '.';
    };
    return !domain.empty() && (domain == from || below(domain, from) || below(from, domain));
}

}  // namespace

SenderCheck check_sender(const Envelope& envelope, std::span<const std::string> trusted) {
    const AuthenticationResults* const results = believed(envelope, trusted);
    if (results == nullptr) return SenderCheck::unchecked;
    const std::string& address = envelope.from.address;
    const std::string from =
        lower_ascii(address.substr(std::min(address.find('@') + 1, address.size())));
    bool spf_failed = false, passed = false;
    for (const MethodResult& one : results->methods) {
        if (one.method == "dmarc" && one.result == "fail") return SenderCheck::failed;
        if (one.method == "spf" && (one.result == "fail" || one.result == "hardfail"))
            spf_failed = true;
        passed = passed || (one.method == "dmarc" && one.result == "pass")
                 || (one.method == "dkim" && one.result == "pass" && is_aligned(one.domain, from));
    }
    if (passed) return SenderCheck::passed;
    return spf_failed ? SenderCheck::failed : SenderCheck::unchecked;
}

}  // namespace shoujian
