"""What lets us in: from the environment, a file or the keyring, and never shown."""

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aggregator.config.own import prefix_of
from aggregator.model.errors import RefusedError
from aggregator.model.later import later

ENVIRONMENT = "environment"
KEYRING = "keyring"
_SERVICE = "aggregator"
_BEGAN = "began_from"
_in_keyring: Callable[[str, str], str | None] = later(
    "aggregator.deliver.keyrings", "kept_there"
)
_NOT_A_NAME = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """The secrets of one account, by name; `place` is where they are kept.

    `place` is "environment", "keyring", or a TOML file that its owner alone may read.
    Tokens that a network renews are kept in `kept`, a file of our own, and win. Where
    there are several desks, the names of variables and entries have that of the `desk`.
    """

    network: str
    handle: str | None
    place: str = ENVIRONMENT
    kept: Path | None = None
    desk: str = ""
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)

    def find(self, name: str) -> str | None:
        """A secret, if there is one.

        Raises:
            RefusedError: the file or the keyring cannot be used.
        """
        return self._renewed().get(name) or self._given(name)

    def need(self, name: str) -> str:
        """A secret.

        Raises:
            RefusedError: there is none; it says where to put it.
        """
        found = self.find(name)
        if found is None:
            raise RefusedError(
                f"There is no {name} for {self.account}",
                remedy=f"put it {self._where(name)}",
            )
        return found

    def keep(self, **renewed: str) -> None:
        """Remember what the network renewed, in a file that its owner alone may read.

        Raises:
            RefusedError: it cannot be written.
        """
        if self.kept is None:
            return
        try:
            self.kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = self.kept.with_suffix(".new")
            handle = os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                began = {_BEGAN: self._beginning()}
                json.dump({**self._renewed(), **renewed, **began}, file)
            beside.replace(self.kept)
        except OSError as error:
            raise RefusedError(
                f"The renewed token of {self.account} cannot be kept: {error.strerror}",
                remedy=f"make {self.kept.parent} writable",
            ) from error

    @property
    def account(self) -> str:
        """How sentences speak of it."""
        return f"{self.network} ({self.handle})" if self.handle else self.network

    def _renewed(self) -> dict[str, str]:
        """What the network renewed, unless a person has put another token in place."""
        if self.kept is None:
            return {}
        try:
            found = json.loads(self.kept.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        began = found.pop(_BEGAN, None)
        given = self._beginning()
        return found if given is None or began in {None, given} else {}

    def _beginning(self) -> str | None:
        """Tells one refresh token that a person gave from another, not what it is."""
        given = self._given("refresh_token")
        return given and hashlib.blake2b(given.encode(), digest_size=12).hexdigest()

    def _given(self, name: str) -> str | None:
        if self.place == ENVIRONMENT:
            return next(
                filter(None, map(self.environment.get, self._variables(name))), None
            )
        if self.place == KEYRING:
            return _in_keyring(_SERVICE, self._entry(name))
        return self._from_file().get(name)

    def _from_file(self) -> dict[str, str]:
        path = Path(self.place)
        try:
            if path.stat().st_mode & 0o077:
                raise RefusedError(
                    f"Others can read the secrets in {path}",
                    remedy=f"write: chmod 600 {path}",
                )
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            # Never quoted: what is wrong in it may be a secret.
            why = error.strerror if isinstance(error, OSError) else "it is not TOML"
            raise RefusedError(
                f"The secrets in {path} cannot be read: {why}",
                remedy='write lines such as: access_token = "..."',
            ) from None
        return {name: value for name, value in found.items() if isinstance(value, str)}

    def _variables(self, name: str) -> tuple[str, ...]:
        parts = [self.network, *([self.handle] if self.handle else []), name]
        longest = "_".join(_NOT_A_NAME.sub("_", part.upper()) for part in parts)
        short = _NOT_A_NAME.sub("_", f"{self.network}_{name}".upper())
        prefix = prefix_of(self.desk) if self.desk else "AGGREGATOR_"
        return f"{prefix}{longest}", f"{prefix}{short}"

    def _entry(self, name: str) -> str:
        whose = f"{self.desk}/" if self.desk else ""
        return f"{whose}{self.network}/{self.handle or self.network}/{name}"

    def _where(self, name: str) -> str:
        if self.place == ENVIRONMENT:
            return f"into the environment as {self._variables(name)[-1]}"
        if self.place == KEYRING:
            return f"into the keyring: keyring set {_SERVICE} {self._entry(name)}"
        return f'into {self.place}: {name} = "..."'
