#pragma once

#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace shoujian {

/// Who can help when the world fails, and so whether to try again and which exit code ends the
/// program.
enum class Fault {
    usage,          ///< the command line; exit 2
    configuration,  ///< a config file; exit 2, text is `FILE:LINE:COL: ...`
    network,        ///< unreachable, dropped, timed out: try again later; exit 3
    refused,   ///< the server understood and said no (login, TLS trust): a person must act; exit 3
    storage,   ///< disk or ledger: pause and try again; exit 3
    sandbox,   ///< the reader could not be confined: never work without it; exit 3
    damaged,   ///< one stored thing cannot be read: a person looks at it, the others go on; exit 3
    conflict,  ///< somebody else wrote first: plan anew
    absent,    ///< what was asked for is not there; exit 2 for a command's argument
};

/// One line: what was being done, to what, and what to do. Never a password, never personal data.
struct Error {
    Fault fault;
    std::string text;
    bool operator==(const Error&) const = default;
};

/// Nothing to return but success.
struct Done {
    bool operator==(const Done&) const = default;
};

/// A value or an Error, in the shape of C++23's std::expected.
///
/// Errors are for the world that fails; bad input is a Problem (parsers/base/problem.hpp), our own
/// mistakes are asserts.
template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

/// Runs `work` and turns any exception of a wrapped library into an Error; `doing` says what was
/// tried. `work` returns a Result<T> or a plain T.
template <class Work>
auto guarded(Fault fault, const std::string& doing, Work&& work) {
    using Returned = decltype(work());
    constexpr bool is_result = requires(Returned r) {
        r.error();
    };
    using Out = typename std::conditional_t<is_result, std::type_identity<Returned>,
                                            std::type_identity<Result<Returned>>>::type;
    try {
        return Out(work());
    } catch (const std::exception& e) {
        return Out(Error{fault, doing + ": " + e.what()});
    }
}

}  // namespace shoujian
