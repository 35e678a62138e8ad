"""A blank form of the call, filled in and set as people set it -> the bytes of a .docx, the same for the same input.

The blank forms are plain (no widths, no fonts); what is added is what a submitter's Word adds: column widths, row
heights, a font, a centred title, a letterhead, shading, pictures.
"""
import dataclasses
import io
import tomllib
import zipfile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EMU_PER_MM = 36000
PHOTO_LABELS = ("被推荐人照片", "开展活动的照片")


@dataclasses.dataclass
class Picture:
    """A picture of the document: in the cell for photos, on pages of its own, or floating behind or before the text, at
    x, y mm from the first page's corner, or (seal) before it, at x, y from the line （盖章）."""
    data: bytes
    suffix: str
    width_mm: float
    height_mm: float
    place: str = "cell"  # cell, page, behind, before, seal
    x_mm: float = 0
    y_mm: float = 0


@dataclasses.dataclass
class Look:
    """How one filled form is set."""
    font: str = "AR PL UMing CN"
    size: int = 21  # half points
    title_size: int = 36
    widths: tuple = (1700, 2800, 1900, 2600)  # twips
    row_height: int = 560
    margin: int = 1300
    shading: str = ""   # RRGGBB of the labels' cells
    letterhead: str = ""  # a red line above the form
    unit_printed: str = "before"  # before, above, no: where the unit's name stands beside (盖章)
    seal_align: str = "right"
    date: str = ""
    page_number: str = ""  # colour RRGGBB of a page number in the last paragraph


def w(tag):
    return f"{{{W}}}{tag}"


def add(parent, tag, first=False, **attributes):
    child = etree.Element(w(tag), {w(key): str(value) for key, value in attributes.items()})
    parent.insert(0, child) if first else parent.append(child)
    return child


def text_of(node):
    return "".join(node.itertext(w("t")))


class Form:
    """The blank form of one kind, read once."""

    def __init__(self, call, form):
        rules = next(f for f in tomllib.loads((call / "call.toml").read_text(encoding="utf-8"))["form"] if f["id"] == form)
        self.labels = {label: field["id"] for field in rules["field"] for label in field["label"][:1]}
        with zipfile.ZipFile(call / rules["blank"]) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}

    def field_of(self, cell):
        text = text_of(cell)
        return max((label for label in self.labels if text.startswith(label)), key=len, default=None)

    def filled(self, values, look, pictures=()):
        """The .docx with these values (by field id), this look, these pictures."""
        document = etree.fromstring(self.parts["word/document.xml"])
        body = document.find(w("body"))
        photo_cell = None
        for row in body.iter(w("tr")):
            cells = row.findall(w("tc"))
            for label_cell, value_cell in zip(cells, cells[1:]):
                label = self.field_of(label_cell)
                if label is None:
                    photo_cell = value_cell if text_of(label_cell).startswith(PHOTO_LABELS) else photo_cell
                elif self.labels[label] == "unit":
                    fill_seal_cell(value_cell, values["unit"], look)
                else:
                    write(value_cell.find(w("p")), values.get(self.labels[label], ""))
                if label and look.shading:
                    add(label_cell.find(w("tcPr")), "shd", val="clear", color="auto", fill=look.shading)
        set_layout(body, look)
        for number, picture in enumerate(pictures, 1):
            self.place(body, photo_cell, picture, number)
        return self.package(document, pictures)

    @staticmethod
    def place(body, photo_cell, picture, number):
        drawing = etree.fromstring(drawing_xml(picture, number))
        if picture.place == "cell":
            run = add(photo_cell.find(w("p")), "r")
        elif picture.place == "page":
            paragraph = etree.Element(w("p"))
            body.insert(len(body) - 1, paragraph)
            run = add(paragraph, "r")
        elif picture.place == "seal":
            run = add(next(p for p in body.iter(w("p")) if "盖章" in text_of(p)), "r")
        else:
            run = add(body.find(w("p")), "r")
        run.append(drawing)

    def package(self, document, pictures):
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
        relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
        types = etree.fromstring(parts["[Content_Types].xml"])
        for suffix, kind in (("jpg", "image/jpeg"), ("png", "image/png")):
            etree.SubElement(types, types.tag.replace("Types", "Default"), Extension=suffix, ContentType=kind)
        for number, picture in enumerate(pictures, 1):
            target = f"media/image{number}.{picture.suffix}"
            etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", Id=f"rIdPicture{number}",
                             Type=f"{OFFICE}/image", Target=target)
            parts[f"word/{target}"] = picture.data
        parts["word/_rels/document.xml.rels"] = etree.tostring(relations)
        parts["[Content_Types].xml"] = etree.tostring(types)
        return zipped(parts)

    def pictures_only(self, heading, pictures):
        """A document of a line and some pictures, as of someone who pastes a scan into Word; packed like a form."""
        document = etree.fromstring(self.parts["word/document.xml"])
        body = document.find(w("body"))
        for child in list(body)[:-1]:
            body.remove(child)
        write(etree.SubElement(body, w("p")), heading)
        body.append(body[0])
        for number, picture in enumerate(pictures, 1):
            self.place(body, None, picture, number)
        return self.package(document, pictures)


def zipped(parts):
    """A zip whose entries all bear one date, so that its bytes are the same every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2020, 5, 12, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write(paragraph, text):
    run = add(paragraph, "r")
    add(run, "t").text = text
    return run


def fill_seal_cell(cell, unit, look):
    """（盖章） and the date, with the unit's name as the look says."""
    for paragraph in cell.findall(w("p")):
        text = text_of(paragraph)
        if "盖章" in text:
            if look.unit_printed == "before":
                paragraph.find(".//" + w("t")).text = unit + "（盖章）"
            elif look.unit_printed == "above":
                above = etree.Element(w("p"))
                paragraph.addprevious(above)
                write(above, unit)
                align(above, look.seal_align)
        elif "年" in text and look.date:
            paragraph.find(".//" + w("t")).text = look.date
        align(paragraph, look.seal_align)


def align(paragraph, how):
    properties = paragraph.find(w("pPr"))
    properties = add(paragraph, "pPr", first=True) if properties is None else properties
    add(properties, "jc", val=how)


def set_layout(body, look):
    table = body.find(w("tbl"))
    for grid, width in zip(table.iter(w("gridCol")), look.widths):
        grid.set(w("w"), str(width))
    for row in table.iter(w("tr")):
        set_row(row, look)
    title = next(p for p in body.findall(w("p")) if "推荐表" in text_of(p))
    align(title, "center")
    for run in body.iter(w("r")):
        set_font(run, look.font, look.title_size if run.getparent() is title else look.size)
    if look.letterhead:
        paragraph = etree.Element(w("p"))
        body.insert(0, paragraph)
        align(paragraph, "center")
        border = add(paragraph[0], "pBdr", first=True)
        add(border, "bottom", val="single", sz=18, space=4, color="E01010")
        set_font(write(paragraph, look.letterhead), look.font, 64, "E01010")
    if look.page_number:
        paragraph = etree.Element(w("p"))
        body.insert(len(body) - 1, paragraph)
        align(paragraph, "center")
        set_font(write(paragraph, "— 1 —"), look.font, 28, look.page_number)
    section = body.find(w("sectPr"))
    add(section, "pgMar", top=look.margin, bottom=look.margin, left=look.margin, right=look.margin)


def set_row(row, look):
    properties = add(row, "trPr", first=True)
    tall = 1900 if "盖章" in text_of(row) else look.row_height
    add(properties, "trHeight", val=tall, hRule="atLeast")
    column = 0
    for cell in row.findall(w("tc")):
        cell_properties = cell.find(w("tcPr"))
        span = cell_properties.find(w("gridSpan"))
        columns = 1 if span is None else int(span.get(w("val")))
        cell_properties.find(w("tcW")).set(w("w"), str(sum(look.widths[column:column + columns])))
        column += columns
        add(cell_properties, "vAlign", val="center")


def set_font(run, font, size, colour=None):
    properties = run.find(w("rPr"))
    if properties is not None:
        if properties.find(w("sz")) is not None:
            return
        run.remove(properties)
    properties = add(run, "rPr", first=True)
    add(properties, "rFonts", ascii=font, hAnsi=font, eastAsia=font, hint="eastAsia")
    if colour:
        add(properties, "color", val=colour)
    add(properties, "sz", val=size)


def drawing_xml(picture, number):
    """DrawingML of a picture: inline, or anchored to the page (ECMA-376 part 1, 20.4.2)."""
    cx, cy = int(picture.width_mm * EMU_PER_MM), int(picture.height_mm * EMU_PER_MM)
    graphic = f"""<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name=""/>
<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture{number}" xmlns:r="{OFFICE}"/><a:stretch><a:fillRect/>
</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom
 prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"""
    inner = f'<wp:extent cx="{cx}" cy="{cy}"/>{{wrap}}<wp:docPr id="{number}" name="picture {number}"/>{graphic}'
    space = ('xmlns:w="' + W + '" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"')
    if picture.place in ("cell", "page"):
        return f'<w:drawing {space}><wp:inline>{inner.format(wrap="")}</wp:inline></w:drawing>'
    behind = int(picture.place == "behind")
    across, down = ("column", "paragraph") if picture.place == "seal" else ("page", "page")
    x, y = int(picture.x_mm * EMU_PER_MM), int(picture.y_mm * EMU_PER_MM)
    return f"""<w:drawing {space}><wp:anchor behindDoc="{behind}" distT="0" distB="0" distL="0" distR="0" simplePos="0"
 locked="0" layoutInCell="0" allowOverlap="1" relativeHeight="{number}"><wp:simplePos x="0" y="0"/><wp:positionH
 relativeFrom="{across}"><wp:posOffset>{x}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{down}"><wp:posOffset>{y}</wp:posOffset></wp:positionV>{inner.format(wrap="<wp:wrapNone/>")}</wp:anchor></w:drawing>"""
