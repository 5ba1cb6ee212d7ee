"""The facts about the variants: complete, of the programs as they are now, and what the explorer says."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.course.authoring.judge_variants import FEWER, SETTINGS, judge_text, source
from harness.course.content.catalogue import Kata, catalogue
from harness.course.content.handed_out import handed_out, handed_out_mend
from harness.course.content.judged import JUDGED, Judged, judged, written
from harness.course.content.variants import Variant, right_variants, wrong_variants
from harness.course.grading.check import CheckSettings
from harness.course.repair.repairs import repairs_of
from harness.token import source_hash
from harness.verdict import Verdict
from harness.workers.pool import WorkerPool

ROOT = Path(__file__).parents[4]
KATAS = catalogue(ROOT)
FACTS = judged()
SMALL = ("counter", "once", "latch", "bounded_buffer", "reader_writer")
SAMPLE = 150
"""One variant of so many is judged again by default; with --slow, all are."""
AGAIN = "run python -m concurrency_katas.course.authoring.judge_variants"


def programs() -> dict[str, dict[str, tuple[Kata, Variant, str]]]:
    """The programs that learners get, by the table of the facts and by key."""
    found: dict[str, dict[str, tuple[Kata, Variant, str]]] = {"wrong": {}, "right": {}, "mended": {}}
    for kata in KATAS.values():
        for one in wrong_variants(kata):
            found["wrong"][one.key] = kata, one, handed_out(kata, one)
            mended = handed_out_mend(kata, one)
            if mended is not None:
                found["mended"][one.key] = kata, one, mended
        for one in right_variants(kata):
            found["right"][one.key] = kata, one, handed_out(kata, one)
    return found


PROGRAMS = programs()
EACH = [(kind, key) for kind, table in PROGRAMS.items() for key in table]


def judged_again(kind: str, key: str, folder: Path, settings: CheckSettings = FEWER) -> None:
    kata, _, text = PROGRAMS[kind][key]
    with WorkerPool() as pool:
        result = judge_text(pool, kata, text, folder, SETTINGS if kind == "wrong" else settings)
    if kind != "wrong":
        assert result.passed, result.message
        return
    fact = FACTS.wrong[key]
    assert (result.verdict, result.test or "", result.preemptions) == (fact.verdict, fact.clause, fact.preemptions)


@pytest.mark.parametrize("kind", PROGRAMS)
def test_the_facts_are_about_every_program_as_it_is_now(kind):
    facts = getattr(FACTS, kind)
    now = {key: hash_of(kind, kata, text) for key, (kata, _, text) in PROGRAMS[kind].items()}
    old = [key for key in facts if now.get(key) != facts[key].source]
    assert old == [], AGAIN
    missing = set(now) - set(facts)
    assert missing <= UNJUDGED.get(kind, set()), AGAIN


def hash_of(kind: str, kata: Kata, text: str) -> str:
    return source(kata, text) if kind == "wrong" else source_hash([text.encode()])


UNJUDGED = {"wrong": {"timeout_retry/changes_sides_in_step"}}
"""A wrong solution that passes within the default budget; more schedules are needed for its livelock."""


def test_the_file_is_as_the_command_writes_it():
    assert JUDGED.read_text(encoding="utf-8") == written(FACTS)
    assert judged(ROOT / "no such file") == Judged({}, {}, {})


def test_most_wrong_solutions_can_be_mended_in_a_few_lines():
    sizes = [repair.smallest_mend().lines for name in SMALL for repair in repairs_of(KATAS[name])]
    assert sum(size <= 4 for size in sizes) >= 0.7 * len(sizes)
    assert min(sizes) == 1


def test_no_fact_says_that_a_wrong_solution_passes():
    assert {fact.verdict for fact in FACTS.wrong.values()} & {Verdict.PASS, Verdict.ERROR, Verdict.UNFINISHED} == set()


@pytest.mark.parametrize(("kind", "key"), EACH[::SAMPLE])
def test_a_fact_is_what_the_explorer_says(kind, key, tmp_path):
    judged_again(kind, key, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "key"), EACH)
def test_each_fact_is_what_the_explorer_says(kind, key, tmp_path):
    if key not in UNJUDGED.get(kind, set()):
        judged_again(kind, key, tmp_path, SETTINGS)
