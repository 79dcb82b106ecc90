"""The rocks: lumpy, cratered bodies that turn once in 32 frames.

Each rock is a star-shaped solid: for every direction from its centre a radius,
made of a few hewn faces, a little noise and craters. The radii are kept in an
octahedral table, and every frame is ray-marched through that table.
"""

import numpy as np

from palette import (
    COOL,
    KEY_LIGHT,
    RIM_LIGHT,
    STONE,
    bayer,
    outlined,
    pick,
    save,
    sheet,
    shrink,
    solid,
)

FRAMES = 32
COLUMNS = 8
TABLE = 400

# size: (frame, typical radius, supersampling, dither)
SIZES = {
    "large": (64, 26.5, 3, 0.6),
    "medium": (40, 16.2, 3, 0.5),
    "small": (24, 8.8, 4, 0.4),
}

# (size, number): (seed, stretch of x y z, faces, sharpness, craters, albedo)
ROCKS = {
    ("large", 1): (11, (1.10, 0.96, 1.00), 22, 14, 15, 1.04),
    ("large", 2): (27, (1.24, 0.92, 0.88), 18, 16, 11, 1.06),
    ("large", 3): (38, (1.04, 1.08, 0.88), 14, 22, 19, 1.05),
    ("medium", 1): (42, (1.12, 0.94, 0.98), 16, 16, 8, 1.14),
    ("medium", 2): (58, (1.24, 0.92, 0.88), 14, 18, 7, 1.08),
    ("medium", 3): (64, (1.00, 1.10, 0.88), 12, 22, 9, 1.06),
    ("small", 1): (74, (1.10, 0.94, 1.00), 12, 18, 3, 1.12),
    ("small", 2): (89, (1.24, 0.90, 0.90), 12, 20, 3, 1.10),
    ("small", 3): (97, (0.98, 1.12, 0.88), 10, 22, 4, 1.06),
}

# No corner of the hewn faces reaches beyond this.
REACH = 1.16


def unit(v):
    return v / np.linalg.norm(v, axis=-1, keepdims=True)


def spread_directions(rng, count):
    """Directions spread evenly over the sphere, each pushed about a little."""
    i = np.arange(count) + 0.5
    polar = np.arccos(1 - 2 * i / count)
    turn = np.pi * (1 + 5**0.5) * i
    points = np.stack(
        [np.cos(turn) * np.sin(polar), np.sin(turn) * np.sin(polar), np.cos(polar)],
        axis=-1,
    )
    return unit(points + rng.normal(0, 0.28, points.shape))


class Rock:
    """One rock's shape, tabulated by direction."""

    def __init__(self, seed, stretch, faces, sharpness, craters, small):
        rng = np.random.default_rng(seed)
        self.stretch = np.array(stretch)
        self.normals = spread_directions(rng, faces)
        self.offsets = rng.uniform(0.80, 1.06, faces)
        self.sharpness = sharpness
        self.waves = [
            (rng.normal(0, 1, (8, 3)), rng.uniform(0, 2 * np.pi, 8), f, a)
            for f, a in ((1.7, 0.15), (3.4, 0.07), (8.0, 0.022))
        ]
        self.centres = spread_directions(rng, max(craters, 1))
        low = 0.22 if small else 0.12
        self.widths = low + 0.36 * rng.random(len(self.centres)) ** 1.8
        self._tabulate()

    def _radius(self, d):
        along = np.clip(d / self.stretch @ self.normals.T, 0.03, None)
        along /= self.offsets
        power = (along**self.sharpness).sum(axis=1) + REACH**-self.sharpness
        r = power ** (-1 / self.sharpness)
        for vectors, phases, frequency, amount in self.waves:
            r += amount * np.sin(d @ vectors.T * frequency + phases).mean(axis=1) * 2
        for centre, width in zip(self.centres, self.widths):
            x = np.arccos(np.clip(d @ centre, -1, 1)) / width
            bowl = np.where(x < 1, (x * x - 1) * 0.42, 0)
            lip = 0.13 * np.exp(-(((x - 1.05) / 0.2) ** 2))
            r += width * (bowl + lip)
        return r

    def _tabulate(self):
        grid = (np.arange(TABLE) + 0.5) / TABLE * 2 - 1
        u, v = np.meshgrid(grid, grid)
        z = 1 - abs(u) - abs(v)
        fold = np.clip(-z, 0, None)
        x = u - np.sign(u) * fold
        y = v - np.sign(v) * fold
        d = unit(np.stack([x, y, z], axis=-1).reshape(-1, 3))
        r = self._radius(d)
        # The normal is the gradient of |p| - r(p / |p|).
        step = 0.012
        gradient = np.empty_like(d)
        for axis in range(3):
            shift = np.zeros(3)
            shift[axis] = step
            ahead = self._radius(unit(d + shift))
            behind = self._radius(unit(d - shift))
            gradient[:, axis] = d[:, axis] - (ahead - behind) / (2 * step) / r
        smooth = r.mean()
        self.radii = (r / smooth).astype(np.float32)
        self.normal = unit(gradient).astype(np.float32)

    def cell(self, p):
        """Where in the table the direction of each point p lies."""
        x, y, z = p
        total = abs(x) + abs(y) + abs(z) + 1e-9
        u, v = x / total, y / total
        fold = np.where(z < 0, -z / total, 0)
        u = u + np.where(u < 0, -fold, fold)
        v = v + np.where(v < 0, -fold, fold)
        i = np.clip(((v + 1) * (TABLE / 2)).astype(np.int32), 0, TABLE - 1)
        j = np.clip(((u + 1) * (TABLE / 2)).astype(np.int32), 0, TABLE - 1)
        return i * TABLE + j

    def inside(self, p):
        """How deep within the rock each point lies (below 0: outside)."""
        return self.radii[self.cell(p)] - np.sqrt((p * p).sum(axis=0))


def turn_matrix(axis, angle):
    x, y, z = axis
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def render(rock, matrix, frame, scale, samples, albedo, dither):
    """One frame; `scale` is the pixels that one unit of the rock takes."""
    n = frame * samples
    grid = ((np.arange(n) + 0.5) / samples - frame / 2) / scale
    gx, gy = np.meshgrid(grid, grid)
    far = rock.radii.max() * 1.001
    near = np.flatnonzero((gx * gx + gy * gy < far * far).ravel())
    x, y = gx.ravel()[near], gy.ravel()[near]
    back = matrix.T.astype(np.float32)

    def body(z, chosen=slice(None)):
        return back @ np.stack([x[chosen], y[chosen], z]).astype(np.float32)

    # March from the front to the first point within the rock, then halve.
    steps = 36
    z = np.full(len(x), far)
    hit = np.zeros(len(x), dtype=bool)
    open_ = np.arange(len(x))
    for i in range(1, steps + 1):
        depth = far - 2 * far * i / steps
        found = rock.inside(body(np.full(len(open_), depth), open_)) > 0
        z[open_[found]] = depth
        hit[open_[found]] = True
        open_ = open_[~found]
    index = np.flatnonzero(hit)
    low, high = z[index], z[index] + 2 * far / steps
    for _ in range(5):
        middle = (low + high) / 2
        within = rock.inside(body(middle, index)) > 0
        low, high = np.where(within, middle, low), np.where(within, high, middle)
    p = body(low, index)
    cells = rock.cell(p)
    normal = rock.normal[cells] @ matrix.T.astype(np.float32)

    # A march to the light gives the craters and ledges their shadows.
    light = back @ KEY_LIGHT.astype(np.float32)
    lit = np.ones(len(index))
    for i in range(1, 13):
        q = p + light[:, None] * np.float32(0.03 + 0.055 * i)
        lit = np.minimum(lit, np.clip(1 - rock.inside(q) * 22, 0, 1))

    facing = np.clip(normal @ KEY_LIGHT, 0, 1)
    sky = 0.5 - 0.5 * normal[:, 1]
    hollow = np.clip((rock.radii[cells] - 0.80) * 2.2, 0.55, 1.0)
    value = (0.09 + 0.10 * sky + 1.02 * facing**1.1 * (0.2 + 0.8 * lit)) * hollow
    value *= albedo
    rim = np.clip(normal @ RIM_LIGHT, 0, 1) * np.clip(1 - normal[:, 2], 0, 1) ** 1.3

    full = np.zeros((n * n, 3))
    where = near[index]
    full[where] = np.stack([np.ones(len(index)), value, rim], axis=-1)
    cover, value, rim = np.moveaxis(shrink(full.reshape(n, n, 3), samples), -1, 0)
    mask = cover >= 0.5
    safe = np.maximum(cover, 1e-6)
    value, rim = value / safe, rim / safe

    colour = pick(STONE, 0.10 + 0.90 * value, dither)
    cool = rim * 2.3 + bayer(frame, frame) * 0.22
    level = np.clip((cool - 0.42) / 0.36, 0, 2.49).astype(int)
    shaded = (cool > 0.42) & (value < 0.42)
    colour[shaded] = COOL[level][shaded]
    return outlined(solid(colour, mask))


def main():
    for (size, number), spec in ROCKS.items():
        seed, stretch, faces, sharpness, craters, albedo = spec
        frame, radius, samples, dither = SIZES[size]
        rock = Rock(seed, stretch, faces, sharpness, craters, size == "small")
        scale = min(radius, (frame / 2 - 1.6) / float(rock.radii.max()))
        rng = np.random.default_rng(seed + 1000)
        axis = unit(np.array([rng.uniform(-0.5, 0.5), 0.55, rng.uniform(0.5, 0.9)]))
        frames = [
            render(
                rock,
                turn_matrix(axis, 2 * np.pi * i / FRAMES),
                frame,
                scale,
                samples,
                albedo,
                dither,
            )
            for i in range(FRAMES)
        ]
        save(f"rock-{size}-{number}", sheet(frames, COLUMNS))


if __name__ == "__main__":
    main()
