"""The learner's repairs: which were handed out, which are mended, and with how small a change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..comparing.edit_size import EditSize
from ..content.catalogue import Kata
from ..learner.progress_file import REPAIRS, ProgressFile
from .repairs import Repair


@dataclass(frozen=True)
class RepairRecord:
    """The stored record of one repair.

    Attributes:
        size: the smallest change with which the learner has mended it; None if it is not mended yet.
        skipped: it was put aside.
        chosen: a number that grows each time a repair is handed out or named: the largest is that of the last one.
    """

    size: EditSize | None = None
    skipped: bool = False
    chosen: int = 0


class RepairRecords:
    """The stored records of one project, by the names of the repairs.

    Args:
        root: the project's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = ProgressFile(root)
        try:
            self._records = {name: _record(one) for name, one in self._file.part(REPAIRS).items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            self._file.set_aside()
            self._records = {}

    @property
    def note(self) -> str:
        """A sentence, if the file was damaged and has been renamed; else ""."""
        return self._file.note

    def get(self, repair: Repair) -> RepairRecord | None:
        """Return the record of a repair; None if it was never handed out."""
        return self._records.get(repair.name)

    def is_open(self, repair: Repair) -> bool:
        """True if a repair was handed out and is neither mended nor put aside."""
        record = self.get(repair)
        return record is not None and record.size is None and not record.skipped

    def chosen(self, repair: Repair) -> int:
        """Return the number of the last time at which a repair was handed out or named; 0 for never."""
        record = self.get(repair)
        return record.chosen if record is not None else 0

    def is_mended(self, repair: Repair) -> bool:
        """True if a repair is mended."""
        record = self.get(repair)
        return record is not None and record.size is not None

    def number_mended(self, kata: Kata) -> int:
        """Return the number of mended repairs of a kata."""
        names = (name for name, record in self._records.items() if record.size is not None)
        return sum(name.rpartition("_")[0] == kata.name for name in names)

    def hand_out(self, repair: Repair) -> None:
        """Store that a repair is handed out or named, and so in the learner's hands; one that is mended stays so."""
        before = self.get(repair)
        last = max((record.chosen for record in self._records.values()), default=0)
        self._put(repair, RepairRecord(before.size if before is not None else None, chosen=last + 1))

    def skip(self, repair: Repair) -> None:
        """Store that a repair is put aside; one that is mended stays so."""
        if not self.is_mended(repair):
            self._put(repair, RepairRecord(skipped=True))

    def mend(self, repair: Repair, size: EditSize) -> None:
        """Store the size of a mend, unless a smaller one is stored."""
        before = self.get(repair)
        known, chosen = (before.size, before.chosen) if before is not None else (None, 0)
        self._put(repair, RepairRecord(min(size, known) if known is not None else size, chosen=chosen))

    def _put(self, repair: Repair, record: RepairRecord) -> None:
        self._records[repair.name] = record
        self._file.put(REPAIRS, repair.name, _plain(record))


def _plain(record: RepairRecord) -> dict[str, object]:
    size = record.size
    return {
        "skipped": record.skipped,
        "chosen": record.chosen,
        **({"lines": size.lines, "tokens": size.tokens} if size is not None else {}),
    }


def _record(data: dict[str, object]) -> RepairRecord:
    """Return a record from its JSON.

    Raises:
        TypeError: it does not have the right form.
    """
    lines, tokens, skipped = data.get("lines"), data.get("tokens"), data["skipped"]
    chosen = data.get("chosen", 0)  # older files have none
    if not isinstance(skipped, bool):
        raise TypeError("skipped must be true or false")
    if type(chosen) is not int:
        raise TypeError("chosen must be a number")
    if type(lines) is int and type(tokens) is int:
        return RepairRecord(EditSize(lines, tokens), skipped, chosen)
    if lines is not None or tokens is not None:
        raise TypeError("lines and tokens must be numbers")
    return RepairRecord(None, skipped, chosen)
