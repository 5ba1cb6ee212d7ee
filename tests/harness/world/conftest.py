"""What the tests of the world share: one source text run as it is and rewritten, and files run in a world."""

import ast
import builtins
import itertools
import re
import traceback
from functools import cache
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run as run_search
from harness.program.function import Function
from harness.world.rewriter import runtime
from harness.world.rewriter.changing_attributes import ANY_ATTRIBUTE, attributes_that_change
from harness.world.rewriter.rewriter import rewrite
from harness.world.world import World

FILE = "program.py"


def nobody(*args):
    """A point or a loop's round, where no other thread is."""
    return True


def run(parts, names):
    """What a program prints: among it each exception and the lines that it came through."""
    printed = []

    def note(*values, sep=" "):
        printed.append(re.sub(r"0x[0-9a-f]+", "0x", sep.join(map(str, values))))

    def caught(error):
        lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if one.filename == FILE]
        note(type(error).__name__, error, "through lines", lines)

    world = {"__builtins__": {**vars(builtins), **names, "print": note, "caught": caught}, "__name__": "program"}
    try:
        for part in parts:
            exec(part, world)
    except Exception as error:
        caught(error)
    return printed


@cache
def plain(text):
    return compile(text, FILE, "exec", dont_inherit=True)


@cache
def rewritten(text, changing):
    return compile(rewrite(ast.parse(text, FILE), changing), FILE, "exec", dont_inherit=True)


@pytest.fixture(scope="session")
def means_the_same():
    """Asserts that a program does the same before and after it is rewritten; its parts run one by one."""

    def check(*parts):
        expected = run(map(plain, parts), {})
        names = runtime.names(nobody, nobody, nobody)
        assert run([rewritten(part, ANY_ATTRIBUTE) for part in parts], names) == expected
        changing = attributes_that_change(*map(ast.parse, parts[-1:]))
        assert (
            run([*(rewritten(part, ANY_ATTRIBUTE) for part in parts[:-1]), rewritten(parts[-1], changing)], names)
            == expected
        )
        return expected

    return check


@pytest.fixture(scope="session")
def points():
    """The points that a program comes by: kind, and the name of a variable, a field or a type of container."""

    def collect(text):
        found = []

        def point(kind, obj, field):
            found.append(f"{kind} {obj if isinstance(obj, str) else field or type(obj).__name__}")

        tree = ast.parse(text, FILE)
        names = runtime.names(point, nobody, nobody)
        exec(rewritten(text, attributes_that_change(tree)), {"__builtins__": {**vars(builtins), **names}})
        return found

    return collect


class EverySchedule:
    """Depth-first over all schedules of a program, early timeouts and wake-ups among them."""

    def __init__(self):
        self.path = []  # (which was taken, how many there were) at each choice

    def begin(self):
        self.step = 0

    def choose(self, current, runnable, extras):
        threads = [*runnable, *extras]
        if self.step == len(self.path):
            self.path.append((0, len(threads)))
        taken, count = self.path[self.step]
        assert count == len(threads), "the same choices led to another state"
        self.step += 1
        return threads[taken]

    def advance(self):
        """Go to the next schedule; False when there is none."""
        while self.path:
            taken, count = self.path.pop()
            if taken + 1 < count:
                self.path.append((taken + 1, count))
                return True
        return False


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Writes a program to a file of its own and gives its path."""
    folder = tmp_path_factory.mktemp("programs")
    numbers = itertools.count(1)

    def write(text, name=None):
        place = folder / f"n{next(numbers)}"
        place.mkdir()
        file = place / f"{name or 'program'}.py"
        file.write_text(dedent(text), encoding="utf-8")
        return str(file)

    return write


@pytest.fixture(scope="session")
def explored(written):
    """Explores the function ``main`` of a program."""

    def explore(text, schedules=60, seed=0):
        return run_search(Function(written(text), "main"), Budget(schedules), seed)

    return explore


@pytest.fixture(scope="session")
def outcomes(written):
    """All that ``main`` of a program can print, over every schedule; "blocked" and the like where it does not end.

    A function ``report`` of the program is called when all is over, and what it returns counts as printed.
    """

    def collect(text, most=20_000, **options):
        world = World(written(text), **options)
        every, found, modules = EverySchedule(), set(), []

        def body():
            modules.append(world.loader.load(world.target))
            modules[-1].main()

        for _ in range(most):
            every.begin()
            ended = world.run(body, every)
            if ended.ending == "failed":
                raise world.scheduler.failure[1]
            said = world.output.text.split()
            if ended.ending != "done":
                said.append(ended.ending)
            elif hasattr(modules[-1], "report"):
                said += map(str, modules[-1].report())
            found.add(" ".join(said))
            modules.clear()
            if not every.advance():
                return found
        raise AssertionError(f"more than {most} schedules")

    return collect
