"""Judges all variants as learners get them, and writes the facts to ``harness/course/judged.json``.

``python -m concurrency_katas.course.authoring.judge_variants`` judges again what has changed: a program, and for a
wrong one its contract, since the first clause that fails may be another one. Whether the right ones still pass is for
the tests. ``--all`` judges everything: necessary after a change of the engine. Names of katas limit it to them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from ...result import Extent, Result
from ...token import source_hash
from ...verdict import Verdict
from ...workers.pool import WorkerPool
from ..content.catalogue import Kata, catalogue
from ..content.handed_out import handed_out, handed_out_mend
from ..content.judged import JUDGED, Judged, JudgedRight, JudgedWrong, judged, written
from ..content.variants import Variant, right_variants, wrong_variants
from ..grading.check import CheckSettings, check

T = TypeVar("T")
SETTINGS = CheckSettings(("explore",))
"""Of wrong solutions: as ``kata check`` explores them."""
FEWER = CheckSettings(("explore",), schedules=40)
"""Of right ones: a clause whose proof takes more schedules is no question for a learner. Other tests try many more."""


def judge_wrong(pool: WorkerPool, kata: Kata, program: str, folder: Path) -> JudgedWrong:
    """Return the facts about a wrong solution.

    Raises:
        ValueError: it passes.
    """
    result = judge_text(pool, kata, program, folder, SETTINGS)
    if result.passed:
        raise ValueError("it passes")
    return JudgedWrong(source(kata, program), result.verdict, result.test or "", result.preemptions)


def judge_right(pool: WorkerPool, kata: Kata, program: str, folder: Path) -> JudgedRight:
    """Return the facts about a right solution.

    Raises:
        ValueError: it fails.
    """
    result = judge_text(pool, kata, program, folder, FEWER)
    if not result.passed:
        raise ValueError(f"it fails: {result.verdict} in {result.test}: {result.message}")
    proved = tuple(one.test for one in result.clauses if one.proved is Extent.ALL)
    return JudgedRight(source_hash([program.encode()]), proved)


def judge_text(pool: WorkerPool, kata: Kata, program: str, folder: Path, settings: CheckSettings) -> Result:
    """Return the result of a program, written to a folder under the name of its kata."""
    file = folder / f"{kata.name}.py"
    file.write_text(program, encoding="utf-8")
    return check(pool, kata, file, settings)


def source(kata: Kata, program: str) -> str:
    """Return the hash of a program and the contract of its kata."""
    return source_hash([program.encode(), kata.contract.read_bytes()])


class _Judging:
    """Judges what has changed, and keeps the rest of the facts."""

    def __init__(self, pool: WorkerPool, folder: Path, known: Judged, say: Callable[[str], None]) -> None:
        self._pool = pool
        self._folder = folder
        self._known = known
        self._say = say
        self.facts = Judged({}, {}, {})
        self.failed = 0

    def kata(self, kata: Kata) -> None:
        """Judge the variants of a kata."""
        for variant in wrong_variants(kata):
            self._wrong(kata, variant, handed_out(kata, variant))
            mended = handed_out_mend(kata, variant)
            if mended is not None:
                self._right(kata, variant, mended, self._known.mended, self.facts.mended)
        for variant in right_variants(kata):
            self._right(kata, variant, handed_out(kata, variant), self._known.right, self.facts.right)

    def _wrong(self, kata: Kata, variant: Variant, program: str) -> None:
        known = self._known.wrong.get(variant.key)
        try:
            if known is None or known.source != source(kata, program):
                known = judge_wrong(self._pool, kata, program, self._folder)
                self._say(f"{variant.key}: {known.verdict}")
            self.facts.wrong[variant.key] = known
            if known.verdict is not variant.verdict:
                raise ValueError(f"{known.verdict}, and not {variant.verdict}")
        except ValueError as error:
            self._fail(variant, str(error))

    def _right(
        self,
        kata: Kata,
        variant: Variant,
        program: str,
        known_ones: dict[str, JudgedRight],
        found: dict[str, JudgedRight],
    ) -> None:
        known = known_ones.get(variant.key)
        try:
            if known is None or known.source != source_hash([program.encode()]):
                known = judge_right(self._pool, kata, program, self._folder)
                self._say(f"{variant.key}: {Verdict.PASS}")
            found[variant.key] = known
        except ValueError as error:
            self._fail(variant, str(error))

    def _fail(self, variant: Variant, why: str) -> None:
        self.failed += 1
        self._say(f"{variant.key}: {why}")


def main(words: list[str]) -> int:
    """Write the facts about the katas that are named, or about all; return 1 if a variant is not what it should be."""
    every, katas = "--all" in words, catalogue()
    names = [word for word in words if not word.startswith("--")] or list(katas)
    before = judged()
    with WorkerPool() as pool, TemporaryDirectory() as folder:
        judging = _Judging(pool, Path(folder), Judged({}, {}, {}) if every else before, _say)
        for name, kata in katas.items():
            if name in names:
                judging.kata(kata)
                JUDGED.write_text(written(_merged(before, judging.facts, names, list(katas))), encoding="utf-8")
    return 1 if judging.failed else 0


def _merged(before: Judged, now: Judged, names: list[str], katas: list[str]) -> Judged:
    """Return the facts with those of the katas that have not been judged, or not yet."""

    def kept(table: dict[str, T], new: dict[str, T]) -> dict[str, T]:
        done = {key.partition("/")[0] for key in new}
        others = {name for name in katas if name not in names or name not in done}
        return {key: one for key, one in table.items() if key.partition("/")[0] in others} | new

    return Judged(kept(before.wrong, now.wrong), kept(before.right, now.right), kept(before.mended, now.mended))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
