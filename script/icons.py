"""The icons of the app on a phone's first screen, drawn from its own mark (`static/img/agraw.svg`)."""

import re
from pathlib import Path

from PIL import Image, ImageDraw

MARK = Path(__file__).resolve().parent.parent / "static/img/agraw.svg"
FINE = 4  # how many times larger it is drawn, before it is made smaller: smooth edges


def icons(out: Path) -> None:
    """Draw the mark in the sizes that phones ask for. A maskable one is cut to any shape by the phone: its ground goes
    to the edge, and the sign stays in the middle.
    """
    for side, is_cut in ((192, False), (512, False), (512, True)):
        name = f"icon-{side}{'-maskable' if is_cut else ''}.png"
        mark(side, is_cut=is_cut).quantize(64).save(out / name, optimize=True)


def mark(side: int, *, is_cut: bool) -> Image.Image:
    """Draw the mark as a square of `side` pixels: a ground with round corners, and one line upon it."""
    svg = MARK.read_text(encoding="utf-8")

    def said(pattern: str) -> str:
        return re.search(pattern, svg)[1]

    size, part = side * FINE, 0.72 if is_cut else 1.0
    unit = size / float(said(r'viewBox="0 0 (\d+)'))
    shift = size * (1 - part) / 2
    points = [(x * unit * part + shift, y * unit * part + shift) for x, y in line(said(r' d="([^"]+)"'))]
    picture = Image.new("RGBA", (size, size))
    draw = ImageDraw.Draw(picture)
    corner = 0 if is_cut else float(said(r' rx="(\d+)')) * unit
    draw.rounded_rectangle((0, 0, size - 1, size - 1), corner, fill=said(r'<rect[^>]* fill="(#\w{6})"'))
    width = round(float(said(r'stroke-width="(\d+)')) * unit * part)
    draw.line(points, fill=said(r'stroke="(#\w{6})"'), width=width, joint="curve")
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def line(path: str) -> list[tuple[float, float]]:
    """Return the points of a line of straight pieces: absolute (`M`, `L`), or level and relative (`h`)."""
    points: list[tuple[float, float]] = []
    for sign, told in re.findall(r"([MLh])([-\d. ]+)", path):
        numbers = [float(number) for number in told.split()]
        if sign == "h":
            points.append((points[-1][0] + numbers[0], points[-1][1]))
        else:
            points += zip(numbers[::2], numbers[1::2], strict=True)
    return points
