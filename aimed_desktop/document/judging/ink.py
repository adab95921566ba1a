"""Whether anything stands on a page: ink, not the noise, dust and shadows that every scanner adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

TALL_PX = 880  # of the page as it is looked at: 75 dpi of A4
_EDGE = 0.025  # share of the page at each side where a scanner's edge throws its shadow
_LIGHT = 140  # level that paper has nearly everywhere; a picture without edges is darker somewhere
_SHADED = 0.05  # share of the page that may be darker
_NEARBY_PX = 24  # how far the paper's own colour is looked for: it is uneven on a photo
_DARKER = 40  # levels of 255; what shines through from the back is less, and so is noise
_MORE_COLOURED = 45
_NEIGHBOURS = 80  # of 255: three of nine pixels; dust and the dots of grey in black and white stand alone
_BLOCK = 8  # px, about 2.7 mm
_SHARE = 20  # of 255: about five inked pixels of a block; a grain of dust is two
_FEWEST_BLOCKS = 3
_STREAK = 0.7  # share of the height that a line through the whole page has: dirt under the scanner


def is_white(page: Image.Image) -> bool:
    """Whether nothing is written, drawn or stamped on the page (grey, RGB or black and white)."""
    from PIL import ImageChops, ImageFilter

    small = _cropped(_shrunk(page))
    grey = small.convert("L")
    paper = grey.filter(ImageFilter.BoxBlur(_NEARBY_PX))
    if sum(paper.histogram()[:_LIGHT]) > _SHADED * paper.width * paper.height:
        return False
    ink = ImageChops.subtract(paper, grey).point(lambda level: 255 if level > _DARKER else 0)
    if small.mode == "RGB":
        ink = ImageChops.lighter(ink, _coloured(small))
    around = ink.filter(ImageFilter.BoxBlur(1)).point(lambda level: 255 if level > _NEIGHBOURS else 0)
    return _inked_blocks(ImageChops.darker(ink, around).reduce(_BLOCK)) < _FEWEST_BLOCKS


def _shrunk(page: Image.Image) -> Image.Image:
    from PIL import Image

    if page.mode not in ("L", "RGB"):
        page = page.convert("L" if page.mode == "1" else "RGB")
    longest = max(page.size)
    if longest <= TALL_PX:
        return page
    size = tuple(max(1, round(side * TALL_PX / longest)) for side in page.size)
    return page.resize((size[0], size[1]), Image.Resampling.BOX, reducing_gap=2.0)


def _cropped(page: Image.Image) -> Image.Image:
    across, down = round(page.width * _EDGE), round(page.height * _EDGE)
    return page.crop((across, down, max(across + 1, page.width - across), max(down + 1, page.height - down)))


def _coloured(page: Image.Image) -> Image.Image:
    """Where a page is more coloured than the paper around: a red seal that grey hardly shows."""
    from PIL import ImageChops, ImageFilter

    red, green, blue = page.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    colour = ImageChops.subtract(most, least)
    paper = colour.filter(ImageFilter.BoxBlur(_NEARBY_PX))
    return ImageChops.subtract(colour, paper).point(lambda level: 255 if level > _MORE_COLOURED else 0)


def _inked_blocks(blocks: Image.Image) -> int:
    """How many blocks hold ink, without those of lines that run through the whole page."""
    width, height = blocks.size
    levels = blocks.tobytes()
    inked = {(at % width, at // width) for at, level in enumerate(levels) if level >= _SHARE}
    columns, rows = [0] * width, [0] * height
    for across, down in inked:
        columns[across] += 1
        rows[down] += 1
    return sum(columns[across] < _STREAK * height and rows[down] < _STREAK * width for across, down in inked)
