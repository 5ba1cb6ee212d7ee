"""Verdicts: the fixed vocabulary for what can be wrong with code under test."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The verdicts on code under test; the words are fixed, in code, JSON, tests and docs."""

    PASS = "pass"
    WRONG = "wrong"
    DEADLOCK = "deadlock"
    STUCK = "stuck"
    LIVELOCK = "livelock"
    STARVATION = "starvation"
    OVERSERIALIZED = "overserialized"
    BUSY_WAIT = "busy_wait"
    FORBIDDEN = "forbidden"
    RACE = "race"
    LEAK = "leak"
    NONDETERMINISTIC = "nondeterministic"
    HANG = "hang"
    UNFINISHED = "unfinished"
    ERROR = "error"
