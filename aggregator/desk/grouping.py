"""The cards of a page in groups: by day, by kind or by campaign; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from aggregator.desk.cards import Card
from aggregator.model.facts import Kind

Heading = date | Kind | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cards that have something in common; `heading` is `None` where they lack it."""

    heading: Heading
    cards: tuple[Card, ...]


def by_day(cards: Sequence[Card], zone: str) -> tuple[Group, ...]:
    """By the last day on which each is of any use, or the one it is planned for."""
    place = ZoneInfo(zone)

    def day(card: Card) -> date | None:
        planned = next((one.due for one in card.deliveries if one.due), None)
        moment = planned or card.draft.useful_until
        return moment.astimezone(place).date() if moment else None

    return _grouped(cards, day)


def by_kind(cards: Sequence[Card]) -> tuple[Group, ...]:
    """By what they are about."""
    return _grouped(cards, lambda card: card.draft.kind)


def by_campaign(cards: Sequence[Card], names: Mapping[str, str]) -> tuple[Group, ...]:
    """By the campaign they are of; one that is no longer configured by its id."""

    def name(card: Card) -> str | None:
        campaign = card.draft.campaign
        return names.get(campaign, campaign) if campaign else None

    return _grouped(cards, name)


def _grouped(
    cards: Sequence[Card], heading: Callable[[Card], Heading]
) -> tuple[Group, ...]:
    """Groups and what is in them in the order of the page: the most urgent leads."""
    found: dict[Heading, list[Card]] = {}
    for card in cards:
        found.setdefault(heading(card), []).append(card)
    return tuple(Group(heading=one, cards=tuple(of)) for one, of in found.items())
