"""Content encodings undone, in steps that never make more than was asked for."""

import zlib
from typing import Protocol

import brotli  # type: ignore[import-untyped]

from aggregator.fetch.limits import KIB, MIB

ACCEPTED = "gzip, deflate, br"

_STEP = 64 * KIB
# Taken in at once, so that the ratio below is that of the bytes used up so far.
_SLICE = 16 * KIB
# Text shrinks to a fiftieth at best; what shrinks to a two-hundredth is a bomb.
_HONEST_RATIO = 200
_ALWAYS_FINE = 2 * MIB
# Some servers send a body as several gzip members; none needs more than this.
_MEMBERS = 1000
_GZIP = zlib.MAX_WBITS | 16
_GZIP_MAGIC = b"\x1f\x8b"
_ZLIB_METHOD = 8


class TooLargeError(Exception):
    """The decoded body goes beyond its cap, or shrinks as only a bomb does."""


class EncodingError(Exception):
    """The body is not what its Content-Encoding says."""


class Decoder(Protocol):
    """Bytes as they came in, bytes as they were meant out."""

    def feed(self, data: bytes) -> None: ...

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            EncodingError: the end is missing.
        """
        ...

    def held(self) -> bytes:
        """What has been decoded so far."""
        ...

    @property
    def size(self) -> int:
        """How many decoded bytes are held."""
        ...


def decoder(content_encoding: str | None, cap: int) -> Decoder:
    """What undoes this `Content-Encoding`, up to `cap` decoded bytes.

    Raises:
        EncodingError: nobody asked for that encoding, or there are several.
    """
    name = (content_encoding or "identity").strip().lower()
    if name in {"identity", "none", ""}:
        return _Identity(cap)
    if name in {"gzip", "x-gzip"}:
        return _Zlib(cap, _GZIP)
    if name == "deflate":
        return _Zlib(cap, None)
    if name == "br":
        return _Brotli(cap)
    raise EncodingError(f"the encoding {name[:40]!r} was not asked for")


class _Body:
    """Decoded bytes so far, within their cap."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._decoded = bytearray()
        self._came = 0

    @property
    def size(self) -> int:
        return len(self._decoded)

    def held(self) -> bytes:
        return bytes(self._decoded)

    def feed(self, data: bytes) -> None:
        for start in range(0, len(data), _SLICE):
            piece = data[start : start + _SLICE]
            self._came += len(piece)
            if self._came > self._cap:
                raise TooLargeError
            self._take(piece)

    def _take(self, data: bytes) -> None:
        raise NotImplementedError

    def _keep(self, decoded: bytes) -> None:
        self._decoded += decoded
        size = len(self._decoded)
        if size > self._cap:
            raise TooLargeError
        if size > _ALWAYS_FINE and size > self._came * _HONEST_RATIO:
            raise TooLargeError


class _Identity(_Body):
    def _take(self, data: bytes) -> None:
        self._keep(data)

    def finish(self) -> bytes:
        return self.held()


class _Zlib(_Body):
    """gzip of any number of members; deflate with or without zlib's header."""

    def __init__(self, cap: int, window: int | None) -> None:
        super().__init__(cap)
        self._window = window
        self._waiting = b""
        self._member = None if window is None else zlib.decompressobj(window)
        self._members = 1

    def _take(self, data: bytes) -> None:
        data = self._waiting + data
        self._waiting = b""
        if self._member is None:
            if len(data) < 2:  # noqa: PLR2004 - zlib's header is two bytes
                self._waiting = data
                return
            self._member = zlib.decompressobj(_deflate_window(data))
        try:
            self._decode(data)
        except zlib.error as error:
            raise EncodingError("the compressed body is broken") from error

    def finish(self) -> bytes:
        if self._came and (self._member is None or not self._member.eof):
            raise EncodingError("the compressed body stops before its end")
        return self.held()

    def _decode(self, data: bytes) -> None:
        while self._member is not None:
            if self._member.eof:
                if not self._another_member(data):
                    return
                self._next_member()
            decoded = self._member.decompress(data, _STEP)
            self._keep(decoded)
            data = self._member.unconsumed_tail or self._member.unused_data
            # A full step may leave more inside zlib, although all bytes are taken.
            if not self._member.eof and not data and len(decoded) < _STEP:
                return

    def _another_member(self, data: bytes) -> bool:
        """Whether gzip goes on; other bytes are padding, which browsers skip too."""
        if self._window == _GZIP and data == _GZIP_MAGIC[:1]:
            self._waiting = data
            return False
        return self._window == _GZIP and data.startswith(_GZIP_MAGIC)

    def _next_member(self) -> None:
        self._members += 1
        if self._members > _MEMBERS:
            raise TooLargeError
        self._member = zlib.decompressobj(_GZIP)


class _Brotli(_Body):
    def __init__(self, cap: int) -> None:
        super().__init__(cap)
        self._decompressor = brotli.Decompressor()

    def _take(self, data: bytes) -> None:
        if self._decompressor.is_finished():
            return
        try:
            decoded = self._process(data)
            # brotli 1.2 says it can take more while it still has output to give.
            while decoded:
                self._keep(decoded)
                decoded = self._process(b"")
        except brotli.error as error:
            raise EncodingError("the compressed body is broken") from error

    def finish(self) -> bytes:
        if self._came and not self._decompressor.is_finished():
            raise EncodingError("the compressed body stops before its end")
        return self.held()

    def _process(self, data: bytes) -> bytes:
        decoded: bytes = self._decompressor.process(data, output_buffer_limit=_STEP)
        return decoded


def _deflate_window(start: bytes) -> int:
    """RFC 9110 means zlib's format by deflate; half the servers send it bare."""
    has_header = (
        start[0] & 0x0F == _ZLIB_METHOD and (start[0] << 8 | start[1]) % 31 == 0
    )
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
