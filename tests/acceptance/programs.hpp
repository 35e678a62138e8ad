#pragma once

#include <span>
#include <string>
#include <vector>

namespace shoujian {

/// What a person writes; a program makes a mail of it.
struct Letter {
    std::string from_name, from, subject, text;
    struct File {
        std::string name, bytes, type;
    };
    std::vector<File> files;
    std::string number;  ///< in boundaries and Message-IDs
};

/// A program as it writes mail: its header fields in its order, its boundaries, its way with names
/// and charsets, as seen in stored mails.
struct Program {
    const char* name;
    std::string (*write)(const Letter& letter);
};

/// Foxmail, QQ, 163's pages, Outlook, phones, gateways of offices…
std::span<const Program> programs();

}  // namespace shoujian
