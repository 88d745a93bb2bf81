"""A date in the post that is none of the story's."""

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.drafts.checks.dates_put_right import in_place, rewritten
from aggregator.drafts.checks.dates_written import story_days, written_dates
from aggregator.model.draft import Finding
from aggregator.model.facts import Kind


def other_date(text: str, context: CheckContext) -> Finding | None:
    story, known = context.story, story_days(context)
    if story is None or story.kind is not Kind.EVENT or not known:
        return None
    found = [one for one in written_dates(text, context) if one.day is not None]
    if not found or any(one.day in known for one in found):
        return None
    # Where either names several, only a person can tell which is meant.
    certain = len(found) == 1 and len(known) == 1
    right = rewritten(found[0], next(iter(known))) if certain else None
    return Finding(
        rule="other-date",
        message=f"The source names another date than {found[0].text}",
        source=DESK,
        fix=in_place(text, found[0], right) if right else None,
        remedy=f"write “{right}”, as the source does" if right else None,
    )
