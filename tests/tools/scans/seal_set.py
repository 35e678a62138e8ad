"""The set `seals`: half with a seal, half without, each with what makes it hard.

A category is a row: name, weight, and what it changes of the usual plan.
"""
import dataclasses

import capture
import photos
import red_things
import seals
from plan import spread, usual_plan

PLACES = ("on", "on", "on", "above", "beside", "date")


def stamp(plan, rng, where=None, maker=seals.usual, **changes):
    plan.seals.append((maker(rng, changes.pop("text", plan.unit), **changes), where or rng.choice(PLACES)))


def stamped(where=None, maker=seals.usual, **changes):
    """A row's change: one seal, its fields as given (a function of rng, or a value)."""
    def change(plan, rng, _):
        values = {key: value(rng) if callable(value) else value for key, value in changes.items()}
        stamp(plan, rng, where, maker, **values)
    return change


def phone(plan, rng, **changes):
    plan.capture = capture.usual(rng, "phone", **changes)
    plan.packing = dataclasses.replace(plan.packing, quality=rng.choice((60, 75, 85, 90)), exact_size=rng.random() < .6)


def dark(plan, rng):
    phone(plan, rng, darkness=rng.uniform(.35, .62), grain=rng.uniform(5, 11))


def turn(degrees):
    return lambda plan, rng: plan.change_packing(turned=degrees)


def layout(name):
    return lambda plan, rng: plan.change_packing(layout=name)


def codec(name):
    def change(plan, rng):
        plan.change_packing(codec=name)
        plan.change_capture(dpi=rng.choice((100, 110, 120) if name == "flate" else (120, 150)))
    return change


def colour(name):
    """Grey, or black and white with the codecs of fax machines and copiers."""
    def change(plan, rng):
        if rng.random() < .25 and name == "grey":
            phone(plan, rng)
        plan.change_capture(colour=name)
        if name == "bilevel":
            plan.change_capture(dpi=rng.choice((150, 200, 200, 300)))
            plan.change_packing(codec=rng.choice(("g4", "g4", "jbig2", "flate")))
    return change


def low_dpi(plan, rng):
    plan.change_capture(how="flatbed", dpi=100)


def high_dpi(plan, rng):
    plan.change_capture(dpi=300)


def jpeg_bad(plan, rng):
    plan.change_packing(quality=rng.randint(14, 28))


def rotate_flag(plan, rng):
    plan.change_packing(rotate_flag=rng.choice((90, 180, 270)))


def picture(plan, rng):
    phone(plan, rng)
    plan.suffix = rng.choice(("jpg", "jpg", "png"))


def two_pages(plan, rng):
    plan.values["story"] = (plan.values["story"] * 12)[:1000]
    plan.change_look(size=24, row_height=760)


def illegible(plan, rng):
    plan.legible = False
    if rng.random() < .6:
        plan.change_capture(how="flatbed", dpi=rng.randint(50, 58))
        plan.change_packing(quality=60)
    else:
        plan.change_capture(how="flatbed", dpi=100, blur=rng.uniform(2.6, 3.6))


MEDIA = (("photo", 8, phone), ("photo_dark", 4, dark), ("picture", 3, picture), ("grey", 6, colour("grey")),
         ("bilevel", 6, colour("bilevel")), ("low_dpi", 4, low_dpi), ("high_dpi", 2, high_dpi), ("jpeg_bad", 4, jpeg_bad),
         ("jpx", 2, codec("jpx")), ("flate", 2, codec("flate")), ("strips", 2, layout("strips")), ("mrc", 4, layout("mrc")),
         ("ocr_layer", 3, layout("ocr")), ("app_mark", 2, layout("mark")), ("part_of_page", 3, layout("part")),
         ("rot90", 2, turn(90)), ("rot180", 2, turn(180)), ("rot270", 2, turn(270)), ("rotate_flag", 2, rotate_flag),
         ("two_pages", 5, two_pages), ("illegible", 2, illegible))


def seal_and(thing, where="free"):
    def change(plan, rng, _):
        stamp(plan, rng)
        plan.red.append((thing, where))
    return change


def seal_in(what):
    """A seal on a form that has red of its own."""
    def change(plan, rng, _):
        stamp(plan, rng)
        REDDENED[what](plan, rng)
    return change


def two_seals(plan, rng, units):
    stamp(plan, rng, "on")
    stamp(plan, rng, rng.choice(("above", "beside", "left")), text=rng.choice(units))


def edge(with_main):
    def change(plan, rng, _):
        two_pages(plan, rng)
        if with_main:
            stamp(plan, rng)
        stamp(plan, rng, "edge", turn=0)
    return change


def wrong_unit(plan, rng, units):
    stamp(plan, rng, text=rng.choice([unit for unit in units if unit != plan.unit]))


def letterhead(plan, rng):
    plan.change_look(letterhead=plan.unit[:14] + rng.choice(("", "文件")))


def reddened_photo(kind):
    def change(plan, rng):
        plan.photo = kind
    return change


def red_table(plan, rng):
    plan.change_look(shading=rng.choice(("F2A0A0", "E06060", "D03030", "F8C8C8")))


def red_page_number(plan, rng):
    plan.change_look(page_number=rng.choice(("E01010", "C00020")))
    plan.red.append(("red_number", "corner"))


REDDENED = {"header": letterhead, "red_table": red_table, "page_number": red_page_number,
            **{kind: reddened_photo(kind) for kind in photos.KINDS[1:]}}

SEALED = (("flat", 10, stamped()), ("orange_red", 4, stamped(colour=lambda rng: rng.choice(seals.ORANGE_REDS))),
          ("magenta_red", 4, stamped(colour=lambda rng: rng.choice(seals.MAGENTA_REDS))),
          ("faint", 6, stamped(strength=lambda rng: rng.uniform(.28, .45))),
          ("partial", 6, stamped(missing=lambda rng: rng.uniform(.1, .28))),
          ("over_text", 5, stamped("text")), ("no_star", 4, stamped(star=False)), ("oval", 5, stamped(maker=seals.oval)),
          ("small", 3, stamped(width_mm=32, height_mm=32)), ("turned_seal", 3, stamped(turn=lambda rng: rng.uniform(25, 335))),
          ("dirty_pad", 3, stamped(dirt=True)), ("two_seals", 3, two_seals), ("edge_and_main", 3, edge(True)),
          ("edge_only", 1, edge(False)), ("wrong_unit", 2, wrong_unit), ("vest", 3, seal_in("red_vest")),
          ("banner", 2, seal_in("banner")), ("header", 4, seal_in("header")), ("red_table", 2, seal_in("red_table")),
          ("and_signature", 3, seal_and("signature", "place")), ("and_name_seal", 3, seal_and("name_seal", "place")),
          ("and_fingerprint", 2, seal_and("fingerprint", "place")), ("and_pen_ring", 2, seal_and("pen_ring", "text")))


def red(thing, where="free"):
    return lambda plan, rng: plan.red.append((thing, where))


def several(plan, rng):
    for thing in rng.sample(list(red_things.THINGS), rng.randint(2, 4)):
        plan.red.append((thing, rng.choice(("free", "place"))))
    if rng.random() < .5:
        REDDENED[rng.choice(list(REDDENED))](plan, rng)


UNSEALED = (("plain", 12, lambda plan, rng: None), ("several", 8, several), ("signature", 6, red("signature", "place")),
            ("fingerprint", 5, red("fingerprint", "place")), ("pen_ring", 6, red("pen_ring", "text")),
            ("name_seal", 6, red("name_seal", "place")), ("coffee_ring", 3, red("coffee_ring")),
            ("blue_seal", 4, red("blue_seal", "place")), ("star", 3, red("star", "place")), ("disc", 3, red("disc")),
            ("heart", 2, red("heart")), ("thick_ring", 3, red("thick_ring", "place")), ("round_logo", 5, red("round_logo", "corner")),
            *((name, weight, REDDENED[name]) for name, weight in (("header", 6), ("red_table", 4), ("page_number", 3),
                                                                  ("red_vest", 5), ("banner", 4), ("lantern", 3), ("flag", 3))))


def plans(rng, count, units, wanted=None):
    """Alternately with and without a seal; categories are named seal:… and bare:…."""
    sealed = [row for row in SEALED] + [(name, weight, with_seal(change)) for name, weight, change in MEDIA]
    bare = [(name, weight, without(change)) for name, weight, change in UNSEALED + MEDIA]
    sealed = [("seal:" + name, *rest) for name, *rest in sealed if chosen("seal:" + name, wanted)]
    bare = [("bare:" + name, *rest) for name, *rest in bare if chosen("bare:" + name, wanted)]
    decks = [spread(rng, table, count) for table in (sealed, bare) if table]
    changes = {row[0]: row[2] for row in sealed + bare}
    for i in range(count):
        name = decks[i % len(decks)][i // len(decks)]
        plan = usual_plan(rng, name, units)
        changes[name](plan, rng, units)
        if plan.capture.how == "flatbed" and plan.legible and plan.capture.colour == "colour" and rng.random() < .15 \
                and name.split(":")[1] not in (row[0] for row in MEDIA):
            phone(plan, rng)
        yield plan


def chosen(name, wanted):
    return wanted is None or name in wanted or name.split(":")[1] in wanted


def with_seal(change):
    def both(plan, rng, _):
        stamp(plan, rng)
        change(plan, rng)
    return both


def without(change):
    return lambda plan, rng, _: change(plan, rng)
