"""The wait-for graph: an arrow from each waiting thread to the threads that could unblock it, and its cycles.

A cycle of such arrows is what a deadlock is (Coffman, Elphick, Shoshani: "System deadlocks", 1971). The
threads stand on a circle, so that a cycle looks like one. A signal without a known sender is a node of its own: outside
the circle next to the thread that waits for it, or inside it if several do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from ...common.graphs import reachable
from ...trace import JOIN, WAIT, Trace
from ..story.state import Moment
from ..text.line import cells, clean, cut

RADIUS = 92
REACH = 34
"""Length of the arrow from a thread to the signal it waits for."""
SIDE = 30
LETTER = 7.2
"""Width of a character, in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """A wait-for edge.

    Attributes:
        waiter: the thread that waits.
        helper: the thread that could unblock it, or "" if none is known.
        label: the object that it waits for.
        gives: the helper does not hold the object, but would send the signal.
    """

    waiter: str
    helper: str
    label: str
    gives: bool = False


def edges(moment: Moment, threads: Sequence[str]) -> list[GraphEdge]:
    """Return the wait-for edges at one moment of an execution.

    A thread that waits on a condition waits for a signal, and not for the thread that holds the condition's lock.
    """
    found: list[GraphEdge] = []
    for thread, (kind, label) in moment.waits.items():
        held = moment.holders.get(label, ()) if kind != WAIT else ()
        helpers = [label] if kind == JOIN and label in threads else list(held)
        found += [GraphEdge(thread, helper, label) for helper in helpers or [""]]
    return found


def final_edges(trace: Trace) -> list[GraphEdge]:
    """Return the wait-for edges in the end, taken from the trace."""
    found: list[GraphEdge] = []
    for one in trace.waiting:
        held = dict.fromkeys([*one.holders, *one.gone])
        given = [name for name in dict.fromkeys(one.gives) if name not in held]
        found += [GraphEdge(one.thread, name, one.label) for name in held]
        found += [GraphEdge(one.thread, name, one.label, gives=True) for name in given]
        if not held and not given:
            found.append(GraphEdge(one.thread, one.label if one.kind == JOIN else "", one.label))
    return found


def cyclic(found: Sequence[GraphEdge]) -> set[GraphEdge]:
    """Return the edges on a cycle."""
    following: dict[str, set[str]] = {}
    for edge in found:
        following.setdefault(edge.waiter, set()).add(edge.helper)
    return {edge for edge in found if edge.helper and edge.waiter in reachable(following, edge.helper)}


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A thread or a signal in the drawing."""

    x: float
    y: float
    width: float
    text: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class GraphArrow:
    """An edge in the drawing: a path, the position of its label, and the signal that it leads to."""

    edge: GraphEdge
    path: str
    x: float
    y: float
    text: str
    width: float
    signal: GraphNode | None = None


@dataclass(slots=True)
class WaitForGraph:
    """The drawing: all threads, and the arrows of all moments; a report shows some of the arrows at a time."""

    corners: list[GraphNode] = field(default_factory=list)
    arrows: list[GraphArrow] = field(default_factory=list)
    box: str = "0 0 0 0"
    width: int = 0
    height: int = 0


def drawn(found: Sequence[GraphEdge], threads: Mapping[str, str]) -> WaitForGraph:
    """Return all these edges on a circle.

    Args:
        found: without doubles.
        threads: by name what to call each, in order.
    """
    inside = {name for edge in found for name in (edge.waiter, edge.helper)}
    names = [name for name in threads if name in inside]
    if not names:
        return WaitForGraph()
    radius = RADIUS if len(names) < 6 else RADIUS * len(names) / 5
    graph = WaitForGraph()
    spots: dict[str, GraphNode] = {}
    for index, name in enumerate(names):
        angle = -math.pi / 2 + 2 * math.pi * index / len(names)
        x, y = (radius * math.cos(angle), radius * math.sin(angle)) if len(names) > 1 else (0.0, 0.0)
        text = cut(threads[name], 18)
        spots[name] = GraphNode(round(x, 1), round(y, 1), round(cells(text) * LETTER + 24, 1), text, name)
    signals: dict[str, GraphNode] = {}
    waiters = {(edge.waiter, edge.label) for edge in found if not edge.helper}
    several = [label for label in dict.fromkeys(edge.label for edge in found) if _awaited(waiters, label) > 1]
    for number, label in enumerate(several):
        text = cut(clean(label), 18)
        y = (number - (len(several) - 1) / 2) * 1.5 * SIDE
        signals[label] = GraphNode(0.0, round(y, 1), round(cells(text) * LETTER + 20, 1), text)
    for edge in found:
        if not edge.helper and edge.label not in signals:
            at = spots[edge.waiter]
            long = math.hypot(at.x, at.y) or 1.0
            out = (at.x / long, at.y / long) if len(names) > 1 else (0.0, 1.0)
            text = cut(clean(edge.label), 18)
            width = round(cells(text) * LETTER + 20, 1)
            far = _extent(at.width, *out) + REACH + _extent(width, *out)
            spot = GraphNode(round(at.x + out[0] * far, 1), round(at.y + out[1] * far, 1), width, text)
            signals[edge.label] = spot
    both = {(edge.waiter, edge.helper) for edge in found}
    for edge in found:
        end = spots[edge.helper] if edge.helper else signals[edge.label]
        bent = (edge.helper, edge.waiter) in both or len(names) > 2
        arrow = _arrow(edge, spots[edge.waiter], end, bent and bool(edge.helper))
        graph.arrows.append(arrow if edge.helper else replace(arrow, signal=end))
    graph.corners = [*spots.values()]
    _measure(graph, [*spots.values(), *signals.values()])
    return graph


def _awaited(waiters: Set[tuple[str, str]], label: str) -> int:
    """Return how many threads wait for a signal."""
    return sum(one == label for _, one in waiters)


def _arrow(edge: GraphEdge, start: GraphNode, end: GraphNode, bent: bool) -> GraphArrow:
    text = cut(clean(edge.label), 18) if edge.helper and edge.label != edge.helper else ""
    width = round(cells(text) * 6.2 + 8, 1)
    if start is end:
        x, y = start.x, start.y - SIDE / 2
        path = f"M {x - 12} {y} C {x - 46} {y - 58}, {x + 46} {y - 58}, {x + 12} {y - 2}"
        return GraphArrow(edge, path, x, round(y - 46, 1), text, width)
    dx, dy = end.x - start.x, end.y - start.y
    long = math.hypot(dx, dy) or 1.0
    off = 26.0 if bent else 0.0
    mx, my = (start.x + end.x) / 2 + dy / long * off, (start.y + end.y) / 2 - dx / long * off
    x1, y1 = _rim(start, mx, my, 2)
    x2, y2 = _rim(end, mx, my, 7)
    path = f"M {x1} {y1} Q {round(mx, 1)} {round(my, 1)} {x2} {y2}"
    return GraphArrow(edge, path, round((x1 + 2 * mx + x2) / 4, 1), round((y1 + 2 * my + y2) / 4, 1), text, width)


def _extent(width: float, dx: float, dy: float) -> float:
    """Return the distance from the middle of a box to its rim, in a direction."""
    across = width / 2 / abs(dx) if abs(dx) > 0.001 else math.inf
    down = SIDE / 2 / abs(dy) if abs(dy) > 0.001 else math.inf
    return min(across, down)


def _rim(corner: GraphNode, x: float, y: float, gap: float) -> tuple[float, float]:
    """Return the point at which the line from a corner's middle to a point leaves its box, plus a gap."""
    dx, dy = x - corner.x, y - corner.y
    long = math.hypot(dx, dy) or 1.0
    share = (_extent(corner.width, dx / long, dy / long) + gap) / long
    return round(corner.x + dx * share, 1), round(corner.y + dy * share, 1)


def _measure(graph: WaitForGraph, corners: Sequence[GraphNode]) -> None:
    """Compute the size of the drawing."""
    left = min([one.x - one.width / 2 for one in corners] + [one.x - one.width / 2 for one in graph.arrows]) - 10
    right = max([one.x + one.width / 2 for one in corners] + [one.x + one.width / 2 for one in graph.arrows]) + 10
    top = min([one.y - SIDE / 2 for one in corners] + [one.y - 14 for one in graph.arrows]) - 6
    bottom = max([one.y + SIDE / 2 for one in corners] + [one.y + 14 for one in graph.arrows]) + 6
    graph.width, graph.height = round(right - left), round(bottom - top)
    graph.box = f"{left:.0f} {top:.0f} {graph.width} {graph.height}"
