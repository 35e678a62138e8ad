"""From a printed page to what a scanner or a camera makes of it, with the geometry kept: where a point of the page has
gone is known, so that the seals' boxes are true.

`Capture` says how; `take` does it. All pictures are upright here; turning comes when the file is made.
"""
import dataclasses
import math

import numpy
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from noise import add_noise, clouds, window


@dataclasses.dataclass
class Capture:
    how: str = "flatbed"  # flatbed, phone, raster (pixels of the export as they are)
    dpi: int = 150
    colour: str = "colour"  # colour, grey, bilevel
    skew: float = 0.0       # degrees
    blur: float = 0.4       # px
    grain: float = 3.0      # levels
    darkness: float = 0.0   # 0: daylight .. 0.6: a lamp in the evening
    flaws: tuple = ()       # fold, dust, edge, shadow, curl


@dataclasses.dataclass
class Taken:
    """A picture, and the homography from px of the page to px of the picture."""
    image: Image.Image
    matrix: numpy.ndarray

    def place(self, x, y):
        u, v, w = self.matrix @ (x, y, 1)
        return u / w, v / w


def usual(rng, how, **changes):
    """A capture as most are; `changes` are fields of Capture."""
    flaws = tuple(f for f, share in (("fold", .12), ("dust", .4), ("edge", .25), ("shadow", .2), ("curl", .05))
                  if rng.random() < share)
    capture = Capture(how, rng.choice((150, 150, 150, 200, 200, 120)), skew=rng.choice((0, rng.gauss(0, .8), rng.uniform(-4, 4))),
                      blur=rng.uniform(.25, .7), grain=rng.uniform(1.5, 6), flaws=flaws)
    if how == "phone":
        capture = dataclasses.replace(capture, dpi=rng.randint(130, 190), skew=rng.gauss(0, 2.5), blur=rng.uniform(.3, .9),
                                      grain=rng.uniform(3, 8), darkness=rng.uniform(0, .25))
    return dataclasses.replace(capture, **changes)


def take(page, capture, rng):
    """page: RGB at capture.dpi, with all its ink -> Taken, its image in mode RGB, L or 1."""
    if capture.how == "raster":
        return Taken(page, numpy.eye(3))
    taken = {"flatbed": flatbed, "phone": phone}[capture.how](page, capture, rng)
    if capture.blur > .15:
        taken.image = blurred(taken.image, capture.blur)
    if capture.colour != "colour":
        taken.image = taken.image.convert("L")
    taken.image = add_noise(taken.image, rng, capture.grain)
    if capture.colour == "bilevel":
        taken.image = bilevel(taken.image, rng)
    return taken


def blurred(image, sigma):
    if sigma > .75:
        return image.filter(ImageFilter.GaussianBlur(sigma))
    return image.filter(ImageFilter.BoxBlur(sigma ** 2 / (2 - 2 * sigma ** 2)))  # the same variance, at a third of the time


def homography(source, target):
    """The 3x3 matrix that takes four points to four points."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return numpy.append(numpy.linalg.solve(numpy.array(rows, float), right), 1).reshape(3, 3)


def warp(image, matrix, size, fill):
    inverse = numpy.linalg.inv(matrix)
    inverse /= inverse[2, 2]
    if not inverse[2, :2].any():
        return image.transform(size, Image.AFFINE, inverse.flatten()[:6], Image.BILINEAR, fillcolor=fill)
    return image.transform(size, Image.PERSPECTIVE, inverse.flatten()[:8], Image.BILINEAR, fillcolor=fill)


def tinted(image, colour):
    """Multiplied by one colour, as paper or lamp do."""
    return image.point([round(v * c / 255) for c in colour for v in range(256)])


def flatbed(page, capture, rng):
    angle, (w, h) = math.radians(capture.skew), page.size
    shift = (rng.uniform(-.006, .006) * w, rng.uniform(-.004, .004) * h) if capture.skew else (0, 0)
    cos, sin = math.cos(angle), math.sin(angle)
    cx, cy = w / 2, h / 2
    matrix = numpy.array([[cos, -sin, cx - cx * cos + cy * sin + shift[0]], [sin, cos, cy - cx * sin - cy * cos + shift[1]],
                          [0, 0, 1]])
    page = flawed_paper(page, capture, rng)
    image = warp(page, matrix, page.size, (255, 255, 255)) if capture.skew else page
    level = rng.randint(232, 255)
    image = tinted(image, (level, level - rng.randint(0, 6), level - rng.randint(0, 14)))
    if rng.random() < .5:  # ink that the lamp shines on is no pure black
        lift = rng.randint(10, 45)
        image = image.point([lift + v * (255 - lift) // 255 for v in range(256)] * 3)
    if "edge" in capture.flaws:
        shade = Image.new("L", image.size, 255)
        wide = round(w * rng.uniform(.004, .012))
        side = rng.choice(((0, 0, wide, h), (w - wide, 0, w, h), (0, 0, w, wide), (0, h - wide, w, h)))
        ImageDraw.Draw(shade).rectangle(side, fill=rng.randint(20, 120))
        image = multiplied(image, shade.filter(ImageFilter.BoxBlur(max(1, wide // 2))))
    return Taken(image, matrix)


def multiplied(image, shade):
    return ImageChops.multiply(image, Image.merge("RGB", [shade] * 3))


def flawed_paper(page, capture, rng):
    """Folds, shadows of a fold or of a curled edge, dust."""
    w, h = page.size
    if "fold" in capture.flaws:
        small = Image.new("L", (w // 4, h // 4), 255)
        pen = ImageDraw.Draw(small)
        for _ in range(rng.choice((1, 1, 2))):
            y = rng.choice((h // 8, h // 12, h // 6)) + rng.randint(-9, 9)
            wide, depth = rng.randint(8, 40), rng.randint(12, 40)
            for k in range(wide):  # the shadow on one side of the crease
                pen.line((0, y + k, w, y + k), fill=255 - depth * (wide - k) // wide)
            pen.line((0, y, w, y + rng.randint(-2, 2)), fill=rng.randint(150, 200), width=1)
        if rng.random() < .4:
            pen.line((w // 8, 0, w // 8 + rng.randint(-3, 3), h), fill=rng.randint(170, 210), width=1)
        page = multiplied(page, small.filter(ImageFilter.GaussianBlur(.8)).resize(page.size, Image.BILINEAR))
    if "shadow" in capture.flaws:
        page = multiplied(page, clouds(rng, page.size, 3, rng.randint(150, 215), 255))
    if "curl" in capture.flaws:
        strip = numpy.full((1, 64), 255, numpy.uint8)
        strip[0, :10] = numpy.linspace(rng.randint(90, 160), 255, 10)
        if rng.random() < .5:
            strip = strip[:, ::-1]
        page = multiplied(page, Image.fromarray(strip.copy()).resize(page.size, Image.BILINEAR))
    if "dust" in capture.flaws:
        page = page.copy()
        pen = ImageDraw.Draw(page)
        for _ in range(rng.randint(5, 60)):
            x, y, r = rng.random() * w, rng.random() * h, rng.choice((.5, .5, 1, 1.5)) * capture.dpi / 150
            pen.ellipse((x - r, y - r, x + r, y + r), fill=(rng.randint(40, 160),) * 3)
    return page


def phone(page, capture, rng):
    """On a table, from above and a little askew, in uneven light."""
    w, h = page.size
    page = flawed_paper(page, capture, rng)
    margin = rng.choice((rng.uniform(.01, .05), rng.uniform(.04, .12)))
    size = round(w * (1 + 2 * margin)), round(h * (1 + 2 * margin))
    if rng.random() < .25:  # a scan app has cut and straightened it, not quite
        margin, size = rng.uniform(-.004, .004), (w, h)
    tilt = .045 if margin > .02 else .008
    corners = [(0, 0), (w, 0), (w, h), (0, h)]
    angle = math.radians(capture.skew if margin > .02 else capture.skew / 6)
    target = []
    for x, y in corners:
        dx, dy = x - w / 2, y - h / 2
        u = size[0] / 2 + dx * math.cos(angle) - dy * math.sin(angle)
        v = size[1] / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        target.append((u + rng.uniform(-tilt, tilt) * w, v + rng.uniform(-tilt, tilt) * h * .7))
    matrix = homography(corners, target)
    image = table(rng, size)
    sheet = Image.new("L", size)
    ImageDraw.Draw(sheet).polygon(target, fill=255)
    image.paste(warp(page, matrix, size, (255, 255, 255)), (0, 0), sheet.filter(ImageFilter.BoxBlur(1)))
    return Taken(lit(image, capture, rng), matrix)


def table(rng, size):
    """Wood, stone, cloth or dark glass under the sheet."""
    base = rng.choice(((150, 110, 70), (120, 80, 50), (90, 90, 95), (60, 60, 62), (190, 180, 165), (40, 45, 50), (165, 70, 55)))
    grain = window(rng, (48, size[1] // 16) if rng.random() < .6 else (size[0] // 8, size[1] // 8))
    grain = grain.point([min(255, max(0, round(255 - abs(v - 128) * 2.2))) for v in range(256)]).resize(size, Image.BILINEAR)
    return ImageChops.multiply(Image.new("RGB", size, base), Image.merge("RGB", [grain] * 3))


def lit(image, capture, rng):
    """Uneven light, a shadow of hand or phone, the lamp's colour."""
    bright = round(255 * (1 - capture.darkness))
    light = clouds(rng, image.size, rng.choice((2, 3)), round(bright * rng.uniform(.62, .85)), bright)
    if rng.random() < .3:
        small = Image.new("L", (60, 80), 255)
        x, y = rng.uniform(-10, 40), rng.uniform(-10, 60)
        ImageDraw.Draw(small).ellipse((x, y, x + rng.uniform(25, 60), y + rng.uniform(30, 60)), fill=rng.randint(140, 210))
        light = ImageChops.multiply(light, small.filter(ImageFilter.GaussianBlur(5)).resize(image.size, Image.BILINEAR))
    warm = rng.choice((0, 0, rng.randint(0, 35), -rng.randint(0, 20)))
    return tinted(multiplied(image, light), (255 - max(0, -warm), 255 - abs(warm) // 3, 255 - max(0, warm)))


def bilevel(grey, rng):
    """Black or white against the paper around (a shadow is no ink)."""
    small = grey.resize((max(1, grey.width // 24), max(1, grey.height // 24)), Image.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(3)).resize(grey.size, Image.BILINEAR)
    share = rng.uniform(.58, .74)
    difference = ImageChops.subtract(grey, paper.point([round(v * share) for v in range(256)]))
    return difference.point([0] + [255] * 255).convert("1", dither=Image.NONE)
