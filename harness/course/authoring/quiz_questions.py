"""Makes the questions of ``kata quiz`` and asks the explorer for the answers: ``harness/course/quiz/questions.json``.

``python -m concurrency_katas.course.authoring.quiz_questions`` explores what has changed: a program or its contract.
``--all`` explores everything, which is necessary after a change of the engine or of the lines that a report marks.
No answer is typed in: a wrong solution is a question if its clause fails, and with the same verdict in every search; a
right one is a question if a clause is proved.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ...verdict import Verdict
from ...workers.pool import WorkerPool
from ..content.catalogue import Kata, catalogue
from ..content.concepts import concepts
from ..content.judged import Judged, judged
from ..content.packaged_files import packaged_root
from ..quiz.explored import explored, marked, other_clauses, other_searches, source, true_besides
from ..quiz.pair import differing, side_by_side
from ..quiz.programs import MENDED, RIGHT, WRONG, QuizProgram, programs_of_kata, programs_of_page
from ..quiz.questions import QUESTIONS, Question, QuestionBank, QuestionKind, read_bank, written

MOST_LINES = 18
"""Lines of a program that fits on a screen of 24 lines together with its question."""
LONGEST, FEW = 36, 5
"""Lines of the longest program, of a kata of which no more than a few programs fit: a learner has to scroll."""
MOST_DIFFERING = 3
"""Lines in which the two programs of a pair differ."""
MOST_OF_A_VERDICT = 2
"""Questions of one verdict about the wrong solutions of one kata, so that no kata is all of the quiz."""
MOST_RIGHT, MOST_PAIRS = 2, 3
"""Questions of one kata about right solutions, and pairs."""


@dataclass(frozen=True)
class QuizCandidate:
    """A question without its answer.

    Attributes:
        kind: the kind of question.
        programs: the program, and the right one of a pair.
        clause: the clause that judges it.
        passes: it is known to pass, or to fail; None for a program of a page.
    """

    kind: QuestionKind
    programs: tuple[QuizProgram, ...]
    clause: str
    passes: bool | None

    @property
    def id(self) -> str:
        """The question's id."""
        return sha256(" ".join((self.kind, *(one.name for one in self.programs))).encode()).hexdigest()[:8]


def candidates(facts: Judged) -> list[QuizCandidate]:
    """Return the questions to ask: those of the pages, then those of the katas, both in teaching order.

    The questions of one page or kata are mixed, so that the place of one says nothing about its answer.
    """
    groups: list[list[QuizCandidate]] = []
    for page in concepts().values():
        short = (one for one in programs_of_page(page) if _fits(one.text))
        groups.append([QuizCandidate(QuestionKind.VERDICT, (one,), "", None) for one in short])
    for kata in catalogue(packaged_root()).values():
        every, most = _short_enough(programs_of_kata(kata))
        groups.append([*_wrong(every, facts), *_right(kata, every, facts), *_pairs(every, facts, most)])
    return [one for group in groups for one in sorted(group, key=lambda one: one.id)]


def _short_enough(every: Sequence[QuizProgram]) -> tuple[dict[str, QuizProgram], int]:
    """Return the programs of a kata that are short enough, and the lines of the longest one that may be shown.

    Where few fit on a screen, longer ones are taken as well, the shortest first.
    """
    every = list(every)
    short = {one.name: one for one in every if _fits(one.text)}
    if sum(name.startswith(f"{WRONG}:") for name in short) > FEW:
        return short, MOST_LINES
    longer = sorted((one for one in every if _fits(one.text, LONGEST)), key=lambda one: len(one.text.splitlines()))
    return {one.name: one for one in longer}, LONGEST


def _wrong(every: dict[str, QuizProgram], facts: Judged) -> Iterator[QuizCandidate]:
    seen: dict[Verdict, int] = {}
    for one in every.values():
        fact = facts.wrong.get(one.name.removeprefix(f"{WRONG}:"))
        # what a kata forbids is no question of schedules
        if fact is None or fact.verdict is Verdict.FORBIDDEN:
            continue
        seen[fact.verdict] = seen.get(fact.verdict, 0) + 1
        if seen[fact.verdict] <= MOST_OF_A_VERDICT:
            yield QuizCandidate(QuestionKind.VERDICT, (one,), fact.clause, False)


def _right(kata: Kata, every: dict[str, QuizProgram], facts: Judged) -> Iterator[QuizCandidate]:
    """Yield the right solutions, each under the proved clause that most wrong solutions of the kata fail."""
    failed = [fact.clause for key, fact in facts.wrong.items() if key.startswith(f"{kata.name}/")]
    known = {f"{RIGHT}:{key}": fact for key, fact in facts.right.items()}
    known |= {f"{MENDED}:{key}": fact for key, fact in facts.mended.items()}
    found = 0
    for name, one in every.items():
        fact = known.get(name)
        proved = [clause for clause in fact.proved if clause in kata.clauses] if fact is not None else []
        if not proved or found == MOST_RIGHT:
            continue
        found += 1
        clause = max(proved, key=lambda clause: (failed.count(clause), clause not in kata.generated))
        yield QuizCandidate(QuestionKind.VERDICT, (one,), clause, True)


def _pairs(every: dict[str, QuizProgram], facts: Judged, most: int) -> Iterator[QuizCandidate]:
    """Yield each wrong solution with the right one that is nearest, if they differ in few lines."""
    rights = [one for name, one in every.items() if not name.startswith(f"{WRONG}:") and _is_judged(name, facts)]
    found = 0
    for name, one in every.items():
        fact = facts.wrong.get(name.removeprefix(f"{WRONG}:"))
        if fact is None or fact.verdict is Verdict.FORBIDDEN or not rights or found == MOST_PAIRS:
            continue
        listings = {other.name: side_by_side(one.text, other.text) for other in rights}
        nearest = min(rights, key=lambda other: differing(listings[other.name]))
        lines = listings[nearest.name]
        if differing(lines) <= MOST_DIFFERING and len(lines) <= most:
            found += 1
            yield QuizCandidate(QuestionKind.PAIR, (one, nearest), fact.clause, False)


def _is_judged(name: str, facts: Judged) -> bool:
    kind, _, key = name.partition(":")
    return key in (facts.mended if kind == MENDED else facts.right)


def _fits(text: str, most: int = MOST_LINES) -> bool:
    return len(text.splitlines()) <= most


def answered(pool: WorkerPool, candidate: QuizCandidate, folder: Path) -> Question | None:
    """Return the question with the explorer's answer.

    It is no question, and the answer is None, if nothing is proved, or if the clause fails in two ways: then another
    verdict is as true as the one that the search came to first.

    Raises:
        ValueError: a right solution fails, or a wrong one passes.
    """
    first, clause = candidate.programs[0], candidate.clause
    result = explored(pool, first, clause, folder)
    if candidate.passes not in (None, result.passed):
        raise ValueError(f"{first.name}: {result.verdict} under {clause}")
    if result.passed and not result.exhaustive:
        return None
    also: tuple[Verdict, ...] = ()
    lines: dict[int, None] = {}
    if not result.passed and candidate.kind is QuestionKind.VERDICT:
        searches = list(other_searches(pool, first, clause, folder, result.verdict))
        if {one.verdict for one in searches} - {Verdict.PASS, result.verdict}:
            return None
        also = true_besides(first, clause, result, [*searches, *other_clauses(pool, first, clause, folder)])
        # another schedule may show the same failure at another line, which is then as good an answer
        alike = (one for one in searches if one.verdict is result.verdict)
        lines = dict.fromkeys(line for one in (result, *alike) for line in marked(one))
    return Question(
        candidate.id,
        candidate.kind,
        first.page,
        first.name,
        candidate.programs[1].name if len(candidate.programs) > 1 else "",
        clause,
        result.verdict,
        also,
        tuple(lines),
        source(candidate.programs),
    )


def made(pool: WorkerPool, every: Iterable[QuizCandidate], known: QuestionBank, folder: Path) -> QuestionBank:
    """Return the questions; the explorer is asked only where nothing is known of the same programs."""
    found, left_out, listed = dict[str, Question](), dict[str, str](), list(every)
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        answers = threads.map(lambda one: _answered_or_known(pool, one, known, folder / one.id), listed)
        for candidate, question in zip(listed, answers, strict=True):
            if question is None:
                left_out[candidate.id] = source(candidate.programs)
            else:
                found[candidate.id] = question
    return QuestionBank(found, left_out)


def _answered_or_known(
    pool: WorkerPool, candidate: QuizCandidate, known: QuestionBank, folder: Path
) -> Question | None:
    before, hashed = known.questions.get(candidate.id), source(candidate.programs)
    if known.left_out.get(candidate.id) == hashed:
        return None
    if before is not None and (before.source, before.clause) == (hashed, candidate.clause):
        return replace(before, concept=candidate.programs[0].page)
    folder.mkdir()
    question = answered(pool, candidate, folder)
    sys.stdout.write(f"{candidate.programs[0].name}: {question.verdict if question else 'left out'}\n")
    return question


def main(words: list[str]) -> None:
    """Write the questions, and print what was explored."""
    known = QuestionBank({}, {}) if "--all" in words else read_bank()
    with WorkerPool(0) as pool, TemporaryDirectory() as folder:
        QUESTIONS.write_text(written(made(pool, candidates(judged()), known, Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
