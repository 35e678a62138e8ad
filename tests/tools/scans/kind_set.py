"""The set `kinds`: is it a scan? Scans of every make, exports that look like scans, and the rasterised export, of which
nobody can tell (is_scan null)."""
import seal_set
import seals
from plan import spread, usual_plan


def scan(change):
    def both(plan, rng, _):
        if rng.random() < .7:
            seal_set.stamp(plan, rng)
        change(plan, rng)
    return both


def mixed_sizes(plan, rng):
    seal_set.two_pages(plan, rng)
    plan.mixed_sizes = True


def pasted(plan, rng):
    plan.kind = "pasted"


def export(pictures="", kind="export"):
    def change(plan, rng, _):
        plan.kind, plan.is_scan, plan.pictures = kind, False, pictures
        if pictures == "seal":
            clean = seals.usual(rng, plan.unit, strength=1, speckle=0, turn=0)
            plan.seals.append((clean, "before"))
    return change


def raster(plan, rng, _):
    plan.kind, plan.is_scan = "raster", None
    plan.change_capture(how="raster", dpi=rng.choice((100, 150, 200)), colour="colour")
    plan.change_packing(codec=rng.choice(("jpeg", "jpeg", "flate")), quality=rng.choice((75, 90)), exact_size=True)
    if rng.random() < .5:
        seal_set.stamp(plan, rng, strength=1, speckle=0, turn=0)


KINDS = (("flatbed", 3, scan(lambda plan, rng: None)), ("phone", 3, scan(seal_set.phone)), ("grey", 2, scan(seal_set.colour("grey"))),
         ("bilevel", 3, scan(seal_set.colour("bilevel"))), ("strips", 2, scan(seal_set.layout("strips"))),
         ("mrc", 2, scan(seal_set.layout("mrc"))), ("ocr_layer", 3, scan(seal_set.layout("ocr"))),
         ("app_mark", 2, scan(seal_set.layout("mark"))), ("jpx", 1, scan(seal_set.codec("jpx"))),
         ("pasted_in_word", 3, scan(pasted)), ("part_of_page", 2, scan(seal_set.layout("part"))),
         ("rotate_flag", 2, scan(seal_set.rotate_flag)), ("mixed_sizes", 2, scan(mixed_sizes)),
         ("word_export", 4, export()), ("word_export_seal", 4, export("seal")), ("word_export_photos", 3, export("photos")),
         ("browser_page", 3, export(kind="browser")), ("background_picture", 3, export("background")),
         ("letterhead_picture", 2, export("letterhead")), ("rasterised_export", 2, raster))


def plans(rng, count, units, wanted=None):
    table = [row for row in KINDS if wanted is None or row[0] in wanted]
    changes = {row[0]: row[2] for row in table}
    for name in spread(rng, table, count):
        plan = usual_plan(rng, name, units)
        changes[name](plan, rng, units)
        if plan.kind in ("pasted", "export") and rng.random() < .7:
            plan.values["story"] = plan.values["story"][:300]
        yield plan
