#include "parsers/documents/equation_field.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("what an EQ field draws is read as the character that people see") {
    const auto [instruction, seen] = GENERATE(table<std::string, std::string>({
        {"eq \\o\\ac(□,√)", "☑"},
        {" EQ \\o\\ac(○,1) ", "1"},
        {"eq \\o\\ac(□, )", "□"},
        {"EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(zhāng),张)", "张"},
        {"eq \\f(1,2)", ""},
        {"HYPERLINK \"x(□,√)\"", ""},
        {"equation \\o(□,√)", ""},
        {"eq", ""},
        {"eq \\o(", ""},
        {"eq \\o)(", ""},
    }));
    CAPTURE(instruction);
    CHECK(equation_text(instruction) == seen);
}
