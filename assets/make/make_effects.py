"""Shots, sparks, chips, the shock wave, the shield and the explosion."""

import numpy as np

from palette import STONE, bayer, outlined, ramp, rgb, save, sheet, solid


def centred(size):
    """Coordinates of the pixel centres, from the middle of a square."""
    grid = np.arange(size) + 0.5 - size / 2
    return np.meshgrid(grid, grid)


def glow(size, bands):
    """Round bands of light: (radius, colour, alpha), from the outside in."""
    x, y = centred(size)
    distance = np.hypot(x, y)
    picture = np.zeros((size, size, 4), dtype=np.uint8)
    for radius, name, alpha in bands:
        picture[distance <= radius] = rgb(name) + (alpha,)
    return picture


def shots():
    shot = (
        (4.8, "orange", 40),
        (3.9, "orange", 105),
        (3.0, "gold", 200),
        (2.2, "cream", 255),
        (1.5, "white", 255),
    )
    save("shot", glow(10, shot))
    other = (
        (4.8, "magenta", 50),
        (3.9, "magenta", 130),
        (3.0, "magenta", 230),
        (2.2, "pink", 255),
        (1.2, "white", 255),
    )
    save("saucer-shot", glow(10, other))
    spark = (
        (3.9, "white", 28),
        (3.0, "white", 80),
        (2.2, "white", 165),
        (1.2, "white", 255),
    )
    save("spark", glow(8, spark))


def dust():
    """Four chips of stone, drawn by hand; digits are steps of the stone ramp."""
    chips = (
        ("..56..", ".5764.", ".4543.", "..332.", "...2..", "......"),
        ("......", "...6..", "..764.", ".55432", ".3432.", "..2..."),
        ("......", "..67..", "..543.", "...32.", "......", "......"),
        ("......", "......", ".665..", ".35432", "..2322", "......"),
    )
    frames = []
    for rows in chips:
        picture = np.zeros((8, 8, 4), dtype=np.uint8)
        for y, row in enumerate(rows):
            for x, key in enumerate(row):
                if key != ".":
                    picture[y + 1, x + 1, :3] = STONE[int(key)]
                    picture[y + 1, x + 1, 3] = 255
        frames.append(outlined(picture))
    save("dust", sheet(frames, 4))


def ring():
    x, y = centred(64)
    distance = np.hypot(x, y)
    front = np.clip(1 - np.abs(distance - 29.3) / 2.0, 0, 1) ** 0.8
    wake = np.where(distance < 29.3, np.clip((distance - 15) / 14.3, 0, 1) ** 2.6, 0)
    light = np.maximum(front, 0.42 * wake)
    steps = np.clip(np.rint(light * 9 + bayer(64, 64) * 0.9), 0, 9) / 9
    picture = np.full((64, 64, 4), 255, dtype=np.uint8)
    picture[..., 3] = np.rint(steps * 255)
    save("ring", picture)


def shield():
    x, y = centred(40)
    distance = np.hypot(x, y)
    picture = np.zeros((40, 40, 4), dtype=np.uint8)
    inside = distance < 18.5
    depth = np.clip(distance / 18.5, 0, 1)
    film = np.rint(np.clip(depth**3.5 * 4 + bayer(40, 40) * 0.9, 0, 4))
    picture[inside, :3] = rgb("cyan")
    picture[..., 3] = np.where(inside, 8 + film * 17, 0)
    edge = np.abs(distance - 17.9) < 0.75
    lit = (x + y) / 25
    for least, name, alpha in (
        (-2, "ice", 235),
        (-0.62, "cyan", 175),
        (0.1, "azure", 150),
        (0.72, "cyan", 190),
    ):
        picture[edge & (lit >= least)] = rgb(name) + (alpha,)
    angle = np.degrees(np.arctan2(-y, -x))
    gleam = (np.abs(distance - 14.4) < 0.8) & (np.abs(angle - 45) < 20)
    picture[gleam] = rgb("white") + (190,)
    spot = (np.abs(distance - 14.4) < 0.8) & (np.abs(angle - 14) < 4)
    picture[spot] = rgb("white") + (150,)
    save("shield", picture)


class Puff:
    """One ball of fire: it flies out, swells, cools to smoke and dissolves."""

    def __init__(self, rng, ring):
        angle = rng.uniform(0, 2 * np.pi)
        self.way = np.array([np.cos(angle), np.sin(angle)])
        self.reach = (2.0, 12.0, 19.0)[ring] * rng.uniform(0.75, 1.15)
        self.size = (12.5, 8.6, 5.8)[ring] * rng.uniform(0.85, 1.15)
        self.birth = (0.0, 0.03, 0.09)[ring] + rng.uniform(0, 0.07)
        self.life = (0.80, 0.88, 0.92)[ring] * rng.uniform(0.85, 1.12)
        self.order = rng.uniform()

    def state(self, time):
        age = (time - self.birth) / self.life
        if not 0 <= age < 1:
            return None
        out = 1 - (1 - age) ** 3.4
        centre = self.way * self.reach * (0.2 + 0.8 * out)
        centre = centre + np.array([0.0, -2.5 * age * age])
        radius = self.size * min(1.0, 0.5 + age * 6) * (1 - 0.45 * max(0, age - 0.4))
        return centre, radius, age


def lumps(rng, size, period):
    """A small repeating texture for the ragged edges of the fire."""
    field = np.zeros((size, size))
    grid = np.arange(size) * 2 * np.pi / size
    for _ in range(26):
        u, v = rng.integers(-period, period + 1, 2)
        wave = np.sin(u * grid[:, None] + v * grid[None, :] + rng.uniform(0, 6.3))
        field += wave
    return field / np.abs(field).max()


def explosion():
    rng = np.random.default_rng(404)
    size, count = 64, 16
    rings = [0] * 4 + [1] * 11 + [2] * 15
    puffs = [Puff(rng, r) for r in rings]
    puffs.sort(key=lambda puff: puff.order)
    embers = [
        (rng.uniform(0, 2 * np.pi), rng.uniform(22, 31), rng.uniform(0.55, 0.95))
        for _ in range(22)
    ]
    texture = lumps(rng, size, 9)
    x, y = centred(size)
    heat_ramp = ramp(
        "ash", "smoke", "ash", "blood", "ember", "orange", "gold", "cream", "white"
    )
    smoke_ramp = ramp("umber", "ash", "ash", "smoke")
    dither = bayer(size, size)
    frames = []
    for f in range(count):
        time = f / (count - 1) * 0.96 + 0.012
        height = np.full((size, size), -1.0)
        heat = np.zeros((size, size))
        light = np.zeros((size, size))
        solidity = np.zeros((size, size))
        for i, puff in enumerate(puffs):
            state = puff.state(time)
            if state is None:
                continue
            centre, radius, age = state
            dx, dy = (x - centre[0]) / radius, (y - centre[1]) / radius
            ripple = np.roll(texture, (i * 13, i * 29), (0, 1))
            d2 = dx * dx + dy * dy + 0.30 * ripple
            z = np.sqrt(np.clip(1 - d2, 0, None))
            top = z * radius + puff.order * 5
            wins = (d2 < 1) & (top > height)
            height = np.where(wins, top, height)
            lit = -0.55 * dx - 0.6 * dy + 0.55 * z
            warmth = 1.02 - 2.05 * age + 0.40 * z + 0.10 * ripple
            heat = np.where(wins, warmth, heat)
            light = np.where(wins, lit, light)
            left = 1.6 - 1.5 * max(0.0, age - 0.52) / 0.48 + 0.40 * ripple
            solidity = np.where(wins, left - 0.45 * (1 - z), solidity)
        mask = (height > 0) & (solidity + dither * 0.5 > 0.30)
        hot = np.rint(np.clip(heat, 0, 1) * 6 + dither * 0.75).astype(int)
        colour = heat_ramp[np.clip(hot + 2, 2, 8)]
        dark = np.rint(np.clip(0.25 + 0.7 * light, 0, 1) * 3 + dither * 0.8).astype(int)
        cold = heat + dither * 0.14 < 0.10
        colour = np.where(cold[..., None], smoke_ramp[np.clip(dark, 0, 3)], colour)
        picture = solid(colour, mask)
        if f == 0:
            flash = np.hypot(x, y) < 11.5
            picture[flash] = rgb("white") + (255,)
        for angle, reach, life in embers:
            if not 0.04 < time < life:
                continue
            out = reach * (1 - (1 - time / life) ** 3.0)
            for back, name in ((2.2, "ember"), (1.1, "orange"), (0.0, "cream")):
                if time / life > 0.55 and back > 0:
                    continue
                r = out - back
                px, py = int(32 + np.cos(angle) * r), int(32 + np.sin(angle) * r)
                if 0 < px < 63 and 0 < py < 63 and not mask[py, px]:
                    shown = name if time / life < 0.7 else "ember"
                    picture[py, px] = rgb(shown) + (255,)
        frames.append(picture)
    save("explosion", sheet(frames, 8))


def main():
    shots()
    dust()
    ring()
    shield()
    explosion()


if __name__ == "__main__":
    main()
