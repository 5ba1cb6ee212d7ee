"""The author's gate: everything that a kata promises is tried on the kata itself."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from harness.course.authoring.forbidden_probes import probes
from harness.course.content.catalogue import Kata, interface
from harness.course.content.hints import LEVELS, hints, missing
from harness.course.content.syllabus import FILE
from harness.course.grading.check import CheckSettings, check, clause_results, unfinished
from harness.errors import UsageError
from harness.result import Result
from harness.verdict import Verdict
from harness.workers.pool import WorkerPool

FEWEST_WRONG, FEWEST_RIGHT = 4, 2
STEPS = (100, 5, 1)
"""A wrong one is looked at with a 100th of the schedules, then with a 5th, then with all: most fail as declared in the
first round, where no clause before the one that catches them takes long."""
SKELETONS = ("A story of a few lines:", "says what a caller may rely on, one promise a line")
"""What ``kata new`` writes into the docstring of a stub, for the author to replace."""
LESS = 5
"""A right variant gets so many times fewer schedules than the reference: there are several, and each tries others."""


@dataclass
class Verified:
    """What came of a kata.

    Attributes:
        kata: its name.
        wrong, caught: wrong variants, and how many failed as they say.
        right, passed: right variants, and how many passed.
        clauses, proved: of the contract, and how many of them the reference passes in every schedule.
        schedules: tried, of all files together.
        seconds: from the beginning of the first file to the end of the last.
        faults: each in a sentence.
    """

    kata: str
    wrong: int = 0
    caught: int = 0
    right: int = 0
    passed: int = 0
    clauses: int = 0
    proved: int = 0
    schedules: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def verify(judges: WorkerPool, kata: Kata, settings: CheckSettings) -> Verified:
    """Try all that a kata promises.

    Args:
        judges: run the files, as many at once as there are judges.
        kata: the kata.
        settings: how hard to look at the reference; the default is what a learner gets.
    """
    began = time.monotonic()
    try:
        found = Verified(kata.name, clauses=len(kata.clauses))
    except (OSError, SyntaxError, ValueError) as error:
        return Verified(kata.name, faults=[f"{kata.contract.name} cannot be read: {error}."])
    found.faults += [*_stub(judges, kata, settings), *_place(kata)]
    if not kata.clauses:
        found.faults.append(f"{kata.contract.name} has no clauses.")
        return found
    try:
        made = list(probes(kata))
    except (OSError, SyntaxError, ValueError) as error:
        found.faults.append(f"{kata.name} cannot be tried: {error}.")
        return found
    _variants(judges, kata, settings, found)
    found.faults += _forbidden(judges, kata, settings, made)
    found.seconds = time.monotonic() - began
    return found


# -- what is written -------------------------------------------------------------------------------------


def _stub(judges: WorkerPool, kata: Kata, settings: CheckSettings) -> Iterator[str]:
    """Faults of the learner's file as it is handed out."""
    name = f"katas/{kata.stub.name}"
    if not kata.stub.is_file():
        yield f"{name} is not there."
        return
    verdict = check(judges, kata, kata.stub, replace(settings, engines=("explore",), schedules=1)).verdict
    if verdict is not Verdict.UNFINISHED:
        yield f"{name} must be reported as unfinished, not as {verdict}: each function just raises NotImplementedError."
    lacking = [one for one in kata.public if one not in interface(kata.stub)]
    if lacking:
        yield f"{name} lacks {', '.join(lacking)}, which the reference has."
    try:
        text = ast.get_docstring(ast.parse(kata.stub.read_text(encoding="utf-8"))) or ""
    except (SyntaxError, ValueError):
        return  # said already: such a file is no stub
    parts = docstring_lacks(text)
    if parts:
        yield f"{name}: its docstring lacks {' and '.join(parts)}."


def docstring_lacks(text: str) -> list[str]:
    """Which of story, contract and allowed primitives a stub's docstring does not have."""
    title, _, rest = text.strip().partition("\n")
    contract = re.search(r"^The contract\b[^\n]*:\s*\n\s*^- ", rest, re.MULTILINE)
    allowed = re.search(r"^Allowed: *\S", rest, re.MULTILINE)
    first = min((found.start() for found in (contract, allowed) if found), default=len(rest))
    said = {
        "a title": bool(title.strip()),
        "a story before the contract": bool(rest[:first].strip()),
        "the contract ('The contract:' and a list)": contract is not None,
        "what may be used ('Allowed: ...')": allowed is not None,
        "words of its own where the skeleton's still stand": not any(words in rest for words in SKELETONS),
    }
    return [what for what, there in said.items() if not there]


def _place(kata: Kata) -> Iterator[str]:
    if (kata.root / FILE).is_file() and not kata.lesson.concept:
        yield f"{kata.name} has no table with a concept in {FILE.as_posix()}."


def declared(file: Path) -> str:
    """The verdict a variant's first line names; "" if it names none."""
    first = file.read_text(encoding="utf-8", errors="replace").partition("\n")[0].strip()
    if first == "# passes":
        return str(Verdict.PASS)
    verdict = first.removeprefix("# fails: ")
    return verdict if verdict != first and verdict in set(Verdict) - {Verdict.PASS} else ""


def _hints(kata: Kata, verdicts: set[str]) -> Iterator[str]:
    try:
        tables = hints(kata)
    except UsageError as error:
        yield f"{error}."
        return
    for verdict in sorted(verdicts):
        lacking = missing(tables.get(verdict, {}))
        if len(lacking) == len(LEVELS):
            yield f"hints/{kata.hints.name} has no hints for {verdict}, which its wrong variants produce."
        elif lacking:
            yield f"hints/{kata.hints.name}: {verdict} lacks {' and '.join(lacking)}."


# -- what is run -----------------------------------------------------------------------------------------


def _variants(judges: WorkerPool, kata: Kata, settings: CheckSettings, found: Verified) -> None:
    """Judge the reference, clause by clause, and the variants, file by file, side by side."""
    wrong, right = (sorted(folder.glob("*.py")) for folder in (kata.wrong, kata.right))
    less = replace(settings, engines=("explore",), schedules=max(settings.schedules // LESS, 1))
    undone = unfinished(kata, kata.solution)
    clauses = [partial(_clause, judges, kata, clause, settings) for clause in kata.clauses if undone is None]
    passing = [partial(_first, judges, kata, file, less) for file in right]
    failing = [partial(_caught, judges, kata, file, settings) for file in wrong]
    results = list(judges.in_order([*clauses, *passing, *failing]))
    found.schedules = sum(one.schedules for these in results for one in these)
    reference = results[: len(clauses)]
    found.proved = sum(one.exhaustive for these in reference for one in these)
    bad = next((one for these in reference for one in these if not one.passed), undone)
    if bad is not None:
        found.faults.append(f"solutions/{kata.solution.name} must pass: {_said(bad)}")
    last = [these[-1] for these in results[len(clauses) :]]
    _judge_right(found, right, last[: len(right)])
    _judge_wrong(found, wrong, last[len(right) :])
    found.faults += _hints(kata, {declared(file) for file in wrong} - {"", str(Verdict.PASS)})


def _judge_right(found: Verified, files: list[Path], results: list[Result]) -> None:
    found.right = len(files)
    for file, result in zip(files, results, strict=True):
        name = f"right/{found.kata}/{file.name}"
        if declared(file) != Verdict.PASS:
            found.faults.append(f"{name} must begin with '# passes'.")
        elif result.passed:
            found.passed += 1
        else:
            found.faults.append(f"{name} must pass: {_said(result)}")
    if found.right < FEWEST_RIGHT:
        found.faults.append(f"right/{found.kata}/ must hold {FEWEST_RIGHT} variants or more, not {found.right}.")


def _judge_wrong(found: Verified, files: list[Path], results: list[Result]) -> None:
    found.wrong = len(files)
    for file, result in zip(files, results, strict=True):
        name, verdict = f"wrong/{found.kata}/{file.name}", declared(file)
        if verdict in ("", str(Verdict.PASS)):
            found.faults.append(f"{name} must begin with '# fails: ' and a verdict.")
        elif result.verdict == verdict:
            found.caught += 1
        elif result.passed:
            found.faults.append(f"{name} must fail as {verdict}, and passes.")
        else:
            found.faults.append(f"{name} must fail as {verdict}, not as {_said(result)}")
    if found.wrong < FEWEST_WRONG:
        found.faults.append(f"wrong/{found.kata}/ must hold {FEWEST_WRONG} variants or more, not {found.wrong}.")


def _said(result: Result) -> str:
    where = f"{result.test}: " if result.test and not result.passed else ""
    return f"{result.verdict}, {where}{' '.join(result.message.split())}"


def _clause(judges: WorkerPool, kata: Kata, clause: str, settings: CheckSettings) -> list[Result]:
    return list(clause_results(judges, kata, clause, kata.solution, settings))


def _first(judges: WorkerPool, kata: Kata, file: Path, settings: CheckSettings) -> list[Result]:
    """What was found clause by clause, up to the first failure.

    Not ``check``, which judges clauses side by side, and when one fails ends the workers that are busy with the
    others: here they are busy with other files.
    """
    nothing = unfinished(kata, file)
    if nothing is not None:
        return [nothing]
    results: list[Result] = []
    left: list[Result] = []
    for clause in kata.clauses:
        results += clause_results(judges, kata, clause, file, settings)
        if results[-1].verdict is Verdict.LEAK:  # as in ``check``
            left.append(results.pop())
        elif not results[-1].passed:
            return results
    return results + left[:1]


def _caught(judges: WorkerPool, kata: Kata, file: Path, settings: CheckSettings) -> list[Result]:
    """As ``_first``, with more and more schedules until it fails as declared.

    With few schedules another clause than with many may be the first to fail, and under another name; the last
    round is what ``kata check`` does, so it alone says that a declaration is wrong.
    """
    results: list[Result] = []
    for schedules in sorted({max(settings.schedules // step, 1) for step in STEPS}):
        results += _first(judges, kata, file, replace(settings, engines=("explore",), schedules=schedules))
        if results[-1].verdict == declared(file):
            break
    return results


def _forbidden(judges: WorkerPool, kata: Kata, settings: CheckSettings, made: list[tuple[str, str]]) -> Iterator[str]:
    """Faults of what does not forbid: a file that uses it must be found out."""
    few = replace(settings, engines=("explore",), schedules=1)
    with TemporaryDirectory(prefix="kata-") as folder:
        files = [Path(folder) / str(number) / kata.solution.name for number in range(len(made))]
        for file, (_, text) in zip(files, made, strict=True):
            file.parent.mkdir()
            file.write_text(text, encoding="utf-8")
        tried = judges.in_order([partial(_first, judges, kata, file, few) for file in files])
        for (what, _), results in zip(made, tried, strict=True):
            if results[-1].verdict is not Verdict.FORBIDDEN:
                yield f"{what} is not allowed in {kata.name}, and a reference that uses it is not caught."
