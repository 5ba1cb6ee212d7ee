"""Settings merged from three sources: ``[tool.kata]`` in pyproject.toml, environment variables, command-line options.

A later source in this order overrides an earlier one. Each source may name a profile, which sets several values at
once, as in Hypothesis. Within one source a value overrides the profile, and the profile overrides all earlier sources:
``--profile nightly`` sets the number of schedules even if the file sets it, too.
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

from ...errors import UsageError
from ..content.catalogue import nearest

if TYPE_CHECKING:
    from .check import CheckSettings

FILE = "pyproject.toml"
TABLE = "tool.kata"
PREFIX = "KATA_"
PROFILE, PROFILES = "profile", "profiles"
KNOWN_PROFILES: dict[str, dict[str, Any]] = {
    "quick": {"schedules": 1_000, "runs": None, "seconds": None},
    "thorough": {"schedules": 10_000, "runs": 100, "seconds": 120.0},
    "nightly": {"schedules": 100_000, "runs": 1_000, "seconds": 1_200.0},
}
"""The built-in profiles; a project may change them and add others: ``[tool.kata.profiles.NAME]``."""
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


@dataclass(frozen=True)
class Settings:
    """The settings of a command, after all sources are merged.

    Attributes:
        engine: explore, stress or both.
        schedules: schedules to explore per clause.
        runs: runs on real threads per clause; None for 30, and fewer where the clause is proved.
        seconds: seconds for exploring one clause; None for the default of the command.
        seed: seed of all random choices.
        strategy: how schedules are chosen (see ``harness.explorer.portfolio``).
        strict_races: report unordered accesses in the file as a failure, not as a note.
        jobs: number of worker processes, 0 for one per core.
        inside: installed packages that are explored as the program's own modules are.
        timeouts: when a wait may time out, one of ``common.timeout_rules.TIMEOUTS``.
    """

    engine: str = "both"
    schedules: int = 1_000
    runs: int | None = None
    seconds: float | None = None
    seed: int = 0
    strategy: str = "auto"
    strict_races: bool = False
    jobs: int = 0
    inside: tuple[str, ...] = ()
    timeouts: str = "hour"

    @property
    def settings(self) -> CheckSettings:
        """The settings in the form that a check takes."""
        from .check import PATIENCE, CheckSettings

        found = CheckSettings.of(
            self.engine, self.schedules, self.seed, self.strategy, runs=self.runs, strict_races=self.strict_races
        )
        return replace(found, patience=self.seconds or PATIENCE)


def load_settings(
    start: Path, options: Mapping[str, Any] | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Return the merged settings.

    Args:
        start: the folder at which the search for a pyproject.toml with the table starts; it goes upwards from there.
        options: command-line options under the names of ``KEYS``; None for an option that was not used.
        environment: the environment variables.

    Raises:
        UsageError: a key or a value is invalid; the message says where.
    """
    file, table = _table(start)
    profiles = _profiles(file, table)
    result = Settings()
    for layer in (_of_file(file, table), _of_environment(environment), _of_options(options or {})):
        name = layer.values.pop(PROFILE, None)
        if name is not None:
            if name not in profiles:
                raise UsageError(f"{layer.where(PROFILE)}: there is no profile {name!r}{nearest(name, profiles)}")
            result = replace(result, **profiles[name])
        result = replace(result, **layer.values)
    return replace(result, inside=tuple(result.inside))


def known_profiles(start: Path) -> list[str]:
    """Return the names that ``--profile`` accepts.

    Raises:
        UsageError: the file cannot be read.
    """
    return list(_profiles(*_table(start)))


@dataclass
class _Layer:
    """The values of one source.

    Attributes:
        values: the values by field of ``Settings``, and the profile.
        where: returns the place of a key, for an error message.
    """

    values: dict[str, Any]
    where: Callable[[str], str]


# -- keys and values -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Key:
    """The values that one key accepts.

    Attributes:
        wanted: the valid values in words.
        valid: whether a value is valid.
        read: converts the text of an environment variable; raises ValueError if it cannot.
    """

    wanted: str
    valid: Callable[[Any], bool]
    read: Callable[[str], Any] = str


def _number(wanted: str, valid: Callable[[int], bool]) -> _Key:
    return _Key(wanted, lambda value: type(value) is int and valid(value), int)


def _flag(text: str) -> bool:
    if text.lower() not in (*TRUE, *FALSE):
        raise ValueError(text)
    return text.lower() in TRUE


def _strategies() -> list[str]:
    from ...explorer.auto import AUTO
    from ...explorer.portfolio import STRATEGIES

    return [AUTO, *STRATEGIES]


def _timeouts() -> list[str]:
    from ...common.timeout_rules import TIMEOUTS

    return [*TIMEOUTS]


def _are_names(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) and one.isidentifier() for one in value)


KEYS = {
    "engine": _Key("explore, stress or both", lambda value: value in ("explore", "stress", "both")),
    "schedules": _number("a whole number of at least 1", lambda value: value >= 1),
    "runs": _number("a whole number of at least 1", lambda value: value >= 1),
    "seconds": _Key("a number above 0", lambda value: type(value) in (int, float) and 0 < value < inf, float),
    "seed": _number("a whole number", lambda value: True),
    "strategy": _Key("the name of a strategy", lambda value: value in _strategies()),
    "strict-races": _Key("true or false", lambda value: isinstance(value, bool), _flag),
    "jobs": _number("a whole number, 0 for one process per core", lambda value: value >= 0),
    "timeouts": _Key("any, hour or idle", lambda value: value in _timeouts()),
    "inside": _Key("a list of names of packages", _are_names, lambda text: text.replace(",", " ").split()),
    PROFILE: _Key("the name of a profile", lambda value: isinstance(value, str)),
}
"""The keys, spelled as in options."""


def _check(where: str, key: str, value: Any) -> None:
    if KEYS[key].valid(value):
        return
    if key == "strategy" and isinstance(value, str):
        raise UsageError(f"{where}: there is no strategy {value!r}{nearest(value, _strategies())}")
    raise UsageError(f"{where}: {key} must be {KEYS[key].wanted}, not {value!r}")


def _field(key: str) -> str:
    return key.replace("-", "_")


# -- the file --------------------------------------------------------------------------------------------


def _table(start: Path) -> tuple[Path, dict[str, Any]]:
    """Return the nearest file that has the table, and the table; an empty table if no file has it."""
    for folder in (start.resolve(), *start.resolve().parents):
        file = folder / FILE
        try:
            text = file.read_bytes().decode("utf-8")
            tool = tomllib.loads(text).get("tool", {})
        except OSError:
            continue
        except ValueError as error:  # TOML or UTF-8; the error of the former names the line
            raise UsageError(f"{_shown(file)} cannot be read: {error}") from None
        if isinstance(tool, dict) and "kata" in tool:
            if not isinstance(tool["kata"], dict):
                raise UsageError(f"{_shown(file)}: [{TABLE}] must be a table")
            return file, tool["kata"]
    return start / FILE, {}


def _profiles(file: Path, table: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the built-in profiles and those of the file."""
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
    """Return ``pyproject.toml line 7``: the line of the key, or of its table if the key is not written plainly."""
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
    """Return a dotted key without blanks and quotes."""
    return ".".join(part.strip().strip("\"'") for part in key.split("."))


def _shown(file: Path) -> str:
    """Return the path relative to the working directory, if it lies below it."""
    try:
        return file.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return str(file)


# -- the environment and options -------------------------------------------------------------------------


def _of_environment(environment: Mapping[str, str]) -> _Layer:
    """Return the values of the environment; variables with other names belong to other programs."""
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


def _of_options(options: Mapping[str, Any]) -> _Layer:
    values = {_field(key): value for key, value in options.items() if value is not None}
    for key, value in values.items():
        _check(_option(key), key.replace("_", "-"), value)
    return _Layer(values, _option)


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"
