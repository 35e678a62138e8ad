#pragma once

#include "rules/cases/submission.hpp"

#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// The files of a message by what they can be, before anyone knows whose they are.
struct Sorting {
    std::vector<Piece> forms;    ///< each with one filled form
    std::vector<Piece> blanks;   ///< each with one form that nobody filled
    std::vector<Piece> foreign;  ///< Word files with some other form
    std::vector<Piece> scans;    ///< PDF
    std::vector<Piece> pages;    ///< pictures that are said to be the stamped form
    std::vector<Piece> pictures;
    std::vector<Piece> broken;  ///< nothing could be read; the name tells the slot
    std::vector<Problem>
        problems;  ///< of containers, links and the message: their content is unknown
    std::vector<Ignored> ignored;
};

/// received  chooses among calls whose forms bear the same title
Sorting sort_files(const MessageFacts& facts, std::span<const Call> calls, Instant received);

/// The call that a message without a form belongs to: the one that is open at `received`, else the
/// first; nullptr: none.
const Call* call_open_at(std::span<const Call> calls, Instant received);

/// The titles of every form, for reading names of files.
std::vector<std::string> all_titles(std::span<const Call> calls);

}  // namespace shoujian
