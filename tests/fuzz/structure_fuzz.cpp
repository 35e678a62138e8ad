// MIME structure: the tree of parts, all of whose views lie in the mail.
#include "parsers/base/bytes.hpp"
#include "parsers/mail/structure.hpp"

#include <span>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    const std::string_view raw = as_text(std::as_bytes(std::span(data, size)));
    const auto inside = [&](std::string_view view) {
        return view.empty()
               || (view.data() >= raw.data() && view.data() + view.size() <= raw.data() + size);
    };
    Budget budget(Limits{});
    const Structure structure = read_structure(raw, budget);
    for (std::size_t i = 0; i < structure.parts.size(); ++i) {
        const Part& part = structure.parts[i];
        if (!inside(part.body) || part.parent > i || part.type.empty()) __builtin_trap();
        for (const HeaderField& field : part.fields)
            if (!inside(field.value)) __builtin_trap();
    }
    return 0;
}
