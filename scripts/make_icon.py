"""Draws the program's icon for Windows, in every size that Windows shows: `make_icon.py aimed.ico`."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).resolve().parents[1] / "resources" / "fonts" / "NotoSerifSC_700Bold.ttf"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
BLUE, WHITE = (31, 78, 140, 255), (255, 255, 255, 255)
FINER = 4  # drawn larger and made smaller, so that the round corners are smooth


def icon(side: int) -> Image.Image:
    """A blue tile with 申, the first character of the name."""
    large = side * FINER
    image = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, large - 1, large - 1), radius=large // 6, fill=BLUE)
    draw.text(
        (large / 2, large / 2),
        "申",
        font=ImageFont.truetype(str(FONT), large * 3 // 4),
        fill=WHITE,
        anchor="mm",
    )
    return image.resize((side, side), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    images = [icon(side) for side in SIZES]
    images[-1].save(
        sys.argv[1], format="ICO", sizes=[(side, side) for side in SIZES], append_images=images[:-1]
    )
