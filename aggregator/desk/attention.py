"""What a person chooses for a delivery that needs one: send it now, or look again."""

from aggregator.desk.decision import Decision
from aggregator.desk.roles import Action, require
from aggregator.model.delivery import Delivery, DeliveryState
from aggregator.model.draft import Draft
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.store import audit, deliveries, drafts, plans
from aggregator.store.database import Connection, Database


def send_again(
    database: Database, decision: Decision, *, without_pictures: bool = False
) -> Draft:
    """It goes out now; one that nobody knows the fate of is looked for first.

    Raises:
        NotAllowedError: the person is not an editor.
        NotFoundError: there is no such draft.
        ConflictError: it was changed meanwhile, or everything is on hold.
        RefusedError: nothing of it needs a person.
    """
    require(decision.person, Action.DECIDE)
    with database.transaction() as connection:
        if standing := plans.held(connection):
            raise ConflictError(
                f"{standing.by} put everything on hold: {standing.reason}",
                remedy="release the hold first",
            )
        draft = drafts.load(connection, decision.draft)
        if draft.revision != decision.revision:
            raise ConflictError(
                f"Draft {draft.id} was changed meanwhile",
                remedy="load the page again and look at it before you decide",
            )
        asking = _asking(connection, decision.draft)
        if not asking:
            raise RefusedError(
                "Nothing of it waits for a person",
                remedy="load the page again to see what became of it",
            )
        for delivery in asking:
            deliveries.plan(
                connection,
                delivery.id,
                decision.now,
                without_pictures=without_pictures,
            )
            audit.write(
                connection,
                who=decision.person.name,
                what="send again",
                subject=f"draft {decision.draft}",
                before=delivery.sentence,
                after="without the picture" if without_pictures else None,
                now=decision.now,
            )
    return draft


def how_many(database: Database) -> int:
    """How many deliveries need a person."""
    with database.reading() as connection:
        return deliveries.how_many_need_attention(connection)


def _asking(connection: Connection, draft: int) -> tuple[Delivery, ...]:
    return tuple(
        delivery
        for delivery in deliveries.for_draft(connection, draft)
        if delivery.state is DeliveryState.NEEDS_ATTENTION
    )
