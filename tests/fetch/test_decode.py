import gzip
import tracemalloc
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.fetch.decode import EncodingError, TooLargeError, decoder
from aggregator.fetch.limits import MIB

CAP = 10 * MIB
TEXT = b"".join(b"<item>%d</item>" % number for number in range(20_000))


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {
    "identity": bytes,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": bare_deflate,
    "br": brotli.compress,
}


def decoded(encoding: str | None, *pieces: bytes, cap: int = CAP) -> bytes:
    decoding = decoder(encoding, cap)
    for piece in pieces:
        decoding.feed(piece)
    return decoding.finish()


@pytest.mark.parametrize("encoding", PACK)
@pytest.mark.parametrize("step", [1, 7, 5000, 10**9])
def test_each_encoding_is_undone_however_it_is_cut(encoding, step):
    text = TEXT[:20_000] if step < 10 else TEXT
    packed = PACK[encoding](text)
    pieces = [packed[at : at + step] for at in range(0, len(packed), step)]
    assert decoded(encoding, *pieces) == text


@given(text=st.binary(max_size=2000), cuts=st.lists(st.integers(1, 50), max_size=20))
def test_any_bytes_survive_each_encoding(text, cuts):
    for encoding, pack in PACK.items():
        packed, pieces = pack(text), []
        for cut in cuts:
            pieces.append(packed[:cut])
            packed = packed[cut:]
        assert decoded(encoding, *pieces, packed) == text


@pytest.mark.parametrize("encoding", ["zstd", "compress", "gzip, br", "gzip, gzip"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding):
    with pytest.raises(EncodingError):
        decoder(encoding, CAP)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_body_that_is_not_what_it_says_is_refused(encoding):
    with pytest.raises(EncodingError):
        decoded(encoding, b"<rss>plain after all</rss>")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_compressed_body_without_its_end_is_refused(encoding):
    with pytest.raises(EncodingError):
        decoded(encoding, PACK[encoding](TEXT)[:-9])


def test_several_gzip_members_are_one_body_even_cut_inside_the_mark():
    first, second = gzip.compress(b"one "), gzip.compress(b"two")
    assert decoded("gzip", first + second) == b"one two"
    assert decoded("gzip", first + second[:1], second[1:]) == b"one two"
    assert decoded("gzip", first + b"\0\0\0", b"\0") == b"one "


def test_endless_empty_members_are_a_bomb():
    with pytest.raises(TooLargeError):
        decoded("gzip", gzip.compress(b"") * 5000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_bomb_is_refused_before_it_takes_memory(encoding):
    bomb = PACK[encoding](bytes(100 * MIB))
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            decoded(encoding, bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6 * MIB  # refused by its ratio, long before the cap


@pytest.mark.parametrize("encoding", PACK)
def test_the_cap_is_exact(encoding):
    packed = PACK[encoding](TEXT)
    assert decoded(encoding, packed, cap=len(TEXT)) == TEXT
    with pytest.raises(TooLargeError):
        decoded(encoding, packed, cap=len(TEXT) - 1)


def test_an_empty_body_is_empty_in_each_encoding():
    assert [decoded(encoding) for encoding in PACK] == [b""] * len(PACK)
