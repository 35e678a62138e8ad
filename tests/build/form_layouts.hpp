#pragma once

#include "tests/build/forms.hpp"

#include <string>
#include <vector>

namespace shoujian {

/// How people lay out the two forms of the notice.
enum class Layout {
    paragraphs,       ///< 姓名：张三
    two_columns,      ///< label | value
    four_columns,     ///< label | value | label | value
    photo_cell,       ///< four columns beside a photo cell merged over four rows
    label_above,      ///< a full-width label row, the value in the row below
    spaced_labels,    ///< 姓　　名
    broken_labels,    ///< 累计参加科技志愿 / 服务时长, in two paragraphs
    inside_cell,      ///< 姓名：张三 in one cell
    numbered_labels,  ///< 1．姓名﹕
    wps,              ///< four columns as WPS writes its files
};
inline constexpr Layout all_layouts[] = {Layout::paragraphs,      Layout::two_columns,
                                         Layout::four_columns,    Layout::photo_cell,
                                         Layout::label_above,     Layout::spaced_labels,
                                         Layout::broken_labels,   Layout::inside_cell,
                                         Layout::numbered_labels, Layout::wps};
const char* layout_name(Layout layout);

/// A form ("volunteer" or "team") filled in, in that layout. photos: the bytes of its pictures.
std::string laid_out(const std::string& form,
                     const Answers& answers,
                     Layout layout,
                     const std::vector<std::string>& photos);

}  // namespace shoujian
