"""What every reader is given."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from aggregator.model.document import Document
from aggregator.model.errors import TakesLongError
from aggregator.model.facts import Kind
from aggregator.model.source import Source
from aggregator.read.clean import plain
from aggregator.read.wording import is_error_item
from aggregator.read.written_dates import why_unknown

# More than this many entries in one document is a mistake or an attack.
MOST_ENTRIES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A document as text, beside the source it came from and the time it is now.

    `cut` says that the text is only the beginning of the document, `hurried` that it
    is to be read only if that is quick. `problems` and
    `failures` are what grows: sentences for the person who looks after the source, in
    the order in which a reader met them.
    """

    document: Document
    source: Source
    now: datetime
    zone: ZoneInfo
    text: str
    encoding: str
    cut: bool = False
    hurried: bool = False
    problems: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def may_take_long(self) -> None:
        """Said by a reader before it does what can take more than a moment.

        Raises:
            TakesLongError: it is to be read in a hurry.
        """
        if self.hurried:
            raise TakesLongError

    def kind(self, natural: Kind) -> Kind:
        """The kind the source was given, or what the thing itself is."""
        return self.source.kind or natural

    def not_understood(
        self, written: str | None, read: object, advice: str = ""
    ) -> None:
        """Notes a written date that was not read; "to be confirmed" is none.

        What was understood well enough, and is no date for certain, needs no advice
        on how to read it.
        """
        if read is not None or not written or not any(map(str.isdigit, written)):
            return
        shown = plain(written, longest=80)
        if why := why_unknown(written, self.now.astimezone(self.zone).date()):
            self.problem(f"The date “{shown}” is not known: {why}.")
            return
        self.problem(f"The date “{shown}” was not understood{advice}.")

    def reports(self, heading: str) -> bool:
        """Whether an entry is its system's word on a failure; notes it if so."""
        if not is_error_item(heading):
            return False
        said = f"It tells of a failure of its own (“{heading}”)"
        self.failures.append(said)
        self.problem(f"{said}: if it lasts, ask whoever runs it.")
        return True

    def problem(self, sentence: str) -> None:
        """Notes what is odd, each sentence once."""
        if sentence not in self.problems:
            self.problems.append(sentence)
