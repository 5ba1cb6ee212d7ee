"""The variants of the katas: wrong solutions, right solutions, and the small mends that turn the ones into the others.

They come with the package (``tests/wrong/``, ``tests/right/``, ``tests/mends/``). The first line of a wrong solution
says which verdict it gets, its docstring says what it teaches, and its last line may be a hint: ``# mend: ...``.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from ...verdict import Verdict
from .catalogue import Kata
from .mends import applied, read_mends
from .packaged_files import packaged_root

WRONG, RIGHT, MENDS = Path("tests") / "wrong", Path("tests") / "right", Path("tests") / "mends"
FAILS, MEND = "# fails: ", "# mend: "
REFERENCE = "the reference"
"""The name of the reference solution among the right ones."""


@dataclass(frozen=True)
class Variant:
    """One solution of a kata that is not the learner's.

    Attributes:
        kata: the name of the kata.
        name: the name of its file, without the suffix.
        file: the file.
    """

    kata: str
    name: str
    file: Path

    @property
    def key(self) -> str:
        """Kata and name."""
        return f"{self.kata}/{self.name}"

    @property
    def number(self) -> str:
        """Four hexadecimal digits that name it and say nothing about it."""
        return sha256(self.key.encode()).hexdigest()[:4]

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self.file.read_text(encoding="utf-8")

    @property
    def verdict(self) -> Verdict:
        """The verdict that its first line declares."""
        first = self.text.partition("\n")[0].strip()
        return Verdict(first.removeprefix(FAILS)) if first.startswith(FAILS) else Verdict.PASS

    @cached_property
    def idea(self) -> str:
        """The sentence that says what it teaches, on one line."""
        return " ".join((ast.get_docstring(ast.parse(self.text)) or "").split())

    @cached_property
    def hint(self) -> str:
        """The hint at its end that says how to mend it; "" if it has none."""
        last = self.text.rstrip().rpartition("\n")[2]
        return last.removeprefix(MEND) if last.startswith(MEND) else ""


def wrong_variants(kata: Kata) -> list[Variant]:
    """Return the wrong solutions of a kata, by name."""
    return _in(kata, WRONG)


def right_variants(kata: Kata) -> list[Variant]:
    """Return the right solutions of a kata, by name, and the reference as the last."""
    found = _in(kata, RIGHT)
    return [*found, Variant(kata.name, REFERENCE, kata.solution)] if kata.solution.is_file() else found


def mended_text(variant: Variant) -> str | None:
    """Return the text of a wrong solution after the smallest mend that is written down; None if there is none."""
    mends = read_mends(_folder(MENDS, variant.kata).with_suffix(".diff"))
    hunks = mends.get(variant.name)
    return applied(variant.text, hunks) if hunks is not None else None


def _in(kata: Kata, where: Path) -> list[Variant]:
    packaged = _folder(where, kata.name)
    folder = packaged if packaged.is_dir() else kata.root / where / kata.name
    return [Variant(kata.name, file.stem, file) for file in sorted(folder.glob("*.py"))]


def _folder(where: Path, kata: str) -> Path:
    # a workspace has one wrong solution as an example, so the package comes first
    return packaged_root() / where / kata
