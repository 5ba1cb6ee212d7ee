"""The settings of an assignment: ``grading.toml``, written by ``kata grade --init`` and read by ``kata grade``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ..course.content.catalogue import Kata, find, nearest
from ..errors import UsageError

FILE = "grading.toml"
POINTS = 100.0
"""Points of a kata without others in the file."""
MOST = 1_000_000
"""The most points of a kata, and the greatest weight: sums of larger numbers could overflow, or lose hundredths."""
ENGINES = ("explore", "both")


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """The cost of lateness.

    Attributes:
        due: the deadline; None if nothing is late.
        grace: minutes after the deadline that cost nothing.
        percent: of the points, for each 24 hours since the deadline that have begun.
        most: the most percent that are deducted.
    """

    due: datetime | None = None
    grace: float = 0.0
    percent: float = 0.0
    most: float = 100.0


@dataclass(frozen=True, slots=True)
class KataPoints:
    """The points of one kata.

    Attributes:
        points: of a file that passes every clause.
        weights: of clauses; a clause that is not named has the weight 1.
    """

    points: float = POINTS
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    """The settings of an assignment.

    Attributes:
        title: of the reports.
        katas: what is graded, in order, with the points.
        late: what lateness costs.
        schedules: the most schedules of a clause.
        seconds: the most seconds of a clause.
        seed: of all random choices.
        engine: "explore", whose verdicts depend on the seed only, or "both": real threads, too, whose do not.
    """

    title: str
    katas: Mapping[str, KataPoints]
    late: LatePolicy = LatePolicy()
    schedules: int = 1_000
    seconds: float = 120.0
    seed: int = 0
    engine: str = "explore"


def read_assignment(file: Path | None, catalogue: dict[str, Kata], default: Path) -> Assignment:
    """Return the settings in a file.

    Args:
        file: the file; None for all katas with the usual settings.
        catalogue: all katas there are.
        default: the submissions; their name is the title where the file has none.

    Raises:
        UsageError: the file cannot be read, or has a key or a value that means nothing.
    """
    if file is None:
        return Assignment(default.stem or "submissions", {name: KataPoints() for name in catalogue})
    try:
        data = tomllib.loads(file.read_bytes().decode("utf-8"))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise UsageError(f"{file} is no TOML: {error}") from None
    return _Reader(file, catalogue).assignment(data, default.stem or "submissions")


class _Reader:
    """The reader of one file, which names the file and the key in each error."""

    def __init__(self, file: Path, catalogue: dict[str, Kata]) -> None:
        self._file = file
        self._catalogue = catalogue

    def assignment(self, data: dict[str, Any], title: str) -> Assignment:
        """Return the settings in the data of the file."""
        self._only("", data, ("grading", "late", "kata"))
        grading, late, own = (self._table("", data, name) for name in ("grading", "late", "kata"))
        known = ("title", "katas", "points", "schedules", "seconds", "seed", "engine")
        self._only("grading", grading, known)
        engine = grading.get("engine", ENGINES[0])
        if engine not in ENGINES:
            raise self._wrong("grading.engine", f"must be {' or '.join(ENGINES)}, not {engine!r}")
        return Assignment(
            self._text("grading.title", grading.get("title", title)),
            self._katas(grading, own),
            self._late(late),
            int(self._number("grading.schedules", grading.get("schedules", 1_000), least=1, whole=True)),
            self._number("grading.seconds", grading.get("seconds", 120.0), least=1),
            int(self._number("grading.seed", grading.get("seed", 0), whole=True)),
            engine,
        )

    def _katas(self, grading: dict[str, Any], own: dict[str, Any]) -> dict[str, KataPoints]:
        names = grading.get("katas", list(self._catalogue))
        if not isinstance(names, list) or not names or not all(isinstance(one, str) for one in names):
            raise self._wrong("grading.katas", "must be a list of names of katas")
        if len(set(names)) < len(names):
            raise self._wrong("grading.katas", "has a kata twice")
        points = self._number("grading.points", grading.get("points", POINTS), least=0, most=MOST)
        found = {}
        for name in names:
            kata = self._known(name, "grading.katas")
            found[kata] = self._points(kata, self._table("kata", own, name), points)
        for name in own:
            if self._known(name, f"kata.{name}") not in found:
                raise self._wrong(f"kata.{name}", "is not one of grading.katas")
        return found

    def _known(self, name: str, key: str) -> str:
        try:
            return find(self._catalogue, name).name
        except UsageError as error:
            raise self._wrong(key, str(error)) from None

    def _points(self, name: str, table: dict[str, Any], points: float) -> KataPoints:
        where = f"kata.{name}"
        self._only(where, table, ("points", "weights"))
        weights = self._table(where, table, "weights")
        clauses = self._catalogue[name].clauses
        self._only(f"{where}.weights", weights, clauses)
        read = {test: self._number(f"{where}.weights.{test}", one, least=0, most=MOST) for test, one in weights.items()}
        if sum(read.get(test, 1.0) for test in clauses) <= 0:
            raise self._wrong(f"{where}.weights", "give no clause any weight")
        return KataPoints(self._number(f"{where}.points", table.get("points", points), least=0, most=MOST), read)

    def _late(self, table: dict[str, Any]) -> LatePolicy:
        self._only("late", table, ("due", "grace_minutes", "percent_per_day", "most_percent"))
        due = table.get("due")
        if due is not None and (not isinstance(due, datetime) or due.tzinfo is None):
            raise self._wrong("late.due", "must be a date and time with an offset, such as 2026-12-01T23:59:00+01:00")
        if due is None and table:
            raise self._wrong("late", "needs due, the deadline")
        return LatePolicy(
            due,
            self._number("late.grace_minutes", table.get("grace_minutes", 0.0), least=0),
            self._number("late.percent_per_day", table.get("percent_per_day", 0.0), least=0, most=100),
            self._number("late.most_percent", table.get("most_percent", 100.0), least=0, most=100),
        )

    def _table(self, where: str, data: dict[str, Any], name: str) -> dict[str, Any]:
        table = data.get(name, {})
        if not isinstance(table, dict):
            raise self._wrong(f"{where}.{name}" if where else name, "must be a table")
        return table

    def _only(self, where: str, table: dict[str, Any], known: Sequence[str]) -> None:
        for key in table:
            if key not in known:
                raise self._wrong(f"{where}.{key}" if where else key, f"means nothing{nearest(key, known)}")

    def _text(self, key: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise self._wrong(key, "must be a text of one line")
        return value

    def _number(
        self, key: str, value: Any, *, least: float | None = None, most: float | None = None, whole: bool = False
    ) -> float:
        good = isinstance(value, int) or (not whole and isinstance(value, float) and abs(value) < float("inf"))
        if isinstance(value, bool) or not good:
            raise self._wrong(key, f"must be a {'whole ' if whole else ''}number, not {value!r}")
        if (least is not None and value < least) or (most is not None and value > most):
            bounds = f"at least {least:g}" if most is None else f"from {least or 0:g} to {most:,}"
            raise self._wrong(key, f"must be {bounds}, not {value!r}")
        return float(value)

    def _wrong(self, key: str, what: str) -> UsageError:
        return UsageError(f"{self._file}: {key} {what}")


def template(catalogue: dict[str, Kata]) -> str:
    """Return the text of a new settings file, with every key and its usual value."""
    names = "\n".join(f'    "{name}",' for name in catalogue)
    return _TEMPLATE.replace("KATAS", names).replace("EXAMPLE", next(iter(catalogue)))


_TEMPLATE = """\
# What `kata grade` grades, and for how many points.

[grading]
title = "Concurrency katas"
katas = [  # delete those that you do not grade
KATAS
]
points = 100        # for each kata that passes every clause
schedules = 1000    # the most for each clause
seconds = 120       # the most for each clause
seed = 0            # the same seed gives the same verdicts
engine = "explore"  # "both" runs real threads, too; their verdicts may differ from run to run

# [late]
# due = 2026-12-01T23:59:00+01:00
# grace_minutes = 15
# percent_per_day = 10  # of the points, for each 24 hours after due that have begun
# most_percent = 50

# Other points for one kata, and weights of its clauses (1 each, if nothing is said):
# [kata.EXAMPLE]
# points = 40
# [kata.EXAMPLE.weights]
# NAME_OF_A_CLAUSE = 2
"""
