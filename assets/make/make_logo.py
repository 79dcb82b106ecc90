"""The title: the word ROCKS, hewn from the same stone as the rocks."""

import numpy as np
from PIL import Image, ImageDraw

from palette import (
    COOL,
    KEY_LIGHT,
    RIM_LIGHT,
    STONE,
    bayer,
    grow,
    pick,
    rgb,
    save,
    shrink,
    tiling_noise,
)

WIDTH, HEIGHT = 400, 110
SAMPLES = 3
BEVEL = 8.0
DEPTH = 6

# Each letter in a box of about 72 x 82: its outline, then its holes.
LETTERS = {
    "R": [
        [(0, 1), (53, 0), (68, 11), (71, 36), (59, 49), (74, 83), (47, 84), (36, 56)]
        + [(25, 55), (26, 83), (1, 82)],
        [(24, 18), (43, 17), (48, 25), (45, 37), (24, 38)],
    ],
    "O": [
        [(17, 2), (52, 0), (72, 17), (74, 60), (57, 83), (18, 84), (0, 65), (1, 20)],
        [
            (31, 24),
            (44, 23),
            (50, 33),
            (49, 54),
            (42, 61),
            (30, 60),
            (24, 50),
            (24, 33),
        ],
    ],
    "C": [
        [(17, 1), (57, 0), (72, 15), (71, 34), (48, 32), (43, 23), (31, 23), (25, 31)]
        + [(25, 53), (32, 61), (44, 61), (49, 52), (72, 52), (71, 69), (56, 84)]
        + [(15, 82), (0, 66), (1, 17)],
    ],
    "K": [
        [(1, 0), (25, 1), (25, 29), (44, 1), (73, 0), (49, 39), (76, 83), (46, 84)]
        + [(31, 57), (26, 63), (27, 83), (0, 82)],
    ],
    "S": [
        [(15, 0), (67, -1), (72, 19), (31, 19), (25, 25), (31, 31), (57, 33), (72, 46)]
        + [(70, 70), (55, 84), (3, 85), (-1, 66), (41, 65), (47, 59), (41, 52)]
        + [(14, 50), (0, 37), (2, 13)],
    ],
}

# Where each letter stands: left, top, and a small turn in degrees.
PLACES = {
    "R": (10, 10, -2.0),
    "O": (86, 9, 1.5),
    "C": (164, 11, -1.0),
    "K": (241, 10, 1.5),
    "S": (320, 10, -1.5),
}


def ragged(rng, points, size):
    """The outline with its edges broken into small uneven steps."""
    result = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
        length = np.hypot(x1 - x0, y1 - y0)
        parts = max(1, int(length / 9))
        for i in range(parts):
            t = i / parts
            out = rng.normal(0, size) if i else 0
            nx, ny = (y1 - y0) / length, -(x1 - x0) / length
            result.append(
                (x0 + (x1 - x0) * t + nx * out, y0 + (y1 - y0) * t + ny * out)
            )
    return result


def letters(rng):
    """The mask of the whole word, large."""
    image = Image.new("L", (WIDTH * SAMPLES, HEIGHT * SAMPLES), 0)
    draw = ImageDraw.Draw(image)
    for name, (left, top, degrees) in PLACES.items():
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        for i, loop in enumerate(LETTERS[name]):
            points = []
            for x, y in ragged(rng, loop, 0.9):
                dx, dy = x - 36, y - 42
                px, py = left + 36 + c * dx - s * dy, top + 42 + s * dx + c * dy
                points.append((px * SAMPLES, py * SAMPLES))
            draw.polygon(points, fill=0 if i else 255)
    return np.array(image) > 0


def inner_distance(mask, reach):
    """How far each set pixel lies from the edge, up to `reach`."""
    h, w = mask.shape
    up = np.zeros((h, w))
    down = np.zeros((h, w))
    for y in range(1, h):
        up[y] = np.where(mask[y], up[y - 1] + 1, 0)
    for y in range(h - 2, -1, -1):
        down[y] = np.where(mask[y], down[y + 1] + 1, 0)
    square = np.minimum(np.minimum(up, down), reach) ** 2
    best = square.copy()
    for shift in range(1, reach):
        best[:, shift:] = np.minimum(best[:, shift:], square[:, :-shift] + shift**2)
        best[:, :-shift] = np.minimum(best[:, :-shift], square[:, shift:] + shift**2)
    return np.sqrt(np.minimum(best, reach**2))


def facets(rng, spacing):
    """Uneven cells: for each pixel its cell, and how near a border it lies."""
    h, w = HEIGHT * SAMPLES, WIDTH * SAMPLES
    columns, rows = int(WIDTH / spacing) + 2, int(HEIGHT / spacing) + 2
    sx = (
        np.arange(columns)[None, :] + rng.uniform(-0.45, 0.45, (rows, columns))
    ) * spacing
    sy = (
        np.arange(rows)[:, None] + rng.uniform(-0.45, 0.45, (rows, columns))
    ) * spacing
    y, x = np.mgrid[0:h, 0:w] / SAMPLES
    cy, cx = (y / spacing).astype(int), (x / spacing).astype(int)
    first, second = np.full((h, w), 1e9), np.full((h, w), 1e9)
    cell = np.zeros((h, w), dtype=int)
    for dy in (-1, 0, 1, 2):
        for dx in (-1, 0, 1, 2):
            i, j = np.clip(cy + dy, 0, rows - 1), np.clip(cx + dx, 0, columns - 1)
            distance = np.hypot(sx[i, j] - x, sy[i, j] - y)
            distance[(i != cy + dy) | (j != cx + dx)] = 1e9
            nearer = distance < first
            second = np.where(nearer, first, np.minimum(second, distance))
            cell = np.where(nearer, i * columns + j, cell)
            first = np.minimum(first, distance)
    return cell, second - first


def main():
    rng = np.random.default_rng(77)
    mask = letters(rng)
    h, w = mask.shape
    distance = inner_distance(mask, int(BEVEL * 2 * SAMPLES)) / SAMPLES

    # The surface: a chiselled bevel, flat faces that lean a little, pits, grain.
    chisel, _ = facets(rng, 11)
    depth = BEVEL * rng.uniform(0.65, 1.25, chisel.max() + 1)[chisel]
    surface = np.minimum(distance, depth) * 0.85
    surface += 1.1 * tiling_noise(rng, h, w, (8, 29), 4, 0.55)
    y, x = np.mgrid[0:h, 0:w] / SAMPLES
    for _ in range(46):
        py, px = rng.uniform(8, HEIGHT - 20), rng.uniform(8, WIDTH - 8)
        size = 1.8 + 4.6 * rng.random() ** 2
        r = np.hypot(x - px, y - py) / size
        surface -= size * 0.34 * np.clip(1 - r * r, 0, None)
        surface += size * 0.09 * np.exp(-(((r - 1.08) / 0.22) ** 2))
    gy, gx = np.gradient(surface, 1 / SAMPLES)
    cell, border = facets(rng, 15)
    lean = rng.normal(0, 0.20, (2, cell.max() + 1))
    normal = np.stack(
        [-gx * 0.85 + lean[0][cell], -gy * 0.85 + lean[1][cell], np.ones((h, w))]
    )
    normal /= np.linalg.norm(normal, axis=0)
    value = 0.06 + 0.92 * np.clip(np.tensordot(KEY_LIGHT, normal, 1), 0, 1) ** 1.15
    value += 0.10 * (0.5 - y / HEIGHT)
    value -= 0.16 * (border < 0.55) * (rng.random(cell.max() + 1)[cell] < 0.6)
    rim = np.clip(np.tensordot(RIM_LIGHT, normal, 1), 0, 1)

    face = shrink(mask.astype(float), SAMPLES) >= 0.5
    value, rim = shrink(value, SAMPLES), shrink(rim, SAMPLES)
    colour = pick(STONE, 0.06 + 0.98 * value, 0.55)
    cool = rim * 2.4 + bayer(HEIGHT, WIDTH) * 0.2
    edge = shrink(distance, SAMPLES) < 2.6
    shaded = edge & (cool > 0.55) & (value < 0.45)
    level = np.clip((cool - 0.55) / 0.3, 0, 2.49).astype(int)
    colour[shaded] = COOL[level][shaded]

    # The block below the faces, darker with its depth and cracked upright.
    picture = np.zeros((HEIGHT, WIDTH, 4), dtype=np.uint8)
    grain = rng.uniform(-0.10, 0.10, WIDTH)
    grain = np.repeat(grain[::3], 3)[:WIDTH]
    for step in range(DEPTH, 0, -1):
        layer = np.zeros_like(face)
        layer[step:] = face[:-step]
        light = 0.30 - 0.16 * step / DEPTH + np.zeros((HEIGHT, WIDTH)) + grain
        picture[layer, :3] = pick(STONE, light, 0.5)[layer]
        picture[layer, 3] = 255
    lip = np.zeros_like(face)
    lip[DEPTH:] = face[:-DEPTH]
    lip &= ~np.vstack([lip[1:], np.zeros((1, WIDTH), bool)])
    picture[lip, :3] = rgb("steel")
    picture[face, :3] = colour[face]
    picture[face, 3] = 255

    # A dark line, a bright one, and a glow that thins out around the word.
    body = picture[..., 3] > 0
    dark = grow(body, corners=True)
    line = grow(dark)
    picture[dark & ~body] = rgb("soot") + (255,)
    picture[line & ~dark] = rgb("cyan") + (235,)
    reached = line
    for i, (name, alpha) in enumerate(
        (("azure", 150), ("azure", 105), ("azure", 66), ("azure", 36), ("azure", 14))
    ):
        further = grow(reached, corners=i % 2 == 1)
        picture[further & ~reached] = rgb(name) + (alpha,)
        reached = further
    save("logo", picture)


if __name__ == "__main__":
    main()
