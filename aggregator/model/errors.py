"""The one tree of errors, each a sentence for the person who has to act on it.

AggregatorError
├── ConfigurationError      sources.toml or a template cannot be used (exit code 2)
│   └── TemplateError       a tweet template has a fault, at a file and line
├── ItemError               an item given as JSON cannot be understood (exit code 2)
├── FetchError              a source could not be fetched
├── ReadError               what was fetched cannot be read as its format
├── NetworkError            a network could not be read
├── StoreError              the database cannot be used
│   ├── StoreLockedError    another program holds it
│   ├── StoreLostError      its server is not there, or went away
│   └── StoreNewerError     it was written by a newer release
├── NotFoundError           no draft, story or person by that name
├── NotAllowedError         this role may not do that
├── ConflictError           somebody else, or time, changed it first
└── RefusedError            the request cannot be carried out (an empty text)
"""

from dataclasses import dataclass
from datetime import timedelta


class AggregatorError(Exception):
    """A sentence that says what is wrong and one that says what to do."""

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}; {self.remedy}" if self.remedy else self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a file a person wrote; lines and columns count from 1."""

    file: str
    line: int
    column: int
    key: str
    wrong: str
    write: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        return f"{where}: {self.key}: {self.wrong}; {self.write}"


class ConfigurationError(AggregatorError):
    """The configuration cannot be used: every fault found, at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class TemplateError(ConfigurationError):
    """A tweet template cannot be used."""


class ItemError(AggregatorError):
    """An item given as JSON cannot be understood."""


class FetchError(AggregatorError):
    """A source could not be fetched.

    `cause` is one word for the kind of failure: `refused-address`, `robots`,
    `timeout`, `too-large`, `redirects`, `certificate`, `connection`, `dns`,
    `encoding`, `gone`, `not-found`, `forbidden`, `throttled`, `server` or `status`.
    """

    def __init__(
        self,
        message: str,
        *,
        cause: str,
        url: str,
        remedy: str | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.cause = cause
        self.url = url
        self.retry_after = retry_after


class ReadError(AggregatorError):
    """What was fetched cannot be read as the format it should have.

    `cause` is `empty`, `broken`, `page-instead-of-feed`, `not-a-calendar`,
    `nothing-matches`, `unknown-format`, `kept-out`, `failure` (an error page) or
    `too-much` (of time or memory).
    """

    def __init__(self, message: str, *, cause: str, remedy: str | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.cause = cause


class TakesLongError(AggregatorError):
    """Reading it in a hurry was asked for, and could take long: nothing is wrong."""

    def __init__(self) -> None:
        super().__init__("This could take long to read")


class NetworkError(AggregatorError):
    """A network that we post to could not be asked what is on an account."""


class StoreError(AggregatorError):
    """The database cannot be used."""


class StoreLockedError(StoreError):
    """Another program holds the database."""


class StoreLostError(StoreError):
    """The server of the database is not there, or went away in the middle."""


class StoreNewerError(StoreError):
    """The database was written by a newer release."""


class NotFoundError(AggregatorError):
    """There is nothing by that name."""


class NotAllowedError(AggregatorError):
    """This person's role may not do that."""


class ConflictError(AggregatorError):
    """Somebody else, or time, changed it first."""


class RefusedError(AggregatorError):
    """The request cannot be carried out as it was made."""
