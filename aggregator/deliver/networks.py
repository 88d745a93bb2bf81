"""The registry of networks for handing a post over: one entry a network.

Those that the program itself can post to are in `accounts.py` besides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from aggregator.deliver import handoff
from aggregator.model.errors import NotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How a draft reaches a network.

    `composer` gives the address that opens the network's composer with a text,
    `sharer` the one from which a post is passed on (and which may need our server),
    `post_address` the clean address of a post as a person pasted it (`None` if
    they left it empty; it raises RefusedError for what is not a post).
    """

    name: str
    title: str
    composer: Callable[[str], str]
    sharer: Callable[[str, str | None], str]
    post_address: Callable[[str], str | None]


NETWORKS: Mapping[str, Network] = MappingProxyType(
    {
        handoff.NETWORK: Network(
            name=handoff.NETWORK,
            title="X",
            composer=handoff.composer_address,
            sharer=handoff.repost_address,
            post_address=handoff.post_address,
        ),
        "mastodon": Network(
            name="mastodon",
            title="Mastodon",
            composer=handoff.mastodon_composer,
            sharer=handoff.mastodon_sharer,
            post_address=handoff.mastodon_address,
        ),
        "bluesky": Network(
            name="bluesky",
            title="Bluesky",
            composer=handoff.bluesky_composer,
            sharer=lambda post, _server: post,
            post_address=handoff.bluesky_address,
        ),
    }
)


def network(name: str) -> Network:
    """The network of that name.

    Raises:
        NotFoundError: none is registered by that name.
    """
    try:
        return NETWORKS[name]
    except KeyError:
        known = ", ".join(sorted(NETWORKS))
        raise NotFoundError(
            f"There is no network called {name}", remedy=f"use one of: {known}"
        ) from None
