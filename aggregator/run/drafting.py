"""Stories become drafts: what is new and current, a set number in an hour at most."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aggregator.drafts.choose import choose
from aggregator.drafts.languages import awaits_twin, languages_of
from aggregator.drafts.shares import unshared
from aggregator.model.draft import ANNOUNCE, Draft, State
from aggregator.model.story import Story
from aggregator.run.assemble import Parts
from aggregator.run.campaigning import speak
from aggregator.run.composing import campaign_named, compose_for, joins
from aggregator.run.electing import hold_back_politics
from aggregator.run.following import follow, untrue
from aggregator.run.reviving import revive
from aggregator.run.vanishing import ask_about_vanished
from aggregator.run.wavering import asks_again
from aggregator.run.withdrawing import send_back, withdraw
from aggregator.store import audit, deliveries, drafts, following, stories
from aggregator.store.database import Connection
from aggregator.stories.following import subject
from aggregator.stories.life import at, changes, is_current

# Drafts are made every hour: the limit of one cycle is the limit of an hour, so
# that a tick a minute, a restart or an impatient editor cannot multiply it.
CYCLE = timedelta(hours=1)
# How long a thing that is told in one language waits for the other.
TWIN_WITHIN = timedelta(days=1)
_ALONE = "; the other of its two sources has not told it, so it is in one language"
# The stories of a kind looked at in one cycle; the rest keeps its turn.
LOOKED_AT = 300
PROGRAM = "aggregator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """How many drafts a cycle added, wrote anew, and withdrew."""

    added: int = 0
    rewritten: int = 0
    withdrawn: int = 0


def draft_stories(parts: Parts, connection: Connection, now: datetime) -> Drafted:
    """Keep the queue true, then add to it."""
    revive(connection, parts.configuration, now)
    rewritten, withdrawn = _renew(parts, connection, now)
    ask_about_vanished(connection, now)
    hold_back_politics(connection, parts.configuration.checks, now)
    added = 0
    for account in parts.configuration.council.accounts:
        added += speak(parts, connection, account.network, now)
        added += _add(parts, connection, account.network, now)
    return Drafted(added=added, rewritten=rewritten, withdrawn=withdrawn)


def why(story: Story, names: dict[str, str]) -> str:
    """Why a draft of this story is in the queue, in a plain sentence."""
    sources = [names.get(source, source) for source in story.sources]
    if len(sources) == 1:
        return f"New {story.kind} from {sources[0]}"
    return f"New {story.kind} from {', '.join(sources[:-1])} and {sources[-1]}"


def _add(parts: Parts, connection: Connection, network: str, now: datetime) -> int:
    rules, shares = parts.configuration.drafts, parts.configuration.checks.shares
    names = {source.id: source.name for source in parts.configuration.sources}
    room = rules.per_cycle - drafts.added_since(connection, network, now - CYCLE)
    added = follow(parts, connection, network, now, room)
    room -= added
    if room <= 0:
        return added
    waiting = stories.undrafted(connection, network, now, LOOKED_AT)
    current = [
        story
        for story in waiting
        if is_current(story, rules, now)
        # Its Welsh may follow, or its English: they shall go out together.
        and not (awaits_twin(story) and now - story.first_seen < TWIN_WITHIN)
        and unshared(story, shares, now) is None
    ]
    for story in choose(current, rules, now)[:room]:
        told = at(story, now)
        composed = compose_for(
            parts, told, network, now, campaign=joins(parts, told, now)
        )
        draft = drafts.add(
            connection,
            composed,
            story=story.id,
            purpose=ANNOUNCE,
            why=why(story, names) + (_ALONE if awaits_twin(story) else ""),
            basis=told,
            now=now,
        )
        if draft is not None:
            _write(connection, draft, "compose", (None, composed.text), now)
            added += 1
    return added


def _renew(parts: Parts, connection: Connection, now: datetime) -> tuple[int, int]:
    rewritten = withdrawn = 0
    rules, shares = parts.configuration.drafts, parts.configuration.checks.shares
    for story in stories.with_open_drafts(connection):
        for draft in drafts.open_of(connection, story.id):
            if deliveries.on_their_way(connection, draft.id):
                continue  # it may be out already; the next cycle knows
            reason = untrue(connection, draft, story, rules, now)
            if reason := reason or unshared(story, shares, now):
                withdraw(connection, draft, reason, now)
                withdrawn += 1
            elif _rewrite(parts, connection, draft, story, now):
                rewritten += 1
    return rewritten, withdrawn


def _rewrite(
    parts: Parts, connection: Connection, draft: Draft, story: Story, now: datetime
) -> bool:
    """A changed story asks again; what a person wrote is never overwritten."""
    told = drafts.basis(connection, draft.id)
    current = subject(draft.purpose, story, told, now)
    if told is None:
        return False
    joined = languages_of(told) != languages_of(current)
    if not (joined or changes(told, current)):
        return False
    if draft.state is State.APPROVED:
        reason = asks_again(connection, draft, current, changes(told, current), now)
        if reason is None:
            return False
        draft = send_back(connection, draft, reason, now)
    if draft.text != draft.composed:
        return draft.state is not State.APPROVED
    composed = compose_for(
        parts,
        current,
        draft.network,
        now,
        purpose=draft.purpose,
        said=following.said_last(connection, story.id, draft.network),
        campaign=campaign_named(parts, draft.campaign),
    )
    added = draft.has_added_photo
    if added or (composed.image == draft.image and composed.image_alt is None):
        # Somebody may have said what it shows, which no source did, or added a photo.
        composed = replace(composed, image=draft.image, image_alt=draft.image_alt)
    drafts.recompose(
        connection,
        draft.id,
        revision=draft.revision,
        composed=composed,
        basis=current,
        now=now,
    )
    _write(connection, draft.id, "compose", (draft.text, composed.text), now)
    return True


def _write(
    connection: Connection,
    draft: int,
    what: str,
    change: tuple[str | None, str | None],
    now: datetime,
) -> None:
    before, after = change
    audit.write(
        connection,
        who=PROGRAM,
        what=what,
        subject=f"draft {draft}",
        before=before,
        after=after,
        now=now,
    )
