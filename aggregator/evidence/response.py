"""How people responded: which kinds, sources, times and words engage; pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

import regex

from aggregator.evidence.figures import (
    FEWEST,
    Group,
    clearly_best,
    engagements,
    groups,
    rate,
    spread,
    total,
)
from aggregator.evidence.report_parts import Bar, Bars, Section, plain, several
from aggregator.model.evidence import Followers, PostRecord
from aggregator.model.facts import Kind

KINDS = {
    Kind.EVENT: "Events",
    Kind.JOB: "Jobs",
    Kind.NEWS: "News",
    Kind.BUSINESS: "Businesses",
    Kind.SHARE: "Shares",
}
NETWORKS = {"x": "X", "mastodon": "Mastodon", "bluesky": "Bluesky"}
DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
)
TONES = {"warm": "Warm", "plain": "Plain", "playful": "Playful"}
_FEWEST_TONES = 2
UNIT = "engagements a post"
_ADDRESS = re.compile(r"https?://\S+")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f")
_HASHTAG = re.compile(r"(?<!\w)#\w")
_NOON, _EVENING = 12, 17
# More bars than these are no picture; the table has them all.
_MOST_BARS = 10
_NOTE = (
    "An engagement is a like, a reply, a repost or a quote. The figure is that of the "
    "typical post (the median); nine times in ten the true one lies in the range, "
    f"which needs at least {FEWEST} posts."
)


def by_kind(posts: Sequence[PostRecord]) -> Section:
    """Which kinds of post engage."""
    return _compared(
        ("kinds", "Which kinds of post do people respond to?", "Kind"),
        posts,
        lambda post: (KINDS[post.kind],),
    )


def by_source(posts: Sequence[PostRecord], names: Mapping[str, str]) -> Section:
    """Which sources bring what engages; `names` is how editors call them."""
    return _compared(
        ("sources", "Which sources bring what people respond to?", "Source"),
        posts,
        lambda post: [names.get(source, source) for source in post.sources],
    )


def by_campaign(posts: Sequence[PostRecord], names: Mapping[str, str]) -> Section:
    """Which campaigns engage, against what is of none; empty where there is none."""
    if not any(post.campaign for post in posts):
        return Section(id="campaigns", title="", sentence="")
    return _compared(
        ("campaigns", "Which campaigns do people respond to?", "Campaign"),
        posts,
        lambda post: (
            names.get(post.campaign, post.campaign) if post.campaign else "No campaign",
        ),
    )


def by_day(posts: Sequence[PostRecord], timezone: str) -> Section:
    """Which days of the week engage."""
    zone = ZoneInfo(timezone)
    return _compared(
        ("days", "Which days work best?", "Day"),
        posts,
        lambda post: (DAYS[post.posted_at.astimezone(zone).weekday()],),
    )


def by_time(posts: Sequence[PostRecord], timezone: str) -> Section:
    """Which parts of the day engage."""
    zone = ZoneInfo(timezone)
    return _compared(
        ("times", "Which time of day works best?", "Time of day"),
        posts,
        lambda post: (part_of_day(post.posted_at.astimezone(zone).hour),),
    )


def by_picture(posts: Sequence[PostRecord], looks: Mapping[str, str]) -> Section:
    """Whether pictures engage, and which; `looks` says of each address how it looks."""
    return _compared(
        ("pictures", "Which pictures help?", "Picture"),
        posts,
        lambda post: (
            looks.get(post.image, "A picture") if post.image else "No picture",
        ),
    )


def by_manner(posts: Sequence[PostRecord]) -> Section:
    """Which way of speaking engages; a post may speak in several."""
    return _compared(
        ("voices", "Which way of speaking do people respond to?", "Words that"),
        posts,
        lambda post: manners(post.text),
    )


def manners(text: str) -> tuple[str, ...]:
    """How a post speaks, as can be seen from its words."""
    words = _ADDRESS.sub("", text)
    found = [
        name
        for name, is_so in (
            ("Ask something", "?" in words),
            ("Exclaim", "!" in words),
            ("Have an emoji", bool(_EMOJI.search(words))),
            ("Have a hashtag", bool(_HASHTAG.search(words))),
        )
        if is_so
    ]
    return tuple(found) or ("Say it plainly",)


def by_tone(posts: Sequence[PostRecord]) -> Section:
    """Which of the voice's tones engages; empty where only one was spoken in."""
    if len({post.tone for post in posts if post.tone}) < _FEWEST_TONES:
        return Section(id="tones", title="", sentence="")
    return _compared(
        ("tones", "Which tone do people respond to?", "Tone"),
        posts,
        lambda post: (TONES.get(post.tone or "", "A colleague's own words"),),
    )


def answered(posts: Sequence[PostRecord]) -> Section:
    """How many of the replies by others we answered, where a network tells."""
    title = "Did we answer people?"
    rows: list[tuple[str, int | None, int | None]] = []
    for name in sorted({post.network for post in posts}):
        some = [post for post in posts if post.network == name]
        replies, ours = answers(some)
        if any(post.latest and post.latest.answered is not None for post in some):
            rows.append((NETWORKS.get(name, name), replies, ours))
        else:
            rows.append((NETWORKS.get(name, name), None, None))
    told = [row for row in rows if row[1] is not None]
    if not told:
        return Section(id="answered", title=title, sentence="No network tells.")
    replies, ours = answers(posts)
    return Section(
        id="answered",
        title=title,
        sentence=(
            f"We answered {ours} of {several(replies, 'reply', 'replies')}."
            if replies
            else "Nobody replied, so nobody waited for an answer."
        ),
        columns=("Network", "Replies by others", "Answered by us"),
        rows=tuple(rows),
        note="Counted where a network shows who replied to whom: Mastodon and Bluesky. "
        "X does not tell without a price for each reply.",
    )


def followers(counted: Sequence[Followers]) -> Section:
    """How many follow us: the last and the least of the figures."""
    accounts: dict[tuple[str, str], list[int]] = {}
    for one in counted:
        accounts.setdefault((one.network, one.account), []).append(one.number)
    rows = tuple(
        (NETWORKS.get(network, network), numbers[0], numbers[-1])
        for (network, _), numbers in accounts.items()
    )
    return Section(
        id="followers",
        title="And followers?",
        sentence=(
            f"{plain(sum(row[2] for row in rows))} by now. A hundred who answer are "
            "worth more than thousands who do not."
            if rows
            else "No network has told."
        ),
        columns=("Account on", "First count", "Last count"),
        rows=rows,
    )


def answers(posts: Sequence[PostRecord]) -> tuple[int, int]:
    """Replies by others where that is told, and how many of them we answered."""
    told = [post.latest for post in posts if post.latest is not None]
    known = [reading for reading in told if reading.answered is not None]
    return (
        sum(reading.replies or 0 for reading in known),
        sum(reading.answered or 0 for reading in known),
    )


def by_hand(posts: Sequence[PostRecord]) -> Section:
    """Whether the editors' words engage more than the template's."""
    return _compared(
        ("words", "Do the editors' own words help?", "Words"),
        posts,
        lambda post: (
            "As composed" if post.text == post.composed else "Changed by an editor",
        ),
    )


def by_network(posts: Sequence[PostRecord]) -> Section:
    """What each network told, with its rate where it tells impressions."""
    rows = []
    for name in sorted({post.network for post in posts}):
        some = [post for post in posts if post.network == name]
        told = [post.latest for post in some if post.latest is not None]
        typical = spread(value for post in some if (value := rate(post)) is not None)
        rows.append(
            (
                NETWORKS.get(name, name),
                len(some),
                total(reading.impressions for reading in told),
                total(reading.engagements for reading in told),
                total(reading.clicks for reading in told),
                None if typical is None else f"{100 * typical.typical:.1f} %",
            )
        )
    silent = [row[0] for row in rows if row[3] is None]
    sentence = (
        f"{several(len(posts), 'post')} on {several(len(rows), 'network')}."
        if rows
        else "Nothing was posted."
    )
    if silent:
        sentence += f" No figures came from {' or '.join(silent)}."
    return Section(
        id="networks",
        title="What did each network tell us?",
        sentence=sentence,
        columns=(
            *("Network", "Posts", "Times shown", "Engagements"),
            *("Clicks", "Typical rate"),
        ),
        rows=tuple(rows),
        note="An empty field means that the network does not tell; it is not nought.",
    )


def part_of_day(hour: int) -> str:
    """The part of the day that an hour is in."""
    if hour < _NOON:
        return "Morning (before 12)"
    return "Afternoon (12 to 5)" if hour < _EVENING else "Evening (after 5)"


def _compared(
    words: tuple[str, str, str],
    posts: Sequence[PostRecord],
    names: Callable[[PostRecord], Iterable[str]],
) -> Section:
    identifier, title, column = words
    found = groups(posts, names, engagements)
    if not any(one.spread for one in found):
        return Section(id=identifier, title=title, sentence=_sentence(found))
    return Section(
        id=identifier,
        title=title,
        sentence=_sentence(found),
        columns=(column, "Posts", "Typical engagements", "Range"),
        rows=tuple(_row(one) for one in found),
        picture=_picture(found),
        note=_NOTE if identifier == "kinds" else None,
    )


def _sentence(found: Sequence[Group]) -> str:
    measured = [one for one in found if one.spread is not None]
    if not measured:
        return "No network has told us yet how people responded."
    if len(measured) == 1:
        only = measured[0]
        assert only.spread is not None
        return (
            f"All that was measured is of one sort ({only.name}): typically "
            f"{several(only.spread.typical, 'engagement')} a post."
        )
    best = clearly_best(found)
    if best is None:
        return (
            "Too few posts, or too alike, to say that one does better than another; "
            "the table shows what there is."
        )
    assert best.spread is not None
    assert best.spread.low is not None
    assert best.spread.high is not None
    return (
        f"{best.name} did clearly best: typically "
        f"{several(best.spread.typical, 'engagement')} a post "
        f"(between {plain(best.spread.low)} and {plain(best.spread.high)})."
    )


def _row(group: Group) -> tuple[str, int, float | None, str | None]:
    if group.spread is None:
        return (group.name, group.posts, None, None)
    reach = (
        f"{plain(group.spread.low)} to {plain(group.spread.high)}"
        if group.spread.low is not None and group.spread.high is not None
        else "too few posts"
    )
    return (group.name, group.posts, group.spread.typical, reach)


def _picture(found: Sequence[Group]) -> Bars | None:
    bars = tuple(
        Bar(
            label=f"{one.name} ({several(one.posts, 'post')})",
            value=one.spread.typical,
            low=one.spread.low,
            high=one.spread.high,
        )
        for one in found[:_MOST_BARS]
        if one.spread is not None
    )
    return Bars(unit=UNIT, bars=bars) if len(bars) > 1 else None
