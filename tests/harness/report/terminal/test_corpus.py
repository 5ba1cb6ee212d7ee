"""The status of a corpus. After a wanted change, write the snapshots again with ``KATA_WRITE_SNAPSHOTS=1``."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from harness.answers.batch import AccessSite, BatchFailure, CorpusStatus, KnownBatchFailure, Outlook, SeenPair
from harness.report.terminal.corpus import corpus_status
from harness.report.text.line import cells
from harness.result import Proof
from harness.trace import Place
from harness.verdict import Verdict

SNAPSHOTS = Path(__file__).parent / "snapshots"
SITES = [AccessSite("src/bank.py", "move", line, kind) for line, kind in ((9, "acquire"), (10, "read"), (11, "write"))]
PAIRS = tuple(
    SeenPair(SITES[one], SITES[other], batch, times)
    for one, other, batch, times in ((0, 0, 0, 400), (2, 1, 0, 400), (2, 2, 3, 90), (1, 2, 217, 1))
)
LONG = CorpusStatus(
    "src/bank.py::move_all", "0123abcd", 400, 398_120, 41_237, exact=False, unmodelled="", doubtful="", rate=812.4,
    shards=2, outlook=Outlook(0.0412, 490.0, 15_731.2), pairs=PAIRS, failures=(), proof=None, replayed=0,
)  # fmt: skip
WRONG = "a + b == 10, but it was 9 == 10 (main at bank.py line 21)."
TOKEN = "k1:src/bank.py::move_all:0123abcd:3.2_4.1"
FAILURES = (
    KnownBatchFailure(
        BatchFailure(Verdict.WRONG, "FailedAssertion", Place("src/bank.py", 21, "all"), WRONG, 12, TOKEN), 3, 128
    ),
    KnownBatchFailure(BatchFailure(Verdict.HANG, "BlockedOutside", None, "It waits outside.", 1), 17, 1),
)
CASES = {
    "begun": replace(LONG, batches=1, schedules=1_000, classes=12, exact=True, rate=None, outlook=None, pairs=()),
    "long": LONG,
    "hours": replace(LONG, outlook=Outlook(0.0003, 3_600.0, 0.4), classes=5_120, exact=True, shards=1),
    "failing": replace(LONG, failures=FAILURES, replayed=2),
    "proved": replace(LONG, batches=1, schedules=260, classes=1, exact=True, outlook=None, proof=Proof(3, 214)),
    "doubtful": replace(LONG, doubtful="builtins.memoryview() in bank.py line 7 runs outside the model"),
    "outside_the_model": replace(
        LONG, classes=None, outlook=None, unmodelled="the model does not cover X in bank.py line 7"
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_status_is_the_snapshot(case):
    text = "\n".join(corpus_status(CASES[case])) + "\n"
    file = SNAPSHOTS / f"corpus_{case}.txt"
    if os.environ.get("KATA_WRITE_SNAPSHOTS"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_only_tokens_are_wider_than_the_terminal(case):
    for line in corpus_status(CASES[case], 60):
        assert cells(line) <= 60 or "kata replay" in line


def test_many_pairs_and_failures_are_cut():
    pairs = tuple(SeenPair(SITES[0], replace(SITES[1], line=line), 0, 1) for line in range(50))
    failures = tuple(KnownBatchFailure(replace(FAILURES[1].failure, kind=str(n)), 0, 1) for n in range(50))
    lines = corpus_status(replace(LONG, pairs=pairs, failures=failures))
    assert len(lines) < 70
    assert any("and 38 more (--json lists them)" in line for line in lines)
    assert any("and 30 more failures (--json lists them)" in line for line in lines)


def test_a_status_says_that_it_estimates_no_failures():
    for case in ("long", "hours"):
        assert "this is no estimate of failures" in " ".join(" ".join(corpus_status(CASES[case])).split())


def test_the_numbers_are_there_however_long_the_name_is():
    text = " ".join(corpus_status(replace(LONG, what=f"{'deep/' * 30}bank.py::main")))
    assert "398,120 schedules in 400 batches, no failure" in text
