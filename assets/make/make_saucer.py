"""The two flying saucers: a lens with a glass dome and running lights."""

import numpy as np

from palette import (
    KEY_LIGHT,
    RIM_LIGHT,
    outlined,
    pick,
    ramp,
    rgb,
    save,
    sheet,
    shrink,
    solid,
)

FRAMES = 8
SAMPLES = 6
TILT = np.radians(11)

PAINT = ramp("wine", "wine", "magenta", "magenta", "pink", "white")
BELLY = ramp("soot", "wine", "wine", "magenta", "pink")
DOME = ramp("navy", "azure", "cyan", "ice", "white", "white")

# material, centre (x y z, y down), half axes; in units of half a saucer's width
BODIES = (
    (0, (0, 0.06, 0), (1.0, 0.15, 1.0)),
    (1, (0, 0.16, 0), (0.50, 0.20, 0.50)),
    (0, (0, -0.05, 0), (0.66, 0.24, 0.66)),
    (2, (0, -0.22, 0), (0.38, 0.36, 0.38)),
)


def saucer(width, height, half, phase, lights):
    """One frame; `half` is half the saucer's width in pixels."""
    n_y, n_x = height * SAMPLES, width * SAMPLES
    x = ((np.arange(n_x) + 0.5) / SAMPLES - width / 2) / half
    y = ((np.arange(n_y) + 0.5) / SAMPLES - height / 2 - half * 0.09) / half
    gx, gy = np.meshgrid(x, y)
    c, s = np.cos(TILT), np.sin(TILT)
    # A ray (gx, gy) + t * view, in the saucer's own upright axes.
    start = np.stack([gx, gy * c, -gy * s])
    view = np.array([0.0, -s, -c])
    nearest = np.full(gx.shape, np.inf)
    material = np.full(gx.shape, -1)
    normal = np.zeros((3,) + gx.shape)
    for kind, centre, axes in BODIES:
        axes = np.array(axes, dtype=float)
        o = (start - np.array(centre, dtype=float)[:, None, None]) / axes[:, None, None]
        d = view / axes
        a, b = d @ d, np.tensordot(d, o, 1)
        root = b * b - a * ((o * o).sum(axis=0) - 1)
        t = np.where(root > 0, (-b - np.sqrt(np.clip(root, 0, None))) / a, np.inf)
        closer = t < nearest
        safe = np.where(closer, t, 0.0)
        local = (o + d[:, None, None] * safe) / axes[:, None, None]
        local /= np.linalg.norm(local, axis=0)
        nearest = np.where(closer, t, nearest)
        material[closer] = kind
        normal[:, closer] = local[:, closer]
    # Back to the viewer's axes for the light.
    ny, nz = normal[1].copy(), normal[2].copy()
    normal[1], normal[2] = ny * c - nz * s, ny * s + nz * c
    key = np.clip(np.tensordot(KEY_LIGHT, normal, 1), 0, 1)
    rim = np.clip(np.tensordot(RIM_LIGHT, normal, 1), 0, 1)
    gloss = np.clip(np.tensordot(KEY_LIGHT, normal, 1), 0, 1) ** 12
    value = 0.20 + 0.62 * key + 0.35 * gloss + 0.25 * rim * (1 - key)

    covers = [shrink((material == k).astype(float), SAMPLES) for k in range(3)]
    mask = sum(covers) >= 0.5
    chosen = np.argmax(np.array(covers), axis=0)
    colour = np.zeros((height, width, 3), dtype=np.uint8)
    for k, paint in enumerate((PAINT, BELLY, DOME)):
        mean = shrink(np.where(material == k, value, 0), SAMPLES)
        mean /= np.maximum(covers[k], 1e-6)
        here = chosen == k
        colour[here] = pick(paint, mean, 0.45)[here]
    picture = solid(colour, mask)

    # Running lights along the rim, seen on the near side only.
    for i in range(lights):
        angle = 2 * np.pi * (i + 0.5) / lights
        px, pz = np.cos(angle), np.sin(angle)
        if pz < 0.15:
            continue
        sx = width / 2 + half * 0.86 * px
        sy = height / 2 + half * (0.09 + 0.055) + half * 0.86 * pz * s
        u, v = int(np.floor(sx)), int(np.floor(sy))
        step = (i * FRAMES // 4 - phase) % FRAMES
        name = ("white", "cream", "gold", "orange", "ember", "blood", "blood", "ember")[
            step
        ]
        if 0 <= v < height and 0 <= u < width:
            picture[v, u] = rgb(name) + (255,)
            if half > 15 and u + 1 < width:
                picture[v, u + 1] = rgb(name) + (255,)
    return outlined(picture, "ink")


def main():
    frames = [saucer(40, 24, 18.4, i, 16) for i in range(FRAMES)]
    save("saucer", sheet(frames, FRAMES))
    frames = [saucer(28, 16, 12.4, i, 12) for i in range(FRAMES)]
    save("saucer-small", sheet(frames, FRAMES))


if __name__ == "__main__":
    main()
