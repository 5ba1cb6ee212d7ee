"""Bounded reduction against every schedule within the bound, on small programs.

Each program notes all that its threads read, so that the schedules that the reduction runs within a bound have to
reach just the outcomes that all schedules within that bound do.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from harness.strategies.bounded import PreemptionBounding
from harness.strategies.bounded_dpor import BoundedDPOR
from harness.strategies.protocol import Profile
from harness.world.recording.access_tracer import AccessTracer

sys.path.insert(0, str(Path(__file__).parent))

from random_programs import PRIMITIVES, programs
from test_dpor import BUGS, COUNTED, DECISIONS, Both, relaxed, source

BOUNDS = range(3)
FEW, MANY = 60, 2_000
"""Schedules of a random program, by default and with --slow; one with more within the bounds is left out."""


class Bounded(Both):
    """One program, run under every schedule within each bound, and under those that the reduction chooses."""

    def within(self, most):
        """Outcomes of all schedules within each bound, and how many schedules that are; None if they are more."""
        search, found, number = PreemptionBounding(), [set() for _ in BOUNDS], 0
        while not search.spent and search.bound in BOUNDS:
            search.begin(Random(0), Profile())
            bound = search.bound
            outcome = self.outcome(self.world.run(self.body, search).ending)
            for one in found[bound:]:
                one.add(outcome)
            search.end()
            number += 1
            if number > most:
                return None, number
        assert not search.diverged
        return found, number

    def reduced(self):
        """Outcomes of the schedules that the reduction runs within each bound, and the search."""
        search, found = BoundedDPOR(), [set() for _ in BOUNDS]
        while not search.spent and search.complete < BOUNDS[-1]:
            tracer = AccessTracer(self.world.scheduler)
            search.trace(tracer)
            search.begin(Random(0), Profile())
            outcome = self.outcome(self.world.run(self.body, search, tracer=tracer).ending)
            search.end()
            for bound in BOUNDS:
                if bound > search.done_before:
                    found[bound].add(outcome)
        assert not search.diverged
        assert not search.unmodelled
        return found, search


@pytest.fixture(scope="module")
def bounded(tmp_path_factory):
    folder, numbers = tmp_path_factory.mktemp("bounded"), count()

    def make(text):
        file = folder / f"program{next(numbers)}.py"
        file.write_text(text, encoding="utf-8")
        return Bounded(str(file))

    return make
