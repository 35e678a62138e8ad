"""Plans -> files: Word forms filled and converted in one batch, printed, stamped, captured, packed; with each file its
record of truth."""
import dataclasses
import html
import random

from PIL import Image, ImageChops

import capture
import office
import photos
import scan_file
import stamping
import word_form

class Maker:
    def __init__(self, call, out, libre_office):
        self.forms = {form: word_form.Form(call, form) for form in ("volunteer", "team")}
        self.out, self.office = out, libre_office

    def batch(self, plans, seed):
        """plans: [(number, Plan)] -> their records, the files written."""
        rngs = {number: random.Random(f"{seed}/{number}") for number, _ in plans}
        sources = {}
        for number, plan in plans:
            suffix = "html" if plan.kind == "browser" else "docx"
            sources[f"{number:05}.{suffix}"] = self.source(plan, rngs[number], plan.form, plan.values)
        printed = {int(name.split(".")[0]): path for name, path in self.office.to_pdf(sources).items()}
        records, pasted = [], {}
        for number, plan in plans:
            record = self.one(number, plan, printed[number], rngs[number], pasted)
            if plan.match is not None:
                same = plan.word_values is plan.values
                data = sources[f"{number:05}.docx"] if same else self.source(plan, rngs[number], plan.word_form, plan.word_values)
                record["docx"] = f"{number:05}.docx"
                (self.out / record["docx"]).write_bytes(data)
            records.append(record)
        for name, path in self.office.to_pdf(pasted).items():
            (self.out / name).with_suffix(".pdf").write_bytes(office.settled(path.read_bytes()))
        return records

    def source(self, plan, rng, form, values):
        if plan.kind == "browser":
            return web_page(plan, values, self.forms[form].labels)
        return self.forms[form].filled(values, plan.look, pictures(plan, rng, form))

    def one(self, number, plan, printed, rng, pasted):
        path = self.out / f"{number:05}.{plan.suffix}"
        if plan.kind in ("export", "browser"):
            path.write_bytes(office.settled(printed.read_bytes()))
            return record(plan, path.name, exported_seals(plan, printed), dpi=None)
        pages, stamped = printed_pages(plan, printed, rng)
        taken = [capture.take(page, plan.capture, rng) for page, _ in pages]
        if plan.suffix != "pdf" or plan.kind == "pasted":  # one picture: the page with the seal, else the last
            page = stamped[0].page if stamped else len(taken) - 1
            taken, stamped = taken[page:page + 1], [dataclasses.replace(s, page=0) for s in stamped if s.page == page]
        if plan.suffix != "pdf":
            save_picture(taken[0].image, plan, path)
            boxes = [(0, 0, 1, 1)]
        elif plan.kind == "pasted":
            pasted[f"{number:05}.docx"], boxes = self.pasted(taken[0].image, plan, rng)
        else:
            scans = [scan_file.Page(t.image, plan.capture.dpi, placed_words(words, t, plan)) for t, (_, words) in zip(taken, pages)]
            data, boxes = scan_file.scan_pdf(scans, plan.packing, rng)
            path.write_bytes(data)
        found = [seal_box(s, taken[s.page], boxes[s.page]) for s in stamped]
        return record(plan, path.name, found, dpi=plan.capture.dpi)

    def pasted(self, image, plan, rng):
        """A Word file with the scan in it -> (its bytes, the picture's box in shares of the page)."""
        image = image.convert("L") if image.mode == "1" else image
        fit = min(210 / image.width, 297 / image.height) * rng.uniform(.66, .9)
        width, height = image.width * fit, image.height * fit
        x, y = (210 - width) / 2, (297 - height) * .6
        picture = word_form.Picture(office.encoded(image, quality=80), "jpg", width, height, "before", x, y)
        heading = rng.choice(("推荐表扫描件", "附件：盖章扫描版", " ", "盖章页"))
        data = self.forms[plan.form].pictures_only(heading, [picture])
        return data, [(x / 210, y / 297, width / 210, height / 297)]


def pictures(plan, rng, form):
    """The pictures of a form: photos, and what an export may have besides."""
    found = []
    for _ in range((1 if form == "volunteer" else 2) if plan.photo else 0):
        width = rng.randint(300, 420)
        data = office.encoded(photos.photo(rng, plan.photo, width, width * 3 // 4), quality=85)
        found.append(word_form.Picture(data, "jpg", 46, 34.5))
    if plan.pictures == "seal":
        image, wide, tall = stamping.clean_picture(plan.seals[0][0], rng)
        found.append(word_form.Picture(office.encoded(image, "PNG"), "png", wide, tall, "seal", rng.uniform(25, 70), -tall / 2))
    for _ in range(rng.randint(1, 3) if plan.pictures == "photos" else 0):
        data = office.encoded(photos.photo(rng, rng.choice(photos.KINDS), 800, 600), quality=80)
        found += [word_form.Picture(data, "jpg", 158, 118, "page")] * rng.choice((1, 2))
    if plan.pictures == "background":
        image = paper_picture(rng, (620, 877))
        found.append(word_form.Picture(office.encoded(image, quality=80), "jpg", 210, 297, "behind"))
    if plan.pictures == "letterhead":
        image = photos.photo(rng, rng.choice(("banner", "flag", "plain")), 1200, 300)
        found.append(word_form.Picture(office.encoded(image, quality=80), "jpg", 210, 52, "behind"))
    return found


def paper_picture(rng, size):
    """A pale ground under a whole page, as templates have."""
    tint = rng.choice(((240, 235, 220), (232, 240, 248), (248, 236, 236)))
    image = capture.multiplied(Image.new("RGB", size, tint), capture.clouds(rng, size, 5, 215, 255))
    return capture.add_noise(image, rng, rng.choice((0, 2)))


def web_page(plan, values, labels):
    """The form as a page of a web system, to be printed by a browser."""
    rows = "".join(f"<tr><td>{html.escape(label)}</td><td>{html.escape(values.get(field, ''))}</td></tr>"
                   for label, field in labels.items())
    return (f"<html><head><meta charset='utf-8'></head><body><h2>推荐表（打印预览）</h2><table border=1 cellpadding=6>{rows}</table>"
            f"<p>（盖章）</p><p>{plan.look.date}</p></body></html>").encode()


def printed_pages(plan, printed, rng):
    """The print with its ink -> ([(RGB page, words)], [Stamped])."""
    dpi = plan.capture.dpi
    pages, words = office.pixels(printed, dpi), office.words(printed)
    stamped = stamping.stamp_all(pages, words, plan, dpi, rng)
    if plan.mixed_sizes:  # one sheet was scanned on a larger glass, one as a small slip
        for i in range(1, len(pages)):
            larger = Image.new("RGB", (round(pages[i].width * 1.41), round(pages[i].height * 1.1)), (255, 255, 255))
            larger.paste(pages[i], (0, 0))
            pages[i] = larger
    return list(zip(pages, words)), stamped


def placed_words(words, taken, plan):
    if plan.packing.layout != "ocr":
        return ()
    scale = plan.capture.dpi / 72
    return [(text, *taken.place(x0 * scale, y1 * scale), (y1 - y0) * scale * .75) for text, x0, y0, x1, y1 in words]


def save_picture(image, plan, path):
    image = scan_file.turned(image, plan.packing.turned)
    if plan.suffix == "png":
        image.save(path, compress_level=1)
    else:
        image.save(path, quality=plan.packing.quality, dpi=(plan.capture.dpi,) * 2)


def exported_seals(plan, printed, dpi=72):
    """The pasted picture's box, found by its colour: where the office program sets it is not known before."""
    if plan.pictures != "seal":
        return []
    for number, page in enumerate(office.pixels(printed, dpi), 1):
        red, green, _ = page.split()
        box = ImageChops.subtract(red, green).point([0] * 60 + [255] * 196).getbbox()
        if box:
            x, y = box[0] / page.width, box[1] / page.height
            return [{"page": number, "text": plan.seals[0][0].text, "slice": False,
                     **shares(x, y, box[2] / page.width - x, box[3] / page.height - y)}]
    raise RuntimeError("the seal's picture is on no page")


def shares(x, y, width, height):
    return {key: round(value * 10000) for key, value in zip("xywh", (x, y, width, height))}


def seal_box(stamped, taken, box):
    """The box around a seal in 1/10000 of the upright page, cut at the page's edges."""
    points = [taken.place(*point) for point in stamped.outline]
    xs = [min(max(x / taken.image.width, 0), 1) for x, _ in points]
    ys = [min(max(y / taken.image.height, 0), 1) for _, y in points]
    left, top, wide, tall = box
    return {"page": stamped.page + 1, "text": stamped.text, "slice": stamped.slice,
            **shares(left + min(xs) * wide, top + min(ys) * tall, (max(xs) - min(xs)) * wide, (max(ys) - min(ys)) * tall)}


def record(plan, name, found, dpi):
    """The truth of one file; the fields are described in README.md."""
    def said(values):
        return {field: value for field, value in values.items() if field != "unit" or plan.look.unit_printed != "no"
                or plan.kind == "browser"}
    word = plan.word_values if plan.match is not None else plan.values
    return {"file": name, "docx": None, "set": "", "category": plan.category, "kind": plan.kind, "colour": plan.capture.colour,
            "how": plan.capture.how if plan.kind in ("scan", "pasted", "raster") else "export",
            "dpi": dpi, "seal": "found" if found else "none", "seals": found, "red": [name for name, _ in plan.red],
            "is_scan": plan.is_scan, "turned": plan.packing.turned, "rotate_flag": plan.packing.rotate_flag,
            "codec": plan.packing.codec, "layout": plan.packing.layout, "legible": plan.legible, "person": said(word),
            "scan_person": said(plan.values), "form": plan.word_form or plan.form, "scan_form": plan.form, "unit": plan.unit,
            "match": plan.match, "altered": plan.altered}
