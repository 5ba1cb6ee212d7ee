"""The work that the playground exports: the learner's code of katas, repairs and programs, put into a workspace."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ...errors import UsageError
from ..content.stub import stub_text

SCHEMA = "kata-playground/1"
FOLDERS = {"katas": Path("katas"), "repairs": Path("repairs"), "programs": Path()}
"""The folder of a workspace for each kind of program."""
LARGEST = 50_000_000


@dataclass(frozen=True)
class ExportedWork:
    """The programs of an export, by their paths in a workspace."""

    programs: dict[Path, str]

    @classmethod
    def read(cls, file: Path) -> ExportedWork:
        """Read the file that the page's button writes.

        Raises:
            UsageError: it cannot be read, or is none.
        """
        try:
            if file.stat().st_size > LARGEST:
                raise ValueError
            data = json.loads(file.read_text(encoding="utf-8"))
            if data["schema"] != SCHEMA:
                raise ValueError
            programs = {
                folder / f"{_name(name)}.py": str(entry["code"])
                for kind, folder in FOLDERS.items()
                for name, entry in data.get(kind, {}).items()
                if "code" in entry
            }
        except OSError as error:
            raise UsageError(f"{file} cannot be read: {error.strerror or error}") from None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise UsageError(f"{file} is no export of the playground ({SCHEMA})") from None
        return cls(programs)

    def put_into(self, root: Path) -> tuple[list[str], list[str]]:
        """Write the programs into a workspace, but not over a file that the learner has begun.

        Returns:
            The files written, and those that were there with another text.

        Raises:
            UsageError: a file cannot be written.
        """
        written, kept = list[str](), list[str]()
        for path, text in self.programs.items():
            file = root / path
            try:
                before = file.read_text(encoding="utf-8") if file.exists() else None
                if before == text:
                    continue
                if before is not None and not stub_text(before):
                    kept.append(path.as_posix())
                    continue
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="\n")
            except (OSError, ValueError) as error:
                raise UsageError(f"{path.as_posix()} cannot be written: {error}") from None
            written.append(path.as_posix())
        return written, kept


def _name(name: str) -> str:
    """Return a name that is fit for a file.

    Raises:
        ValueError: it is not.
    """
    if not name.isidentifier():
        raise ValueError(name)
    return name
