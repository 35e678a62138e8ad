"""Seals and other ink onto the printed pages, at the places where people put them."""
import dataclasses

from PIL import Image

import ink
import red_things
import seals

POINTS_PER_MM = 72 / 25.4


@dataclasses.dataclass
class Stamped:
    """What was stamped: page from 0, points of its outline in px of the page, what it says, whether it is only a slice."""
    page: int
    outline: list
    text: str
    slice: bool = False


def stamp_all(pages, words, plan, dpi, rng):
    """Lays the plan's red things and seals onto the pages (RGB, changed in place) -> [Stamped]."""
    scale = dpi / 25.4
    for name, where in plan.red:
        page, x, y = red_place(pages, words, where, dpi, rng)
        ink.lay(pages[page], red_things.THINGS[name](rng, scale), (x, y), rng.gauss(0, 6))
    stamped = []
    for seal, where in plan.seals:
        if where == "edge":
            stamped += across_edges(pages, seal, scale, rng)
        elif where != "before":  # "before": a picture of the document, there already
            page, x, y = seal_place(pages, words, seal, where, dpi, rng)
            ink.lay(pages[page], seals.draw(seal, rng, scale), (x, y))
            stamped.append(Stamped(page, seals.outline(seal, (x, y), scale), seal.text))
    return stamped


def printed_place(pages, words, dpi):
    """（盖章）in px; without it the lower right of the last page."""
    for number in reversed(range(len(words))):
        for text, x0, y0, x1, y1 in reversed(words[number]):
            if "盖章" in text:
                return number, (x1 - (y1 - y0) * 1.6) * dpi / 72, (y0 + y1) / 2 * dpi / 72
    return len(pages) - 1, pages[-1].width * .7, pages[-1].height * .8


def seal_place(pages, words, seal, where, dpi, rng):
    mm = dpi / 25.4
    page, x, y = printed_place(pages, words, dpi)
    dx, dy = {"on": (0, 0), "above": (0, -17), "beside": (24, 2), "left": (-34, 4), "date": (-2, 9), "text": (0, 0)}[where]
    if where == "text":  # over the densest print: a line of the story
        line = rng.choice([word for word in words[page] if word[3] - word[1] > 80] or words[page])
        x, y = (line[1] + line[3]) / 2 * dpi / 72, line[2] * dpi / 72
    x, y = x + (dx + rng.uniform(-6, 6)) * mm, y + (dy + rng.uniform(-5, 5)) * mm
    reach = (seal.width_mm / 2 + 2) * mm, (max(seal.height_mm, seal.width_mm) / 2 + 2) * mm
    x = min(max(x, reach[0]), pages[page].width - reach[0])
    return page, x, min(max(y, reach[1]), pages[page].height - reach[1])


def red_place(pages, words, where, dpi, rng):
    mm = dpi / 25.4
    page, x, y = printed_place(pages, words, dpi)
    if where == "place":
        return page, x + rng.uniform(-22, 14) * mm, y + rng.uniform(-10, 12) * mm
    if where == "text" and words[page]:
        word = rng.choice(words[page])
        return page, (word[1] + word[3]) / 2 * dpi / 72, (word[2] + word[4]) / 2 * dpi / 72
    page = rng.randrange(len(pages))
    width, height = pages[page].size
    if where == "corner":
        return page, width * rng.choice((.14, .86)), height * rng.choice((.06, .94))
    return page, width * rng.uniform(.15, .85), height * rng.uniform(.12, .88)


def across_edges(pages, seal, scale, rng):
    """骑缝章: one print over the fanned right edges, a slice on each page."""
    print_ = seals.draw(seal, rng, scale)
    count = max(2, len(pages))
    edge = (print_.mask.width - seal.width_mm * scale) / 2
    step = seal.width_mm * scale / count
    height = pages[0].height * rng.uniform(.35, .6)
    stamped = []
    for i, page in enumerate(pages):
        left, right = round(edge + i * step), round(edge + (i + 1) * step)
        mask = print_.mask.crop((left, 0, right, print_.mask.height))
        y = height + rng.uniform(-2, 2) * scale
        ink.lay(page, ink.Ink(mask, print_.colour), (page.width - mask.width / 2, y))
        half = seal.height_mm / 2 * scale
        corners = [(page.width - mask.width, y - half), (page.width, y - half), (page.width, y + half),
                   (page.width - mask.width, y + half)]
        stamped.append(Stamped(i, corners, seal.text, True))
    return stamped


def clean_picture(seal, rng, dpi=200):
    """A seal as a transparent picture, as it is pasted into Word -> (RGBA, width in mm, height in mm)."""
    print_ = seals.draw(seal, rng, dpi / 25.4)
    picture = Image.new("RGBA", print_.mask.size, print_.colour)
    picture.putalpha(print_.mask)
    return picture, picture.width * 25.4 / dpi, picture.height * 25.4 / dpi
