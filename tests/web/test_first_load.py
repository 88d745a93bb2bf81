"""The queue for who has nothing of it yet: at most 100 KB, pictures included."""

import io

import numpy as np
import pytest
from PIL import Image

from aggregator.desk.photos import develop
from tests.web.first_load import first_load
from tests.web.test_in_a_browser import browse, sign_in

pytestmark = pytest.mark.browser

__all__ = ["browse"]

MOST = 100_000


def a_detailed_photo(seed, size=(1200, 675)):
    """A photo full of leaves: as hard to compress as any that a camera takes."""
    random = np.random.default_rng(seed)
    width, height = size
    waves = np.fft.fftfreq(height)[:, None] ** 2 + np.fft.rfftfreq(width)[None] ** 2
    chance = random.normal(size=(2, *waves.shape))
    falling = np.maximum(waves, 1e-6) ** -0.6
    grey = np.fft.irfft2((chance[0] + 1j * chance[1]) * falling, (height, width))
    grey = np.clip(grey / grey.std() * 50 + 120, 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(grey).save(file, "JPEG", quality=86)
    assert len(file.getvalue()) > 200_000
    return file.getvalue()


@pytest.mark.parametrize(
    ("width", "density"), [(375, 1), (375, 2), (375, 3), (1280, 1), (1280, 2)]
)
def test_a_queue_of_nothing_but_photos_is_under_a_hundred_kilobytes(
    desk, browse, width, density
):
    for number in range(12):
        address = f"https://example.org/{number}.jpg"
        photo = develop(a_detailed_photo(number))
        desk.parts.album.keep(address, photo)
        desk.put(f"Storytime {number} at Ambleford Library", image=address)
    how = {"viewport": {"width": width, "height": 812}, "device_scale_factor": density}
    page = browse(**how)
    sign_in(desk, page)

    loaded = first_load(page, f"{desk.base}/")

    assert sum(loaded.values()) < MOST, loaded
    photos = [name for name in loaded if "/pictures/" in name]
    assert photos
    assert len(photos) < 12, "those far down are not loaded yet"
    assert all(name.endswith(".webp") for name in photos)
    shown = page.locator("img.post__picture").first
    shown.scroll_into_view_if_needed()
    page.wait_for_function("one => one.complete", arg=shown.element_handle())
    assert shown.evaluate("one => one.naturalWidth") > 0
