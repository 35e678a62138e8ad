// A file of any kind, and the forms in it.
#include "parsers/documents/read_document.hpp"
#include "rules/forms/form_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace shoujian;
    static const std::vector<PreparedForm> forms{{{"call",
                                                   "form",
                                                   {"推荐表"},
                                                   {{"name", {"姓名"}, "", 1, false, {}},
                                                    {"phone", {"联系方式"}, "", 6, false, {}},
                                                    {"story", {"主要事迹"}, "", 0, true, {}}},
                                                   {}},
                                                  {}}};
    Limits limits;
    limits.unpacked_bytes = 10'000'000;
    limits.xml_bytes = 1'000'000;
    Budget budget(limits);
    const Reading reading = read_document(
        {"x", Bytes::borrowed(std::as_bytes(std::span(data, size))), "", false, ""}, budget);
    if (const auto* document = std::get_if<Document>(&reading.content)) read_form(*document, forms);
    return 0;
}
