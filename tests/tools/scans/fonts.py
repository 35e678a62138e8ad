"""The fonts of Debian that print, stamp and sign (fonts-noto-cjk, fonts-arphic-uming, fonts-arphic-ukai)."""
import functools

from PIL import ImageFont

NOTO, ARPHIC = "/usr/share/fonts/opentype/noto/", "/usr/share/fonts/truetype/arphic/"
FILES = {"song": (ARPHIC + "uming.ttc", 0), "kai": (ARPHIC + "ukai.ttc", 0),
         "serif": (NOTO + "NotoSerifCJK-Regular.ttc", 2), "serif_bold": (NOTO + "NotoSerifCJK-Bold.ttc", 2),
         "sans": (NOTO + "NotoSansCJK-Regular.ttc", 2), "sans_bold": (NOTO + "NotoSansCJK-Bold.ttc", 2)}
PRINTED = ("AR PL UMing CN", "AR PL UKai CN", "Noto Serif CJK SC", "Noto Sans CJK SC")  # names as Word files say them


@functools.lru_cache(maxsize=256)
def font(name, size_px):
    path, index = FILES[name]
    return ImageFont.truetype(path, size_px, index=index)
