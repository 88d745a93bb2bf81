"""What posting and reading cost, in US dollars: only X asks for money.

Prices of X's pay-per-use access, read 2026-11
(https://docs.x.com/x-api/getting-started/pricing); they move, so what the month has
cost is an estimate. A thing that is read twice on one day in UTC is charged once.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from aggregator.drafts.shares import quotable
from aggregator.drafts.thread import parts
from aggregator.model.delivery import Act, Payload
from aggregator.model.draft import Draft

POST = 0.015
POST_WITH_LINK = 0.200
REPOST = 0.015
PICTURE_WORDS = 0.005
READ_POST = 0.005
READ_OWN_POST = 0.001
READ_PERSON = 0.010
_LINK = re.compile(r"https?://", re.IGNORECASE)


# Told what was just read, and what each of it costs.
Charged = Callable[[Mapping[str, float]], None]


def nothing_charged(_prices: Mapping[str, float]) -> None:
    """For a network that is free, or where nobody counts."""


def of_text(network: str, text: str, *, described_pictures: int = 0) -> float:
    """What one post with this text costs."""
    if network != "x":
        return 0.0
    post = POST_WITH_LINK if _LINK.search(text) else POST
    return post + PICTURE_WORDS * described_pictures


def of_draft(draft: Draft, *, as_it_is: bool = False) -> float:
    """What a draft costs if it goes out as it is written now."""
    if draft.network != "x":
        return 0.0
    if as_it_is:
        return REPOST
    # What is quoted needs no link.
    text = draft.text.replace(str(draft.link), "") if quotable(draft) else draft.text
    first, *others = parts(text) or ("",)
    described = 1 if draft.image and draft.image_alt else 0
    whole = of_text(draft.network, first, described_pictures=described)
    return whole + sum(of_text(draft.network, one) for one in others)


def cheaper(draft: Draft) -> str | None:
    """How a post would cost less; nothing where its words have no link."""
    if draft.network != "x" or quotable(draft) or not _LINK.search(draft.text):
        return None
    links = sum(bool(_LINK.search(one)) for one in parts(draft.text))
    return (
        f"Its link is {money(links * (POST_WITH_LINK - POST))} of that: leave it out "
        "and put it in a reply by hand, or post it by hand, which costs nothing"
    )


def of_part(network: str, payload: Payload, part: int) -> float:
    """What one part of a payload costs."""
    if network != "x":
        return 0.0
    if payload.act is Act.REPOST:
        return REPOST
    described = sum(picture.alt is not None for picture in payload.pictures)
    return of_text(
        network, payload.parts[part], described_pictures=0 if part else described
    )


def of_whole(network: str, payload: Payload) -> float:
    """What all parts of a payload cost."""
    return sum(of_part(network, payload, part) for part in range(len(payload.parts)))


def of_all(network: str, sent: Iterable[tuple[Payload, int]]) -> float:
    """What these parts have cost together."""
    return sum(of_part(network, payload, part) for payload, part in sent)


def over(spent: float, cost: float, limit: float | None) -> str | None:
    """Why a post that costs so much is not sent; nothing if the month allows it."""
    if limit is None or cost == 0 or spent + cost <= limit:
        return None
    return (
        f"It would cost {money(cost)}, and this month has cost {money(spent)} of the "
        f"{money(limit)} that it may; post it by hand, leave its link out, or raise "
        "monthly_limit"
    )


def read_enough(spent: float, limit: float | None) -> str | None:
    """Why nothing more is read this month; nothing if the month allows it."""
    if limit is None or spent < limit:
        return None
    return (
        f"This month has cost {money(spent)} of the {money(limit)} that it may; it is "
        "read again next month, or after reading_limit or monthly_limit is raised"
    )


def money(dollars: float) -> str:
    """An amount as an editor reads it, in cents, below ten of them in their tenths."""
    tenths = round(dollars * 1000)
    return f"${dollars:.3f}" if 0 < tenths < 100 and tenths % 10 else f"${dollars:.2f}"  # noqa: PLR2004
