#include "tests/build/large_mail.hpp"

#include "tests/build/forms.hpp"
#include "tests/build/mail_builder.hpp"
#include "tests/build/pdf_builder.hpp"
#include "tests/build/picture_builder.hpp"

namespace shoujian {

namespace {

std::string big_photo(unsigned seed) {
    return PictureBuilder(1600, 1200).seed(seed).noisy().bytes_exactly(10'000'000).jpeg();
}

}  // namespace

std::string large_mail(const std::string& from, const std::string& to) {
    const std::string page =
        PictureBuilder(1240, 1754).red_seal().noisy().bytes_exactly(15'000'000).jpeg();
    return MailBuilder()
        .from("基层科协", from)
        .to(to)
        .subject("报送金陵科技志愿服务队")
        .message_id("<large" + from.substr(from.find('@')) + ">")
        .text("您好，请查收。")
        .attach("服务队推荐表.docx", filled_team(team_answers(), {big_photo(1), big_photo(2)}))
        .attach("服务队推荐表（盖章）.pdf", PdfBuilder().scanned_page(page, 1240, 1754).bytes())
        .attach("活动照片.jpg", big_photo(3))
        .bytes();
}

}  // namespace shoujian
