"""The measures of photos, on real photographs blurred by known amounts."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from aggregator.demo.pictures import picture
from aggregator.desk.photo_crop import focus_of
from aggregator.desk.photo_facts import MOSTLY_WORDS, SHARP_ENOUGH
from aggregator.desk.photo_frame import SHAPES, Focus, box_for
from aggregator.desk.photo_measures import sharpness, text_share
from aggregator.desk.photos import develop
from bench.photos import (
    MOVED,
    PHOTOGRAPHS,
    PRINT,
    blurred,
    photograph,
    poster,
    sharp,
    words,
)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_a_real_photograph_is_sharp_and_blurred_it_is_named_as_such(name):
    image = photograph(name)
    assert sharp(image) >= SHARP_ENOUGH
    assert sharp(blurred(image, 2)) < SHARP_ENOUGH
    measures = [sharp(blurred(image, radius)) for radius in (0, 0.5, 1, 2, 4)]
    assert measures == sorted(measures, reverse=True)


def test_a_camera_that_moved_blurs_one_direction_and_that_is_enough():
    assert sharp(photograph(MOVED)) < SHARP_ENOUGH


@pytest.mark.parametrize("name", ["astronaut.png", "coffee.png", "motorcycle_left.png"])
def test_a_sharp_subject_before_a_soft_background_is_in_focus(name):
    image = photograph(name)
    soft = image.filter(ImageFilter.GaussianBlur(4))
    middle = tuple(side * part // 3 for part in (1, 2) for side in image.size)
    soft.paste(image.crop(middle), middle[:2])
    assert sharp(soft) >= SHARP_ENOUGH


@pytest.mark.parametrize("name", ["camera.png", "gravel.png", "coins.png"])
def test_fog_and_snow_are_no_blur(name):
    grey = np.asarray(photograph(name), dtype=np.float32)
    assert sharpness(grey * 0.3 + 160) >= SHARP_ENOUGH


def test_what_has_no_edges_has_no_sharpness():
    assert sharpness(np.full((400, 600), 128, dtype=np.float32)) is None
    assert text_share(np.zeros((5, 5), dtype=np.float32)) == 0


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_no_photograph_is_taken_for_a_poster(name):
    assert words(photograph(name)) < MOSTLY_WORDS


def test_posters_and_pages_are_told():
    assert all(words(poster(number)) > MOSTLY_WORDS for number in range(8))
    assert words(photograph(PRINT)) > MOSTLY_WORDS
    (fault,) = [
        one for one in develop(picture("poster.png")).measures.faults if "words" in one
    ]
    assert "say them in the post" in fault


@pytest.mark.parametrize(
    ("left", "top"), [(20, 20), (500, 20), (20, 300), (500, 300), (260, 160)]
)
def test_what_stands_out_is_found(left, top):
    image = Image.new("RGB", (600, 400), "lightsteelblue")
    pen = ImageDraw.Draw(image)
    pen.ellipse((left, top, left + 80, top + 80), fill="darkred", outline="white")
    pen.line((left, top, left + 80, top + 80), fill="white", width=5)
    focus = focus_of(image)
    assert abs(focus.across - (left + 40) / 600) < 0.06
    assert abs(focus.down - (top + 40) / 400) < 0.06


def test_a_plain_or_tiny_picture_is_cut_in_the_middle():
    assert focus_of(Image.new("RGB", (600, 400), "navy")) == Focus()
    assert focus_of(Image.new("RGB", (3, 3))) == Focus()


@pytest.mark.parametrize("network", SHAPES)
@pytest.mark.parametrize("size", [(900, 300), (300, 900), (640, 480), (1, 1), (7, 900)])
@pytest.mark.parametrize("across", [0.0, 0.5, 1.0])
def test_the_cut_has_the_shape_of_the_network_and_lies_in_the_picture(
    network, size, across
):
    left, top, right, bottom = box_for(size, network, Focus(across=across, down=0.2))
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]
    tallest, widest = SHAPES[network]
    shape = (right - left) / (bottom - top)
    assert tallest - 0.2 <= shape <= widest + 0.2
    if tallest <= size[0] / size[1] <= widest:
        assert (left, top, right, bottom) == (0, 0, *size)


def test_the_cut_keeps_what_matters():
    assert box_for((900, 300), "x", Focus(across=0.95, down=0.5))[2] == 900
    assert box_for((900, 300), "x", Focus(across=0.05, down=0.5))[0] == 0


def test_a_large_photo_is_kept_large_and_light_enough_for_every_network():
    noise = np.random.default_rng(1).integers(0, 255, (2600, 3900, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "JPEG", quality=95)
    photo = develop(file.getvalue())
    with Image.open(io.BytesIO(photo.jpeg)) as kept:
        assert max(kept.size) == 2048
    assert photo.measures.width == 3900
    assert len(develop(picture("library.jpg")).jpeg) < 950_000
