"""X as the demo council meets it: a server on this machine, and a museum that posts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from aggregator.demo.network_x import XTwin
from aggregator.demo.networks import TOKEN

_MUSEUM = "2244"
_FIRST = 1_990_000_000_000_000_701
# (hours ago, what it said)
_POSTS = (
    (
        2,
        "The great loom runs again! Come and hear it, Saturdays at 2pm. Free, as ever.",
    ),
    (
        9,
        "Is there a photograph of Weaver Street before the 1968 flood in your attic?",
    ),
)


def create_network(clock: Callable[[], datetime]) -> XTwin:
    """A server that does as X does, with a partner's posts of today."""
    network = XTwin(clock=clock)
    for number, (hours, text) in enumerate(reversed(_POSTS)):
        written = clock() - timedelta(hours=hours)
        network.partners.append(
            {
                "id": str(_FIRST + number),
                "author_id": _MUSEUM,
                "text": text,
                "created_at": written.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
                "lang": "en",
            }
        )
        network.targets[str(_FIRST + number)] = text
    return network


def write_secrets(path: Path) -> None:
    """The tokens for that server, where an editor would keep those for X."""
    path.touch(mode=0o600)
    path.write_text(
        'consumer_key = "demo"\nconsumer_secret = "demo"\n'
        f'access_token = "{TOKEN}"\naccess_token_secret = "demo"\n',
        encoding="utf-8",
    )
