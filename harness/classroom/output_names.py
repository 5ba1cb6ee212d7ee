"""The names of the files and folders that a grading writes, by which a later one knows them again."""

from __future__ import annotations

JUDGED = "judged"
SCORES = "scores.csv"
CLASS = "class.html"
STUDENTS = "students"
