#include "parsers/mail/structure.hpp"

#include "parsers/base/text.hpp"
#include "parsers/mail/header_text.hpp"

#include <algorithm>
#include <memory>
#include <optional>

namespace shoujian {

namespace {

constexpr std::size_t most_header = 256 << 10, most_field = 64 << 10, most_fields = 2000,
                      most_name = 1000, most_levels = 32;

/// The line at `at` without its end; `next` is set behind it.
std::string_view line_at(std::string_view text,
                         std::size_t at,
                         std::size_t& next,
                         LineEnd line_end) {
    const std::size_t end = text.find(static_cast<char>(line_end), at);
    next = end == std::string_view::npos ? text.size() : end + 1;
    std::string_view line =
        text.substr(at, (end == std::string_view::npos ? text.size() : end) - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

/// A multipart whose end has not come.
struct Open {
    std::size_t part;
    std::string_view boundary;
};

/// Which open boundary a line is (the innermost wins), and whether it is the last of it.
struct Hit {
    std::size_t level = 0;
    bool last = false;
};

std::optional<Hit> boundary_hit(std::string_view line, const std::vector<Open>& open) {
    if (!line.starts_with("--")) return std::nullopt;
    line.remove_prefix(2);
    while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    for (std::size_t level = open.size(); level-- > 0;) {
        const std::string_view boundary = open[level].boundary;
        if (line == boundary) return Hit{level, false};
        if (line.size() == boundary.size() + 2 && line.starts_with(boundary)
            && line.ends_with("--"))
            return Hit{level, true};
    }
    return std::nullopt;
}

LineEnd line_end_of(std::string_view raw) {
    const bool cr =
        raw.find('\n') == std::string_view::npos && raw.find('\r') != std::string_view::npos;
    return cr ? LineEnd::cr : LineEnd::lf;
}

/// Takes a header's lines, within the bounds.
class FieldKeeper {
public:
    FieldKeeper(std::string_view raw, HeaderBlock& out) : raw_(raw), out_(out) {}

    void begin(std::string_view line) {
        const std::size_t colon = line.find(':');
        std::string_view name = line.substr(0, std::min(colon, line.size()));
        while (name.ends_with(' ')) name.remove_suffix(1);
        keeping_ = false;
        if (colon == std::string_view::npos || !is_name(name)) return;
        const std::string_view value = line.substr(colon + 1);
        const bool full = kept_ >= most_header || out_.fields.size() >= most_fields;
        weighs_ = starts_with_folded(name, "content-");
        if (name.size() > most_name || (full && (!weighs_ || spare_ == 0))) return tell_cut();
        if (full) --spare_;
        keeping_ = true;
        out_.fields.push_back({lower_ascii(name), value.substr(0, most_field)});
        kept_ += name.size() + out_.fields.back().value.size();
        if (value.size() > most_field) tell_cut();
    }

    /// A folded line belongs to the field before it.
    void go_on(std::string_view line) {
        if (!keeping_) return;
        std::string_view& value = out_.fields.back().value;
        const auto start = static_cast<std::size_t>(value.data() - raw_.data());
        const auto end = static_cast<std::size_t>(line.data() - raw_.data()) + line.size();
        if (end - start > most_field) return tell_cut();
        kept_ += end - start - value.size();
        value = raw_.substr(start, end - start);
    }

private:
    void tell_cut() { out_.cut = out_.cut || weighs_; }

    std::string_view raw_;
    HeaderBlock& out_;
    std::size_t kept_ = 0;
    int spare_ = 20;        ///< Content-* fields that are still taken when all else is full
    bool keeping_ = false;  ///< whether folded lines have a field to belong to
    bool weighs_ = false;   ///< whether it is a Content-* field, on which files depend
};

/// Walks the lines once, opening and closing parts.
class Splitter {
public:
    Splitter(std::string_view raw, Budget& budget) : raw_(raw), budget_(budget) {
        out_.line_end = line_end_of(raw);
    }

    Structure run() {
        std::size_t at = begin_part(0, 0);
        while (at < raw_.size() && !full_) {
            std::size_t next = 0;
            const std::string_view line = line_at(raw_, at, next, out_.line_end);
            const auto hit = open_.empty() ? std::nullopt : boundary_hit(line, open_);
            if (!hit) {
                if (open_.empty()) break;  // no multipart is open: nothing can come but the body
                at = next_boundary(next);
                continue;
            }
            end_body(at);
            open_.resize(hit->last ? hit->level : hit->level + 1);
            at = hit->last ? next : begin_part(next, open_.back().part);
        }
        end_body(raw_.size());
        out_.cut = out_.cut || full_;
        return std::move(out_);
    }

private:
    /// The start of the next line that begins with --; everything between is body.
    std::size_t next_boundary(std::size_t at) const {
        if (raw_.substr(at, 2) == "--") return at;
        constexpr std::string_view lf = "\n--", cr = "\r--";
        const std::size_t found = raw_.find(out_.line_end == LineEnd::lf ? lf : cr, at);
        return found == std::string_view::npos ? raw_.size() : found + 1;
    }

    /// Reads a part's header at `at`; gives where its body begins.
    std::size_t begin_part(std::size_t at, std::size_t parent) {
        if (!budget_.take_part()) {
            full_ = true;
            return raw_.size();
        }
        Part part;
        HeaderBlock header = read_header(until_boundary(at), out_.line_end);
        const std::size_t body = header.body_at;
        part.fields = std::move(header.fields);
        out_.cut = out_.cut || header.cut;
        part.parent = parent;
        const HeaderValue type = parse_header_value(part.field("content-type"));
        part.type = type.value.find('/') == std::string::npos ? default_type(parent) : type.value;
        if (!out_.parts.empty()) part.subtype_of = out_.parts[parent].type;
        part.body = raw_.substr(at + body);
        const std::size_t index = out_.parts.size();
        if (part.type.starts_with("multipart/"))
            open(part, index, standing_boundary(at + body, boundary_in(type)));
        current_ = index;
        out_.parts.push_back(std::move(part));
        return at + body;
    }

    std::string default_type(std::size_t parent) const {
        const bool digest = !out_.parts.empty() && out_.parts[parent].type == "multipart/digest";
        return digest ? "message/rfc822" : "text/plain";
    }

    /// A part without a body may be followed by the next boundary at once: its header ends there.
    std::string_view until_boundary(std::size_t at) const {
        std::size_t line = at;
        while (!open_.empty() && line < raw_.size()) {
            std::size_t next = 0;
            const std::string_view text = line_at(raw_, line, next, out_.line_end);
            if (text.empty()) break;
            if (boundary_hit(text, open_)) return raw_.substr(at, line - at);
            line = next;
        }
        return raw_.substr(at);
    }

    void open(Part& part, std::size_t index, std::string_view boundary) {
        if (boundary.empty()) {
            out_.unsplit = out_.unsplit || !trim(part.body).empty();
        } else if (open_.size() >= most_levels) {
            out_.cut = true;
        } else {
            part.multipart = true;
            open_.push_back({index, boundary});
        }
    }

    /// The declared boundary if it stands in the body that begins at `at`, else the one that does;
    /// empty where none does.
    std::string_view standing_boundary(std::size_t at, std::string_view declared) const {
        std::string_view found;
        for (at = next_boundary(at); at < raw_.size();) {
            std::size_t next = 0;
            std::string_view line = line_at(raw_, at, next, out_.line_end);
            while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
            if (boundary_hit(line, open_)) break;
            if (!declared.empty() && boundary_hit(line, {{0, declared}})) return declared;
            line.remove_prefix(2);
            if (found.empty() && looks_like_boundary(line, next)) found = line;
            if (!found.empty() && declared.empty()) break;
            at = next_boundary(next);
        }
        return found;
    }

    bool looks_like_boundary(std::string_view line, std::size_t next) const {
        constexpr std::size_t longest = 200;
        return !line.empty() && line.size() <= longest && line.find(' ') == std::string_view::npos
               && starts_with_folded(raw_.substr(next), "content-");
    }

    std::string_view boundary_in(const HeaderValue& type) {
        std::string boundary(type.bytes("boundary"));
        while (boundary.ends_with(' ')) boundary.pop_back();
        if (boundary.empty() || boundary.size() > 1000) return {};
        kept_.push_back(std::make_unique<std::string>(std::move(boundary)));
        return *kept_.back();
    }

    void end_body(std::size_t at) {
        if (out_.parts.empty() || current_ == closed_) return;
        Part& part = out_.parts[current_];
        closed_ = current_;
        const auto start = static_cast<std::size_t>(part.body.data() - raw_.data());
        std::size_t end = std::max(start, at);
        if (end < raw_.size() || at < raw_.size()) {
            if (end > start && raw_[end - 1] == '\n') --end;
            if (end > start && raw_[end - 1] == '\r') --end;
        }
        part.body = raw_.substr(start, end - start);
    }

    std::string_view raw_;
    Budget& budget_;
    Structure out_;
    std::vector<Open> open_;
    std::vector<std::unique_ptr<std::string>> kept_;
    std::size_t current_ = 0, closed_ = SIZE_MAX;
    bool full_ = false;
};

}  // namespace

std::string_view Part::field(std::string_view name) const {
    const auto found = std::ranges::find(fields, name, &HeaderField::name);
    return found == fields.end() ? std::string_view{} : found->value;
}

HeaderBlock read_header(std::string_view raw, LineEnd line_end) {
    HeaderBlock out;
    FieldKeeper keeper(raw, out);
    std::size_t at = 0;
    out.body_at = raw.size();
    while (at < raw.size()) {
        std::size_t next = 0;
        const std::string_view line = line_at(raw, at, next, line_end);
        if (line.empty()) {
            out.body_at = next;
            break;
        }
        if (line.front() == ' ' || line.front() == '\t')
            keeper.go_on(line);
        else
            keeper.begin(line);
        at = next;
    }
    return out;
}

Structure read_structure(std::string_view raw, Budget& budget) {
    return Splitter(raw, budget).run();
}

}  // namespace shoujian
