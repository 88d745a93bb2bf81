"""Messages to the editors, by Apprise: e-mail, Teams, Slack and whatever else it knows.

An Apprise address holds passwords, so `sources.toml` only says where it is kept: in an
environment variable or in a file that its owner alone may read.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from logging import CRITICAL
from pathlib import Path

import apprise

from aggregator.config.own import require_own_file, require_own_variable
from aggregator.model.errors import RefusedError

_ENVIRONMENT, _FILE = "env:", "file:"
# Where systemd puts a service's credentials (LoadCredential=).
_CREDENTIALS = "CREDENTIALS_DIRECTORY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where addresses are kept: what `file:` begins from, and the environment."""

    send_to: Sequence[str]
    directory: Path
    environment: Mapping[str, str]


def reachable(places: Places) -> tuple[str, ...]:
    """What is wrong with each place, without sending anything; nothing if all is well.

    No sentence holds any part of an address.
    """
    wrong = []
    for place in places.send_to:
        try:
            _services(place, places)
        except RefusedError as error:
            wrong.append(str(error))
    return tuple(wrong)


def send(
    places: Places, title: str, body: str, file: tuple[str, bytes] | None = None
) -> tuple[str, ...]:
    """Send to all; what went wrong, place by place.

    One place that fails keeps the message from no other. A `file`, its name and its
    content, goes along where the service takes one.
    """
    wrong = []
    with _on_disk(file) as attached:
        for place in places.send_to:
            try:
                service = _services(place, places)
            except RefusedError as error:
                wrong.append(str(error))
                continue
            # Its own log may hold parts of an address.
            with apprise.LogCapture(level=CRITICAL):  # type: ignore[no-untyped-call]
                if not service.notify(body=body, title=title, attach=attached):
                    wrong.append(f"What {place} names did not take the message")
    return tuple(wrong)


@contextmanager
def _on_disk(file: tuple[str, bytes] | None) -> Iterator[str | None]:
    """Apprise wants a path; the file is gone afterwards."""
    if file is None:
        yield None
        return
    name, content = file
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        yield str(path)


def _services(place: str, places: Places) -> apprise.Apprise:
    service = apprise.Apprise(asset=apprise.AppriseAsset(app_id="aggregator"))
    for number, address in enumerate(_addresses(place, places), start=1):
        if not service.add(address):
            raise RefusedError(
                f"Line {number} of {place} is no address that Apprise knows",
                remedy="see https://github.com/caronc/apprise/wiki for how to write it",
            )
    if not len(service):
        raise RefusedError(
            f"There is no address in {place}", remedy="write one, such as mailtos://..."
        )
    return service


def _addresses(place: str, places: Places) -> list[str]:
    if place.startswith(_ENVIRONMENT):
        name = place.removeprefix(_ENVIRONMENT)
        require_own_variable(places.directory, name)
        text = places.environment.get(name, "")
        if not text.strip():
            raise RefusedError(
                f"The environment variable {name} is not set",
                remedy="set it to an Apprise address before the program starts",
            )
    else:
        text = _kept_in(Path(place.removeprefix(_FILE)), places)
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _kept_in(path: Path, places: Places) -> str:
    folder = Path(places.environment.get(_CREDENTIALS) or places.directory)
    path = folder / path
    require_own_file(places.directory, path)
    try:
        if path.stat().st_mode & 0o077:
            raise RefusedError(
                f"Others can read the addresses in {path}",
                remedy=f"write: chmod 600 {path}",
            )
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise RefusedError(
            f"The addresses in {path} cannot be read: {error.strerror}",
            remedy="write one Apprise address a line there",
        ) from None
    except UnicodeDecodeError:
        raise RefusedError(f"{path} is not UTF-8", remedy="save it as UTF-8") from None
