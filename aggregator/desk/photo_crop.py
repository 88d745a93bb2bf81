"""Finds the point that matters in a photo."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aggregator.desk.photo_frame import Focus

_LOOKED_AT = 120
_CENTRED = 0.35
_CELLS = 12
# What is in front of a plain ground stands out; the ground itself counts for nothing.
_QUIET = 55


def focus_of(image: Image.Image) -> Focus:
    """Where most of what stands out is: edges and colour, rather in the middle."""
    small = image.convert("RGB")
    small.thumbnail((_LOOKED_AT, _LOOKED_AT))
    pixels = np.asarray(small, dtype=np.float32)
    if min(pixels.shape[:2]) < _CELLS:
        return Focus()
    weight = _standing_out(pixels)
    total = float(weight.sum())
    if total <= 0:
        return Focus()
    rows, columns = weight.shape
    across = float((weight.sum(axis=0) * (np.arange(columns) + 0.5)).sum())
    down = float((weight.sum(axis=1) * (np.arange(rows) + 0.5)).sum())
    return Focus(
        across=round(across / total / columns, 3), down=round(down / total / rows, 3)
    )


def _standing_out(pixels: NDArray[Any]) -> NDArray[Any]:
    """How much each pixel differs from its neighbours and from the usual colour."""
    rows, columns = pixels.shape[:2]
    grey = pixels.mean(axis=2)
    edges = np.zeros_like(grey)
    edges[1:, :] += np.abs(np.diff(grey, axis=0))
    edges[:, 1:] += np.abs(np.diff(grey, axis=1))
    colour = np.abs(pixels - np.median(pixels, axis=(0, 1))).sum(axis=2)
    weight = edges / (edges.mean() + 1) + colour / (colour.mean() + 1)
    weight = np.maximum(weight - np.percentile(weight, _QUIET), 0)
    down = np.abs(np.linspace(-1, 1, rows))[:, None]
    across = np.abs(np.linspace(-1, 1, columns))[None, :]
    middle: NDArray[Any] = 1 - _CENTRED * (down**2 + across**2)
    standing: NDArray[Any] = weight * middle
    return standing
