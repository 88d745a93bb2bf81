"""Moments and states as a person would say them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aggregator.model.delivery import DELIVERY_SENTENCES, DeliveryState
from aggregator.model.draft import SENTENCES, State
from aggregator.model.facts import Facts, Kind, Moment, Status
from aggregator.model.health import Health, without_name
from aggregator.model.plan import HoldKind
from aggregator.web.answer import (
    EDITED,
    IN_CAMPAIGN,
    MOVED,
    PHOTO_ADDED,
    PICTURED,
    PUT_RIGHT,
    TAKEN_UP,
    UNDONE,
)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_KINDS = {
    Kind.EVENT: "Event",
    Kind.JOB: "Job",
    Kind.NEWS: "News",
    Kind.BUSINESS: "Business",
    Kind.SHARE: "Share",
}
_HEALTH = {
    Health.NEW: ("Not asked yet", "quiet"),
    Health.OK: ("Well", "good"),
    Health.QUIET: ("Quiet longer than usual", "warn"),
    Health.EMPTY: ("Brings nothing", "warn"),
    Health.ODD: ("Looks odd", "warn"),
    Health.REPORTING: ("Reports a failure", "warn"),
    Health.PAGE: ("Sends a page instead", "bad"),
    Health.UNMATCHED: ("Finds nothing on the page", "bad"),
    Health.REFUSED: ("Does not let us in", "bad"),
    Health.MOVED: ("Has moved", "warn"),
    Health.FAILING: ("Cannot be read", "bad"),
    Health.GONE: ("Gone", "bad"),
}
_STATUS = {
    Status.CANCELLED: "Cancelled",
    Status.POSTPONED: "Postponed",
    Status.MOVED_ONLINE: "Moved online",
    Status.SOLD_OUT: "Sold out",
}
_FIELDS = {
    "starts": "start",
    "ends": "end",
    "closes": "closing date",
    "url": "link",
    "status": "status",
}
_DEEDS = {
    "approved": "approved",
    "rejected": "rejected",
    "waiting": "put back into the queue",
    "published": "posted",
    "withdrawn": "withdrew",
    "compose": "composed",
    "edit": "edited",
    "put right": "put right what a check found in",
    "snooze": "put aside",
    "wake": "took up again",
    "ask": "asked for changes to",
    "comment": "commented on",
    "submit": "handed in",
    "frame": "cut the picture of",
    "add photo": "added a photo to",
    "describe": "described the picture of",
    "campaign": "changed the campaign of",
    "address": "told where to see",
    "send again": "sent again",
    "needs attention": "could not post",
    "hold": "put everything on hold",
    "release": "released the hold",
    "add person": "added",
    "invite": "made a sign-in link for",
    "change role": "changed what they may do:",
    "sign out": "signed out everywhere:",
    "shut out": "let in no more:",
    "revive": "put back, as it is true again,",
    "plan": "planned",
    "withdraw photo": "withdrew the photo of",
    "put advice away": "put away",
    "split": "split off",
    "merge": "merged in",
    "set password": "set a password",
    "set e-mail": "may sign in as",
    "link sign-in": "signed in for the first time as",
    "add source": "added",
    "change source": "changed",
    "remove source": "took out",
    "change template": "changed",
    "put back template": "put back",
}
_DEEDS_TO_IT = {
    "waiting": "put it back into the queue",
    "snooze": "put it aside",
    "wake": "took it up again",
    "ask": "asked for changes",
    "submit": "handed it in",
    "address": "told where it can be seen",
    "send again": "sent it again",
    "revive": "put it back, as it is true again",
}
_DID = {
    EDITED: "Your text is kept",
    PUT_RIGHT: "Put right",
    UNDONE: "Undone",
    TAKEN_UP: "Taken up again",
    PICTURED: "What you said of the picture is kept",
    PHOTO_ADDED: "The photo is added",
    IN_CAMPAIGN: "The campaign is kept",
    MOVED: "Moved",
}
_HOLDS = {
    HoldKind.MOURNING: "A period of mourning",
    HoldKind.ELECTION: "Before an election",
    HoldKind.INCIDENT: "Something has happened",
    HoldKind.OTHER: "Something else",
}
_UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week"}
_NETWORKS = {"x": "X", "mastodon": "Mastodon", "bluesky": "Bluesky"}
_NEAR = {0: "today", 1: "tomorrow"}
_STEPS = (
    (timedelta(days=2), timedelta(days=1), "day"),
    (timedelta(minutes=90), timedelta(hours=1), "hour"),
    (timedelta(seconds=90), timedelta(minutes=1), "minute"),
)


def moment(value: Moment, now: datetime, zone: str) -> str:
    """A moment as "Sat 5 Dec, 10:30am"; the year only where it is another one."""
    if not isinstance(value, datetime):
        return _day(value.weekday(), value.day, value.month, value.year, now)
    there = value.astimezone(ZoneInfo(zone))
    day = _day(there.weekday(), there.day, there.month, there.year, now)
    return f"{day}, {_clock(there)}"


def day_there(now: datetime, zone: str) -> date:
    """The day that it is in the council's zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def hold_word(kind: HoldKind) -> str:
    """What everything stands still for."""
    return _HOLDS[kind]


def deadline(value: datetime, now: datetime, zone: str) -> str:
    """A moment that is near, as "today, 2pm" where it is."""
    there = value.astimezone(ZoneInfo(zone))
    days = (there.date() - now.astimezone(ZoneInfo(zone)).date()).days
    if days in _NEAR:
        return f"{_NEAR[days]}, {_clock(there)}"
    return moment(value, now, zone)


def clock(value: datetime, zone: str) -> str:
    """The time of day of a moment: "10:30am"."""
    return _clock(value.astimezone(ZoneInfo(zone)))


def network_name(name: str) -> str:
    """A network as people call it."""
    return _NETWORKS.get(name, name)


def field_moment(value: datetime, zone: str) -> str:
    """A moment as a browser's field for a date and a time wants it."""
    return value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def fact(value: str, now: datetime, zone: str) -> str:
    """A fact that is kept as text: a moment is said as one, the rest as it is."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return moment(read(value), now, zone)
        except ValueError:
            continue
    return value


def when(facts: Facts, now: datetime, zone: str) -> str | None:
    """When a thing is, or until when it is open."""
    there = facts.timezone or zone
    if facts.starts is not None:
        return _span(facts.starts, facts.ends, now, there)
    if facts.closes is not None:
        return f"closes {moment(facts.closes, now, there)}"
    if facts.published is not None:
        return f"published {moment(facts.published, now, zone)}"
    return None


def ago(value: datetime, now: datetime) -> str:
    """A distance as "5 minutes ago", "in 3 days" or "just now"."""
    distance = abs(now - value)
    for least, unit, name in _STEPS:
        if distance >= least:
            number = round(distance / unit)
            count = f"{number} {name}" + ("" if number == 1 else "s")
            return f"{count} ago" if value < now else f"in {count}"
    return "just now" if value <= now else "in a minute"


def kind_word(kind: Kind) -> str:
    """A kind as a word."""
    return _KINDS[kind]


def status_word(status: Status) -> str | None:
    """What became of an event, `None` while it goes ahead."""
    return _STATUS.get(status)


def state_sentence(state: State) -> str:
    """Where a draft is."""
    return SENTENCES[state]


def delivery_sentence(state: DeliveryState) -> str:
    """Where a delivery is, as a sentence without its full stop."""
    return DELIVERY_SENTENCES[state]


def health_word(health: Health) -> str:
    """How a source is doing."""
    return _HEALTH[health][0]


def health_tone(health: Health) -> str:
    """Whether that is good."""
    return _HEALTH[health][1]


def outcome_word(outcome: str) -> str:
    """How one poll ended: a health, or nothing new."""
    if outcome in _HEALTH:
        return _HEALTH[Health(outcome)][0]
    return "Nothing new"


def interval_word(written: str) -> str:
    """A length of time of `sources.toml` in words: "1h" is an hour."""
    number, unit = written[:-1], _UNITS.get(written[-1:])
    if unit is None or not number.isdigit():
        return written
    return unit if number == "1" else f"{number} {unit}s"


def field_word(name: str) -> str:
    """A fact's name in a sentence."""
    return _FIELDS.get(name, name)


def deed(what: str) -> str:
    """What a line of the history says was done."""
    return _DEEDS.get(what, what)


def deed_to_it(what: str) -> str:
    """The same, said of the draft that one is looking at."""
    return _DEEDS_TO_IT.get(what) or f"{deed(what)} it"


def did(what: str) -> str:
    """What the page says that somebody did a moment ago."""
    return _DID.get(what, "Done")


def made(template: str) -> str:
    """How a draft came to its words."""
    return template if template == "by hand" else f"with {template}"


def _span(starts: Moment, ends: Moment | None, now: datetime, zone: str) -> str:
    first = moment(starts, now, zone)
    if ends is None or ends == starts:
        return first
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        last = ends.astimezone(ZoneInfo(zone))
        if last.date() == starts.astimezone(ZoneInfo(zone)).date():
            return f"{first} to {_clock(last)}"
    return f"{first} to {moment(ends, now, zone)}"


def _day(weekday: int, day: int, month: int, year: int, now: datetime) -> str:
    written = f"{_DAYS[weekday]} {day} {_MONTHS[month - 1]}"
    return written if year == now.year else f"{written} {year}"


def _clock(value: datetime) -> str:
    hour, half = value.hour % 12 or 12, "am" if value.hour < 12 else "pm"  # noqa: PLR2004  noon
    return f"{hour}:{value.minute:02}{half}" if value.minute else f"{hour}{half}"


FILTERS: dict[str, Callable[..., object]] = {
    "moment": moment,
    "fact": fact,
    "field_moment": field_moment,
    "clock": clock,
    "network_name": network_name,
    "deadline": deadline,
    "when": when,
    "ago": ago,
    "kind_word": kind_word,
    "status_word": status_word,
    "state_sentence": state_sentence,
    "delivery_sentence": delivery_sentence,
    "health_word": health_word,
    "health_tone": health_tone,
    "outcome_word": outcome_word,
    "without_name": without_name,
    "interval_word": interval_word,
    "field_word": field_word,
    "deed": deed,
    "deed_to_it": deed_to_it,
    "did": did,
    "made": made,
    "hold_word": hold_word,
    "day_there": day_there,
}
