"""What a browser that has nothing yet loads for one page, by its own account."""

from typing import Any

from playwright.sync_api import Page


def first_load(page: Page, address: str) -> dict[str, int]:
    """The bytes of each answer as they came over the wire, headers included."""
    asked: dict[str, str] = {}
    weight: dict[str, int] = {}

    def weigh(said: dict[str, Any]) -> None:
        if said["requestId"] in asked:
            weight[asked[said["requestId"]]] = said["encodedDataLength"]

    page.goto("about:blank")  # whatever the page before was still loading
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.on(
        "Network.requestWillBeSent",
        lambda said: asked.__setitem__(said["requestId"], said["request"]["url"]),
    )
    network.on("Network.loadingFinished", weigh)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    network.detach()
    return weight
