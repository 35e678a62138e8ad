#include "rules/wire.hpp"

#include "rules/cases/submission.hpp"
#include "rules/wire_codec.hpp"

namespace shoujian {

// The members of each struct, once, for both directions; found by the struct's namespace.
template <class V>
void members(V& v, Problem& x) {
    v(x.code), v(x.where), v(x.detail);
}
template <class V>
void members(V& v, Address& x) {
    v(x.name), v(x.address);
}
template <class V>
void members(V& v, Automatic& x) {
    v(x.reason), v(x.weak);
}
template <class V>
void members(V& v, CloudLink& x) {
    v(x.host), v(x.name), v(x.expiry);
}
template <class V>
void members(V& v, MethodResult& x) {
    v(x.method), v(x.result), v(x.domain);
}
template <class V>
void members(V& v, AuthenticationResults& x) {
    v(x.server), v(x.methods), v(x.beside_receipt);
}
template <class V>
void members(V& v, Envelope& x) {
    v(x.message_id), v(x.references), v(x.from), v(x.reply_to), v(x.to), v(x.subject), v(x.date);
    v(x.automatic), v(x.own_tokens), v(x.authentication), v(x.bounced);
}
template <class V>
void members(V& v, View& x) {
    v(x.name), v(x.offset), v(x.length), v(x.digest);
}
template <class V>
void members(V& v, RawField& x) {
    v(x.id), v(x.value), v(x.place), v(x.rule), v(x.confidence), v(x.alternatives);
}
/// Indexes are 64 bits on the wire whatever the machine has.
template <class V>
void indexes(V& v, std::vector<std::size_t>& values) {
    std::vector<std::uint64_t> wide(values.begin(), values.end());
    v(wide);
    values.assign(wide.begin(), wide.end());
}
template <class V>
void members(V& v, FormFacts& x) {
    v(x.call), v(x.form), v(x.blank), v(x.fields);
    indexes(v, x.pictures);
}
template <class V>
void members(V& v, PagePlace& x) {
    v(x.left), v(x.top), v(x.width), v(x.height);
}
template <class V>
void members(V& v, TextLine& x) {
    v(x.text), v(x.confidence), v(x.sure), v(x.place);
}
template <class V>
void members(V& v, SealSighting& x) {
    v(x.place), v(x.seen, Seen::unsure), v(x.score), v(x.turned_degrees), v(x.ratio);
}
template <class V>
void members(V& v, PageStructure& x) {
    v(x.kind, PageKind::blank), v(x.width_pt), v(x.height_pt), v(x.covered), v(x.pictures);
    v(x.dpi), v(x.letters), v(x.hidden_letters), v(x.drawings), v(x.too_large);
}
template <class V>
void members(V& v, PageLook& x) {
    v(x.width_px), v(x.height_px), v(x.colour), v(x.paper), v(x.vivid), v(x.pure_white), v(x.ink);
    v(x.sharpness);
}
template <class V>
void members(V& v, PixelView& x) {
    v(x.view), v(x.width_px), v(x.height_px);
}
template <class V>
void members(V& v, SealFacts& x) {
    v(x.sighting), v(x.crop), v(x.lettering), v(x.text), v(x.text_confidence);
}
template <class V>
void members(V& v, PageFacts& x) {
    v(x.structure), v(x.seen), v(x.look), v(x.seals), v(x.red), v(x.grey), v(x.recognised);
    v(x.complete), v(x.turned), v(x.skew_degrees), v(x.lines), v(x.seal_place, Seen::unsure);
}
template <class V>
void members(V& v, PictureFacts& x) {
    v(x.view), v(x.format), v(x.width_px), v(x.height_px), v(x.cropped), v(x.looks);
    v(x.recogniser);
}
template <class V>
void members(V& v, WordFacts& x) {
    v(x.forms), v(x.pictures), v(x.looks_like_form), v(x.heading), v(x.hidden_text), v(x.tracked);
}
template <class V>
void members(V& v, ScanFacts& x) {
    v(x.pages), v(x.is_scan), v(x.dpi), v(x.looks), v(x.recogniser);
}
template <class V>
void members(V& v, OtherFacts& x) {
    v(x.kind);
}
template <class V>
void members(V& v, ForeignFacts& x) {
    v(x.kind, ForeignKind::works);
}
template <class V>
void members(V&, NoFacts&) {}
template <class V>
void members(V& v, FileFacts& x) {
    v(x.content), v(x.problems);
}
template <class V>
void members(V& v, Piece& x) {
    v(x.file), v(x.facts), v(x.inline_part);
}
template <class V>
void members(V& v, Identity& x) {
    v(x.call), v(x.form), v(x.candidate), v(x.unit);
}
template <class V>
void members(V& v, Submission& x) {
    v(x.who), v(x.pieces), v(x.problems), v(x.doubtful);
}
template <class V>
void members(V& v, InputFile& x) {
    v(x.name), v(x.offset), v(x.length), v(x.pages);
}
template <class V>
void members(V& v, FieldSpec& x) {
    v(x.id), v(x.labels), v(x.group), v(x.type), v(x.is_long), v(x.options);
}
template <class V>
void members(V& v, FormSpec& x) {
    v(x.call), v(x.form), v(x.titles), v(x.fields), v(x.blank);
}
template <class V>
void members(V& v, Limits& x) {
    v(x.file_bytes), v(x.message_bytes), v(x.message_parts), v(x.unpacked_bytes);
    v(x.archive_entries), v(x.depth), v(x.xml_bytes), v(x.pdf_pages), v(x.picture_pixels);
    v(x.file_time);
}
template <class V>
void members(V& v, ReadRequest& x) {
    v(x.limits), v(x.is_message), v(x.envelope_only), v(x.inputs), v(x.forms), v(x.skip);
    v(x.arena_bytes);
}
template <class V>
void members(V& v, Opening& x) {
    v(x.ordinal), v(x.name);
}
template <class V>
void members(V& v, Head& x) {
    v(x.envelope), v(x.text), v(x.links), v(x.problems);
}
template <class V>
void members(V&, Finished&) {}

std::string encode(const ReadRequest& request) {
    return wire_encoded(request);
}
std::string encode(const Frame& frame) {
    return wire_encoded(frame);
}
std::string encode(const FileFacts& facts) {
    return wire_encoded(facts);
}
std::string encode(const Submission& submission) {
    return wire_encoded(submission);
}

std::optional<ReadRequest> decode_request(ByteSpan bytes) {
    return wire_decoded<ReadRequest>(bytes);
}
std::optional<Frame> decode_frame(ByteSpan bytes) {
    return wire_decoded<Frame>(bytes);
}
std::optional<FileFacts> decode_facts(ByteSpan bytes) {
    return wire_decoded<FileFacts>(bytes);
}
std::optional<Submission> decode_submission(ByteSpan bytes) {
    return wire_decoded<Submission>(bytes);
}

}  // namespace shoujian
