"""What others post and a council passes on: which may be, and how."""

import re
from datetime import datetime

from aggregator.model.draft import Draft
from aggregator.model.facts import Kind
from aggregator.model.share_rules import ShareRules
from aggregator.model.story import Story

# A post of a network, by its address; the name of who wrote it.
_POSTS = {
    "x": re.compile(r"https://x\.com/(\w{1,15})/status/\d{1,20}"),
    "bluesky": re.compile(r"https://bsky\.app/profile/([^/]+)/post/[a-z2-7]+"),
    "mastodon": re.compile(r"https://[^/]+/@([\w.-]+(?:@[\w.-]+)?)/\d{1,24}"),
}
# Elsewhere a post of another server has no number that could be quoted.
_QUOTED = frozenset({"x", "bluesky"})


def shareable(draft: Draft) -> bool:
    """Whether it can be passed on as it is: a post of the network that it is for."""
    return draft.kind is Kind.SHARE and _writer(draft.network, draft.link) is not None


def quotable(draft: Draft) -> bool:
    """Whether it can be shown within a post of ours, which has words of its own."""
    return shareable(draft) and draft.network in _QUOTED and bool(draft.text.strip())


def shared_until(story: Story, rules: ShareRules) -> datetime:
    """The moment after which a post of others is no longer worth sharing."""
    written = story.published
    since = written if isinstance(written, datetime) else story.first_seen
    return since + rules.lasts


def unshared(story: Story, rules: ShareRules, now: datetime) -> str | None:
    """Why a post of others is not passed on; nothing if it may be, or is none."""
    if story.kind is not Kind.SHARE:
        return None
    if found := _held_back(story, rules.never):
        return f"{found} is on the list of what is never shared"
    if shared_until(story, rules) <= now:
        return "the post is too old to be shared"
    return None


def _held_back(story: Story, never: tuple[str, ...]) -> str | None:
    said = "\n".join(filter(None, (story.title, story.summary, story.author)))
    writers = [found for name in _POSTS if (found := _writer(name, story.url))]
    for one in never:
        if one.startswith("@"):
            if any(_same_account(one[1:], writer) for writer in writers):
                return one
        elif re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said, re.IGNORECASE):
            return one
    return None


def _writer(network: str, address: str | None) -> str | None:
    pattern = _POSTS.get(network)
    match = pattern.fullmatch(address) if pattern and address else None
    return match[1] if match else None


def _same_account(named: str, writer: str) -> bool:
    """With its server or without, as people write it."""
    one, other = named.casefold(), writer.casefold()
    return other in {one, one.partition("@")[0]}
