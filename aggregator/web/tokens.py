"""The token that proves a form came from one of our own pages.

It is the session's secret, masked anew in every page, so that a compressed page never
holds the same bytes twice.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

_LENGTH = 32


def token(secret: str) -> str:
    """A form's token for a secret."""
    key, mask = _key(secret), secrets.token_bytes(_LENGTH)
    return urlsafe_b64encode(mask + _mixed(key, mask)).decode()


def is_genuine(written: str | None, secret: str) -> bool:
    """Whether a form's token was made from this secret."""
    try:
        raw = urlsafe_b64decode((written or "").encode())
    except ValueError:
        return False
    if len(raw) != 2 * _LENGTH:
        return False
    return hmac.compare_digest(_mixed(raw[_LENGTH:], raw[:_LENGTH]), _key(secret))


def _key(secret: str) -> bytes:
    return hashlib.sha256(f"form {secret}".encode()).digest()


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))
