"""A campaign's own messages become drafts when their day is near, each once."""

import hashlib
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from aggregator.drafts.campaigns import messages_due
from aggregator.model.campaign import Campaign, Message
from aggregator.model.facts import Kind
from aggregator.model.story import Story
from aggregator.run.assemble import Parts
from aggregator.run.composing import compose_for
from aggregator.store import audit, campaigns, drafts
from aggregator.store.database import Connection

PURPOSE = "campaign"
PROGRAM = "aggregator"


def speak(parts: Parts, connection: Connection, network: str, now: datetime) -> int:
    """Add the messages that are due on a network; says how many."""
    zone = ZoneInfo(parts.configuration.council.timezone)
    today = now.astimezone(zone).date()
    added = 0
    for campaign in parts.configuration.campaigns:
        due = messages_due(campaign, today)
        said = campaigns.purposes(connection, campaign.id, network) if due else ()
        for number in due:
            message = campaign.messages[number]
            if purpose_of(message) not in said:
                _add(parts, connection, (campaign, message), network, now)
                added += 1
    return added


def purpose_of(message: Message) -> str:
    """What a message's draft is for: by its words, for the list may be put in order."""
    digest = hashlib.blake2b(message.text.encode(), digest_size=4).hexdigest()
    return f"{PURPOSE}-{digest}"


def _add(
    parts: Parts,
    connection: Connection,
    told: tuple[Campaign, Message],
    network: str,
    now: datetime,
) -> None:
    campaign, message = told
    purpose = purpose_of(message)
    zone = ZoneInfo(parts.configuration.council.timezone)
    over = datetime.combine(campaign.ends + timedelta(days=1), time(), tzinfo=zone)
    # No source tells it, so it is no story that is kept: only its words are needed.
    story = Story(
        id=purpose,
        kind=Kind.NEWS,
        title=message.text,
        url=message.link,
        items=(),
        dates=(),
        first_seen=now,
    )
    composed = compose_for(
        parts, story, network, now, purpose=PURPOSE, campaign=campaign
    )
    number = drafts.add(
        connection,
        replace(composed, useful_until=over),
        story=None,
        purpose=purpose,
        why=f"A message of the campaign {campaign.name}",
        now=now,
    )
    audit.write(
        connection,
        who=PROGRAM,
        what="compose",
        subject=f"draft {number}",
        before=None,
        after=composed.text,
        now=now,
    )
