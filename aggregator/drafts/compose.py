"""Words for one story on one network."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from aggregator.drafts.checks import CheckContext, check
from aggregator.drafts.choose import useful_until
from aggregator.drafts.fit import fit
from aggregator.drafts.marks import led, unmarked, wants_whole
from aggregator.drafts.measure import measure
from aggregator.drafts.templates import Templates, Variant, render
from aggregator.drafts.thread import measured, threaded
from aggregator.drafts.tidy import tidy
from aggregator.drafts.view import view
from aggregator.drafts.voice import (
    chosen,
    closing_words,
    sign_off,
    swapped,
    tone_for,
    with_emoji,
)
from aggregator.model.campaign import Campaign
from aggregator.model.check_rules import USUAL, CheckRules
from aggregator.model.council import Council, Voice
from aggregator.model.draft import ANNOUNCE, Composed
from aggregator.model.errors import Fault, TemplateError
from aggregator.model.facts import Status
from aggregator.model.story import Story

_BY_STATUS = {
    Status.CANCELLED: "cancellation",
    Status.POSTPONED: "postponement",
    Status.SOLD_OUT: "sold-out",
}


def compose(
    story: Story,
    network: str,
    *,
    council: Council,
    voice: Voice,
    templates: Templates,
    now: datetime,
    purpose: str = ANNOUNCE,
    former: Mapping[str, object] = MappingProxyType({}),
    rules: CheckRules = USUAL,
    campaign: Campaign | None = None,
) -> Composed:
    """A draft, fitted to the network and checked.

    `purpose` is `announce`, or the name of another template such as `reminder`.
    `former` is what a post told otherwise, for `change`. A `campaign` has its hashtag
    said, and perhaps a tone and templates of its own.

    Raises:
        TemplateError: there is no template for it, or the template fails.
    """
    language = (story.language or council.language)[:2].lower()
    facts = view(story, council, now, language, former)
    folder = campaign.templates if campaign else None
    variants = _variants(templates, story, purpose, language, folder)
    tone = tone_for(campaign.tone if campaign else None, voice, story)
    variant = chosen(variants, tone, facts, story.id)
    link = story.url
    values = {"story": facts, "link": link or "", "council": council.name}
    body = with_emoji(led(render(variant, values).strip()), voice, story)
    if link:
        # Without its link a draft is of no use, whatever a template forgot.
        start, _, rest = (
            body.rpartition(link) if link in body else (f"{body}\n", "", "")
        )
        body = f"{start}{_own_line(start, sign_off(voice))}{link}{rest}"
    text = _within(
        swapped(body, voice, link) + closing_words(voice, story, campaign), network
    )
    length = measured(text, network)
    context = CheckContext(
        network=network,
        story=story,
        image=story.image,
        image_alt=story.image_alt,
        link=link,
        language=language,
        purpose=purpose,
        rules=rules,
        now=now,
    )
    return Composed(
        text=text,
        network=network,
        kind=story.kind,
        language=language,
        template=variant.file,
        length=length.length,
        limit=length.limit,
        link=link,
        image=story.image,
        image_alt=story.image_alt,
        useful_until=useful_until(story),
        campaign=campaign.id if campaign else None,
        tone=tone,
        findings=check(text, context),
    )


def _within(marked: str, network: str) -> str:
    """One post; a thread where it wants to be whole, or where nothing may give way."""
    if wants_whole(marked):
        text = tidy(unmarked(marked))
        if measure(text, network).valid:
            return text
        if thread := threaded(text, network):
            return thread
    text = fit(marked, network)
    if measure(text, network).valid:
        return text
    # Where it is not a thread either, the check for length says so.
    return threaded(text, network) or text


def _own_line(before: str, words: str) -> str:
    return words if not words or before.endswith("\n") else ""


def _variants(
    templates: Templates,
    story: Story,
    purpose: str,
    language: str,
    folder: str | None,
) -> tuple[Variant, ...]:
    name = _BY_STATUS.get(story.status, purpose)
    stem = story.kind.value if name == ANNOUNCE else name
    names = (f"{stem}.{language}.j2", f"{stem}.j2", f"{story.kind}.j2")
    own = [f"{folder}/{name}" for name in names[:2]] if folder else []
    for file in (*own, *names):
        if found := templates.files.get(file):
            return found
    raise TemplateError(
        (
            Fault(
                file=f"{stem}.j2",
                line=1,
                column=1,
                key="template",
                wrong="there is no such template",
                write="put the file into templates/, or take ours from aggregator init",
            ),
        )
    )
