"""The sentences of a small contract: what is listed wrongly is named, and so is a promise that nobody sees broken."""

import pytest

from harness.course.authoring.broken_promises import unproved_promises
from harness.course.authoring.promises import Sentence, contract_text, promise_faults, sentences
from harness.course.content.catalogue import catalogue
from harness.course.grading.check import CheckSettings
from harness.errors import UsageError
from harness.workers.pool import WorkerPool

STUB = '''
"""Tally marks on a wall.

The contract:

- `add()` makes a mark. No mark
  is lost.
- Which guard adds is up to you.

Allowed: Lock, Thread.
"""


class Tally:
    def __init__(self) -> None:
        raise NotImplementedError
'''

LISTED = """
[[sentence]]
says = "`add()` makes a mark."
clauses = ["one_mark_is_counted"]
broken_by = ["counts_nothing"]

[[sentence]]
says = "No mark is lost."
clauses = ["two_threads_make_two_marks"]
broken_by = ["racy"]

[[sentence]]
says = "Which guard adds is up to you."
used_by = ["other"]
"""


@pytest.fixture
def tally(project):
    """A kata whose sentences are all listed, each as it should be."""
    project.write("katas/tally.py", STUB)
    project.write("tests/right/tally/other.py", f"# passes\n{project.right}")
    project.write("tests/wrong/tally/racy.py", f"# fails: wrong\n{project.racy}")
    project.write(
        "tests/wrong/tally/counts_nothing.py", "# fails: wrong\n" + project.racy.replace("self.count += 1", "pass")
    )
    project.write("tests/promises/tally.toml", LISTED)
    return project


def faults(project, *changes):
    for old, new in changes:
        assert old in LISTED
        project.write("tests/promises/tally.toml", LISTED.replace(old, new))
    return list(promise_faults(catalogue(project.path)["tally"]))


def unproved(project, listed=None, schedules=50):
    kata = catalogue(project.path)["tally"]
    with WorkerPool(1) as pool:
        settings = CheckSettings(schedules=schedules)
        return list(unproved_promises(pool, kata, sentences(kata) if listed is None else listed, settings))


def test_the_contract_is_the_list_between_its_heading_and_what_is_allowed():
    assert contract_text(STUB) == "`add()` makes a mark. No mark is lost. Which guard adds is up to you."
    assert contract_text('"""No contract."""') == ""


def test_a_complete_list_has_no_faults_and_neither_has_a_kata_without_one(tally):
    assert faults(tally) == []
    (tally.path / "tests/promises/tally.toml").unlink()
    assert faults(tally) == []


def test_a_sentence_that_is_missing_or_says_something_else_is_named(tally):
    assert faults(tally, ('says = "No mark is lost."', 'says = "No mark is ever lost."')) == [
        'tests/promises/tally.toml says "No mark is ever lost.", where the contract says "No mark is lost. Whic".'
    ]
    last = LISTED[LISTED.rindex("[[sentence]]") :]
    assert faults(tally, (last, "")) == [
        'tests/promises/tally.toml lacks the sentence "Which guard adds is up to you.".'
    ]


def test_names_without_a_clause_or_a_file_are_named_and_so_are_clauses_without_a_promise(tally):
    assert faults(tally, ("two_threads_make_two_marks", "three_threads")) == [
        "tests/promises/tally.toml names the clause three_threads, which does not exist.",
        "tests/promises/tally.toml: no promise names the clause two_threads_make_two_marks.",
    ]
    assert faults(tally, ('"racy"', '"racier"')) == [
        "tests/promises/tally.toml names the wrong variant racier, which does not exist."
    ]
    assert faults(tally, ('"other"', '"another"')) == [
        "tests/promises/tally.toml names the right variant another, which does not exist."
    ]


@pytest.mark.parametrize(
    "keys",
    [
        'clauses = ["one_mark_is_counted"]',
        'clauses = []\nbroken_by = ["racy"]',
        'used_by = "other"',
        "given = false",
        'given = true\nused_by = ["other"]',
        'why = "no such key"',
    ],
)
def test_a_table_with_other_keys_is_refused(tally, keys):
    tally.write("tests/promises/tally.toml", f'[[sentence]]\nsays = "Words."\n{keys}\n')
    with pytest.raises(UsageError, match="table 1: it must have"):
        sentences(catalogue(tally.path)["tally"])
    assert [fault.partition(": ")[0] for fault in faults(tally)] == ["tests/promises/tally.toml, table 1"]


def test_variants_that_fail_in_their_clauses_prove_the_list(tally):
    assert unproved(tally) == []


def test_a_variant_that_passes_its_clauses_and_a_clause_that_no_variant_fails_are_named(tally):
    promise = Sentence("No mark is lost.", ("one_mark_is_counted", "two_threads_make_two_marks"), ("racy",))
    assert unproved(tally, [promise]) == [
        'The clause one_mark_is_counted fails for no variant that breaks "No mark is lost.".'
    ]
    unseen = Sentence("`add()` makes a mark.", ("one_mark_is_counted",), ("racy",))
    assert unproved(tally, [unseen]) == [
        'wrong/tally/racy.py breaks "`add()` makes a mark.", but none of its clauses fails.',
        'The clause one_mark_is_counted fails for no variant that breaks "`add()` makes a mark.".',
    ]


def test_a_forbidden_variant_proves_no_promise(tally):
    tally.write("tests/wrong/tally/racy.py", f"# fails: forbidden\nimport queue\n{tally.racy}")
    promise = Sentence("No mark is lost.", ("two_threads_make_two_marks",), ("racy",))
    assert len(unproved(tally, [promise], schedules=4)) == 2


def test_verify_names_the_faults_of_the_list(tally):
    tally.write("tests/promises/tally.toml", LISTED.replace('"other"', '"another"'))
    done = tally.kata("verify", "--jobs", "1", "--schedules", "20")
    assert done.exit_code == 1
    assert "names the right variant another, which does not exist." in done.stdout
    tally.write("tests/promises/tally.toml", LISTED.replace('["counts_nothing"]', '["racy"]'))
    done = tally.kata("verify", "--jobs", "1", "--schedules", "20")
    assert "wrong/tally/racy.py breaks" in done.stdout
