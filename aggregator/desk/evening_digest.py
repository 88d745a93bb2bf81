"""What the editors are told after an evening: once, and only if anything was said."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aggregator.desk.digest import Digest
from aggregator.desk.evenings import Cue, Sheet, Told
from aggregator.model.council import Council
from aggregator.model.draft import State
from aggregator.model.evening import Evening

# By then whatever was tapped in its last minute is out, or is a question to a person.
_SETTLED = timedelta(minutes=20)
# Who starts the program a week later is not told of what is long past.
_NEWS_FOR = timedelta(days=3)


def is_due(evening: Evening, now: datetime) -> bool:
    """Whether the message about it may go."""
    return evening.ends + _SETTLED <= now < evening.ends + _NEWS_FOR


def digest(council: Council, sheet: Sheet, address: str | None) -> Digest | None:
    """The message: what went out with its address, what did not, and who sent.

    Nothing where nothing was said.
    """
    every = [one for cue in sheet.used for one in cue.posts]
    if not every:
        return None
    out = [one for one in every if one.draft.state is State.PUBLISHED]
    left = len(every) - len(out)
    parts = [_counted(len(out), left)]
    if senders := _senders(sheet):
        parts.append(f"Sent by {', '.join(senders)}.")
    parts += [_said(cue, council.timezone) for cue in sheet.used]
    unused = [cue.line.text for cue in sheet.cues if cue.line and not cue.posts]
    if unused:
        parts.append("Prepared and not used:\n" + "\n".join(unused))
    if address:
        parts.append(f"{address.rstrip('/')}/live/{sheet.evening.id}")
    title = f"{council.name}: {sheet.evening.name} is over"
    return Digest(title=title, body="\n\n".join(parts))


def _counted(out: int, left: int) -> str:
    went = "1 post went out" if out == 1 else f"{out} posts went out"
    return f"{went}; {left} did not." if left else f"{went}."


def _senders(sheet: Sheet) -> list[str]:
    names = (one.sent_by for cue in sheet.used for one in cue.posts)
    return list(dict.fromkeys(name for name in names if name))


def _said(cue: Cue, timezone: str) -> str:
    first = cue.posts[0]
    moment = first.sent_at or first.draft.created_at
    there = moment.astimezone(ZoneInfo(timezone))
    lines = [f"{there:%H:%M}, {cue.who}: {first.draft.text}"]
    return "\n".join([*lines, *(f"  {_told(one)}" for one in cue.posts)])


def _told(one: Told) -> str:
    network = one.draft.network
    if one.draft.state is State.PUBLISHED:
        where = one.delivery.address if one.delivery else None
        return f"{network}: {where or 'out; nobody wrote down where'}"
    if one.delivery is not None and one.delivery.sentence:
        return f"{network}: NOT SENT. {one.delivery.sentence}"
    if one.draft.state is State.WAITING:
        return f"{network}: not sent; nobody said yes"
    return f"{network}: not posted; it was approved, to be posted by hand"
