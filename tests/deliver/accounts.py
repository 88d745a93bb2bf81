"""An account of each network with its twin on loopback."""

import io
import itertools
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from aggregator.deliver.bluesky import BlueskyAccount
from aggregator.deliver.credentials import Credentials
from aggregator.deliver.mastodon import MastodonAccount
from aggregator.deliver.publisher import Part, Publisher, Where
from aggregator.deliver.x import XAccount
from aggregator.demo.network_bluesky import DID, BlueskyTwin
from aggregator.demo.network_mastodon import MastodonTwin
from aggregator.demo.network_x import XTwin
from aggregator.demo.networks import HANDLE, TOKEN, Twin
from aggregator.demo.server import serving
from tests.builders import NOW

NETWORKS = ("x", "mastodon", "bluesky")
OTHER = "1800000000000000001"
OTHERS = {
    "x": OTHER,
    "mastodon": OTHER,
    "bluesky": f"at://{DID}/app.bsky.feed.post/3lother22222x",
}
_TWINS = {"x": XTwin, "mastodon": MastodonTwin, "bluesky": BlueskyTwin}
SECRETS = {
    "AGGREGATOR_X_CONSUMER_KEY": "key",
    "AGGREGATOR_X_CONSUMER_SECRET": "consumer-secret",
    "AGGREGATOR_X_ACCESS_TOKEN": TOKEN,
    "AGGREGATOR_X_ACCESS_TOKEN_SECRET": "token-secret",
    "AGGREGATOR_MASTODON_ACCESS_TOKEN": TOKEN,
    "AGGREGATOR_BLUESKY_APP_PASSWORD": TOKEN,
}
_numbers = itertools.count()
FAR = Where(since=NOW - timedelta(days=1))


@dataclass
class Here:
    """A network, its twin, and how to open an account on it."""

    network: str
    twin: Twin
    base: str
    opened: list[Publisher] = field(default_factory=list)

    def account(self, **named: Any) -> Publisher:
        self.opened.append(open_account(self.network, self.base, **named))
        return self.opened[-1]

    @property
    def target(self) -> str:
        return OTHERS[self.network]


def open_account(network, base, *, environment=None, handle=HANDLE, **named):
    credentials = Credentials(
        network=network,
        handle=handle,
        environment=SECRETS if environment is None else environment,
        kept=named.pop("kept", None),
        place=named.pop("place", "environment"),
    )
    kinds = {"x": XAccount, "mastodon": MastodonAccount, "bluesky": BlueskyAccount}
    how = {"clock": lambda: NOW, "read_seconds": 20, **named}
    if network == "mastodon":
        how["pause"] = lambda _seconds: None
    return kinds[network](credentials, base=base, **how)


@contextmanager
def here(network):
    twin = _TWINS[network](clock=lambda: NOW)
    twin.targets[OTHERS[network]] = "A post of a partner"
    with serving(twin.app()) as base:
        found = Here(network, twin, base)
        yield found
        for account in found.opened:
            account.close()


def a_part(text="Storytime on Saturday", **named: Any) -> Part:
    number = next(_numbers)
    return Part(
        **{
            "text": text,
            "key": f"key-{number}",
            "promised_at": NOW + timedelta(microseconds=number),
            "made_at": datetime.now(UTC),
            **named,
        }
    )


def picture(size=(640, 480), colour="navy") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def data(name: str) -> Path:
    return Path(__file__).parent / "data" / name


def nothing() -> None:
    """What a claim that is still ours says."""
