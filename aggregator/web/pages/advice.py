"""What the evidence suggests, put away by an editor who has heard it."""

from aggregator.run.advising import put_away
from aggregator.web.answer import Answer, Sent
from aggregator.web.visit import Visit


def forget(visit: Visit) -> Answer:
    """One suggestion is not made again of its month."""
    month, about = visit.form.get("month", ""), visit.form.get("about", "")
    put_away(visit.parts, visit.who, month, about)
    return Sent(to=visit.back)
