"""Pictures of pages -> the file that a scanner, a scan app or a person makes of them."""
import dataclasses

from PIL import Image, ImageChops, ImageFilter

from image_codecs import CODECS, stencil
from pdf_writer import Pdf

TURNS = {90: Image.ROTATE_270, 180: Image.ROTATE_180, 270: Image.ROTATE_90}  # clockwise; Pillow counts the other way
APP_MARKS = ("CamScanner", "Scanned by CamScanner", "Scanned with TapScanner", "Powered by WPS Scan")


@dataclasses.dataclass
class Packing:
    codec: str = "jpeg"
    quality: int = 75
    layout: str = "whole"   # whole, strips, mrc, ocr (a hidden text layer), mark (a scan app's line), part (on a larger page)
    turned: int = 0         # degrees clockwise that the page stands turned as it is shown
    rotate_flag: int = 0    # the picture lies turned back by so much, and /Rotate sets it right
    exact_size: bool = True  # the page has the paper's size; else one pixel is one point, as from careless converters


@dataclasses.dataclass
class Page:
    """image: upright; dpi; words: [(text, x, y, height)] in px of the image, for the hidden layer."""
    image: Image.Image
    dpi: float
    words: tuple = ()


def scan_pdf(pages, packing, rng):
    """-> (the PDF, and for each page the box (x, y, w, h) in shares of the upright page where its picture lies)."""
    pdf, boxes = Pdf(), []
    for page in pages:
        boxes.append(add_page(pdf, page, packing, rng))
    return pdf.bytes(), boxes


def add_page(pdf, page, packing, rng):
    image = turned(page.image, (packing.turned - packing.rotate_flag) % 360)
    scale = 72 / page.dpi if packing.exact_size else 1.0
    width, height = image.width * scale, image.height * scale
    frame, box = (0, 0, width, height), (0, 0, 1, 1)
    if packing.layout == "part":
        paper = 595.28, 841.89
        share = rng.uniform(.66, .86)
        fit = min(paper[0] / width, paper[1] / height) * share
        x, y = (paper[0] - width * fit) * rng.uniform(.3, .7), (paper[1] - height * fit) * rng.uniform(.3, .7)
        frame = (x, y, width * fit, height * fit)
        box = (x / paper[0], 1 - (y + height * fit) / paper[1], width * fit / paper[0], height * fit / paper[1])
        width, height = paper
    images, content = painted(pdf, image, frame, packing, rng)
    fonts = {}
    if packing.layout == "ocr":
        fonts["F1"] = pdf.unicode_font()
        content += hidden_text(page, scale, rng)
    if packing.layout == "mark":
        fonts["F1"] = pdf.latin_font()
        content += f"BT /F1 8 Tf 0.4 g 1 0 0 1 {width * .74:.1f} 8 Tm ({rng.choice(APP_MARKS)}) Tj ET\n"
    pdf.add_page(width, height, content, images, fonts, packing.rotate_flag)
    return box


def turned(image, degrees):
    return image.transpose(TURNS[degrees]) if degrees else image


def painted(pdf, image, frame, packing, rng):
    """The image objects of a page and the operators that paint them into `frame` (x, y, width, height in points)."""
    if packing.layout == "mrc" and image.mode != "1":
        return layered(pdf, image, frame, packing)
    count = rng.randint(8, 16) if packing.layout == "strips" else 1
    codec, (x, y, width, height) = CODECS[packing.codec], frame
    images, content = {}, ""
    for i in range(count):
        top, bottom = image.height * i // count, image.height * (i + 1) // count
        part = image.crop((0, top, image.width, bottom)) if count > 1 else image
        images[f"I{i}"] = pdf.add_stream(*codec(part, packing.quality))
        share, low = (bottom - top) / image.height, 1 - bottom / image.height
        content += f"q {width:.3f} 0 0 {height * share:.3f} {x:.3f} {y + height * low:.3f} cm /I{i} Do Q\n"
    return images, content


def layered(pdf, image, frame, packing):
    """Mixed raster content: a coarse picture of paper and colours, and the black text sharp above it as a stencil."""
    red, green, blue = image.split() if image.mode == "RGB" else (image,) * 3
    lightest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    paper = lightest.reduce(16).filter(ImageFilter.MaxFilter(3)).resize(lightest.size, Image.BILINEAR)
    mask = ImageChops.subtract(lightest, paper.point([v * 2 // 3 for v in range(256)])).point([0] + [255] * 255)
    small = image.reduce(3 if packing.quality > 40 else 4)
    text = mask.resize(small.size, Image.BOX).point([0] * 250 + [255] * 6)
    paper = Image.composite(small, small.filter(ImageFilter.MaxFilter(3)), text)
    images = {"I0": pdf.add_stream(*CODECS["jpeg"](paper, max(25, packing.quality - 20))),
              "I1": pdf.add_stream(*stencil(mask.convert("1", dither=Image.NONE)))}
    x, y, width, height = frame
    matrix = f"{width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm"
    return images, f"q {matrix} /I0 Do Q q 0.1 g {matrix} /I1 Do Q\n"


def hidden_text(page, scale, rng):
    """Text render mode 3; now and then misread, as recognition is."""
    out = "BT 3 Tr\n"
    for text, x, y, height in page.words:
        if rng.random() < .04:
            text = text[1:] + "口"
        codes = text.encode("utf-16-be").hex()
        size = max(4, height * scale * .9)
        out += f"/F1 {size:.1f} Tf 1 0 0 1 {x * scale:.1f} {(page.image.height - y) * scale:.1f} Tm <{codes}> Tj\n"
    return out + "ET\n"
