"""One program in many executions, and the races of each."""

from __future__ import annotations

import sys
from collections import defaultdict
from random import Random

from harness.checks.race import race, races, racy
from harness.strategies.dpor import DPOR
from harness.strategies.protocol import Profile
from harness.strategies.replay import FollowChoices
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
    WRITE,
)
from harness.world.recording.sync_edges import SyncEdges
from harness.world.world import World


class Lines(SyncEdges):
    """Notes the line of each access, for want of a recorder."""

    def __init__(self, scheduler, file):
        super().__init__(scheduler)
        self.file, self.lines = file, []

    def event(self, *what):
        if self._numbering:
            super().event(*what)
            return
        self.told()
        super().event(*what)
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_filename != self.file:
            frame = frame.f_back
        line = frame.f_lineno if frame is not None else 0
        self.lines += [line] * (len(self.accesses) - len(self.lines))

    def name(self, location):
        """Of a location, the same in all executions."""
        (obj, field) = next(key for key, number in self._locations.items() if number == location)
        return field or (obj if type(obj) is str else type(self.registry.object(obj)).__name__)

    def told(self):
        self.lines += [0] * (len(self.accesses) - len(self.lines))
        return self.accesses, self.threads, self.primitives, self.lines


# -- one program in many executions ----------------------------------------------------------------


class EverySchedule:
    """Depth-first over all schedules."""

    def __init__(self):
        self.path = []  # (which was taken, how many there were) at each choice

    def begin(self):
        self.step = 0

    def choose(self, current, runnable, extras):
        if self.step == len(self.path):
            self.path.append((0, len(runnable)))
        taken, many = self.path[self.step]
        assert many == len(runnable), "the same choices led to another state"
        self.step += 1
        return runnable[taken]

    def advance(self):
        """Go to the next schedule; False when there is none."""
        while self.path:
            taken, many = self.path.pop()
            if taken + 1 < many:
                self.path.append((taken + 1, many))
                return True
        return False


class Program:
    """A program whose ``main`` is run again and again."""

    def __init__(self, path):
        self.path = path
        self.world = World(path)
        self.world.scheduler.rules.continues_after_failure = True

    def body(self):
        self.world.loader.load(self.path).main()

    def run(self, chooser):
        tracer = Lines(self.world.scheduler, self.path)
        if isinstance(chooser, DPOR):
            chooser.trace(tracer)
        chooser.begin(*(() if isinstance(chooser, EverySchedule) else (Random(0), Profile())))
        self.ended = self.world.run(self.body, chooser, tracer=tracer)
        if self.ended.ending == "failed":
            raise self.world.scheduler.failure[1]
        return tracer

    def every(self, most):
        """The traces of all schedules, or None where they are more than that."""
        search, traces = EverySchedule(), []
        while len(traces) < most:
            traces.append(self.run(search))
            if not search.advance():
                return traces
        return None

    def classes(self):
        """The traces of one schedule of each class."""
        search = DPOR()
        while not search.spent:
            tracer = self.run(search)
            search.end()
            if not search.redundant:
                yield tracer
        assert not search.diverged
        assert not search.unmodelled

    def races(self):
        """The races of all classes: names of locations, and the numbers of the lines."""
        found = set()
        for tracer in self.classes():
            pairs = races(*tracer.told())
            assert {one.location for one in pairs} == racy(*tracer.told()[:3])
            found |= {
                (tracer.name(one.location), frozenset((tracer.lines[one.first], tracer.lines[one.second])))
                for one in pairs
            }
        return found

    def recorded(self):
        """What is said of the first class that has a race."""
        for tracer in self.classes():
            if racy(*tracer.told()[:3]):
                break
        outcome = self.world.run(self.body, FollowChoices(self.ended.choices), record=True)
        return race(outcome.trace, outcome.told)


def naive(accesses, lines, primitives):
    """All pairs that race, by the transitive closure over a list of edges."""
    edges = defaultdict(set)
    last, freed, given, ended = {}, {}, defaultdict(list), {}
    for number, (thread, node, kind, location) in enumerate(accesses):
        if thread in last:
            edges[number].add(last[thread])
        last[thread] = number
        if kind == START:
            last[location] = number
        elif kind == END:
            ended[location] = number
        elif kind == JOINED:
            edges[number].add(ended[location])
        elif kind == EDGE and node != NUDGED and location in last:
            edges[number].add(last[location])
        elif kind == FREE:
            freed[location] = number
        elif kind in (ACQUIRE, TOOK) and location in freed:
            edges[number].add(freed[location])
        elif kind == GAVE:
            given[location].append(number)
        elif kind == GOT:
            edges[number] |= set(given[location])
    before = []
    for number in range(len(accesses)):
        before.append(set(edges[number]).union(*(before[one] for one in edges[number])))
    data = [
        number for number, (_, _, kind, location) in enumerate(accesses)
        if kind in (READ, WRITE) and location >= 0 and location not in primitives
    ]  # fmt: skip
    for second in data:
        for first in data:
            (one, _, did, place), (other, _, does, same) = accesses[first], accesses[second]
            conflict = place == same and WRITE in (did, does)
            if conflict and first < second and one != other and first not in before[second]:
                yield place, frozenset((lines[first], lines[second]))
