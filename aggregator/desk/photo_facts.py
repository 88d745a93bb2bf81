"""A photo as the desk knows it: its figures, and what an editor should know of them."""

from dataclasses import dataclass, field

from aggregator.desk.photo_frame import Focus

# Photographs in focus have 0.38 and more, those blurred by two pixels of a timeline's
# six hundred at most 0.26: python -m bench.photos
SHARP_ENOUGH = 0.27
# Photographs have at most a twentieth that looks like print, posters an eighth.
MOSTLY_WORDS = 0.1
_DARK = 40
_BRIGHT = 225
_FLAT = 30
# Below this the networks show a small thumbnail instead of a card (X: 300 x 157).
_SMALLEST = (300, 157)
_LONG = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """A photo in figures.

    `width` and `height` are the original's in pixels, `weight` its bytes. `sharpness`
    is how steep its edges are, from 0 to 1, or nothing where it has none; `brightness`
    its mean from 0 to 255, `contrast` what lies between its darkest and its lightest
    twentieth; `words` the share of it that looks like print; `focus` the point that
    matters in it.
    """

    width: int
    height: int
    weight: int
    sharpness: float | None
    brightness: float
    contrast: float
    words: float
    focus: Focus = field(default_factory=Focus)

    @property
    def is_poster(self) -> bool:
        """Whether it is mostly words, and may not be cut."""
        return self.words > MOSTLY_WORDS

    @property
    def faults(self) -> tuple[str, ...]:
        """What an editor should know, in a few words each, with the measure."""
        found = []
        if self.width < _SMALLEST[0] or self.height < _SMALLEST[1]:
            found.append(f"too small ({self.width} x {self.height})")
        if max(self.width, self.height) > _LONG * min(self.width, self.height):
            found.append(f"very long ({self.width} x {self.height}): much is cut off")
        if self.brightness < _DARK:
            found.append(f"too dark ({self.brightness:.0f} of 255)")
        elif self.brightness > _BRIGHT and self.contrast < _FLAT:
            found.append(f"washed out ({self.brightness:.0f} of 255)")
        elif self.sharpness is not None and self.sharpness < SHARP_ENOUGH:
            found.append(
                f"blurred (sharpness {self.sharpness:.2f}, {SHARP_ENOUGH} is enough)"
            )
        if self.is_poster:
            found.append(
                f"mostly words ({100 * self.words:.0f} % of it): not everybody can "
                "read them, so say them in the post"
            )
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture fit to be shown: a JPEG without metadata, and what was measured."""

    jpeg: bytes
    measures: Measures
