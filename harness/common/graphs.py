"""Cycles and reachability in small directed graphs, given as the successors of each node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any, Protocol, TypeVar


class Sortable(Protocol):
    """A value that ``sorted`` accepts."""

    def __lt__(self, other: Any, /) -> bool:
        """Compare two nodes."""


Node = TypeVar("Node", bound=Sortable)


def first_cycle(graph: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """Return the first cycle that a depth-first search finds, also one of a single node; [] if there is none.

    Args:
        graph: by node, its successors; those that are no keys are ignored.
    """
    finished: set[Node] = set()
    for start, first in graph.items():
        path = [start]
        todo = [(start, iter(first))]
        while todo:
            name, successors = todo[-1]
            step = next((one for one in successors if one in graph and one not in finished), None)
            if step is None:
                finished.add(name)
                path.pop()
                todo.pop()
            elif step in path:
                return path[path.index(step) :]
            else:
                path.append(step)
                todo.append((step, iter(graph[step])))
    return []


def shortest_cycle(graph: Mapping[Node, Set[Node]]) -> list[Node]:
    """Return the shortest cycle of at least two nodes, by breadth-first search from each node; [] if there is none.

    Args:
        graph: by node, its successors; those that are no keys are ignored.
    """
    best: list[Node] = []
    for start in sorted(graph):
        paths = [[start]]
        seen = {start}
        while paths:
            path = paths.pop(0)
            if start in graph[path[-1]] and len(path) > 1:
                if not best or len(path) < len(best):
                    best = path
                break
            for following in sorted(graph[path[-1]] - seen):
                if following in graph:
                    seen.add(following)
                    paths.append([*path, following])
    return best


def reachable(graph: Mapping[Node, Iterable[Node]], start: Node) -> set[Node]:
    """Return the nodes that can be reached from a node, the node itself included."""
    seen: set[Node] = set()
    todo = [start]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += graph.get(node, ())
    return seen
