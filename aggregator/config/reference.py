"""The reference page of `sources.toml`, made from the schema: docs/sources.md."""

from collections.abc import Iterator
from datetime import time, timedelta

from pydantic.fields import FieldInfo

from aggregator.config.schema import (
    AccountTable,
    CouncilTable,
    DeskTable,
    DigestTable,
    DraftsTable,
    FileTable,
    ReportTable,
    SharesTable,
    StoriesTable,
    StrategyTable,
    VoiceTable,
)
from aggregator.config.schema_campaign import CampaignTable, MessageTable
from aggregator.config.schema_checks import ChecksTable, PreElectionTable
from aggregator.config.schema_keep import KeepTable
from aggregator.config.schema_live import LineTable, LiveTable
from aggregator.config.schema_sign_in import SignInTable
from aggregator.config.schema_source import (
    DetailTable,
    ExpectTable,
    PageTable,
    SourceTable,
    TimelineTable,
)
from aggregator.config.table import Table

_START = """\
# sources.toml

What to look at, and how to speak. This page is made from the program's own schema.

- After a change: `aggregator check`. Every fault is told at once, each as
  `file:line:column: key: what is wrong; what to write instead`.
- What a source would bring, saving nothing: `aggregator try ID`.
- A faulty `[[source]]` is left out and shown; the others go on.
- A length of time is a number and `m`, `h`, `d` or `w`: `"30m"`, `"1h"`, `"3d"`.
- Text goes in straight quotes; `#` begins a note that nothing reads.
"""
_PAGE_NOTE = (
    "Directly below its `[[source]]`, and only for pages. `h3 a@href` is the attribute "
    "`href` of the `a` in the `h3`. Without this table a page is read from its "
    "structured data (JSON-LD, microdata, RDFa, microformats)."
)
_DETAIL_NOTE = (
    "Only with `follow`. Without this table such a page is read from its structured "
    "data, and what its `meta` elements say. What the list says of a thing is never "
    "lost to a page that cannot be read."
)
_TIMELINE_NOTE = (
    'Only with `format = "timeline"` and the address of an account as a browser shows '
    "it: `https://x.com/name`, `https://instance/@name`, "
    "`https://bsky.app/profile/name`. Replies and what it passes on are never "
    "proposed. X is read by your own account there, which pays for each post once."
)
_CAMPAIGN_NOTE = (
    "A story joins by itself while the campaign runs, if it has what every one of "
    "`words`, `sources`, `kinds` and `places` that is written asks for; the first "
    "campaign that it suits has it. Without words, sources and places none joins by "
    "itself: an editor puts drafts into it."
)
_TABLES: tuple[tuple[str, type[Table], str], ...] = (
    ("At the top, before any table", FileTable, "Of the file as a whole."),
    ("[council]", CouncilTable, ""),
    ("[[account]]", AccountTable, "One for each; X, without a name, if there is none."),
    ("[voice]", VoiceTable, ""),
    ("[stories]", StoriesTable, ""),
    ("[drafts]", DraftsTable, ""),
    ("[checks]", ChecksTable, ""),
    ("[[checks.pre_election]]", PreElectionTable, "One for each."),
    ("[[campaign]]", CampaignTable, _CAMPAIGN_NOTE),
    ("[[campaign.message]]", MessageTable, ""),
    ("[[live]]", LiveTable, "Its lines are used on the page Live."),
    ("[[live.line]]", LineTable, ""),
    ("[shares]", SharesTable, ""),
    ("[strategy]", StrategyTable, ""),
    ("[report]", ReportTable, ""),
    ("[desk]", DeskTable, ""),
    ("[digest]", DigestTable, ""),
    ("[keep]", KeepTable, ""),
    ("[sign_in]", SignInTable, "See [signing in](sign-in.md)."),
    ("[[source]]", SourceTable, "One for each, as many as you like."),
    ("expect = { ... }", ExpectTable, ""),
    (
        "[source.page]",
        PageTable,
        _PAGE_NOTE,
    ),
    ("[source.detail]", DetailTable, _DETAIL_NOTE),
    ("[source.timeline]", TimelineTable, _TIMELINE_NOTE),
)
# Tables with a heading of their own.
_APART = {
    *("sign_in", "keep"),
    *("council", "account", "voice", "stories", "drafts", "shares", "checks", "report"),
    *("strategy", "desk", "digest", "campaign", "live", "page", "detail", "timeline"),
}
_SECONDS = {"w": 604800, "d": 86400, "h": 3600, "m": 60}


def reference() -> str:
    """The whole page, in Markdown."""
    return "\n".join([_START, *(line for one in _TABLES for line in _table(*one))])


def _table(heading: str, table: type[Table], note: str) -> Iterator[str]:
    yield f"## `{heading}`" if heading[0] in "[e" else f"## {heading}"
    yield ""
    said = (table.__doc__ or "").strip() if table is not FileTable else ""
    yield " ".join(part for part in (said, note) if part)
    yield ""
    yield "| Key | Must it be there | If left out | Means |"
    yield "|---|---|---|---|"
    for name, field in table.model_fields.items():
        if not (name in _APART and table in {FileTable, SourceTable}):
            yield _row(name, field)
    yield ""


def _row(name: str, field: FieldInfo) -> str:
    must = "yes" if field.is_required() else "no"
    meaning = (field.description or "").replace("|", "\\|")
    return f"| `{name}` | {must} | {_default(field)} | {meaning} |"


def _default(field: FieldInfo) -> str:
    value = None if field.is_required() else field.get_default()
    if value in (None, [], {}) or isinstance(value, Table):
        return ""
    if isinstance(value, list):
        return f"`[{', '.join(_length(one) for one in value)}]`"
    if isinstance(value, timedelta):
        return f"`{_length(value)}`"
    if isinstance(value, time):
        return f'`"{value:%H:%M}"`'
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if isinstance(value, int) else f'`"{value}"`'


def _length(value: timedelta | str) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    seconds = int(value.total_seconds())
    unit = next(u for u, size in _SECONDS.items() if u != "w" and seconds % size == 0)
    return f'"{seconds // _SECONDS[unit]}{unit}"'
