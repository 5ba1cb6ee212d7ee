"""The clocks of an execution: the short way through usual accesses finds what the long way finds."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_programs import PRIMITIVES, programs

from harness.strategies.happens_before import HappensBefore
from harness.strategies.protocol import Profile
from harness.strategies.random_walk import RandomWalk
from harness.world.recording.access_tracer import AccessTracer

WALKS = 10
ANY = 10**9


class LongWay(HappensBefore):
    """Treats each step as if several threads had done something in it."""

    def _close(self):
        super()._close()
        self._shared = True


class Choosing(RandomWalk):
    """A random walk that tells the tracer of its choices, as a search does."""

    def __init__(self, tracer):
        self.tracer, self.depth = tracer, 0

    def choose(self, current, runnable, extras):
        chosen = super().choose(current, runnable, extras)
        if not chosen.decides and chosen not in extras:
            self.tracer.chosen(self.depth, chosen.number)
        self.depth += 1
        return chosen


def found(order):
    return order.signature(), order.clocks, order.index, order.races, order.known


@pytest.mark.parametrize("family", ["", *PRIMITIVES])
@settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=4,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_the_short_way_finds_what_the_long_way_finds(both, family, data):
    program, rng = both(data.draw(programs(family, ANY))), Random(0)
    for number in range(WALKS):
        tracer = AccessTracer(program.world.scheduler)
        walk = Choosing(tracer) if number % 2 else RandomWalk()
        walk.begin(rng, Profile())
        program.world.run(program.body, walk, tracer=tracer)
        fresh = number * 3
        short, long = (kind(tracer.accesses, tracer.threads, fresh) for kind in (HappensBefore, LongWay))
        assert found(short) == found(long)
