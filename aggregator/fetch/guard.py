"""Where a connection may go: decided on the very addresses that are connected to."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from ipaddress import ip_address, ip_network

import httpx

from aggregator.fetch.addresses import Address, Network, is_within, plain, refusal
from aggregator.model.errors import FetchError

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

DEFAULT_PORTS = {"http": 80, "https": 443}
_WELL_KNOWN = 1024
_LAST_PORT = 65535
# Ports of other services that browsers refuse, too: an HTTP request sent to them can
# be taken for something else. https://fetch.spec.whatwg.org/#port-blocking, 2026-11.
_OTHER_SERVICES = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697}
    | {*range(6665, 6670), 10080}
)
# A slow name server must not make the others wait; asyncio's own pool has six threads.
_RESOLVING_AT_ONCE = 24
# Nobody needs more of one host's addresses than this to be tried.
_ADDRESSES_TRIED = 6


class Guard:
    """Resolves a host once and lets through only what may be connected to."""

    def __init__(self, resolve: Resolve | None = None) -> None:
        self._threads: ThreadPoolExecutor | None = None
        self._resolve = resolve or self._ask_system

    async def addresses(
        self, url: httpx.URL, allow_private: tuple[str, ...] = ()
    ) -> tuple[Address, ...]:
        """The addresses to connect to, each checked; a name is resolved once.

        One forbidden address among several refuses them all: honest answers are
        not mixed.

        Raises:
            FetchError: the address is refused.
            OSError: the name cannot be resolved (`socket.gaierror`).
        """
        check_url(url)
        allowed = networks(allow_private)
        port = port_of(url)
        found = _literal(url.host)
        if found is None:
            answers = await self._resolve(url.host, port)
            found = tuple(dict.fromkeys(_as_address(answer) for answer in answers))
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        for address in found:
            check_address(address, port, allowed, url)
        return found[:_ADDRESSES_TRIED]

    def close(self) -> None:
        """Let go of the threads; a name still being asked for is left behind."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            self._threads = None

    async def _ask_system(self, host: str, port: int) -> Sequence[str]:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(_RESOLVING_AT_ONCE, "resolve")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _getaddrinfo, host, port)


def check_url(url: httpx.URL) -> None:
    """Refuse what is not a plain web address.

    Raises:
        FetchError: with the cause `refused-address`.
    """
    if url.scheme not in DEFAULT_PORTS:
        what = f"uses {url.scheme}:" if url.scheme else "has no scheme"
        raise _refused(
            url, f"{url} {what}", "only http:// and https:// addresses are fetched"
        )
    if not url.host:
        raise _refused(url, f"{url} names no host", "write the full address")
    if url.userinfo:
        bare = url.copy_with(userinfo=b"")
        raise _refused(
            bare,
            f"The address {bare} carries a user name or password",
            "take it out; none is ever sent",
        )


def check_address(
    address: Address, port: int, allowed: tuple[Network, ...], url: httpx.URL
) -> None:
    """Refuse an address outside the public internet and the `allowed` networks.

    Raises:
        FetchError: with the cause `refused-address`.
    """
    why = refusal(address, allowed)
    if why is not None:
        where = url.host if url.host == str(address) else f"{url.host} ({address})"
        raise _refused(
            url,
            f"{where} {why} and is not connected to",
            "if it is a server of your own network, name it in this source's "
            f'allow_private, as in ["{address}"]',
        )
    if not is_within(plain(address), allowed) and not is_web_port(port):
        raise _refused(
            url,
            f"Port {port} of {url.host} belongs to another kind of service",
            "use the address that a browser shows",
        )


def is_web_port(port: int) -> bool:
    """Whether a public web server may sensibly be listening there."""
    if port in DEFAULT_PORTS.values():
        return True
    return _WELL_KNOWN <= port <= _LAST_PORT and port not in _OTHER_SERVICES


def port_of(url: httpx.URL) -> int:
    """The port a URL means, said or not."""
    return url.port if url.port is not None else DEFAULT_PORTS[url.scheme]


@lru_cache(maxsize=1024)
def networks(cidrs: tuple[str, ...]) -> tuple[Network, ...]:
    """The networks that a source's `allow_private` names.

    Raises:
        FetchError: one of them is no network.
    """
    try:
        return tuple(ip_network(cidr, strict=False) for cidr in cidrs)
    except ValueError as error:
        raise FetchError(
            f"allow_private has something that is no network: {error}",
            cause="refused-address",
            url="",
            remedy='write networks as in ["10.1.0.0/16"]',
        ) from error


def _literal(host: str) -> tuple[Address, ...] | None:
    try:
        return (plain(ip_address(host)),)
    except ValueError:
        return None


def _as_address(answer: str) -> Address:
    try:
        return plain(ip_address(answer))
    except ValueError as error:
        raise socket.gaierror(socket.EAI_FAIL, "an answer is no address") from error


def _getaddrinfo(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [str(answer[4][0]) for answer in answers]
    except UnicodeError as error:  # a label that is empty or too long
        raise socket.gaierror(socket.EAI_NONAME, "not a host name") from error


def _refused(url: httpx.URL, message: str, remedy: str) -> FetchError:
    return FetchError(message, cause="refused-address", url=str(url), remedy=remedy)
