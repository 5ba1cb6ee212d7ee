"""Functions defined inside another one, explored more than once."""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable

from harness import Verdict, explore
from harness.world.loader.parsing import parse


def as_it_is(function: Callable[[], object]) -> Callable[[], object]:
    return function


def test_a_decorated_function_inside_another_can_be_explored_again() -> None:
    @as_it_is
    def in_order() -> None:
        lock, seen = threading.Lock(), []

        @as_it_is
        def body() -> None:
            with lock:
                seen.append(1)

        threads = [threading.Thread(target=body) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(seen) == 2

    first, second = explore(in_order, schedules=20), explore(in_order, schedules=20)
    assert first.verdict is Verdict.PASS
    assert (second.verdict, second.message) == (first.verdict, first.message)


def test_exploring_leaves_the_syntax_tree_of_the_file_as_it_was() -> None:
    @as_it_is
    def nothing() -> None:
        pass

    tree, _ = parse(__file__)
    before = ast.dump(tree, include_attributes=True)
    assert explore(nothing, schedules=5).passed
    assert parse(__file__)[0] is tree
    assert ast.dump(tree, include_attributes=True) == before
