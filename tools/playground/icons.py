"""The icons of the page: three threads, one of which stops; drawn as SVG, and as PNG for those who need it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

BACK, QUIET, LOUD = (0x1D, 0x2A, 0x3A), (0x8F, 0xB8, 0xDE), (0xF2, 0xA6, 0x5A)
BARS = ((0.27, 0.20, 0.80, QUIET), (0.50, 0.20, 0.52, LOUD), (0.73, 0.36, 0.80, QUIET))
"""The middle of each thread's bar, its top and bottom, and its colour, in parts of the icon."""
HALF = 0.06
SIZES = (192, 512)
SAMPLES = 3


def write(target: Path) -> None:
    """Write ``icon.svg`` and a PNG of each size."""
    (target / "icon.svg").write_text(svg(), encoding="utf-8")
    for size in SIZES:
        (target / f"icon-{size}.png").write_bytes(png(size))


def svg() -> str:
    """Return the icon as SVG."""
    bars = "".join(
        f'<rect x="{100 * (x - HALF):g}" y="{100 * top:g}" width="{200 * HALF:g}" height="{100 * (bottom - top):g}"'
        f' rx="{100 * HALF:g}" fill="{_hex(colour)}"/>'
        for x, top, bottom, colour in BARS
    )
    back = f'<rect width="100" height="100" rx="18" fill="{_hex(BACK)}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{back}{bars}</svg>\n'


def png(size: int) -> bytes:
    """Return the icon as PNG; it fills the square, because the system may cut its corners."""
    rows = bytearray()
    for y in range(size):
        rows.append(0)  # no filter
        for x in range(size):
            points = [
                ((x + (i + 0.5) / SAMPLES) / size, (y + (j + 0.5) / SAMPLES) / size)
                for i in range(SAMPLES) for j in range(SAMPLES)
            ]  # fmt: skip
            colours = [_colour(*point) for point in points]
            rows += bytes(sum(one[channel] for one in colours) // len(colours) for channel in range(3))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _colour(x: float, y: float) -> tuple[int, int, int]:
    for middle, top, bottom, colour in BARS:
        nearest = min(max(y, top + HALF), bottom - HALF)
        if (x - middle) ** 2 + (y - nearest) ** 2 <= HALF**2:
            return colour
    return BACK


def _hex(colour: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{one:02x}" for one in colour)
