"""What is red, or round, on forms and is no seal. Each function: (rng, px_per_mm) -> Ink."""
import math

import numpy
from PIL import Image, ImageDraw, ImageFilter

import fonts
import people
import seals
from ink import Ink, worn
from noise import clouds

PEN_REDS = ((220, 40, 50), (200, 20, 60), (235, 60, 60))


def canvas(width_mm, height_mm, scale):
    image = Image.new("L", (max(2, round(width_mm * scale)), max(2, round(height_mm * scale))))
    return image, ImageDraw.Draw(image)


def stroke(draw, points, scale, thin_mm, thick_mm, rng):
    """A line of a pen, thicker where the hand presses."""
    for i, (p, q) in enumerate(zip(points, points[1:])):
        press = .5 + .5 * math.sin(i * .35 + rng.uniform(-.2, .2))
        width = max(1, round(scale * (thin_mm + (thick_mm - thin_mm) * press)))
        draw.line((*p, *q), fill=255, width=width)
        draw.ellipse((q[0] - width / 2, q[1] - width / 2, q[0] + width / 2, q[1] + width / 2), fill=255)


def spline(points, steps=14):
    """Catmull-Rom through the points."""
    points = [points[0], *points, points[-1]]
    out = []
    for p0, p1, p2, p3 in zip(points, points[1:], points[2:], points[3:]):
        for i in range(steps):
            t = i / steps
            out.append(tuple(.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3)
                             for a, b, c, d in zip(p0, p1, p2, p3)))
    return out


def signature(rng, scale):
    width, height = rng.uniform(25, 45), rng.uniform(10, 16)
    image, draw = canvas(width, height, scale)
    characters = rng.randint(2, 3)
    for n in range(characters):
        left, wide = image.width * (n + .1) / characters, image.width * .75 / characters
        for _ in range(rng.randint(2, 4)):
            points = [(left + rng.random() * wide, image.height * rng.uniform(.1, .9)) for _ in range(rng.randint(3, 6))]
            stroke(draw, spline(points), scale, .3, 1.0, rng)
    return Ink(worn(image, rng, .9, .05), rng.choice(PEN_REDS))


def fingerprint(rng, scale):
    width, height = rng.uniform(13, 18), rng.uniform(17, 24)
    image, _ = canvas(width, height, scale)
    y, x = numpy.mgrid[-1:1:complex(0, image.height), -1:1:complex(0, image.width)]
    warp = numpy.asarray(clouds(rng, image.size, 4, 0, 255), float) / 255
    distance = numpy.hypot(x * 1.1, (y - rng.uniform(-.3, .3)) * .8) + warp * .35
    ridges = .5 + .5 * numpy.sin(distance * height / .5 * math.pi / 2)
    inside = numpy.clip((1 - numpy.hypot(x, y) - .15 * (warp - .5)) * 8, 0, 1)
    values = inside * (.35 + .65 * (ridges > .42)) * 255
    return Ink(worn(Image.fromarray(values.astype(numpy.uint8)), rng, rng.uniform(.7, .95)), rng.choice(seals.REDS))


def pen_ring(rng, scale):
    """A ring drawn round some words, closed carelessly."""
    width, height = rng.uniform(18, 60), rng.uniform(10, 24)
    image, draw = canvas(width + 6, height + 6, scale)
    begin, turns = rng.uniform(0, 6.28), rng.choice((1, 1.05, 1.1, 1.6))
    points = []
    for i in range(int(90 * turns)):
        t = begin + i * 2 * math.pi / 90
        drift = 1 + .05 * math.sin(i * .11 + begin) + .03 * math.sin(i * .3) + .05 * (i / 90 - .5)
        points.append((image.width / 2 + width / 2 * scale * drift * math.cos(t) * .95,
                       image.height / 2 + height / 2 * scale * drift * math.sin(t) * .95))
    stroke(draw, points, scale, .35, rng.uniform(.45, 1.0), rng)
    return Ink(worn(image, rng, .9, .05), rng.choice(PEN_REDS))


def name_seal(rng, scale):
    """A person's square seal: red on white, or cut in."""
    size = rng.uniform(11, 20)
    image, draw = canvas(size, size, scale)
    side, line = image.width, max(1, round(scale * rng.uniform(.5, 1)))
    cut = rng.random() < .4
    draw.rounded_rectangle((0, 0, side - 1, side - 1), side * .06, fill=255 if cut else 0, outline=255, width=line)
    text = (people.name(rng) + "之印")[:4].ljust(4, "印")
    for character, (cx, cy) in zip(text, ((.73, .27), (.73, .73), (.27, .27), (.27, .73))):
        piece = seals.glyph(character, "kai", side * .4, side * .4, True)
        draw.bitmap((side * cx - piece.width / 2, side * cy - piece.height / 2), piece, fill=0 if cut else 255)
    return Ink(worn(image, rng, rng.uniform(.7, .95)), rng.choice(seals.REDS))


def coffee_ring(rng, scale):
    size = rng.uniform(60, 85)
    image, draw = canvas(size, size, scale)
    begin = rng.uniform(0, 360)
    draw.arc((4, 4, image.width - 4, image.height - 4), begin, begin + rng.uniform(200, 360), fill=255,
             width=round(scale * rng.uniform(1.5, 3)))
    image = image.filter(ImageFilter.GaussianBlur(scale * .4))
    return Ink(worn(image, rng, rng.uniform(.35, .6)), (150, 100, 55))


def blue_seal(rng, scale):
    unit = rng.choice(("科学技术协会办公室", "某某县农业技术推广中心", "社区居民委员会"))
    return seals.draw(seals.usual(rng, unit, colour=rng.choice(seals.BLUES)), rng, scale)


def star(rng, scale):
    size = rng.uniform(10, 45)
    image, draw = canvas(size, size, scale)
    draw.polygon(seals.star_points(image.width / 2, image.height / 2, image.width / 2 - 1), fill=255)
    return Ink(worn(image, rng, .9, .04), rng.choice(seals.REDS))


def disc(rng, scale):
    size = rng.uniform(12, 45)
    image, draw = canvas(size, size, scale)
    draw.ellipse((0, 0, image.width - 1, image.height - 1), fill=255)
    return Ink(worn(image, rng, .9, .04), rng.choice(seals.REDS))


def heart(rng, scale):
    size = rng.uniform(15, 42)
    image, draw = canvas(size, size, scale)
    points = [(image.width * (.5 + .03 * 16 * math.sin(t) ** 3), image.height * (.47 - .03 * (13 * math.cos(t) - 5 *
               math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)))) for t in [i * .05 for i in range(126)]]
    draw.polygon(points, fill=255)
    return Ink(worn(image, rng, .9, .04), rng.choice(seals.REDS))


def thick_ring(rng, scale):
    size = rng.uniform(20, 45)
    image, draw = canvas(size, size, scale)
    draw.ellipse((0, 0, image.width - 1, image.height - 1), outline=255, width=round(image.width * rng.uniform(.1, .3)))
    return Ink(worn(image, rng, .9, .04), rng.choice(seals.REDS))


def round_logo(rng, scale):
    """A ring with a figure in it and no lettering: an emblem of a society or a company."""
    size = rng.uniform(18, 42)
    image, draw = canvas(size, size, scale)
    side = image.width
    draw.ellipse((0, 0, side - 1, side - 1), outline=255, width=round(scale * rng.uniform(.8, 2)))
    figure = rng.choice(("waves", "hills", "cross", "petals"))
    if figure == "waves":
        for k in (.4, .52, .64):
            line = [(side * (.2 + .6 * i / 40), side * (k + .04 * math.sin(i * .5))) for i in range(41)]
            draw.line(line, fill=255, width=round(side * .05))
    elif figure == "hills":
        draw.polygon([(side * .18, side * .7), (side * .4, side * .3), (side * .55, side * .55), (side * .66, side * .4),
                      (side * .82, side * .7)], fill=255)
    elif figure == "cross":
        draw.rectangle((side * .42, side * .2, side * .58, side * .8), fill=255)
        draw.rectangle((side * .2, side * .42, side * .8, side * .58), fill=255)
    else:
        for i in range(6):
            x, y = side * (.5 + .2 * math.cos(i * 1.047)), side * (.5 + .2 * math.sin(i * 1.047))
            draw.ellipse((x - side * .11, y - side * .11, x + side * .11, y + side * .11), fill=255)
    return Ink(worn(image, rng, .92, .04), rng.choice(seals.REDS))


def red_number(rng, scale):
    """A number stamped by a numbering machine, or a remark."""
    text = rng.choice((f"No.{rng.randint(1, 999999):06}", f"第 {rng.randint(1, 60)} 页", "急件", "存档", f"{rng.randint(100, 999)}"))
    size = round(scale * rng.uniform(5, 10))
    font = fonts.font(rng.choice(("sans_bold", "song", "kai")), size)
    image = Image.new("L", (round(font.getlength(text)) + size // 2, size * 2))
    ImageDraw.Draw(image).text((image.width / 2, size), text, font=font, fill=255, anchor="mm")
    return Ink(worn(image, rng, .9, .05), rng.choice(seals.REDS))


THINGS = {thing.__name__: thing for thing in (signature, fingerprint, pen_ring, name_seal, coffee_ring, blue_seal, star, disc,
                                              heart, thick_ring, round_logo, red_number)}
