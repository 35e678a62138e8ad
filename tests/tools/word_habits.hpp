#pragma once

#include <string>

namespace shoujian {

/// A built .docx as Word would have saved it: each run with its fonts and sizes, each paragraph
/// with its revision marks, and beside the text the parts that Word always writes (styles with
/// their list of latent ones, theme, settings, fonts, numbering, properties). Says the same.
std::string with_word_habits(const std::string& docx);

}  // namespace shoujian
