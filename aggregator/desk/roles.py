"""Who may do what."""

from enum import StrEnum

from aggregator.model.council import Person, Role
from aggregator.model.errors import NotAllowedError


class Action(StrEnum):
    """Something a person may be allowed to do, as it reads in a sentence."""

    LOOK = "look at the desk"
    SUBMIT = "hand in drafts"
    DECIDE = "decide about drafts"
    HOLD = "hold or release the account"
    CONFIGURE = "change the sources"
    INVITE = "invite people"


_ALLOWED: dict[Role, frozenset[Action]] = {
    Role.EDITOR: frozenset(Action),
    Role.CONTRIBUTOR: frozenset({Action.LOOK, Action.SUBMIT}),
}


def may(person: Person, action: Action) -> bool:
    """Whether this person's role allows it."""
    return action in _ALLOWED[person.role]


def require(person: Person, action: Action) -> None:
    """Let it pass, or say why not.

    Raises:
        NotAllowedError: the role does not allow it.
    """
    if not may(person, action):
        raise NotAllowedError(
            f"{person.name} is a {person.role} and may not {action}",
            remedy="ask an editor to do it",
        )
