"""The set `pairs`: a Word form beside a scan. Half are of one document; the others another person's, another unit's, the
other form, or the same but for one short field."""
import people
import seal_set
from plan import spread, usual_plan

MEDIA = (("flat", 12, lambda plan, rng: None), ("photo", 6, seal_set.phone), ("photo_dark", 2, seal_set.dark),
         ("grey", 3, seal_set.colour("grey")), ("bilevel", 3, seal_set.colour("bilevel")), ("jpeg_bad", 1, seal_set.jpeg_bad),
         ("mrc", 1, seal_set.layout("mrc")), ("ocr_layer", 1, seal_set.layout("ocr")), ("rot90", 1, seal_set.turn(90)),
         ("rot180", 1, seal_set.turn(180)), ("rotate_flag", 1, seal_set.rotate_flag), ("part_of_page", 1, seal_set.layout("part")),
         ("two_pages", 3, seal_set.two_pages))


def right(plan, rng, _):
    plan.word_values, plan.word_form, plan.match = plan.values, plan.form, "yes"


def wrong(plan, values, form):
    plan.word_values, plan.word_form, plan.match = values, form, "no"


def other_person(plan, rng, _):
    """Of the same unit; the story as long, the rest other."""
    wrong(plan, people.candidate(rng, plan.form, plan.unit, len(plan.values["story"])), plan.form)


def colleague(plan, rng, _):
    """Of the same unit, team and office."""
    wrong(plan, people.colleague(rng, plan.form, plan.values), plan.form)


def other_unit(plan, rng, units):
    unit = rng.choice([unit for unit in units if unit != plan.unit])
    wrong(plan, people.candidate(rng, plan.form, unit, len(plan.values["story"])), plan.form)


def other_form(plan, rng, _):
    """The same unit's form for a team instead of a volunteer, or the other way round; phone and team are shared."""
    form = "team" if plan.form == "volunteer" else "volunteer"
    values = people.candidate(rng, form, plan.unit, 250)
    values["phone"] = plan.values["phone"]
    if form == "team":
        values["team_name"] = plan.values["team"]
    else:
        values["team"], values["name"] = plan.values["team_name"], plan.values["leader"]
    wrong(plan, values, form)


def altered(plan, rng, units):
    """The Word file and the scan differ in one short field; the person is the same."""
    if plan.look.unit_printed == "no":
        plan.change_look(unit_printed="before")
    original = plan.values
    plan.values, field = people.altered(rng, plan.form, original, units)
    plan.unit = plan.values["unit"]
    plan.word_values, plan.word_form, plan.match = original, plan.form, "yes"
    plan.altered = {"field": field, "word": original[field], "scan": plan.values[field]}


WRONG = (("other_person", 4, other_person), ("colleague", 3, colleague), ("other_unit", 3, other_unit),
         ("other_form", 3, other_form), ("altered", 4, altered))


def plans(rng, count, units, wanted=None):
    """Alternately right and wrong; the category is the relation and the medium, as in right:photo."""
    media = {row[0]: row[2] for row in MEDIA}
    wrongs = [row for row in WRONG if wanted is None or row[0] in wanted]
    relations = {"right": right, **{row[0]: row[2] for row in wrongs}}
    media_deck, wrong_deck = spread(rng, MEDIA, count), spread(rng, wrongs, count) if wrongs else None
    for i in range(count):
        both = wanted is None or "right" in wanted
        relation = "right" if not wrong_deck or (both and i % 2 == 0) else wrong_deck[i]
        plan = usual_plan(rng, f"{relation}:{media_deck[i]}", units)
        media[media_deck[i]](plan, rng)
        relations[relation](plan, rng, units)
        if rng.random() < .9:
            seal_set.stamp(plan, rng)
        yield plan
