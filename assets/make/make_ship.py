"""The ship in 64 headings, its engine flame, and the little ship for the lives.

The ship is a small solid of flat faces. For each heading the faces are turned,
lit from the fixed key light, drawn large and brought down to pixels; each pixel
takes the material that covers most of it, so every heading stays crisp.
"""

import numpy as np
from PIL import Image, ImageDraw

from palette import KEY_LIGHT, outlined, ramp, rgb, save, sheet, shrink

HEADINGS = 64
FRAME = 32
SAMPLES = 12

NOSE = -11.0  # y of the tip in a ship that points up
TAIL = 8.0  # y of the engine's mouth

MATERIALS = {
    "hull": ramp("slate", "steel", "frost", "white"),
    "wing": ramp("navy", "azure", "cyan", "ice"),
    "glass": ramp("ink", "navy", "azure", "cyan"),
    "trim": ramp("blood", "ember", "orange", "gold"),
    "engine": ramp("soot", "ash", "smoke", "frost"),
}

# Faces of the right half of a ship that points up, as (material, corners
# x y z), from the lowest to the highest. The left half is their mirror.
FACES = [
    ("engine", [(0.0, 6.0, 0.8), (3.4, 6.0, 0.2), (2.8, 8.6, 0.0), (0.0, 8.6, 0.8)]),
    ("wing", [(1.6, -3.6, 1.4), (9.8, 6.6, 0.0), (9.2, 10.0, 0.0), (2.6, 6.6, 1.7)]),
    ("trim", [(9.2, 4.4, 0.5), (10.3, 6.4, 0.2), (10.1, 10.7, 0.0), (8.7, 9.8, 0.3)]),
    ("hull", [(1.6, -3.0, 1.0), (5.0, 2.0, 0.9), (4.0, 7.4, 0.6), (1.6, 7.4, 1.4)]),
    ("hull", [(0.0, NOSE, 0.4), (0.7, NOSE, 0.0), (2.6, -3.0, 0.6), (0.0, -3.0, 2.0)]),
    ("hull", [(0.0, -3.0, 2.0), (2.6, -3.0, 0.6), (3.4, 3.6, 0.6), (0.0, 3.6, 2.4)]),
    ("hull", [(0.0, 3.6, 2.4), (3.4, 3.6, 0.6), (2.4, 7.6, 0.6), (0.0, 7.6, 1.6)]),
    ("trim", [(0.0, 3.4, 2.8), (0.7, 3.8, 2.6), (0.7, 6.8, 1.8), (0.0, 7.0, 2.0)]),
    ("glass", [(0.0, -4.4, 2.2), (1.7, -1.6, 1.4), (1.7, 1.4, 1.5), (0.0, 2.8, 2.6)]),
]


def mirrored(corners):
    return [(-x, y, z) for x, y, z in corners][::-1]


def turned(corners, angle):
    """Corners turned clockwise by `angle` about the frame's centre."""
    points = np.array(corners, dtype=float)
    c, s = np.cos(angle), np.sin(angle)
    x, y = points[:, 0].copy(), points[:, 1].copy()
    points[:, 0], points[:, 1] = c * x - s * y, s * x + c * y
    return points


def shade(points):
    """The light of 0..1 on a flat face."""
    normal = np.cross(points[1] - points[0], points[2] - points[0])
    normal /= np.linalg.norm(normal)
    if normal[2] < 0:
        normal = -normal
    return float(np.clip(0.25 + 0.95 * max(0.0, normal @ KEY_LIGHT), 0, 1))


def ship(angle, frame=FRAME, scale=1.0):
    n = frame * SAMPLES
    material = Image.new("L", (n, n), 0)
    light = Image.new("L", (n, n), 0)
    names = list(MATERIALS)
    draw_material, draw_light = ImageDraw.Draw(material), ImageDraw.Draw(light)
    for name, corners in FACES:
        for side in (corners, mirrored(corners)):
            points = turned(side, angle)
            flat = [
                tuple((c * scale + frame / 2) * SAMPLES - 0.5 for c in point[:2])
                for point in points
            ]
            draw_material.polygon(flat, fill=names.index(name) + 1)
            draw_light.polygon(flat, fill=round(255 * shade(points)))
    material, light = np.array(material), np.array(light) / 255
    covers = [shrink((material == i).astype(float), SAMPLES) for i in range(6)]
    lights = [shrink((material == i) * light, SAMPLES) for i in range(6)]
    mask = covers[0] < 0.5
    chosen = np.argmax(np.array(covers[1:]), axis=0)
    picture = np.zeros((frame, frame, 4), dtype=np.uint8)
    for i, name in enumerate(names):
        value = lights[i + 1] / np.maximum(covers[i + 1], 1e-6)
        colours = MATERIALS[name]
        index = np.rint(np.clip(value, 0, 1) * (len(colours) - 1)).astype(int)
        here = mask & (chosen == i)
        picture[here, :3] = colours[index][here]
        picture[here, 3] = 255
    return picture


def flame(angle):
    """A tapering flame behind the engine, in four bands of heat."""
    n = FRAME * SAMPLES
    grid = (np.arange(n) + 0.5) / SAMPLES - FRAME / 2
    gx, gy = np.meshgrid(grid, grid)
    c, s = np.cos(angle), np.sin(angle)
    across, along = c * gx + s * gy, -s * gx + c * gy
    t = (along - TAIL + 1.2) / 8.7
    inner = np.clip(t, 0, 1)
    bulge = 1.25 * (inner + 0.05) ** 0.2 * (1 - inner) ** 0.75
    distance = np.abs(across) / np.maximum(3.0 * bulge, 1e-3)
    heat = np.where((t > 0) & (t < 1) & (distance < 1), 1 - distance**1.5, 0)
    heat *= 1 - 0.78 * inner
    heat = shrink(heat, SAMPLES)
    picture = np.zeros((FRAME, FRAME, 4), dtype=np.uint8)
    bands = (
        (0.05, "blood", 150),
        (0.15, "ember", 215),
        (0.32, "orange", 245),
        (0.50, "gold", 255),
        (0.66, "cream", 255),
    )
    for least, name, alpha in bands:
        picture[heat > least] = rgb(name) + (alpha,)
    return picture


def icon():
    rows = [
        "............",
        ".....ww.....",
        ".....wf.....",
        "....wwfs....",
        "....wcas....",
        "....wcas....",
        "...wwwfss...",
        "..cwwwfssa..",
        ".ccwwwfssaa.",
        ".occ.oe.aae.",
        ".o...ge...e.",
        "............",
    ]
    keys = {
        "w": "white",
        "f": "frost",
        "s": "steel",
        "c": "cyan",
        "a": "azure",
        "o": "orange",
        "e": "ember",
        "g": "gold",
    }
    picture = np.zeros((12, 12, 4), dtype=np.uint8)
    for y, row in enumerate(rows):
        for x, key in enumerate(row):
            if key in keys:
                picture[y, x] = rgb(keys[key]) + (255,)
    return outlined(picture, "ink")


def main():
    angles = [2 * np.pi * i / HEADINGS for i in range(HEADINGS)]
    save("ship", sheet([outlined(ship(a), "ink") for a in angles], 8))
    save("flame", sheet([flame(a) for a in angles], 8))
    save("ship-icon", icon())


if __name__ == "__main__":
    main()
