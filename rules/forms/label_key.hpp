#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace shoujian {

/// A text as labels are compared: width folded, without blanks, numbering ("一、", "1.", "（三）"),
/// stars, brackets around it, a closing colon, and / 、 ， inside. "三、姓　　名：" is "姓名".
std::u32string label_key(std::string_view text);

/// The same without every (…) and […] group: printed notes such as （不超过1000字）.
std::u32string without_groups(std::u32string_view key);

/// Without a number that has nothing but a blank behind it: "1 姓名".
std::u32string_view without_bare_number(std::u32string_view key);

/// Length of what stands before a label in folded text: "三、", "1.", "(二)", "*", "[".
std::size_t numbering_length(std::u32string_view text);

/// / 、 ， ; · inside a label count for nothing.
bool is_ignored_in_label(char32_t c);

}  // namespace shoujian
