"""The course as it is handed out: its order, what it needs, its hints and its stories."""

import ast
from pathlib import Path

import pytest

from harness.course.authoring.verify import FEWEST_RIGHT, FEWEST_WRONG, declared, docstring_lacks
from harness.course.content.catalogue import catalogue
from harness.course.content.concepts import concepts
from harness.course.content.hints import LEVELS, hints, missing
from harness.course.content.syllabus import DIFFICULTIES, FILE, lessons
from harness.errors import UsageError

ROOT = Path(__file__).resolve().parents[3]
KATAS = catalogue(ROOT)
COURSE = lessons(ROOT)


def test_every_kata_has_a_page_that_leads_back_to_it():
    pages = concepts()
    assert {name: lesson.page for name, lesson in COURSE.items() if name not in pages[lesson.page].katas} == {}


def test_the_course_names_every_kata_and_nothing_else():
    assert set(COURSE) == set(KATAS)
    assert list(COURSE) == list(KATAS)


def test_a_kata_comes_after_all_that_it_needs():
    before = set()
    for name, lesson in COURSE.items():
        assert set(lesson.needs) <= before, f"{name} needs what comes later, or what is no kata"
        before.add(name)


def test_every_kata_brings_a_concept_of_its_own():
    concepts = [lesson.concept for lesson in COURSE.values()]
    assert all(concepts)
    assert len(set(concepts)) == len(concepts)
    assert max(len(concept) for concept in concepts) <= 22, "kata list must fit into 80 columns"


@pytest.mark.parametrize("kata", KATAS.values(), ids=KATAS)
def test_the_stub_tells_a_story_the_contract_and_what_is_allowed(kata):
    assert docstring_lacks(ast.get_docstring(ast.parse(kata.stub.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("kata", KATAS.values(), ids=KATAS)
def test_there_are_hints_for_every_verdict_of_a_wrong_variant(kata):
    verdicts = {declared(file) for file in kata.wrong.glob("*.py")}
    assert len(verdicts) > 1
    assert "" not in verdicts
    tables = hints(kata)
    assert {verdict for verdict in verdicts if missing(tables.get(verdict, {}))} == set()
    assert {level for table in tables.values() for level in table} == set(LEVELS)


@pytest.mark.parametrize("kata", KATAS.values(), ids=KATAS)
def test_there_are_enough_variants(kata):
    assert len(list(kata.wrong.glob("*.py"))) >= FEWEST_WRONG
    assert len(list(kata.right.glob("*.py"))) >= FEWEST_RIGHT
    assert {declared(file) for file in kata.right.glob("*.py")} == {"pass"}


def test_every_kata_of_the_course_has_a_difficulty_and_a_time():
    for name, lesson in lessons(ROOT).items():
        assert lesson.difficulty in DIFFICULTIES, name
        assert 5 <= lesson.minutes <= 90, name


# -- other courses ---------------------------------------------------------------------------------------


def test_katas_without_a_place_in_the_course_follow_by_name(project):
    project.add_bell()
    project.write("tests/katas/test_anchor.py", "")
    assert list(catalogue(project.path)) == ["anchor", "bell", "tally"]
    project.write(FILE, '[tally]\nconcept = "marks"\nneeds = []\n\n[gone]\nconcept = "no more"\nneeds = []\n')
    katas = catalogue(project.path)
    assert list(katas) == ["tally", "anchor", "bell"]
    assert [kata.concept for kata in katas.values()] == ["marks", "", ""]
    assert katas["tally"].lesson.needs == ()


@pytest.mark.parametrize(
    "text",
    [
        "[tally\n",
        "tally = 3\n",
        "[tally]\nneeds = []\n",
        '[tally]\nconcept = "marks"\n',
        '[tally]\nconcept = "marks"\nneeds = "bell"\n',
        '[tally]\nconcept = "marks"\nneeds = [1]\n',
        "[tally]\nconcept = 1\nneeds = []\n",
        '[tally]\nconcept = "marks"\nneeds = []\ndifficulty = "sweaty"\n',
        '[tally]\nconcept = "marks"\nneeds = []\nminutes = "ten"\n',
        '[tally]\nconcept = "marks"\nneeds = []\nminutes = -1\n',
        '[tally]\nconcept = "marks"\nneeds = []\npage = 1\n',
    ],
)
def test_a_broken_course_file_is_said_in_a_sentence(project, text):
    project.write(FILE, text)
    with pytest.raises(UsageError, match=r"^harness/course/course.toml"):
        catalogue(project.path)
    done = project.kata("list")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("kata: harness/course/course.toml")


# -- the docstring ---------------------------------------------------------------------------------------

STORY = """Tally marks on a wall.

Two guards count the days, each on the same wall.

The contract:

- `add()` makes a mark.

Allowed: Lock.
"""


@pytest.mark.parametrize(
    ("old", "new", "lacks"),
    [
        ("", "", []),
        ("The contract:", "The contract is that of `wall`:", []),
        ("Allowed: Lock.", "Allowed: nothing of `threading`.", []),
        ("Two guards count the days, each on the same wall.\n\n", "", ["a story before the contract"]),
        ("The contract:", "What is asked:", ["the contract ('The contract:' and a list)"]),
        ("- `add()` makes a mark.", "Do it right.", ["the contract ('The contract:' and a list)"]),
        ("Allowed: Lock.", "Allowed:", ["what may be used ('Allowed: ...')"]),
        ("Allowed: Lock.", "Use what is allowed: Lock.", ["what may be used ('Allowed: ...')"]),
    ],
)
def test_what_a_docstring_lacks_is_named(old, new, lacks):
    assert docstring_lacks(STORY.replace(old, new) if old else STORY) == lacks


def test_no_docstring_lacks_everything():
    assert len(docstring_lacks("")) == 4
