"""``kata verify``: a kata that keeps its promises passes, and each promise that is broken is named in a sentence."""

import json
import os
from itertools import islice
from pathlib import Path

import pytest

from harness.cli.verify import table
from harness.course.authoring import verify as module
from harness.course.authoring.forbidden_probes import probes
from harness.course.authoring.verify import Verified
from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings
from harness.report.terminal.failure import text
from harness.result import Result
from harness.verdict import Verdict

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = "KATA_WRITE_SNAPSHOTS"
PASSED, FAILED, USAGE = 0, 1, 2
FEW = ("--jobs", "1", "--schedules", "20")

STUB = '''
"""Tally marks on a wall.

Two guards count the days, each on the same wall, and neither looks at the other.

The contract:

- `add()` makes a mark, `total()` counts them.

Allowed: Lock, Thread.
"""


class Tally:
    """A count that several threads add to."""

    def __init__(self) -> None:
        raise NotImplementedError

    def add(self) -> None:
        raise NotImplementedError

    def total(self) -> int:
        raise NotImplementedError
'''

SLEEPS = """
from threading import Lock


class Tally:
    def __init__(self):
        self.lock = Lock()
        self.count = 0

    def add(self):
        self.lock.acquire()
        self.count += 1

    def total(self):
        return self.count
"""

HINTS = """
[wrong]
place = "Where is the number read, and where is it written?"
idea = "Reading and writing belong together."
reading = "Somebody else wrote in between."

[deadlock]
place = "Who has the lock?"
idea = "Give it back."
reading = "Nobody gives it back."
"""


@pytest.fixture
def author(project, monkeypatch):
    """A project whose only kata keeps all its promises; of what it does not allow little is tried."""
    monkeypatch.setattr(module, "probes", lambda kata: islice(probes(kata), 2))
    project.write("katas/tally.py", STUB)
    for name in ("one", "two"):
        project.write(f"tests/right/tally/{name}.py", f"# passes\n{project.right}")
    for name in ("no_lock", "no_lock_either", "still_none"):
        project.write(f"tests/wrong/tally/{name}.py", f"# fails: wrong\n{project.racy}")
    project.write("tests/wrong/tally/keeps_it.py", f"# fails: deadlock\n{SLEEPS.lstrip()}")
    project.write("harness/course/hints/tally.toml", HINTS)
    project.write("harness/course/course.toml", '[tally]\nconcept = "marks"\nneeds = []\n')
    return project


@pytest.fixture
def every_probe(author, monkeypatch):
    """All that it does not allow is tried."""
    monkeypatch.setattr(module, "probes", probes)


def verified(project, *names):
    done = project.kata("verify", "--json", *FEW, *names)
    report = json.loads(done.stdout)
    assert report["schema"] == "kata-verify/1"
    return done.exit_code, report["katas"]


def test_a_kata_that_keeps_its_promises_passes(author, every_probe):
    done = author.kata("verify", *FEW)
    assert done.exit_code == PASSED, done.stdout
    row = done.stdout.splitlines()[-1].split()
    assert row[:7] == ["tally", "4", "of", "4", "2", "of", "2"]
    assert row[-1] == "✓"


def test_what_it_says_to_other_programs(author):
    code, (tally,) = verified(author, "tally", "tally", "--jobs", "2")
    assert code == PASSED
    assert tally.pop("seconds") > 0
    assert tally.pop("schedules") > 4
    assert tally == {
        "kata": "tally", "wrong": 4, "caught": 4, "right": 2, "passed": 2, "clauses": 2, "proved": 2, "faults": [],
    }  # fmt: skip


def test_every_broken_promise_is_named(author):
    # "two" and "still_none" and "no_lock" stay as they are: near misses in the midst of the prey
    author.write("katas/tally.py", STUB.replace("Two guards", "").replace("The contract:", "Rules:"))
    author.write("tests/right/tally/one.py", f"# passes\n{author.racy}")
    author.write("tests/wrong/tally/no_lock_either.py", f"# fails: wrong\n{author.right}")
    author.write("tests/wrong/tally/keeps_it.py", f"# fails: stuck\n{SLEEPS.lstrip()}")
    author.write("tests/wrong/tally/says_nothing.py", author.racy)
    author.write("tests/wrong/tally/says_nonsense.py", f"# fails: wrongly\n{author.racy}")
    author.write("tests/wrong/tally/passes.py", f"# passes\n{author.right}")
    author.write("harness/course/hints/tally.toml", HINTS.replace("Reading and writing belong together.", " "))
    author.write("harness/course/course.toml", '[bell]\nconcept = "ringing"\nneeds = []\n')
    code, (tally,) = verified(author)
    assert code == FAILED
    assert (tally["caught"], tally["wrong"], tally["passed"], tally["right"]) == (2, 7, 1, 2)
    expected = [
        "katas/tally.py: its docstring lacks the contract ('The contract:' and a list).",
        "tally has no table with a concept in harness/course/course.toml.",
        "right/tally/one.py must pass: wrong, test_two_threads_make_two_marks: ",
        "wrong/tally/keeps_it.py must fail as stuck, not as deadlock, test_two_threads_make_two_marks: ",
        "wrong/tally/no_lock_either.py must fail as wrong, but it passes.",
        "wrong/tally/passes.py must begin with '# fails: ' and a verdict.",
        "wrong/tally/says_nonsense.py must begin with '# fails: ' and a verdict.",
        "wrong/tally/says_nothing.py must begin with '# fails: ' and a verdict.",
        "hints/tally.toml has no hints for stuck, which a wrong variant declares.",
        "hints/tally.toml: wrong lacks idea.",
    ]
    assert [fault[: len(start)] for fault, start in zip(tally["faults"], expected, strict=True)] == expected
    assert all(fault.endswith(".") and "\n" not in fault for fault in tally["faults"])


def test_a_stub_that_somebody_began_and_a_reference_that_fails(author):
    author.write("katas/tally.py", STUB.replace("raise NotImplementedError", "pass", 1).replace("def total", "def sum"))
    author.write("solutions/tally.py", author.racy)
    code, (tally,) = verified(author)
    assert code == FAILED
    stub, lacking, reference = tally["faults"]
    assert stub.startswith("katas/tally.py must be unfinished, not ")
    assert lacking == "katas/tally.py lacks Tally.total(), which the reference has."
    assert reference.startswith("solutions/tally.py must pass: wrong, test_two_threads_make_two_marks: ")
    assert tally["proved"] < tally["clauses"]


def test_too_few_variants_and_no_hints_at_all(author):
    for path in ("tests/right/tally/one.py", "tests/wrong/tally/keeps_it.py", "harness/course/hints/tally.toml"):
        (author.path / path).unlink()
    code, (tally,) = verified(author)
    assert code == FAILED
    assert tally["faults"] == [
        "right/tally/ must hold 2 or more variants, not 1.",
        "wrong/tally/ must hold 4 or more variants, not 3.",
        "hints/tally.toml has no hints for wrong, which a wrong variant declares.",
    ]


def test_what_is_not_allowed_must_be_found_out(author, every_probe):
    """A contract that never makes a tally cannot know what its constructor uses, unless it can be read in it."""
    contract = author.path / "tests/katas/test_tally.py"
    head = contract.read_text(encoding="utf-8").partition("def test")[0]
    contract.write_text(
        head + "def test_there_is_one(Tally):\n    assert Tally.__name__ == 'Tally'\n", encoding="utf-8"
    )
    for file in (author.path / "tests/wrong/tally").glob("*.py"):
        file.write_text("# fails: wrong\nclass Tally:\n    __name__ = 'Other'\n", encoding="utf-8")
    _, (tally,) = verified(author)
    refused = {fault for fault in tally["faults"] if "is not allowed in tally" in fault}
    names = [f"threading.{name}, used through getattr()," for name in ("Barrier", "Condition", "Event", "Semaphore")]
    for name in (*names, "queue, used through __import__(),"):
        assert f"{name} is not allowed in tally, but a solution that uses it is not reported." in refused
    assert not any("threading.Lock" in fault for fault in refused)


def test_a_method_ruled_out_must_be_found_out(author, every_probe):
    contract = author.path / "tests/katas/test_tally.py"
    marked = contract.read_text(encoding="utf-8").replace('Thread")', 'Thread", forbid="Thread.join")')
    contract.write_text(marked, encoding="utf-8")
    assert verified(author)[0] == PASSED


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ('allow="Lok"', "tally cannot be verified: allow='Lok': Lok is not a primitive of threading."),
        ('alow="Lock"', "tally cannot be verified: line 5: pytest.mark.kata takes allow, forbid, "),
    ],
)
def test_a_mark_that_cannot_be_understood(author, mark, sentence):
    contract = author.path / "tests/katas/test_tally.py"
    contract.write_text(contract.read_text(encoding="utf-8").replace('allow="Lock, Thread"', mark), encoding="utf-8")
    code, (tally,) = verified(author)
    assert code == FAILED
    assert any(fault.startswith(sentence) for fault in tally["faults"]), tally["faults"]


def test_a_reference_that_cannot_be_read(author):
    author.write("solutions/tally.py", "class Tally(:\n")
    code, (tally,) = verified(author)
    assert code == FAILED
    assert any(fault.startswith("tally cannot be verified: ") for fault in tally["faults"])


@pytest.mark.parametrize(("source", "words"), [("def test(:\n", "cannot be read"), ("LIMIT = 3\n", "has no clauses")])
def test_a_contract_that_is_none(author, source, words):
    author.write("tests/katas/test_tally.py", source)
    code, (tally,) = verified(author)
    assert code == FAILED
    assert any(fault.startswith(f"test_tally.py {words}") for fault in tally["faults"])


def test_wrong_usage(author):
    done = author.kata("verify", "taly")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr == "kata: there is no kata 'taly'; did you mean 'tally'?\n"


def test_the_table():
    rows = [
        Verified("tally", 12, 12, 4, 4, 9, 7, 12_345, 8.249),
        Verified("producer_consumer_condition", 22, 21, 5, 5, 13, 0, 1_234_567, 123.4, ["a fault."]),
        Verified("broken", faults=["one.", "two."]),
    ]
    shown = text(table(rows), width=100) + "\n"
    file = SNAPSHOTS / "verify.txt"
    if os.environ.get(WRITE):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshots anew"


@pytest.mark.parametrize("verdict", [Verdict.OVERSERIALIZED, Verdict.LEAK, Verdict.RACE, Verdict.WRONG])
def test_what_a_few_schedules_did_not_see_is_no_verdict(author, monkeypatch, verdict):
    def clause_results(pool, kata, clause, file, settings):
        yield Result(verdict if settings.schedules < 100 else Verdict.PASS, "", kata.name)

    monkeypatch.setattr(module, "clause_results", clause_results)
    file = author.write("tests/wrong/tally/seen_late.py", f"# fails: {verdict}\n{author.racy}")
    kata = catalogue(author.path)["tally"]
    results = module._caught(None, kata, file, CheckSettings(schedules=100))
    assert results[-1].verdict is (Verdict.WRONG if verdict is Verdict.WRONG else Verdict.PASS)


@pytest.mark.parametrize("soft", [Verdict.LEAK, Verdict.RACE])
def test_a_leak_or_a_race_gives_way_to_what_it_leads_to(author, monkeypatch, soft):
    def clause_results(pool, kata, clause, file, settings):
        yield Result(soft if clause == kata.clauses[0] else Verdict.WRONG, "", kata.name)

    monkeypatch.setattr(module, "clause_results", clause_results)
    kata = catalogue(author.path)["tally"]
    file = author.path / "tests/wrong/tally/no_lock.py"
    assert [one.verdict for one in module._first(None, kata, file, CheckSettings())] == [Verdict.WRONG]
