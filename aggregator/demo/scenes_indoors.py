"""Drawn rooms of Ambleford: the library, storytime's corner, a workshop, a stage."""

from PIL import Image, ImageDraw

SIZE = (1200, 675)
Colour = tuple[int, int, int]

_WALL, _WOOD, _FLOOR = (236, 226, 208), (122, 84, 52), (176, 148, 112)
_INK = (40, 34, 30)
SPINES: tuple[Colour, ...] = (
    *((166, 60, 48), (46, 92, 110), (212, 164, 64), (72, 104, 68)),
    *((120, 72, 120), (230, 214, 186), (54, 58, 82)),
)


def library() -> Image.Image:
    """Shelves of books by a tall window, and two armchairs."""
    image = Image.new("RGB", SIZE, _WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 560, 1200, 675), fill=_FLOOR)
    for shelf, top in enumerate((60, 220, 380)):
        draw.rectangle((60, top + 140, 760, top + 156), fill=_WOOD)
        _books(draw, 76, 744, top + 140, shelf)
    for left in (60, 748):
        draw.rectangle((left, 40, left + 12, 556), fill=_WOOD)
    draw.rectangle((840, 60, 1130, 480), fill=(196, 222, 234), outline=_WOOD, width=14)
    draw.ellipse((880, 300, 1090, 560), fill=(120, 156, 104))
    draw.rectangle((840, 466, 1130, 560), fill=_WALL)
    draw.rectangle((826, 466, 1144, 482), fill=_WOOD)
    draw.line((985, 60, 985, 470), fill=_WOOD, width=8)
    draw.line((840, 250, 1130, 250), fill=_WOOD, width=8)
    for left in (800, 1000):
        _armchair(draw, left)
    return image


def _books(
    draw: ImageDraw.ImageDraw, left: int, right: int, board: int, shelf: int
) -> None:
    number = 0
    width = 12
    while left + width <= right:
        height = 88 + (number * 11 + shelf * 17) % 44
        colour = SPINES[(number * 3 + shelf) % len(SPINES)]
        box = (left, board - height, left + width - 2, board - 1)
        draw.rectangle(box, fill=colour, outline=_INK)
        draw.line((left + 3, box[1] + 14, left + width - 5, box[1] + 14), _WALL, 2)
        left += width
        number += 1
        width = 12 + (number * 7 + shelf * 5) % 13


def _armchair(draw: ImageDraw.ImageDraw, left: int) -> None:
    cloth, shade = (150, 74, 62), (118, 56, 48)
    draw.rounded_rectangle((left, 400, left + 160, 590), 30, fill=shade)
    draw.rounded_rectangle((left + 24, 430, left + 136, 540), 18, fill=cloth)
    draw.rounded_rectangle((left - 16, 490, left + 30, 610), 16, fill=cloth)
    draw.rounded_rectangle((left + 130, 490, left + 176, 610), 16, fill=cloth)
    draw.rounded_rectangle((left + 20, 540, left + 140, 610), 12, fill=shade)
    for leg in (left, left + 148):
        draw.rectangle((leg, 608, leg + 12, 640), fill=_WOOD)


def storytime() -> Image.Image:
    """A bright rug and floor cushions in front of boxes of picture books."""
    image = Image.new("RGB", SIZE, (240, 232, 200))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 380, 1200, 675), fill=(198, 168, 128))
    for number in range(4):
        left = 90 + number * 265
        for book in range(6):
            near = left + 16 + book * 33
            colour = SPINES[(number * 2 + book) % len(SPINES)]
            top = 210 + (book * 13 + number * 7) % 30
            draw.rectangle((near, top, near + 56, 330), fill=colour, outline=_INK)
            draw.ellipse((near + 14, top + 18, near + 40, top + 44), fill=_WALL)
        draw.rectangle((left, 290, left + 230, 420), fill=_WOOD)
        draw.rectangle((left, 290, left + 230, 304), fill=(150, 108, 70))
    rings = ((206, 74, 62), (240, 190, 84), (88, 150, 148), (244, 232, 206))
    for number, colour in enumerate(rings):
        inset = number * 62
        box = (190 + inset, 440 + inset // 3, 1010 - inset, 660 - inset // 3)
        draw.ellipse(box, fill=colour)
    for number, left in enumerate((60, 230, 860, 1020)):
        top = 520 + number % 2 * 50
        draw.ellipse((left, top, left + 150, top + 76), fill=SPINES[number])
        draw.ellipse((left + 62, top + 26, left + 88, top + 42), fill=_WALL)
    return image


def workshop() -> Image.Image:
    """Hand tools laid out on a long table under hanging lamps."""
    image = Image.new("RGB", SIZE, (214, 220, 216))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 600, 1200, 675), fill=(150, 146, 138))
    draw.polygon(((60, 400), (1140, 400), (1200, 620), (0, 620)), fill=(160, 112, 66))
    draw.rectangle((0, 620, 1200, 650), fill=(124, 84, 48))
    for number in range(9):
        left = 110 + number * 116
        draw.rounded_rectangle((left, 450, left + 18, 570), 6, fill=SPINES[number % 5])
        if number % 3 == 0:
            draw.rectangle((left - 24, 428, left + 42, 460), fill=(96, 100, 108))
        elif number % 3 == 1:
            draw.rectangle((left + 5, 418, left + 13, 456), fill=(130, 134, 142))
        else:
            draw.ellipse((left - 12, 414, left + 30, 456), fill=(96, 100, 108))
            draw.ellipse((left, 410, left + 18, 436), fill=(160, 112, 66))
    for number in range(5):
        centre = 200 + number * 200
        draw.line((centre, 0, centre, 120), fill=(70, 70, 70), width=4)
        draw.pieslice((centre - 60, 100, centre + 60, 220), 180, 360, fill=(52, 84, 92))
        draw.ellipse((centre - 20, 146, centre + 20, 186), fill=(252, 236, 170))
    return image


def stage() -> Image.Image:
    """Rows of chairs before a lit stage with bunting."""
    image = Image.new("RGB", SIZE, (74, 58, 66))
    draw = ImageDraw.Draw(image)
    draw.rectangle((150, 60, 1050, 400), fill=(246, 224, 168))
    for side in ((100, 30, 240, 430), (960, 30, 1100, 430)):
        draw.rectangle(side, fill=(140, 40, 48))
        for fold in range(side[0] + 20, side[2], 34):
            draw.line((fold, 30, fold, 430), fill=(112, 30, 38), width=8)
    draw.rectangle((100, 400, 1100, 440), fill=_WOOD)
    for number in range(12):
        left = 244 + number * 60
        flag = ((left, 70), (left + 50, 70), (left + 25, 118))
        draw.polygon(flag, fill=SPINES[number % len(SPINES)])
    draw.line((240, 70, 960, 70), fill=_INK, width=3)
    draw.polygon(((570, 300), (640, 300), (626, 400), (584, 400)), fill=_WOOD)
    draw.line((606, 300, 606, 260), fill=_INK, width=5)
    for row in range(3):
        top, wide = 470 + row * 66, 62 + row * 14
        for number in range(1200 // (wide + 18)):
            left = 20 + number * (wide + 18)
            box = (left, top, left + wide, top + 58 + row * 10)
            draw.rounded_rectangle(box, 10, fill=(44, 62 + row * 14, 82 + row * 14))
    return image
