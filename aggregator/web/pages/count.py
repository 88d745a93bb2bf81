"""What the network counts, while somebody types."""

from aggregator.drafts.measure import NETWORKS
from aggregator.drafts.thread import counts, measured
from aggregator.model.errors import RefusedError
from aggregator.web.answer import Answer, Shown
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:
    """A piece of a page: "212 of 280", or those of a thread's posts."""
    network = visit.form.get("network", "")
    if network not in NETWORKS:
        raise RefusedError(f"There is no network called {network[:20]}")
    text = visit.form.get("text", "")
    values = {"measured": measured(text, network), "every": counts(text, network)}
    return Shown(template="count.html", values=values)
