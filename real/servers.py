"""Real servers beside our twins: `make real` fetches and starts them."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

HERE = Path(__file__).parent
BUILT = HERE.parent / ".build" / "real"
HANDLE = "ambleford.test"
PASSWORD = "let-me-in"
_PATIENCE_SECONDS = 60


@contextmanager
def bluesky(folder: Path) -> Iterator[str]:
    """A personal data server with one account."""
    for name in ("data", "blobs"):
        (folder / name).mkdir(parents=True)
    script = BUILT / "pds" / "run.mjs"
    shutil.copy(HERE / "pds" / "run.mjs", script)
    first = _three_free_ports()
    base = f"http://localhost:{first + 1}"
    with _running(
        ["node", str(script), str(folder), str(first)], f"{base}/xrpc/_health"
    ):
        account = {"handle": HANDLE, "email": "a@example.org", "password": PASSWORD}
        create = f"{base}/xrpc/com.atproto.server.createAccount"
        httpx.post(create, json=account, timeout=30).raise_for_status()
        yield base


@contextmanager
def mastodon() -> Iterator[str]:
    """An instance in memory; its token is "mock_token"."""
    port = _three_free_ports()
    command = [str(BUILT / "mastodon" / "bin" / "mastodon_mock"), "serve"]
    base = f"http://127.0.0.1:{port}"
    with _running(
        [*command, "--in-memory", "--port", str(port)], f"{base}/api/v1/instance"
    ):
        yield base


@contextmanager
def _running(command: list[str], health: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: process.poll() is not None or _answers(health))
        assert process.poll() is None, "the server ended at once"
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait for something that a server does in its own time."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until, "it did not happen in a minute"
        time.sleep(0.2)


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=2).is_success
    except httpx.HTTPError:
        return False


def _three_free_ports() -> int:
    """The first of three that are free now; nobody promises that they stay so."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
    return port if port < 60_000 else port - 5_000
