"""Clauses that share a world are judged as in worlds of their own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.clause import Clause
from harness.result import Result
from harness.strategies.protocol import Profile
from harness.strategies.random_walk import RandomWalk
from harness.world.last_world import LastWorld
from harness.world.loader.load_error import LoadError
from harness.world.restrictions.policy import Policy
from harness.world.world import World

ROOT = Path(__file__).parents[3]
FILES = [
    ("fair_lock", "solutions/fair_lock.py"),
    ("ready_gate", "tests/wrong/ready_gate/waits_a_little_and_looks_again.py"),
    ("reader_writer_writer_first", "solutions/reader_writer.py"),
    ("join_by_hand", "tests/right/join_by_hand/a_deadline_and_a_list.py"),
]
USES = """
    import threading
    done = threading.Event()
    def main():
        condition = threading.Condition()
        def body():
            with condition:
                condition.wait(1)
            done.set()
        thread = threading.Thread(target=body)
        thread.start()
        thread.join()
        print(condition._waiters)
"""


def clauses(kata: str, file: str) -> list[Clause]:
    contract = ROOT / f"tests/katas/test_{kata}.py"
    tree = ast.parse(contract.read_text(encoding="utf-8"))
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    every = [Clause(kata, str(contract), name, str(ROOT / file)) for name in names]
    return [clause for clause in every if clause.marks.workload_spec is None]


def said(result: Result) -> tuple[Any, ...]:
    return (
        result.verdict, result.message, result.schedules, result.found, result.exhaustive, result.replay,
        result.evidence, result.line, result.trace.choices if result.trace is not None else None,
    )  # fmt: skip


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[World]]:
    """Lets clauses share a world; collects the worlds that are built."""
    built: list[World] = []
    plain = World.__init__

    def build(self: World, *args: Any, **words: Any) -> None:
        built.append(self)
        plain(self, *args, **words)

    monkeypatch.setattr(World, "__init__", build)
    monkeypatch.setattr(Clause, "worlds", LastWorld())
    return built


@pytest.mark.parametrize(("kata", "file"), FILES, ids=[file for _, file in FILES])
def test_clauses_in_one_world_are_judged_as_in_two(kata: str, file: str, monkeypatch: Any, shared: list[World]) -> None:
    together = [said(run(clause, Budget(15))) for clause in clauses(kata, file)]
    assert len(shared) == 1
    monkeypatch.setattr(Clause, "worlds", None)
    assert together == [said(run(clause, Budget(15))) for clause in clauses(kata, file)]


POLICIES = {
    "no policy": (None, {}),
    "any": ("any", {}),
    "only locks": ("Lock", {}),
    "all but join": ("Condition, Event, Thread", {"forbid": ("Thread.join",)}),
    "all, but a notify wakes any waiters": ("Condition, Event, Thread", {"over_notify": True}),
}


def ends(world: World, path: str) -> list[Any]:
    """How some schedules end, and what they print."""
    found, walk = [], RandomWalk()
    for seed in range(8):
        walk.begin(Random(seed), Profile())
        outcome = world.run(lambda: world.loader.load(path).main(), walk, record=True)
        assert outcome.trace is not None
        failure = outcome.trace.failure
        found.append((outcome.ending, outcome.choices, failure and failure.message, world.output.text))
    return found


def policy(path: str, name: str) -> tuple[Policy | None, bool]:
    allow, options = POLICIES[name]
    forbid = options.get("forbid", ())
    return (Policy.parse(path, allow, forbid) if allow else None), bool(options.get("over_notify"))


@pytest.mark.parametrize("first", POLICIES)
def test_rules_leave_nothing_behind(written: Any, first: str) -> None:
    path = written(USES)
    rules, over_notify = policy(path, first)
    world = World(path, (), rules, over_notify)
    ends(world, path)
    for name in POLICIES:
        rules, over_notify = policy(path, name)
        alone = ends(World(path, (), rules, over_notify), path)
        rules, over_notify = policy(path, name)
        assert world.serves(path, ())
        world.configure(rules, over_notify=over_notify)
        assert ends(world, path) == alone, name


def test_a_changed_file_gets_a_world_of_its_own(written: Any) -> None:
    path, worlds = written("x = 1"), LastWorld()
    rules = {"policy": None, "over_notify": False, "no_sleep": False}
    world = worlds.world(path, (), **rules)
    assert worlds.world(path, (), **rules) is world
    Path(path).write_text("x = 2", encoding="utf-8")
    assert worlds.world(path, (), **rules) is not world
    assert not world.serves(path, (path,))


LEAKS = {
    "an attribute of Thread": "threading.Thread.loads = getattr(threading.Thread, 'loads', 0) + 1",
    "a method of Thread": "threading.Thread.start = lambda self: None",
    "a function of queue": "queue.heappush = print",
    "an attribute of Semaphore": "threading.Semaphore.mine = 1",
}


def reused(tmp_path: Path, text: str) -> bool:
    """A world of this text, once it was loaded, serves another clause."""
    file = tmp_path / "program.py"
    file.write_text(text, encoding="utf-8")
    worlds = LastWorld()
    first = worlds.world(str(file), (), None, over_notify=False, no_sleep=False)
    first.loader.load(str(file))
    return worlds.world(str(file), (), None, over_notify=False, no_sleep=False) is first


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_world_in_which_the_library_was_changed_is_not_used_again(tmp_path: Path, leak: str) -> None:
    assert not reused(tmp_path, f"import queue, threading\n{leak}\ndef main(): pass\n")


def test_a_world_that_was_only_used_is_used_again(tmp_path: Path) -> None:
    assert reused(tmp_path, "import queue, threading\nlock = threading.Lock()\ndef main(): pass\n")


def test_a_module_that_was_missing_is_looked_for_again(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text("import late_comer\ndef main(): pass\n", encoding="utf-8")
    worlds = LastWorld()
    world = worlds.world(str(file), (), None, over_notify=False, no_sleep=False)
    with pytest.raises(LoadError, match="late_comer"):
        world.loader.load(str(file))
    (tmp_path / "late_comer.py").write_text("", encoding="utf-8")
    worlds.world(str(file), (), None, over_notify=False, no_sleep=False).loader.load(str(file))
