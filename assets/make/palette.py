"""The one palette of the game, and the few tools every drawing script shares.

Coordinates: x to the right, y down, z towards the viewer. The key light is
warm and comes from the upper left; a cool rim light comes from behind, from
the lower right.
"""

from pathlib import Path

import numpy as np
from PIL import Image

ASSETS = Path(__file__).resolve().parent.parent
ART = ASSETS / "rocks"
FONTS = ASSETS / "fonts"

COLOURS = {
    # Space
    "void": "#05060f",
    "ink": "#0a0c1d",
    "midnight": "#11132c",
    "indigo": "#1a1a40",
    "violet": "#2a2158",
    "plum": "#452a70",
    "deep": "#0c2033",
    "teal": "#123648",
    "lagoon": "#1c5566",
    # Stone, from its deepest shadow to the brightest edge
    "soot": "#150f16",
    "umber": "#2b2028",
    "bark": "#463539",
    "clay": "#665049",
    "stone": "#8a6f5e",
    "sand": "#b09377",
    "chalk": "#d4bd98",
    "bone": "#f2e4c4",
    # Cool light: rims, steel and glass
    "slate": "#2c3a60",
    "steel": "#4d6896",
    "frost": "#86aed2",
    # The ship
    "navy": "#123359",
    "azure": "#1c6fa8",
    "cyan": "#2fc1e0",
    "ice": "#93f0f6",
    "white": "#f6fdff",
    # Fire
    "cream": "#fff2b3",
    "gold": "#ffcf45",
    "orange": "#ff9130",
    "ember": "#e8502c",
    "blood": "#9c2438",
    # The saucer
    "wine": "#561442",
    "magenta": "#c8268a",
    "pink": "#ff6fb5",
    # Smoke
    "ash": "#3b3848",
    "smoke": "#625d70",
}


def rgb(name):
    """The colour `name` as three integers."""
    code = COLOURS[name].lstrip("#")
    return tuple(int(code[i : i + 2], 16) for i in (0, 2, 4))


def ramp(*names):
    """Several colours as an array of shape (n, 3)."""
    return np.array([rgb(name) for name in names], dtype=np.uint8)


STONE = ramp("soot", "umber", "bark", "clay", "stone", "sand", "chalk", "bone")
COOL = ramp("slate", "steel", "frost")
HULL = ramp("navy", "slate", "steel", "frost", "white")
GLASS = ramp("navy", "azure", "cyan", "ice", "white")
FIRE = ramp("wine", "blood", "ember", "orange", "gold", "cream")

KEY_LIGHT = np.array([-0.58, -0.62, 0.53])
KEY_LIGHT /= np.linalg.norm(KEY_LIGHT)
RIM_LIGHT = np.array([0.62, 0.66, -0.42])
RIM_LIGHT /= np.linalg.norm(RIM_LIGHT)


def bayer(height, width, order=2):
    """A Bayer threshold matrix tiled over an area, values within -0.5..0.5."""
    matrix = np.zeros((1, 1))
    for _ in range(order):
        matrix = np.block(
            [[4 * matrix, 4 * matrix + 2], [4 * matrix + 3, 4 * matrix + 1]]
        )
    n = matrix.shape[0]
    matrix = (matrix + 0.5) / (n * n) - 0.5
    return np.tile(matrix, (height // n + 1, width // n + 1))[:height, :width]


def pick(colours, value, dither=1.0, order=2):
    """Colour each value of 0..1 from a ramp, dithered between its steps."""
    n = len(colours)
    threshold = bayer(*value.shape, order) * dither
    index = np.rint(np.clip(value, 0, 1) * (n - 1) + threshold)
    return colours[np.clip(index, 0, n - 1).astype(int)]


def solid(colour, mask):
    """An RGBA picture: `colour` (h, w, 3) where `mask` is true, else nothing."""
    picture = np.zeros(mask.shape + (4,), dtype=np.uint8)
    picture[mask, :3] = np.broadcast_to(colour, mask.shape + (3,))[mask]
    picture[mask, 3] = 255
    return picture


def grow(mask, corners=False):
    """The mask made larger by one pixel (by edges, or by corners as well)."""
    padded = np.pad(mask, 1)
    out = padded.copy()
    out[1:] |= padded[:-1]
    out[:-1] |= padded[1:]
    side = out if corners else padded
    result = out.copy()
    result[:, 1:] |= side[:, :-1]
    result[:, :-1] |= side[:, 1:]
    return result[1:-1, 1:-1]


def outlined(picture, name="soot"):
    """The picture with a one-pixel outline around its solid part."""
    mask = picture[..., 3] > 0
    edge = grow(mask) & ~mask
    result = picture.copy()
    result[edge] = rgb(name) + (255,)
    return result


def shrink(array, factor):
    """Box-average an array whose first two sides divide by `factor`."""
    h, w = array.shape[:2]
    shape = (h // factor, factor, w // factor, factor) + array.shape[2:]
    return array.reshape(shape).mean(axis=(1, 3))


def sheet(frames, columns):
    """Equal frames laid out in rows."""
    rows = [frames[i : i + columns] for i in range(0, len(frames), columns)]
    return np.vstack([np.hstack(row) for row in rows])


def save(name, picture):
    """Write an RGBA picture into the folder of pictures."""
    ART.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(picture.astype(np.uint8), "RGBA")
    image.save(ART / f"{name}.png", optimize=True)
    print(f"{name}.png {image.width}x{image.height}")


def tiling_octave(rng, height, width, down, across):
    """Gradient noise on a lattice of down x across cells, wrapping around."""
    turn = rng.uniform(0, 2 * np.pi, (down, across))
    slope_y, slope_x = np.sin(turn), np.cos(turn)
    y = np.arange(height)[:, None] * down / height
    x = np.arange(width)[None, :] * across / width
    y0, x0 = np.floor(y).astype(int), np.floor(x).astype(int)
    fy, fx = y - y0, x - x0

    def corner(dy, dx):
        at = (y0 + dy) % down, (x0 + dx) % across
        return slope_y[at] * (fy - dy) + slope_x[at] * (fx - dx)

    ey = fy**3 * (fy * (6 * fy - 15) + 10)
    ex = fx**3 * (fx * (6 * fx - 15) + 10)
    top = corner(0, 0) * (1 - ex) + corner(0, 1) * ex
    low = corner(1, 0) * (1 - ex) + corner(1, 1) * ex
    return top * (1 - ey) + low * ey


def tiling_noise(rng, height, width, cells, octaves=4, gain=0.5):
    """Smooth noise of about -1..1 that repeats at all four edges.

    `cells` is the number of lattice cells (down, across) of the first octave.
    """
    down, across = cells
    total = np.zeros((height, width))
    for i in range(octaves):
        octave = tiling_octave(rng, height, width, down << i, across << i)
        total += gain**i * octave
    return total / sum(gain**i for i in range(octaves)) * 3.0
