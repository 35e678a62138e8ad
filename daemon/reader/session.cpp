#include "daemon/reader/session.hpp"

#include "daemon/reader/pipe.hpp"
#include "daemon/reader/sandbox.hpp"
#include "daemon/walls.hpp"
#include "parsers/base/charset.hpp"
#include "parsers/documents/read_document.hpp"
#include "parsers/files/packed_archive.hpp"
#include "parsers/files/unpack.hpp"
#include "parsers/mail/message_reader.hpp"
#include "rules/forms/form_reader.hpp"
#include "rules/wire.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace shoujian {

namespace {

/// What a reader may need beside the input and the arena: a page's pixels, a part's tree.
constexpr std::uint64_t working_memory = 1'500'000'000;

/// One message, or one list of files, from its bytes to frames.
class Session {
public:
    Session(const ReadRequest& request,
            ByteSpan input,
            ArenaWriter arena,
            const std::function<void(std::string_view)>& before_file)
        : request_(request),
          input_(input),
          arena_(arena),
          before_file_(before_file),
          budget_(request.limits),
          skip_(request.skip.begin(), request.skip.end()) {}

    void run() {
        may_open("");
        Message message = read_input();
        Head head{std::move(message.envelope), std::move(message.text), std::move(message.links),
                  std::move(message.problems)};
        if (request_.envelope_only) {
            head.problems.push_back(unjudged(""));
            message.files.clear();
        }
        Unpacked files = unpack(std::move(message.files), budget_,
                                [this](std::string_view name) { return may_open(name); });
        std::ranges::move(files.links, std::back_inserter(head.links));
        std::ranges::move(files.problems, std::back_inserter(head.problems));
        std::ranges::move(refused_, std::back_inserter(head.problems));
        send(head);
        prepare_forms();
        for (const File& file : files.files) send_piece(file);
        send(Finished{});
    }

private:
    /// Names the container or file before it is touched; false where an earlier reader died on it.
    bool may_open(std::string_view name) {
        const std::uint32_t ordinal = next_++;
        send(Opening{ordinal, std::string(name)});
        const bool open = !skip_.contains(ordinal);
        if (!open) refused_.push_back(unjudged(std::string(name)));
        if (open && before_file_) before_file_(name);
        return open;
    }

    Message read_input() {
        Message out;
        if (request_.is_message && !request_.inputs.empty()) {
            const ByteSpan raw = run_of(request_.inputs.front(), input_);
            if (!request_.envelope_only) return read_message(raw, budget_);
            out.envelope = read_envelope(raw);
            return out;
        }
        for (const InputFile& one : request_.inputs) {
            const ByteSpan bytes = run_of(one, input_);
            if (bytes.size() > request_.limits.file_bytes)
                out.problems.push_back({"material.limit", one.name, "文件太大"});
            else
                out.files.push_back({one.name, Bytes::borrowed(bytes), "", false, ""});
        }
        return out;
    }

    /// The blank forms are read once a reader, with a budget of their own: they are no part of the
    /// message.
    void prepare_forms() {
        for (const FormSpec& spec : request_.forms) {
            PreparedForm form{spec, std::nullopt};
            if (!spec.blank.empty()) {
                Budget own(Limits{});
                Reading reading = read_document(File{"blank", spec.blank, "", false, ""}, own);
                if (auto* document = std::get_if<Document>(&reading.content))
                    form.blank = std::move(*document);
            }
            forms_.push_back(std::move(form));
        }
        form_reader_.emplace(forms_);
    }

    void send_piece(const File& file) {
        Piece piece;
        piece.file.name = file.name;
        piece.inline_part = file.inline_part;
        if (!arena_.put(file.bytes, piece.file)) {
            piece.facts.problems.push_back({"material.limit", "", "邮件里的文件总量太大"});
        } else if (!may_open(file.name)) {
            piece.facts.problems.push_back(unjudged(""));
        } else {
            read_into(file, piece.facts);
        }
        if (encode(Frame(piece)).size() > max_frame_bytes)
            piece.facts = {NoFacts{}, {unjudged("")}};
        send(piece);
    }

    void read_into(const File& file, FileFacts& out) {
        Reading reading = read_document(file, budget_);
        out.problems = std::move(reading.problems);
        if (auto* document = std::get_if<Document>(&reading.content)) {
            WordFacts facts = form_reader_->read(*document);
            for (const Picture& picture : document->images)
                facts.pictures.push_back(facts_of(picture));
            facts.hidden_text = document->hidden_text;
            facts.tracked = document->tracked;
            out.content = std::move(facts);
        } else if (const auto* scan = std::get_if<Scan>(&reading.content)) {
            ScanFacts facts;
            facts.pages = scan->pages;
            for (const PageStructure& page : scan->structures)
                facts.looks.emplace_back().structure = page;
            out.content = std::move(facts);
        } else if (const auto* picture = std::get_if<Picture>(&reading.content)) {
            out.content = described(*picture);
        } else if (const auto* other = std::get_if<OtherFile>(&reading.content)) {
            out.content = OtherFacts{other->kind};
        } else if (const auto* foreign = std::get_if<Foreign>(&reading.content)) {
            out.content = ForeignFacts{foreign->kind};
        }
    }

    static PictureFacts described(const Picture& picture) {
        PictureFacts out;
        out.format = picture.format;
        out.width_px = picture.width_px;
        out.height_px = picture.height_px;
        out.cropped = picture.cropped;
        return out;
    }

    /// A picture that lies in a Word file: its bytes are not in the message as they are, so they go
    /// into the arena too.
    PictureFacts facts_of(const Picture& picture) {
        PictureFacts out = described(picture);
        out.view.name = picture.name;
        arena_.put(picture.bytes, out.view);
        return out;
    }

    const ReadRequest& request_;
    ByteSpan input_;
    ArenaWriter arena_;
    const std::function<void(std::string_view)>& before_file_;
    Budget budget_;
    std::set<std::uint32_t> skip_;
    std::vector<PreparedForm> forms_;
    std::optional<FormReader> form_reader_;  ///< looks at forms_
    std::vector<Problem> refused_;
    std::uint32_t next_ = 0;
};

}  // namespace

int run_reader(const std::function<void(std::string_view)>& before_file) {
    offer_to_the_kernel();
    load_charsets();  // converters are shared objects: no file opens later
    load_archive_names();
    const auto request = read_request();
    if (!request) return exit_bad_request;
    const auto seconds =
        std::max<std::chrono::seconds>(request->limits.file_time, std::chrono::seconds(1));
    const Opened opened = open_confined(*request, {working_memory, seconds * 20});
    if (!opened.mapped) return opened.exit_code;
    Session(*request, opened.mapped->input, opened.mapped->arena, before_file).run();
    std::_Exit(0);  // nothing to tidy up, and nothing that a file left behind gets to run
}

}  // namespace shoujian
