"""The promises of a contract, sentence by sentence, each with the clauses that fail when a solution breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import UsageError
from ..content.catalogue import Kata
from .tables import tables

TABLE = "sentence"
CLAUSE = "test_"
KINDS = ({"clauses", "broken_by"}, {"used_by"}, {"given"})
"""The keys that a table has besides ``says``: a promise, a freedom, or what a solution may rely on."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a contract, or several that belong together.

    Attributes:
        says: the words of the contract.
        clauses: for a promise, the names of the clauses that fail when it is broken.
        broken_by: for a promise, the names of wrong variants that break it.
        used_by: for a freedom ("up to you"), the names of right variants that differ from the reference in it.

    A sentence with none of these is given: a solution may rely on it, and no clause breaks it.
    """

    says: str
    clauses: tuple[str, ...] = ()
    broken_by: tuple[str, ...] = ()
    used_by: tuple[str, ...] = ()


def path_of(kata: Kata) -> Path:
    """Return the file in which the sentences of a kata's contract are listed; it need not exist."""
    return kata.root / "tests" / "promises" / f"{kata.name}.toml"


def contract_text(stub: str) -> str:
    """Return the contract in the docstring of a stub as one line of text, without the dashes of its list."""
    text = ast.get_docstring(ast.parse(stub)) or ""
    found = re.search(r"^The contract\b[^\n]*:\n(.*?)(?=^Allowed:|\Z)", text, re.MULTILINE | re.DOTALL)
    return " ".join(re.sub(r"^- ", "", found[1], flags=re.MULTILINE).split()) if found else ""


def sentences(kata: Kata) -> list[Sentence]:
    """Return the sentences that are listed for a kata.

    Raises:
        UsageError: the file cannot be read, or a table has other keys than ``KINDS`` allows.
    """
    return tables(kata, path_of(kata), TABLE, _sentence)


def _sentence(table: Any, where: str) -> Sentence:
    rest = dict(table) if isinstance(table, dict) else {}
    says = rest.pop("says", None)
    given = rest.get("given") is True and len(rest) == 1
    lists = all(
        isinstance(names, list) and names and all(isinstance(one, str) for one in names) for names in rest.values()
    )
    if not isinstance(says, str) or set(rest) not in KINDS or not (given or lists):
        raise UsageError(
            f"{where}: it must have the text says, and with it the lists clauses and broken_by, or the list used_by, "
            "or given = true"
        )
    return Sentence(says) if given else Sentence(says, **{key: tuple(names) for key, names in rest.items()})


def promise_faults(kata: Kata) -> Iterator[str]:
    """Yield what is wrong with the list of sentences, without running anything; nothing if the kata has no list.

    The sentences, joined, must be the contract word for word, and each clause must belong to a promise: otherwise it
    checks something that the contract does not say.
    """
    path = path_of(kata)
    if not path.is_file():
        return
    name = path.relative_to(kata.root).as_posix()
    try:
        listed = sentences(kata)
        contract = contract_text(kata.stub.read_text(encoding="utf-8"))
    except UsageError as error:
        yield f"{error}."
        return
    except (OSError, SyntaxError, ValueError) as error:
        yield f"{name}: katas/{kata.stub.name} cannot be read: {error}."
        return
    rest = contract
    for one in listed:
        if not rest.startswith(one.says):
            yield f'{name} says "{one.says}", where the contract says "{rest[: len(one.says)]}".'
            return
        rest = rest[len(one.says) :].lstrip()
    if rest:
        yield f'{name} lacks the sentence "{rest.partition(". ")[0]}".'
    clauses = [clause.removeprefix(CLAUSE) for clause in kata.clauses]
    yield from _unknown(name, "clause", {clause for one in listed for clause in one.clauses}, clauses)
    for what, folder, used in (
        ("wrong variant", kata.wrong, {variant for one in listed for variant in one.broken_by}),
        ("right variant", kata.right, {variant for one in listed for variant in one.used_by}),
    ):
        yield from _unknown(name, what, used, [file.stem for file in folder.glob("*.py")])
    for clause in clauses:
        if not any(clause in one.clauses for one in listed):
            yield f"{name}: no promise names the clause {clause}."


def _unknown(name: str, what: str, used: set[str], known: list[str]) -> Iterator[str]:
    for one in sorted(used - set(known)):
        yield f"{name} names the {what} {one}, which does not exist."
