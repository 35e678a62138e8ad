// A PDF's pages by their content: the walk over qpdf's objects and operators.
#include "parsers/documents/pdf_inventory.hpp"
#include "tests/fuzz/sound.hpp"

#include <cmath>

extern "C" const char* __asan_default_options() {
    return "allocator_may_return_null=1:max_allocation_size_mb=1500";
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    Limits limits;
    limits.pdf_pages = 5;
    const Reading reading = inventory_pdf(std::as_bytes(std::span(data, size)), Budget(limits));
    const auto* scan = std::get_if<Scan>(&reading.content);
    must(scan != nullptr || !reading.problems.empty());
    if (scan == nullptr) return 0;
    must(scan->pages > 0 && scan->structures.size() <= limits.pdf_pages);
    for (const PageStructure& page : scan->structures) {
        must(page.covered >= 0 && page.covered <= 1);
        must(page.letters >= 0 && page.hidden_letters >= 0 && page.dpi >= 0);
        must(is_valid_utf8(scan->active_detail));
    }
    return 0;
}
