"""The sentences about grades: points, katas without points, lateness, and the mistakes that several students made."""

from __future__ import annotations

from ...answers.grades import ClassGrades, Grade, GradeStatus, JudgedClause, KataGrade, Lateness, Misconception
from ...verdict import Verdict
from ..text.line import clean
from ..text.phrases import clause_title, counted, listed

NO_ZERO = "This is not a score of zero."
STATUS_WORDS = {
    GradeStatus.GRADED: "graded",
    GradeStatus.UNFINISHED: "not started",
    GradeStatus.ERROR: "cannot be judged",
    GradeStatus.MISSING: "no file",
    GradeStatus.NOT_GRADABLE: "the grader failed",
}


def points_text(points: float) -> str:
    """Return a number of points with at most two decimals, and without needless ones: ``7``, ``7.5``, ``6.67``."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def scored(points: float | None, most: float) -> str:
    """Return ``7 of 10 points``, or ``not graded``."""
    if points is None:
        return "not graded"
    return f"{points_text(points)} of {points_text(most)} {'point' if most == 1 else 'points'}"


def plain_sentence(message: str) -> str:
    """Return a message on one line, without characters that a terminal, a page or XML would obey."""
    return clean(" ".join(message.split()))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def verdict_words(verdict: Verdict) -> str:
    """Return a verdict as a title has it: ``Busy wait``."""
    return verdict.replace("_", " ").capitalize()


def clause_sentence(clause: JudgedClause) -> str:
    """Return the sentence of the verdict on a clause."""
    said = plain_sentence(clause.message)
    if clause.verdict is Verdict.PASS:
        return said or "The clause passes."
    return f"{verdict_words(clause.verdict)}: {said}" if said else f"{verdict_words(clause.verdict)}."


def status_sentence(kata: KataGrade) -> str:
    """Return the reason why a kata has no points; "" if it has."""
    file = clean(kata.name or f"{kata.kata}.py")
    why = plain_sentence(kata.file.message) if kata.file is not None else ""
    match kata.status:
        case GradeStatus.GRADED:
            return ""
        case GradeStatus.UNFINISHED:
            return _ended(why or f"{file} is still the stub, so there is nothing to grade")
        case GradeStatus.ERROR:
            return _ended(why or f"{file} cannot be judged")
        case GradeStatus.MISSING:
            return f"The submission has no file for {clean(kata.kata)}."
        case GradeStatus.NOT_GRADABLE:
            return (
                f"{_ended(why or f'The grader failed on {file}')} That says nothing about it: it must be graded again."
            )


def grade_sentence(grade: Grade) -> str:
    """Return the points of a submission, and the katas that have none."""
    if grade.points is None:
        return f"Not graded: no kata of the submission has points. {NO_ZERO}"
    without = [clean(kata.kata) for kata in grade.katas if kata.status is not GradeStatus.GRADED]
    said = scored(grade.points, grade.most)
    return f"{said}; not graded: {listed(without)}." if without else f"{said}."


def lateness_sentence(lateness: Lateness) -> str:
    """Return how late a submission came and what it costs; "" for one in time."""
    if not lateness.days:
        return ""
    cost = (
        f"{points_text(lateness.percent)} % of the points are deducted" if lateness.percent else "nothing is deducted"
    )
    if lateness.marked:
        return f"The platform marks it as late and does not say when it came: one day is assumed, and {cost}."
    return f"{counted(lateness.days, 'day')} late: {cost}."


def late_sentence(grade: Grade) -> str:
    """Return the sentence about a grade's lateness, with the points before and after the deduction; "" if in time."""
    said = lateness_sentence(grade.lateness)
    if not said or not grade.lateness.percent or grade.points is None:
        return said
    before = sum(kata.points or 0.0 for kata in grade.katas)
    return f"{said} {points_text(before)} become {points_text(grade.points)}."


def misconception_title(mistake: Misconception, students: int) -> str:
    """Return the number of students that made a mistake, the verdict, the kata and its clause.

    Args:
        mistake: the mistake.
        students: the number of students of the class.
    """
    word = verdict_words(mistake.verdict).lower()
    where = f"{clean(mistake.kata)}, {clean(clause_title(mistake.clause))}" if mistake.clause else clean(mistake.kata)
    return f"{len(mistake.students)} of {students}: {word} in {where}"


def misconception_idea(mistake: Misconception) -> str:
    """Return the idea of the nearest wrong solution, or of two, said to be no more than that, or that none is near."""
    match [plain_sentence(idea) for idea in mistake.ideas]:
        case []:
            return "No wrong solution of the course that fails in the same way is near."
        case [idea]:
            return f"Nearest wrong solution of the course: {idea}"
        case ideas:
            return f"Nearest wrong solutions of the course: {' Or: '.join(ideas)}"


def graded_sentence(grades: ClassGrades) -> str:
    """Return the number of submissions that are graded, in whole and in part."""
    total = len(grades.grades)
    whole = sum(grade.complete for grade in grades.grades)
    parts = sum(grade.points is not None and not grade.complete for grade in grades.grades)
    none = total - whole - parts
    said = [f"{whole} of {counted(total, 'submission')} graded"]
    said += [f"{parts} in part"] if parts else []
    said += [f"{none} without points"] if none else []
    return ", ".join(said)
