"""One request, with everything a page needs to answer it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from starlette.requests import Request

from aggregator.config.load import FILE
from aggregator.desk.decision import Decision
from aggregator.model.council import Person
from aggregator.model.errors import NotAllowedError, NotFoundError, RefusedError
from aggregator.run.assemble import Parts

# SQLite's and PostgreSQL's largest whole number of eight bytes.
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request and who makes it.

    `secret` is what the form tokens of this browser are made from; `form` holds what
    was typed, and is empty for a page that is only looked at, `files` what was sent
    with it, by the names of their fields.
    """

    request: Request
    parts: Parts
    person: Person | None
    secret: str
    form: Mapping[str, str]
    now: datetime
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def who(self) -> Person:
        """The person signed in.

        Raises:
            NotAllowedError: nobody is.
        """
        if self.person is None:
            raise NotAllowedError("You are not signed in", remedy="sign in first")
        return self.person

    @property
    def sources_file(self) -> Path:
        """Where the sources are written."""
        return Path(self.parts.configuration.directory) / FILE

    @property
    def is_secure(self) -> bool:
        """Whether the browser speaks HTTPS to us."""
        return self.request.url.scheme == "https"

    @property
    def back(self) -> str:
        """Where the form was, to return to; only ever a page of ours."""
        return local(self.form.get("back")) or "/"

    def asked(self, name: str) -> str | None:
        """A value of the address's query, `None` where it is empty."""
        return self.request.query_params.get(name, "").strip() or None

    def number(self) -> int:
        """The draft that the address names.

        Raises:
            NotFoundError: it is no number a draft could have.
        """
        return _draft(self.request.path_params["number"])

    def decision(self) -> Decision:
        """This person's word on the draft of the address, as they saw it.

        Raises:
            NotFoundError: it is no number a draft could have.
            RefusedError: the form does not say which revision they saw.
        """
        return self.decision_on(self.request.path_params["number"])

    def decision_on(self, number: str) -> Decision:
        """This person's word on that draft as they saw it.

        Raises:
            NotFoundError: it is no number a draft could have.
            RefusedError: the form does not say which revision they saw.
        """
        draft = _draft(number)
        seen = self.form.get("revision", "")
        if not (seen.isascii() and seen.isdigit()) or int(seen) > _LARGEST:
            raise RefusedError(
                "The form does not say which version of the draft you saw",
                remedy="open the draft again",
            )
        return Decision(person=self.who, draft=draft, revision=int(seen), now=self.now)


def _draft(written: str) -> int:
    if not (written.isascii() and written.isdigit()) or int(written) > _LARGEST:
        raise NotFoundError(f"There is no draft {written[:20]}")
    return int(written)


def local(address: str | None) -> str | None:
    """The address if it is a page of ours, else `None`."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    return None if any(char in address for char in "\\\r\n\t") else address
