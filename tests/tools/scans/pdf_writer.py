"""A small PDF writer (ISO 32000-1): objects in a row, a cross-reference table, no dates, no random ids."""
import zlib


class Pdf:
    def __init__(self):
        self.objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        self.pages = []

    def add(self, body):
        """An object -> its number."""
        self.objects.append(body.encode() if isinstance(body, str) else body)
        return len(self.objects)

    def add_stream(self, entries, data):
        return self.add(f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")

    def add_page(self, width, height, content, images=(), fonts=(), rotate=0):
        """width, height in points; images and fonts by name -> object number; content operators as text."""
        data = zlib.compress(content.encode("latin-1"))
        contents = self.add_stream("/Filter /FlateDecode", data)
        resources = "<< /XObject << " + " ".join(f"/{name} {number} 0 R" for name, number in dict(images).items())
        resources += " >> /Font << " + " ".join(f"/{name} {number} 0 R" for name, number in dict(fonts).items()) + " >> >>"
        turned = f" /Rotate {rotate}" if rotate else ""
        self.pages.append(self.add(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] "
                                   f"/Resources {resources} /Contents {contents} 0 R{turned} >>"))

    def latin_font(self):
        return self.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")

    def unicode_font(self):
        """For text that is never painted: two bytes a character, UCS-2, as OCR programs add it under a scan."""
        width = self.add("<< /Type /FontDescriptor /FontName /GlyphLessFont /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 "
                         "/Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>")
        cid = self.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /GlyphLessFont /CIDToGIDMap /Identity /DW 1000 "
                       f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {width} 0 R >>")
        cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def "
                "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange "
                "endcmap CMapName currentdict /CMap defineresource pop end end")
        unicode = self.add_stream("", cmap.encode())
        return self.add("<< /Type /Font /Subtype /Type0 /BaseFont /GlyphLessFont /Encoding /Identity-H "
                        f"/DescendantFonts [{cid} 0 R] /ToUnicode {unicode} 0 R >>")

    def bytes(self):
        kids = " ".join(f"{number} 0 R" for number in self.pages)
        self.objects[1] = f"<< /Type /Pages /Count {len(self.pages)} /Kids [{kids}] >>".encode()
        out, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(out)
        out += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
        out += f"trailer\n<< /Size {len(offsets) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)
