"""Every key of `[sign_in]`: its type, limits, default and meaning."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from aggregator.config.table import Table
from aggregator.config.values import Address, Secret, Words, wrong

_HERE = frozenset({"127.0.0.1", "localhost"})
# Entra's doors for anybody at all: an address there is whatever somebody typed.
_ANYBODY = frozenset({"common", "organizations", "consumers"})


def _issuer(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" and parts.hostname not in _HERE:
        raise wrong("whoever is between could listen", "write https:")
    if parts.hostname == "login.microsoftonline.com" and _ANYBODY & set(
        parts.path.split("/")
    ):
        raise wrong(
            "it lets in accounts of any organisation",
            "write your tenant's own: https://login.microsoftonline.com/TENANT/v2.0",
        )
    return value


class SignInTable(Table):
    """The council's own accounts (Entra or another OpenID Connect provider).

    People who were added with that e-mail address sign in with them.
    """

    issuer: Annotated[Address, AfterValidator(_issuer)] = Field(
        description="The provider, exactly as it calls itself; for Entra "
        "https://login.microsoftonline.com/TENANT/v2.0."
    )
    client_id: Words = Field(description="What the desk is called there.")
    client_secret: Secret | None = Field(
        None, description="Where its secret is kept: env:NAME or file:PATH."
    )
    name: Words = Field(
        "your council account", description="What people call it: the button's words."
    )
