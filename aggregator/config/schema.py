"""Every key of `sources.toml`: its type, limits, default and meaning."""

from datetime import time, timedelta
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from aggregator.config.values import (
    Address,
    ClockTime,
    Contact,
    Country,
    DatabaseAddress,
    DateFormat,
    Duration,
    Every,
    Handle,
    Hashtag,
    Identifier,
    Language,
    PrivateNetwork,
    Secret,
    Selector,
    Site,
    SlotTimes,
    TagName,
    TagValue,
    Words,
    Zone,
    wrong,
)
from aggregator.model.council import Tone

# The readers' and the networks' registries, by name; a test holds them together.
FORMATS = ("auto", "feed", "page", "calendar", "sitemap", "timeline")
NETWORKS = ("x", "mastodon", "bluesky")

KindName = Literal["event", "job", "news", "business", "share", "auto"]
HashtagKind = Literal["event", "job", "news", "business", "share"]
FormatName = Literal["auto", "feed", "page", "calendar", "sitemap", "timeline"]
NetworkName = Literal["x", "mastodon", "bluesky"]


class Table(BaseModel):
    """A table of the file; a key that is not listed is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CouncilTable(Table):
    """The council or library service whose desk this is."""

    name: Words = Field(description="How the council calls itself in posts.")
    timezone: Zone = Field("Europe/London", description="Where its days begin.")
    language: Literal["en", "cy"] = Field(
        "en", description="The language of its posts: en, or cy for Welsh."
    )
    contact: Contact | None = Field(
        None,
        description="An e-mail or web address, told to the sites that are polled.",
    )
    holidays: Country | None = Field(
        None,
        description="Whose bank holidays the calendar shows, such as GB-ENG or GB-WLS.",
    )


class AccountTable(Table):
    """An account the council posts on."""

    network: NetworkName = Field(description="x, mastodon or bluesky.")
    handle: Handle | None = Field(None, description="The name there, without @.")
    posts: Literal["by-hand", "by-itself"] = Field(
        "by-hand",
        description="by-hand opens the network's composer; by-itself sends what was "
        "approved, at its time.",
    )
    server: Address | None = Field(
        None, description="The Mastodon instance, or another address of an API."
    )
    credentials: Words = Field(
        "environment",
        description="Where the secrets are: environment, keyring, or the name of a "
        "file. Never the secrets themselves.",
    )
    monthly_limit: float | None = Field(
        None,
        ge=0,
        le=100_000,
        description="Stop when a month has cost so many US dollars (X).",
    )
    slots: list[SlotTimes] = Field(
        default=[],
        max_length=50,
        description="When it posts: ['Mon-Fri 12:30', 'Sat 10:00'], in the council's "
        "time zone. What is approved goes into the next one that is free.",
    )
    tags: dict[TagName, TagValue] = Field(
        default={},
        description="Added to links: { utm_source = 'x', utm_medium = 'social' }.",
    )
    tagged: list[Site] = Field(
        default=[], description="The sites whose links get them: example.gov.uk."
    )

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.posts == "by-hand":
            return self
        if self.network == "mastodon" and self.server is None:
            raise wrong(
                "which instance it is on is not said",
                'write its address: server = "https://example.social"',
                at="server",
            )
        if self.network == "bluesky" and self.handle is None:
            raise wrong(
                "whose account it is is not said",
                'write its name: handle = "example.bsky.social"',
                at="handle",
            )
        return self


class VoiceTable(Table):
    """How the council speaks."""

    tone: Literal["warm", "plain", "playful"] = Field(
        Tone.WARM.value, description="warm, plain or playful."
    )
    emoji: bool = Field(default=False, description="Whether drafts may begin with one.")
    sign_off: Words | None = Field(None, description="The last words of a draft.")
    hashtags: dict[HashtagKind, list[Hashtag]] = Field(
        default={},
        description="By kind, such as { event = ['WhatsOn'] }.",
    )
    swaps: dict[Words, Words] = Field(
        default={}, description="Words to avoid, and what to write instead."
    )


class DraftsTable(Table):
    """What becomes a draft, and when."""

    per_cycle: int = Field(
        12, ge=1, le=200, description="At most so many new drafts an hour: 1 to 200."
    )
    events_ahead: Duration = Field(
        timedelta(days=42), description="How long before it starts an event is told."
    )
    news_for: Duration = Field(
        timedelta(days=3), description="How long news is fresh after it was published."
    )
    jobs_for: Duration = Field(
        timedelta(days=28), description="The same for a job without a closing date."
    )
    remind_events: list[Duration] = Field(
        default=[timedelta(days=1)],
        max_length=4,
        description="How long before an event that was posted about a reminder is "
        "drafted, such as ['7d', '1d']; [] for none.",
    )
    remind_jobs: list[Duration] = Field(
        default=[timedelta(days=3)],
        max_length=4,
        description="The same before a job closes.",
    )


class StrategyTable(Table):
    """What a good week has; the calendar shows how far the week is."""

    posts_a_week: int | None = Field(
        None, ge=1, le=500, description="How many posts, all kinds together."
    )
    mix: dict[HashtagKind, int] = Field(
        default={},
        description="How many of a kind at least, such as { event = 5, job = 2 }.",
    )


class ReportTable(Table):
    """What the evidence supposes, and what of it anybody may see."""

    minutes_by_hand: float = Field(
        8,
        ge=0,
        le=120,
        description="How long one post takes you without this program. Measure five.",
    )
    open_posts: bool = Field(
        default=False,
        description="Whether anybody may read what was posted, at /open/, to show it "
        "on the council's web site.",
    )


class DeskTable(Table):
    """The desk in a browser."""

    address: Address | None = Field(
        None,
        description="Where people open it: sign-in links and the digest begin with "
        "it, and the hubs of feeds (WebSub) tell it of news.",
    )
    allow_private: list[PrivateNetwork] = Field(
        default=[],
        description="Networks of the council in which a source added in the browser "
        "may be. Without them it is on the internet.",
    )


class DigestTable(Table):
    """One message a day to the editors, while a source needs somebody to look."""

    at: ClockTime = Field(
        time(8), description="When, by the council's clock: 08:00 for eight."
    )
    send_to: list[Secret] = Field(
        default=[],
        description="Where the Apprise addresses are kept (e-mail, Teams, Slack, ...), "
        "which hold passwords: env:NAME or file:PATH, one address a line.",
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


class FileTable(Table):
    """The whole file, its sources apart: each of them is judged by itself."""

    database: DatabaseAddress | None = Field(
        None,
        description="sqlite:///FILE, from this folder, or postgresql://HOST/NAME. If "
        "left out: data/aggregator.sqlite3 in this folder.",
    )
    council: CouncilTable
    account: list[AccountTable] = Field(default=[], description="Where to post.")
    voice: VoiceTable = Field(default_factory=VoiceTable)
    drafts: DraftsTable = Field(default_factory=DraftsTable)
    report: ReportTable = Field(default_factory=ReportTable)
    strategy: StrategyTable = Field(default_factory=StrategyTable)
    desk: DeskTable = Field(default_factory=DeskTable)
    digest: DigestTable = Field(default_factory=DigestTable)
