"""Files that lie packed on a server, as sitemaps often do (`sitemap.xml.gz`)."""

import zlib

_MARK = b"\x1f\x8b"
# As much as may come unpacked.
_MOST = 10 * 1024 * 1024


def unpacked(body: bytes) -> bytes:
    """What is in a gzip file, its beginning where it is long; other bytes as is."""
    if not body.startswith(_MARK):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, _MOST)
    except zlib.error:
        return body
