"""Campaigns: how each does, and the campaign that a draft is of."""

from aggregator.desk import campaigns
from aggregator.web.answer import IN_CAMPAIGN, Answer, Shown, done
from aggregator.web.visit import Visit


def show(visit: Visit) -> Answer:
    """Every campaign against what was wanted."""
    configuration = visit.parts.configuration
    found = campaigns.progress(
        visit.parts.database,
        configuration.campaigns,
        configuration.council.timezone,
        visit.now,
    )
    return Shown(template="campaigns.html", values={"campaigns": found})


def put(visit: Visit) -> Answer:
    """A draft becomes one of another campaign."""
    decision = visit.decision()
    campaigns.put(
        visit.parts.database,
        decision,
        visit.parts.configuration.campaigns,
        visit.form.get("campaign", "").strip() or None,
    )
    return done(visit.back, decision.draft, IN_CAMPAIGN)
