"""What the demo council said from its evenings so far."""

from datetime import datetime, timedelta

from aggregator.desk import live_posts
from aggregator.desk.decision import Decision
from aggregator.desk.live_posts import Said
from aggregator.model.council import Person
from aggregator.model.evening import Evening
from aggregator.run.assemble import Parts

_STATUS = "https://x.com/AmblefordLibs/status/18{:017d}"
_TONIGHT = "The first chapter has been read, and you could hear a page turn."
_WAITS = "Full house! The last three seats are on the stairs, with cushions."
_PARADE = (
    Said(cue="off"),
    Said(cue="+00000000000000a1", text="The band is in tune. Mostly."),
    Said(cue="prize", answers={"winner": "the Nettleby Brownies, for a paper whale"}),
)


def post(parts: Parts, editor: Person, colleague: Person, now: datetime) -> None:
    """Two posts of tonight, one that waits, and all of last night's parade.

    Tonight's go out by themselves, the second as an answer to the first.
    """
    evenings = {one.id: one for one in parts.configuration.evenings}
    tonight, parade = evenings["reading-awards"], evenings["lantern-parade"]
    for number, said in enumerate(_PARADE):
        then = parade.starts + timedelta(minutes=20 * number)
        _out(parts, editor, parade, said, then, number)
    council, rules = parts.configuration.council, parts.configuration.checks
    database = parts.database
    spoken = Said(cue="+00000000000000b1", text=_TONIGHT)
    for who, said in ((editor, Said(cue="welcome")), (colleague, spoken)):
        live_posts.send(database, council, who, tonight, said, now, rules=rules)
    waits = Said(cue="+00000000000000b2", text=_WAITS)
    live_posts.use(database, council, colleague, tonight, waits, now)


def _out(  # noqa: PLR0917  who said what of which evening, when, as which post
    parts: Parts,
    person: Person,
    evening: Evening,
    said: Said,
    now: datetime,
    number: int,
) -> None:
    council, rules = parts.configuration.council, parts.configuration.checks
    for draft in live_posts.send(
        parts.database, council, person, evening, said, now, rules=rules
    ):
        seen = Decision(person=person, draft=draft.id, revision=draft.revision, now=now)
        address = _STATUS.format(number + 1)
        live_posts.posted(parts.database, evening, seen, address)
