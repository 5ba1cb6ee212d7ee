"""The corpus of a program: a folder in which a long exploration keeps what it has learned.

``corpus.json`` names the program and the settings. Each finished batch is one file in a folder that is named after the
program's source and the settings. It is written in one go, so that a process that is killed leaves no half of one. No
file that says what was found depends on the time or on who wrote it: two corpora of one program can be merged by
copying the files of one into the other. How long batches took is in ``times/``, one file for each shard.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from socket import gethostname
from typing import IO, Any, TypeVar

from ..answers.batch import Batch
from ..common.records import MisfitError, decode, encode
from ..common.whole_file import write_whole
from ..errors import UsageError
from ..report.text.phrases import counted
from .until import Shard

HEADER = "corpus.json"
CORPUS, BATCH, TIMES = "kata-corpus/1", "kata-batch/1", "kata-times/1"
"""The schemas of the three kinds of files; a name changes when older versions cannot read the file."""
_BATCH_FILE = re.compile(r"batch-(?P<number>\d{6,})\.json")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CorpusHeader:
    """The program and the settings that all batches of a corpus have in common.

    Attributes:
        what: the program, as FILE::FUNCTION.
        source: the hash of its files.
        python: the version of Python, without the last number.
        size: the most schedules of one batch.
        seed: of every random choice.
        strategy: of all batches; ``auto`` for one after the other.
        strict_races: data races are failures.
        inside: installed packages that are explored, too.
        timeouts: when a wait may time out.
        first: tokens of failures of an earlier version, whose schedules the first batch tries first.
    """

    what: str
    source: str
    python: str
    size: int
    seed: int = 0
    strategy: str = "auto"
    strict_races: bool = False
    inside: tuple[str, ...] = ()
    timeouts: str = "hour"
    first: tuple[str, ...] = ()

    @property
    def function(self) -> str:
        """The name of the function."""
        return self.what.partition("::")[2]

    @property
    def name(self) -> str:
        """The name of the folder of its batches: other for each version of the program and for other settings."""
        settings = json.dumps(encode(replace(self, what="")), sort_keys=True)
        return f"{self.source}-{hashlib.sha256(settings.encode()).hexdigest()[:8]}"

    def difference(self, other: CorpusHeader) -> str:
        """Return in words what another header has instead; "" if their batches are the same.

        Args:
            other: of the same function.
        """
        if self.source != other.source:
            return f"another version of {Path(self.what.partition('::')[0]).name}"
        if self.python != other.python:
            return f"Python {self.python}, not {other.python}"
        options = {"size": "batch"}
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if mine != theirs and field.name not in ("what", "first"):
                option = f"--{options.get(field.name, field.name).replace('_', '-')}"
                return f"{option} {_option(mine)}, not {_option(theirs)}"
        return ""


@dataclass(frozen=True, slots=True)
class ShardTimes:
    """The time that the batches of one shard took.

    Attributes:
        schedules: the number of schedules in them.
        seconds: from the beginning to the end of each run, in sum; runs that wait for others count as well.
    """

    schedules: int = 0
    seconds: float = 0.0


class Corpus:
    """A folder with what a long exploration has learned.

    Args:
        folder: may not exist yet.
        header: of its program.
    """

    def __init__(self, folder: Path, header: CorpusHeader) -> None:
        self.folder = folder
        self.header = header
        self._batches = folder / header.name

    @classmethod
    def read(cls, folder: Path) -> Corpus:
        """Return the corpus of a folder.

        Raises:
            UsageError: there is none, or its file is broken.
        """
        if not (folder / HEADER).is_file():
            raise UsageError(f"{folder} is no corpus: it has no {HEADER}")
        return cls(folder, _read(folder / HEADER, CorpusHeader, CORPUS))

    @classmethod
    def open(cls, folder: Path, header: CorpusHeader, *, anew: bool = False) -> Corpus:
        """Return the corpus of a program, which is begun if the folder has none.

        Args:
            folder: of the corpus.
            header: of the program as it is now.
            anew: begin it again if it is of another version or has other settings.

        Raises:
            UsageError: the folder has another corpus, or something else.
        """
        if not (folder / HEADER).exists():
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise UsageError(f"{folder} has no {HEADER}, but other files; name a new folder for the corpus")
            return cls._begun(folder, header)
        kept = cls.read(folder)
        if kept.header.function != header.function:
            raise UsageError(f"{folder} is the corpus of {kept.header.what}; name another folder for {header.what}")
        _remove_unfinished(folder)
        difference = kept.header.difference(header)
        if not difference:
            return kept
        if not anew:
            raise UsageError(f"{folder} was begun with {difference}; --anew begins it again{kept._with_failures()}")
        began = cls._begun(folder, replace(header, first=kept._tokens()))
        shutil.rmtree(kept._batches, ignore_errors=True)
        shutil.rmtree(folder / "times", ignore_errors=True)
        return began

    @classmethod
    def _begun(cls, folder: Path, header: CorpusHeader) -> Corpus:
        _write(folder / HEADER, CORPUS, header)
        return cls(folder, header)

    def _tokens(self) -> tuple[str, ...]:
        """Return the first token of each failure, and those with which this version began."""
        found: dict[object, str] = {}
        for failure in (failure for batch in self.batches() for failure in batch.failures):
            if failure.replay is not None:
                found.setdefault(failure.key, failure.replay)
        return tuple(dict.fromkeys([*found.values(), *self.header.first]))

    def _with_failures(self) -> str:
        tokens = len(self._tokens())
        if not tokens:
            return ""
        return f", with the schedule{'s' if tokens > 1 else ''} of its {counted(tokens, 'failure')} first"

    def numbers(self) -> set[int]:
        """Return the numbers of the batches that are done."""
        names = os.listdir(self._batches) if self._batches.is_dir() else []
        return {int(match["number"]) for name in names if (match := _BATCH_FILE.fullmatch(name))}

    def has(self, number: int) -> bool:
        """Return whether a batch is done, perhaps by another process since this one began."""
        return self._path(number).exists()

    def batches(self, numbers: Collection[int] | None = None) -> Iterator[Batch]:
        """Yield the batches that are done, in order.

        Args:
            numbers: only these of them; None for all.

        Raises:
            UsageError: a file is broken.
        """
        known: dict[Any, Any] = {}
        for number in sorted(self.numbers() if numbers is None else numbers):
            batch = _read(self._path(number), Batch, BATCH)
            # most batches see the same places: one copy of them is enough for thousands of batches
            sites, pairs = (known.setdefault(one, one) for one in (batch.sites, batch.pairs))
            batch = replace(batch, sites=sites, pairs=pairs)
            if batch.number != number:
                raise UsageError(f"{self._path(number)} is of batch {batch.number}; delete it, and it is run again")
            yield batch

    def add(self, batch: Batch) -> None:
        """Keep a batch.

        Raises:
            UsageError: its file cannot be written.
        """
        _write(self._path(batch.number), BATCH, batch)

    def times(self) -> dict[str, ShardTimes]:
        """Return the time that the batches of each shard took, by the name of its file."""
        return {path.name: _read(path, ShardTimes, TIMES) for path in sorted(self.folder.glob("times/*.json"))}

    def add_times(self, shard: Shard, times: ShardTimes) -> None:
        """Keep the time that the batches of a shard have taken so far."""
        _write(self._times(shard), TIMES, times)

    def times_of(self, shard: Shard) -> ShardTimes:
        """Return the time that the batches of a shard have taken so far."""
        return self.times().get(self._times(shard).name, ShardTimes())

    def _times(self, shard: Shard) -> Path:
        return self.folder / "times" / f"shard-{shard.index}-of-{shard.shards}.json"

    @contextmanager
    def claimed(self, shard: Shard) -> Iterator[None]:
        """Refuse a second process that runs the same shard in this folder at the same time, where that can be known.

        Both would run the same batches. The lock ends with the process that has it, however that ends.

        Raises:
            UsageError: another process runs this shard.
        """
        path = self._times(shard).with_suffix(".lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("w", encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
        with file:
            if not _lock(file):
                raise UsageError(
                    f"another process explores shard {shard} of {self.folder}; give each process a share of its own,"
                    " such as --shard 1/2 and --shard 2/2, or more workers to one: --jobs 4"
                )
            yield

    def _path(self, number: int) -> Path:
        return self._batches / f"batch-{number:06}.json"


def _option(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return (",".join(value) or "none") if isinstance(value, tuple) else str(value)


def _read(path: Path, kind: type[T], schema: str) -> T:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict) or data.pop("schema", None) != schema:
            raise MisfitError(f"its schema is not {schema}")
        return decode(kind, data)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # bad JSON, bad UTF-8, or no such record
        again = "; delete it, and it is run again" if kind is Batch else ""
        raise UsageError(f"{path} is broken ({' '.join(str(error).split())[:120]}){again}") from None


def _lock(file: IO[str]) -> bool:
    """Lock a file until it is closed; False if another process has locked it. On Windows, do nothing."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
    return True


def _remove_unfinished(folder: Path) -> None:
    """Remove files that a process of this machine was writing when it was killed."""
    if sys.platform == "win32":  # there, a signal of no effect ends the process
        return
    for path in [*folder.glob(f"*.{gethostname()}.*.new"), *folder.glob(f"*/*.{gethostname()}.*.new")]:
        with suppress(OSError, ValueError):
            try:
                os.kill(int(path.name.split(".")[-2]), 0)
            except ProcessLookupError:
                path.unlink()


def _write(path: Path, schema: str, record: Any) -> None:
    """Write a record as JSON, all of it or nothing."""
    text = json.dumps({"schema": schema, **encode(record)}, ensure_ascii=False, separators=(",", ":"))
    fresh = path.with_name(f"{path.name}.{gethostname()}.{os.getpid()}.new")
    try:
        write_whole(path, f"{text}\n".encode(), fresh=fresh, durable=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
