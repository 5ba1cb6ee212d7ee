"""The generated parts of the pages in ``docs/concepts/``: answers, pictures, and links between pages.

``python -m concurrency_katas.course.authoring.concept_pages`` writes them again, in a clone.

A program is a block of ``python`` that begins with ``# NAME.py: ...`` and has a function ``main()``. The block of
``text`` after it is the harness's answer: the report of ``kata explore NAME.py::main`` without the token at its end,
which is of no use on paper. For a program that passes, it is the output under the plainest schedule, and then the
sentence and the notes. After the answer of a program that fails comes a picture, ``NAME.svg``: the timeline of the
failing schedule. A program that passes has one, of the plainest schedule, if its page shows it.
"""

from __future__ import annotations

import re
import sys
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ...explorer.budget import Budget
from ...explorer.run import opened, run
from ...program.function import Function
from ...report.page.picture import picture
from ...report.terminal.failure import failure, notes, summary_line, text
from ...result import Result
from ...strategies.non_preemptive import NonPreemptive
from ...strategies.replay import FollowChoices
from ...verdict import Verdict
from ..content.concept_programs import ConceptExample, examples
from ..content.concepts import INDEX, PAGES, concepts

SCHEDULES = 100
"""As the index of the pages says; enough to find each bug on them."""
ALT = "The same schedule as a timeline: a lane for each thread, time from left to right"
_LINK = r"\[[^\]]+\]\(\w+\.md\)"
LINKS = re.compile(rf"\n\n(?:Previous: {_LINK}\. )?(?:Next|All concepts): {_LINK}\n\Z")
"""The last paragraph of a page."""


@dataclass(frozen=True)
class ConceptAnswer:
    """The harness's answer to a program.

    Attributes:
        verdict: on the program.
        text: the report, or the output and the sentence.
        picture: the timeline, as an SVG file.
    """

    verdict: Verdict
    text: str
    picture: str


def answer_to(example: ConceptExample, folder: Path) -> ConceptAnswer:
    """Run a program in a folder, which becomes the working directory meanwhile, and return the harness's answer."""
    (folder / f"{example.name}.py").write_text(example.program, encoding="utf-8")
    with chdir(folder):
        program = Function(f"{example.name}.py", "main")
        result = run(program, Budget(SCHEDULES))
        if not result.passed:
            report = text(failure(result)).partition("\n  replay  ")[0] + "\n"
            return ConceptAnswer(result.verdict, report, picture(result))
        output, drawn = _plainest(program)
        said = [*([output] if output else []), summary_line(result), *notes(result)]
        return ConceptAnswer(result.verdict, "\n".join(said) + "\n", drawn)


def _plainest(program: Function) -> tuple[str, str]:
    """Return the output and the timeline of the schedule in which each thread runs until it waits or ends."""
    with opened(program, seed=0) as search:
        outcome = search.run(NonPreemptive())
        output = search.world.output.text
        _, trace, _ = search.record(FollowChoices(list(outcome.choices)), None)
        return output, picture(Result(Verdict.PASS, "", program.name, program.target, trace=trace))


def with_answer(page: str, name: str, answer: ConceptAnswer) -> str:
    """Return a page with another answer after a program; a failing one gets a picture if it has none."""
    head, start, rest = page.partition(f"```python\n# {name}.py:")
    program, fence, rest = rest.partition("```text\n")
    end = re.search(r"^```$\n?", rest, re.MULTILINE)
    if not end:
        raise ValueError(f"the block after {name} has no end")
    after = rest[end.end() :]
    if answer.verdict is not Verdict.PASS and not after.lstrip("\n").startswith("!["):
        after = f"\n![{ALT}]({name}.svg)\n{after}"
    return f"{head}{start}{program}{fence}{answer.text}```\n{after}"


def with_links(page: str, previous: tuple[str, str] | None, following: tuple[str, str] | None) -> str:
    """Return a page with links to its neighbours as its last paragraph.

    Args:
        page: its text.
        previous: title and name of the page before it; None for the first.
        following: title and name of the page after it; None for the last, which links to the index.
    """
    back = f"Previous: [{previous[0]}]({previous[1]}.md). " if previous is not None else ""
    on = f"Next: [{following[0]}]({following[1]}.md)" if following is not None else f"All concepts: [index]({INDEX})"
    return f"{LINKS.sub('', page.rstrip() + chr(10)).rstrip()}\n\n{back}{on}\n"


def linked(folder: Path) -> dict[Path, str]:
    """Return the text of each page with the links that follow from the order of the index."""
    names = [(one.title, one.name) for one in concepts(folder).values()]
    neighbours = zip([None, *names], names, [*names[1:], None], strict=False)
    found = {}
    for previous, (_, name), following in neighbours:
        page = folder / f"{name}.md"
        found[page] = with_links(page.read_text(encoding="utf-8"), previous, following)
    return found


def pictures(folder: Path) -> set[str]:
    """Return the names of the pictures that the pages of a folder show."""
    pages = [page.read_text(encoding="utf-8") for page in folder.glob("*.md")]
    return {f"{one.name}.svg" for page in pages for one in examples(page) if one.picture}


def write(folder: Path) -> list[Path]:
    """Write the generated parts of all pages, and remove pictures that no page shows.

    Returns:
        The files that were changed.
    """
    wanted: dict[Path, str] = {}
    with TemporaryDirectory() as scratch:
        for page, linked_text in linked(folder).items():
            content = linked_text
            for example in examples(content):
                answer = answer_to(example, Path(scratch))
                content = with_answer(content, example.name, answer)
                if example.picture or answer.verdict is not Verdict.PASS:
                    wanted[folder / f"{example.name}.svg"] = answer.picture
            wanted[page] = content
    changed = [path for path, content in wanted.items() if not _has(path, content)]
    for path in changed:
        path.write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in set(folder.glob("*.svg")) - wanted.keys():
        path.unlink()
        changed.append(path)
    return sorted(changed)


def _has(path: Path, content: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == content


def main() -> None:
    """Write the generated parts of the pages of this clone, and print the files that were changed."""
    for path in write(Path(__file__).resolve().parents[3] / PAGES):
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()
