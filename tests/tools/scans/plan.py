"""What one file shall be: decided before anything is drawn. The sets (seal_set, kind_set, pair_set) make plans; `produce`
carries them out."""
import dataclasses

import capture
import fonts
import people
import photos
import scan_file
from capture import Capture
from word_form import Look


@dataclasses.dataclass
class Plan:
    category: str
    form: str
    unit: str
    values: dict                      # field id -> what is printed
    look: Look
    photo: str = "plain"              # kind of the photos in the form, "" for none
    seals: list = dataclasses.field(default_factory=list)  # (seals.Seal, where): where on, above, beside, date, text, edge
    red: list = dataclasses.field(default_factory=list)    # (name of a red thing, where): where free, place, title, text, corner
    capture: Capture = dataclasses.field(default_factory=Capture)
    packing: scan_file.Packing = dataclasses.field(default_factory=scan_file.Packing)
    kind: str = "scan"                # scan, export, browser, pasted, raster
    suffix: str = "pdf"               # pdf, jpg, png
    is_scan: bool | None = True
    legible: bool = True
    pictures: str = ""                # of an export: seal, photos, background, letterhead
    mixed_sizes: bool = False
    word_values: dict | None = None   # pairs: what the Word file beside it says, and by which form
    word_form: str = ""
    match: str | None = None          # pairs: yes, no
    altered: dict | None = None       # pairs: {field, word, scan}

    def change_look(self, **changes):
        self.look = dataclasses.replace(self.look, **changes)

    def change_capture(self, **changes):
        self.capture = dataclasses.replace(self.capture, **changes)

    def change_packing(self, **changes):
        self.packing = dataclasses.replace(self.packing, **changes)


def usual_look(rng):
    """How a filled form is set when nothing else is asked for."""
    label = rng.randint(1500, 2000)
    value = rng.randint(2500, 2900)
    look = Look(font=rng.choice(fonts.PRINTED), size=rng.choice((20, 21, 21, 24)), title_size=rng.choice((32, 36, 44)),
                          widths=(label, value, label, value), row_height=rng.randint(420, 680), margin=rng.randint(1000, 1440),
                          unit_printed=rng.choice(("before", "before", "above", "no")) if rng.random() < .8 else "before",
                          seal_align=rng.choice(("right", "right", "center", "left")))
    if rng.random() < .85:
        look.date = rng.choice(("2020年5月{}日", "2020 年 5 月 {} 日", "2020年05月{:02}日")).format(rng.randint(6, 15))
    return look


def usual_plan(rng, category, units, form=None, unit=None):
    """A legible colour scan of a filled form, without seal."""
    form = form or rng.choice(("volunteer", "volunteer", "team"))
    unit = unit or rng.choice(units)
    length = rng.choice((120, 250, 250, 400, 400, 700, 950))
    plan = Plan(category, form, unit, people.candidate(rng, form, unit, length), usual_look(rng),
                photo=rng.choice(photos.KINDS[:1] * 3 + ("",)), capture=capture.usual(rng, "flatbed"))
    plan.packing = scan_file.Packing(quality=rng.choice((45, 60, 75, 75, 85, 92)), exact_size=rng.random() < .93)
    return plan


def spread(rng, table, count):
    """`count` names of the table [(name, weight, ...)] in random order, each about as often as its weight says."""
    deck, names = [], []
    while len(names) < count:
        if not deck:
            deck = [row[0] for row in table for _ in range(row[1])]
            rng.shuffle(deck)
        names.append(deck.pop())
    return names
