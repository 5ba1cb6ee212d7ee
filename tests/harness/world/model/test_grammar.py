"""Outcomes of random programs on real threads are among those that the explorer enumerates, if it calls these all.

And the other way: programs that share nothing, or all of it under one lock, pass, and have only serial outcomes.
"""

import sys
from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parent))
from differential import enumerated, on_real_threads
from grammar import HEADER, HELPERS, OWN, PROTECTED, body_of, program

sys.path.pop(0)

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
"""The programs for which real threads once did what the explorer had not enumerated."""
GIL = getattr(sys, "_is_gil_enabled", lambda: True)()
BATCHES, EACH, RUNS = 10, 10, 20
"""Programs by default: batches, programs in each, and runs of each on real threads."""
MANY, LARGE, LONGER = 50, 100, 50
"""The same with ``--slow``."""


def compare(source, folder, runs, seed):
    """Compare both sides of one program; returns whether the explorer said that it had enumerated all."""
    found, incomplete = enumerated(source, folder)
    odd = [one for one in found if not one.startswith("(")]
    assert not odd, f"{odd}\n{body_of(source)}"
    if incomplete:
        return False
    beyond = on_real_threads(source, runs, seed) - found
    assert not beyond, f"seed {seed}: {sorted(beyond)} is none of {sorted(found)}\n{body_of(source)}"
    return True


def compare_batch(first, count, folder, runs, record_property):
    proved = sum(compare(program(seed), folder, runs, seed) for seed in range(first, first + count))
    record_property("proved", f"{proved} of {count}")
    assert proved > count // 2, "the model withholds the proof too often for this test to mean something"


@pytest.mark.skipif(
    not GIL, reason="without a GIL, operations of built-in types are not single steps for all of the grammar"
)
@pytest.mark.parametrize("batch", range(BATCHES))
def test_real_threads_do_nothing_that_was_not_enumerated(batch, tmp_path, record_property):
    compare_batch(batch * EACH, EACH, tmp_path, RUNS, record_property)


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.skipif(not GIL, reason="as above")
@pytest.mark.parametrize("batch", range(MANY))
def test_real_threads_do_nothing_that_was_not_enumerated_in_many_programs(batch, tmp_path, record_property):
    compare_batch(batch * LARGE, LARGE, tmp_path, LONGER, record_property)


@pytest.mark.skipif(not GIL, reason="as above")
@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_what_was_found_once_is_enumerated_or_not_proved(file, tmp_path):
    compare(HEADER + HELPERS + file.read_text(encoding="utf-8"), tmp_path, RUNS, 1)


def passes(source, folder, schedules):
    file = folder / "program.py"
    file.write_text(source + "\n\ndef start():\n    main([])\n", encoding="utf-8")
    return run(Function(str(file), "start"), Budget(schedules))


def check_right(seed, folder, schedules):
    for sharing in (PROTECTED, OWN):
        source = program(seed, sharing)
        if sharing == OWN and "variable\n    " in body_of(source):
            continue  # a variable of the module has no second copy
        result = passes(source, folder, schedules)
        assert result.verdict is Verdict.PASS, f"seed {seed}: {result.message}\n{body_of(source)}"
        races = [note for note in result.notes if "without the GIL" in note]
        assert not races, f"seed {seed}: {races}\n{body_of(source)}"


@pytest.mark.parametrize("seed", range(30))
def test_right_programs_pass(seed, tmp_path):
    check_right(seed, tmp_path, 10)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000))
def test_many_right_programs_pass(seed, tmp_path):
    check_right(seed, tmp_path, 30)


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_under_one_lock_there_are_only_serial_outcomes(seed, tmp_path):
    found, _ = enumerated(program(seed, PROTECTED), tmp_path)
    assert 1 <= len(found) <= 2, f"seed {seed}: {found}\n{body_of(program(seed, PROTECTED))}"
