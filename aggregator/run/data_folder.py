"""The folder in which a desk, or an installation of several, keeps what it knows."""

from pathlib import Path

from aggregator.model.errors import StoreError

# Where the database lies unless `sources.toml` names another place.
DATA = "data"
# The album's folder in it.
PICTURES = "pictures"


def data_folder(directory: Path) -> Path:
    """The folder's own `data`, made if it is not there yet.

    Raises:
        StoreError: it cannot be made.
    """
    folder = directory / DATA
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The folder {folder} cannot be made: {error.strerror}",
            remedy="make it yourself, writable for who runs this",
        ) from None
    return folder
