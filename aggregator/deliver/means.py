"""What the ledger works with: an account, a database, a clock, the pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aggregator.deliver.payload import PictureBytes, PictureName
from aggregator.deliver.publisher import Publisher
from aggregator.store.database import Database

# Posts of the account from before the promise cannot be the one that was promised;
# a day is left for clocks that were wrong.
SLACK = timedelta(hours=25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account to keep promises on: the names that deliveries know it by.

    `monthly_limit` is in US dollars, of the months of `zone`; `reading_limit` what of
    it may go into reading. `tags` are added to links into `tagged` sites.
    """

    network: str
    names: frozenset[str]
    publisher: Publisher
    monthly_limit: float | None = None
    reading_limit: float | None = None
    zone: str = "UTC"
    tags: Mapping[str, str] = field(default_factory=dict)
    tagged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What the ledger works with.

    `is_certain` says whether the clock can be believed: if not, nothing is begun.
    `reached` is told every point of a delivery.
    """

    database: Database
    clock: Callable[[], datetime]
    picture_name: PictureName = lambda _address, _network, _focus: None
    picture: PictureBytes = lambda _name: None
    is_certain: Callable[[], bool] = lambda: True
    reached: Callable[[str], None] = lambda _point: None
