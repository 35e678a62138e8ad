#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace shoujian {

/// A moment, to the second, in UTC. All times of ours are this; a zone appears only where text is
/// made or read.
using Instant = std::chrono::sys_seconds;

/// Distance from UTC. China has had one zone without summer time since 1991: +08:00.
using ZoneOffset = std::chrono::minutes;
inline constexpr ZoneOffset china_offset{8 * 60};

/// A calendar month, as forms ask for it (出生年月).
using YearMonth = std::chrono::year_month;

/// RFC 3339: "2020-05-15T23:59:59+08:00", also with "Z", a blank for "T", fractions (cut). Nothing
/// else.
std::optional<Instant> parse_rfc3339(std::string_view text);
std::string format_rfc3339(Instant instant, ZoneOffset offset = china_offset);

/// "+08:00", "-03:30", "Z".
std::optional<ZoneOffset> parse_offset(std::string_view text);

/// "2020年5月15日 23:59:59", for texts to people.
std::string format_chinese(Instant instant, ZoneOffset offset = china_offset);

/// RFC 5322 3.3: "Fri, 15 May 2020 23:59:59 +0800".
std::string format_rfc5322(Instant instant, ZoneOffset offset = china_offset);

/// RFC 3501 INTERNALDATE: "15-May-2020 23:59:59 +0800"; the day may be " 5" or "5".
std::optional<Instant> parse_internaldate(std::string_view text);

/// The calendar day on which `instant` falls in that zone.
std::chrono::year_month_day local_day(Instant instant, ZoneOffset offset);

/// "1985-03" and "2020-05-15".
std::string format_iso(YearMonth month);
std::string format_iso(std::chrono::year_month_day day);

}  // namespace shoujian
