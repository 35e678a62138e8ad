"""Grain, made once for a whole run: drawing fresh random numbers for every pixel of every page would cost more than
all else together. A page takes three windows of one large field."""
import functools

import numpy
from PIL import Image, ImageChops

FIELD = (2900, 3900)  # wider than an A4 page at 300 dpi


@functools.lru_cache(maxsize=1)
def field():
    """Normal noise around 128, deviation 16."""
    values = numpy.random.default_rng(20200515).normal(128, 16, (FIELD[1], FIELD[0]))
    return Image.fromarray(values.clip(0, 255).astype(numpy.uint8))


def window(rng, size):
    width, height = size
    x, y = rng.randint(0, max(0, FIELD[0] - width)), rng.randint(0, max(0, FIELD[1] - height))
    return field().crop((x, y, x + width, y + height))


def add_noise(image, rng, deviation):
    """The picture with grain of that deviation in levels; of colour pictures two thirds is grey grain."""
    if deviation <= 0:
        return image
    table = [min(255, max(0, round(128 + (v - 128) * deviation / 16))) for v in range(256)]
    if image.mode == "L":
        return ImageChops.add(image, window(rng, image.size).point(table), 1, -128)
    grain = Image.merge("RGB", [window(rng, image.size)] * 3)
    if rng.random() < 0.5:
        grain = Image.merge("RGB", [window(rng, image.size) for _ in range(3)])
    return ImageChops.add(image, grain.point(table * 3), 1, -128)


def clouds(rng, size, cells, low, high):
    """Soft noise: random levels low..high (0..255) on a grid of cells x cells, spread over `size`."""
    values = numpy.random.default_rng(rng.getrandbits(63)).uniform(low, high, (cells, cells))
    return Image.fromarray(values.astype(numpy.uint8)).resize(size, Image.BICUBIC)
