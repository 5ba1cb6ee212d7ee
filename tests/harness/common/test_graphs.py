"""Cycles and reachability in small graphs."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from harness.common.graphs import first_cycle, reachable, shortest_cycle

GRAPHS = st.dictionaries(st.integers(0, 5), st.sets(st.integers(0, 6)), max_size=6)


def cycles(graph: dict[int, set[int]]) -> list[tuple[int, ...]]:
    """Every cycle, by brute force."""
    return [
        path
        for length in range(1, len(graph) + 1)
        for path in itertools.permutations(graph, length)
        if all(other in graph[one] for one, other in zip(path, [*path[1:], path[0]], strict=True))
    ]


@given(GRAPHS)
def test_a_cycle_is_found_exactly_if_there_is_one(graph: dict[int, set[int]]) -> None:
    every, found = cycles(graph), first_cycle(graph)
    assert (tuple(found) in every) if every else found == []


@given(GRAPHS)
def test_the_shortest_cycle_of_two_or_more_is_found(graph: dict[int, set[int]]) -> None:
    every, found = [one for one in cycles(graph) if len(one) > 1], shortest_cycle(graph)
    assert (tuple(found) in every and len(found) == min(map(len, every))) if every else found == []


def test_what_is_reachable_includes_the_start() -> None:
    assert reachable({0: {1}, 1: {2}, 3: {0}}, 0) == {0, 1, 2}
    assert reachable({}, 5) == {5}
