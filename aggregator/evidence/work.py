"""How the work went: the rhythm, the waiting, the reasons, what was caught; pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

from rapidfuzz.distance import Levenshtein

from aggregator.deliver.cost import money, of_text
from aggregator.drafts.thread import parts
from aggregator.evidence.figures import percentile
from aggregator.evidence.month import Month
from aggregator.evidence.report_parts import Bar, Bars, Section, plain, several
from aggregator.evidence.response import KINDS
from aggregator.model.draft import State
from aggregator.model.evidence import Deed, DraftRecord, PostRecord
from aggregator.model.facts import Kind

# A pause longer than this between two deeds of a person is not work at the desk.
PAUSE = timedelta(minutes=5)
# What a person does with a draft; signing in and holds are no work on one.
_DESK = frozenset(
    {
        "approved",
        "rejected",
        "edit",
        "put right",
        "describe",
        "frame",
        "waiting",
        "published",
    }
)
_PROGRAM = "aggregator"
# How the reason begins with which a draft comes back because of its link.
_DEAD_LINK = "Its link "
_MOST = 0.9
_THERE = "Were we there all the time?"


def rhythm(
    posts: Sequence[PostRecord],
    month: Month,
    now: datetime,
    wanted: int | None = None,
    since: datetime | None = None,
) -> Section:
    """How many posts each week had that has begun, of which kinds, and as `wanted`.

    What was before the first post, `since`, was no silence.
    """
    zone = ZoneInfo(month.timezone)
    begins = max(month.begins, since or month.begins)
    mondays = [
        monday
        for monday in _mondays(month, zone)
        if monday <= now and monday + timedelta(days=7) > begins
    ]
    weeks = {_week(monday): Counter[str]() for monday in mondays}
    for post in posts:
        there = post.posted_at.astimezone(zone)
        monday = there - timedelta(days=there.weekday())
        weeks.setdefault(_week(monday), Counter())[KINDS[post.kind]] += 1
    counts = list(weeks.values())
    kinds = [name for name in KINDS.values() if any(week[name] for week in counts)]
    whole = [one for one in mondays if one >= begins and _is_whole(one, month, now)]
    if not posts:
        return Section(id="rhythm", title=_THERE, sentence="Nothing was posted.")
    return Section(
        id="rhythm",
        title=_THERE,
        sentence=_rhythm(posts, begins, min(now, month.ends))
        + _as_wanted([weeks[_week(one)] for one in whole], wanted)
        + _quiet([weeks[_week(one)] for one in whole]),
        columns=("Week beginning", "Posts", *kinds),
        rows=tuple(
            (name, week.total(), *(week[kind] for kind in kinds))
            for name, week in weeks.items()
        ),
        picture=Bars(
            unit="posts a week",
            bars=tuple(
                Bar(label=name, value=week.total()) for name, week in weeks.items()
            ),
        ),
    )


def waiting(posts: Sequence[PostRecord]) -> Section:
    """How long drafts waited for a decision, and then to go out."""
    decided = [
        _hours(one.decided_at - one.created_at) for one in posts if one.decided_at
    ]
    out = [_hours(one.posted_at - one.decided_at) for one in posts if one.decided_at]
    rows = tuple(
        (name, f"{_time(median(hours))}", f"{_time(percentile(hours, _MOST))}")
        for name, hours in (
            ("From draft to the editor's yes", decided),
            ("From the yes to the post", out),
        )
        if hours
    )
    return Section(
        id="waiting",
        title="How long did drafts wait?",
        sentence=(
            f"Half of the posts had their yes within {_time(median(decided))}."
            if decided
            else "No draft went out, so none waited."
        ),
        columns=("Step", "Half within", "Nine in ten within"),
        rows=rows,
    )


def rejected(drafts: Sequence[DraftRecord]) -> Section:
    """Why drafts were turned down, counted by the reasons that were given."""
    reasons: Counter[str] = Counter()
    wording: dict[str, str] = {}
    for one in drafts:
        if one.state is State.REJECTED and one.reason:
            key = one.reason.casefold().strip(" .")
            wording.setdefault(key, one.reason)
            reasons[key] += 1
    number = reasons.total()
    return Section(
        id="rejected",
        title="Why were drafts turned down?",
        sentence=(
            f"{several(number, 'draft')} turned down; most often because: "
            f"{wording[reasons.most_common(1)[0][0]]}."
            if number
            else "No draft was turned down."
        ),
        columns=("Reason", "Drafts"),
        rows=tuple((wording[key], times) for key, times in reasons.most_common()),
        picture=Bars(
            unit="drafts",
            bars=tuple(
                Bar(label=wording[key], value=times)
                for key, times in reasons.most_common(8)
            ),
        )
        if len(reasons) > 1
        else None,
    )


def edited(posts: Sequence[PostRecord]) -> Section:
    """How much the editors changed, by template."""
    rows = []
    for template in sorted({post.template for post in posts}):
        some = [post for post in posts if post.template == template]
        changed = [post for post in some if post.text != post.composed]
        amounts = [
            Levenshtein.normalized_distance(post.composed, post.text)
            for post in changed
        ]
        rows.append(
            (
                template,
                len(some),
                len(changed),
                f"{100 * median(amounts):.0f} %" if amounts else None,
            )
        )
    changed_in_all = sum(row[2] for row in rows)
    return Section(
        id="edited",
        title="How much did the editors change?",
        sentence=(
            f"{changed_in_all} of {several(len(posts), 'post')} were reworded; "
            "the others went out as composed."
            if posts
            else "Nothing was posted."
        ),
        columns=("Template", "Posts", "Reworded", "Typically changed"),
        rows=tuple(rows),
        note="Changed is the share of characters put in, taken out or replaced.",
    )


def caught(drafts: Sequence[DraftRecord], deeds: Sequence[Deed]) -> Section:
    """What would have been wrong, and did not go out."""
    withdrawn = Counter(
        one.reason or "no longer true"
        for one in drafts
        if one.state is State.WITHDRAWN and one.moved_by == _PROGRAM
    )
    back = [one.detail or "" for one in deeds if one.what == "send back"]
    dead = sum(detail.startswith(_DEAD_LINK) for detail in back)
    found = {
        **{f"Withdrawn: {reason}": times for reason, times in withdrawn.most_common()},
        "Its link had died: asked again": dead,
        "Approved, then changed at its source: asked again": len(back) - dead,
    }
    number = sum(found.values())
    return Section(
        id="caught",
        title="What was caught before it went out?",
        sentence=(
            f"{several(number, 'draft')} would have said something that was no longer "
            "true; none of them went out."
            if number
            else "No draft had become untrue before it went out."
        ),
        columns=("What", "Drafts"),
        rows=tuple((name, times) for name, times in found.items() if times),
    )


def cost(posts: Sequence[PostRecord], reading: float) -> Section:
    """What the networks charged for what the program posted and read."""
    paid = [(post, _of_post(post)) for post in posts if post.posted_by == _PROGRAM]
    sums: dict[str, list[float]] = {}
    for post, dollars in paid:
        if dollars:
            sums.setdefault(KINDS[post.kind], []).append(dollars)
    rows: list[tuple[str, int | None, str]] = [
        (name, len(each), money(sum(each))) for name, each in sums.items()
    ]
    if reading:
        rows.append(("Reading timelines and figures", None, money(reading)))
    posting = sum(dollars for _, dollars in paid)
    return Section(
        id="cost",
        title="What did it cost?",
        sentence=(
            f"About {money(posting + reading)} to X, {money(posting)} of it for "
            f"{several(sum(len(each) for each in sums.values()), 'post')}."
            if rows
            else "Nothing that a network asks money for."
        ),
        columns=("What", "Posts", "US dollars"),
        rows=tuple(rows),
        note="By X's prices for posts and for reading; what goes out by hand is free.",
    )


def time_saved(
    posts: Sequence[PostRecord],
    deeds: Sequence[Deed],
    minutes_by_hand: float,
) -> Section:
    """The time the posts would have taken by hand, less the time spent at the desk."""
    from_sources = [post for post in posts if post.sources]
    by_hand = timedelta(minutes=minutes_by_hand) * len(from_sources)
    at_desk = _at_desk(deeds)
    saved = by_hand - at_desk
    title = "How much time did it save?"
    if not from_sources:
        sentence = "Nothing that a source told of was posted."
        return Section(id="time", title=title, sentence=sentence)
    return Section(
        id="time",
        title=title,
        sentence=(
            f"About {_time(_hours(saved))} this month."
            if saved > timedelta()
            else "None that can be shown this month."
        ),
        columns=("What", "Time"),
        rows=(
            (
                _by_hand(len(from_sources), minutes_by_hand),
                _time(_hours(by_hand)),
            ),
            ("Spent at the desk", _time(_hours(at_desk))),
        ),
        note=(
            "Time at the desk is what lies between a person's deeds, as long as they "
            f"are less than {several(PAUSE.total_seconds() / 60, 'minute')} apart. "
            f"The {several(minutes_by_hand, 'minute')} by hand are an estimate: time "
            "five posts of your own and tell us better."
        ),
    )


def _by_hand(posts: int, minutes: float) -> str:
    return f"By hand: {several(posts, 'post')} at {several(minutes, 'minute')}"


def _at_desk(deeds: Sequence[Deed]) -> timedelta:
    moments: dict[str, list[datetime]] = {}
    for deed in deeds:
        if deed.who != _PROGRAM and deed.what in _DESK:
            moments.setdefault(deed.who, []).append(deed.at)
    gaps = (
        later - sooner
        for times in moments.values()
        for sooner, later in pairwise(times)
    )
    return sum((gap for gap in gaps if gap <= PAUSE), timedelta())


def _rhythm(posts: Sequence[PostRecord], begins: datetime, ends: datetime) -> str:
    days = (ends - begins) / timedelta(days=1)
    a_week = round(7 * len(posts) / max(days, 7), 1)
    return f"{several(len(posts), 'post')} in the month, {plain(a_week)} a week."


def _as_wanted(weeks: Sequence[Counter[str]], wanted: int | None) -> str:
    """How many whole weeks had what the strategy asks for."""
    if not wanted or not weeks:
        return ""
    reached = sum(week.total() >= wanted for week in weeks)
    return (
        f" {reached} of {several(len(weeks), 'whole week')} had the "
        f"{several(wanted, 'post')} that the strategy asks for."
    )


def _quiet(weeks: Sequence[Counter[str]]) -> str:
    silent = sum(not week.total() for week in weeks)
    if not silent:
        return ""
    return f" {several(silent, 'week')} had none: people forget who is silent."


def _is_whole(monday: datetime, month: Month, now: datetime) -> bool:
    """Whether the week is over and lies in the month altogether."""
    ends = monday + timedelta(days=7)
    return monday >= month.begins and ends <= month.ends and ends <= now


def _mondays(month: Month, zone: ZoneInfo) -> list[datetime]:
    first = month.begins.astimezone(zone)
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday < month.ends:
        found.append(monday)
        monday += timedelta(days=7)
    return found


def _week(monday: datetime) -> str:
    return f"{monday.day} {monday:%b}"


def _hours(span: timedelta) -> float:
    return max(span.total_seconds(), 0) / 3600


def _time(hours: float) -> str:
    if hours < 1:
        return several(round(hours * 60), "minute")
    if hours < 48:  # noqa: PLR2004  two days are still told in hours
        return several(round(hours, 1), "hour")
    return several(round(hours / 24, 1), "day")


def _of_post(post: PostRecord) -> float:
    first, *others = parts(post.text) or ("",)
    # A share is a quote or a repost: its link is not among its words.
    if post.kind is Kind.SHARE and post.link:
        first = first.replace(post.link, "")
    whole = of_text(post.network, first)
    return whole + sum(of_text(post.network, one) for one in others)
