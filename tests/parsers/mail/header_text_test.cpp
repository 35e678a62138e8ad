#include "parsers/mail/header_text.hpp"

#include <catch2/catch.hpp>

using namespace shoujian;

TEST_CASE("a name in UTF-8 without Chinese in it is read as such") {
    CHECK(decode_header("ФНС_РФ558.zip") == "ФНС_РФ558.zip");
    CHECK(decode_header("Facture à régler") == "Facture à régler");
    CHECK(decode_header("\xC4\xA3\xB0\xE5.doc") == "模板.doc");  // GBK; its first two are UTF-8 too
}
