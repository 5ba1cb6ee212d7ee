"""``datetime`` over the virtual clock: the calls that read the present, by what they replace.

The classes stay the interpreter's own, so that ``isinstance``, arithmetic and ``pickle`` are not affected.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from typing import Any


def present(seconds: Callable[[], float]) -> dict[Any, Callable[..., Any]]:
    """Return the functions that are called in the place of ``datetime.now`` and its kin.

    Args:
        seconds: returns the present, in seconds since the epoch.
    """

    def now(tz: tzinfo | None = None) -> datetime:
        return datetime.fromtimestamp(seconds(), tz)

    def utcnow() -> datetime:
        return datetime.fromtimestamp(seconds(), UTC).replace(tzinfo=None)

    def today() -> datetime:
        return datetime.fromtimestamp(seconds())

    def date_today() -> date:
        return date.fromtimestamp(seconds())

    return {datetime.now: now, datetime.utcnow: utcnow, datetime.today: today, date.today: date_today}
