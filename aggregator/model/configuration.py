"""Everything `sources.toml` says, once it is valid."""

from dataclasses import dataclass, field
from datetime import time, timedelta

from aggregator.model.campaign import Campaign
from aggregator.model.check_rules import CheckRules
from aggregator.model.council import Council, Voice
from aggregator.model.errors import Fault
from aggregator.model.evening import Evening
from aggregator.model.facts import Kind
from aggregator.model.preference import USUAL, Preference
from aggregator.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRules:
    """What becomes a draft, and when.

    `per_cycle` bounds the drafts one cycle may add. An event is announced at most
    `events_ahead` before it starts; news and businesses stay fresh for `news_for`
    after they were published; a job without a closing date for `jobs_for`.
    `remind_events` and `remind_jobs` are how long before an event starts or a job
    closes what was posted about it is called to mind, once for each; what is sold out
    only with `remind_sold_out`, and then it says so.
    """

    per_cycle: int = 12
    events_ahead: timedelta = timedelta(days=42)
    news_for: timedelta = timedelta(days=3)
    jobs_for: timedelta = timedelta(days=28)
    remind_events: tuple[timedelta, ...] = (timedelta(days=1),)
    remind_jobs: tuple[timedelta, ...] = (timedelta(days=3),)
    remind_sold_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRules:
    """How a story is told where several sources tell it: whose account comes first."""

    prefer: tuple[Preference, ...] = USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRules:
    """What the evidence supposes: `minutes_by_hand` is what a post takes without us.

    `open_posts` lets anybody read what was posted, for the council's web site.
    `logo` is the name of a file with the council's. `send_to` says where the addresses
    are kept that a month's report goes to.
    """

    minutes_by_hand: float = 8
    logo: str | None = None
    open_posts: bool = False
    send_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRules:
    """Where the desk is opened, and the networks that it may add sources in."""

    address: str | None = None
    allow_private: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRules:
    """The provider (OpenID Connect) with whose accounts people may sign in.

    `name` is what they call it; `client_secret` a place ("env:NAME", "file:PATH").
    """

    issuer: str
    client_id: str
    client_secret: str | None = None
    name: str = "your council account"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRules:
    """When the daily message to the editors goes, and where its addresses are kept.

    `send_to` are places ("env:NAME", "file:PATH"), never the addresses themselves.
    """

    at: time = time(8)
    send_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRules:
    """How long is kept what may be let go; `audit` without a length is for ever.

    `stories` counts from when one was over, `costs` are of paid readings.
    """

    stories: timedelta = timedelta(days=365)
    readings: timedelta = timedelta(days=5 * 365)
    polls: timedelta = timedelta(days=28)
    costs: timedelta = timedelta(days=400)
    audit: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """What a good week has: so many posts in all, and so many of each kind."""

    posts_a_week: int | None = None
    mix: dict[Kind, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """One frozen value for the whole program.

    `faults` are those of sources left out because they are wrong: a bad source
    never stops the others. `database` is an SQLAlchemy address.
    """

    council: Council
    voice: Voice = field(default_factory=Voice)
    campaigns: tuple[Campaign, ...] = ()
    evenings: tuple[Evening, ...] = ()
    stories: StoryRules = field(default_factory=StoryRules)
    drafts: DraftRules = field(default_factory=DraftRules)
    checks: CheckRules = field(default_factory=CheckRules)
    report: ReportRules = field(default_factory=ReportRules)
    strategy: Strategy = field(default_factory=Strategy)
    desk: DeskRules = field(default_factory=DeskRules)
    digest: DigestRules = field(default_factory=DigestRules)
    sign_in: SignInRules | None = None
    keep: KeepRules = field(default_factory=KeepRules)
    sources: tuple[Source, ...] = ()
    database: str
    directory: str
    faults: tuple[Fault, ...] = ()
