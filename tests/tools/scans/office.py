"""LibreOffice and poppler: Word files to PDF in one batch, pages to pixels, words to places."""
import html
import io
import re
import shutil
import subprocess
import tempfile
import pathlib

from PIL import Image

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)


class Office:
    """A LibreOffice with a profile of its own, for as long as the run lasts."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="make-scans-"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def to_pdf(self, files):
        """{name with suffix: bytes} -> {name: path of its PDF}; Word files in one call and pages in another, since
        starting costs more than ten files."""
        made = {}
        for suffix, options in ((".docx", ["--convert-to", "pdf"]),
                                # in its web layout LibreOffice may never come to an end of a table
                                (".html", ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export"])):
            made |= self.convert({name: data for name, data in files.items() if name.endswith(suffix)}, options)
        return made

    def convert(self, files, options):
        if not files:
            return {}
        source = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        for name, data in files.items():
            (source / name).write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless", *options,
                   "--outdir", str(source)] + [str(source / name) for name in files]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400)
        made = {name: (source / name).with_suffix(".pdf") for name in files}
        missing = [name for name, path in made.items() if not path.exists()]
        if missing:
            raise RuntimeError(f"LibreOffice made no PDF of {missing}")
        return made


def pixels(pdf, dpi):
    """The pages as RGB pictures."""
    out = subprocess.run(["pdftoppm", "-r", str(dpi), str(pdf)], check=True, capture_output=True).stdout
    pages, at = [], 0
    while at < len(out):
        header = re.match(rb"P6\s(\d+)\s(\d+)\s255\s", out[at:at + 40])
        width, height = int(header[1]), int(header[2])
        at += header.end()
        pages.append(Image.frombytes("RGB", (width, height), out[at:at + 3 * width * height]))
        at += 3 * width * height
    return pages


def words(pdf):
    """Each page's words -> [(text, x0, y0, x1, y1)] in points from the upper left corner."""
    out = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return [[(html.unescape(text), *map(float, place)) for *place, text in WORD.findall(page)]
            for _, _, page in PAGE.findall(out)]


def seal_place(pages):
    """Where the seal belongs, by the printed （盖章）-> (page from 0, x, y) in points; None if it is not printed."""
    for number in reversed(range(len(pages))):
        for text, x0, y0, x1, y1 in reversed(pages[number]):
            if "盖章" in text or text == "盖":
                return number, (x0 + x1) / 2, (y0 + y1) / 2
    return None


def settled(data):
    """A PDF of LibreOffice without its dates and random names, so that a run can be compared with another."""
    for pattern in (rb"/CreationDate\(D:(\d+)", rb"/ID \[ <(\w+)>\s*<", rb"/ID \[ <\w+>\s*<(\w+)>", rb"/DocChecksum /(\w+)"):
        data = re.sub(pattern, lambda m: m[0].replace(m[1], b"0" * len(m[1])), data)
    return data


def encoded(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
