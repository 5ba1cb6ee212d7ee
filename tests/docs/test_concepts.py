"""The pages of docs/concepts: every program in them is explored, and what follows it must be the result.

What is generated, and how, says harness/course/authoring/concept_pages.py. After a wanted change, write the answers,
the pictures and the links again with ``python -m concurrency_katas.course.authoring.concept_pages``, or with
``KATA_WRITE_SNAPSHOTS=1 pytest tests/docs``, and read every difference.
"""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from harness.course.authoring.concept_pages import (
    ALT,
    ConceptAnswer,
    answer_to,
    linked,
    pictures,
    with_answer,
    with_links,
    write,
)
from harness.course.content.concept_programs import ConceptExample, examples, fences
from harness.course.content.concepts import paragraphs, section
from harness.verdict import Verdict

ROOT = Path(__file__).parents[2]
CONCEPTS = ROOT / "docs" / "concepts"
PAGES = sorted(page for page in CONCEPTS.glob("*.md") if page.name != "README.md")
WRITE = "KATA_WRITE_SNAPSHOTS"
WIDEST = 2_000
"""Pixels; a wider picture cannot be read in a column of text."""
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
    "leaves_without_looking": Verdict.WRONG,
    "runs_ahead": Verdict.STUCK,
    "wakes_the_wrong_one": Verdict.STUCK,
    "half_a_line": Verdict.WRONG,
    "waits_for_itself": Verdict.STUCK,
}
"""The programs that are wrong on purpose; all others pass. So no new snapshot can hide a changed verdict."""


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


def every_example() -> list[object]:
    return [
        pytest.param(page, one, id=f"{page.stem}-{one.name}")
        for page in PAGES
        for one in examples(page.read_text(encoding="utf-8"))
    ]


# -- the programs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "example"), every_example())
def test_what_follows_a_program_is_what_comes_of_it(page, example, tmp_path):
    answer = answer_to(example, tmp_path)
    assert answer.verdict is WRONG.get(example.name, Verdict.PASS)
    drawn = CONCEPTS / f"{example.name}.svg"
    if os.environ.get(WRITE):
        content = with_answer(page.read_text(encoding="utf-8"), example.name, answer)
        page.write_text(content, encoding="utf-8", newline="\n")
        if example.picture:
            drawn.write_text(answer.picture, encoding="utf-8", newline="\n")
        return
    assert example.answer == answer.text, f"set {WRITE}=1 to write what the harness says into the pages"
    assert example.picture or answer.verdict is Verdict.PASS, "the timeline of a failure stands below it"
    if example.picture:
        assert drawn.read_bytes() == answer.picture.encode(), f"set {WRITE}=1 to draw it again"


def test_every_page_has_a_program_and_no_two_have_the_same_name():
    found = {page.stem: examples(page.read_text(encoding="utf-8")) for page in PAGES}
    assert len(found) >= 19
    assert [stem for stem, programs in found.items() if not programs] == []
    names = [one.name for programs in found.values() for one in programs]
    assert len(names) == len(set(names))
    assert set(WRONG) <= set(names)


def test_a_program_is_whole():
    for page in PAGES:
        for one in examples(page.read_text(encoding="utf-8")):
            names = set(compile(one.program, one.name, "exec").co_names)
            assert "main" in names, one.name
            assert names & {"threading", "concurrent.futures"}, one.name


# -- the pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_its_sections_its_kata_and_no_dead_link(page):
    content = page.read_text(encoding="utf-8")
    assert sections(content) == SECTIONS
    assert katas(content), "names no kata"
    assert all((ROOT / "katas" / f"{name}.py").is_file() for name in katas(content))
    assert broken(content, CONCEPTS) == []
    assert misquoted(content, (ROOT / "README.md").read_text(encoding="utf-8")) == []
    assert {language for language, _, _ in fences(content)} <= {"python", "text", "pycon", "sh"}


def test_the_index_names_every_page_and_each_page_the_next():
    index = (CONCEPTS / "README.md").read_text(encoding="utf-8")
    order = [link for link in links(index) if link.endswith(".md") and "/" not in link]
    assert sorted(order) == [page.name for page in PAGES]
    assert broken(index, CONCEPTS) == []
    assert misquoted(index, (ROOT / "README.md").read_text(encoding="utf-8")) == []
    for previous, this, following in zip([None, *order], order, [*order[1:], "README.md"], strict=False):
        found = links((CONCEPTS / this).read_text(encoding="utf-8").rstrip().rpartition("\n\n")[2])
        assert found == [link for link in (previous, following) if link is not None]


def test_a_race_is_explained_before_the_lock_that_prevents_it():
    order = links((CONCEPTS / "README.md").read_text(encoding="utf-8"))
    assert order.index("race.md") < order.index("critical_section.md") < order.index("lock.md")


# -- the pictures -------------------------------------------------------------------------------------


def test_every_picture_is_shown_and_every_one_shown_is_there():
    assert {path.name for path in CONCEPTS.glob("*.svg")} == pictures(CONCEPTS) >= {f"{name}.svg" for name in WRONG}


@pytest.mark.parametrize("name", sorted(pictures(CONCEPTS)))
def test_a_picture_has_words_for_those_who_cannot_see_it_and_no_path_of_a_machine(name):
    text = (CONCEPTS / name).read_text(encoding="utf-8")
    root = ET.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    title, description = (root.find(f"{space}{tag}") for tag in ("title", "desc"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert title.text.endswith(f"{Path(name).stem}.py::main")
    assert "Step " in description.text or "fails" in description.text
    assert "prefers-color-scheme: dark" in text
    assert str(ROOT) not in text
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|<script|<image|@import|url\((?!#)", text), (
        "nothing is loaded"
    )
    assert float(root.get("width")) <= WIDEST


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_picture_on_a_page_has_a_text_in_its_place(page):
    shown = re.findall(r"!\[([^\]]*)\]\((\w+\.svg)\)", page.read_text(encoding="utf-8"))
    assert all(len(alt) > 20 for alt, _ in shown)
    assert all((CONCEPTS / file).is_file() for _, file in shown)


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
    assert [(one.name, one.answer, one.picture) for one in examples(PAGE)] == [("one", "old\n", False)]
    with pytest.raises(ValueError, match="followed by nothing"):
        examples(PAGE.partition("```text")[0])
    with pytest.raises(ValueError, match="followed by python"):
        examples(PAGE.replace("```text", "```python"))
    with pytest.raises(ValueError, match="begins with its name"):
        examples(PAGE.replace("# one.py", "# two"))


def test_another_answer_is_put_where_the_old_one_was():
    assert with_answer(PAGE, "one", ConceptAnswer(Verdict.PASS, "new\n", "<svg/>")) == PAGE.replace("old", "new")


def test_a_failure_gets_a_picture_once():
    answer = ConceptAnswer(Verdict.WRONG, "new\n", "<svg/>")
    page = with_answer(PAGE, "one", answer)
    assert page == PAGE.replace("old", "new") + f"\n![{ALT}](one.svg)\n"
    assert with_answer(page, "one", answer) == page
    assert [one.picture for one in examples(page)] == [True]


def test_links_to_the_neighbours_replace_the_old_ones():
    page = "# A\n\nEnd.\n"
    last = with_links(page, ("b", "b"), None)
    assert last == "# A\n\nEnd.\n\nPrevious: [b](b.md). All concepts: [index](README.md)\n"
    assert with_links(last, None, ("c d", "c")) == "# A\n\nEnd.\n\nNext: [c d](c.md)\n"


def test_a_whole_folder_is_written_once_and_what_no_page_shows_is_removed(tmp_path):
    (tmp_path / "README.md").write_text("| [a](a.md) | x |\n| [b](b.md) | y |\n", encoding="utf-8")
    program = "```python\n# {0}.py: x\ndef main():\n    assert {1}\n```\n\n```text\n```\n"
    for name, truth in (("a", True), ("b", False)):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\n{program.format(name + '1', truth)}", encoding="utf-8")
    (tmp_path / "old.svg").write_text("<svg/>", encoding="utf-8")
    assert {path.name for path in write(tmp_path)} == {"a.md", "b.md", "b1.svg", "old.svg"}
    assert write(tmp_path) == []
    assert not (tmp_path / "old.svg").exists()
    assert "Next: [b](b.md)\n" in (tmp_path / "a.md").read_text(encoding="utf-8")
    assert all(path.read_text(encoding="utf-8") == text for path, text in linked(tmp_path).items())


def test_a_section_as_plain_text():
    page = "# A\n\n## What it is\n\nA [b](c.md) `d`,\n*e* f.\n\nG.\n\n| t | u |\n\nH.\n\n## Next\n"
    assert paragraphs(section(page, "What it is")) == ["A b d, e f.", "G."]
    assert section(page, "Gone") == ""


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


def test_a_program_that_fails_and_one_that_passes_are_told_apart(tmp_path):
    passes = answer_to(ConceptExample("passes", "def main():\n    print('hello')\n", "", False), tmp_path)
    fails = answer_to(ConceptExample("fails", "def main():\n    assert False, 'no'\n", "", False), tmp_path)
    assert passes.verdict is Verdict.PASS
    assert passes.text.startswith("hello\n\n✓ passes.py::main  ")
    assert fails.verdict is Verdict.WRONG
    assert fails.text.startswith("── WRONG  fails.py::main ──")
    assert "replay" not in fails.text
