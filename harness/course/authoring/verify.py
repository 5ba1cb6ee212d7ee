"""The author's gate: verifies that a kata's stub, solution, variants, hints and rules do what they must."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ...errors import UsageError
from ...result import Result
from ...verdict import Verdict
from ...workers.pool import WorkerPool
from ..content.catalogue import Kata, interface
from ..content.hints import LEVELS, hints, missing
from ..content.syllabus import FILE
from ..grading.check import GIVES_WAY, INCONCLUSIVE, SHORT, CheckSettings, check, clause_results, unfinished
from .broken_promises import unproved_promises
from .forbidden_probes import probes
from .promises import promise_faults, sentences

FEWEST_WRONG, FEWEST_RIGHT = 4, 2
STEPS = (100, 5, 1)
"""A wrong variant is judged with a 100th of the schedules, then with a 5th, then with all. Most fail as declared the
first time, and then no clause before the failing one takes long."""
SKELETONS = ("Tell a story in a few lines:", "says what a caller may rely on, one promise on each line")
"""Parts of the docstring that ``kata new`` writes into a stub, for the author to replace."""
LESS = 5
"""A right variant gets this many times fewer schedules than the reference: there are several, with other schedules."""


@dataclass
class Verified:
    """The result of verifying a kata.

    Attributes:
        kata: the kata's name.
        wrong, caught: number of wrong variants, and of those that failed as declared.
        right, passed: number of right variants, and of those that passed.
        clauses, proved: number of clauses, and of those that the reference passes in every schedule.
        schedules: number of schedules tried, for all files together.
        seconds: from the start of the first file to the end of the last.
        faults: the faults found, each as a sentence.
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


def verify(pool: WorkerPool, kata: Kata, settings: CheckSettings) -> Verified:
    """Verify a kata.

    Args:
        pool: the workers that run the files, as many at once as it has workers.
        kata: the kata.
        settings: the settings for the reference; the default is what a learner gets.
    """
    began = time.monotonic()
    try:
        found = Verified(kata.name, clauses=len(kata.clauses))
    except (OSError, SyntaxError, ValueError) as error:
        return Verified(kata.name, faults=[f"{kata.contract.name} cannot be read: {error}."])
    promises = list(promise_faults(kata))
    found.faults += [*_stub(pool, kata, settings), *_place(kata), *promises]
    if not kata.clauses:
        found.faults.append(f"{kata.contract.name} has no clauses.")
        return found
    try:
        variants = list(probes(kata))
    except (OSError, SyntaxError, ValueError) as error:
        found.faults.append(f"{kata.name} cannot be verified: {error}.")
        return found
    _variants(pool, kata, settings, found)
    if not promises:  # what is listed wrongly cannot be run
        found.faults += unproved_promises(pool, kata, sentences(kata), settings)
    found.faults += _forbidden(pool, kata, settings, variants)
    found.seconds = time.monotonic() - began
    return found


# -- the texts --------------------------------------------------------------------------------------------


def _stub(pool: WorkerPool, kata: Kata, settings: CheckSettings) -> Iterator[str]:
    """Yield the faults of the stub."""
    name = f"katas/{kata.stub.name}"
    if not kata.stub.is_file():
        yield f"{name} does not exist."
        return
    verdict = check(pool, kata, kata.stub, replace(settings, engines=("explore",), schedules=1)).verdict
    if verdict is not Verdict.UNFINISHED:
        yield f"{name} must be unfinished, not {verdict}: each function must only raise NotImplementedError."
    lacking = [one for one in kata.public if one not in interface(kata.stub)]
    if lacking:
        yield f"{name} lacks {', '.join(lacking)}, which the reference has."
    try:
        text = ast.get_docstring(ast.parse(kata.stub.read_text(encoding="utf-8"))) or ""
    except (SyntaxError, ValueError):
        return  # reported already: such a file is not a stub
    parts = docstring_lacks(text)
    if parts:
        yield f"{name}: its docstring lacks {' and '.join(parts)}."


def docstring_lacks(text: str) -> list[str]:
    """Return the parts that a stub's docstring lacks: title, story, contract, allowed primitives."""
    title, _, rest = text.strip().partition("\n")
    contract = re.search(r"^The contract\b[^\n]*:\s*\n\s*^- ", rest, re.MULTILINE)
    allowed = re.search(r"^Allowed: *\S", rest, re.MULTILINE)
    first = min((found.start() for found in (contract, allowed) if found), default=len(rest))
    present = {
        "a title": bool(title.strip()),
        "a story before the contract": bool(rest[:first].strip()),
        "the contract ('The contract:' and a list)": contract is not None,
        "what may be used ('Allowed: ...')": allowed is not None,
        "a text of its own in place of the skeleton's": not any(words in rest for words in SKELETONS),
    }
    return [part for part, found in present.items() if not found]


def _place(kata: Kata) -> Iterator[str]:
    if (kata.root / FILE).is_file() and not kata.lesson.concept:
        yield f"{kata.name} has no table with a concept in {FILE.as_posix()}."


def declared(file: Path) -> str:
    """Return the verdict that a variant's first line declares; "" if it declares none."""
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
            yield f"hints/{kata.hints.name} has no hints for {verdict}, which a wrong variant declares."
        elif lacking:
            yield f"hints/{kata.hints.name}: {verdict} lacks {' and '.join(lacking)}."


# -- the runs --------------------------------------------------------------------------------------------


def _variants(pool: WorkerPool, kata: Kata, settings: CheckSettings, found: Verified) -> None:
    """Judge the reference clause by clause, and the variants file by file, in parallel."""
    wrong, right = (sorted(folder.glob("*.py")) for folder in (kata.wrong, kata.right))
    fewer = replace(settings, engines=("explore",), schedules=max(settings.schedules // LESS, 1))
    not_begun = unfinished(kata, kata.solution)
    clauses = [partial(_clause, pool, kata, clause, settings) for clause in kata.clauses if not_begun is None]
    passing = [partial(_first, pool, kata, file, fewer) for file in right]
    failing = [partial(_caught, pool, kata, file, settings) for file in wrong]
    results = list(pool.in_order([*clauses, *passing, *failing]))
    found.schedules = sum(one.schedules for these in results for one in these)
    reference = results[: len(clauses)]
    found.proved = sum(one.exhaustive for these in reference for one in these)
    bad = next((one for these in reference for one in these if not one.passed), not_begun)
    if bad is not None:
        found.faults.append(f"solutions/{kata.solution.name} must pass: {_outcome(bad)}")
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
            found.faults.append(f"{name} must pass: {_outcome(result)}")
    if found.right < FEWEST_RIGHT:
        found.faults.append(f"right/{found.kata}/ must hold {FEWEST_RIGHT} or more variants, not {found.right}.")


def _judge_wrong(found: Verified, files: list[Path], results: list[Result]) -> None:
    found.wrong = len(files)
    for file, result in zip(files, results, strict=True):
        name, verdict = f"wrong/{found.kata}/{file.name}", declared(file)
        if verdict in ("", str(Verdict.PASS)):
            found.faults.append(f"{name} must begin with '# fails: ' and a verdict.")
        elif result.verdict == verdict:
            found.caught += 1
        elif result.passed:
            found.faults.append(f"{name} must fail as {verdict}, but it passes.")
        else:
            found.faults.append(f"{name} must fail as {verdict}, not as {_outcome(result)}")
    if found.wrong < FEWEST_WRONG:
        found.faults.append(f"wrong/{found.kata}/ must hold {FEWEST_WRONG} or more variants, not {found.wrong}.")


def _outcome(result: Result) -> str:
    where = f"{result.test}: " if result.test and not result.passed else ""
    return f"{result.verdict}, {where}{' '.join(result.message.split())}"


def _clause(pool: WorkerPool, kata: Kata, clause: str, settings: CheckSettings) -> list[Result]:
    return list(clause_results(pool, kata, clause, kata.solution, settings))


def _first(pool: WorkerPool, kata: Kata, file: Path, settings: CheckSettings) -> list[Result]:
    """Return the results clause by clause, up to the first failure.

    Not ``check``, which judges clauses in parallel and ends the busy workers when one clause fails: here those workers
    are busy with other files.
    """
    not_begun = unfinished(kata, file)
    if not_begun is not None:
        return [not_begun]
    results: list[Result] = []
    soft: list[Result] = []
    for clause in kata.clauses:
        results += clause_results(pool, kata, clause, file, settings)
        if results[-1].verdict in GIVES_WAY:  # as in ``check``
            soft.append(results.pop())
        elif not results[-1].passed:
            return results
    return results + soft[:1]


def _caught(pool: WorkerPool, kata: Kata, file: Path, settings: CheckSettings) -> list[Result]:
    """Return the results of ``_first``, with more and more schedules until the file fails as declared.

    With few schedules a different clause may be the first to fail, with a different verdict. The first step is the
    short search of ``kata check``, and the last one its whole search. That one alone shows that a declaration is wrong,
    that something is seen in no schedule, or that a leak or a race leads to nothing worse.
    """
    results: list[Result] = []
    for schedules in sorted({SHORT, *(max(settings.schedules // step, 1) for step in STEPS)}):
        results += _first(pool, kata, file, replace(settings, engines=("explore",), schedules=schedules))
        if results[-1].verdict == declared(file) and results[-1].verdict not in INCONCLUSIVE:
            break
    return results


def _forbidden(pool: WorkerPool, kata: Kata, settings: CheckSettings, variants: list[tuple[str, str]]) -> Iterator[str]:
    """Yield a fault for each forbidden name whose use is not reported."""
    few = replace(settings, engines=("explore",), schedules=1)
    with TemporaryDirectory(prefix="kata-") as folder:
        files = [Path(folder) / str(number) / kata.solution.name for number in range(len(variants))]
        for file, (_, text) in zip(files, variants, strict=True):
            file.parent.mkdir()
            file.write_text(text, encoding="utf-8")
        tried = pool.in_order([partial(_first, pool, kata, file, few) for file in files])
        for (what, _), results in zip(variants, tried, strict=True):
            if results[-1].verdict is not Verdict.FORBIDDEN:
                yield f"{what} is not allowed in {kata.name}, but a solution that uses it is not reported."
