#pragma once

#include "parsers/documents/document.hpp"

#include <string>
#include <string_view>

namespace shoujian {

/// A Document out of any text, so that a fuzzer's bytes are always one, and a seed can be read:
///
///   优秀科技志愿者典型事迹推荐表      a paragraph
///   |姓名|张三|=照片@                  a row; rows that follow one another are a table
///   |性别|男|"                         " goes on with the cell above (which = began), < with the
///                                      one before it, each > is a column more
///   |简历|一~二|$内                    ~ a paragraph more in the cell; $ a table in the cell
///
/// ^ is a line break in a paragraph, @ a picture. Bytes that are no UTF-8 are replaced.
Document plain_document(std::string_view text);

/// The other way: what a seed is made of.
std::string plain_text(const Document& document);

}  // namespace shoujian
