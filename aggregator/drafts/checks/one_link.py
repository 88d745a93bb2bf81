"""More links than one, which readers and screen readers have to choose between."""

from aggregator.drafts.addresses import addresses
from aggregator.drafts.checks.context import SOCIAL, CheckContext
from aggregator.model.draft import Finding


def one_link(text: str, _: CheckContext) -> Finding | None:
    # What has a scheme is meant as a link, even where X would make none of it.
    count = max(len(addresses(text)), text.count("://"))
    if count <= 1:
        return None
    return Finding(
        rule="one-link", message=f"{count} links: one is enough", source=SOCIAL
    )
