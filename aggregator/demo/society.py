"""The Welsh society of the town, which tells everything in both its languages."""

from datetime import date, datetime, time, timedelta
from html import escape
from types import MappingProxyType

from aggregator.demo.programme import ZONE

# By language: what it is called, and what it is about.
_WORDS = MappingProxyType(
    {
        "cy": ("Paned a sgwrs", "Te, coffi a Chymraeg. Mae croeso i ddysgwyr."),
        "en": ("Coffee and a chat in Welsh", "Tea, coffee and talk. Learners welcome."),
    }
)
_HEADS = MappingProxyType({"cy": "Cymdeithas Gymraeg", "en": "The Welsh Society"})
_LANGUAGE = MappingProxyType({"cy": "cy", "en": "en-GB"})
_PLACE = "Capel Bethel"
_DAYS = (1, 3, 5)
_CLOSED = ((12, 25), (12, 26), (1, 1))
_BEGINS, _ENDS = time(11), time(12, 30)
_SHOWN = 6
_KEPT = 400


def listing(language: str, now: datetime) -> str:
    """The society's page of events in one of its languages."""
    return _page(language, "".join(_article(language, day) for day in mornings(now)))


def event(language: str, number: str, now: datetime) -> str | None:
    """The page of one morning, if there is or was such a one."""
    if language not in _WORDS or not (number.isascii() and number.isdigit()):
        return None
    ahead = int(number[:9]) - now.astimezone(ZONE).toordinal()
    if not (-_KEPT <= ahead <= _KEPT and _is_on(date.fromordinal(int(number)))):
        return None
    title, summary = _WORDS[language]
    words = (title, summary, _PLACE)
    return _page(language, "".join(f"<p>{escape(one)}</p>" for one in words))


def mornings(now: datetime) -> tuple[date, ...]:
    """The days of the next mornings: every Tuesday, Thursday and Saturday."""
    today = now.astimezone(ZONE).date()
    coming = (today + timedelta(days=ahead) for ahead in range(1, 4 * _SHOWN))
    return tuple(one for one in coming if _is_on(one))[:_SHOWN]


def _is_on(day: date) -> bool:
    return day.weekday() in _DAYS and (day.month, day.day) not in _CLOSED


def _article(language: str, day: date) -> str:
    title, summary = _WORDS[language]
    starts = datetime.combine(day, _BEGINS, tzinfo=ZONE)
    ends = datetime.combine(day, _ENDS, tzinfo=ZONE)
    return (
        f'<article class="event"><h2><a href="/society/{language}/{day.toordinal()}">'
        f"{escape(title)}</a></h2>"
        f'<p><time class="starts" datetime="{starts.isoformat()}">'
        f"{day:%d/%m/%Y} {_BEGINS:%H:%M}</time>–"  # noqa: RUF001  between two times
        f'<time class="ends" datetime="{ends.isoformat()}">{_ENDS:%H:%M}</time></p>'
        f'<p class="venue">{_PLACE}</p>'
        f'<p class="description">{escape(summary)}</p></article>'
    )


def _page(language: str, body: str) -> str:
    head = escape(_HEADS[language])
    return (
        f'<!doctype html><html lang="{_LANGUAGE[language]}"><head>'
        f'<meta charset="utf-8"><title>{head}</title></head>'
        f"<body><main><h1>{head}</h1>{body}</main></body></html>"
    )
