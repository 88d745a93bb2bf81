"""What every table of `sources.toml` is: strict, and of keys that are listed."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

# The readers' and the networks' registries, by name; a test holds them together.
FORMATS = ("auto", "feed", "page", "calendar", "sitemap", "timeline")
NETWORKS = ("x", "mastodon", "bluesky")

KindName = Literal["event", "job", "news", "business", "share", "auto"]
HashtagKind = Literal["event", "job", "news", "business", "share"]
FormatName = Literal["auto", "feed", "page", "calendar", "sitemap", "timeline"]
NetworkName = Literal["x", "mastodon", "bluesky"]


class Table(BaseModel):
    """A table of the file; a key that is not listed is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True)
