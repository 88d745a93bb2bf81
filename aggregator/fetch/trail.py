"""The row of addresses that redirects lead through."""

import httpx

from aggregator.fetch.faults import astray


class Trail:
    """Where a fetch has been; `moved_to` is set while every step was for good."""

    def __init__(self, first: httpx.URL) -> None:
        self.first = first
        self.url = first
        self._seen = {first}
        self._for_good = True

    @property
    def moved_to(self) -> str | None:
        """The address to ask from now on, where every redirect was permanent."""
        moved = self._for_good and self.url != self.first
        return str(self.url) if moved else None

    def go_on(self, location: str, *, permanent: bool) -> None:
        """Take one step.

        Raises:
            FetchError: it leads back, or to no address.
        """
        try:
            url = self.url.join(location).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            raise astray(self.first, "redirects to what is no address") from error
        if url in self._seen:
            raise astray(self.first, "redirects in a circle")
        self._seen.add(url)
        self._for_good = self._for_good and permanent
        self.url = url
