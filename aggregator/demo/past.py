"""What the demo council posted since the month before, and what people made of it.

Every figure is made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from aggregator.demo.past_texts import CLOSING, TOLD, Told
from aggregator.desk import cards, queue
from aggregator.desk.decision import Decision
from aggregator.drafts.measure import measure
from aggregator.evidence.month import month_of
from aggregator.model.council import Person, Tone
from aggregator.model.draft import ANNOUNCE, Composed
from aggregator.model.facts import Kind
from aggregator.model.metrics import Metrics
from aggregator.run.assemble import Parts
from aggregator.run.remembering import remember, remember_readings

_STATUS = "https://x.com/AmblefordLibs/status/17{:017d}"
_LIKES = {Kind.EVENT: 14, Kind.NEWS: 6, Kind.BUSINESS: 4, Kind.JOB: 2}
_HOURS = (9, 12, 17)
_EVENING = 17
# What an evening adds, and what nobody knows the cause of.
_BETTER = 1.6
_LUCK = (0.8, 1.2, 0.9, 1.3, 1.0, 0.85, 1.1)
# When it was read, and how much of it had happened by then.
_READ_AFTER = (
    (timedelta(hours=1), 0.3),
    (timedelta(days=1), 0.8),
    (timedelta(days=7), 1.0),
)
_REASONS = ("not for us", "already told", "not for us")
# So many posts a day apart, and a gap now and then.
_DAYS_APART = (1, 1, 1, 1, 1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Out:
    """One post: what it told of and when it went out."""

    told: Told
    at: datetime
    number: int


def post(parts: Parts, editor: Person, now: datetime) -> None:
    """Fill last month and this one, until yesterday."""
    zone = parts.configuration.council.timezone
    begins = month_of(now, zone).previous.begins
    for one in _days(begins, now - timedelta(days=1)):
        draft = _composed(parts, one)
        if one.number % 9 == 0:
            reason = _REASONS[one.number % len(_REASONS)]
            seen = _seen(parts, editor, draft, one.at - timedelta(hours=3))
            queue.reject(parts.database, seen, reason)
        else:
            _publish(parts, editor, draft, one)
            _read(parts, draft, one, now)


def _days(begins: datetime, until: datetime) -> Iterator[_Out]:
    at = begins
    for number in count(1):
        at += timedelta(days=_DAYS_APART[number % len(_DAYS_APART)])
        hour = _HOURS[number % len(_HOURS)]
        out = at.replace(hour=hour, minute=30)
        if out > until:
            return
        yield _Out(told=TOLD[number % len(TOLD)], at=out, number=number)


def _composed(parts: Parts, one: _Out) -> int:
    text = one.told.text
    if one.told.kind is Kind.EVENT:
        text = f"{text} {CLOSING}"
    length = measure(text, "x")
    composed = Composed(
        text=text,
        network="x",
        kind=one.told.kind,
        language="en",
        template=f"{one.told.kind}.j2",
        length=length.length,
        limit=length.limit,
        tone=Tone.WARM if one.told.kind is Kind.EVENT else Tone.PLAIN,
    )
    made = one.at - timedelta(hours=20)
    return remember(parts, composed, f"{ANNOUNCE}-{one.number}", made)


def _publish(parts: Parts, editor: Person, draft: int, one: _Out) -> None:
    """Its yes, perhaps without its last words, and its way out by hand."""
    decided = one.at - timedelta(hours=2 + one.number % 5)
    if one.told.kind is Kind.EVENT and one.number % 8:
        seen = _seen(parts, editor, draft, decided)
        queue.edit(parts.database, seen, one.told.text)
    decided += timedelta(minutes=1)
    queue.approve(parts.database, _seen(parts, editor, draft, decided))
    seen = _seen(parts, editor, draft, one.at)
    queue.posted(parts.database, seen, _STATUS.format(one.number))


def _seen(parts: Parts, editor: Person, draft: int, now: datetime) -> Decision:
    revision = cards.one(parts.database, draft, now).draft.revision
    return Decision(person=editor, draft=draft, revision=revision, now=now)


def _read(parts: Parts, draft: int, one: _Out, now: datetime) -> None:
    liked = _LIKES[one.told.kind] * _LUCK[one.number % len(_LUCK)]
    if one.at.hour >= _EVENING:
        liked *= _BETTER
    readings = [
        _reading(one.at + after, round(share * liked))
        for after, share in _READ_AFTER
        if one.at + after <= now
    ]
    remember_readings(parts, draft, readings)


def _reading(at: datetime, likes: int) -> Metrics:
    return Metrics(
        at=at,
        impressions=60 * likes + 90,
        likes=likes,
        replies=likes // 6,
        reposts=likes // 4,
        quotes=0,
    )
