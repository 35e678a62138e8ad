#pragma once

#include "daemon/reader_process.hpp"
#include "daemon/recogniser_process.hpp"

#include <span>

namespace shoujian {

/// What is looked for on the scans of a message: the short values of its forms, and the labels of
/// all calls' forms.
std::vector<std::string> wanted_texts(const std::vector<Piece>& pieces,
                                      std::span<const FormSpec> forms);

/// Reads the text of the pages that the viewer has seen (daemon/viewing), as far as it can change
/// anything: the values of the message's Word forms are looked for, and the rest is left unread
/// once they are found. Without a form in the message, and where no seal was seen, all short lines
/// are read. Then the printed place of the seal is asked for red ink, and all pixels are forgotten.
///
/// recogniser  nullptr: none is installed, the text stays unread
/// forms       of all calls: their labels
/// outcome     after view_pages; a page on which the recogniser fails stays unread
/// returns     why pages stayed unread, for the log
std::vector<std::string> recognise_pages(RecogniserProcess* recogniser,
                                         std::span<const FormSpec> forms,
                                         ReadOutcome& outcome);

}  // namespace shoujian
