"""Every kind of facts has its words, and only here are they written down.

After a wanted change, write them anew with ``KATA_WRITE_SNAPSHOTS=1 pytest tests/harness/report/sentences`` and read
every difference as a learner would.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from harness.common.records import decode, encode
from harness.facts import KINDS, Facts, NotLinearizable
from harness.report.sentences import evidence, fill, message
from harness.report.sentences.passing import kata_sentence, stress_sentence
from harness.report.sentences.stress import failures_sentence
from harness.result import Build, ClauseProof, Extent, Finding, Result, StressFailures
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parent))

from findings import FINDINGS, place

SNAPSHOT = Path(__file__).with_name("sentences.txt")
RUNS = Path(__file__).with_name("runs.txt")
WRITE = "KATA_WRITE_SNAPSHOTS"


def finding(facts: Facts) -> Finding:
    return Finding(Verdict.WRONG, facts)


def test_reads_as_before() -> None:
    blocks = []
    for name, facts in FINDINGS.items():
        lines = [message(finding(facts)), *(f"    {line}" for line in evidence(finding(facts)))]
        blocks.append("\n".join([f"# {name}", *lines]) + "\n")
    found = "\n".join(blocks)
    if os.environ.get(WRITE):
        SNAPSHOT.write_text(found, encoding="utf-8")
    assert found == SNAPSHOT.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshot anew"


def test_the_sentences_of_runs_read_as_before() -> None:
    build = Build("CPython 3.14.0", gil=False, free_threaded=True)
    every, within, none = (ClauseProof("test_x", proved) for proved in Extent)
    said = {
        "failures": failures_sentence(StressFailures(1_500, 12, 1_003, 17)),
        "one failure": failures_sentence(StressFailures(1, 1, 1, 0, build)),
        "runs that pass": stress_sentence(1_500, gil=True),
        "a run that passes": stress_sentence(1, gil=False),
        "a kata that passes": kata_sentence([every] * 3 + [none] * 9, 2_000, 390, gil=True),
        "a kata proved within bounds": kata_sentence([every, within], 80, None, gil=True),
        "a kata without other proofs": kata_sentence([within, none], 1_020, None, gil=True),
        "a kata of one clause": kata_sentence([every], 3, None, gil=True),
        "a kata explored": kata_sentence([none] * 2, 1, None, gil=True),
        "a kata on real threads": kata_sentence([none] * 2, None, 30, gil=False),
    }
    found = "".join(f"{name}: {text}\n" for name, text in said.items())
    if os.environ.get(WRITE):
        RUNS.write_text(found, encoding="utf-8")
    assert found == RUNS.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshot anew"


def test_every_kind_of_facts_has_a_sample() -> None:
    assert {type(facts).__name__ for facts in FINDINGS.values()} == KINDS.keys()


@pytest.mark.parametrize("name", FINDINGS)
def test_a_message_is_one_line_that_ends_with_a_full_stop(name: str) -> None:
    said = message(finding(FINDINGS[name]))
    assert said.endswith(".")
    assert not said.endswith("..")
    assert "\n" not in said


@pytest.mark.parametrize("name", [name for name, one in FINDINGS.items() if isinstance(one, NotLinearizable)])
def test_a_drawn_history_fits_on_a_screen(name: str) -> None:
    lines = evidence(finding(FINDINGS[name]))
    assert len(lines) <= 15
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize("name", FINDINGS)
def test_facts_survive_the_way_from_one_process_to_another(name: str) -> None:
    facts = FINDINGS[name]
    result = fill(Result(Verdict.PASS, ""), Finding(Verdict.RACE, facts, place(3), steps=(4, 6)))
    again = decode(Result, encode(result))
    assert again == result
    assert (again.facts, again.steps, again.message) == (facts, (4, 6), message(finding(facts)))
