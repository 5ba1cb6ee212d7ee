"""The moves of a game, over positions that are made up: a tree in which each choice is 0 or 1."""

import pytest

from harness.answers.game import Ahead, GameAnswer, GameThread, Move, MoveKind, Position, ThreadStatus
from harness.play.game import Game
from harness.result import Result
from harness.trace import Trace
from harness.verdict import Verdict

DEPTH = 4


class Tree:
    """Answers as a worker does; after ``DEPTH`` choices the execution is over."""

    def __init__(self):
        self.asked = []

    def __call__(self, request):
        self.asked.append(request)
        if request.turns:
            return GameAnswer(self.position(request.choices, over=True, fair=True))
        if request.finish or request.go_on:
            rest = DEPTH - len(request.choices)
            last = request.choices[-1] if request.choices else 0
            return GameAnswer(self.position((*request.choices, *[last] * rest)))
        if request.ahead:
            return GameAnswer(ahead=tuple(Ahead(move, (), None) for move in self.moves(request.choices)))
        return GameAnswer(self.position(request.choices))

    def moves(self, choices):
        last = choices[-1] if choices else None
        return tuple(
            Move(n, MoveKind.THREAD, n, f"T{n}", last is not None and n != last, n == (last or 0)) for n in (0, 1)
        )

    def position(self, choices, over=False, fair=False):
        over = over or len(choices) == DEPTH
        last = choices[-1] if choices else None
        threads = tuple(
            GameThread(n, f"T{n}", ThreadStatus.RUNS if n == last and not over else ThreadStatus.READY) for n in (0, 1)
        )
        result = Result(Verdict.PASS, "", "tree", "tree.py") if over else None
        trace = Trace("cut", ["T0", "T1"], len(choices), list(choices))
        return Position(choices, () if over else self.moves(choices), threads, trace, result=result, fair=fair)


@pytest.fixture
def tree():
    return Tree()


@pytest.fixture
def game(tree):
    return Game(tree, tree.position(()))


def test_a_move_leads_to_the_next_position(game):
    game.make(game.position.moves[1])
    game.make(game.position.moves[0])
    assert game.choices == (1, 0)


def test_undo_and_redo_go_to_any_step(game):
    for number in (1, 0, 1):
        game.make(game.position.moves[number])
    assert [game.undo() for _ in range(4)] == [True, True, True, False]
    assert (game.choices, game.tail) == ((), [((1,), 0), ((1, 0), 0), ((1, 0, 1), 0)])
    assert [game.redo() for _ in range(4)] == [True, True, True, False]
    assert (game.choices, game.tail) == ((1, 0, 1), [])


def test_the_same_move_keeps_what_redo_makes_and_another_forgets_it(game):
    for number in (1, 0, 1):
        game.make(game.position.moves[number])
    game.to_start()
    game.make(game.position.moves[1])
    assert game.tail == [((1, 0), 0), ((1, 0, 1), 0)]
    game.make(game.position.moves[1])
    assert game.tail == []


def test_a_position_that_was_seen_is_not_asked_for_again(game, tree):
    game.make(game.position.moves[1])
    game.ahead()
    asked = len(tree.asked)
    game.undo()
    game.redo()
    game.ahead()
    assert len(tree.asked) == asked


def test_to_go_on_is_one_request(game, tree):
    game.go_on()
    assert len(tree.asked) == 1
    assert game.position.over
    assert game.choices == (0, 0, 0, 0)
    assert list(game.played) == [(0, 0, 0, 0)]
    assert game.ahead() == ()


def test_to_finish_goes_to_the_end(game):
    game.make(game.position.moves[1])
    game.finish()
    assert game.choices == (1, 1, 1, 1)
    game.undo()
    assert game.choices == (1,)


def test_to_take_turns_is_taken_back_as_one_move(game):
    game.make(game.position.moves[1])
    game.take_turns()
    assert (game.choices, game.position.fair, game.position.over) == ((1,), True, True)
    game.undo()
    assert (game.choices, game.position.fair, game.position.over) == ((1,), False, False)
