"""What to try next, each from the evidence and saying so; pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import pairwise
from zoneinfo import ZoneInfo

from aggregator.evidence.figures import clearly_best, engagements, groups
from aggregator.evidence.month import Month
from aggregator.evidence.report_parts import listed, plain, several
from aggregator.evidence.response import DAYS, KINDS, answers, part_of_day
from aggregator.model.draft import State
from aggregator.model.evidence import DraftRecord, PostRecord
from aggregator.model.facts import Kind

# A wording is always edited away when it was so often, and nearly always.
_OFTEN = 3
_NEARLY_ALWAYS = 0.75
_FEWEST_WORDS = 2
# A gap longer than this is silence.
_SILENCE = timedelta(days=4)
_MANY_REJECTED = 5
# Not every "thank you" needs one.
_MOST_ANSWERED = 0.75
_TOLD = (Kind.EVENT, Kind.JOB, Kind.NEWS, Kind.BUSINESS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What to try, in a sentence, and the `template` that it is about.

    `about` stays the same from day to day, while the numbers in the sentence grow.
    """

    sentence: str
    about: str
    template: str | None = None


def suggestions(
    posts: Sequence[PostRecord],
    drafts: Sequence[DraftRecord],
    month: Month,
    since: datetime | None = None,
) -> tuple[Suggestion, ...]:
    """What to try, the most useful first; nothing where the evidence shows nothing.

    What was before the first post ever, `since`, was no silence.
    """
    if not posts:
        nothing = "Post something: there is nothing yet to learn from."
        return (Suggestion(sentence=nothing, about="nothing"),)
    found = {
        "silence": _silence(posts, max(month.begins, since or month.begins)),
        "time": _best_time(posts, month.timezone),
        "kind": _best_kind(posts),
        "missing": _missing(posts),
        "answers": _unanswered(posts),
        "reasons": _reasons(drafts),
    }
    return (
        *(
            Suggestion(sentence=sentence, about=about)
            for about, sentence in found.items()
            if sentence
        ),
        *(
            Suggestion(
                sentence=_wording(template, words),
                about=f"wording {template} {words}",
                template=template,
            )
            for template, words in edited_away(posts)
        ),
    )


def edited_away(posts: Sequence[PostRecord]) -> tuple[tuple[str, str], ...]:
    """Wordings of a template that editors nearly always take out, with the template."""
    offered: Counter[tuple[str, str]] = Counter()
    removed: Counter[tuple[str, str]] = Counter()
    for post in posts:
        if post.text == post.composed:
            continue
        for words in set(_removed(post.composed, post.text)):
            removed[post.template, words] += 1
    for post in posts:
        for template, words in removed:
            if post.template == template and words in post.composed:
                offered[template, words] += 1
    return tuple(
        key
        for key, times in sorted(removed.items(), key=lambda one: (-one[1], one[0]))
        if times >= _OFTEN and times >= _NEARLY_ALWAYS * offered[key]
    )


def _removed(before: str, after: str) -> list[str]:
    first, second = before.split(), after.split()
    steps = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return [
        " ".join(first[start:end])
        for step, start, end, _, _ in steps
        if step in {"delete", "replace"} and end - start >= _FEWEST_WORDS
    ]


def _silence(posts: Sequence[PostRecord], begins: datetime) -> str | None:
    moments = [begins, *(post.posted_at for post in posts)]
    longest = max(later - sooner for sooner, later in pairwise(moments))
    if longest < _SILENCE:
        return None
    return (
        f"Spread the posts: the longest silence was {several(longest.days, 'day')}, "
        "and people forget an account that is silent."
    )


def _best_time(posts: Sequence[PostRecord], timezone: str) -> str | None:
    zone = ZoneInfo(timezone)
    times = clearly_best(
        groups(
            posts,
            lambda post: (part_of_day(post.posted_at.astimezone(zone).hour),),
            engagements,
        )
    )
    days = clearly_best(
        groups(
            posts,
            lambda post: (DAYS[post.posted_at.astimezone(zone).weekday()],),
            engagements,
        )
    )
    found = [one for one in (times, days) if one is not None and one.spread]
    if not found:
        return None
    names = listed([one.name for one in found])
    return (
        f"Plan more for {names}: posts there typically had "
        f"{plain(found[0].spread.typical)} engagements."  # type: ignore[union-attr]
    )


def _best_kind(posts: Sequence[PostRecord]) -> str | None:
    best = clearly_best(groups(posts, lambda post: (KINDS[post.kind],), engagements))
    if best is None or best.spread is None:
        return None
    return (
        f"People respond most to {best.name.lower()}: "
        f"{plain(best.spread.typical)} engagements a post. Look for more of them."
    )


def _missing(posts: Sequence[PostRecord]) -> str | None:
    had = {post.kind for post in posts}
    missing = [KINDS[kind].lower() for kind in _TOLD if kind not in had]
    if not missing:
        return None
    return f"Nothing went out about {listed(missing)}: is there a source for them?"


def _unanswered(posts: Sequence[PostRecord]) -> str | None:
    replies, answered = answers(posts)
    if not replies or answered >= _MOST_ANSWERED * replies:
        return None
    return (
        f"Answer people: {several(replies - answered, 'reply', 'replies')} of "
        f"{plain(replies)} had no answer from us."
    )


def _wording(template: str, words: str) -> str:
    return f"Change {template}: editors nearly always take out “{words.rstrip('.')}”."


def _reasons(drafts: Sequence[DraftRecord]) -> str | None:
    reasons = Counter(
        one.reason.casefold().strip(" .")
        for one in drafts
        if one.state is State.REJECTED and one.reason
    )
    if not reasons:
        return None
    reason, times = reasons.most_common(1)[0]
    if times < _MANY_REJECTED:
        return None
    return (
        f"{several(times, 'draft')} were turned down because “{reason}”: a setting of "
        "the source may keep such things away."
    )
