"""All sounds of the game, synthesised: 16-bit mono at 44100 Hz."""

import wave

import numpy as np

from palette import ART

RATE = 44100


def seconds(length):
    return np.arange(int(length * RATE)) / RATE


def noise(length, seed):
    return np.random.default_rng(seed).uniform(-1, 1, int(length * RATE))


def tone(frequency, shape="sine", duty=0.5):
    """An oscillator whose frequency may change from sample to sample."""
    phase = np.cumsum(frequency) / RATE
    part = phase % 1.0
    if shape == "sine":
        return np.sin(2 * np.pi * phase)
    if shape == "triangle":
        return 4 * np.abs(part - 0.5) - 1
    if shape == "square":
        return np.where(part < duty, 1.0, -1.0) - (2 * duty - 1)
    return 2 * part - 1


def spectrum_shape(signal, gain):
    """Filter by a gain for each frequency. The signal wraps around."""
    spectrum = np.fft.rfft(signal)
    frequency = np.fft.rfftfreq(len(signal), 1 / RATE)
    return np.fft.irfft(spectrum * gain(frequency), len(signal))


def low_pass(signal, cutoff, poles=2):
    return spectrum_shape(
        signal, lambda f: 1 / (1 + (f / cutoff) ** (2 * poles)) ** 0.5
    )


def band_pass(signal, centre, width):
    return spectrum_shape(signal, lambda f: np.exp(-(((f - centre) / width) ** 2)))


def closing_filter(signal, start, end, curve=1.0):
    """A low-pass whose cutoff glides, by blending a few fixed ones."""
    count = 10
    cutoffs = np.geomspace(start, end, count)
    stages = [low_pass(np.pad(signal, (0, 2000)), c)[: len(signal)] for c in cutoffs]
    place = np.linspace(0, 1, len(signal)) ** curve * (count - 1)
    result = np.zeros(len(signal))
    for i, stage in enumerate(stages):
        result += stage * np.clip(1 - np.abs(place - i), 0, 1)
    return result


def crush(signal, bits=6, hold=4):
    """Fewer bits and a lower rate, for the sound of old machines."""
    held = np.repeat(signal[::hold], hold)[: len(signal)]
    steps = 2 ** (bits - 1)
    return np.rint(held * steps) / steps


def echo(signal, delay, amount, tail=0.25):
    out = np.concatenate([signal, np.zeros(int(tail * RATE))])
    step = int(delay * RATE)
    wet = out.copy()
    for i in range(1, 4):
        if i * step < len(out):
            wet[i * step :] += out[: len(out) - i * step] * amount**i
    return wet


def fall(length, rate, attack=0.002):
    """A quick rise, then an exponential fall."""
    t = seconds(length)
    return np.minimum(1, t / attack) * np.exp(-rate * t)


def glide(start, end, length, curve=1.0):
    return start * (end / start) ** (np.linspace(0, 1, int(length * RATE)) ** curve)


def write(name, signal, peak=-3.0, loop=False):
    """Bring the signal to its peak (in dB) and write it."""
    signal = signal - signal.mean()
    if not loop:
        edge = min(int(0.012 * RATE), len(signal) // 4)
        signal[:60] *= np.linspace(0, 1, 60)
        signal[-edge:] *= np.linspace(1, 0, edge) ** 2
    signal = signal / np.abs(signal).max() * 10 ** (peak / 20)
    data = np.rint(signal * 32767).astype("<i2")
    ART.mkdir(parents=True, exist_ok=True)
    with wave.open(str(ART / f"{name}.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data.tobytes())
    print(f"{name}.wav {len(data) / RATE:.2f} s")


def shot():
    length = 0.20
    body = tone(glide(1250, 190, length, 0.6), "square", 0.3) * fall(length, 20)
    click = low_pass(noise(length, 1), 5200) * fall(length, 90)
    signal = low_pass(crush(0.7 * body, 6, 3), 5000) + 0.6 * click
    write("shot", signal, -7)


def saucer_shot():
    length = 0.26
    wobble = 1 + 0.20 * np.sin(2 * np.pi * 34 * seconds(length))
    body = tone(glide(360, 920, length, 1.3) * wobble, "square", 0.42)
    signal = low_pass(crush(body * fall(length, 11, 0.006), 5, 4), 3600)
    write("saucer-shot", signal, -8)


def thrust():
    # Filtering in the frequency domain wraps, so the loop has no seam.
    length = 1.0
    t = seconds(length)
    rumble = low_pass(noise(length, 3), 170, 2)
    hiss = band_pass(noise(length, 4), 620, 420)
    rumble, hiss = rumble / rumble.std(), hiss / hiss.std()
    flutter = 1 + 0.22 * np.sin(2 * np.pi * 17 * t) + 0.12 * np.sin(2 * np.pi * 29 * t)
    hum = np.sin(2 * np.pi * 58 * t) + 0.5 * np.sin(2 * np.pi * 87 * t)
    signal = np.tanh((0.55 * rumble + 0.16 * hiss) * flutter + 0.35 * hum)
    write("thrust", signal, -8, loop=True)


def blast(length, seed, start, end, rate, boom):
    """Noise that darkens as it fades, with a falling boom below it."""
    rough = noise(length, seed)
    hold = np.repeat(noise(length, seed + 1)[::9], 9)[: len(rough)]
    body = closing_filter(0.6 * rough + 0.7 * hold, start, end, 0.5)
    body *= fall(length, rate, 0.003) / (np.abs(body).max() + 1e-9)
    low = tone(glide(boom, boom * 0.3, length, 0.45)) * fall(length, rate * 1.1, 0.004)
    crack = low_pass(noise(length, seed + 2), 6500) * fall(length, 60)
    signal = np.tanh(2.1 * body + 0.85 * low + 0.55 * crack)
    return crush(signal, 8, 2)


def explosions():
    write("explosion-large", low_pass(blast(1.15, 10, 2600, 130, 3.9, 105), 5000), -3)
    write("explosion-medium", low_pass(blast(0.80, 20, 3400, 240, 5.8, 150), 6000), -4)
    write("explosion-small", low_pass(blast(0.50, 30, 4600, 480, 9.5, 230), 7000), -6)


def ship_explosion():
    length = 1.5
    signal = 0.9 * blast(length, 40, 4200, 110, 2.7, 120)
    second = blast(1.2, 50, 2600, 120, 3.6, 80)
    start = int(0.17 * RATE)
    signal[start:][: len(second)] += 0.75 * second[: len(signal) - start]
    siren = tone(glide(720, 60, length, 0.55), "square", 0.4) * fall(length, 3.4, 0.01)
    signal += 0.20 * low_pass(crush(siren, 5, 6), 2200)
    write("ship-explosion", low_pass(np.tanh(signal), 5200), -3)


def saucer():
    # Whole numbers of turns in the one second keep the loop free of seams.
    length = 1.0
    t = seconds(length)
    sway = np.sin(2 * np.pi * 6 * t)
    phase = 2 * np.pi * 330 * t - 330 * 0.17 / 6 * np.cos(2 * np.pi * 6 * t)
    body = np.sin(phase) + 0.35 * np.sin(2 * phase) + 0.2 * np.sin(3 * phase)
    under = np.sin(phase / 2) * 0.5
    signal = (body + under) * (0.78 + 0.22 * sway)
    write("saucer", low_pass(signal, 1900), -10, loop=True)


def note(frequency, length, shape="square", duty=0.25, rate=4.0):
    """One note of a tune: a soft pulse with a little vibrato late in it."""
    t = seconds(length)
    late = np.clip((t - 0.14) * 6, 0, 1)
    pitch = frequency * (1 + 0.006 * late * np.sin(2 * np.pi * 5.6 * t))
    body = tone(pitch, shape, duty) + 0.35 * tone(pitch * 2.003, "triangle")
    release = np.clip((length - t) / 0.03, 0, 1)
    return body * fall(length, rate, 0.004) * release


SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def pitch(name):
    """The frequency of a note such as A4, E5 or Bb3."""
    step = SEMITONES[name[0]] - (1 if "b" in name else 0) + (1 if "#" in name else 0)
    return 440 * 2 ** ((step - 9) / 12 + int(name[-1]) - 4)


def tune(notes, total, shape="square", duty=0.25, rate=4.0):
    """Notes as (start, name, length, loudness) put together."""
    signal = np.zeros(int(total * RATE))
    for start, name, length, loudness in notes:
        sound = note(pitch(name), length, shape, duty, rate) * loudness
        at = int(start * RATE)
        sound = sound[: len(signal) - at]
        signal[at : at + len(sound)] += sound
    return signal


def extra_life():
    names = ["E5", "G5", "B5", "E6", "B5", "E6"]
    notes = [(0.075 * i, name, 0.16, 0.8) for i, name in enumerate(names)]
    notes[-1] = (0.375, "E6", 0.34, 0.9)
    signal = echo(low_pass(tune(notes, 0.75, rate=6), 4600), 0.11, 0.3, 0.1)
    write("extra-life", signal, -6)


def wave_start():
    length = 0.85
    notes = [(0.0, "D4", 0.2, 0.7), (0.14, "A4", 0.2, 0.75), (0.28, "D5", 0.5, 0.8)]
    notes += [(0.28, "A4", 0.5, 0.4), (0.28, "D3", 0.5, 0.5)]
    sweep = closing_filter(noise(length, 60), 400, 3600) * np.hanning(
        int(length * RATE)
    )
    signal = low_pass(tune(notes, length, rate=4.5), 3600) + 0.25 * sweep
    write("wave", echo(signal, 0.13, 0.28, 0.1), -6)


def menu():
    blip = tone(np.full(int(0.055 * RATE), 620.0), "square", 0.3) * fall(0.055, 42)
    write("move", low_pass(blip, 3600), -12)
    notes = [(0.0, "A4", 0.09, 0.8), (0.06, "E5", 0.16, 0.9)]
    write("select", low_pass(tune(notes, 0.24, rate=11), 4200), -8)


def beats():
    for name, frequency in (("beat-low", 62), ("beat-high", 74)):
        length = 0.19
        drop = frequency * (1 + 0.9 * np.exp(-seconds(length) * 55))
        # The triangle's overtones keep the beat audible on small speakers.
        body = 0.75 * tone(drop) + 0.5 * tone(drop * 2, "triangle")
        body *= fall(length, 15, 0.004)
        write(name, low_pass(np.tanh(1.9 * body), 900), -5)


def game_over():
    notes = [
        (0.00, "A4", 0.34, 0.8),
        (0.30, "G4", 0.34, 0.8),
        (0.60, "F4", 0.34, 0.8),
        (0.90, "E4", 1.00, 0.9),
        (0.00, "D3", 0.62, 0.55),
        (0.60, "Bb2", 0.32, 0.55),
        (0.90, "A2", 1.00, 0.6),
        (0.90, "C4", 1.00, 0.4),
    ]
    signal = low_pass(tune(notes, 1.9, duty=0.35, rate=2.0), 2600)
    write("game-over", echo(signal, 0.17, 0.3, 0.2), -5)


def high_score():
    lead = ["C5", "E5", "G5", "C6", "A5", "C6", "E6"]
    starts = [0.0, 0.11, 0.22, 0.33, 0.60, 0.71, 0.82]
    notes = [(s, n, 0.22, 0.75) for s, n in zip(starts, lead)]
    notes += [
        (0.33, "E5", 0.26, 0.35),
        (1.09, "G6", 0.75, 0.55),
        (1.09, "E6", 0.75, 0.4),
    ]
    notes += [(0.0, "C3", 0.3, 0.6), (0.33, "C3", 0.26, 0.6), (0.60, "F3", 0.28, 0.6)]
    notes += [
        (0.82, "G3", 0.26, 0.6),
        (1.09, "C3", 0.75, 0.65),
        (1.09, "C5", 0.75, 0.4),
    ]
    signal = low_pass(tune(notes, 1.85, rate=3.2), 4000)
    write("high-score", echo(signal, 0.14, 0.28, 0.15), -5)


def main():
    shot()
    saucer_shot()
    thrust()
    explosions()
    ship_explosion()
    saucer()
    extra_life()
    wave_start()
    menu()
    beats()
    game_over()
    high_score()


if __name__ == "__main__":
    main()
