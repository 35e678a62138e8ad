#include "parsers/mail/message_reader.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/safe_name.hpp"
#include "parsers/base/text.hpp"
#include "parsers/mail/addresses.hpp"
#include "parsers/mail/authentication.hpp"
#include "parsers/mail/automatic.hpp"
#include "parsers/mail/body_text.hpp"
#include "parsers/mail/header_text.hpp"
#include "parsers/mail/own_ids.hpp"
#include "parsers/mail/quotation.hpp"
#include "parsers/mail/sealed.hpp"
#include "parsers/mail/structure.hpp"
#include "parsers/mail/transfer.hpp"
#include "parsers/mail/uuencode.hpp"

#include <algorithm>
#include <array>

namespace shoujian {

namespace {

constexpr std::size_t most_text = 1 << 20;      ///< bytes of a message's bodies that are read
constexpr std::size_t most_kept_text = 20'000;  ///< characters of it that are kept

std::string first_of(const Part& root, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        std::string value = unfold(root.field(name));
        if (!trim(value).empty()) return value;
    }
    return {};
}

Envelope envelope_of(const Part& root) {
    Envelope out;
    const auto ids = parse_message_ids(root.field("message-id"));
    if (!ids.empty()) out.message_id = ids.front();
    out.references = parse_message_ids(unfold(root.field("references")) + " "
                                       + unfold(root.field("in-reply-to")));
    const std::string sender = first_of(root, {"from", "sender"});
    auto from = parse_addresses(sender);
    // Some put name and address into one encoded word.
    if (from.empty()) from = parse_addresses(decode_header(sender));
    if (!from.empty()) out.from = from.front();
    if (const auto reply = parse_addresses(root.field("reply-to")); !reply.empty())
        out.reply_to = reply.front();
    for (const char* name : {"to", "cc"})
        std::ranges::move(parse_addresses(root.field(name)), std::back_inserter(out.to));
    out.subject = shorten(decode_header(root.field("subject")), 500);
    out.date = shorten(clean_utf8(trim(unfold(root.field("date")))), 100);
    for (const HeaderField& field : root.fields) {
        if (field.name.starts_with("x-shoujian-"))
            out.own_tokens.push_back(field.name + ": " + decode_header(field.value));
    }
    out.automatic = read_automatic(root, out);
    out.authentication = read_authentication(root);
    return out;
}

/// What stood before a slash was a folder on the sender's machine; the name is the way in, with
/// slashes of our own.
std::string leaf_of(std::string_view name) {
    const std::size_t slash = name.find_last_of("/\\");
    return safe_name(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

/// The declared name of a part: Content-Disposition's, else Content-Type's.
std::string name_of(const HeaderValue& disposition, const HeaderValue& type) {
    std::string name = disposition.text("filename");
    if (name.empty()) name = type.text("name");
    return leaf_of(name);
}

/// A multipart that could not be parted is shown as it stands.
bool is_text(const std::string& type) {
    return type == "text/plain" || type == "text/html" || type == "text"
           || type.starts_with("multipart/");
}

/// CR alone where LF is meant.
std::string with_lf(std::string_view text) {
    std::string out(text);
    std::ranges::replace(out, '\r', '\n');
    return out;
}

/// Takes the parts of a message's tree one after another.
class Taker {
public:
    Taker(const Structure& structure, Budget& budget, Message& out)
        : structure_(structure),
          budget_(budget),
          out_(out),
          forward_(is_forward(out.envelope.subject)) {}

    void run() {
        for (std::size_t i = 0; i < structure_.parts.size(); ++i) {
            const Part& part = structure_.parts[i];
            if (auto problem = sealed(part))
                out_.problems.push_back(std::move(*problem));
            else if (!part.multipart && !is_passed_over(part))
                take(part, i == 0);
        }
        std::string text = plain_.empty() ? html_.text : plain_ + beside_;
        out_.links = cloud_links(link_text_, html_.links);
        out_.text = shorten(without_quotation(text), most_kept_text);
        Automatic& automatic = out_.envelope.automatic;
        const bool open = automatic.reason.empty() || automatic.weak;
        if (open && is_machine_text(out_.text)) automatic = {"text", true};
        mark_inlined();
        if (tells_of_failure()) find_bounced();
    }

private:
    /// Whether the mail says that another one could not be delivered: by its delivery status, else
    /// by its subject, where a machine wrote it. No receipt, no vacation note, no word of a delay.
    bool tells_of_failure() {
        bool status = false;
        for (const Part& part : structure_.parts) {
            if (part.type == "message/disposition-notification") return false;
            if (part.type != "message/delivery-status") continue;
            const auto bytes = decoded(part, most_text);
            const std::string text = bytes ? lower_ascii(as_text(*bytes)) : std::string{};
            if (text.find("action: failed") != text.npos) return true;
            status = status || text.find("action:") != text.npos;
        }
        if (status || out_.envelope.automatic.reason.empty()) return false;
        const std::string subject = lower_ascii(fold_width(out_.envelope.subject));
        constexpr std::array<std::string_view, 9> words{"退信",     "退回",     "未送达",
                                                        "无法送达", "投递失败", "undeliver",
                                                        "fail",     "returned", "rejected"};
        return std::ranges::any_of(
            words, [&](std::string_view word) { return subject.find(word) != subject.npos; });
    }

    /// The mail that came back hangs on the bounce, whole or its header alone, or is quoted.
    void find_bounced() {
        std::vector<std::string>& ids = out_.envelope.bounced;
        for (const Part& part : structure_.parts) {
            // What the mail itself answers is no mail that came back.
            if (&part != &structure_.parts.front())
                for (const HeaderField& field : part.fields) own_ids_in(field.value, ids);
            own_ids_in(part.body.substr(0, most_text), ids);
        }
        own_ids_in(plain_, ids);
        own_ids_in(html_.text, ids);
        for (const File& file : out_.files)
            own_ids_in(as_text(file.bytes).substr(0, most_text), ids);
    }

    static bool is_passed_over(const Part& part) {
        return part.type == "application/applefile" || part.subtype_of == "multipart/encrypted";
    }

    void take(const Part& part, bool root) {
        const HeaderValue type = parse_header_value(part.field("content-type"));
        const HeaderValue disposition = parse_header_value(part.field("content-disposition"));
        const std::string name = name_of(disposition, type);
        const bool attached = disposition.value == "attachment" || !name.empty();
        // A text with a name is a file only if it was attached: some programs name their bodies.
        const bool readable = type.value.empty() || type.value.find('/') != std::string::npos;
        const bool body = is_text(part.type)
                          && (!attached || (root && disposition.value != "attachment" && readable));
        if (body)
            take_text(part, type);
        else
            take_file(part, name,
                      disposition.value == "inline" || !part.field("content-id").empty());
    }

    enum class Declared { believed, doubted };

    /// doubted: a body that is base64 throughout is so whatever is declared, or nothing.
    std::optional<Bytes> decoded(const Part& part,
                                 std::uint64_t most,
                                 Declared declared = Declared::believed) {
        Coding coding = coding_of(unfold(part.field("content-transfer-encoding")));
        if (declared == Declared::doubted && coding != Coding::base64 && is_all_base64(part.body))
            coding = Coding::base64;
        if (structure_.line_end == LineEnd::cr && coding != Coding::identity)
            return decode_body(with_lf(part.body), coding, most);
        return decode_body(part.body, coding, most);
    }

    void take_text(const Part& part, const HeaderValue& type) {
        const auto bytes = decoded(part, std::max<std::uint64_t>(most_text, part.body.size()));
        if (!bytes) return;
        std::string lines = structure_.line_end == LineEnd::cr ? with_lf(as_text(*bytes)) : "";
        std::string_view body = lines.empty() ? as_text(*bytes) : std::string_view(lines);
        if (part.type != "text/html" && may_be_uuencoded(body)) {
            if (lines.empty()) lines = body;
            take_uu_files(lines, type.bytes("charset"));
            body = lines;
        }
        body = body.substr(0, text_left_);
        if (body.empty()) return;
        text_left_ -= body.size();
        const std::string text = decode_text(as_bytes(body), type.bytes("charset"));
        if (part.type != "text/html") {
            if (!plain_.empty()) plain_ += '\n';
            plain_ += text;
            take_link_text(text);
            return;
        }
        HtmlText html = read_html(text);
        if (!forward_) html.links.resize(html.own_links);
        take_link_text(html.text);
        if (html.cut) out_.problems.push_back({"material.unjudged", "", "邮件正文无法读取"});
        if (!is_alternative(part)) beside_ += "\n" + html.text;
        html_.text += (html_.text.empty() ? "" : "\n") + html.text;
        std::ranges::move(html.links, std::back_inserter(html_.links));
        std::ranges::move(html.inlined, std::back_inserter(html_.inlined));
    }

    /// Where files may be named that were sent as links. What an answer quotes came with an older
    /// mail; what is sent on comes with this one.
    void take_link_text(const std::string& text) {
        const bool whole = forward_ || find_quotation(text).forwarded;
        link_text_ += (whole ? text : without_quotation(text)) + "\n";
    }

    void take_uu_files(std::string& text, std::string_view charset) {
        for (UuFile& one : take_uuencoded(text)) {
            File file;
            file.name = leaf_of(decode_text(as_bytes(one.name), charset));
            file.bytes = std::move(one.bytes);
            keep(std::move(file), {});
        }
    }

    void keep(File file, std::string_view content_id) {
        const bool fits = file.bytes.size() <= budget_.limits().file_bytes;
        if (!fits || !budget_.take_bytes(file.bytes.size())) {
            out_.problems.push_back({"material.limit", file.name, "文件太大"});
            return;
        }
        ids_.push_back(content_id);
        out_.files.push_back(std::move(file));
    }

    /// A file whose body is uuencoded, declared so or not, is what stands in it.
    static void undo_uuencode(File& file) {
        if (!as_text(file.bytes).starts_with("begin ")) return;
        std::string text(as_text(file.bytes));
        auto inner = take_uuencoded(text);
        if (inner.size() == 1) file.bytes = std::move(inner.front().bytes);
    }

    /// Whether another part may say the same; else a page is a text of its own beside the others.
    bool is_alternative(const Part& part) const {
        const Part* at = &part;
        while (at->parent < structure_.parts.size() && at != &structure_.parts[at->parent]) {
            at = &structure_.parts[at->parent];
            if (at->type == "multipart/alternative") return true;
        }
        return false;
    }

    void take_file(const Part& part, std::string name, bool inlined) {
        if (trim(part.body).empty()) {
            if (name.empty())
                return;  // an empty part without a name is nothing that anyone attached
        }
        File file;
        file.content_type = part.type;
        file.inline_part = inlined;
        file.name = std::move(name);
        if (file.name.empty()) file.name = made_name(part, inlined);
        const std::uint64_t most = std::min(budget_.limits().file_bytes, budget_.bytes_left());
        auto bytes = decoded(part, most, Declared::doubted);
        if (!bytes) {
            out_.problems.push_back({"material.limit", file.name, "文件太大"});
            return;
        }
        file.bytes = std::move(*bytes);
        undo_uuencode(file);
        keep(std::move(file), part.field("content-id"));
    }

    /// Mails that hang on this one are called by their subject, parts without a name by their
    /// place.
    std::string made_name(const Part& part, bool inlined) {
        if (part.type == "message/rfc822") {
            for (const HeaderField& field : read_header(part.body).fields) {
                if (field.name == "subject")
                    return shorten(decode_header(field.value), 80) + ".eml";
            }
        }
        const bool picture = part.type.starts_with("image/");
        int& count = picture && inlined ? pictures_ : unnamed_;
        return (picture && inlined ? "正文图片" : "附件") + std::to_string(++count);
    }

    /// A picture that the HTML shows is part of the text, however it is declared.
    void mark_inlined() {
        for (std::size_t i = 0; i < out_.files.size() && i < ids_.size(); ++i) {
            const auto ids = parse_message_ids(ids_[i]);
            if (ids.empty()) continue;
            const std::string_view id =
                std::string_view(ids.front()).substr(1, ids.front().size() - 2);
            const bool shown = std::ranges::find(html_.inlined, id) != html_.inlined.end();
            out_.files[i].inline_part =
                shown
                || (out_.files[i].inline_part && out_.files[i].content_type.starts_with("image/"));
        }
    }

    const Structure& structure_;
    Budget& budget_;
    Message& out_;
    const bool forward_;
    std::string plain_, beside_, link_text_;
    HtmlText html_;
    std::vector<std::string_view> ids_;  ///< Content-ID by file
    std::size_t text_left_ = most_text;
    int unnamed_ = 0, pictures_ = 0;
};

}  // namespace

Message read_message(ByteSpan raw, Budget& budget) {
    Message out;
    const std::string_view text = as_text(raw);
    const Structure structure = read_structure(text, budget);
    if (structure.parts.empty() || structure.parts.front().fields.empty()) {
        out.text =
            shorten(decode_text(raw.first(std::min(raw.size(), most_text)), ""), most_kept_text);
        return out;
    }
    out.envelope = envelope_of(structure.parts.front());
    Taker(structure, budget, out).run();
    if (structure.cut)
        out.problems.push_back({"material.limit", "", "邮件头太长，或邮件的部分太多、层次太深"});
    if (structure.unsplit)
        out.problems.push_back({"material.unjudged", "", "邮件的各部分无法分开"});
    return out;
}

Envelope read_envelope(ByteSpan raw) {
    Part root;
    root.fields = read_header(as_text(raw)).fields;
    root.type = parse_header_value(root.field("content-type")).value;
    return envelope_of(root);
}

}  // namespace shoujian
