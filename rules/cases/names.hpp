#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoujian {

// What the name of a file says about it. Names come from strangers: hints at most, never proof.

/// The place of a file in a submission.
enum class Slot { word, scan, photo, archive, unknown };

std::string_view base_name(std::string_view way);  ///< "推荐表.docx" of "材料.zip/张三/推荐表.docx"
std::string_view folder_name(
    std::string_view way);  ///< "材料.zip/张三"; "" for a file of the message itself
std::string extension(std::string_view way);  ///< "docx", lower case; "" where there is none
std::string_view stem(std::string_view way);  ///< "推荐表" of "材料.zip/张三/推荐表.docx"

/// By the extension alone.
Slot slot_by_name(std::string_view way);

/// A picture that is said to be the stamped form: 扫描, 盖章, 推荐表, and not 照片.
bool says_scan(std::string_view way);
bool says_photo(std::string_view way);
bool says_decoration(std::string_view way);  ///< logo, 签名, 二维码

/// The stem without what every file of a set is called (推荐表, 扫描件, 盖章, 最终版, the words of
/// `titles`), folded: what tells one candidate's files from another's.
std::string distinctive(std::string_view way, const std::vector<std::string>& titles);

/// A person's or team's name that stands in the name of a file, or nothing: "张三" of
/// "3.张三-推荐表（盖章）.pdf".
std::optional<std::string> candidate_in_name(std::string_view way,
                                             const std::vector<std::string>& titles);

/// Whether `text` (folded here) has the name; a name of one character never counts.
bool mentions(std::string_view text, std::string_view candidate);

}  // namespace shoujian
