"""What the demo council told of in the months before."""

from dataclasses import dataclass

from aggregator.model.facts import Kind

# What the editors of Ambleford always take out again.
CLOSING = "Everyone is most welcome."


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One post of the past."""

    kind: Kind
    text: str


TOLD = (
    Told(
        kind=Kind.EVENT,
        text="A whole orchestra is squeezing into the children's corner on Saturday. "
        "Bring ears.",
    ),
    Told(
        kind=Kind.EVENT,
        text="Did your grandparents work at the mill? Bring one thing of theirs to our "
        "memory table on Thursday.",
    ),
    Told(
        kind=Kind.JOB,
        text="Would you drive our mobile library through the dales? Apply by the end "
        "of the month.",
    ),
    Told(
        kind=Kind.NEWS,
        text="The bridge at Nettleby is closed to cars for a fortnight. You can still "
        "walk across with your books.",
    ),
    Told(
        kind=Kind.EVENT,
        text="Poems about weather, read aloud while it rains on the roof: Tuesday "
        "evening at Thornley Library.",
    ),
    Told(
        kind=Kind.BUSINESS,
        text="A bicycle repair shop has opened behind the market hall, and it lends "
        "out cargo bikes for the school run.",
    ),
    Told(
        kind=Kind.EVENT,
        text="Learn to darn a sock in an hour. We have needles, wool and holes.",
    ),
    Told(
        kind=Kind.JOB,
        text="We are looking for a Saturday assistant at Thornley: eight hours a week, "
        "training given.",
    ),
    Told(
        kind=Kind.EVENT,
        text="Chess for people who always lose at chess: Wednesday at six, Central "
        "Library.",
    ),
    Told(
        kind=Kind.NEWS,
        text="Returning a book late no longer costs anything. Bring them all back; we "
        "will not ask.",
    ),
    Told(
        kind=Kind.EVENT,
        text="Build a bird box with us on Sunday morning. Wood, nails and plasters are "
        "there.",
    ),
)
