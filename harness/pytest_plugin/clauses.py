"""The collected tests that are clauses of katas: which kata and file each is for, and which of them run."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..course.content.catalogue import Kata, catalogue, kata_of_file, target_of
from ..course.grading.check import unfinished
from ..errors import UsageError
from ..failure_store import other_source
from ..token import Token, TokenError, source_hash

TARGET: pytest.StashKey[Path] = pytest.StashKey()
"""The file that a clause judges, found when the clause is collected."""


def prepare(config: pytest.Config, items: list[pytest.Item], clauses: list[pytest.Function]) -> None:
    """Find the target of each clause, skip clauses of stubs, and with ``--replay`` deselect all tests but one.

    Raises:
        pytest.UsageError: there is no such target, or the token does not match what was collected.
    """
    if config.getoption("--replay"):
        clauses = _selected(config, items, clauses)
    reasons: dict[tuple[str, Path], str | None] = {}
    for item in clauses:
        kata, target = kata_of(item), _target(item)
        item.stash[TARGET] = target
        key = (kata.name, target)
        if key not in reasons:
            reasons[key] = _reason_to_skip(kata, target)
        reason = reasons[key]
        if reason is not None:
            item.add_marker(pytest.mark.skip(reason=reason))


def kata_of(item: pytest.Function) -> Kata:
    """Return the kata that a clause is marked with, in the project that its contract lies in."""
    # not the working directory: pytest may have been started anywhere
    return Kata(_kata_name(item), item.path.parents[2])


def clause_name(item: pytest.Item) -> str:
    """Return the name of a clause's function, without the number of a repetition."""
    return getattr(item, "originalname", None) or item.name


def _kata_name(item: pytest.Item) -> str:
    mark = item.get_closest_marker("kata")
    assert mark is not None
    if len(mark.args) != 1:
        raise pytest.UsageError(f"{item.nodeid}: pytest.mark.kata takes one positional argument, the kata's name")
    return str(mark.args[0])


def _target(item: pytest.Function) -> Path:
    if item.config.getoption("--replay"):
        return Path(_replayed(item.config)[0].what.partition("@")[2]).resolve()
    try:
        return target_of(kata_of(item), item.config.getoption("--against"))
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _reason_to_skip(kata: Kata, target: Path) -> str | None:
    other = _other_kata(kata, target)
    if other is not None:
        return f"{target.name} is for the kata {other}"
    return None if unfinished(kata, target) is None else f"{kata.name} is not implemented yet"


def _other_kata(kata: Kata, target: Path) -> str | None:
    """Return the other kata that a file given by ``--against`` is for; None if it is, or may be, for this one."""
    if target in (kata.stub, kata.solution) or not target.is_file() or target.stem == kata.name:
        return None
    try:
        found = kata_of_file(catalogue(kata.root), target)
    except UsageError:
        return None
    return None if found.name == kata.name else found.name


# -- replay ----------------------------------------------------------------------------------------------


def _replayed(config: pytest.Config) -> tuple[Token, str, str]:
    """Return the token of ``--replay``, its kata and its clause."""
    try:
        token = Token.parse(config.getoption("--replay"))
    except TokenError as error:
        raise pytest.UsageError(f"--replay: {error}") from None
    program, at, _ = token.what.partition("@")
    kata, slash, clause = program.partition("/")
    if not (at and slash):
        raise pytest.UsageError(f"--replay: {token.what} is not a clause of a kata; use: kata replay {token}")
    return token, kata, clause


def _selected(config: pytest.Config, items: list[pytest.Item], clauses: list[pytest.Function]) -> list[pytest.Function]:
    """Deselect everything except the clause that the token is for, and return that clause."""
    token, name, clause = _replayed(config)
    wanted = [item for item in clauses if _kata_name(item) == name and clause_name(item) == clause.partition("+")[0]]
    if not wanted:
        raise pytest.UsageError(f"--replay: no clause {name}/{clause} was collected for {token}")
    target, contract = _target(wanted[0]), wanted[0].path
    if not target.is_file():
        raise pytest.UsageError(f"--replay: {target} does not exist here; run it where the report was printed")
    # where the anchors of the token have no counterpart is seen only when it is replayed
    if token.source != source_hash([target.read_bytes(), contract.read_bytes()]) and not token.anchors:
        raise pytest.UsageError(f"--replay: {other_source(token.source, [str(target), str(contract)])}")
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted
    return wanted
