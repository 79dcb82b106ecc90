"""The bunny of Bunnymark: 26 x 37 pixels, soft at its edges.

Drawn large from ellipses and brought down to pixels. Written without Pillow: a PNG is a header and packed rows.
"""

import struct
import zlib
from pathlib import Path

import numpy as np

WIDTH, HEIGHT, SAMPLES = 26, 37, 8

FUR, SHADE, BELLY, PINK, DARK = "#cfc6bd", "#a2958c", "#f6f1ea", "#f0a7a4", "#33262b"

# Centre, radii, turn in degrees, colour: from the back to the front.
SHAPES = [
    (8.6, 8.5, 3.3, 8.6, -10, SHADE),
    (17.4, 8.5, 3.3, 8.6, 10, SHADE),
    (8.8, 8.4, 2.5, 7.8, -10, FUR),
    (17.2, 8.4, 2.5, 7.8, 10, FUR),
    (8.9, 9.4, 1.2, 5.6, -10, PINK),
    (17.1, 9.4, 1.2, 5.6, 10, PINK),
    (13, 28, 11.2, 9.0, 0, SHADE),
    (13, 27.4, 10.6, 8.6, 0, FUR),
    (13, 29.8, 6.2, 6.4, 0, BELLY),
    (7, 35, 4.4, 2.0, 0, FUR),
    (19, 35, 4.4, 2.0, 0, FUR),
    (13, 18.4, 8.8, 7.2, 0, SHADE),
    (13, 17.8, 8.4, 6.9, 0, FUR),
    (13, 20.6, 4.4, 3.0, 0, BELLY),
    (9.4, 17.2, 1.2, 1.7, 0, DARK),
    (16.6, 17.2, 1.2, 1.7, 0, DARK),
    (9.8, 16.6, 0.45, 0.5, 0, "#ffffff"),
    (17.0, 16.6, 0.45, 0.5, 0, "#ffffff"),
    (13, 19.6, 1.1, 0.8, 0, PINK),
]


def rgb(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def draw():
    y, x = np.mgrid[0 : HEIGHT * SAMPLES, 0 : WIDTH * SAMPLES]
    x, y = (x + 0.5) / SAMPLES, (y + 0.5) / SAMPLES
    picture = np.zeros((HEIGHT * SAMPLES, WIDTH * SAMPLES, 4))
    for cx, cy, rx, ry, turn, colour in SHAPES:
        c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
        along, across = (x - cx) * c + (y - cy) * s, (y - cy) * c - (x - cx) * s
        picture[(along / rx) ** 2 + (across / ry) ** 2 < 1] = rgb(colour) + [255]
    picture[..., :3] *= picture[..., 3:] / 255
    small = picture.reshape(HEIGHT, SAMPLES, WIDTH, SAMPLES, 4).mean(axis=(1, 3))
    alpha = np.maximum(small[..., 3:], 1e-9) / 255
    small[..., :3] = small[..., :3] / alpha
    return np.rint(small).clip(0, 255).astype(np.uint8)


def save(pixels, path):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 8, 6, 0, 0, 0)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    )


save(draw(), Path(__file__).resolve().parent.parent / "bunnymark" / "bunny.png")
