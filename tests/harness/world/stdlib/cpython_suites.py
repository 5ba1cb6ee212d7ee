"""Runs CPython's own tests of ``threading``, its kin and the language inside the world: proof that we did not write.

Each test method is one execution, with the test's module rewritten like a learner's file and what it
imports of ``test.support`` over the world's ``threading`` and ``time``. By hand, for the running interpreter:

    python tests/harness/world/stdlib/cpython_suites.py [SUITE ...] [--schedules N]

prints, per suite, how many tests there are, passed, were skipped by CPython itself and are left out here.
"""

from __future__ import annotations

import argparse
import faulthandler
import fnmatch
import gc
import importlib
import importlib.util
import json
import pkgutil
import random
import sys
import time
import unittest
import unittest._log
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from harness.strategies.non_preemptive import NonPreemptive
from harness.strategies.protocol import Profile
from harness.world.scheduler import loops as fairness
from harness.world.stdlib.modules import ABSENT, OUT_OF_REACH
from harness.world.world import World

sys.path.insert(0, str(Path(__file__).parent))
from cpython_left_out import LONG, SUITES, reason

SEEDS = 1_000_003
fairness.FAIR_BOUND = 5_000_000  # some of these tests are long
LONGEST = 120
"""Seconds a test may take; one that does not end would hold all of them up."""
HELPERS = ("test.support", "test.support.threading_helper")
"""What the tests lean on; over the world's modules, and not rewritten."""


class RandomTurns:
    """Picks any thread that can run; time runs out only when nobody can, as these tests expect of sleeps."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def choose(self, current: Any, runnable: list[Any], extras: list[Any]) -> Any:
        return self.rng.choice(runnable)


def choosers(schedules: int) -> Iterator[Any]:
    """The oldest first, then chance."""
    baseline = NonPreemptive()
    baseline.begin(random.Random(0), Profile())
    yield baseline
    for seed in range(1, schedules):
        yield RandomTurns(seed * SEEDS)


class Suite:
    """One file of CPython's tests in a world of its own.

    Args:
        name: its module, as ``test.test_queue``.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        self.world = World(spec.origin)
        self._prepare()
        gc.freeze()  # before and after each test CPython collects garbage: in what it made, and not in all modules

    def _prepare(self) -> None:
        library, loader = self.world.library, self.world.loader
        real = importlib.import_module("test.support")
        for helper in pkgutil.iter_modules(real.__path__, "test.support."):
            with suppress(ImportError):
                library.modules[helper.name] = importlib.import_module(helper.name)
        for name in OUT_OF_REACH:
            library.modules[name] = absent(name)
        for name in HELPERS:
            library.modules.pop(name, None)
            library.load(name)
        support = library.modules["test.support"]
        script = library.modules["test.support.script_helper"] = ModuleType("test.support.script_helper")
        vars(script).update(vars(importlib.import_module("test.support.script_helper")))
        vars(script).update(dict.fromkeys(("assert_python_ok", "assert_python_failure"), other_interpreter))
        for name, module in library.modules.items():
            if name.startswith("test.support."):
                setattr(support, name.rpartition(".")[2], module)
        library.modules["test.support.import_helper"] = support.import_helper = self._import_helper()
        parent = self.name.rpartition(".")[0]
        beside = ["test.lock_tests"] if parent == "test" else [f"{parent}.util", f"{parent}.executor"]
        for name in beside:
            spec = importlib.util.find_spec(name)
            if spec is None or spec.origin is None:
                continue
            rewritten = loader.own.spec(name, spec.origin)
            module = importlib.util.module_from_spec(rewritten)
            library.modules[name] = module
            holder = library.load(parent)
            holder.__path__ = list(importlib.import_module(parent).__path__)
            setattr(holder, name.rpartition(".")[2], module)
            assert rewritten.loader is not None
            rewritten.loader.exec_module(module)

    def _import_helper(self) -> Any:
        """``import_helper`` whose imports are the world's."""
        library = self.world.library
        helper = ModuleType("test.support.import_helper")
        vars(helper).update(vars(importlib.import_module("test.support.import_helper")))
        import_module, import_fresh = vars(helper)["import_module"], vars(helper)["import_fresh_module"]

        def world_module(name: str, **options: Any) -> Any:
            return library.load(name) if library.provides(name) else import_module(name, **options)

        def world_fresh_module(name: str, fresh: Any = (), blocked: Any = (), **options: Any) -> Any:
            if library.provides(name):
                return None if ABSENT.intersection(fresh) else library.load(name)
            return import_fresh(name, fresh, blocked, **options)

        vars(helper).update(import_module=world_module, import_fresh_module=world_fresh_module)
        return helper

    def module(self) -> Any:
        """The suite's module, loaded for this execution."""
        return self.world.loader.load(self.world.target)

    def collect(self) -> list[str]:
        """The names of all tests, as ``Class.method``."""
        names: list[str] = []

        def look() -> None:
            tests = flat(unittest.defaultTestLoader.loadTestsFromModule(self.module()))
            names.extend(".".join(test.id().split(".")[-2:]) for test in tests)

        self.world.run(look, next(choosers(1)))
        if self.world.scheduler.failure is not None:
            raise self.world.scheduler.failure[1]
        return sorted(set(names))

    def run(self, test: str, chooser: Any) -> str:
        """What comes of one test under one schedule: "passed", "skipped: ..." or what went wrong."""
        result = unittest.TestResult()

        def program() -> None:
            kind, method = test.split(".")
            module = self.module()
            getattr(module, "setUpModule", lambda: None)()
            unittest.TestSuite([getattr(module, kind)(method)]).run(result)
            unittest.case.doModuleCleanups()

        with mock.patch.object(unittest._log, "logging", self.world.library.load("logging")):  # for assertLogs
            outcome = self.world.run(program, chooser)
        if outcome.ending == "endless":
            return f"the execution went on after {outcome.steps} steps"
        for _, text in [*result.errors, *result.failures]:
            return str(text)
        if outcome.ending != "done":
            failure = self.world.scheduler.failure
            return f"the execution ended {outcome.ending}: {failure and failure[1]!r}"
        for _, why in result.skipped:
            return f"skipped: {why}"
        return "passed" if result.testsRun else "nothing ran"


def other_interpreter(*args: Any, **words: Any) -> None:
    """A test that passes in another interpreter says nothing about the world."""
    raise RuntimeError("starts another interpreter: to be left out")


def absent(name: str) -> ModuleType:
    """A stand-in for what starts processes; the tests that need it find it unavailable."""
    module = ModuleType(name)

    def unavailable(*args: Any, **words: Any) -> None:
        raise NotImplementedError(f"{name} is out of the world's reach")

    vars(module).update(
        _check_system_limits=unavailable, ProcessPoolExecutor=unavailable, InterpreterPoolExecutor=unavailable,
        BrokenProcessPool=RuntimeError,
    )  # fmt: skip
    return module


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def flat(suite: Any) -> Iterator[Any]:
    """The tests of a suite of suites."""
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from flat(one)
        else:
            yield one


def there(name: str) -> bool:
    """The interpreter has this module."""
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def run(name: str, schedules: int, only: str = "*", quick: bool = False) -> dict[str, Any]:
    """Run one suite; what is printed of it."""
    if not there("test.support"):
        return {"suite": name, "missing": "this interpreter comes without CPython's test package"}
    if not there(name):
        return {"suite": name, "missing": "this interpreter comes without this file"}
    suite = Suite(name)
    counts: Counter[str] = Counter()
    failed: dict[str, str] = {}
    left_out: dict[str, str] = {}
    slowest: list[tuple[float, str]] = []
    for test in suite.collect():
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        if not fnmatch.fnmatch(test, only):
            continue
        if quick and test.rpartition(".")[2] in LONG:
            continue
        counts["all"] += 1
        why = reason(name, test)
        if why:
            left_out[test] = why
            continue
        said, began = "passed", time.perf_counter()
        for chooser in choosers(schedules):
            said = suite.run(test, chooser)
            if said != "passed":
                break
        slowest.append((time.perf_counter() - began, test))
        if said == "passed" or said.startswith("skipped"):
            counts[said.partition(":")[0]] += 1
        else:
            failed[test] = said
    faulthandler.cancel_dump_traceback_later()
    return {
        "suite": name, "tests": counts["all"], "passed": counts["passed"], "skipped": counts["skipped"],
        "left_out": left_out, "failed": failed, "slowest": sorted(slowest)[-3:],
    }  # fmt: skip


def main() -> int:
    """The command line; 1 where a test failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suites", nargs="*", default=SUITES)
    parser.add_argument("--schedules", type=int, default=1)
    parser.add_argument("--only", default="*", help="a pattern of Class.method")
    parser.add_argument("--quick", action="store_true", help="without the longest tests")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.json:
        say(f"CPython {sys.version.split()[0]}")
    bad = False
    for name in options.suites:
        result = run(name, options.schedules, options.only, options.quick)
        bad |= bool(result.get("failed"))
        if options.json:
            say(json.dumps(result))
        elif "missing" in result:
            say(f"{name:45} {result['missing']}")
        else:
            say(
                f"{name:45} {result['tests']:4} tests  {result['passed']:4} passed  {result['skipped']:3} skipped"
                f"  {len(result['left_out']):3} left out  {len(result['failed']):3} failed"
            )
            for seconds, test in result["slowest"]:
                say(f"  {seconds:6.1f} s  {test}")
            for test, why in result["failed"].items():
                say(f"  FAILED {test}\n{why}")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
