"""The sky: a dark nebula and two layers of stars. All three tile both ways."""

import numpy as np

from palette import bayer, ramp, rgb, save, tiling_noise

WIDTH, HEIGHT = 640, 360


def roll_by(field, dy, dx):
    """The field read at places pushed by dy, dx (wrapping, bilinear)."""
    y = (np.arange(HEIGHT)[:, None] + dy) % HEIGHT
    x = (np.arange(WIDTH)[None, :] + dx) % WIDTH
    y0, x0 = np.floor(y).astype(int), np.floor(x).astype(int)
    fy, fx = y - y0, x - x0
    y0, x0 = y0 % HEIGHT, x0 % WIDTH
    y1, x1 = (y0 + 1) % HEIGHT, (x0 + 1) % WIDTH
    top = field[y0, x0] * (1 - fx) + field[y0, x1] * fx
    low = field[y1, x0] * (1 - fx) + field[y1, x1] * fx
    return top * (1 - fy) + low * fy


def nebula(rng):
    def noise(cells, octaves=5, gain=0.5):
        return tiling_noise(rng, HEIGHT, WIDTH, cells, octaves, gain)

    push = 58
    dy, dx = noise((2, 4), 4) * push, noise((2, 4), 4) * push
    cloud = roll_by(noise((2, 3), 6, 0.52), dy, dx)
    veil = 1 - np.abs(roll_by(noise((3, 5), 5), -dx, dy)) * 2.1
    lanes = roll_by(noise((3, 5), 5, 0.55), dx, -dy)
    density = 0.44 + 0.46 * cloud
    density += 0.26 * np.clip(veil, 0, 1) * np.clip(cloud + 0.7, 0, 1)
    density -= 0.40 * np.clip(lanes, 0, 1)
    hue = roll_by(noise((2, 3), 4), dy * 0.5, dx * 0.5)

    warm = ramp("void", "ink", "midnight", "indigo", "violet", "plum")
    cold = ramp("void", "ink", "midnight", "deep", "teal", "lagoon")
    level = np.clip(density, 0, 1) ** 1.25 * 5
    threshold = bayer(HEIGHT, WIDTH, 3)
    index = np.clip(np.rint(level + threshold * 0.95), 0, 5).astype(int)
    other = np.roll(bayer(HEIGHT, WIDTH, 2), (1, 2), (0, 1))
    teal = (hue * 2.6 + other * 0.8) > 0.25
    return np.where(teal[..., None], cold[index], warm[index])


def put(picture, y, x, colour, alpha):
    """Set one pixel, wrapping at the edges, never dimming what is there."""
    y, x = y % HEIGHT, x % WIDTH
    if alpha >= picture[y, x, 3]:
        picture[y, x] = colour + (alpha,)


def stars(rng, dim, middle, bright):
    picture = np.zeros((HEIGHT, WIDTH, 4), dtype=np.uint8)
    tints = ["frost", "frost", "white", "white", "cream", "ice", "pink", "orange"]
    kept = []

    def place(gap):
        while True:
            y, x = int(rng.integers(HEIGHT)), int(rng.integers(WIDTH))
            for a, b in kept:
                v, h = abs(a - y), abs(b - x)
                if min(v, HEIGHT - v) ** 2 + min(h, WIDTH - h) ** 2 < gap * gap:
                    break
            else:
                kept.append((y, x))
                return y, x

    for _ in range(bright):
        y, x = place(70)
        colour = rgb(tints[rng.integers(2, 6)])
        put(picture, y, x, rgb("white"), 255)
        for dy, dx in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            put(picture, y + dy, x + dx, colour, 140)
            put(picture, y + 2 * dy, x + 2 * dx, colour, 45)
        for dy, dx in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            put(picture, y + dy, x + dx, colour, 30)
    for _ in range(middle):
        y, x = place(14)
        colour = rgb(tints[rng.integers(len(tints))])
        put(picture, y, x, colour, 225)
        for dy, dx in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            put(picture, y + dy, x + dx, colour, 40)
    for _ in range(dim):
        y, x = place(5)
        colour = rgb(tints[rng.integers(len(tints))])
        put(picture, y, x, colour, int(rng.integers(60, 190)))
    return picture


def main():
    rng = np.random.default_rng(1979)
    opaque = np.full((HEIGHT, WIDTH, 4), 255, dtype=np.uint8)
    opaque[..., :3] = nebula(rng)
    save("sky", opaque)
    save("stars-far", stars(np.random.default_rng(5), 210, 14, 0))
    save("stars-near", stars(np.random.default_rng(6), 34, 18, 5))


if __name__ == "__main__":
    main()
