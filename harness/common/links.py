"""The payload of a playground link: the source of a program, compressed so that it fits behind ``#code=`` of a URL."""

import base64
import re
import zlib

LONGEST_PROGRAM = 1_000_000
"""The most bytes of source that a payload may hold: a short link could otherwise unpack to gigabytes."""


def encode_program(source: str) -> str:
    """The source as zlib-compressed UTF-8 in the URL-safe alphabet of base64, without padding."""
    packed = zlib.compress(source.encode("utf-8"), 9)
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def decode_program(payload: str) -> str:
    """The source in a payload, or a `ValueError` for one that is damaged, cut off, or longer than `LONGEST_PROGRAM`."""
    # checked here: Python's decoder accepts the other alphabet, too, and another spelling would be another link
    if not re.fullmatch(r"[A-Za-z0-9_-]+", payload):
        raise ValueError("not base64 for URLs")
    packed = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    unpacking = zlib.decompressobj()
    try:
        source = unpacking.decompress(packed, LONGEST_PROGRAM + 1)
    except zlib.error as error:
        raise ValueError(f"not a zlib stream: {error}") from error
    if len(source) > LONGEST_PROGRAM:
        raise ValueError(f"more than {LONGEST_PROGRAM:,} bytes of source")
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("cut off, or followed by other data")
    return source.decode("utf-8")
