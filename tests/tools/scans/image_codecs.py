"""Pictures as the image dictionaries of a PDF (ISO 32000-1, 8.9.5): (entries of the dictionary, data).

CCITT comes out of Pillow's TIFF writer; JBIG2 is a page of one generic region in MMR coding (ITU-T T.88, 7.4.6), whose
coding is the same T.6 data.
"""
import io
import struct
import zlib

from PIL import Image, TiffImagePlugin

from office import encoded

TiffImagePlugin.STRIP_SIZE = 1 << 30  # one strip a picture: T.6 data in one piece

SPACE = {"RGB": "/DeviceRGB", "L": "/DeviceGray", "1": "/DeviceGray"}


def common(image, bits=8):
    return (f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /ColorSpace {SPACE[image.mode]} "
            f"/BitsPerComponent {bits}")


def jpeg(image, quality):
    image = image.convert("L") if image.mode == "1" else image
    return common(image) + " /Filter /DCTDecode", encoded(image, "JPEG", quality=quality)


def jpx(image, quality):
    """quality 1..95 becomes a rate: 20 and more times smaller than the pixels."""
    image = image.convert("L") if image.mode == "1" else image
    data = encoded(image, "JPEG2000", quality_mode="rates", quality_layers=[max(12, 110 - quality)], irreversible=True)
    return common(image) + " /Filter /JPXDecode", data


def flate(image, _=0):
    if image.mode == "1":
        return common(image, 1) + " /Filter /FlateDecode", zlib.compress(image.tobytes(), 6)
    return common(image) + " /Filter /FlateDecode", zlib.compress(image.tobytes(), 1)


def t6(image):
    """The T.6 coding of a bilevel picture, black as 1."""
    out = io.BytesIO()
    Image.eval(image.convert("L"), lambda v: 255 - v).convert("1").save(out, "TIFF", compression="group4")
    with Image.open(out) as tiff:
        rows = tiff.tag_v2[TiffImagePlugin.ROWSPERSTRIP]
        offsets, lengths = tiff.tag_v2[TiffImagePlugin.STRIPOFFSETS], tiff.tag_v2[TiffImagePlugin.STRIPBYTECOUNTS]
    if rows < image.height:
        raise ValueError("the TIFF has several strips")
    return out.getvalue()[offsets[0]:offsets[0] + lengths[0]]


def g4(image, _=0):
    image = image.convert("1", dither=Image.NONE)
    parameters = f" /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns {image.width} /Rows {image.height} >>"
    return common(image, 1) + parameters, t6(image)


def jbig2(image, _=0):
    image = image.convert("1", dither=Image.NONE)
    size = struct.pack(">II", image.width, image.height)
    page = segment(0, 48, size + struct.pack(">IIBH", 0, 0, 0, 0))
    region = size + struct.pack(">IIB", 0, 0, 0) + b"\x01" + t6(image)
    return common(image, 1) + " /Filter /JBIG2Decode", page + segment(1, 38, region)


def segment(number, kind, data):
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data


def stencil(mask):
    """A picture to be painted with the current colour where the mask (mode 1) is black."""
    entries, data = g4(mask)
    return entries.replace(" /ColorSpace /DeviceGray", " /ImageMask true"), data


CODECS = {"jpeg": jpeg, "jpx": jpx, "flate": flate, "g4": g4, "jbig2": jbig2}
