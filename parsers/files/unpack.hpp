#pragma once

#include "parsers/base/budget.hpp"
#include "parsers/mail/message.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace shoujian {

/// Asked before a container or file is opened; false: leave it closed (an earlier reader died on
/// it).
using MayOpen = std::function<bool(std::string_view name)>;

struct Unpacked {
    std::vector<File> files;        ///< flat, in order; a container is replaced by what it holds
    std::vector<CloudLink> links;   ///< from the texts of attached mails
    std::vector<Problem> problems;  ///< `where` names the container or entry
};

/// Archives and attached mails opened, archives in archives too, until only files are left.
///
/// files     as read_message gave them
/// budget    bytes, entries and depth are taken here, counted by what is really produced; over it:
/// `material.limit` may_open  called with the way in of each container, outermost first returns
/// names are the way in ("材料.zip/推荐表.docx"); directories, __MACOSX, .DS_Store, Thumbs.db are
/// dropped silently;
///           an encrypted entry is `material.encrypted`, a broken one `material.unreadable`, and
///           the rest goes on
Unpacked unpack(std::vector<File> files, Budget& budget, const MayOpen& may_open);

}  // namespace shoujian
