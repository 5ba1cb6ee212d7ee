"""The screen of a game. After a wanted change, write the snapshots again with ``KATA_WRITE_SNAPSHOTS=1``."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from golden import KATAS, ROOT, judged

from harness.answers.game import Ahead, Position
from harness.course.grading.check import CheckSettings, job
from harness.explorer.game_positions import GamePositions
from harness.explorer.run import opened
from harness.report.story.protection import protected
from harness.report.terminal.game_board import BoardView, board, game_title
from harness.report.text.line import cells, plain
from harness.report.text.source import SourceText
from harness.token import Token
from harness.workers.programs import program_of

SNAPSHOTS = Path(__file__).parent / "snapshots"
KEYS = (" 0-9 choose a thread   u undo", " q quit")
GAMES = {
    "a_buffer_in_the_middle": ("bounded_buffer/if_instead_of_while", 8, (79, 24)),
    "a_wait_for_two_locks": ("dining_philosophers/everybody_takes_the_left_fork_first", -1, (79, 24)),
    "a_waiter_to_wake": ("event/wakes_one", -1, (79, 24)),
    "a_narrow_terminal": ("dining_philosophers/everybody_takes_the_left_fork_first", -1, (44, 16)),
    "a_high_terminal": ("timeout_retry/waits_without_end", -1, (99, 40)),
}


@cache
def played(name: str, at: int) -> tuple[Position, tuple[Ahead, ...], BoardView]:
    """The position after so many choices of the known failure, -1 for all but the last; and what its board shows."""
    kata, file = KATAS[name.partition("/")[0]], ROOT / "tests/wrong" / f"{name}.py"
    result = judged(kata, file)
    program = program_of(job(kata, result.test, file, "explore", CheckSettings()))
    with opened(program, 0) as search:
        positions = GamePositions(search, Token.parse(result.replay))
        position = positions.position(result.trace.choices[:at])
        ahead = positions.ahead(position.choices)
    return position, ahead, BoardView(game_title(kata.name, result.test), str(file), True, "par 1", ahead, keys=KEYS)


def shown(name: str, at: int, size: tuple[int, int]) -> list[str]:
    """The board at that position."""
    position, _, view = played(name, at)
    view.cursor = next(move for move in position.moves if move.plain)
    view.message = ["The shortest failure holds a thread back."]
    return [plain(line).rstrip() for line in board(position, view, *size)]


@pytest.mark.parametrize("game", GAMES)
def test_the_board_is_the_snapshot(game):
    name, at, size = GAMES[game]
    lines = shown(name, at, size)
    assert len(lines) == size[1]
    assert all(cells(line) <= size[0] for line in lines)
    assert lines[-2:] == [line.rstrip() for line in KEYS]
    file = SNAPSHOTS / f"board_{game}.txt"
    if os.environ.get("KATA_WRITE_SNAPSHOTS"):
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "\n".join(lines) + "\n" == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("height", range(6, 30))
def test_the_threads_and_the_keys_stay_where_there_is_little_room(height):
    lines = shown("bounded_buffer/if_instead_of_while", 8, (60, height))
    assert len(lines) == height
    assert lines[-1] == KEYS[-1].rstrip()


PROGRAM = """import threading


class Till:
    def __init__(self):
        self.total = self.open = 0
        self.lock = threading.Lock()

    def add(self):
        with self.lock:
            self.total += 1
        self.open += 1


def fill():
    till = Till()
    threads = [threading.Thread(target=till.add) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert till.total == 2
"""


def test_a_variable_is_protected_by_the_lock_that_each_thread_holds(tmp_path):
    from harness.course.grading.token_job import function_job

    file = tmp_path / "till.py"
    file.write_text(PROGRAM, encoding="utf-8")
    with opened(program_of(function_job(str(file), "fill")), 0) as search:
        end = GamePositions(search, None).finished(())
    assert [(one.name, one.lock, one.accesses) for one in protected(end.trace, SourceText(str(file)))] == [
        ("total", "lock", 4)
    ]
