"""A month in a council's world: things that change, and three sources about them.

All chance comes from one seed, so a month that goes wrong goes wrong again.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aggregator.model.facts import Kind, Status
from aggregator.model.item import Item
from tests.builders import an_item

PLACES = ("Ambleford Library", "Thornby Library", "Market Hall", "Wick Lane Centre")
NAMES = (
    *("Dinosaur storytime", "Knit and natter", "Lego club", "Meet the author"),
    *("Family history for beginners", "Chair yoga", "Poetry in the garden"),
    *("Code club", "Tea and tales", "Repair cafe", "Board games night"),
)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Thing:
    """One real thing as it truly is at a moment."""

    number: int
    kind: Kind
    title: str
    starts: datetime | None
    closes: datetime | None
    venue: str | None
    price: str | None
    status: Status = Status.SCHEDULED

    @property
    def link(self) -> str:
        return f"https://ambleford.example/{self.kind}/{self.number}"


@dataclass
class World:
    """The things, and what each source last heard of them."""

    seed: int
    now: datetime
    things: dict[int, Thing] = field(default_factory=dict)
    heard: dict[int, Thing] = field(default_factory=dict)
    edition: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        for _ in range(24):
            self.add()

    def add(self) -> None:
        number = len(self.things) + 1
        at = self.now.replace(hour=self.chance.choice((10, 14, 18)), minute=30)
        at += timedelta(days=self.chance.randrange(2, 25))
        kind = self.chance.choice((Kind.EVENT, Kind.EVENT, Kind.EVENT, Kind.JOB))
        name = NAMES[number % len(NAMES)]
        is_event = kind is Kind.EVENT
        self.things[number] = Thing(
            number=number,
            kind=kind,
            # No two things have one name, so that the test knows which is which.
            title=f"{name} {number}" if is_event else f"Library assistant {number}",
            starts=at if is_event else None,
            closes=None if is_event else at,
            venue=self.chance.choice(PLACES) if is_event else None,
            price=self.chance.choice(("Free", "£3", None)) if is_event else None,
        )

    def pass_time(self, by: timedelta) -> None:
        """Some hours, in which this and that happens."""
        self.now += by
        if self.chance.random() < 0.15:
            self.add()
        for number, thing in list(self.things.items()):
            ahead = thing.starts is not None and thing.starts > self.now
            if ahead and self.chance.random() < 0.02:
                self.things[number] = self._changed(thing)
        # The county's site copies by hand, now and then.
        for number, thing in self.things.items():
            if self.chance.random() < 0.2:
                self.heard[number] = thing

    def _changed(self, thing: Thing) -> Thing:
        assert thing.starts is not None
        later = timedelta(days=self.chance.choice((1, 2, 7)))
        changes: tuple[dict[str, object], ...] = (
            {"starts": thing.starts + later},
            {"starts": thing.starts + timedelta(minutes=90)},
            {"venue": self.chance.choice(PLACES)},
            {"price": self.chance.choice(("Free", "£3", "£5"))},
            {"status": Status.CANCELLED},
            {"status": Status.SOLD_OUT},
            {"status": Status.SCHEDULED},
            {"title": f"{thing.title.rstrip('!')}!"},
        )
        return replace(thing, **self.chance.choice(changes))  # type: ignore[arg-type]

    def own(self) -> list[Item]:
        """The library's own site: right at once, its things dropped when over."""
        return [
            self._item(thing, "own", own=True)
            for thing in self.things.values()
            if _is_listed(thing, self.now)
        ]

    def county(self) -> list[Item]:
        """The county's what's-on: late, and in its own words."""
        return [
            self._item(
                thing,
                "county",
                title=f"{thing.title.upper()}",
                url=f"https://county.example/whats-on/{thing.number}?utm_source=x",
                summary=f"County list, edition {self.edition}",
            )
            for thing in self.heard.values()
            if _is_listed(thing, self.now) and thing.number % 2
        ]

    def calendar(self) -> list[Item]:
        """A calendar whose identities change with every export."""
        return [
            self._item(
                thing,
                "calendar",
                id=f"calendar-{self.edition}-{thing.number}",
                url=None,
            )
            for thing in self.things.values()
            if thing.kind is Kind.EVENT
            and _is_listed(thing, self.now)
            and thing.number % 3 == 0
        ]

    def _item(self, thing: Thing, source: str, **named: object) -> Item:
        return an_item(
            **{
                "id": f"{source}-{thing.number}",
                "source": source,
                "kind": thing.kind,
                "title": thing.title,
                "url": thing.link,
                "summary": f"All about number {thing.number}.",
                "starts": thing.starts,
                "closes": thing.closes,
                "venue": thing.venue,
                "price": thing.price,
                "status": thing.status,
                "employer": "Ambleford Council" if thing.kind is Kind.JOB else None,
                **named,
            }
        )


def _is_listed(thing: Thing, now: datetime) -> bool:
    moment = thing.starts or thing.closes
    assert moment is not None
    return moment + timedelta(hours=3) > now
