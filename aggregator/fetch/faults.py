"""Whatever goes wrong on the way, as one sentence and what to do about it."""

import socket
import ssl
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus

import httpx

from aggregator.fetch.politeness import retry_after
from aggregator.model.errors import FetchError

_LATER = "it is asked again later; if it lasts, open the address in a browser"
_CERTIFICATES = {
    "certificate has expired": "its certificate has expired",
    "certificate is not yet valid": "its certificate is not valid yet",
    "self-signed certificate": "it signed its certificate itself",
    "unable to get local issuer certificate": "its certificate comes without "
    "the chain that proves who issued it",
}


def network_fault(error: httpx.TransportError, url: httpx.URL) -> FetchError:
    """No answer came, or only part of one."""
    source = error.__cause__
    if isinstance(source, socket.gaierror):
        return _no_such_host(source, url)
    if isinstance(source, ssl.SSLCertVerificationError):
        return _bad_certificate(source, url)
    if isinstance(error, httpx.TimeoutException):
        return _fault(url, f"{url.host} did not answer in time", "timeout", _LATER)
    remedy = _LATER
    what = f"{url.host} could not be reached"
    if isinstance(source, ssl.SSLError):
        what = f"{url.host} could not agree on a secure connection"
        remedy = "does its address begin with http:// instead?"
    elif isinstance(source, ConnectionRefusedError):
        what = f"Nothing is listening at {url.netloc.decode()}"
    elif isinstance(error, httpx.RemoteProtocolError):
        what = f"{url.host} could not be understood: {error}"
    return _fault(url, what, "connection", remedy)


def too_slow(url: httpx.URL, seconds: float) -> FetchError:
    """The time is used up."""
    what = f"{url.host} did not send everything within {seconds:g} seconds"
    return _fault(url, what, "timeout", _LATER)


def too_large(url: httpx.URL, most: int) -> FetchError:
    """The body goes beyond its cap, as it comes or decoded."""
    what = f"{url} sends more than {most // (1024 * 1024)} MiB"
    remedy = "point the source at a feed, or at a page of it"
    return _fault(url, what, "too-large", remedy)


def bad_encoding(url: httpx.URL, why: str) -> FetchError:
    """The body cannot be decoded."""
    what = f"{url} sends what cannot be unpacked: {why}"
    return _fault(url, what, "encoding", "tell the people who run the site")


def astray(url: httpx.URL, why: str) -> FetchError:
    """Its redirects lead nowhere."""
    remedy = "open the address in a browser and use the one it ends at"
    return _fault(url, f"{url} {why}", "redirects", remedy)


def not_an_address(text: str) -> FetchError:
    """The text is no URL at all."""
    return FetchError(
        f"{text[:200]!r} is no web address",
        cause="refused-address",
        url=text[:200],
        remedy="write it in full, as in https://www.example.org/news",
    )


def disallowed(url: httpx.URL) -> FetchError:
    """The host's robots.txt says no."""
    return _fault(
        url,
        f"The robots.txt of {url.host} asks programs not to fetch {url.path}",
        "robots",
        "use a feed that it allows, or ask the people who run the site",
    )


def about_robots(fault: FetchError) -> FetchError:
    """The same trouble, met while asking for robots.txt."""
    if fault.cause not in {"timeout", "server", "throttled"}:
        return again(fault)  # no question about this host could have been answered
    why = "when asked for its robots.txt, before which nothing else may be asked"
    return _again(fault, f"{fault.message}, {why}")


def again(fault: FetchError) -> FetchError:
    """The same fault, to be raised once more."""
    return _again(fault, fault.message)


def status_fault(
    status: int, headers: Mapping[str, str], url: httpx.URL, now: datetime
) -> FetchError:
    """The server answered, but not with what was asked for."""
    cause, meaning, remedy = _meaning(status)
    wait = retry_after(headers.get("retry-after"), now)
    if status == HTTPStatus.SERVICE_UNAVAILABLE and wait is not None:
        cause = "throttled"
    message = f"{url} {meaning} ({status})"
    return FetchError(
        message, cause=cause, url=str(url), remedy=remedy, retry_after=wait
    )


def named(fault: FetchError, name: str) -> FetchError:
    """The same fault with the name of its source in front."""
    return _again(fault, f"{name}: {fault.message}")


def bare(fault: FetchError, name: str) -> FetchError:
    """The same fault without the name of its source, for others who ask there."""
    return _again(fault, fault.message.removeprefix(f"{name}: "))


def _meaning(status: int) -> tuple[str, str, str]:
    new_address = "find its new address and put it in sources.toml"
    if status == HTTPStatus.GONE:
        remedy = f"it is asked no more; take the source out, or {new_address}"
        return "gone", "is gone for good", remedy
    if status == HTTPStatus.NOT_FOUND:
        return "not-found", "is not there", new_address
    if status in {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
        HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    }:
        remedy = "ask the people who run the site to let this program in"
        return "forbidden", "does not let us in", remedy
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        remedy = "it is left alone for a while; a longer `every` may help"
        return "throttled", "asks us to come less often", remedy
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "server", "has trouble of its own", _LATER
    remedy = "open the address in a browser to see what it is"
    return "status", "gives an answer that is no document", remedy


def _no_such_host(error: socket.gaierror, url: httpx.URL) -> FetchError:
    if error.errno == socket.EAI_AGAIN:
        what = f"The name {url.host} could not be looked up just now"
        return _fault(url, what, "dns", "check this machine's network; " + _LATER)
    what = f"There is no server called {url.host}"
    return _fault(url, what, "dns", "check how the address is written in sources.toml")


def _bad_certificate(error: ssl.SSLCertVerificationError, url: httpx.URL) -> FetchError:
    reason = error.verify_message
    if "mismatch" in reason.lower():
        why = "its certificate is for another name"
    else:
        why = _CERTIFICATES.get(reason, f"its certificate fails: {reason}")
    what = f"{url.host} cannot be trusted: {why}"
    remedy = "tell the people who run the site; nothing is fetched from it until then"
    return _fault(url, what, "certificate", remedy)


def _fault(url: httpx.URL, message: str, cause: str, remedy: str) -> FetchError:
    return FetchError(message, cause=cause, url=str(url), remedy=remedy)


def _again(fault: FetchError, message: str) -> FetchError:
    return FetchError(
        message,
        cause=fault.cause,
        url=fault.url,
        remedy=fault.remedy,
        retry_after=fault.retry_after,
    )
