"""The payload of a playground link: every program comes back, and nonsense is refused."""

import base64
import zlib

import pytest
from concurrency_katas.common.links import LONGEST_PROGRAM, decode_program, encode_program
from hypothesis import given
from hypothesis import strategies as st


def payload_of(packed):
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


@given(st.text())
def test_a_program_comes_back_as_it_was(source):
    payload = encode_program(source)
    assert decode_program(payload) == source
    assert payload.isascii()
    assert not set(payload) & set("+/=&#% ")


def test_the_payload_is_what_a_browser_makes_and_reads():
    # CompressionStream("deflate") writes a zlib stream (RFC 1950), of any level
    for level in range(10):
        assert decode_program(payload_of(zlib.compress("print('größer')\n".encode(), level))) == "print('größer')\n"
    packed = base64.urlsafe_b64decode(encode_program("x = 1\n") + "==")
    assert zlib.decompress(packed) == b"x = 1\n"


WHOLE = zlib.compress(b"x = 1\n" * 50)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "A",
        "a b",
        "+/+/",
        encode_program("x") + "=",
        encode_program("x") + "\n",
        payload_of(b"no stream"),
        payload_of(WHOLE[:-1]),
        payload_of(WHOLE[:12]),
        payload_of(WHOLE + b"more"),
        payload_of(zlib.compress(b"\xff\xfe")),
        "größer",
    ],
)
def test_nonsense_is_refused(payload):
    with pytest.raises(ValueError, match=r"base64|zlib|cut off|utf-8"):
        decode_program(payload)


def test_a_short_link_cannot_unpack_to_a_flood():
    longest = "x" * LONGEST_PROGRAM
    assert decode_program(encode_program(longest)) == longest
    with pytest.raises(ValueError, match="more than 1,000,000 bytes"):
        decode_program(encode_program(longest + "x"))
    with pytest.raises(ValueError, match="more than"):
        decode_program(payload_of(zlib.compress(bytes(50_000_000))))
