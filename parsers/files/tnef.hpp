#pragma once

#include "parsers/base/bytes.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace shoujian {

struct TnefFile {
    std::string name;     ///< safe to show; empty where it has none
    ByteSpan bytes;       ///< lies in the TNEF's own bytes
    bool hidden = false;  ///< a picture of the body: Outlook shows it in no list
};

struct Tnef {
    std::vector<TnefFile> files;  ///< in order; an attached mail is a TNEF of its own, an OLE
                                  ///< object a compound file
    bool damaged = false;         ///< it ends inside an attribute
    bool crowded = false;         ///< more than `most_files`
};

/// winmail.dat: what Outlook packs the attachments into ([MS-OXTNEF]). Copies nothing, so needs no
/// budget of bytes. libytnef is not used: it prints what it finds wrong to stdout, which is the
/// reader's pipe, ends at a name of more than 260 bytes or a body of more than 100,000 before the
/// files behind it, and takes the claimed size of its RTF as given.
Tnef read_tnef(ByteSpan file, std::size_t most_files);

}  // namespace shoujian
