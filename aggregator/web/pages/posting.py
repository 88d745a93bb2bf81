"""Out by hand: "I posted it", "no, I did not", and "send it after all"."""

from aggregator.deliver.networks import network
from aggregator.desk import attention, cards, queue
from aggregator.model.errors import ConflictError, RefusedError
from aggregator.web.answer import Answer, done
from aggregator.web.pages.draft import refused
from aggregator.web.visit import Visit


def posted(visit: Visit) -> Answer:
    """It is out, and perhaps where it can be seen."""
    database = visit.parts.database
    try:
        decision = visit.decision()
        draft = cards.one(database, decision.draft, visit.now).draft
        where = network(draft.network).post_address(visit.form.get("address", ""))
        draft = queue.posted(database, decision, where)
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id)


def send_again(visit: Visit) -> Answer:
    """What needed a person goes out now, or is looked for again."""
    alone = visit.form.get("without_pictures") == "yes"
    try:
        draft = attention.send_again(
            visit.parts.database, visit.decision(), without_pictures=alone
        )
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id)


def not_posted(visit: Visit) -> Answer:
    """It is not out after all."""
    try:
        draft = queue.not_posted(visit.parts.database, visit.decision())
    except (ConflictError, RefusedError) as error:
        return refused(visit, error)
    return done(visit.back, draft.id)
