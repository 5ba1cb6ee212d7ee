"""``kata quiz``: on a terminal with one key for each answer, and line by line without one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.course.content.catalogue import catalogue
from harness.course.content.concepts import concepts
from harness.course.learner.progress_file import FILE
from harness.course.learner.workspace import init
from harness.course.quiz.asking import parts_of
from harness.course.quiz.boxes import QuizBoxes
from harness.course.quiz.programs import program
from harness.course.quiz.questions import QuestionKind, questions

ROOT = Path(__file__).parents[3]
KATAS, PAGES = catalogue(ROOT), concepts(ROOT / "docs" / "concepts")
ENDED, USAGE, STOPPED = 0, 2, 130
ESCAPE = "\x1b"
KEYS_OF_AN_ANSWER = r"^p program   any other key next question   q quit$"
START = "from harness.cli.main import main; main()"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    root = tmp_path / "work"
    init(root)
    monkeypatch.chdir(root)
    return root


def about(word):
    return [one for one in questions().values() if word in (one.concept, one.kata)]


def answers(word, number, right=True):
    """The lines or keys that answer so many questions about a concept, one after the other."""
    boxes, chosen, typed = QuizBoxes(None), about(word), []
    for _ in range(number):
        question = boxes.next(chosen)
        for part in parts_of(question, program(question.program, KATAS, PAGES)):
            good = sorted(part.right)
            bad = [index for index in range(len(part.choices)) if index not in part.right]
            typed.append(str((good if right else bad)[0] + 1))
            if not right:
                break
        boxes.put(question, right)
    return typed


def quiz(*words, typed=(), code=ENDED):
    done = CliRunner().invoke(app, ["quiz", *words], input="".join(f"{one}\n" for one in typed), catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


# -- line by line ----------------------------------------------------------------------------------------


def test_right_answers_line_by_line(workspace):
    said = quiz("deadlock", "--number", "2", typed=answers("deadlock", 2))
    assert said.count("\nRight: ") == 2
    assert f"2 of 2 right; you know 2 of {len(about('deadlock'))} questions\n" in said
    assert all(len(line) <= 80 for line in said.splitlines())
    assert "\x1b" not in said
    assert "replay" not in said, "the file is gone when the quiz ends"
    kept = json.loads((workspace / FILE).read_text())["quiz"]
    assert [one["box"] for one in kept.values()] == [2, 2]
    listed = CliRunner().invoke(app, ["list", "--json"], catch_exceptions=False).stdout
    assert json.loads(listed)["quiz"] == {"known": 2, "all": len(questions())}


def test_wrong_answers_line_by_line_are_explained(workspace):
    said = quiz("deadlock", "-n", "2", typed=answers("deadlock", 2, right=False))
    assert said.count("\nNo. The answer is: ") == 2
    assert f"0 of 2 right; you know 0 of {len(about('deadlock'))} questions\n" in said
    assert [one["box"] for one in json.loads((workspace / FILE).read_text())["quiz"].values()] == [1, 1]


def test_a_line_that_is_no_answer_is_asked_for_again(workspace):
    said = quiz("deadlock", typed=["", "9", "x", "?", "q"])
    assert said.count("type a number from 1 to 5, or q to end") == 3
    assert "stuck: A thread is blocked" in said
    assert " right; " not in said
    assert "you know 0 of" in said


def test_the_clause_can_be_looked_at(workspace):
    (first, *_) = [one for one in about("counter") if one.kind is QuestionKind.VERDICT]
    said = quiz("counter", typed=["c"])
    assert f"def {first.clause}(" in said or "The clause: " in said


def test_the_end_of_the_input_ends_the_quiz(workspace):
    assert "you know 0 of" in quiz("lock")
    assert not (workspace / FILE).exists()


def test_outside_a_workspace_nothing_is_kept_and_that_is_said(tmp_path):
    code = (
        "import harness.course.content.catalogue as c, harness.course.content.packaged_files as p\n"
        "from harness.errors import UsageError\n"
        "def nowhere(start=None): raise UsageError('none here')\n"
        f"c.find_root = nowhere\n{START}"
    )
    typed = "\n".join(answers("deadlock", 1))
    done = subprocess.run(
        [sys.executable, "-c", code, "quiz", "deadlock", "-n", "1"],
        input=typed, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment(),
    )  # fmt: skip
    assert done.returncode == ENDED, done.stderr
    assert "1 of 1 right; nothing is kept outside a workspace" in done.stdout
    assert list(tmp_path.iterdir()) == []


def environment():
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_word_that_is_no_concept_gets_a_sentence(workspace):
    said = quiz("deadlok", code=USAGE)
    assert said == "kata: there are no questions about 'deadlok'; did you mean 'deadlock'?\n"


def test_what_was_missed_comes_again(workspace):
    missed = QuizBoxes(None).next(about("deadlock"))
    quiz("deadlock", "-n", "1", typed=answers("deadlock", 1, right=False))
    boxes, seen = QuizBoxes(workspace), []
    for _ in range(4):
        question = boxes.next(about("deadlock"))
        seen.append(question.id)
        boxes.put(question, True)
    assert missed.id not in seen[:3], "others come first"
    assert seen[3] == missed.id


# -- on a terminal ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("color", [True, False])
def test_one_key_for_each_answer(terminal, workspace, color):
    env = {} if color else {"NO_COLOR": "1"}
    session = terminal("quiz", "deadlock", "-n", "2", size=(80, 24), **env)
    keys = answers("deadlock", 2)
    session.shows(r"question 1 · predict, then see$")
    assert len(session.screen) == 24
    for key in keys[: first_parts("deadlock")]:
        session.types(key)
    session.shows(r"^Right: ")
    session.shows(KEYS_OF_AN_ANSWER)
    session.types(" ")
    session.shows(r"question 2 · 1 of 1 right$")
    for key in keys[first_parts("deadlock") :]:
        session.types(key)
    session.shows(r"^Right: ")
    session.types(" ")
    assert session.ends() == ENDED
    assert f"2 of 2 right; you know 2 of {len(about('deadlock'))} questions" in session.said
    assert ("\x1b[32;1mRight" in session.said) is color
    assert ("\x1b[1m" in session.said) is color


def first_parts(word):
    question = QuizBoxes(None).next(about(word))
    return len(parts_of(question, program(question.program, KATAS, PAGES)))


def test_a_key_typed_before_the_question_is_there_answers_nothing(terminal, workspace):
    session = terminal("quiz", "deadlock", size=(80, 24))
    session.types("1")
    session.shows(r"question 1 · predict, then see$")
    session.types("q")
    assert session.ends() == ENDED
    assert " right; " not in session.said


def test_the_schedule_is_shown_whole_on_24_lines(terminal, workspace):
    session = terminal("quiz", "deadlock", size=(80, 24))
    session.shows("question 1")
    session.types(answers("deadlock", 1, right=False)[0])
    session.shows(r"^No\. The answer is: ")
    session.shows(r"^── |^The explorer: ")
    session.shows(KEYS_OF_AN_ANSWER)
    session.types("p")
    session.shows(r"^ +1 [│ ](.|\n)*^space back to the answer   q quit$")
    session.types(ESCAPE)
    session.shows(r"^No\. The answer is: (.|\n)*" + KEYS_OF_AN_ANSWER)
    session.types("q")
    assert session.ends() == ENDED


def test_other_keys(terminal, workspace):
    keys_of_the_question = r"^c clause   \? verdicts   q quit$"
    session = terminal("quiz", "counter", size=(80, 24))
    session.shows(keys_of_the_question)
    before = session.screen
    session.types("?")
    session.shows(r"^space back to the question   q quit$")
    session.types(" ")
    session.shows(keys_of_the_question)
    session.types("c")
    session.shows(r"^The clause: (.|\n)*^space back to the question   q quit$")
    session.types(ESCAPE)
    session.shows(keys_of_the_question)
    session.types("9zZ\x1b[5~")
    session.types("?")
    session.shows(r"^space back to the question   q quit$")
    session.types("?")
    session.shows(keys_of_the_question)
    assert session.screen == before
    session.types("q")
    assert session.ends() == ENDED


@pytest.mark.parametrize("view", ["", "?", "c", "1"])
def test_ctrl_d_ends_the_quiz_on_every_screen(terminal, workspace, view):
    session = terminal("quiz", "counter", size=(80, 24))
    session.shows(r"^c clause   \? verdicts   q quit$")
    session.types(view)
    session.shows(r"^(?!c clause).*   q quit$" if view else r"q quit$")
    session.types("\x04")
    assert session.ends() == ENDED
    assert "you know" in session.said


def test_a_low_and_narrow_terminal_shows_the_program_in_parts(terminal, workspace):
    session = terminal("quiz", "semaphore", size=(40, 12))
    session.shows(r"^… \d+ more lines: j and k move$")
    session.shows(r"q quit$")
    assert session.screen[-1].endswith("q quit")
    last = session.screen
    session.types("j")
    session.shows(r"^ +2 │ ")
    for _ in range(30):
        session.types("j")
    session.shows(r"^… k moves back$")
    for _ in range(40):
        session.types("k")
    session.shows(r"^ +1 │ (.|\n)* q quit$")
    assert session.screen == last
    session.resize(80, 40)
    session.shows(r"^ +1 │ ")
    session.types("q")
    assert session.ends() == ENDED


def test_the_terminal_is_as_it_was_after_the_quiz(terminal, workspace):
    session = terminal("quiz", "deadlock")
    mode = session.mode()
    session.shows("question 1")
    session.types("\x1b")
    assert session.ends() == ENDED
    assert session.mode() == mode
    assert session.said.rstrip().endswith("questions")


def test_ctrl_c_ends_the_quiz_and_leaves_the_terminal_as_it_was(terminal, workspace):
    session = terminal("quiz", "deadlock")
    mode = session.mode()
    session.shows("question 1")
    session.types("\x03")
    assert session.ends() == STOPPED
    assert session.mode() == mode
    assert session.said.count("\x1b[?1049h") == session.said.count("\x1b[?1049l") == 1
    assert "Traceback" not in session.said
