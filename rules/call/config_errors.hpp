#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace shoujian {

/// Where something stands in a text file: both from 1, columns in characters. 0: the file as a
/// whole.
struct Place {
    int line = 0, column = 0;
    auto operator<=>(const Place&) const = default;
};

/// Everything that is wrong with the configuration, collected over all its files: an admin mends it
/// in one go.
class ConfigErrors {
public:
    void add(const std::string& file, Place at, std::string what);
    bool empty() const { return errors_.empty(); }
    std::size_t size() const { return errors_.size(); }

    /// One line each, `FILE:LINE:COL: what is wrong, what was expected`; files as they were first
    /// complained of, by place.
    std::string text() const;

private:
    struct One {
        std::string file;
        Place at;
        std::string what;
    };
    std::vector<One> errors_;
};

}  // namespace shoujian
