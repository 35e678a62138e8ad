#include "daemon/call_filter.hpp"

#include "daemon/walls.hpp"

#include <seccomp.h>

#include <cerrno>
#include <memory>
#include <type_traits>

namespace shoujian {

namespace {

using Filter = std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>,
                               decltype([](std::remove_pointer_t<scmp_filter_ctx>* f) {
                                   seccomp_release(f);
                               })>;

}  // namespace

Result<Done> filter_calls(OtherCalls others, const std::function<int(void* filter)>& add_rules) {
    const Filter filter(
        seccomp_init(others == OtherCalls::kill ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ERRNO(EPERM)));
    if (!filter) return not_confined("seccomp_init", ENOMEM);
    if (add_rules(filter.get()) != 0) return not_confined("seccomp rules", EINVAL);
    const int loaded = seccomp_load(filter.get());
    if (loaded != 0) return not_confined("seccomp", -loaded);
    return Done{};
}

}  // namespace shoujian
