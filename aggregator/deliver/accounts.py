"""The registry of networks that can be posted to by the program itself.

One line a network: the file that connects to it, with a function `connect`. It is
loaded when an account on that network is configured, and not before: some of the
libraries take a second to load.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from types import MappingProxyType
from typing import cast

from aggregator.deliver.cost import Charged, nothing_charged
from aggregator.deliver.credentials import Credentials
from aggregator.deliver.publisher import Publisher
from aggregator.model.errors import NotFoundError

Connect = Callable[
    [Credentials, str | None, Callable[[], datetime], Charged], Publisher
]

PUBLISHERS: Mapping[str, str] = MappingProxyType(
    {
        "bluesky": "aggregator.deliver.bluesky",
        "mastodon": "aggregator.deliver.mastodon",
        "x": "aggregator.deliver.x",
    }
)


def connect(
    credentials: Credentials,
    server: str | None,
    clock: Callable[[], datetime],
    charged: Charged = nothing_charged,
) -> Publisher:
    """The account that these credentials are for; `charged` is told of what it reads.

    Raises:
        NotFoundError: nobody here can post to that network.
        RefusedError: a secret is missing.
    """
    try:
        place = PUBLISHERS[credentials.network]
    except KeyError:
        raise NotFoundError(
            f"Nothing here can post to {credentials.network} by itself",
            remedy='write posts = "by-hand"',
        ) from None
    its_connect = cast("Connect", import_module(place).connect)
    return its_connect(credentials, server, clock, charged)
