// The test mails of other mail parsers, kept out of the tree: SHOUJIAN_CORPUS names a folder with
// mails/CORPUS/*; where they came from stands in mails.txt. Beside those of mail-parser lies what
// it expects of each (x.json, and x.crlf.json for the same mail with CRLF line ends). Without them
// the test says so and passes over them.
#include "parsers/base/charset.hpp"
#include "parsers/base/text.hpp"
#include "parsers/files/unpack.hpp"
#include "parsers/mail/message_reader.hpp"
#include "tests/corpus/files.hpp"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>

using namespace shoujian;
namespace fs = std::filesystem;
using Json = Poco::JSON::Object::Ptr;

namespace {

std::vector<fs::path> mails_in(const fs::path& corpus) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(corpus))
        if (entry.is_regular_file() && entry.path().extension() != ".json")
            out.push_back(entry.path());
    std::ranges::sort(out);
    return out;
}

std::optional<fs::path> corpora() {
    const char* const root = std::getenv("SHOUJIAN_CORPUS");
    if (root != nullptr && fs::is_directory(fs::path(root) / "mails"))
        return fs::path(root) / "mails";
    WARN("skipped: SHOUJIAN_CORPUS names no folder with mails/");
    SUCCEED();
    return std::nullopt;
}

/// What a person sees of a text, however its lines are parted.
std::string seen(std::string_view text) {
    std::string out = without_blanks(text);
    std::erase_if(out, [](char c) { return c == '\n' || c == '\r' || c == '\0'; });
    return out;
}

std::string with_line_ends(std::string_view text, bool crlf) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) == "\r\n") continue;
        if (text[i] == '\n' && crlf) out += '\r';
        out += text[i];
    }
    return out;
}

/// Where we differ knowingly.
struct Difference {
    std::string_view mail, why;
};
constexpr Difference differences[] = {
    {"malformed_009",
     "an inner multipart without its end swallows the outer one's next part there"},
    {"malformed_011", "the same"},
    {"legacy_017", "what is uuencoded is not opened there"},
    {"legacy_026", "raw Latin-1 in a text, GBK here; what is uuencoded is not opened there"},
    {"legacy_048", "what is uuencoded is not opened there"},
    {"thirdparty_009", "a signature is no file here"},
    {"thirdparty_015", "a mail without a body swallows the next one that is attached there"},
};

/// An attachment as mail-parser expects it.
struct Expected {
    std::string name, charset;
    std::optional<std::string> text;  ///< of a text part, decoded
    std::string bytes;                ///< of any other
    Json mail;                        ///< of an attached mail
};

std::string attribute(const Json& part, const std::string& header, const std::string& name) {
    const auto headers = part->getArray("headers");
    for (unsigned i = 0; i < headers->size(); ++i) {
        const Json one = headers->getObject(i);
        if (!one->get("name").isString() || one->getValue<std::string>("name") != header) continue;
        if (!one->isObject("value") || !one->getObject("value")->isObject("ContentType")) continue;
        const Json type = one->getObject("value")->getObject("ContentType");
        const auto attributes =
            type->isArray("attributes") ? type->getArray("attributes") : Poco::JSON::Array::Ptr();
        for (unsigned k = 0; attributes && k < attributes->size(); ++k)
            if (attributes->getObject(k)->getValue<std::string>("name") == name)
                return attributes->getObject(k)->getValue<std::string>("value");
    }
    return {};
}

std::string body_text(const Json& body) {
    for (const char* kind : {"Text", "Html"})
        if (body->has(kind)) return body->getValue<std::string>(kind);
    return {};
}

std::vector<Expected> attachments_of(const Json& mail) {
    std::vector<Expected> out;
    const auto indices = mail->getArray("attachments");
    std::set<unsigned> once;  // a picture inside a text is told twice
    for (unsigned i = 0; i < indices->size(); ++i) {
        const auto index = indices->getElement<unsigned>(i);
        if (!once.insert(index).second) continue;
        const Json part = mail->getArray("parts")->getObject(index);
        const Json body = part->getObject("body");
        Expected one;
        one.name = attribute(part, "content_disposition", "filename");
        if (one.name.empty()) one.name = attribute(part, "content_type", "name");
        one.charset = attribute(part, "content_type", "charset");
        if (body->has("Message")) one.mail = body->getObject("Message");
        if (body->has("Text") || body->has("Html")) one.text = body_text(body);
        for (const char* kind : {"Binary", "InlineBinary"}) {
            const auto bytes = body->isArray(kind) ? body->getArray(kind) : nullptr;
            for (unsigned k = 0; bytes && k < bytes->size(); ++k)
                one.bytes += static_cast<char>(bytes->getElement<int>(k));
        }
        out.push_back(std::move(one));
    }
    return out;
}

struct Score {
    int attachments = 0, equal = 0;  ///< a file of ours has the name and the content
    int bodies = 0;                  ///< a text without a name, which we take for body text
    int different = 0, unexplained = 0;
};

/// Compares one mail with what is expected of it, attached mails inside too.
class Comparison {
public:
    Comparison(std::string label, Score& score) : label_(std::move(label)), score_(score) {}

    void run(ByteSpan raw, const Json& expected) {
        Budget budget(Limits{});
        const Message message = read_message(raw, budget);
        std::vector<bool> used(message.files.size(), false);
        for (const Expected& one : attachments_of(expected)) {
            ++score_.attachments;
            compare(one, message, used);
        }
    }

private:
    static bool same_content(const Expected& one, const File& file) {
        if (one.mail) return file.content_type == "message/rfc822";
        if (!one.text) return as_text(file.bytes) == one.bytes;
        return seen(decode_text(file.bytes, one.charset)) == seen(*one.text);
    }

    static bool same_name(const Expected& one, const File& file) {
        if (one.name.empty()) return true;  // ours is made then
        const std::string name = seen(one.name.substr(one.name.find_last_of("/\\") + 1));
        // Raw Latin-1, which it cannot read; here it is GBK, as of most who write such names.
        const std::size_t unread = name.find("\xEF\xBF\xBD");
        return seen(file.name).starts_with(name.substr(0, unread))
               && (unread != std::string::npos || seen(file.name) == name);
    }

    void compare(const Expected& one, const Message& message, std::vector<bool>& used) {
        for (std::size_t i = 0; i < message.files.size(); ++i) {
            const File& file = message.files[i];
            if (used[i] || !same_name(one, file) || !same_content(one, file)) continue;
            used[i] = true;
            ++score_.equal;
            if (one.mail) Comparison(label_ + "/" + file.name, score_).run(file.bytes, one.mail);
            return;
        }
        const bool body = one.name.empty() && one.text;
        if (body && seen(message.text).find(seen(*one.text)) != std::string::npos) {
            ++score_.bodies;
            return;
        }
        ++score_.different;
        const auto* const known = std::ranges::find_if(
            differences, [&](const Difference& row) { return label_.starts_with(row.mail); });
        if (known != std::end(differences)) {
            std::cout << label_ << ": " << known->why << '\n';
            return;
        }
        ++score_.unexplained;
        std::cout << label_ << ": '" << one.name << "' "
                  << (one.mail   ? "mail"
                      : one.text ? shorten(*one.text, 60)
                                 : "binary")
                  << " " << one.bytes.size() << " | ours:";
        for (const File& file : message.files)
            std::cout << " '" << file.name << "' " << file.content_type << ' ' << file.bytes.size();
        std::cout << " | text: " << shorten(message.text, 80) << '\n';
    }

    std::string label_;
    Score& score_;
};

}  // namespace

TEST_CASE("every public test mail is read to its end") {
    const auto root = corpora();
    if (!root) return;
    for (const auto& corpus : fs::directory_iterator(*root)) {
        std::size_t mails = 0, files = 0, problems = 0, blank = 0;
        double slowest = 0;
        std::string which;
        for (const fs::path& path : mails_in(corpus.path())) {
            CAPTURE(path);
            const std::string raw = bytes_of(path);
            const auto begin = std::chrono::steady_clock::now();
            Budget budget(Limits{});
            Message message = read_message(as_bytes(raw), budget);
            const bool empty = message.files.empty() && message.text.empty();
            const Unpacked unpacked =
                unpack(std::move(message.files), budget, [](std::string_view) { return true; });
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
            if (took.count() > slowest) {
                slowest = took.count();
                which = path.filename().string();
            }
            ++mails;
            files += unpacked.files.size();
            problems += message.problems.size() + unpacked.problems.size();
            if (empty) ++blank;
            for (const File& file : unpacked.files) {
                CHECK(is_valid_utf8(file.name));
                CHECK_FALSE(file.name.empty());
            }
            CHECK(is_valid_utf8(message.text));
            CHECK(is_valid_utf8(message.envelope.subject));
        }
        WARN(corpus.path().filename().string()
             << ": " << mails << " mails, " << files << " files, " << problems << " problems, "
             << blank << " with nothing in them, slowest " << slowest << " s (" << which << ")");
        CHECK(mails > 0);
    }
}

TEST_CASE("attachments are what another parser finds them to be") {
    const auto root = corpora();
    if (!root) return;
    Score score;
    for (const fs::path& path : mails_in(*root / "mail-parser")) {
        for (const bool crlf : {false, true}) {
            fs::path truth = path;
            truth.replace_extension(crlf ? ".crlf.json" : ".json");
            if (!fs::exists(truth)) continue;
            const std::string raw = with_line_ends(bytes_of(path), crlf);
            const Json expected = Poco::JSON::Parser().parse(bytes_of(truth)).extract<Json>();
            Comparison(path.stem().string() + (crlf ? " crlf" : ""), score)
                .run(as_bytes(raw), expected);
        }
    }
    WARN(score.attachments << " attachments: " << score.equal << " equal, " << score.bodies
                           << " texts that are body text here, " << score.different
                           << " different, " << score.unexplained << " of them unexplained");
    REQUIRE(score.attachments > 200);
    CHECK(score.unexplained == 0);
}
