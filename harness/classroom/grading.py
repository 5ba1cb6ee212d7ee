"""A grading: submissions are collected, their files judged once each, and the grades made of what was judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..answers.grades import ClassGrades, Grade, JudgedFile
from ..answers.grading_run import RunProgress
from ..course.content.catalogue import Kata
from ..soak.until import WHOLE, Shard
from .executors import ExecutorMaker
from .identical import identical_students
from .judge import Task, key_of, task_of
from .misconceptions import misconceptions
from .points import grade_of
from .run import run_tasks
from .settings import Assignment
from .store import JudgedStore
from .submission import Submission


@dataclass(frozen=True, slots=True)
class Grading:
    """One assignment and its submissions.

    Attributes:
        assignment: the settings.
        katas: those of the assignment, by name.
        submissions: one for each student.
        sandbox: what each file is judged in.
    """

    assignment: Assignment
    katas: Mapping[str, Kata]
    submissions: Sequence[Submission]
    sandbox: str = "none"

    def tasks(self) -> dict[tuple[str, str], tuple[str, Task]]:
        """Return by student and kata the task that judges the file, and its key: the same for the same file."""
        contracts = {name: kata.contract.read_bytes() for name, kata in self.katas.items()}
        found = {}
        for one in self.submissions:
            for kata, source in one.files.items():
                task = task_of(self.katas[kata], source, self.assignment, self.sandbox)
                found[one.student, kata] = key_of(task, contracts[kata]), task
        return found

    def judge(
        self,
        store: JudgedStore,
        make: ExecutorMaker,
        processes: int,
        progress: Callable[[RunProgress], None] = lambda progress: None,
        shard: Shard = WHOLE,
    ) -> tuple[dict[str, dict[str, JudgedFile]], int]:
        """Judge the files of one share; return by student and kata what is known then, and how many files are not.

        Args:
            store: what was judged before, and is kept.
            make: makes an executor.
            processes: that the executor has.
            progress: called after each file.
            shard: the share.
        """
        keys = self.tasks()
        tasks = dict(keys.values())
        judged = run_tasks(tasks, store, make, processes, progress, shard)
        found: dict[str, dict[str, JudgedFile]] = {one.student: {} for one in self.submissions}
        for (student, kata), (key, _) in keys.items():
            if key in judged:
                found[student][kata] = judged[key]
        return found, len(tasks.keys() - judged.keys())

    def grades(self, judged: Mapping[str, Mapping[str, JudgedFile]]) -> ClassGrades:
        """Return the grades of the class.

        Args:
            judged: by student and kata.
        """
        same = identical_students(self.submissions, judged)
        grades: tuple[Grade, ...] = tuple(
            grade_of(one, judged[one.student], self.assignment, same.get(one.student, ())) for one in self.submissions
        )
        return ClassGrades(
            self.assignment.title,
            tuple(self.assignment.katas),
            grades,
            self.sandbox,
            misconceptions(grades, self.submissions, self.katas),
        )
