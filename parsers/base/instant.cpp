#include "parsers/base/instant.hpp"

#include <array>
#include <charconv>
#include <string>

namespace shoujian {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// Takes text from the front, piece by piece; after one miss every further step misses.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        int value = 0;
        if (rest_.size() < digits) return fail();
        const char* const end = rest_.data() + digits;
        const auto [stop, error] = std::from_chars(rest_.data(), end, value);
        if (error != std::errc{} || stop != end || rest_.front() == '-') return fail();
        rest_.remove_prefix(digits);
        return value;
    }

    bool accept(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void expect(char wanted) {
        if (!accept(wanted)) fail();
    }

    std::string_view take(std::size_t count) {
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    std::string_view rest() const { return rest_; }
    bool ok() const { return ok_; }
    int fail() {
        ok_ = false;
        return 0;
    }

private:
    std::string_view rest_;
    bool ok_ = true;
};

std::optional<Instant> instant_of(
    year_month_day day, int hour, int minute, int second, ZoneOffset offset) {
    if (!day.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return sys_days(day) + hours(hour) + std::chrono::minutes(minute) + seconds(second) - offset;
}

/// "+0800" or "+08:00".
std::optional<ZoneOffset> numeric_offset(std::string_view text) {
    Scanner scan(text);
    const bool west = scan.accept('-');
    if (!west) scan.expect('+');
    const int hour = scan.number(2);
    scan.accept(':');
    const int minute = scan.number(2);
    if (!scan.ok() || !scan.rest().empty() || hour > 23 || minute > 59) return std::nullopt;
    const ZoneOffset offset{hour * 60 + minute};
    return west ? -offset : offset;
}

struct Local {
    year_month_day day;
    hh_mm_ss<seconds> time;
};

Local local(Instant instant, ZoneOffset offset) {
    const auto shifted = instant + offset;
    const auto day = floor<days>(shifted);
    return {year_month_day(day), hh_mm_ss<seconds>(shifted - day)};
}

/// A number with zeros in front.
std::string pad(int value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

int year_of(year_month_day day) {
    return static_cast<int>(day.year());
}
int month_of(year_month_day day) {
    return static_cast<int>(static_cast<unsigned>(day.month()));
}
int day_of(year_month_day day) {
    return static_cast<int>(static_cast<unsigned>(day.day()));
}

std::string clock_text(const Local& at) {
    return pad(static_cast<int>(at.time.hours().count()), 2) + ":"
           + pad(static_cast<int>(at.time.minutes().count()), 2) + ":"
           + pad(static_cast<int>(at.time.seconds().count()), 2);
}

std::string offset_text(ZoneOffset offset, const char* separator) {
    const int total = static_cast<int>(abs(offset).count());
    return (offset.count() < 0 ? "-" : "+") + pad(total / 60, 2) + separator + pad(total % 60, 2);
}

}  // namespace

std::optional<ZoneOffset> parse_offset(std::string_view text) {
    if (text == "Z" || text == "z") return ZoneOffset{0};
    return numeric_offset(text);
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    Scanner scan(text);
    const int y = scan.number(4);
    scan.expect('-');
    const int m = scan.number(2);
    scan.expect('-');
    const int d = scan.number(2);
    if (!scan.accept('T') && !scan.accept('t')) scan.expect(' ');
    const int hour = scan.number(2);
    scan.expect(':');
    const int minute = scan.number(2);
    scan.expect(':');
    const int second = scan.number(2);
    if (scan.accept('.')) {
        while (!scan.rest().empty() && scan.rest().front() >= '0' && scan.rest().front() <= '9')
            scan.take(1);
    }
    const auto offset = parse_offset(scan.rest());
    if (!scan.ok() || !offset) return std::nullopt;
    const year_month_day day{year(y), month(static_cast<unsigned>(m)),
                             std::chrono::day(static_cast<unsigned>(d))};
    return instant_of(day, hour, minute, second, *offset);
}

std::optional<Instant> parse_internaldate(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    const std::size_t dash = text.find('-');
    if (dash != 1 && dash != 2) return std::nullopt;
    Scanner scan(text);
    const int d = scan.number(dash);
    scan.expect('-');
    const std::string_view name = scan.take(3);
    unsigned m = 0;
    for (unsigned i = 0; i < months.size(); ++i) {
        if (months[i] == name) m = i + 1;
    }
    scan.expect('-');
    const int y = scan.number(4);
    scan.expect(' ');
    const int hour = scan.number(2);
    scan.expect(':');
    const int minute = scan.number(2);
    scan.expect(':');
    const int second = scan.number(2);
    scan.expect(' ');
    const auto offset = numeric_offset(scan.rest());
    if (!scan.ok() || m == 0 || !offset) return std::nullopt;
    const year_month_day day{year(y), month(m), std::chrono::day(static_cast<unsigned>(d))};
    return instant_of(day, hour, minute, second, *offset);
}

std::string format_rfc3339(Instant instant, ZoneOffset offset) {
    const Local at = local(instant, offset);
    return format_iso(at.day) + "T" + clock_text(at) + offset_text(offset, ":");
}

std::string format_chinese(Instant instant, ZoneOffset offset) {
    const Local at = local(instant, offset);
    return std::to_string(year_of(at.day)) + "年" + std::to_string(month_of(at.day)) + "月"
           + std::to_string(day_of(at.day)) + "日 " + clock_text(at);
}

std::string format_rfc5322(Instant instant, ZoneOffset offset) {
    const Local at = local(instant, offset);
    const auto weekday_index = weekday(sys_days(at.day)).c_encoding();
    const auto month_index = static_cast<std::size_t>(month_of(at.day) - 1);
    return std::string(weekdays[weekday_index]) + ", " + std::to_string(day_of(at.day)) + " "
           + std::string(months[month_index]) + " " + pad(year_of(at.day), 4) + " " + clock_text(at)
           + " " + offset_text(offset, "");
}

std::chrono::year_month_day local_day(Instant instant, ZoneOffset offset) {
    return local(instant, offset).day;
}

std::string format_iso(YearMonth month) {
    return pad(static_cast<int>(month.year()), 4) + "-"
           + pad(static_cast<int>(static_cast<unsigned>(month.month())), 2);
}

std::string format_iso(year_month_day day) {
    return format_iso(day.year() / day.month()) + "-" + pad(day_of(day), 2);
}

}  // namespace shoujian
