#include "parsers/files/tnef.hpp"

#include "parsers/base/charset.hpp"
#include "parsers/base/little_endian.hpp"
#include "parsers/base/text.hpp"
#include "parsers/files/entry.hpp"

#include <algorithm>
#include <optional>

namespace shoujian {
namespace {

// [MS-OXTNEF] 2.1.3.2: attribute ids, without the type in their upper half.
enum Attribute : std::uint16_t {
    attach_data = 0x800F,
    attach_title = 0x8010,
    attach_rendering = 0x9002,  // begins an attachment
    attach_properties = 0x9005,
    code_page = 0x9007,
};

// [MS-OXPROPS] ids, [MS-OXCDATA] 2.11.1 types.
enum Property : std::uint16_t {
    display_name = 0x3001,
    data_object = 0x3701,
    file_name = 0x3704,
    long_file_name = 0x3707,
    hidden_property = 0x7FFE,
};
enum Type : std::uint16_t { object = 0x000D, string8 = 0x001E, unicode = 0x001F, binary = 0x0102 };
constexpr std::uint16_t several = 0x1000;

/// The size of one value in the stream, padded to four; 0: its own length stands before it.
std::optional<std::size_t> size_of(std::uint16_t type) {
    switch (type) {
        case 0x0001:  // null
        case 0x0002:  // 16 bits
        case 0x0003:
        case 0x0004:
        case 0x000A:
        case 0x000B:  // boolean
            return 4;
        case 0x0005:
        case 0x0006:
        case 0x0007:
        case 0x0014:
        case 0x0040:  // time
            return 8;
        case 0x0048:  // GUID
            return 16;
        case object:
        case string8:
        case unicode:
        case binary:
            return 0;
        default:
            return std::nullopt;
    }
}

std::size_t padded(std::size_t size) {
    return (size + 3) & ~std::size_t{3};
}

struct Value {
    std::uint16_t id = 0, type = 0;
    ByteSpan bytes;
};

/// A property list ([MS-OXTNEF] 2.1.3.4), value by value.
class Properties {
public:
    explicit Properties(ByteSpan bytes) : all_(bytes), left_(all_.u32(0)) {}

    /// The first value of the next property; nothing at the end, or where it cannot be read on.
    std::optional<Value> next() {
        if (left_ == 0 || !all_.has(at_, 4)) return std::nullopt;
        --left_;
        Value value{all_.u16(at_ + 2), all_.u16(at_), {}};
        at_ += 4;
        if (value.id >= 0x8000) skip_name();
        const bool many = (value.type & several) != 0;
        value.type = static_cast<std::uint16_t>(value.type & ~several);
        const auto size = size_of(value.type);
        if (!size) return std::nullopt;
        std::uint32_t count = 1;
        if (many || *size == 0) count = all_.u32(at_), at_ += 4;
        for (std::uint32_t i = 0; i < count; ++i) {
            if (!all_.has(at_, 4)) return std::nullopt;
            const ByteSpan bytes = take(*size);
            if (i == 0) value.bytes = bytes;
        }
        return value;
    }

private:
    ByteSpan take(std::size_t size) {
        if (size == 0) size = all_.u32(at_), at_ += 4;
        const ByteSpan bytes = all_.part(at_, size);
        at_ += padded(size);
        return bytes;
    }
    /// Properties of a program's own have a name: a GUID, then a number or a text.
    void skip_name() {
        const bool by_number = all_.u32(at_ + 16) == 0;
        at_ += 20;
        at_ += by_number ? 4 : 4 + padded(all_.u32(at_));
    }

    LittleEndian all_;
    std::size_t at_ = 4;
    std::uint32_t left_;
};

/// What gateways leave behind the last attribute: a line's end, blanks, a few bytes that begin no
/// attribute.
bool is_padding(ByteSpan tail) {
    constexpr std::size_t few = 16;
    const std::string_view text = as_text(tail);
    if (text.find_first_not_of(std::string_view("\0 \r\n\t", 5)) == text.npos) return true;
    return tail.size() < few && text[0] != 1 && text[0] != 2;
}

struct Attachment {
    std::string title, long_name, short_name, shown_name;
    ByteSpan data, object;
    bool hidden = false;

    TnefFile file() const {
        const std::string* const names[] = {&long_name, &title, &short_name, &shown_name};
        const auto name = std::ranges::find_if(names, [](auto* text) { return !text->empty(); });
        return {name == std::end(names) ? "" : **name, data.empty() ? object : data, hidden};
    }
};

class TnefReader {
public:
    TnefReader(ByteSpan file, std::size_t most) : all_(file), most_(most) {}

    Tnef read() {
        std::size_t at = 6;  // signature, key
        while (!out_.crowded && all_.has(at, 9)) {
            const std::uint8_t level = all_.u8(at);
            const std::uint32_t length = all_.u32(at + 5);
            if (level != 1 && level != 2) break;
            // The sum behind the data is not looked at: gateways that changed the data left it.
            if (!all_.has(at + 9, std::size_t{length} + 2)) out_.damaged = true;
            take(all_.u16(at + 1), level, all_.part(at + 9, length));
            at += 9 + std::size_t{length} + 2;
        }
        if (!out_.crowded && !is_padding(all_.part(std::min(at, all_.size())))) out_.damaged = true;
        finish();
        return std::move(out_);
    }

private:
    void take(std::uint16_t id, std::uint8_t level, ByteSpan data) {
        if (id == code_page) charset_ = "windows" + std::to_string(LittleEndian(data).u32(0));
        if (level != 2) return;
        if (id == attach_rendering) finish();
        if (!open_) open_.emplace();
        if (id == attach_title) open_->title = safe(narrow(data));
        if (id == attach_data) open_->data = data;
        if (id == attach_properties) take_properties(data);
    }

    void take_properties(ByteSpan data) {
        Properties properties(data);
        while (const std::optional<Value> value = properties.next()) {
            if (value->id == long_file_name) open_->long_name = text_of(*value);
            if (value->id == file_name) open_->short_name = text_of(*value);
            if (value->id == display_name) open_->shown_name = text_of(*value);
            if (value->id == hidden_property) open_->hidden = LittleEndian(value->bytes).u8(0) != 0;
            if (value->id != data_object) continue;
            // An object has the GUID of its interface before it: an attached mail, an OLE storage.
            const std::size_t before = value->type == Type::object ? 16 : 0;
            open_->object = LittleEndian(value->bytes).part(before);
        }
    }

    std::string text_of(const Value& value) const {
        if (value.type == string8) return safe(narrow(value.bytes));
        if (value.type != unicode) return "";
        return safe(to_utf8(LittleEndian(value.bytes).utf16(0, value.bytes.size() / 2)));
    }

    std::string narrow(ByteSpan bytes) const {
        const std::string_view text = as_text(bytes);
        return decode_text(as_bytes(text.substr(0, text.find('\0'))), charset_);
    }

    /// The last step alone: what stood before it was a folder on the sender's machine.
    static std::string safe(const std::string& text) {
        const std::string name = safe_entry_name(text.substr(0, text.find('\0')));
        return name.substr(name.rfind('/') + 1);
    }

    void finish() {
        if (!open_) return;
        const TnefFile file = open_->file();
        open_.reset();
        if (file.bytes.empty() && file.name.empty()) return;
        if (out_.files.size() < most_)
            out_.files.push_back(file);
        else
            out_.crowded = true;
    }

    LittleEndian all_;
    std::size_t most_;
    std::optional<Attachment> open_;
    std::string charset_ = "gb18030";
    Tnef out_;
};

}  // namespace

Tnef read_tnef(ByteSpan file, std::size_t most_files) {
    return TnefReader(file, most_files).read();
}

}  // namespace shoujian
