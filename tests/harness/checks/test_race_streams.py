"""Races in streams of accesses written by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from harness.checks.race import races, racy
from harness.trace import (
    ACQUIRE,
    EDGE,
    END,
    FREE,
    GAVE,
    GOT,
    JOINED,
    NUDGED,
    READ,
    START,
    TOOK,
    TRY,
    WRITE,
)

sys.path.insert(0, str(Path(__file__).parent))

from race_programs import naive


def test_two_threads_read_before_one_of_them_writes():
    """The read that FastTrack keeps as an epoch becomes a vector."""
    stream = [(one, 0, READ, 0) for one in (0, 1)] + [(1, 1, WRITE, 0)]
    assert races(stream, 2) == [(0, 2, 0)]


def test_a_pair_of_lines_is_told_once():
    stream = [(one, number, WRITE, 0) for number in range(4) for one in (0, 1)]
    assert len(races(stream, 2, lines=[7] * 8)) == 1
    assert len(races(stream, 2)) == 10


def test_what_is_no_data_is_no_race():
    stream = [(one, 0, WRITE, place) for place in (-3, 4) for one in (0, 1)]
    assert races(stream, 2, {4}) == []
    assert len(races(stream, 2)) == 1


WRITTEN, SEEN = (0, 0, WRITE, 0), (1, 1, READ, 0)
ORDERS = {
    "an edge": ([WRITTEN, (1, -1, EDGE, 0), SEEN], True),
    "an edge before it": ([(1, -1, EDGE, 0), WRITTEN, SEEN], False),
    "two edges before it": ([(1, -1, EDGE, 0)] * 2 + [WRITTEN, SEEN], False),
    "an edge the other way": ([WRITTEN, (0, -1, EDGE, 1), SEEN], False),
    "a nudge": ([WRITTEN, (1, NUDGED, EDGE, 0), SEEN], False),
    "a gift": ([WRITTEN, (0, 0, GAVE, 7), (1, 1, GOT, 7), SEEN], True),
    "another gift": ([WRITTEN, (0, 0, GAVE, 7), (1, 1, GAVE, 8), (1, 1, GOT, 8), SEEN], False),
    "a gift before it": ([(0, 0, GAVE, 7), WRITTEN, (1, 1, GOT, 7), SEEN], False),
    "a gift of both": ([WRITTEN, (0, 0, GAVE, 7), (1, 1, GAVE, 7), (1, 1, GOT, 7), SEEN], True),
    "a start": ([WRITTEN, (0, 0, START, 1), SEEN], True),
    "a start before it": ([(0, 0, START, 1), WRITTEN, SEEN], False),
    "a join": ([WRITTEN, (0, 0, END, 0), (1, -1, JOINED, 0), SEEN], True),
    "a lock": ([WRITTEN, (0, 0, FREE, 5), (1, 1, ACQUIRE, 5), SEEN], True),
    "a lock that was tried": ([WRITTEN, (0, 0, FREE, 5), (1, 1, TOOK, 5), SEEN], True),
    "a lock tried in vain": ([WRITTEN, (0, 0, FREE, 5), (1, 1, TRY, 5), SEEN], False),
    "a lock that was free before it": ([(0, 0, FREE, 5), WRITTEN, (1, 1, ACQUIRE, 5), SEEN], False),
    "a lock through a third": (
        [
            WRITTEN,
            (0, 0, FREE, 5),
            (2, 1, ACQUIRE, 5),
            (2, 1, FREE, 6),
            (1, 2, ACQUIRE, 6),
            SEEN,
        ],
        True,
    ),
}


@pytest.mark.parametrize("name", ORDERS)
def test_what_orders(name):
    stream, ordered = ORDERS[name]
    assert bool(races(stream, 3)) is not ordered
    assert bool(set(naive(stream, range(len(stream)), ()))) is not ordered


def test_a_write_races_with_one_of_many_reads():
    """The reader that the writer knows nothing of is neither the first nor the last."""
    known = [(one, 0, FREE, 5 + one) for one in (0, 2)]
    stream = [(one, 0, READ, 0) for one in (0, 1, 2)] + known
    stream += [(3, 1, ACQUIRE, 5), (3, 1, ACQUIRE, 7), (3, 1, WRITE, 0)]
    assert races(stream, 4) == [(1, 7, 0)]


def test_a_later_read_in_order_takes_the_place_of_the_first():
    stream = [(0, 0, READ, 0), (0, 0, FREE, 5), (1, 1, ACQUIRE, 5), (1, 1, READ, 0)]
    assert races([*stream, (0, 2, WRITE, 0)], 2) == [(3, 4, 0)]
    assert races([*stream, (1, 2, WRITE, 0)], 2) == []


def test_each_of_two_reads_keeps_its_own_time():
    """The first reader is at a late time of its own, and the writer knows an early one of the second reader."""
    stream = [(0, 0, FREE, 5)] * 3 + [(0, 0, READ, 0), (1, 0, READ, 0)]
    known = [(0, 0, FREE, 5), (1, 0, FREE, 6), (2, 1, ACQUIRE, 5), (2, 1, ACQUIRE, 6)]
    assert races([*stream, *known, (2, 1, WRITE, 0)], 3) == []
    assert racy([*stream, *known, (2, 1, WRITE, 0)], 3) == set()
