"""Ends and shares as they are written on the command line."""

from datetime import datetime

import pytest

from harness.errors import UsageError
from harness.soak.until import Shard, seconds_until

NOW = datetime(2024, 2, 28, 22, 30, 15)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30s", 30),
        ("10m", 600),
        ("8h", 28_800),
        ("1.5h", 5_400),
        ("2d", 172_800),
        ("22:31", 45),
        ("23:00", 1_785),
        ("07:30", 9 * 3_600 - 15),
        ("22:30", 86_400 - 15),
    ],
)
def test_a_duration_or_a_time_of_the_day(text, seconds):
    assert seconds_until(text, NOW) == seconds


@pytest.mark.parametrize("text", ["", "8", "0s", "-1h", "8 h", "24:00", "7:3", "12:60", "soon", "h"])
def test_anything_else_is_refused_in_a_sentence(text):
    with pytest.raises(UsageError, match=r"--until .*: give a duration such as 30s, 10m or 8h, or a time of the day"):
        seconds_until(text, NOW)


def test_the_shards_divide_the_batches():
    shards = [Shard.parse(f"{index}/3") for index in (1, 2, 3)]
    assert [[number for number in range(7) if shard.has(number)] for shard in shards] == [[0, 3, 6], [1, 4], [2, 5]]


@pytest.mark.parametrize("text", ["", "1", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2"])
def test_a_share_that_is_none_is_refused_in_a_sentence(text):
    with pytest.raises(UsageError, match=r"--shard .*: give the number of this share"):
        Shard.parse(text)
