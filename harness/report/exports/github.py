"""The output for GitHub's workflows: an annotation on the learner's line, and a summary of the whole step.

Workflow commands (``::error file=,line=,title=::message``) are lines of standard output in which
``%``, carriage return and newline are escaped, and ``:`` and ``,`` too within a property
(``@actions/core``, ``command.ts``). The summary is Markdown appended to the file that
``GITHUB_STEP_SUMMARY`` names. GitHub shows ten annotations of a kind for each step, so failures
are one line each; the summary has them all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...result import Note, Result
from ...verdict import Verdict
from ..sentences.notes import note_sentence
from ..terminal.failure import failure, text, title
from ..terminal.source_marks import first_place
from ..text.line import clean
from ..text.phrases import clause_of
from .mermaid import diagram

MOST_BYTES = 1024 * 1024 - 1024
"""GitHub takes no summary of more than 1 MiB."""
PLAIN = frozenset(" .,;()/=+'-")
"""ASCII that means nothing in a cell of a table."""
SIGNS = {Verdict.PASS: "✅", Verdict.UNFINISHED: "⚪"}


def active(environment: Mapping[str, str]) -> bool:
    """A workflow of GitHub's is running."""
    return environment.get("GITHUB_ACTIONS") == "true"


def commands(results: Sequence[Result], workspace: str = "") -> list[str]:
    """A line for each failure, and one for each note on a pass.

    Args:
        results: what was judged.
        workspace: the folder that GitHub's file names begin in; "" for the working directory.
    """
    lines: list[str] = []
    for result in results:
        if result.passed:
            lines += [command("notice", _place(result, note, workspace), f"Note on {title(result)}",
                               note_sentence(note)) for note in result.notes]  # fmt: skip
        elif result.verdict is not Verdict.UNFINISHED:
            word = result.verdict.replace("_", " ").capitalize()
            message = " ".join(result.message.split())
            again = f"\nReplay: kata replay {result.replay}" if result.replay is not None else ""
            place = first_place(result) if result.line is not None else None
            where: tuple[str, int | None] = (result.file, None) if place is None else (place.file, place.line)
            lines.append(command("error", _relative(where, workspace), f"{word} in {title(result)}", message + again))
    return lines


def _place(result: Result, note: Note, workspace: str) -> list[tuple[str, str]]:
    """Return the properties that place the annotation at the note's first place."""
    where = (note.places[0].file, note.places[0].line) if note.places else (result.file, None)
    return _relative(where, workspace)


def _relative(where: tuple[str, int | None], workspace: str) -> list[tuple[str, str]]:
    file, line = where
    if not file:
        return []
    path, root = os.path.realpath(file), os.path.realpath(workspace or os.curdir)
    inside = path.startswith(root.rstrip(os.sep) + os.sep)
    shown = Path(os.path.relpath(path, root) if inside else path).as_posix()
    return [("file", shown), *([("line", str(line))] if line is not None else [])]


def command(kind: str, place: list[tuple[str, str]], name: str, message: str) -> str:
    """Return a workflow command, every text in it escaped.

    Args:
        kind: ``error``, ``warning`` or ``notice``.
        place: the properties that place the annotation; [] for none.
        name: the title.
        message: the text; its lines are kept.
    """
    properties = ",".join(f"{key}={_property(value)}" for key, value in [*place, ("title", name)])
    return f"::{kind} {properties}::{_data(message)}"


def _data(value: str) -> str:
    """The message of a command: newlines are kept, other control characters spelled out."""
    told = "\n".join(clean(line) for line in value.split("\n"))
    return told.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


# -- the step summary ----------------------------------------------------------------------------------


def summary(results: Sequence[Result], most: int = MOST_BYTES) -> str:
    """The results as Markdown: a table, then each failure's report and diagram, folded away.

    Args:
        results: what was judged.
        most: bytes; reports that do not fit are left out, and said to be.
    """
    failed = [result for result in results if not result.passed and result.verdict is not Verdict.UNFINISHED]
    passed = sum(result.passed for result in results)
    head = f"### Katas: {passed} of {len(results)} passed\n\n"
    rows = ["| | kata | verdict | |", "| --- | --- | --- | --- |", *(_row(result) for result in results)]
    parts = [head + "\n".join(rows) + "\n"]
    left_out = 0
    for result in failed:
        part = _details(result)
        if sum(len(one.encode()) for one in parts) + len(part.encode()) > most:
            left_out += 1
        else:
            parts.append(part)
    if left_out:
        parts.append(f"\n{left_out} more report{'s' if left_out > 1 else ''} did not fit here.\n")
    return "".join(parts)


def write_summary(results: Sequence[Result], environment: Mapping[str, str]) -> str:
    """Append the summary to the file of the step, if there is one; what went wrong in a sentence, or ""."""
    name = environment.get("GITHUB_STEP_SUMMARY", "")
    if not name:
        return ""
    try:
        with open(name, "a", encoding="utf-8", newline="\n") as file:
            file.write(summary(results))
    except OSError as error:
        return f"the step summary was not written: {error.strerror or error}"
    return ""


def _row(result: Result) -> str:
    sign = SIGNS.get(result.verdict, "❌")
    name = f"{title(result)} {clause_of(result)}".rstrip()
    return f"| {sign} | {_cell(name)} | {_cell(result.verdict.replace('_', ' '))} | {_cell(result.message)} |"


def _cell(value: str) -> str:
    """Text that means nothing to Markdown or HTML, on one line."""
    told = clean(" ".join(value.split()))
    return "".join(
        char if not char.isascii() or char.isalnum() or char in PLAIN else f"&#{ord(char)};" for char in told
    )


def _details(result: Result) -> str:
    word = result.verdict.replace("_", " ")
    lines = [f"\n<details><summary>{_cell(title(result))}: {word}</summary>\n", _fenced("text", text(failure(result)))]
    if result.trace is not None and result.trace.events:
        lines.append(_fenced("mermaid", diagram(result)))
    return "\n".join([*lines, "</details>\n"])


def _fenced(language: str, content: str) -> str:
    """A block of code, in a fence longer than any in it."""
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{content.rstrip()}\n{fence}\n"
