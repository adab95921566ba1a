"""A ward's scanner, drawn by chance: skewed, turned, stained, stamped and pressed into JPEG."""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

_PAPER = (250, 250, 250)


@dataclass(frozen=True, slots=True)
class Scanning:
    """How a page is scanned. `turned`: degrees clockwise; `stamped` in red, `signed` in ink."""

    dpi: int = 200
    quality: int = 75
    skew: float = 0.0
    turned: int = 0
    scale: float = 1.0
    noise: float = 4.0
    in_colour: bool = True
    stamped: bool = False
    signed: bool = False
    shaded: bool = False
    creased: bool = False
    receding: float = 0.0  # a photo: so far off are its corners, in shares of the page


def by_chance(random: Random, **fixed: object) -> Scanning:
    """Any scanning that a hospital's scanner is capable of, but for what is `fixed`."""
    drawn: dict[str, object] = {
        "dpi": random.choice([150, 200, 300]),
        "quality": random.randint(40, 90),
        "skew": random.uniform(-3, 3),
        "turned": random.choice([0, 90, 180, 270]),
        "scale": random.uniform(0.97, 1.03),
        "noise": random.uniform(1, 10),
        "in_colour": random.random() < 0.6,
        "stamped": random.random() < 0.5,
        "signed": random.random() < 0.4,
        "shaded": random.random() < 0.5,
        "creased": random.random() < 0.4,
    }
    return Scanning(**(drawn | fixed))  # type: ignore[arg-type]


def scanned(
    pdf: bytes, index: int, how: Scanning, random: Random, *, at: tuple[float, float] | None = None
) -> bytes:
    """A page of a PDF as the scanner gives it, a JPEG. `at`: where the seal is put, in shares of the page."""
    page = _drawn(pdf, index, how.dpi)
    if how.stamped:
        page = _stamped(page, random, at)
    if how.signed:
        _sign(page, random)
    page = _moved(page, how, random)
    if how.receding:
        page = _receding(page, how.receding, random)
    levels = np.asarray(page, dtype=np.float32)
    ink, paper = random.uniform(10, 70), random.uniform(225, 252)
    levels = ink + (paper - ink) * levels / 255
    if how.shaded:
        levels = levels * np.linspace(random.uniform(0.75, 1), 1, page.width, dtype=np.float32)[None, :, None]
    if how.creased:
        row = random.randint(page.height // 5, 4 * page.height // 5)
        levels[row : row + max(2, page.height // 700)] *= random.uniform(0.6, 0.85)
    blurred = _image(levels).filter(ImageFilter.GaussianBlur(random.uniform(0.3, 0.8) * how.dpi / 200))
    grain = np.random.default_rng(random.randint(0, 1 << 30)).normal(
        0, how.noise, (page.height, page.width, 1)
    )
    made = _image(np.asarray(blurred, dtype=np.float32) + grain)
    made = made if how.in_colour else made.convert("L")
    return _jpeg(made.rotate(-how.turned, expand=True), how)


def blank_back(how: Scanning, random: Random) -> bytes:
    """The back of a page, with nothing but grain."""
    size = round(8.27 * how.dpi), round(11.69 * how.dpi)
    grain = np.random.default_rng(random.randint(0, 1 << 30)).normal(245, how.noise, (size[1], size[0], 1))
    return _jpeg(_image(np.repeat(grain, 3, axis=2)), how)


def _drawn(pdf: bytes, index: int, dpi: int) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[index].render(scale=dpi / 72).to_pil().convert("RGB")
    return drawn


def _stamped(page: Image.Image, random: Random, at: tuple[float, float] | None) -> Image.Image:
    """With a red seal of 42 mm; its ink lets what is printed show."""
    side = round(page.width * 0.2)
    seal = Image.new("RGB", (side, side), "white")
    pen = ImageDraw.Draw(seal)
    red = (random.randint(190, 225), random.randint(30, 70), random.randint(30, 70))
    pen.ellipse((2, 2, side - 3, side - 3), outline=red, width=max(2, side // 28))
    pen.regular_polygon((side / 2, side / 2, side / 7), 5, fill=red)
    for step in range(12):
        angle = math.pi * (1 + step / 11)
        x, y = side / 2 + side * 0.38 * math.cos(angle), side / 2 + side * 0.38 * math.sin(angle)
        pen.rectangle((x - side / 40, y - side / 40, x + side / 40, y + side / 40), fill=red)
    seal = seal.rotate(random.uniform(-15, 15), fillcolor="white")
    x, y = at if at is not None else (random.uniform(0.1, 0.9), random.uniform(0.1, 0.9))
    left = min(max(0, round(x * page.width - side / 2)), page.width - side)
    top = min(max(0, round(y * page.height - side / 2)), page.height - side)
    laid = Image.new("RGB", page.size, "white")
    laid.paste(seal, (left, top))
    return ImageChops.multiply(page, laid)


def _sign(page: Image.Image, random: Random) -> None:
    x, y = random.uniform(0.3, 0.8) * page.width, random.uniform(0.2, 0.95) * page.height
    points = [(x, y)]
    for _ in range(random.randint(15, 40)):
        x, y = (
            x + random.gauss(page.width * 0.006, page.width * 0.012),
            y + random.gauss(0, page.height * 0.008),
        )
        points.append((x, y))
    ink = random.choice([(20, 20, 20), (25, 30, 120)])
    ImageDraw.Draw(page).line(points, fill=ink, width=max(2, page.width // 500), joint="curve")


def _moved(page: Image.Image, how: Scanning, random: Random) -> Image.Image:
    size = (round(page.width * how.scale), round(page.height * how.scale))
    turned = page.resize(size, Image.Resampling.BICUBIC).rotate(
        how.skew, Image.Resampling.BICUBIC, fillcolor=_PAPER
    )
    made = Image.new("RGB", page.size, _PAPER)
    slip = page.width // 60
    left = (page.width - size[0]) // 2 + random.randint(-slip, slip)
    made.paste(turned, (left, (page.height - size[1]) // 2 + random.randint(-slip, slip)))
    return made


def _receding(page: Image.Image, share: float, random: Random) -> Image.Image:
    """As a phone sees it that is not held straight."""
    wide, tall = page.size
    off = [random.uniform(0, share) for _ in range(8)]
    inner = (-off[0] * wide, -off[1] * tall, -off[2] * wide, (1 + off[3]) * tall)
    outer = ((1 + off[4]) * wide, (1 + off[5]) * tall, (1 + off[6]) * wide, -off[7] * tall)
    corners = ((0, 0), (0, tall), (wide, tall), (wide, 0))
    rows, there = [], (*inner, *outer)
    for (x, y), to_x, to_y in zip(corners, there[::2], there[1::2], strict=True):
        rows.append([x, y, 1, 0, 0, 0, -x * to_x, -y * to_x])
        rows.append([0, 0, 0, x, y, 1, -x * to_y, -y * to_y])
    values = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(there, dtype=np.float64))
    return page.transform(
        page.size, Image.Transform.PERSPECTIVE, [*values], Image.Resampling.BICUBIC, fillcolor=_PAPER
    )


def _image(levels: np.ndarray) -> Image.Image:
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8))


def _jpeg(page: Image.Image, how: Scanning) -> bytes:
    content = BytesIO()
    page.save(content, "JPEG", quality=how.quality, dpi=(how.dpi, how.dpi))
    return content.getvalue()
