"""Skew of pages, from the spectrum of each: lines of print make a comb, and a comb's spectrum stands square to it.

Shares nothing with the kiosk's own way, which projects edges. Reads binary PGM files named as arguments (8 bits); prints
one line each: degrees, clockwise positive, from -45 to 45.
"""
import sys

import numpy as np


def read_pgm(path):
    with open(path, "rb") as file:
        data = file.read()
    fields = data.split(maxsplit=4)
    width, height = int(fields[1]), int(fields[2])
    pixels = np.frombuffer(data[len(data) - width * height :], dtype=np.uint8)
    return pixels.reshape(height, width).astype(np.float32)


def fade(length):
    """1 inside, falling to 0 over a twentieth at either end."""
    end = max(1, length // 20)
    ramp = (1 - np.cos(np.linspace(0, np.pi, end))) / 2
    return np.concatenate([ramp, np.ones(length - 2 * end), ramp[::-1]])


def spectrum(page, size):
    """Amplitude of the page's ink: what is much darker than its paper; borders faded out so that they are no lines."""
    ink = np.clip(np.median(page) - page - 40, 0, None)
    height, width = ink.shape
    ink *= np.outer(fade(height), fade(width)).astype(np.float32)
    square = np.zeros((size, size), dtype=np.float32)
    h, w = min(size, height), min(size, width)
    square[:h, :w] = ink[(height - h) // 2 :, (width - w) // 2 :][:h, :w]
    return np.fft.fftshift(np.abs(np.fft.fft2(square)))


def along(amplitude, degrees, radii):
    """Sum of the amplitude on the ray that stands square to lines of this direction, between the pixels by bilinear weights."""
    middle = amplitude.shape[0] // 2
    radians = np.deg2rad(degrees)[:, None]
    x = middle - np.sin(radians) * radii
    y = middle + np.cos(radians) * radii
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    u, v = x - left, y - top
    sampled = (
        amplitude[top, left] * (1 - u) * (1 - v)
        + amplitude[top, left + 1] * u * (1 - v)
        + amplitude[top + 1, left] * (1 - u) * v
        + amplitude[top + 1, left + 1] * u * v
    )
    return sampled.sum(axis=1)


def skew(page):
    size = 2400
    amplitude = spectrum(page, size)
    # Between 1/64 and 1/5 of a pixel's frequency: lines of text and their strokes, neither shadows nor grain.
    radii = np.arange(size // 64, size // 5, dtype=np.float32)
    degrees = np.arange(-45, 45.01, 0.1)
    best = degrees[np.argmax(along(amplitude, degrees, radii))]
    fine = best + np.arange(-0.3, 0.3001, 0.01)
    sums = along(amplitude, fine, radii)
    # The middle of the top of the peak.
    weights = np.clip(sums - (sums.max() + np.median(sums)) / 2, 0, None)
    return float((fine * weights).sum() / weights.sum())


for name in sys.argv[1:]:
    print(f"{skew(read_pgm(name)):.3f}")
