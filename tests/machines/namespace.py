"""A machine of its own on this one: a network namespace, with a cable that can be cut.

Namespaces need root and iproute2; elsewhere the cable is a carrier of connections
that ends them and takes no more (`forwarding.py`).
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

HERE, THERE = "10.213.77.1", "10.213.77.2"


class Namespace:
    """What is begun with `before` runs there."""

    def __init__(self, name: str):
        self.before = ("ip", "netns", "exec", name)
        self._name = name

    def cut(self) -> None:
        _ip("netns", "exec", self._name, "ip", "link", "set", "there", "down")

    def mend(self) -> None:
        _ip("netns", "exec", self._name, "ip", "link", "set", "there", "up")


def may_be_made() -> bool:
    """Whether this is root on a Linux that lets it make namespaces."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    name = f"agg-try-{os.getpid()}"
    tried = subprocess.run(
        ["ip", "netns", "add", name], check=False, capture_output=True
    )
    if tried.returncode:
        return False
    _ip("netns", "del", name)
    return True


@contextmanager
def namespace() -> Iterator[Namespace]:
    name, here = f"agg-{os.getpid()}", f"agg{os.getpid() % 100000}"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", here, "type", "veth", "peer", "name", "there")
        _ip("link", "set", "there", "netns", name)
        _ip("addr", "add", f"{HERE}/30", "dev", here)
        _ip("link", "set", here, "up")
        inside = ("netns", "exec", name, "ip")
        _ip(*inside, "addr", "add", f"{THERE}/30", "dev", "there")
        _ip(*inside, "link", "set", "there", "up")
        _ip(*inside, "link", "set", "lo", "up")
        yield Namespace(name)
    finally:
        _ip("netns", "del", name)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
