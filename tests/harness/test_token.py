"""Replay tokens: each survives a round trip through text, and any other text is refused with a message."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.token import Token, TokenError, source_hash
from harness.trace import Choice, Fault

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40)
choices = st.integers(0, 40) | st.builds(Fault, st.integers(0, 40))
switches = st.lists(st.tuples(st.integers(0, 60), choices), max_size=12).map(
    lambda pairs: tuple((sum(delta for delta, _ in pairs[: i + 1]), thread) for i, (_, thread) in enumerate(pairs))
)


@settings(derandomize=True, deadline=None)
@given(what=words, switches=switches, fair=st.none() | st.integers(0, 50_000))
def test_a_token_says_what_it_was_made_of(
    what: str, switches: tuple[tuple[int, Choice], ...], fair: int | None
) -> None:
    token = Token(what, source_hash([what.encode()]), switches, fair)
    assert Token.parse(str(token)) == token
    assert not set(str(token)) & set(" \t\n'\"\\$`!;&|<>()*?[]{}#")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "k1",
        "k1:a",
        "k1:a:b:c",
        "k1:a:12345678:1",
        "k1:a:12345678:1.2.3",
        "k1:a:12345678:1.f.f.f",
        "k2:a:12345678:1.2",
        "k1:a:1234567g:",
    ],
)
def test_garbage_is_refused(text: str) -> None:
    with pytest.raises(TokenError, match="not a replay token"):
        Token.parse(text)


def test_a_fault_of_an_older_version_is_refused() -> None:
    with pytest.raises(TokenError, match="from an older version"):
        Token.parse("k1:a:12345678:1.lfls")


def test_the_hash_tells_files_apart() -> None:
    assert source_hash([b"ab", b"c"]) != source_hash([b"a", b"bc"])
    assert source_hash([b"ab"]) == source_hash([b"ab"])
