import io
import struct
import zlib

import pytest
from PIL import Image, ImageFilter

from aggregator.demo.pictures import picture
from aggregator.desk.photos import develop
from aggregator.model.errors import RefusedError


def jpeg(image, **named):
    file = io.BytesIO()
    image.save(file, "JPEG", **named)
    return file.getvalue()


def shelves():
    return Image.open(io.BytesIO(picture("library.jpg")))


def test_a_sharp_photo_is_kept_without_fault():
    photo = develop(picture("library.jpg"))
    assert photo.measures.faults == ()
    with Image.open(io.BytesIO(photo.jpeg)) as kept:
        assert kept.format == "JPEG"
        assert kept.size == (photo.measures.width, photo.measures.height)


@pytest.mark.parametrize(
    ("name", "fault"), [("blurred", "blurred"), ("dark", "too dark"), ("tiny", "small")]
)
def test_a_poor_photo_is_named_as_such(name, fault):
    (found,) = [
        one for one in develop(picture(f"{name}.jpg")).measures.faults if fault in one
    ]
    assert found


def test_more_blur_is_less_sharpness():
    measures = [
        develop(
            jpeg(shelves().filter(ImageFilter.GaussianBlur(radius)))
        ).measures.sharpness
        for radius in (0, 1, 2, 4, 8)
    ]
    assert measures == sorted(measures, reverse=True)


def heic(image, **named):
    file = io.BytesIO()
    image.save(file, "HEIF", **named)
    return file.getvalue()


def test_a_photo_as_a_telephone_takes_it_is_opened_and_nothing_of_it_told():
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Ada"
    exif.get_ifd(0x8825)[1] = "N"
    body = heic(shelves(), exif=exif)
    assert body[4:12] == b"ftypheic"
    photo = develop(body)
    assert photo.measures.faults == ()
    assert (photo.measures.width, photo.measures.height) == shelves().size
    assert b"Ada" not in photo.jpeg
    with Image.open(io.BytesIO(photo.jpeg)) as kept:
        assert kept.format == "JPEG"
        assert not kept.getexif()


def test_a_heic_photo_that_lies_about_its_size_or_is_cut_off_is_refused():
    body = heic(shelves().crop((0, 0, 1024, 640)))
    size = struct.pack(">II", 1024, 640)
    assert size in body
    lying = body.replace(size, struct.pack(">II", 40_000, 10_000))
    for wrong in (lying, body[: len(body) // 2], body[:300]):
        with pytest.raises(RefusedError):
            develop(wrong)


def test_nothing_of_the_camera_is_kept():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ada"
    exif.get_ifd(0x8825)[1] = "N"
    photo = develop(jpeg(shelves(), exif=exif))
    assert b"Ada" not in photo.jpeg
    with Image.open(io.BytesIO(photo.jpeg)) as kept:
        assert not kept.getexif()


def test_a_photo_is_turned_as_its_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = develop(jpeg(Image.new("RGB", (400, 200)), exif=exif))
    assert (photo.measures.width, photo.measures.height) == (200, 400)


def bomb(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(header))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture("library.jpg")[:5000],
        bomb(20_000, 20_000),
        bomb(8_000, 8_000),
    ],
)
def test_what_is_no_picture_or_a_bomb_is_refused_in_words(body):
    with pytest.raises(RefusedError, match="picture"):
        develop(body)


def test_a_point_that_counts_visits_is_no_picture():
    with pytest.raises(RefusedError, match="counts visits"):
        develop(jpeg(Image.new("RGB", (1, 1))))


@pytest.mark.parametrize("size", [(16_000, 32), (40, 4_000)])
def test_a_strip_of_which_nothing_can_be_measured_is_refused_in_words(size):
    with pytest.raises(RefusedError, match=f"strip of {size[0]} x {size[1]}"):
        develop(jpeg(Image.new("RGB", size, "red")))
