"""The screens of ``kata quiz`` and the words of ``kata repair``. KATA_WRITE_SNAPSHOTS=1 writes the snapshot again."""

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from harness.report.terminal.quiz import (
    QuizCard,
    QuizLine,
    answer_lines,
    end_of_quiz,
    line_question,
    meaning_lines,
    pair_question,
    program_lines,
    question_lines,
    said,
    text_lines,
    title_of,
    verdict_question,
)
from harness.report.terminal.repair import (
    all_mended,
    hint_for,
    mended,
    next_step,
    practice_summary,
    to_mend,
    unmended,
    was_gone,
)
from harness.result import Result
from harness.verdict import Verdict

SNAPSHOT = Path(__file__).parent / "snapshots" / "quiz.txt"
WRITE = "KATA_WRITE_SNAPSHOTS"
PROGRAM = ["from threading import Lock", "class Counter:", "    def __init__(self):", "        self.value = 0"]
NUMBERED = tuple(QuizLine("", str(n), text) for n, text in enumerate(PROGRAM, 1))
CHOICES = tuple(map(said, (Verdict.PASS, Verdict.WRONG, Verdict.DEADLOCK, Verdict.STUCK, Verdict.BUSY_WAIT)))
KEYS = ("c clause", "? verdicts", "q quit")
FIRST = QuizCard(
    title_of("race", "counter", 1, 0, 0),
    verdict_question("counter", "test_two_count_once_each"),
    NUMBERED,
    CHOICES,
    KEYS,
)
LINE = QuizCard(
    title_of("race", "counter", 2, 1, 1),
    line_question(Verdict.BUSY_WAIT),
    tuple(QuizLine({3: "1", 4: "2"}.get(n, ""), str(n), text) for n, text in enumerate(PROGRAM, 1)),
    ("line 3", "line 4"),
    KEYS,
)
PAIR = QuizCard(
    title_of("mutex", "", 12, 3, 11),
    pair_question("counter"),
    (QuizLine("", "", PROGRAM[0]), QuizLine("A", "", PROGRAM[1]), QuizLine("B", "", PROGRAM[2])),
    ("A is right", "B is right"),
    KEYS,
)
MAIN = QuizCard(title_of("lock", "", 3, 1, 2), verdict_question("", ""), NUMBERED, CHOICES, KEYS[1:])
PASSED = Result(Verdict.PASS, "every possible order of these 3 threads was tried: 2 differ, and both pass.")
IDEA = "A new lock for every call: everybody holds one, and nobody is kept out."


def screens():
    """Every screen and sentence, each with a name."""
    return {
        "a verdict": question_lines(FIRST, 79, 24, False),
        "a line": question_lines(LINE, 79, 24, False),
        "a pair": question_lines(PAIR, 79, None, False),
        "a program of a page": question_lines(MAIN, 79, None, False),
        "a low screen": question_lines(FIRST, 39, 8, False),
        "a low screen, further down": question_lines(FIRST, 39, 8, False, first=9),
        "a proof": answer_lines(True, said(Verdict.PASS), "", PASSED, 79, 24, False),
        "a miss, and no result yet": answer_lines(False, said(Verdict.BUSY_WAIT), IDEA, None, 79, 24, False),
        "the program again": program_lines(LINE, 79, 24, False),
        "line by line": answer_lines(False, "line 7", IDEA, PASSED, 79, None, False),
        "a clause": text_lines("The clause: two count once each", ["def test():", "    pass"], 79, 24, False),
        "meanings": meaning_lines([("busy_wait", "It polls instead of waiting. " * 4)], 60),
        "ends": [
            end_of_quiz(3, 4, 20, 180, True),
            end_of_quiz(0, 0, 0, 1, True),
            end_of_quiz(3, 4, 3, 180, False),
            end_of_quiz(0, 0, 0, 180, False),
        ],
        "handed out": [to_mend("repairs/counter_3f9a.py", "counter", "kata repair", n, 80) for n in (0, 1, 2)],
        "unmended": [unmended("repairs/counter_3f9a.py", size, 80) for size in (None, (0, 0), (1, 1), (2, 7))],
        "mended": [
            mended("counter_3f9a", IDEA, size, (2, 5), next_step("", True), 80)
            for size in ((0, 0), (1, 9), (2, 5), (3, 1), (9, 60))
        ],
        "what comes next": [next_step("", True), next_step("", False), next_step("repairs/latch_0a1b.py", True)],
        "gone": [was_gone("repairs/counter_3f9a.py")],
        "hints": [
            hint_for("counter_3f9a", "busy_wait", "", "", "", (1, 3), 80),
            hint_for("counter_3f9a", "busy_wait", "test_two_count_once_each", "", "increment", (1, 3), 80),
            hint_for("counter_3f9a", "wrong", "test_two_count", "Look before you take.", "increment", (1, 3), 80),
        ],
        "the rest": [all_mended(None), all_mended("counter"), practice_summary(3, 532, 20, 180)],
    }


def test_what_a_learner_reads():
    text = "".join(f"== {name}\n" + "".join(f"{line}\n" for line in lines) + "\n" for name, lines in screens().items())
    if os.environ.get(WRITE):
        SNAPSHOT.parent.mkdir(exist_ok=True)
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshot again"


@pytest.mark.parametrize("card", [FIRST, LINE, PAIR, MAIN])
@pytest.mark.parametrize("size", [(79, 24), (39, 12), (20, 6), (19, 4), (79, None)])
def test_a_question_fits_into_any_terminal(card, size):
    width, height = size
    for first in (0, 2, 99):
        lines = question_lines(card, width, height, False, first)
        assert max(map(cell_len, lines)) <= max(width, 22)
        assert height is None or len(lines) <= height


def test_colours_change_nothing_else():
    for card in (FIRST, LINE, PAIR):
        plain, coloured = (question_lines(card, 79, 24, color) for color in (False, True))
        assert [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured] == plain
        assert coloured != plain
    assert answer_lines(True, "line 7", IDEA, PASSED, 79, 24, True)[0] == "\x1b[32;1mRight: line 7.\x1b[0m"
    assert answer_lines(False, "line 7", IDEA, PASSED, 79, 24, True)[0] == "\x1b[31;1mNo. The answer is: line 7.\x1b[0m"


def test_the_keys_stay_on_the_screen_below_a_long_text():
    lines = text_lines("Title", [str(n) for n in range(99)], 79, 24, False)
    assert len(lines) == 24
    assert lines[-1] == "space back to the question   q quit"
    assert lines[-2] == "… 79 more lines: j and k move"
    below = text_lines("Title", [str(n) for n in range(99)], 79, 24, False, first=99)
    assert below[-3:-1] == ["98", "… k moves back"]


@pytest.mark.parametrize("width", [79, 39, 20])
def test_a_long_line_goes_on_in_the_next_row(width):
    long = "        threads = [Thread(target=count, args=(words.split(),)) for words in (first, second)]"
    card = QuizCard("title", "question", (QuizLine("", "12", long), QuizLine("A", "", long)), CHOICES, KEYS)
    rows = question_lines(card, width, None, False)
    assert all(cell_len(row) <= width for row in rows)
    assert "…" not in "".join(rows)
    shown = "".join(re.sub(r"^ *(12)? │ |^ *A? +", "", row) for row in rows[3 : rows.index("", 3)])
    assert shown.replace(" ", "") == long.replace(" ", "") * 2
    assert "…" not in "".join(text_lines("The clause", [long], width, None, False))
