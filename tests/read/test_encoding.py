import pytest

from aggregator.read.encoding import decode

TEXT = "Café at the Château: £5 \u2013 “free” tea"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (TEXT.encode("utf-8-sig"), "text/html; charset=windows-1252"),
        (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("cp1252"), "text/html; charset=utf-8"),
        (TEXT.encode("cp1252"), "text/html; charset=us-ascii"),
        (TEXT.encode("cp1252"), None),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16"), "text/xml; charset=utf-8"),
    ],
)
def test_text_is_read_whatever_the_header_says(body, content_type):
    assert decode(body, content_type).text == TEXT


def test_a_declaration_is_believed_where_bytes_allow_it():
    body = '<?xml version="1.0" encoding="koi8-r"?><t>Привет</t>'.encode("koi8-r")
    assert "Привет" in decode(body, None).text
    body = '<meta charset="shift_jis"><p>こんにちは</p>'.encode("shift_jis")
    assert "こんにちは" in decode(body, "text/html").text


def test_a_stray_windows_letter_in_utf_8_is_read_and_told():
    decoded = decode("é".encode() * 20 + "\u2019".encode("cp1252"), None)
    assert decoded.text == "é" * 20 + "\u2019"
    assert decoded.damaged


def test_a_document_cut_in_the_middle_of_a_letter_is_still_utf_8():
    assert decode("Café".encode()[:-1], None).text.startswith("Caf")


@pytest.mark.parametrize(
    "trap", ["utf-7", "unicode_escape", "zlib", "nonsense", "idna"]
)
def test_no_document_may_choose_a_codec_that_is_no_character_set(trap):
    assert decode(b"<p>+ADw- \\u003c \xe9</p>", f"text/html; charset={trap}").text == (
        "<p>+ADw- \\u003c é</p>"
    )
