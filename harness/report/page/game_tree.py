"""The tree of positions of a recorded game: each recorded schedule is a path from its root to a leaf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...answers.game import Ahead, Move, MoveKind, RecordedChoice, RecordedRun
from ...trace import Choice, Event


@dataclass(eq=False, slots=True)
class GameNode:
    """A position of a recorded game.

    Attributes:
        run: in which it was recorded.
        events: the number of events up to it.
        choice: what can be chosen; None at the end of an execution, and where the threads take turns for ever.
        above: the position before; None for the root.
        made: the choice that leads here from there.
        preemptions: so far.
        below: the recorded positions after it, by choice.
        turns: from here on, the recorded failure lets the threads take turns.
    """

    run: RecordedRun
    events: int
    choice: RecordedChoice | None
    above: GameNode | None = None
    made: Choice | None = None
    preemptions: int = 0
    below: dict[Choice, GameNode] = field(default_factory=dict)
    turns: bool = False

    def new_events(self) -> Sequence[Event]:
        """Return the events between the position before and this one."""
        return self.run.trace.events[self.above.events if self.above is not None else 0 : self.events]

    def last_thread(self) -> str:
        """Return the name of the thread that made the last step; "" before the first."""
        return self.run.trace.events[self.events - 1].thread if self.events else ""

    def ahead(self, move: Move) -> Ahead | None:
        """Return the outcome of a move; None if it is not recorded."""
        there = self.below.get(move.choice)
        if there is None:
            return None
        threads = there.choice.threads if there.choice is not None else ()
        moved = next((one for one in threads if one.number == move.number), None)
        after = moved if move.kind in (MoveKind.THREAD, MoveKind.TIMEOUT) else None
        return Ahead(move, tuple(there.new_events()), after, there.choice is None)


def game_tree(runs: Sequence[RecordedRun]) -> list[GameNode]:
    """Return all positions of recorded schedules, each after the one before it; the root comes first.

    Args:
        runs: the schedules; each leaves one before it.
    """
    nodes: list[GameNode] = []
    for run in runs:
        if not nodes:
            last: GameNode | None = None
        else:
            last = _follow(nodes[0], run.made[: run.first - 1])
            if last is None:
                continue
        for number, events, choice in _positions(run):
            node = GameNode(run, events, choice, last)
            if last is not None and last.choice is not None:
                node.made = run.made[number - 1]
                move = next(one for one in last.choice.moves if one.choice == node.made)
                node.preemptions = last.preemptions + move.preempts
                last.below[node.made] = node
            nodes.append(node)
            last = node
        if run.turns and last is not None:
            last.turns = True
    return nodes


def _follow(root: GameNode, choices: Sequence[Choice]) -> GameNode | None:
    """Return the position after some choices; None if it is not recorded."""
    node: GameNode | None = root
    for choice in choices:
        node = node.below.get(choice) if node is not None else None
    return node


def _positions(run: RecordedRun) -> Iterator[tuple[int, int, RecordedChoice | None]]:
    """Yield the positions of a run: the number of choices so far, that of the events so far, and the choice."""
    for number, position in enumerate(run.positions, run.first):
        yield number, position.events, position
    described = run.first + len(run.positions)
    if run.over or (run.turns and described == len(run.made)):
        yield len(run.made), len(run.trace.events), None
