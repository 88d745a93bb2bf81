"""What can be measured of a photo: how sharp, how bright, and how much of it is words.

All of it on a grey picture of one size, or a large one would always seem softer. The
thresholds were set on real photographs blurred by known amounts: bench.photos prints
the table.
"""

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Grey = NDArray[np.floating[Any]]

# The long side, in pixels, of what is measured: about as wide as a timeline shows it.
MEASURED = 600
# An edge is looked at over so many pixels.
_REACH = 9
_TILES = 4
# A step of less than seven levels out of 256 is no edge but noise.
_LEAST_STEP = 0.8
_STRONGEST = 90
_FEWEST_EDGES = 0.02
# The sharpest of the tiles count: a portrait before a soft background is in focus.
_SHARPEST = 88
_BLOCK = 24
_INK_CONTRAST = 60
_INK_LEVELS = 0.72
_INK_STROKES = 2.6
_INK_ROWS = 0.25
_INK_LEAST = 0.06
_NEAR_LEVEL = 0.2


def sharpness(grey: Grey) -> float | None:
    """How steep its strong edges are: 1 is a step from one pixel to the next.

    The steepest slope at each strong edge, as a share of the whole step; so it does not
    depend on contrast. Of the two directions the softer counts, for a camera that moved
    blurs one alone. Nothing where there are no edges.
    """
    found = [_along(grey, axis) for axis in (0, 1)]
    known = [one for one in found if one is not None]
    return min(known) if known else None


def text_share(grey: Grey) -> float:
    """The share of the picture that looks like print: two levels, many strokes."""
    rows, columns = (length // _BLOCK for length in grey.shape)
    if not rows or not columns:
        return 0.0
    cut = grey[: rows * _BLOCK, : columns * _BLOCK]
    tiled = cut.reshape(rows, _BLOCK, columns, _BLOCK).swapaxes(1, 2)
    blocks = tiled.reshape(-1, _BLOCK, _BLOCK)
    low, high = np.percentile(blocks, (5, 95), axis=(1, 2))
    contrast = (high - low)[:, None, None]
    near = _NEAR_LEVEL * contrast
    levels = (np.abs(blocks - low[:, None, None]) < near) | (
        np.abs(blocks - high[:, None, None]) < near
    )
    ink = blocks > ((low + high) / 2)[:, None, None]
    strokes = np.abs(np.diff(ink.astype(np.int8), axis=2)).sum(axis=2)
    busy = strokes >= 2  # noqa: PLR2004  a stroke has two sides
    share = ink.mean(axis=(1, 2))
    print_like = (
        (high - low > _INK_CONTRAST)
        & (levels.mean(axis=(1, 2)) > _INK_LEVELS)
        & ((strokes * busy).sum(1) >= _INK_STROKES * np.maximum(busy.sum(1), 1))
        & (busy.mean(axis=1) > _INK_ROWS)
        & (np.minimum(share, 1 - share) > _INK_LEAST)
    )
    return float(print_like.mean())


def _along(grey: Grey, axis: int) -> float | None:
    step = np.abs(np.diff(_averaged(grey, axis), axis=axis))
    steepest = _greatest(np.abs(np.diff(grey, axis=axis)), axis)
    strong = step >= max(float(np.percentile(step, _STRONGEST)), _LEAST_STEP)
    slope = steepest / np.maximum(step * _REACH, 1e-6)
    of_tiles = [
        float(np.median(part[edges]))
        for part, edges in zip(_tiles(slope), _tiles(strong), strict=True)
        if edges.size and edges.mean() > _FEWEST_EDGES
    ]
    return float(np.percentile(of_tiles, _SHARPEST)) if of_tiles else None


def _averaged(grey: Grey, axis: int) -> Grey:
    half = _REACH // 2
    sums = np.cumsum(_padded(grey, axis, (half + 1, half), "edge"), axis=axis)
    ends = np.moveaxis(sums, axis, 0)
    return np.moveaxis((ends[_REACH:] - ends[:-_REACH]) / _REACH, 0, axis)


def _greatest(slopes: Grey, axis: int) -> Grey:
    half = _REACH // 2
    padded = _padded(slopes, axis, (half, half), "constant")
    greatest: Grey = sliding_window_view(padded, _REACH, axis=axis).max(axis=-1)
    return greatest


def _padded(grey: Grey, axis: int, by: tuple[int, int], mode: Any) -> Grey:  # noqa: ANN401  numpy's literal
    widths = [(0, 0), (0, 0)]
    widths[axis] = by
    return np.pad(grey, widths, mode=mode)


def _tiles(values: NDArray[Any]) -> list[NDArray[Any]]:
    return [
        tile
        for row in np.array_split(values, _TILES, axis=0)
        for tile in np.array_split(row, _TILES, axis=1)
    ]
