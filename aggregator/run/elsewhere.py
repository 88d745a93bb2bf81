"""Signing in with the council's own accounts (Entra and others), by OpenID Connect.

The code flow with PKCE, state and nonce, as OpenID Connect Core 1.0 and RFC 9700 want
it. What this returns is who somebody is to the provider; whether they may come in is
the desk's business.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from aggregator.config.own import require_own_file, require_own_variable
from aggregator.model.configuration import SignInRules
from aggregator.model.errors import RefusedError
from aggregator.run.assemble import Parts

_SECONDS = 10
_DISCOVERY = "/.well-known/openid-configuration"
# Keys that both sides know prove nothing here, and "none" proves nothing at all.
_ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "RS512", "ES384", "EdDSA")
_LEEWAY = 60
_AGAIN = "try again; if it stays so, ask whoever runs the desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Where the browser goes, and what it keeps until it is back."""

    address: str
    keeps: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who somebody is to the provider: `id` is theirs for ever, `email` may change."""

    id: str
    email: str


def begin(parts: Parts, back: str) -> Begun:
    """Send a browser to the provider; `back` is the page of ours that it returns to.

    Raises:
        RefusedError: no provider is configured, or it cannot be reached.
    """
    rules = _rules(parts)
    about = _about(rules)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    address, _ = _session(parts, rules, back).create_authorization_url(
        about["authorization_endpoint"],
        state=state,
        code_verifier=verifier,
        nonce=nonce,
    )
    return Begun(address=address, keeps=f"{state} {nonce} {verifier}")


def finish(parts: Parts, back: str, came: str, kept: str) -> Known:
    """Who came back: `came` is the whole address, `kept` what the browser had kept.

    Raises:
        RefusedError: they did not sign in there, this browser did not begin it, or what
            the provider says does not hold.
    """
    rules = _rules(parts)
    state, nonce, verifier = _kept(kept)
    about = _about(rules)
    try:
        with _session(parts, rules, back) as session:
            told = session.fetch_token(
                about["token_endpoint"],
                authorization_response=came,
                state=state,
                code_verifier=verifier,
                timeout=_SECONDS,
            )
        claims = _claims(rules, about, cast("dict[str, Any]", told), nonce, parts)
    except AuthlibBaseError as error:
        raise RefusedError(
            f"{rules.name} did not sign you in: {error.description or error.error}",
            remedy=_AGAIN,
        ) from error
    except JoseError as error:
        raise RefusedError(
            f"What {rules.name} says cannot be believed: {error}", remedy=_AGAIN
        ) from error
    except (requests.RequestException, ValueError) as error:
        raise _silent(rules) from error
    return _known(rules, claims)


def wrong(parts: Parts) -> str | None:
    """Why nobody could sign in elsewhere now; nothing if all is well."""
    rules = parts.configuration.sign_in
    if rules is None:
        return None
    try:
        _secret(parts, rules)
        _about(rules)
    except RefusedError as error:
        return str(error)
    return None


def _claims(
    rules: SignInRules,
    about: dict[str, Any],
    told: dict[str, Any],
    nonce: str,
    parts: Parts,
) -> CodeIDToken:
    if "id_token" not in told:
        raise RefusedError(f"{rules.name} does not say who you are", remedy=_AGAIN)
    keys = KeySet.import_key_set(
        cast("KeySetSerialization", _json(rules, about["jwks_uri"]))
    )
    token = jwt.decode(told["id_token"], keys, algorithms=_ALGORITHMS)
    claims = CodeIDToken(
        token.claims,
        token.header,
        {
            "iss": {"essential": True, "value": rules.issuer},
            "aud": {"essential": True, "value": rules.client_id},
        },
        {
            "nonce": nonce,
            "client_id": rules.client_id,
            "access_token": told.get("access_token"),
        },
    )
    claims.validate(now=parts.clock().timestamp(), leeway=_LEEWAY)
    return claims


def _known(rules: SignInRules, claims: CodeIDToken) -> Known:
    email = claims.get("email")
    if not isinstance(email, str) or "@" not in email:
        raise RefusedError(
            f"{rules.name} does not tell your e-mail address",
            remedy="ask its administrators to let the desk see the claim “email”",
        )
    # Entra says nothing of it: there an administrator has set the address.
    if claims.get("email_verified", True) is not True:
        raise RefusedError(
            f"{rules.name} has not verified {email}",
            remedy="verify it there, then sign in again",
        )
    return Known(id=f"{rules.issuer} {claims['sub']}", email=email)


def _rules(parts: Parts) -> SignInRules:
    rules = parts.configuration.sign_in
    if rules is None:
        raise RefusedError(
            "Nobody signs in elsewhere here", remedy="use your name and password"
        )
    return rules


def _about(rules: SignInRules) -> dict[str, Any]:
    about: dict[str, Any] = _json(rules, rules.issuer.rstrip("/") + _DISCOVERY)
    if about.get("issuer") != rules.issuer:
        raise RefusedError(
            f"What is at {rules.issuer} calls itself {about.get('issuer')}",
            remedy="write the issuer into sources.toml as the provider itself has it",
        )
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not _is_safe(about.get(name)):
            raise RefusedError(
                f"{rules.name} names no safe {name}", remedy="look at its issuer"
            )
    return about


def _is_safe(address: object) -> bool:
    """Whether nobody between can listen: https, or this machine itself."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in {"127.0.0.1", "localhost"}


def _json(rules: SignInRules, address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=_SECONDS)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise _silent(rules) from error
    if not isinstance(found, dict):
        raise _silent(rules)
    return found


def _silent(rules: SignInRules) -> RefusedError:
    return RefusedError(
        f"{rules.name} cannot be asked now",
        remedy="try again, or use your name and password",
    )


def _kept(kept: str) -> tuple[str, str, str]:
    found = kept.split(" ")
    if len(found) != 3:  # noqa: PLR2004  state, nonce, verifier
        raise RefusedError(
            "This browser did not begin to sign in, or too long ago", remedy=_AGAIN
        )
    return found[0], found[1], found[2]


def _session(parts: Parts, rules: SignInRules, back: str) -> OAuth2Session:
    return OAuth2Session(
        rules.client_id,
        _secret(parts, rules),
        scope="openid email profile",
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _secret(parts: Parts, rules: SignInRules) -> str | None:
    """The secret, from where it is kept; a public client has none."""
    if rules.client_secret is None:
        return None
    where, _, name = rules.client_secret.partition(":")
    directory = Path(parts.configuration.directory)
    if where == "env":
        require_own_variable(directory, name)
        secret = os.environ.get(name, "").strip()
    else:
        path = directory / name
        require_own_file(directory, path)
        secret = path.read_text("utf-8").strip() if path.is_file() else ""
    if not secret:
        raise RefusedError(
            f"The secret for {rules.name} is not at {rules.client_secret}",
            remedy="put it there, and sign in again",
        )
    return secret
