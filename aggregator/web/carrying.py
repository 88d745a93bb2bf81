"""What was typed in a session that ended, carried over the sign-in to be sent again.

Only a form of our own is carried: another site could else have somebody confirm what
they never typed. Files cannot be; they are asked for again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from aggregator.web.visit import Visit, local

PREFIX = "carried-"
_TO, _FILE = "carried", "carried-file"
_NEVER = frozenset({"csrf", "password"})
_NOT_AGAIN = ("/sign-in", "/sign-out", "/account")
# Fields that people write in, and what they are called where they are shown again.
_WRITTEN = {
    "text": "The text",
    "comment": "The comment",
    "words": "In a few words",
    "reason": "The reason",
    "alt": "What the photo shows",
    "credit": "Who took it",
    "record": "Where the agreement is kept",
    "address": "The address",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A form that was turned away: where it goes, and what was in it."""

    to: str
    fields: Mapping[str, str]
    had_file: bool = False

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """What a person wrote, with the name of each field."""
        named = ((name, self.fields.get(name, "")) for name in _WRITTEN)
        return tuple((_WRITTEN[name], text) for name, text in named if text.strip())

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """All of it as fields of the sign-in's form."""
        more = ((_FILE, "yes"),) if self.had_file else ()
        fields = ((f"{PREFIX}{name}", text) for name, text in self.fields.items())
        return ((_TO, self.to), *more, *fields)


def turned_away(visit: Visit) -> Carried | None:
    """The form of this request, if it is ours and there is anything in it."""
    request = visit.request
    fields = {name: text for name, text in visit.form.items() if name not in _NEVER}
    is_ours = request.headers.get("sec-fetch-site") == "same-origin"
    if not is_ours or not fields or request.url.path.startswith(_NOT_AGAIN):
        return None
    return Carried(
        to=request.url.path, fields=fields, had_file=any(visit.files.values())
    )


def brought(visit: Visit) -> Carried | None:
    """What came along with the sign-in."""
    to = local(visit.form.get(_TO))
    if to is None:
        return None
    fields = {
        name.removeprefix(PREFIX): text
        for name, text in visit.form.items()
        if name.startswith(PREFIX) and name != _FILE
    }
    return Carried(to=to, fields=fields, had_file=_FILE in visit.form)
