"""A link that answers nothing any more, or has another address."""

from datetime import datetime
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from aggregator.drafts.checks.context import DESK, CheckContext
from aggregator.model.draft import Finding
from aggregator.model.link import LinkLook

_SIGN_IN = ("login", "log-in", "signin", "sign-in", "sso", "adfs", "saml")


def dead_link(text: str, context: CheckContext) -> Finding | None:
    found = (_said(look, text, context) for look in context.links if look.url in text)
    return next((one for one in found if one is not None), None)


def _said(look: LinkLook, text: str, context: CheckContext) -> Finding | None:
    zone = context.rules.timezone
    when = _moment(look.looked_at, zone)
    if look.is_gone:
        return _finding(f"The link answered {look.status} on {when}: nothing is there")
    if look.is_silent and look.since is not None:
        host, since = urlsplit(look.url).netloc, _moment(look.since, zone)
        return _finding(f"{host} has not answered the link since {since}")
    if look.landed is None or _is_same(look.url, look.landed):
        return None
    return _elsewhere(look, look.landed, text, when)


def _elsewhere(look: LinkLook, landed: str, text: str, when: str) -> Finding | None:
    """What to say of a link that leads to another address than its own."""
    before, after = urlsplit(look.url), urlsplit(landed)
    if _wants_a_name(after) and not _wants_a_name(before):
        return _finding(f"The link leads to a sign-in page ({when})")
    if before.path.strip("/") and not after.path.strip("/"):
        return _finding(f"The link leads to the front page of {after.netloc} ({when})")
    if not look.for_good:
        return None
    return Finding(
        rule="dead-link",
        message=f"The link has moved for good, to {landed}",
        source=DESK,
        fix=text.replace(look.url, landed),
        remedy="write the new address",
    )


def _finding(message: str) -> Finding:
    return Finding(rule="dead-link", message=message, source=DESK)


def _is_same(url: str, other: str) -> bool:
    """Whether they differ only in what no reader would notice: https, www, a slash."""
    return _plain(urlsplit(url)) == _plain(urlsplit(other))


def _plain(parts: SplitResult) -> tuple[str, str]:
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/").lower()


def _wants_a_name(parts: SplitResult) -> bool:
    words = f"{parts.netloc}{parts.path}".lower().replace(".", "/").split("/")
    return any(word in _SIGN_IN for word in words)


def _moment(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"
