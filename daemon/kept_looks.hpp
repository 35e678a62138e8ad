#pragma once

#include "daemon/reader_process.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace shoujian {

/// What was seen on a scan and read of it is kept by the file's content and by what was asked: a
/// scan that is sent again costs nothing. In `check` nothing is kept.
struct KeptLooks {
    /// digest: hex SHA-256 of the file; question: what was looked for, as a digest too.
    std::function<std::optional<std::string>(const std::string& digest,
                                             const std::string& question)>
        find;
    std::function<void(
        const std::string& digest, const std::string& question, const std::string& facts)>
        keep;
};

/// The question of a message: the values of its forms and the labels of all calls' forms. Facts of
/// another version of the viewer answer no question.
std::string question_of(const std::vector<Piece>& pieces, std::span<const FormSpec> forms);

/// Fills in what is kept; such pieces are not looked at again.
void take_kept(const KeptLooks& kept, const std::string& question, std::vector<Piece>& pieces);

/// Keeps what was seen and read just now of a piece, unless something failed on it.
void keep_look(const KeptLooks& kept, const std::string& question, const Piece& piece);

/// Whether any page of a scan or picture was looked at.
bool was_seen(const Piece& piece);

}  // namespace shoujian
