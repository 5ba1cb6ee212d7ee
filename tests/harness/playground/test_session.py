"""The session of the page's worker, with this process in its place: what the page hears of a request."""

import json
import signal
import sys

import pytest

from harness.playground.page_judge import PageJudge
from harness.playground.session import PlaygroundSession
from harness.result import Result
from harness.verdict import Verdict
from harness.workers.job import Job
from harness.workers.job_answers import JobAnswers
from harness.workers.job_progress import JobProgress
from harness.world.interrupts import handle_without_interrupts

OWN = """
from threading import Thread

count = 0

def add():
    global count
    count = count + 1

def main():
    threads = [Thread(target=add) for _ in range(2)]
    for one in threads: one.start()
    for one in threads: one.join()
    assert count == 2
"""


class UnarmedHook:
    """An audit hook that is never armed: a process of tests cannot be rid of it again."""

    def arm(self, files, places):
        pass

    def refusal(self):
        return None

    def changed(self):
        return ""


@pytest.fixture
def session(project, monkeypatch):
    """Asks a session in a project, and returns the messages that the page hears."""
    monkeypatch.setattr("harness.playground.session.install", lambda check: UnarmedHook())
    monkeypatch.setattr("harness.playground.session.prepare_to_judge", lambda: None)
    monkeypatch.setattr("harness.playground.session.integrity_check", lambda: lambda: "")
    monkeypatch.setattr("harness.playground.session.Heart.start", lambda heart: None)
    monkeypatch.setattr("harness.program.clause.Clause.worlds", None)
    monkeypatch.chdir(project.path)
    heard = []
    made = PlaygroundSession(lambda text: heard.append(json.loads(text)))

    def ask(file, code, **request):
        heard.clear()
        project.write(file, code)
        made.answer(json.dumps({"file": file, **request}))
        return list(heard)

    ask.project = project
    yield ask
    made.close()


def reply_in(heard):
    [found] = [one["reply"] for one in heard if "reply" in one]
    return found


def test_a_kata_is_judged_clause_by_clause(session):
    heard = session("katas/tally.py", session.project.racy, kata="tally")
    reply = reply_in(heard)
    assert (reply["verdict"], reply["passed"]) == ("wrong", False)
    assert reply["token"].startswith("k1:tally/test_two_threads_make_two_marks@katas/tally.py:")
    assert "kata replay" in reply["text"]
    clauses = [one["clause"] for one in heard if "clause" in one]
    assert clauses[-1]["verdict"] == "wrong"
    assert heard[-1] == {"done": True, "poisoned": False}
    assert heard.index({"begun": "test_two_threads_make_two_marks"}) < heard.index({"clause": clauses[-1]})
    assert "<!DOCTYPE html>" in next(one["page"] for one in heard if "page" in one)
    assert "<!DOCTYPE html>" in next(one["game"] for one in heard if "game" in one)


def test_the_report_is_that_of_the_terminal(session):
    heard = session("katas/tally.py", session.project.racy, kata="tally")
    printed = session.project.kata("check", "tally", "--engine", "explore", "--schedules", "100").stdout
    text = reply_in(heard)["text"]
    assert text.splitlines()[:8] == printed.splitlines()[:8]


def test_a_schedule_is_replayed(session):
    token = reply_in(session("katas/tally.py", session.project.racy, kata="tally"))["token"]
    heard = session("katas/tally.py", session.project.racy, kata="tally", schedule=token)
    assert reply_in(heard)["token"] == token
    other = session("repairs/other.py", session.project.racy, kata="tally", schedule=token)
    assert reply_in(other)["token"] == token.replace("katas/tally.py", "repairs/other.py")


def test_a_damaged_schedule_is_an_error_in_a_sentence(session):
    heard = session("katas/tally.py", session.project.racy, kata="tally", schedule="k1:nonsense")
    assert "is not a replay token" in heard[0]["error"]


def test_a_stub_is_unfinished_and_not_run(session):
    stub = (session.project.path / "katas/tally.py").read_text(encoding="utf-8")
    heard = session("katas/tally.py", stub, kata="tally")
    assert reply_in(heard)["verdict"] == "unfinished"
    assert not any("begun" in one for one in heard)


def test_only_the_entry_points_of_a_program_are_explored(session):
    heard = session("program.py", OWN)
    assert [one["begun"] for one in heard if "begun" in one][:2] == ["", "main"]  # the program is read, and main is run
    assert {one["clause"]["name"] for one in heard if "clause" in one} == {"main"}
    assert reply_in(heard)["token"].startswith("k1:program.py::main:")


SCRIPT = """from threading import Thread

count = 0


def add():
    global count
    count = count + 1


def both():
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == 2


if __name__ == "__main__":
    {0}
"""


def test_what_a_script_calls_is_explored(session):
    heard = session("program.py", SCRIPT.format("both()"))
    assert {one["clause"]["name"] for one in heard if "clause" in one} == {"both"}
    assert reply_in(heard)["verdict"] == "wrong"


def test_a_script_that_starts_threads_itself_is_told_how_to_be_explored(session):
    script = SCRIPT.format("Thread(target=both).start()")
    error = next(one["error"] for one in session("program.py", script) if "error" in one)
    assert error.startswith('The lines below if __name__ == "__main__" do not run here, as in an import.')


def test_the_functions_of_a_program_are_not_looked_for_again_by_the_next_worker(session):
    listed = {"functions": ["second"]}
    two = "def first():\n    assert False\n\n\ndef second():\n    assert True\n"
    assert reply_in(session("program.py", two, answered=[listed]))["passed"]


def test_a_program_that_ends_the_worker_while_it_is_read_gets_a_sentence(session):
    heard = session("program.py", OWN, answered=[{"ended": "dead", "value": 1}])
    assert heard[0] == {"error": "The program ended the engine before it ran: it is nested too deeply, or too large."}


def test_a_program_that_removes_a_module_leaves_no_worker_to_the_next(session):
    heard = session("program.py", "import sys\n\n\ndef main():\n    del sys.modules['colorsys_of_nobody']\n")
    assert heard[-1] == {"done": True, "poisoned": False}
    heard = session("program.py", "import sys\n\n\ndef main():\n    del sys.modules['json']\n")
    assert sys.modules["json"] is json
    assert heard[-1] == {"done": True, "poisoned": True}


@pytest.mark.parametrize(
    "code", ["def main():\n    raise KeyboardInterrupt\n", "raise KeyboardInterrupt\ndef main(): pass\n"]
)
def test_a_programs_own_keyboard_interrupt_is_an_exception_like_others(session, code):
    before = signal.getsignal(signal.SIGINT)
    handle_without_interrupts(lambda number, frame: None)
    try:
        reply = reply_in(session("program.py", code))
    finally:
        signal.signal(signal.SIGINT, before)
    assert reply["verdict"] in ("wrong", "error")
    assert "KeyboardInterrupt" in reply["sentence"]


def test_functions_that_pass_are_listed(session):
    two = "def first():\n    assert True\n\n\ndef second():\n    assert True\n"
    reply = reply_in(session("program.py", two))
    assert (reply["passed"], reply["proved"]) == (True, True)
    assert reply["sentence"] == "2 functions without a failure: first and second."


@pytest.mark.parametrize(
    ("code", "verdict", "said"),
    [
        ("def main(:\n", "error", "program.py line 1"),
        ("def main():\n    missing()\n", "wrong", "NameError"),
        # which recursion meets its limit first depends on the version of Python: its parser's, or that of the engine
        ("def main():\n    x = " + "-" * 5_000 + "1\n", "error", "program.py is nested too deeply"),
    ],
)
def test_a_program_that_cannot_run_says_why(session, code, verdict, said):
    reply = reply_in(session("program.py", code))
    assert reply["verdict"] == verdict
    assert said in reply["sentence"]


def test_a_program_without_a_function_says_what_it_needs(session):
    heard = session("program.py", "def main(count):\n    pass\n")
    assert next(one for one in heard if "error" in one) == {
        "error": "The program has no function without arguments (main takes arguments)."
        " Write one that starts threads and joins them."
    }


def test_answers_of_a_worker_that_was_ended_are_not_computed_again(session):
    first = session("katas/tally.py", session.project.racy, kata="tally")
    answers = [one["answer"] for one in first if "answer" in one]
    heard = session("katas/tally.py", session.project.racy, kata="tally", answered=answers)
    assert not any("begun" in one for one in heard)
    assert reply_in(heard)["token"] == reply_in(first)["token"]


@pytest.mark.parametrize(
    ("ended", "verdict", "said"),
    [
        ({"ended": "hang", "value": None}, Verdict.HANG, "The code is blocked in a call"),
        ({"ended": "hang", "value": {"file": "/x/a.py", "line": 3, "function": "f"}}, Verdict.HANG, "at a.py line 3"),
        ({"ended": "late", "value": 180}, Verdict.HANG, "ran for more than 180 s in this clause"),
        ({"ended": "memory", "value": 1 << 30}, Verdict.WRONG, "used more than 1,024 MB of memory"),
        ({"ended": "dead", "value": 3}, Verdict.WRONG, "ended the process that it ran in (exit code 3)"),
    ],
)
def test_a_worker_that_was_ended_is_a_result(ended, verdict, said):
    seen: list[Result] = []
    answers = JobAnswers(JobProgress(), UnarmedHook(), 0)
    judge = PageJudge(answers.answer, lambda message: None, [ended], lambda job, result: seen.append(result))
    result = judge.judge(Job("explore", "/x/a.py", kata="tally", contract="/x/test_a.py", clause="test_one"))
    assert result.verdict is verdict
    assert said in result.message
    assert seen == [result]
