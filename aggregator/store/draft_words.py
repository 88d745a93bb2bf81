"""The words of drafts without capitals and accents, apart from all else they have.

A search reads every one of them: a narrow table is some thirty times less to read
than the drafts, whose rows hold whole stories.
"""

import unicodedata

from sqlalchemy import ColumnElement, Connection, select

from aggregator.store.tables.drafts import draft_words, drafts
from aggregator.store.upsert import insert_or

# Where more of a hundred thousand drafts have the words, a page of any list is soon
# full of them; and so many numbers are still looked through quickly.
FEW = 5_000


def keep(connection: Connection, draft_id: int, text: str) -> None:
    """What the draft is found by from here on."""
    connection.execute(
        insert_or(connection, draft_words)
        .values(draft=draft_id, words=folded(text))
        .on_conflict_do_update(index_elements=["draft"], set_={"words": folded(text)})
    )


def having(connection: Connection, search: str) -> ColumnElement[bool]:
    """Whether a draft has every word that is searched for, in any order.

    What few drafts have is looked up first; what many have is asked of each draft in
    the order in which they are listed, and a page of them is soon full.
    """
    found = select(draft_words.c.draft)
    for word in folded(search).split():
        found = found.where(draft_words.c.words.contains(word, autoescape=True))
    some = connection.scalars(found.limit(FEW + 1)).all()
    if len(some) <= FEW:
        return drafts.c.id.in_(some)
    return found.where(draft_words.c.draft == drafts.c.id).correlate(drafts).exists()


def folded(text: str) -> str:
    """The text in small letters without accents, one space between its words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(kept.split())
