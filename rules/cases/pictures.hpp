#pragma once

#include "rules/call/call.hpp"
#include "rules/cases/names.hpp"
#include "rules/facts.hpp"

#include <vector>

namespace shoujian {

/// The slot that a file fills by what it is; by its name where nothing could be read.
Slot slot_of(const Piece& piece);

/// A logo, an icon, a signature: no material of anybody.
bool is_decoration(const Piece& piece, const PictureFacts& picture);

/// A photographed or scanned page: by what it shows where it was looked at, else upright and as
/// large as a sheet of paper.
bool is_page(const PictureFacts& picture);

/// Within the rule's bounds on one photo.
bool fits(const PhotoRule& rule, std::uint64_t bytes);

/// The pictures of a Word form that may be its photos, each once.
std::vector<PictureFacts> pictures_in(const WordFacts& word);

/// The same bytes. A digest that nobody made is like no other.
bool same_bytes(const View& a, const View& b);

/// Distinct photos of good size: those attached and those in the Word form.
int good_photos(const PhotoRule& rule, const std::vector<Piece>& attached, const WordFacts* word);

}  // namespace shoujian
