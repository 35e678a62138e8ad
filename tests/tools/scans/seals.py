"""Official seals, drawn: a ring, the unit's name along the arc, a star, a line below, a number; round or oval.

Sizes are those of the rules for seals (a society's is 42 or 45 mm, a department's about 40, an oval one 45 x 30); how
the print looks (worn, faint, partly missing, which red) is in `Seal`.
"""
import dataclasses
import math

from PIL import Image, ImageDraw, ImageFilter

import fonts
from ink import Ink, worn
from noise import clouds

OVERSAMPLING = 2
REDS = ((214, 28, 36), (226, 40, 40), (200, 22, 48), (235, 62, 48), (205, 30, 60))
ORANGE_REDS = ((236, 78, 36), (228, 66, 30), (240, 90, 50))
MAGENTA_REDS = ((205, 18, 88), (214, 40, 104), (190, 20, 78))
BLUES = ((40, 60, 170), (50, 80, 190), (60, 50, 150))
LINES_BELOW = ("办公室", "组织人事部", "科普部", "秘书处", "普及工作委员会", "项目专用章", "")


@dataclasses.dataclass
class Seal:
    text: str
    width_mm: float = 42
    height_mm: float = 42
    colour: tuple = REDS[0]
    star: bool = True
    below: str = ""
    number: str = ""
    ring_mm: float = 1.1
    inner_ring: bool = False
    font: str = "song"
    bold: bool = True
    strength: float = 0.85
    speckle: float = 0.12
    missing: float = 0.0
    dirt: bool = False
    turn: float = 0.0


def draw(seal, rng, px_per_mm):
    """The seal's ink at that scale; the mask is turned, so that its middle is the seal's middle."""
    unit = px_per_mm * OVERSAMPLING
    width, height = round(seal.width_mm * unit), round(seal.height_mm * unit)
    edge = round(2 * unit)
    mask = Image.new("L", (width + 2 * edge, height + 2 * edge))
    pen = ImageDraw.Draw(mask)
    pen.ellipse((edge, edge, edge + width, edge + height), outline=255, width=max(2, round(seal.ring_mm * unit)))
    if seal.inner_ring:
        gap = (seal.ring_mm + 0.9) * unit
        pen.ellipse((edge + gap, edge + gap, edge + width - gap, edge + height - gap), outline=255,
                    width=max(1, round(.35 * unit)))
    letter_arc(mask, seal, unit)
    middle = mask.width / 2, mask.height / 2
    if seal.star:
        size = min(seal.width_mm, seal.height_mm) * unit * 0.165
        pen.polygon(star_points(*middle, size), fill=255)
    if seal.below:
        straight_line(mask, seal.below, middle[0], middle[1] + height * .27, seal.width_mm * unit * .5, 4.2 * unit, seal.font)
    if seal.number:
        along_bottom(mask, seal, unit)
    mask = mask.reduce(OVERSAMPLING)
    if seal.dirt:
        blot = clouds(rng, mask.size, 7, 0, 120).filter(ImageFilter.GaussianBlur(px_per_mm))
        shape = Image.new("L", mask.size)
        ImageDraw.Draw(shape).ellipse((2, 2, mask.width - 2, mask.height - 2), fill=rng.randint(50, 130))
        mask = Image.composite(mask, blot, Image.eval(shape, lambda v: 255 - v // 3))
    mask = worn(mask, rng, seal.strength, seal.speckle, seal.missing)
    return Ink(mask.rotate(seal.turn, Image.BICUBIC, expand=True), seal.colour)


def star_points(x, y, size):
    radii = (size, size * 0.382)
    return [(x + radii[i % 2] * math.sin(math.pi * i / 5), y - radii[i % 2] * math.cos(math.pi * i / 5)) for i in range(10)]


def glyph(character, font, width, height, bold):
    """One character filled out to width x height, as engravers stretch them."""
    size = max(12, round(height * 1.15))
    drawn = Image.new("L", (size * 2, size * 2))
    ImageDraw.Draw(drawn).text((size, size), character, font=fonts.font(font, size), fill=255, anchor="mm",
                               stroke_width=max(0, round(height / 45)) if bold else 0)
    box = drawn.getbbox()
    if box is None:
        return drawn.resize((max(1, round(width)), max(1, round(height))))
    if character.isascii() or character in "（）":
        width *= 0.6
    return drawn.crop(box).resize((max(1, round(width)), max(1, round(height))), Image.BICUBIC)


def letter_arc(mask, seal, unit):
    """The name along the upper arc, from lower left over the top to lower right, at equal steps of the ellipse."""
    tall = min(seal.width_mm, seal.height_mm) * (.155 if len(seal.text) <= 12 else .135 if len(seal.text) <= 18 else .115)
    inset = seal.ring_mm + (1.5 if seal.inner_ring else .7) + tall / 2
    a, b = (seal.width_mm / 2 - inset) * unit, (seal.height_mm / 2 - inset) * unit
    span = min(290, 30 * len(seal.text)) if not seal.number else min(255, 28 * len(seal.text))
    places = arc_places(a, b, -span / 2, span / 2, len(seal.text))
    step = math.dist(places[0][:2], places[1][:2]) if len(places) > 1 else tall * unit
    wide = min(tall * unit * .85, step * .86)
    for character, (x, y, angle) in zip(seal.text, places):
        put(mask, glyph(character, seal.font, wide, tall * unit, seal.bold), x, y, -angle)


def along_bottom(mask, seal, unit):
    """The registration number, small, along the lower arc, read from left to right."""
    tall = 1.6
    inset = seal.ring_mm + (1.8 if seal.inner_ring else .9) + tall / 2
    a, b = (seal.width_mm / 2 - inset) * unit, (seal.height_mm / 2 - inset) * unit
    for digit, (x, y, angle) in zip(seal.number, arc_places(a, b, 208, 152, len(seal.number))):
        put(mask, glyph(digit, "sans", tall * unit * .9, tall * unit, False), x, y, 180 - angle)


def arc_places(a, b, begin, end, count):
    """`count` places at equal steps of arc length between two angles (degrees, clockwise from the top) of an ellipse
    around the origin -> [(x, y, angle of the outward normal)]."""
    steps = 400
    ts = [math.radians(begin + (end - begin) * i / steps) for i in range(steps + 1)]
    points = [(a * math.sin(t), -b * math.cos(t)) for t in ts]
    lengths = [0.0]
    for p, q in zip(points, points[1:]):
        lengths.append(lengths[-1] + math.dist(p, q))
    places, i = [], 0
    for n in range(count):
        wanted = lengths[-1] * (n / (count - 1) if count > 1 else .5)
        while i < steps and lengths[i] < wanted:
            i += 1
        normal = math.degrees(math.atan2(math.sin(ts[i]) / a, math.cos(ts[i]) / b))
        places.append((*points[i], normal))
    return places


def put(mask, piece, x, y, turn):
    piece = piece.rotate(turn, Image.BICUBIC, expand=True)
    mask.paste(255, (round(mask.width / 2 + x - piece.width / 2), round(mask.height / 2 + y - piece.height / 2)), piece)


def straight_line(mask, text, x, y, widest, tall, font):
    step = min(tall, widest / len(text))
    for i, character in enumerate(text):
        piece = glyph(character, font, step * .85, tall * .9, True)
        centre = x + (i - (len(text) - 1) / 2) * step
        mask.paste(255, (round(centre - piece.width / 2), round(y - piece.height / 2)), piece)


def outline(seal, centre, px_per_mm):
    """Points on the outer edge, in px of the page; for the box of what was stamped."""
    turn = math.radians(-seal.turn)
    points = []
    for i in range(48):
        x, y = seal.width_mm / 2 * math.cos(i * math.pi / 24), seal.height_mm / 2 * math.sin(i * math.pi / 24)
        points.append((centre[0] + px_per_mm * (x * math.cos(turn) - y * math.sin(turn)),
                       centre[1] + px_per_mm * (x * math.sin(turn) + y * math.cos(turn))))
    return points


def usual(rng, unit, **changes):
    """A seal as most are, with the unit's name; `changes` are fields of Seal."""
    size = rng.choice((38, 40, 42, 42, 42, 45))
    seal = Seal(unit, size, size, rng.choice(REDS), star=rng.random() < .85, font=rng.choice(("song", "song", "serif", "kai")),
                ring_mm=rng.uniform(.8, 1.4), inner_ring=rng.random() < .12, strength=rng.uniform(.62, .95),
                speckle=rng.uniform(.03, .2), turn=rng.gauss(0, 8), below=rng.choice(LINES_BELOW) if rng.random() < .3 and len(unit) < 12 else "",
                number="".join(rng.choice("0123456789") for _ in range(13)) if rng.random() < .35 else "")
    return dataclasses.replace(seal, **changes)


def oval(rng, unit, **changes):
    height = rng.uniform(28, 33)
    return usual(rng, unit, width_mm=rng.uniform(42, 48), height_mm=height, star=rng.random() < .4, number="",
                 below=rng.choice(("项目专用章", "资料专用章", "办公室")), **changes)
