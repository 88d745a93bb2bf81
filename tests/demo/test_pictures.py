import io

import pytest
from PIL import ExifTags, Image, ImageFilter, ImageStat

from aggregator.demo.pictures import PICTURES, TELLS_WHERE, content_type, picture


def _opened(name):
    return Image.open(io.BytesIO(picture(name)))


def _sharpness(name):
    edges = _opened(name).convert("L").filter(ImageFilter.FIND_EDGES)
    return ImageStat.Stat(edges).stddev[0]


def _light(name):
    return ImageStat.Stat(_opened(name).convert("L")).mean[0]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_what_its_name_says_and_always_the_same(name):
    first = picture(name)
    picture.cache_clear()
    assert picture(name) == first
    with _opened(name) as image:
        assert Image.MIME[image.format] == content_type(name)


def test_one_is_blurred_one_is_dark_and_one_is_tiny():
    assert _sharpness("blurred.jpg") < _sharpness("library.jpg") / 3
    assert _light("dark.jpg") < 40
    assert _light("workshop.jpg") > 120
    assert _opened("tiny.jpg").width < 200
    assert _opened("library.jpg").width >= 1200


def test_only_one_photo_says_where_it_was_taken():
    located = {
        name
        for name in PICTURES
        if _opened(name).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    }
    assert located == {TELLS_WHERE}


def test_there_is_no_other_picture():
    assert picture("../town.py") is None
