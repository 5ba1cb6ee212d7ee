"""The end and the share of a long exploration, as they are written on the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..errors import UsageError

UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
"""Seconds of each unit of a duration."""
_DURATION = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[smhd])")
_CLOCK = re.compile(r"(?P<hour>\d{1,2}):(?P<minute>\d\d)")
_SHARD = re.compile(r"(?P<index>\d+)/(?P<shards>\d+)")


def seconds_until(text: str, now: datetime) -> float:
    """Return the seconds from now to the time that a text names: a duration, or a time of the day.

    Args:
        text: such as ``30s``, ``10m``, ``8h`` or ``07:30``; a time of the day that has passed is tomorrow's.
        now: the local time.

    Raises:
        UsageError: it has none of these forms.
    """
    duration, clock = _DURATION.fullmatch(text), _CLOCK.fullmatch(text)
    if duration is not None and float(duration["number"]) > 0:
        return float(duration["number"]) * UNITS[duration["unit"]]
    if clock is not None and int(clock["hour"]) < 24 and int(clock["minute"]) < 60:
        end = now.replace(hour=int(clock["hour"]), minute=int(clock["minute"]), second=0, microsecond=0)
        return ((end if end > now else end + timedelta(days=1)) - now).total_seconds()
    raise UsageError(f"--until {text}: give a duration such as 30s, 10m or 8h, or a time of the day such as 07:30")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of the shares into which the batches of a corpus are divided.

    Attributes:
        index: of the share, from 1.
        shards: how many there are.
    """

    index: int = 1
    shards: int = 1

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Read a share such as ``2/4``.

        Raises:
            UsageError: it is none.
        """
        match = _SHARD.fullmatch(text)
        if match is None or not 1 <= int(match["index"]) <= int(match["shards"]):
            raise UsageError(f"--shard {text}: give the number of this share and how many there are, such as 2/4")
        return cls(int(match["index"]), int(match["shards"]))

    def has(self, number: int) -> bool:
        """Return whether a batch belongs to this share."""
        return number % self.shards == self.index - 1

    def __str__(self) -> str:
        return f"{self.index}/{self.shards}"


WHOLE = Shard()
"""All batches."""
