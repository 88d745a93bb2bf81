"""The words of drafts without capitals and accents, apart from all else they have.

A search reads every one of them: a narrow table is some thirty times less to read
than the drafts, whose rows hold whole stories.
"""

import unicodedata

from sqlalchemy import ColumnElement, Connection, select

from aggregator.store.tables.drafts import draft_words, drafts
from aggregator.store.upsert import insert_or


def keep(connection: Connection, draft_id: int, text: str) -> None:
    """What the draft is found by from here on."""
    connection.execute(
        insert_or(connection, draft_words)
        .values(draft=draft_id, words=folded(text))
        .on_conflict_do_update(index_elements=["draft"], set_={"words": folded(text)})
    )


def having(search: str) -> ColumnElement[bool]:
    """Whether a draft has every word that is searched for, in any order."""
    found = select(draft_words.c.draft)
    for word in folded(search).split():
        found = found.where(draft_words.c.words.contains(word, autoescape=True))
    return drafts.c.id.in_(found)


def folded(text: str) -> str:
    """The text in small letters without accents, one space between its words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(kept.split())
