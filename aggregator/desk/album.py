"""The pictures that drafts would show, kept beside the database under their address."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from aggregator.desk.photos import Photo

_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A picture as the album has it; `shown` is whether there is one to show."""

    name: str
    shown: bool
    faults: tuple[str, ...]


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
            return Kept(name=name, shown=note["shown"], faults=tuple(note["faults"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, address: str, photo: Photo) -> None:
        """Keep a picture, and what is wrong with it."""
        name = _name(address)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._picture(name).write_bytes(photo.jpeg)
        self._write(name, shown=True, faults=photo.faults)

    def give_up(self, address: str, sentence: str) -> None:
        """Remember that a picture is not to be had, so that nobody asks each hour."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write(_name(address), shown=False, faults=(sentence,))

    def jpeg(self, name: str) -> bytes | None:
        """The picture of that name, if there is one."""
        if not _NAME.fullmatch(name):
            return None
        try:
            return self._picture(name).read_bytes()
        except OSError:
            return None

    def _write(self, name: str, *, shown: bool, faults: tuple[str, ...]) -> None:
        # The note is written last: with it there, the picture is whole.
        note = json.dumps({"shown": shown, "faults": list(faults)})
        self._note(name).write_text(note, encoding="utf-8")

    def _picture(self, name: str) -> Path:
        return self._folder / f"{name}.jpg"

    def _note(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def _name(address: str) -> str:
    return hashlib.blake2b(address.encode(), digest_size=16).hexdigest()
