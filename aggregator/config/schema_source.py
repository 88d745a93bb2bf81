"""Every key of a `[[source]]`: its type, limits, default and meaning."""

from datetime import timedelta
from typing import Self

from pydantic import Field, model_validator

from aggregator.config.table import FormatName, KindName, Table
from aggregator.config.values import (
    Address,
    DateFormat,
    Duration,
    Every,
    Identifier,
    Language,
    PrivateNetwork,
    Selector,
    Words,
    Zone,
    wrong,
)


class ExpectTable(Table):
    """How many entries a healthy document of this source has."""

    min: int | None = Field(None, ge=0, description="Fewer are shown as a problem.")
    max: int | None = Field(None, ge=1, description="More are shown as a problem.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise wrong("min is more than max", "write the smaller number as min")
        return self


class DetailTable(Table):
    """Where a page that a list links to keeps its facts."""

    item: Selector = Field("body", description="The part of it that is meant.")
    title: Selector = Field("h1", description="Its title, within the item.")
    starts: Selector | None = Field(None, description="When it starts.")
    time: Selector | None = Field(
        None, description="The time of day, where it stands apart from the day."
    )
    ends: Selector | None = Field(None, description="When it ends.")
    venue: Selector | None = Field(None, description="Where it is.")
    address: Selector | None = Field(None, description="The address of the venue.")
    summary: Selector | None = Field(None, description="What it is about.")
    image: Selector | None = Field(None, description="Its picture: img@src.")
    price: Selector | None = Field(None, description="What it costs.")
    closes: Selector | None = Field(None, description="Until when one may apply.")
    employer: Selector | None = Field(None, description="Who has the vacancy.")
    salary: Selector | None = Field(None, description="What it pays.")
    date_format: DateFormat | None = Field(
        None, description="How dates are written, only where unusual: %d.%m.%Y %H.%M."
    )


class PageTable(DetailTable):
    """Where a page keeps its facts: CSS selectors, each perhaps with `@attribute`."""

    item: Selector = Field(description="What repeats: one for each thing listed.")
    title: Selector = Field(description="Its title, within the item.")
    link: Selector | None = Field(None, description="Its address: h3 a@href.")
    to_next: bool = Field(
        default=False,
        description="What follows an item belongs to it, up to the next one: for "
        "headings (h3) or terms (dt) with nothing around each.",
    )
    next: Selector | None = Field(
        None,
        description="The link to the next page of the list, where the page does not "
        "mark it with rel=next: a.next@href.",
    )


class TimelineTable(Table):
    """Which posts of an account are proposed to be shared."""

    only: list[Words] = Field(
        default=[], description="Only posts that have one of these words."
    )
    without: list[Words] = Field(
        default=[], description="Never posts that have one of these words."
    )
    languages: list[Language] = Field(
        default=[], description="Only posts in these languages: ['en', 'cy']."
    )
    newer_than: Duration = Field(
        timedelta(days=3), description="How old a post may be."
    )


class SourceTable(Table):
    """A feed, page or calendar to look at."""

    id: Identifier = Field(description="Letters, digits and hyphens.")
    name: Words = Field(description="How editors call it.")
    url: Address = Field(description="Where it is.")
    kind: KindName = Field(
        "auto", description="event, job, news, business, share, or auto."
    )
    format: FormatName = Field(
        "auto",
        description="auto, feed, page, calendar, sitemap, or timeline for an account "
        "on X, Mastodon or Bluesky, whose posts may be shared.",
    )
    every: Every = Field(
        timedelta(hours=1),
        description="Asked for at most this often, less where it changes less: "
        "5m to 30d.",
    )
    timezone: Zone | None = Field(None, description="If not the council's own.")
    language: Language | None = Field(None, description="If not the council's own.")
    pair: Identifier | None = Field(
        None,
        description="The id of the source that tells the same in the other language, "
        "where language says which each is in; its own, where its entries say so. What "
        "both tell becomes one pair of posts, the Welsh first, which are approved and "
        "go out together.",
    )
    own: bool = Field(
        default=False,
        description="Whether it is the site of whoever holds the events or has the "
        "jobs: its facts, words and picture are believed before those of others.",
    )
    complete: bool = Field(
        default=False,
        description="Whether it lists everything that is still on. What it no longer "
        "lists for a day is then asked about; never true of a feed, which drops what "
        "is old.",
    )
    allow_private: list[PrivateNetwork] = Field(
        default=[],
        description="Only for an address inside the council's own network.",
    )
    expect: ExpectTable = Field(
        default_factory=ExpectTable,
        description="Fewer or more entries are a problem to show.",
    )
    page: PageTable | None = Field(
        None, description="Selectors; without them a page's structured data is read."
    )
    follow: int | None = Field(
        None,
        ge=0,
        le=100,
        description="How many of the pages that it links to are read as well, for "
        "what the list leaves out: 0 to 100. If left out: 0, and 20 for a sitemap. "
        "Only pages of the same site; each is asked for again once a day.",
    )
    follow_only: Words | None = Field(
        None,
        description="Only addresses that have this in them are followed: /events/.",
    )
    pages: int | None = Field(
        None,
        ge=1,
        le=20,
        description="How many pages of a list are read, where it goes on at a next "
        "one: 1 to 20. If left out: 1, and 5 for a sitemap that lists sitemaps.",
    )
    detail: DetailTable | None = Field(
        None,
        description="Selectors of the pages it links to; without them their "
        "structured data is read.",
    )
    timeline: TimelineTable | None = Field(
        None, description="Which posts of an account are proposed."
    )

    @model_validator(mode="after")
    def _page_of_a_page(self) -> Self:
        if self.page is not None and self.format not in {"page", "auto"}:
            raise wrong(
                f"selectors are for pages, and this is a {self.format}",
                'write format = "page", or leave [source.page] out',
                at="page",
            )
        return self

    @model_validator(mode="after")
    def _timeline_of_a_timeline(self) -> Self:
        if self.timeline is not None and self.format != "timeline":
            raise wrong(
                f"these rules are for timelines, and this is a {self.format}",
                'write format = "timeline", or leave [source.timeline] out',
                at="timeline",
            )
        return self

    @model_validator(mode="after")
    def _detail_is_followed(self) -> Self:
        if self.detail is not None and not self.follow and self.format != "sitemap":
            raise wrong(
                "pages that it links to are not followed",
                "write follow = 20 above it, or leave [source.detail] out",
                at="detail",
            )
        return self
