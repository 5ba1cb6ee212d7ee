"""How hard to look, from everywhere it can be said: ``[tool.kata]`` of pyproject.toml, the environment, options.

What is said later in this order goes before what is said earlier. Each of the three may name a profile, which stands
for several values at once, as Hypothesis has it; a value beside it goes before it, and it goes before all that was
said earlier: ``--profile nightly`` is what it says, whatever the file says of schedules.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.course.content.catalogue import nearest
from harness.errors import UsageError

if TYPE_CHECKING:
    from harness.course.grading.check import CheckSettings

FILE = "pyproject.toml"
TABLE = "tool.kata"
PREFIX = "KATA_"
PROFILE, PROFILES = "profile", "profiles"
KNOWN_PROFILES: dict[str, dict[str, Any]] = {
    "quick": {"schedules": 1_000, "runs": 30, "seconds": None},
    "thorough": {"schedules": 10_000, "runs": 100, "seconds": 120.0},
    "nightly": {"schedules": 100_000, "runs": 1_000, "seconds": 1_200.0},
}
"""A project may change these, and add others: ``[tool.kata.profiles.NAME]``."""
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True)
class Settings:
    """How hard to look.

    Attributes:
        engine: explore, stress or both.
        schedules: explored per clause.
        runs: on real threads per clause.
        seconds: that one clause may be explored; None leaves it to whoever explores.
        seed: of everything left to chance.
        strategy: which schedules (see ``harness.explorer.portfolio``).
        strict_races: unordered accesses in the file are a failure and not a note.
        jobs: processes side by side, 0 for one per core.
    """

    engine: str = "both"
    schedules: int = 1_000
    runs: int = 30
    seconds: float | None = None
    seed: int = 0
    strategy: str = "auto"
    strict_races: bool = False
    jobs: int = 0

    @property
    def settings(self) -> CheckSettings:
        """For a check."""
        from harness.course.grading.check import PATIENCE, CheckSettings

        found = CheckSettings.of(
            self.engine, self.schedules, self.seed, self.strategy, runs=self.runs, strict_races=self.strict_races
        )
        return replace(found, patience=self.seconds or PATIENCE)


def load_settings(
    start: Path, given: Mapping[str, Any] | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """What holds, put together.

    Args:
        start: the folder whose pyproject.toml counts, or the nearest above it that has the table.
        given: by options, under the names of ``CheckSettings``, and ``profile``; None for an option not given.
        environment: the process's own.

    Raises:
        UsageError: a key or a value is none; says where.
    """
    file, table = _table(start)
    profiles = _profiles(file, table)
    result = Settings()
    for layer in (_of_file(file, table), _of_environment(environment), _of_options(given or {})):
        name = layer.values.pop(PROFILE, None)
        if name is not None:
            if name not in profiles:
                raise UsageError(f"{layer.where(PROFILE)}: there is no profile {name!r}{nearest(name, profiles)}")
            result = replace(result, **profiles[name])
        result = replace(result, **layer.values)
    return result


def known_profiles(start: Path) -> list[str]:
    """Names that ``--profile`` takes.

    Raises:
        UsageError: the file cannot be read.
    """
    return list(_profiles(*_table(start)))


@dataclass
class _Layer:
    """What one of the three says.

    Attributes:
        values: as in ``CheckSettings``, and the profile.
        where: says where a key stands, for a sentence.
    """

    values: dict[str, Any]
    where: Callable[[str], str]


# -- keys and values -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Key:
    """What one key takes.

    Attributes:
        wanted: in words.
        good: a value is one.
        read: a value from the environment's text; ValueError where it is none.
    """

    wanted: str
    good: Callable[[Any], bool]
    read: Callable[[str], Any] = str


def _number(wanted: str, good: Callable[[int], bool]) -> _Key:
    return _Key(wanted, lambda value: type(value) is int and good(value), int)


def _flag(text: str) -> bool:
    if text.lower() not in (*TRUE, *FALSE):
        raise ValueError(text)
    return text.lower() in TRUE


def _strategies() -> list[str]:
    from harness.explorer.portfolio import AUTO, STRATEGIES

    return [AUTO, *STRATEGIES]


KEYS = {
    "engine": _Key("explore, stress or both", lambda value: value in ("explore", "stress", "both")),
    "schedules": _number("a whole number of at least 1", lambda value: value >= 1),
    "runs": _number("a whole number of at least 1", lambda value: value >= 1),
    "seconds": _Key("a number above 0", lambda value: type(value) in (int, float) and 0 < value < inf, float),
    "seed": _number("a whole number", lambda value: True),
    "strategy": _Key("the name of a strategy", lambda value: value in _strategies()),
    "strict-races": _Key("true or false", lambda value: isinstance(value, bool), _flag),
    "jobs": _number("a whole number, 0 for one process per core", lambda value: value >= 0),
    PROFILE: _Key("the name of a profile", lambda value: isinstance(value, str)),
}
"""As options write them."""


def _check(where: str, key: str, value: Any) -> None:
    if KEYS[key].good(value):
        return
    if key == "strategy" and isinstance(value, str):
        raise UsageError(f"{where}: there is no strategy {value!r}{nearest(value, _strategies())}")
    raise UsageError(f"{where}: {key} is {KEYS[key].wanted}, not {value!r}")


def _field(key: str) -> str:
    return key.replace("-", "_")


# -- the file --------------------------------------------------------------------------------------------


def _table(start: Path) -> tuple[Path, dict[str, Any]]:
    """The nearest file that has the table, and the table; none at all is an empty one."""
    for folder in (start.resolve(), *start.resolve().parents):
        file = folder / FILE
        try:
            text = file.read_bytes().decode("utf-8")
            tool = tomllib.loads(text).get("tool", {})
        except OSError:
            continue
        except ValueError as error:  # TOML or UTF-8: the first says the line itself
            raise UsageError(f"{_shown(file)} cannot be read: {error}") from None
        if isinstance(tool, dict) and "kata" in tool:
            if not isinstance(tool["kata"], dict):
                raise UsageError(f"{_shown(file)}: [{TABLE}] must be a table")
            return file, tool["kata"]
    return start / FILE, {}


def _profiles(file: Path, table: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Those that there are anyway, with those of the file."""
    own = table.get(PROFILES, {})
    if not isinstance(own, dict) or not all(isinstance(one, dict) for one in own.values()):
        raise UsageError(f"{_place(file, TABLE, PROFILES)}: [{TABLE}.{PROFILES}.NAME] must be a table for each name")
    found = dict(KNOWN_PROFILES)
    for name, values in own.items():
        checked = _checked(values, file, f"{TABLE}.{PROFILES}.{name}", {*KEYS} - {PROFILE})
        found[name] = found.get(name, {}) | {_field(key): value for key, value in checked.items()}
    return found


def _of_file(file: Path, table: dict[str, Any]) -> _Layer:
    checked = _checked({key: value for key, value in table.items() if key != PROFILES}, file, TABLE, set(KEYS))
    return _Layer({_field(key): value for key, value in checked.items()}, lambda key: _place(file, TABLE, key))


def _checked(values: dict[str, Any], file: Path, table: str, keys: set[str]) -> dict[str, Any]:
    for key, value in values.items():
        if key not in keys:
            known = sorted(keys) if table != TABLE else [*sorted(keys), PROFILES]
            raise UsageError(f"{_place(file, table, key)}: [{table}] has no key {key!r}{nearest(key, known)}")
        _check(_place(file, table, key), key, value)
    return values


def _place(file: Path, table: str, key: str) -> str:
    """``pyproject.toml line 7``: where the key stands, or the table if the key is not written plainly."""
    header, line, inside, last = None, None, False, table.rpartition(".")[2]
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        opened = re.match(r"\s*\[([^\[\]]+)\]", text)
        if opened:
            inside = _bare(opened[1]) == table
            header = number if inside or _bare(opened[1]).startswith(f"{table}.") else header
            continue
        name = _bare(text.partition("=")[0])
        if line is None and ((inside and name.partition(".")[0] == key) or name.endswith(f"{last}.{key}")):
            line = number
    at = line or header
    return f"{_shown(file)} line {at}" if at else _shown(file)


def _bare(key: str) -> str:
    """A dotted key without blanks and quotes."""
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


def _shown(file: Path) -> str:
    """As seen from here, where it is here."""
    try:
        return file.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return str(file)


# -- the environment and options -------------------------------------------------------------------------


def _of_environment(environment: Mapping[str, str]) -> _Layer:
    """Variables of other names are somebody else's."""
    values = {}
    for key, one in KEYS.items():
        text = environment.get(_variable(key), "").strip()
        if text:
            value: Any = text
            with suppress(ValueError):
                value = one.read(text)
            _check(_variable(key), key, value)
            values[_field(key)] = value
    return _Layer(values, _variable)


def _variable(key: str) -> str:
    return PREFIX + _field(key).upper()


def _of_options(given: Mapping[str, Any]) -> _Layer:
    values = {_field(key): value for key, value in given.items() if value is not None}
    for key, value in values.items():
        _check(_option(key), key.replace("_", "-"), value)
    return _Layer(values, _option)


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"
