"""What a learner gets in a repair or a question: the whole catalogue, without what gives an answer away."""

from __future__ import annotations

import ast
import io
import tokenize
from pathlib import Path

import pytest

from harness.course.content.catalogue import Kata, catalogue
from harness.course.content.disguise import bare, names_in, renamed, telling_names, words_of
from harness.course.content.handed_out import handed_out
from harness.course.content.variants import RIGHT, WRONG, Variant, right_variants, wrong_variants

ROOT = Path(__file__).parents[4]
KATAS = catalogue(ROOT)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def docstrings(text: str) -> list[str]:
    return [
        ast.get_docstring(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, DOCUMENTED)
        if ast.get_docstring(node)
    ]


def comments(text: str) -> list[str]:
    return [one.string for one in tokenize.generate_tokens(io.StringIO(text).readline) if one.type == tokenize.COMMENT]


def shape(text: str) -> str:
    """The syntax tree with each name replaced by its class of node, and without docstrings."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        for field in ("id", "attr", "name", "arg"):
            if isinstance(getattr(node, field, None), str):
                setattr(node, field, "_")
    return ast.dump(tree)


def solutions(kata: Kata) -> list[Variant]:
    return [*wrong_variants(kata), *right_variants(kata)]


@pytest.mark.parametrize("kata", KATAS.values(), ids=KATAS)
def test_nothing_gives_the_answer_away(kata: Kata) -> None:
    names = {one.file: names_in(one.text) for one in solutions(kata)}
    for one in wrong_variants(kata):
        text = handed_out(kata, one)
        assert comments(text) == []
        assert docstrings(text) == []
        for told in ("fails", "mend:", one.name, one.idea):
            assert told not in text, one.key
        # a name that another solution has, too, belongs to the story
        own = names_in(text) - set().union(*(names[other] for other in names if other != one.file))
        mine = (own & defined(text)) - spelled(text)
        told = words_of(f"{one.name} {one.idea}") - set().union(*map(words_of, names_in(text) - defined(text)))
        assert {name for name in mine if words_of(name) & told} == set(), one.key


def defined(text: str) -> set[str]:
    """The names that a program gives: to functions, classes, variables, fields and arguments."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(getattr(node, "ctx", None), ast.Store):
            found.add(getattr(node, "id", None) or getattr(node, "attr", None))
        if isinstance(node, ast.arg):
            found.add(node.arg)
    return found


def spelled(text: str) -> set[str]:
    """The names that are the library's or a caller's, too: imported, in a string, of an argument that is passed."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {one.name for one in node.names}
        if isinstance(node, ast.Constant):
            found.add(node.value)
        if isinstance(node, ast.keyword):
            found.add(node.arg)
    return found


@pytest.mark.parametrize("kata", KATAS.values(), ids=KATAS)
def test_every_wrong_solution_is_still_the_same_program(kata: Kata) -> None:
    found = wrong_variants(kata)
    assert {one.file for one in found} == set((ROOT / WRONG / kata.name).glob("*.py"))
    for one in found:
        assert shape(handed_out(kata, one)) == shape(one.text), one.key
    assert len({one.number for one in found}) == len(found), "two have the same number"


def test_the_reference_is_among_the_right_solutions() -> None:
    for kata in KATAS.values():
        assert len(right_variants(kata)) == len(list((ROOT / RIGHT / kata.name).glob("*.py"))) + 1


COMMENTED = '''# fails: stuck
"""An idea."""

x = 1  # one


def f():
    """Text

    more."""

    # why
    return "# no"
'''


def test_a_program_without_comments_has_no_gaps() -> None:
    assert bare(COMMENTED) == 'x = 1\n\n\ndef f():\n    return "# no"\n'


def test_a_function_of_a_docstring_alone_stays() -> None:
    assert bare('class A(Exception):\n    """Nothing else."""\n') == 'class A(Exception):\n    """Nothing else."""\n'


def test_a_telling_name_is_one_that_is_defined_and_shares_a_word() -> None:
    text = (
        "from threading import Lock\nforgotten = Lock()\n\n\ndef _forgets(self, forget=1):\n    return Lock(forget)\n"
    )
    assert telling_names(text, words_of("it forgets the lock"), set()) == ["_forgets", "forget"]
    assert telling_names(text, words_of("it forgets the lock"), {"_forgets"}) == ["forget"]


def test_the_words_of_the_library_say_nothing() -> None:
    text = "from threading import Lock\n_locks = [Lock()]\n_spare = Lock()\n"
    assert telling_names(text, words_of("a spare lock"), set()) == ["_spare"]


def test_names_that_are_written_elsewhere_stay() -> None:
    text = 'class A:\n    __slots__ = ("gate",)\n\n    def f(self, gate):\n        self.gate = g(gate=gate)\n'
    assert telling_names(text, {"gate"}, set()) == []


def test_a_name_is_replaced_wherever_it_is_a_name() -> None:
    text = 'gate = 1\npart = "gate"\n\n\nclass Gate:\n    _gate = gate\n'
    assert renamed(text, ["gate", "Gate", "_gate"]) == (
        'part_2 = 1\npart = "gate"\n\n\nclass Part_3:\n    _part_4 = part_2\n'
    )
