"""The pages of docs/concepts: every program in them is explored, and the text after it must be the result.

A program is a block of ```python that begins with ``# NAME.py: ...`` and has a function ``main()``. The block of
```text after it is the harness's answer: the report of ``kata explore NAME.py::main`` without the token at its end,
which is of no use on paper. For a program that passes, it is the output under the plainest schedule, and then the
sentence and the notes. After a wanted change, write the blocks again with
``KATA_WRITE_SNAPSHOTS=1 pytest tests/docs`` and read every difference.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import opened, run
from harness.program.function import Function
from harness.report.terminal.failure import failure, notes, summary_line, text
from harness.strategies.non_preemptive import NonPreemptive
from harness.verdict import Verdict

ROOT = Path(__file__).parents[2]
CONCEPTS = ROOT / "docs" / "concepts"
PAGES = sorted(page for page in CONCEPTS.glob("*.md") if page.name != "README.md")
WRITE = "KATA_WRITE_SNAPSHOTS"
SCHEDULES = 100
"""As README.md of the pages says; enough to find each bug on them."""
SECTIONS = [
    "What it is",
    "The bug it answers",
    "An example that runs",
    "Where common teaching is wrong",
    "The kata",
]
WRONG = {
    "separate_steps": Verdict.WRONG,
    "a_lock_each": Verdict.WRONG,
    "gives_back_what_it_never_had": Verdict.WRONG,
    "pulse": Verdict.STUCK,
    "looks_too_early": Verdict.WRONG,
    "notify_before_wait": Verdict.STUCK,
    "one_permit_too_many": Verdict.WRONG,
    "opposite_orders": Verdict.DEADLOCK,
    "after_you": Verdict.LIVELOCK,
    "readers_first": Verdict.WRONG,
    "looks_then_takes": Verdict.WRONG,
    "read_add_write": Verdict.WRONG,
}
"""The programs that are wrong on purpose; all others pass. So no new snapshot can hide a changed verdict."""


@dataclass(frozen=True)
class Example:
    """One program of a page, and the text after it."""

    name: str
    program: str
    said: str


def fences(page: str) -> list[tuple[str, str]]:
    """The language and the text of every block, in order."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def examples(page: str) -> list[Example]:
    blocks = fences(page)
    found = []
    for number, (language, program) in enumerate(blocks):
        if language != "python":
            continue
        name = re.match(r"# (\w+)\.py: \S", program)
        assert name, f"a program begins with its name: {program.splitlines()[0]}"
        after = blocks[number + 1 : number + 2]
        assert after, f"{name[1]} is followed by nothing"
        assert after[0][0] == "text", f"{name[1]} is followed by {after[0][0]}"
        found.append(Example(name[1], program, after[0][1]))
    return found


def sections(page: str) -> list[str]:
    return re.findall(r"^## (.+)$", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)


def links(page: str) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", page)


def broken(page: str, folder: Path) -> list[str]:
    """Links inside the project whose target does not exist."""
    inside = [link.partition("#")[0] for link in links(page) if "://" not in link]
    return [link for link in inside if link and not (folder / link).exists()]


def katas(page: str) -> set[str]:
    """The katas that the last section links to."""
    last = page.rpartition(f"## {SECTIONS[-1]}\n")[2]
    return {Path(link).stem for link in links(last) if Path(link).parent.name == "katas"}


def said_by_readme(readme: str) -> dict[str, str]:
    """The meaning of each verdict in README.md."""
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|$", readme, re.MULTILINE)
    return {word: " ".join(meaning.split()) for word, meaning in rows}


def misquoted(page: str, readme: str) -> list[str]:
    """Verdicts whose meaning on a page differs from README.md."""
    words = said_by_readme(readme)
    quoted = re.findall(r"The harness says `(\w+)`: (.+?)\.(?:\s|$)", page, re.DOTALL)
    return [word for word, meaning in quoted if not words.get(word, "").startswith(" ".join(meaning.split()))]


def what_is_said(name: str) -> tuple[Verdict, str]:
    """The verdict on ``NAME.py::main`` in the working directory, and the text that the page must show."""
    program = Function(f"{name}.py", "main")
    result = run(program, Budget(SCHEDULES))
    if not result.passed:
        return result.verdict, text(failure(result)).partition("\n  replay  ")[0] + "\n"
    with opened(program, seed=0) as search:
        search.run(NonPreemptive())
        printed = search.world.output.text
    said = [*([printed] if printed else []), summary_line(result), *notes(result)]
    return result.verdict, "\n".join(said) + "\n"


def written(page: str, name: str, said: str) -> str:
    """The page with a new text after a program."""
    head, start, rest = page.partition(f"```python\n# {name}.py:")
    program, fence, rest = rest.partition("```text\n")
    return head + start + program + fence + said + rest[re.search(r"^```$", rest, re.MULTILINE).start() :]


def every_example() -> list[object]:
    return [
        pytest.param(page, one, id=f"{page.stem}-{one.name}")
        for page in PAGES
        for one in examples(page.read_text(encoding="utf-8"))
    ]


# -- the programs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "example"), every_example())
def test_what_follows_a_program_is_what_comes_of_it(page, example, tmp_path, monkeypatch):
    (tmp_path / f"{example.name}.py").write_text(example.program, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    verdict, said = what_is_said(example.name)
    assert verdict is WRONG.get(example.name, Verdict.PASS)
    if os.environ.get(WRITE):
        page.write_text(written(page.read_text(encoding="utf-8"), example.name, said), encoding="utf-8", newline="\n")
        return
    assert example.said == said, f"set {WRITE}=1 to write what the harness says into the pages"


def test_every_page_has_a_program_and_no_two_have_the_same_name():
    found = {page.stem: examples(page.read_text(encoding="utf-8")) for page in PAGES}
    assert len(found) >= 14
    assert [stem for stem, programs in found.items() if not programs] == []
    names = [one.name for programs in found.values() for one in programs]
    assert len(names) == len(set(names))
    assert set(WRONG) <= set(names)


def test_a_program_is_whole():
    for page in PAGES:
        for one in examples(page.read_text(encoding="utf-8")):
            names = set(compile(one.program, one.name, "exec").co_names)
            assert {"threading", "main"} <= names, one.name


# -- the pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_its_sections_its_kata_and_no_dead_link(page):
    content = page.read_text(encoding="utf-8")
    assert sections(content) == SECTIONS
    assert katas(content), "names no kata"
    assert all((ROOT / "katas" / f"{name}.py").is_file() for name in katas(content))
    assert broken(content, CONCEPTS) == []
    assert misquoted(content, (ROOT / "README.md").read_text(encoding="utf-8")) == []
    assert {language for language, _ in fences(content)} <= {"python", "text", "pycon", "sh"}


def test_the_index_names_every_page_and_each_page_the_next():
    index = (CONCEPTS / "README.md").read_text(encoding="utf-8")
    order = [link for link in links(index) if link.endswith(".md") and "/" not in link]
    assert sorted(order) == [page.name for page in PAGES]
    assert broken(index, CONCEPTS) == []
    assert misquoted(index, (ROOT / "README.md").read_text(encoding="utf-8")) == []
    for this, following in zip(order, [*order[1:], "README.md"], strict=True):
        assert links((CONCEPTS / this).read_text(encoding="utf-8"))[-1] == following


# -- what must be caught ------------------------------------------------------------------------------

PAGE = """# A page

## What it is
```python
# one.py: a program
## not a section
```

```text
old
```
"""


def test_a_program_without_its_text_or_its_name_is_caught():
    assert [(one.name, one.said) for one in examples(PAGE)] == [("one", "old\n")]
    with pytest.raises(AssertionError, match="followed by nothing"):
        examples(PAGE.partition("```text")[0])
    with pytest.raises(AssertionError, match="followed by python"):
        examples(PAGE.replace("```text", "```python"))
    with pytest.raises(AssertionError, match="begins with its name"):
        examples(PAGE.replace("# one.py", "# two"))


def test_another_text_is_put_where_the_old_one_was():
    assert written(PAGE, "one", "new\n") == PAGE.replace("old", "new")


def test_a_heading_counts_outside_of_programs_only():
    assert sections(PAGE) == ["What it is"]


def test_a_dead_link_and_a_kata_named_elsewhere_are_caught():
    page = "[here](there.md#part) [a](b.md) [web](https://python.org/x)\n## The kata\n[k](../../katas/counter.py)\n"
    assert broken(page, CONCEPTS) == ["there.md", "b.md"]
    assert katas(page) == {"counter"}
    assert katas("[k](../../katas/counter.py)\n## The kata\nnone\n") == set()


def test_another_meaning_of_a_verdict_is_caught():
    readme = "| `stuck` | blocked, and nobody is left (seldom) |\n"
    assert misquoted("The harness says `stuck`: blocked, and\nnobody is left.\n", readme) == []
    assert misquoted("The harness says `stuck`: nobody moves.\n", readme) == ["stuck"]
    assert misquoted("The harness says `jam`: blocked.\n", readme) == ["jam"]


def test_a_program_that_fails_and_one_that_passes_are_told_apart(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "passes.py").write_text("def main():\n    print('hello')\n", encoding="utf-8")
    (tmp_path / "fails.py").write_text("def main():\n    assert False, 'no'\n", encoding="utf-8")
    assert what_is_said("passes")[0] is Verdict.PASS
    assert what_is_said("passes")[1].startswith("hello\n\n✓ passes.py::main  ")
    verdict, said = what_is_said("fails")
    assert verdict is Verdict.WRONG
    assert said.startswith("── WRONG  fails.py::main ──")
    assert "replay" not in said
