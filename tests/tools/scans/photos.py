"""Pictures that stand in for photos on a form: people, clothing, banners, lanterns, flags; drawn, then blurred and
made noisy, so that they look like photos to a detector of ink though not to a person."""
from PIL import Image, ImageDraw, ImageFilter

import fonts
from noise import add_noise

RED = ((200, 25, 30), (215, 40, 35), (190, 20, 45), (225, 60, 40))
SKIN = ((225, 180, 150), (200, 155, 125), (235, 195, 165))
CLOTHES = ((60, 70, 90), (90, 110, 80), (150, 150, 155), (40, 40, 45), (80, 120, 160))
KINDS = ("plain", "red_vest", "banner", "lantern", "flag")


def background(rng, width, height):
    """Sky over ground, or a wall."""
    above = rng.choice(((170, 200, 225), (210, 205, 195), (120, 150, 120), (185, 185, 190)))
    below = rng.choice(((120, 115, 105), (90, 120, 80), (150, 140, 130)))
    picture = Image.new("RGB", (1, 8), above)
    for y in range(rng.randint(4, 6), 8):
        picture.putpixel((0, y), below)
    return picture.resize((width, height), Image.BILINEAR)


def figure(draw, rng, x, ground, size, cloth):
    """One person: head, hair, trunk, arms, legs; `size` from head to foot."""
    skin, dark = rng.choice(SKIN), (35, 30, 30)
    head, top = size * 0.075, ground - size
    draw.rectangle((x - size * .09, ground - size * .45, x + size * .09, ground), fill=rng.choice(CLOTHES))
    draw.rounded_rectangle((x - size * .14, top + size * .15, x + size * .14, ground - size * .4), size * .04, fill=cloth)
    draw.rectangle((x - size * .19, top + size * .18, x - size * .13, ground - size * .45), fill=cloth)
    draw.rectangle((x + size * .13, top + size * .18, x + size * .19, ground - size * .45), fill=cloth)
    draw.ellipse((x - head * 1.05, top - head * .2, x + head * 1.05, top + head * 1.9), fill=dark)
    draw.ellipse((x - head * .9, top + head * .1, x + head * .9, top + head * 2.2), fill=skin)


def people(draw, rng, width, height, cloths):
    count = rng.randint(1, 5)
    for i in range(count):
        size = height * rng.uniform(0.55, 0.8)
        figure(draw, rng, width * (i + 0.5 + rng.uniform(-.15, .15)) / count, height * rng.uniform(.9, 1.05), size,
               rng.choice(cloths))


def banner(draw, rng, width, height):
    top, tall = height * rng.uniform(.05, .2), height * rng.uniform(.12, .2)
    draw.rectangle((width * .05, top, width * .95, top + tall), fill=rng.choice(RED))
    text = rng.choice(("科技志愿服务活动", "弘扬科学精神", "科普进社区", "众志成城抗击疫情"))
    font = fonts.font("sans_bold", int(tall * .65))
    draw.text((width / 2, top + tall / 2), text, font=font, fill=rng.choice(((250, 220, 60), (255, 255, 255))), anchor="mm")


def lanterns(draw, rng, width, height):
    for i in range(rng.randint(1, 4)):
        x, r = width * (i + .6) / 4.2, min(width, height) * rng.uniform(.08, .17)
        y = height * rng.uniform(.15, .3)
        draw.ellipse((x - r * 1.15, y - r, x + r * 1.15, y + r), fill=rng.choice(RED))
        for side in (-.6, 0, .6):
            draw.arc((x - r * abs(side) - 1, y - r, x + r * abs(side) + 1, y + r), 0, 360, fill=(235, 190, 60), width=2)
        draw.rectangle((x - r * .4, y - r * 1.15, x + r * .4, y - r * .95), fill=(230, 190, 70))
        draw.line((x, y + r, x, y + r * 1.7), fill=(220, 60, 40), width=3)


def flag(draw, rng, width, height):
    x, y = width * rng.uniform(.05, .5), height * rng.uniform(.05, .2)
    w = width * rng.uniform(.25, .45)
    draw.rectangle((x, y, x + w, y + w * 2 / 3), fill=rng.choice(RED))
    draw.regular_polygon((x + w * .2, y + w * .2, w * .1), 5, fill=(250, 215, 60))
    for dx, dy in ((.36, .08), (.42, .16), (.42, .26), (.36, .33)):
        draw.regular_polygon((x + w * dx, y + w * dy, w * .035), 5, fill=(250, 215, 60))
    draw.line((x, y, x, height * .9), fill=(120, 120, 120), width=4)


def photo(rng, kind, width, height):
    """One picture of width x height px; `kind` one of KINDS."""
    picture = background(rng, width, height)
    draw = ImageDraw.Draw(picture)
    if kind in ("banner", "lantern", "flag"):
        {"banner": banner, "lantern": lanterns, "flag": flag}[kind](draw, rng, width, height)
    people(draw, rng, width, height, RED if kind == "red_vest" else CLOTHES)
    picture = picture.filter(ImageFilter.GaussianBlur(max(width, height) / 400))
    return add_noise(picture, rng, rng.uniform(4, 9))
