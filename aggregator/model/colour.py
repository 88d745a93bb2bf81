"""A colour of the council's own, written as #1f4f49; pure."""

# Relative luminance and contrast as WCAG 2.2 defines them
# (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_LINEAR_BELOW = 0.04045
_FLARE = 0.05
READABLE = 4.5


def contrast_with_white(colour: str) -> float:
    """How white stands out on it, from 1 (not at all) to 21."""
    luminance = sum(
        weight * _linear(part)
        for weight, part in zip(_WEIGHTS, _parts(colour), strict=True)
    )
    return (1 + _FLARE) / (luminance + _FLARE)


def lighter(colour: str, share: float) -> str:
    """The colour with that share of white in it, from 0 to 1."""
    mixed = (round(255 * (part + (1 - part) * share)) for part in _parts(colour))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    if part <= _LINEAR_BELOW:
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)
