#pragma once

#include "parsers/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace shoujian {

/// A date as people write it.
struct WrittenDate {
    std::optional<YearMonth> month;
    std::optional<unsigned> day;  ///< where one stands and is a day of that month
    bool doubtful = false;        ///< a date whose century nobody can tell (85.3): never guessed
};

/// 1985.03, 1985年3月, 1985-3-12, 198503, 19850312, 一九八五年三月, 二〇一八年六月起, Mar. is not
/// read.
WrittenDate read_date(std::string_view text);

/// The number that a value says: 25人, 约300小时, 1,200, 300余, 二十五, 1.2万, full-width digits.
/// Nothing where none stands, or where two stand that could both be meant (20-30人), or a unit of
/// time that is no hour (3年).
std::optional<double> read_number(std::string_view text);

/// Without needless zeros: "300", "12.5".
std::string format_number(double number);

/// Chinese digits and 〇 to ASCII where each stands for one digit: 一九八五 → 1985. Others stay.
std::string positional_digits(std::string_view text);

}  // namespace shoujian
