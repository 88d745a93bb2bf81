"""From the tables of the file to the words of the program."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from aggregator.config.schema import AccountTable, FileTable
from aggregator.config.schema_campaign import CampaignTable
from aggregator.config.schema_live import LiveTable
from aggregator.config.schema_source import SourceTable, TimelineTable
from aggregator.model.campaign import Campaign, Message
from aggregator.model.check_rules import CheckRules, Level, PreElection
from aggregator.model.configuration import (
    Configuration,
    DeskRules,
    DigestRules,
    DraftRules,
    KeepRules,
    ReportRules,
    SignInRules,
    StoryRules,
    Strategy,
)
from aggregator.model.council import Account, Council, Role, Tone, Voice
from aggregator.model.errors import Fault
from aggregator.model.evening import Evening, Line
from aggregator.model.facts import Kind
from aggregator.model.plan import Slot
from aggregator.model.preference import Preference
from aggregator.model.share_rules import ShareRules
from aggregator.model.source import Expectation, PageRules, Source, TimelineRules

_HOUR = timedelta(hours=1)


def configured(
    file: FileTable,
    sources: tuple[Source, ...],
    *,
    database: str,
    directory: str,
    faults: tuple[Fault, ...],
) -> Configuration:
    """The whole configuration as one value."""
    accounts = tuple(_account(account) for account in file.account)
    council = Council(
        name=file.council.name,
        timezone=file.council.timezone,
        language=file.council.language,
        contact=file.council.contact,
        holidays=file.council.holidays,
        colour=file.council.colour,
        accounts=accounts or (Account(network="x"),),
    )
    return Configuration(
        council=council,
        voice=_voice(file),
        campaigns=tuple(_campaign(one) for one in file.campaign),
        evenings=tuple(_evening(one, council.timezone) for one in file.live),
        stories=StoryRules(prefer=tuple(map(Preference, file.stories.prefer))),
        drafts=_drafts(file),
        checks=_checks(file),
        report=ReportRules(
            minutes_by_hand=file.report.minutes_by_hand,
            logo=file.report.logo,
            open_posts=file.report.open_posts,
            send_to=tuple(file.report.send_to),
        ),
        strategy=Strategy(
            posts_a_week=file.strategy.posts_a_week,
            mix={Kind(name): number for name, number in file.strategy.mix.items()},
        ),
        desk=DeskRules(
            address=file.desk.address, allow_private=tuple(file.desk.allow_private)
        ),
        sign_in=SignInRules(**file.sign_in.model_dump()) if file.sign_in else None,
        digest=DigestRules(at=file.digest.at, send_to=tuple(file.digest.send_to)),
        keep=KeepRules(**file.keep.model_dump()),
        sources=sources,
        database=database,
        directory=directory,
        faults=faults,
    )


def source_of(table: SourceTable, timezone: str) -> Source:
    """One source; `timezone` is the council's, where it names none of its own."""
    return Source(
        id=table.id,
        name=table.name,
        url=table.url,
        kind=None if table.kind == "auto" else Kind(table.kind),
        format=table.format,
        every=table.every,
        timezone=table.timezone or timezone,
        language=table.language,
        pair=table.pair,
        own=table.own,
        complete=table.complete,
        allow_private=tuple(table.allow_private),
        expect=Expectation(least=table.expect.min, most=table.expect.max),
        page=PageRules(**table.page.model_dump()) if table.page else None,
        follow=table.follow,
        follow_only=table.follow_only,
        pages=table.pages,
        detail=PageRules(**table.detail.model_dump()) if table.detail else None,
        timeline=_timeline(table.timeline) if table.timeline else None,
    )


def _timeline(table: TimelineTable) -> TimelineRules:
    return TimelineRules(
        only=tuple(table.only),
        without=tuple(table.without),
        languages=tuple(table.languages),
        newer_than=table.newer_than,
    )


def _drafts(file: FileTable) -> DraftRules:
    table = file.drafts.model_dump()
    for name in ("remind_events", "remind_jobs"):
        table[name] = tuple(table[name])
    return DraftRules(**table)


def _checks(file: FileTable) -> CheckRules:
    table = file.checks
    return CheckRules(
        levels=tuple((name, Level(level)) for name, level in table.rules.items()),
        names=tuple(table.names),
        contacts=tuple(table.contacts),
        swaps=tuple(file.voice.swaps.items()),
        pre_elections=tuple(
            PreElection(starts=one.starts, until=one.until, names=tuple(one.names))
            for one in table.pre_election
        ),
        timezone=file.council.timezone,
        apart=min((_HOUR, *(_closest(account) for account in file.account))),
        shares=ShareRules(
            never=tuple(file.shares.never),
            apart=file.shares.apart,
            a_day=file.shares.a_day,
            lasts=file.shares.lasts,
        ),
    )


def _closest(account: AccountTable) -> timedelta:
    """How near its own slots are to each other: that near is no clash."""
    slots = sorted({slot for some in account.slots for slot in some})
    gaps = (
        _since_monday(after) - _since_monday(before)
        for before, after in pairwise(slots)
    )
    return min(gaps, default=_HOUR)


def _since_monday(slot: Slot) -> timedelta:
    return timedelta(days=slot.weekday, hours=slot.at.hour, minutes=slot.at.minute)


def _campaign(table: CampaignTable) -> Campaign:
    return Campaign(
        id=table.id,
        name=table.name,
        hashtag=table.hashtag,
        starts=table.starts,
        ends=table.ends,
        posts=table.posts,
        mix={Kind(name): number for name, number in table.mix.items()},
        words=tuple(table.words),
        sources=tuple(table.sources),
        kinds=tuple(Kind(name) for name in table.kinds),
        places=tuple(table.places),
        tone=Tone(table.tone) if table.tone else None,
        templates=table.templates,
        messages=tuple(Message(text=one.text, link=one.link) for one in table.message),
    )


def _evening(table: LiveTable, timezone: str) -> Evening:
    def here(moment: datetime) -> datetime:
        return moment.replace(tzinfo=ZoneInfo(timezone))

    return Evening(
        id=table.id,
        name=table.name,
        hashtag=table.hashtag,
        starts=here(table.starts),
        ends=here(table.ends),
        roles=frozenset({Role.EDITOR, *(r for r in Role if r in table.allowed)}),
        names=tuple(one for one in table.allowed if one not in set(Role)),
        lines=tuple(
            Line(
                id=one.id,
                text=one.text,
                link=one.link,
                embargo=here(one.embargo) if one.embargo else None,
            )
            for one in table.line
        ),
    )


def _voice(file: FileTable) -> Voice:
    voice = file.voice
    return Voice(
        tone=Tone(voice.tone),
        emoji=voice.emoji,
        sign_off=voice.sign_off,
        hashtags={Kind(kind): tuple(tags) for kind, tags in voice.hashtags.items()},
        place_hashtags={
            place: tuple(tags) for place, tags in voice.place_hashtags.items()
        },
        emojis={Kind(kind): tuple(marks) for kind, marks in voice.emojis.items()},
        swaps=dict(voice.swaps),
    )


def _account(table: AccountTable) -> Account:
    return Account(
        network=table.network,
        handle=_handle(table.handle),
        by_itself=table.posts == "by-itself",
        server=table.server,
        credentials=table.credentials,
        monthly_limit=table.monthly_limit,
        reading_limit=table.reading_limit,
        tags=dict(table.tags),
        tagged=tuple(table.tagged),
        slots=tuple(sorted({slot for some in table.slots for slot in some})),
    )


def _handle(written: str | None) -> str | None:
    return written.removeprefix("@") if written else None
