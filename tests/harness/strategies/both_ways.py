"""A small program, run under every schedule and under one schedule of each class, and what its threads note."""

from __future__ import annotations

from textwrap import indent

from harness.explorer.class_enumeration import ClassEnumeration
from harness.world.scheduler.other_choices import inject_fault
from harness.world.world import World


class Both:
    """One program, run under every schedule and under one schedule of each class."""

    def __init__(self, path):
        self.world = World(path, over_notify=True)
        self.world.scheduler.rules.continues_after_failure = True

    def body(self):
        self.module = self.world.loader.load(self.world.target)
        names = {"__name__": "concurrency_katas", "inject": lambda: inject_fault(self.world.scheduler, ValueError())}
        exec("def stumbles(): return inject()", names)  # a function of the harness, as the fixtures' callbacks are
        self.module.stumbles = names["stumbles"]
        self.module.main()

    def outcome(self, ending):
        if ending == "failed":
            raise self.world.scheduler.failure[1]
        said = getattr(self.module, "report", tuple)()
        return f"{ending} {said}"

    def every(self, most, deepest=1_000):
        """Outcomes of all schedules, or None where they are more than that, and their number.

        A schedule of more choices than ``deepest``, in which some loop waits for long, counts as a schedule only.
        """
        search, found = EverySchedule(self.world.scheduler, deepest), set()
        for number in range(1, most + 1):
            search.begin()
            ending = self.world.run(self.body, search).ending
            if ending not in ("redundant", "endless"):
                found.add(self.outcome(ending))
            if not search.advance():
                return found, number
            if number + search.left() > most:
                break
        return None, most

    def classes(self, *, polls=False):
        """Outcomes of all classes, their number, that of executions, and what is in doubt; every class comes once.

        Where a loop polls, that may be a failure of its own, which no search of classes looks for.
        """
        classes = ClassEnumeration(self.world, self.body, 20_000)
        found, fingerprints = set(), []
        endless = False
        for outcome, fingerprint in classes:
            if outcome.ending == "endless":
                endless = True
            else:
                found.add(self.outcome(outcome.ending))
            fingerprints.append((fingerprint, classes.search.decisions))
        search = classes.search
        assert search.spent
        assert not search.diverged
        assert endless or not search.unmodelled or (polls and search.unmodelled.startswith("a loop that polls"))
        assert search.doubtful or len(set(fingerprints)) == len(fingerprints) == search.classes
        return found, search.classes, classes.executions, search.doubtful


class EverySchedule:
    """Depth-first over all schedules."""

    def __init__(self, scheduler, deepest):
        self.scheduler, self.deepest = scheduler, deepest
        self.path = []  # (which was taken, how many there were) at each choice

    def begin(self):
        self.step = 0

    def choose(self, current, runnable, extras):
        able = [*runnable, *extras]
        if self.step == len(self.path):
            self.path.append((0, len(able)))
        taken, count = self.path[self.step]
        assert count == len(able), "the same choices led to another state"
        self.step += 1
        if self.step > self.deepest:
            self.scheduler.stop("redundant")
        return able[taken]

    def advance(self):
        """Go to the next schedule; False when there is none."""
        while self.path:
            taken, count = self.path.pop()
            if taken + 1 < count:
                self.path.append((taken + 1, count))
                return True
        return False

    def left(self):
        """The least number of schedules that are left: one with each choice that the path has not made."""
        return 1 + sum(count - taken - 1 for taken, count in self.path)


def source(setup, *bodies):
    """A program of one thread for each body, over some names."""
    text = "import threading\nfrom harness.unseen import Unseen\n\nclass S:\n    k = 0\n\nclass Sub(S):\n    pass\n\n"
    text += "def main():\n    global report\n    s = S()\n    s.x = s.y = s.bad = 0\n    seen = Unseen()\n"
    text += "".join(f"    {line}\n" for line in setup.splitlines())
    for number, body in enumerate(bodies):
        text += f"    def body{number}(note=seen.append):\n{indent(body, ' ' * 8)}\n"
    names = "".join(f"body{number}, " for number in range(len(bodies)))
    text += "    def report(): return sorted(map(str, seen)), s.x, s.y, s.bad\n"
    text += f"    ts = [threading.Thread(target=body) for body in ({names})]\n"
    # what is looked up is looked up before the first start, so that no schedule differs in when that is done
    text += "".join(f"    start{number} = ts[{number}].start\n" for number in range(len(bodies)))
    text += "".join(f"    start{number}()\n" for number in range(len(bodies)))
    return text
