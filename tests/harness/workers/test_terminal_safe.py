"""What a worker says is fit for a terminal; ordinary text stays as it is."""

from __future__ import annotations

import pytest

from harness.workers.terminal_safe import LONGEST, safe_text, terminal_safe


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("\r", "\\x0d"),
        ("\x07\x08\x7f", "\\x07\\x08\\x7f"),
        ("\x9b2J", "\\x9b2J"),
        ("a\u202eb", "a\\u202eb"),
        ("\udc80", "\\udc80"),
        ("\u200b", "\\u200b"),
    ],
)
def test_what_a_terminal_obeys_is_written_out(said: str, shown: str) -> None:
    assert safe_text(said) == shown
    safe_text(said).encode("utf-8")


@pytest.mark.parametrize("said", ["", "a\tb\n", "naïve ─ 漢字 🙂", "x = '\\x1b'", "\u00a0"])
def test_ordinary_text_stays(said: str) -> None:
    assert safe_text(said) == said


def test_long_text_is_cut() -> None:
    assert len(safe_text("x" * (LONGEST + 1))) == LONGEST
    assert safe_text("x" * LONGEST) == "x" * LONGEST


def test_everything_in_it() -> None:
    data = {"a\x1b": ["\x1b", {"b": ("\x1b", 1, 2.5, None, True)}]}
    assert terminal_safe(data) == {"a\\x1b": ["\\x1b", {"b": ["\\x1b", 1, 2.5, None, True]}]}
