"""The pictures that drafts would show, kept beside the database under their address."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aggregator.desk.photo_facts import Measures, Photo
from aggregator.desk.photo_frame import Focus, box_for
from aggregator.model.later import later

_NAME = re.compile(
    r"(?P<whole>[0-9a-f]{32})(?:-(?P<network>[a-z]{1,12})"
    r"(?:-(?P<across>\d{1,3})-(?P<down>\d{1,3}))?)?"
)
_cut: Callable[[bytes, str, Focus], bytes] = later("aggregator.desk.photo_cuts", "cut")
_preview: Callable[[bytes, int], bytes] = later("aggregator.desk.photo_cuts", "preview")
# In pixels: a card on a telephone with one and with two of them a point; a wide card.
PREVIEWS = (320, 480, 640)
WHOLE = "whole"
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A picture as the album has it; `shown` is whether there is one to show.

    `measures` are missing where there is none, or it was kept by an older release.
    """

    name: str
    shown: bool
    faults: tuple[str, ...]
    measures: Measures | None = None

    def cut_for(self, network: str, focus: str | None) -> str:
        """The name of this picture as a network shall show it.

        `focus` is what an editor chose: "whole", or per cents such as "50-20"; what is
        mostly words is cut nowhere.
        """
        if focus == WHOLE or (focus is None and self._is_poster):
            return self.name
        return f"{self.name}-{network}" + (f"-{focus}" if focus else "")

    def size_for(self, network: str, focus: str | None) -> tuple[int, int] | None:
        """Width and height of that cut, in pixels of the original, where known."""
        if self.measures is None:
            return None
        whole = self.measures.width, self.measures.height
        if self.cut_for(network, focus) == self.name:
            return whole
        left, top, right, bottom = box_for(whole, network, Focus())
        return right - left, bottom - top

    @property
    def _is_poster(self) -> bool:
        return self.measures is not None and self.measures.is_poster


class Album:
    """A folder with a JPEG and a note on it for each address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, address: str | None) -> Kept | None:
        """What is known of the picture at an address; nothing before it was brought."""
        if address is None:
            return None
        name = _name(address)
        try:
            note = json.loads(self._note(name).read_text(encoding="utf-8"))
            return Kept(
                name=name,
                shown=note["shown"],
                faults=tuple(note["faults"]),
                measures=_measures(note.get("measures")),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, address: str, photo: Photo) -> None:
        """Keep a picture, and what was measured of it."""
        name = _name(address)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._picture(name).write_bytes(photo.jpeg)
        measures = photo.measures
        self._write(name, shown=True, faults=measures.faults, measures=asdict(measures))

    def give_up(self, address: str, sentence: str) -> None:
        """Remember that a picture is not to be had, so that nobody asks each hour."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write(_name(address), shown=False, faults=(sentence,))

    def destroy(self, address: str, sentence: str) -> None:
        """Keep nothing of a picture but that it is not to be shown, and why."""
        self.give_up(address, sentence)
        self._picture(_name(address)).unlink(missing_ok=True)

    def jpeg(self, name: str) -> bytes | None:
        """The picture of that name, cut as the name says, if there is one."""
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        try:
            whole = self._picture(match["whole"]).read_bytes()
        except OSError:
            return None
        if match["network"] is None:
            return whole
        return _cut(whole, match["network"], self._focus(match))

    def preview(self, name: str, width: int) -> bytes | None:
        """The same small, as WebP, if there is one; `width` is one of `PREVIEWS`."""
        if width not in PREVIEWS:
            return None
        whole = self.jpeg(name)
        return _preview(whole, width) if whole is not None else None

    def _focus(self, match: re.Match[str]) -> Focus:
        if match["across"] is not None:
            return Focus(
                across=int(match["across"]) / 100, down=int(match["down"]) / 100
            )
        try:
            note = json.loads(self._note(match["whole"]).read_text(encoding="utf-8"))
            measures = _measures(note.get("measures"))
        except (OSError, ValueError):
            measures = None
        return measures.focus if measures else Focus()

    def _write(
        self,
        name: str,
        *,
        shown: bool,
        faults: tuple[str, ...],
        measures: dict[str, Any] | None = None,
    ) -> None:
        # The note is written last: with it there, the picture is whole.
        note = {"shown": shown, "faults": list(faults), "measures": measures}
        self._note(name).write_text(json.dumps(note), encoding="utf-8")

    def _picture(self, name: str) -> Path:
        return self._folder / f"{name}.jpg"

    def _note(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def _measures(told: Any) -> Measures | None:  # noqa: ANN401  what a file says
    if not isinstance(told, dict):
        return None
    try:
        return Measures(**{**told, "focus": Focus(**told["focus"])})
    except (KeyError, TypeError):
        return None


def _name(address: str) -> str:
    return hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
