"""Which part of a photo each network shows, by its size and the point that matters."""

from dataclasses import dataclass

# The tallest and the widest picture that a timeline shows whole, width by height; X's
# and Bluesky's own clients and Mastodon's preview cut what goes beyond (read 2026-11).
SHAPES = {"x": (3 / 4, 16 / 9), "bluesky": (3 / 4, 2.0), "mastodon": (1.0, 16 / 9)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """The point that matters, from 0 to 1 from the left and from the top."""

    across: float = 0.5
    down: float = 0.5


def box_for(
    size: tuple[int, int], network: str, focus: Focus
) -> tuple[int, int, int, int]:
    """The part that is sent: all of it, unless it is too wide or too tall there."""
    width, height = size
    tallest, widest = SHAPES.get(network, (0.0, float("inf")))
    shape = min(max(width / height, tallest), widest)
    kept_width = min(width, round(height * shape))
    kept_height = min(height, round(width / shape))
    left = _start(focus.across, kept_width, width)
    top = _start(focus.down, kept_height, height)
    return left, top, left + kept_width, top + kept_height


def _start(point: float, kept: int, whole: int) -> int:
    return min(max(round(point * whole - kept / 2), 0), whole - kept)
