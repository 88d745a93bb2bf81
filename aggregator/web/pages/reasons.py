"""Why a draft is not wanted: words that can be counted later."""

from aggregator.model.errors import RefusedError

OTHER = "other"
REASONS: dict[str, str] = {
    "not-for-us": "Not for us",
    "wrong": "Wrong or out of date",
    "badly-worded": "Badly worded",
    "said-already": "Said already",
    OTHER: "Something else",
}
LONGEST = 200


def reason(chosen: str | None, words: str | None) -> str:
    """The reason as it is kept.

    Raises:
        RefusedError: none was chosen, or "something else" without a word.
    """
    if chosen not in REASONS:
        raise RefusedError(
            "The draft was not rejected: no reason was chosen", remedy="choose one"
        )
    said = " ".join((words or "").split())[:LONGEST]
    if chosen == OTHER:
        if not said:
            raise RefusedError(
                "The draft was not rejected: the reason is missing",
                remedy="say in a few words what it is",
            )
        return said
    return f"{REASONS[chosen]}: {said}" if said else REASONS[chosen]
