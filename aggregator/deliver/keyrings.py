"""The system's own keyring, which few places use and many libraries come with."""

import keyring
import keyring.errors

from aggregator.model.errors import RefusedError


def kept_there(service: str, entry: str) -> str | None:
    """What the keyring has under this entry of a service, if it has it.

    Raises:
        RefusedError: it cannot be used.
    """
    try:
        return keyring.get_password(service, entry)
    except keyring.errors.KeyringError as error:
        raise RefusedError(
            f"The keyring cannot be used: {error}",
            remedy="unlock it, or keep the secrets in the environment",
        ) from error
