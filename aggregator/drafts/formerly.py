"""What a post said of a story that is no longer so, as templates see it."""

from collections.abc import Mapping
from datetime import datetime

from aggregator.drafts import moments, wording
from aggregator.drafts.moments import Span
from aggregator.drafts.view import zone_of
from aggregator.model.council import Council
from aggregator.model.facts import Moment, Status
from aggregator.model.story import Change, Story

_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


def formerly(
    before: Story,
    after: Story,
    told: tuple[Change, ...],
    council: Council,
    now: datetime,
) -> Mapping[str, object]:
    """The former facts that a reader would act on; `told` is what changed."""
    changed = {change.field for change in told}
    language = (after.language or council.language)[:2].lower()

    def span(moment: Moment | None) -> Span | None:
        if moment is None:
            return None
        return moments.span(moment, None, zone_of(before, council), now, language)

    was, is_now = span(before.starts), span(after.starts)
    moved = "starts" in changed and was is not None
    same_day = moved and is_now is not None and _day(was) == _day(is_now)
    found: dict[str, object] = {}
    if moved:
        found["was_time" if same_day else "was"] = (
            moments.hours(was) or None if same_day and was else was
        )
    if "venue" in changed:
        found["was_venue"] = wording.venue_of(before.venue, after.title)
    if "price" in changed:
        found["was_price"] = wording.plain(before.price)
    if "closes" in changed:
        found["was_closes"] = span(before.closes)
    if before.status in _OFF and after.status not in _OFF:
        found["was_off"] = before.status.value
    if before.status is Status.SOLD_OUT and after.status not in _OFF | {before.status}:
        found["was_sold_out"] = "sold out"
    return found


def _day(span: Span | None) -> object:
    return None if span is None else moments.days_of(span)[0]
