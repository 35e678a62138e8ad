#pragma once

#include "parsers/pages/pixmap.hpp"

namespace shoujian {

/// The picture made smaller until its longer side has `longest_side` pixels, each new pixel the
/// mean of the area it covers. A picture that is small enough already, or empty, comes back as it
/// is.
Pixmap shrink(const Pixmap& picture, int longest_side);

/// The picture turned clockwise by quarters; negative turns are counter-clockwise.
Pixmap turned(const Pixmap& picture, int quarter_turns);

/// The grey picture from which text is read: the red channel, in which red ink is as light as
/// paper, divided by its local maximum, so that shadow and yellowed paper become white. One
/// channel, of the same size. A grey picture is only made even.
Pixmap text_grey(const Pixmap& picture);

}  // namespace shoujian
