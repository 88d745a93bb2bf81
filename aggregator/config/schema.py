"""Every key of `sources.toml`, its sources apart: type, limits, default, meaning."""

from datetime import time, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from aggregator.config.schema_campaign import CampaignTable
from aggregator.config.schema_checks import ChecksTable
from aggregator.config.schema_keep import KeepTable
from aggregator.config.schema_live import LiveTable
from aggregator.config.schema_sign_in import SignInTable
from aggregator.config.table import HashtagKind, NetworkName, Table
from aggregator.config.values import (
    Address,
    ClockTime,
    Colour,
    Contact,
    Country,
    DatabaseAddress,
    Duration,
    Emoji,
    Handle,
    Hashtag,
    Identifier,
    PictureFile,
    PrivateNetwork,
    Secret,
    Site,
    SlotTimes,
    TagName,
    TagValue,
    Words,
    Zone,
    wrong,
)
from aggregator.model.council import Tone
from aggregator.model.preference import USUAL


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
    colour: Colour | None = Field(
        None,
        description="Its own colour, on which white words can be read, such as "
        "'#1f4f49': in the desk's head and in the report.",
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
    reading_limit: float | None = Field(
        None,
        ge=0,
        le=100_000,
        description="Stop reading timelines and figures when a month of it has cost "
        "so many US dollars (X).",
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
    emoji: bool = Field(
        default=False, description="Whether the first line of a draft may end with one."
    )
    emojis: dict[HashtagKind, list[Emoji]] = Field(
        default={},
        description="Which ones, by kind, such as { event = ['🎄', '📚'] }; the others"
        " stay as they are.",
    )
    sign_off: Words | None = Field(None, description="The last words of a draft.")
    hashtags: dict[HashtagKind, list[Hashtag]] = Field(
        default={},
        description="By kind, such as { event = ['WhatsOn'] }.",
    )
    place_hashtags: dict[Words, list[Hashtag]] = Field(
        default={},
        description="For what is at a place, before those of its kind, such as "
        "{ 'Thornbeck' = ['Thornbeck'] }. At most two hashtags go with a post.",
    )
    swaps: dict[Words, Words] = Field(
        default={}, description="Words to avoid, and what to write instead."
    )


class StoriesTable(Table):
    """How a thing is told of which several sources tell."""

    prefer: list[Literal["own", "complete", "newest"]] = Field(
        default=[one.value for one in USUAL],
        description="Whose title, text, link and picture a story has, and what decides "
        "between those that this leaves equal: own, the site of whoever holds it; "
        "complete, who says most; newest, who last said something else of when it is. "
        "The others fill the gaps. Of when and whether it takes place its own site is "
        "believed in any case. It holds for what is read from now on.",
    )

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if not self.prefer:
            raise wrong(
                "it names no reason", "write own, complete or newest", at="prefer"
            )
        twice = next((one for one in self.prefer if self.prefer.count(one) > 1), None)
        if twice is not None:
            raise wrong(
                f'"{twice}" is in it twice', "name each reason once", at="prefer"
            )
        return self


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
    remind_sold_out: bool = Field(
        default=False,
        description="Whether there are reminders of what is sold out: they say so, for "
        "those who have a ticket.",
    )


class SharesTable(Table):
    """What others post and you pass on."""

    never: list[Words] = Field(
        default=[],
        max_length=200,
        description="Accounts and words that are never passed on: ['@SomeParty', "
        "'raffle'].",
    )
    apart: Duration = Field(
        timedelta(hours=1), description="How long two shares of a network are apart."
    )
    a_day: int = Field(
        4, ge=1, le=100, description="At most so many shares a network in a day."
    )
    lasts: Duration = Field(
        timedelta(days=3), description="How long a post is worth sharing."
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
    logo: PictureFile | None = Field(
        None,
        description="The council's logo for the report's head: a file beside "
        "sources.toml, of at most 500 KB.",
    )
    open_posts: bool = Field(
        default=False,
        description="Whether anybody may read what was posted, at /open/, to show it "
        "on the council's web site.",
    )
    send_to: list[Secret] = Field(
        default=[],
        description="Who gets the report of a month on the first of the next: where "
        "their Apprise addresses are kept, env:NAME or file:PATH, one a line.",
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
    """A message a day to the editors, if a source needs them or a post was pulled."""

    at: ClockTime = Field(
        time(8), description="When, by the council's clock: 08:00 for eight."
    )
    send_to: list[Secret] = Field(
        default=[],
        description="Where the Apprise addresses are kept (e-mail, Teams, Slack, ...), "
        "which hold passwords: env:NAME or file:PATH, one address a line.",
    )


class FileTable(Table):
    """The whole file, its sources apart: each of them is judged by itself."""

    database: DatabaseAddress | None = Field(
        None,
        description="sqlite:///FILE, from this folder, or postgresql://HOST/NAME. If "
        "left out: data/aggregator.sqlite3 in this folder.",
    )
    shared: list[Identifier] = Field(
        default=[],
        description="Where several desks are in one installation: the ids of those "
        "sources of its desks.toml that this desk reads, too.",
    )
    council: CouncilTable
    account: list[AccountTable] = Field(default=[], description="Where to post.")
    voice: VoiceTable = Field(default_factory=VoiceTable)
    campaign: list[CampaignTable] = Field(
        default=[], description="What you want to be talked about for some weeks."
    )
    live: list[LiveTable] = Field(
        default=[], description="Events that you post from while they happen."
    )
    stories: StoriesTable = Field(default_factory=StoriesTable)
    drafts: DraftsTable = Field(default_factory=DraftsTable)
    shares: SharesTable = Field(default_factory=SharesTable)
    checks: ChecksTable = Field(default_factory=ChecksTable)
    report: ReportTable = Field(default_factory=ReportTable)
    strategy: StrategyTable = Field(default_factory=StrategyTable)
    desk: DeskTable = Field(default_factory=DeskTable)
    digest: DigestTable = Field(default_factory=DigestTable)
    keep: KeepTable = Field(default_factory=KeepTable)
    sign_in: SignInTable | None = Field(
        None, description="Accounts of the council with which people sign in."
    )

    @model_validator(mode="after")
    def _campaigns_apart(self) -> Self:
        names = [one.id for one in self.campaign]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise wrong(
                f'two campaigns have the id "{twice}"',
                "give each campaign an id of its own",
                at="campaign",
            )
        return self

    @model_validator(mode="after")
    def _evenings_apart(self) -> Self:
        names = [one.id for one in self.live]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise wrong(
                f'two live evenings have the id "{twice}"',
                "give each an id of its own",
                at="live",
            )
        return self
