"""Coloured ink on a page: an 8-bit mask of how much ink lies where, and one colour, multiplied into the paper."""
import dataclasses

import numpy
from PIL import Image, ImageFilter

from noise import clouds, window


@dataclasses.dataclass
class Ink:
    """A mask (mode L, 255 = full ink) and the colour of the ink (RGB)."""
    mask: Image.Image
    colour: tuple


def lay(page, ink, centre, turn=0):
    """Multiply the ink into the page, its middle at `centre` (px), turned by `turn` degrees; what is over the edge is cut."""
    mask = ink.mask.rotate(turn, Image.BICUBIC, expand=True) if turn else ink.mask
    x, y = round(centre[0] - mask.width / 2), round(centre[1] - mask.height / 2)
    box = max(0, x), max(0, y), min(page.width, x + mask.width), min(page.height, y + mask.height)
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    part = numpy.asarray(page.crop(box), numpy.float32)
    cover = numpy.asarray(mask.crop((box[0] - x, box[1] - y, box[2] - x, box[3] - y)), numpy.float32)[..., None] / 255
    part *= 1 - cover * (1 - numpy.asarray(ink.colour, numpy.float32) / 255)
    page.paste(Image.fromarray(part.astype(numpy.uint8)), box[:2])


def worn(mask, rng, strength, speckle=0.25, missing=0.0):
    """A print as rubber leaves it: uneven pressure, specks without ink, a part missing, faded to `strength`."""
    cover = numpy.asarray(mask, numpy.float32) / 255
    pressure = numpy.asarray(clouds(rng, mask.size, 6, 150, 255), numpy.float32) / 255
    grain = numpy.asarray(window(rng, mask.size).filter(ImageFilter.BoxBlur(1)), numpy.float32) / 128 - 1
    cover = cover * numpy.clip(pressure + grain * speckle * 4, 0, 1)
    if missing:
        cover *= left_after(rng, mask, cover, missing)
    return Image.fromarray((cover * strength * 255).clip(0, 255).astype(numpy.uint8))


def left_after(rng, mask, cover, missing):
    """A soft mask that takes away about the share `missing` of the ink, from one side and in blots."""
    height, width = cover.shape
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    angle = numpy.radians(rng.uniform(0, 360))
    side = (x / width - .5) * numpy.cos(angle) + (y / height - .5) * numpy.sin(angle)
    blots = numpy.asarray(clouds(rng, mask.size, 5, 0, 255), numpy.float32) / 255 - .5
    level = side + blots * rng.uniform(.1, .5)
    bound = numpy.quantile(level[cover > .2], 1 - missing)
    return numpy.clip((bound - level) / .06 + .5, 0, 1)
