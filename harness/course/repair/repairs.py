"""The repairs: each wrong solution of the catalogue as a program to mend, under a name that says nothing about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ...errors import UsageError
from ...verdict import Verdict
from ..comparing.changed_function import first_changed_function
from ..comparing.edit_size import EditSize, edit_size
from ..content.catalogue import Kata, nearest
from ..content.handed_out import handed_out, handed_out_mend
from ..content.judged import judged
from ..content.variants import Variant, right_variants, wrong_variants


@dataclass(frozen=True)
class Repair:
    """One wrong solution to mend.

    Attributes:
        kata: its kata.
        variant: the wrong solution.
    """

    kata: Kata
    variant: Variant

    @property
    def name(self) -> str:
        """The name of its file in a workspace, without the suffix, such as ``counter_3f9a``."""
        return f"{self.kata.name}_{self.variant.number}"

    @property
    def text(self) -> str:
        """The program as it is handed out."""
        return handed_out(self.kata, self.variant)

    @property
    def verdict(self) -> Verdict:
        """The verdict on it: of the explorer, or else the one that is declared."""
        facts = judged().wrong.get(self.variant.key)
        return facts.verdict if facts is not None else self.variant.verdict

    @property
    def is_judged(self) -> bool:
        """True if the explorer finds out within its default budget what is wrong."""
        return self.variant.key in judged().wrong

    @property
    def clause(self) -> str:
        """The clause that fails; "" if the explorer does not find out, or if no schedule is run."""
        facts = judged().wrong.get(self.variant.key)
        return facts.clause if facts is not None and facts.verdict is not Verdict.FORBIDDEN else ""

    @property
    def place(self) -> str:
        """The name of the function that the smallest known mend changes first, "" if it is not known."""
        mended = handed_out_mend(self.kata, self.variant)
        return first_changed_function(self.text, mended) if mended is not None else ""

    @property
    def preemptions(self) -> int:
        """The preemptions of the schedule in which it fails."""
        facts = judged().wrong.get(self.variant.key)
        return (facts.preemptions if facts is not None else None) or 0

    def smallest_mend(self) -> EditSize:
        """Return the size of the smallest known mend, or else the difference from the nearest right solution."""
        return _smallest_mend(self)


@cache
def _smallest_mend(repair: Repair) -> EditSize:
    """Return the size of the smallest known mend; a learner is asked about the same repairs again after each mend."""
    mended = handed_out_mend(repair.kata, repair.variant)
    if mended is not None:
        return edit_size(repair.text, mended)
    return min(edit_size(repair.text, handed_out(repair.kata, right)) for right in right_variants(repair.kata))


@cache
def repairs_of(kata: Kata) -> tuple[Repair, ...]:
    """Return the repairs of a kata, those first that fail with the fewest preemptions."""
    found = (Repair(kata, variant) for variant in wrong_variants(kata))
    return tuple(sorted(found, key=lambda one: (one.preemptions, one.name)))


def find_repair(katas: dict[str, Kata], name: str) -> Repair | None:
    """Return the repair with this name, also as the path of its file; None for the name of a kata.

    Raises:
        UsageError: there is neither a kata nor a repair with this name.
    """
    path = name.replace("\\", "/")
    stem = path.rpartition("/")[2].removesuffix(".py")
    if stem in katas:
        return None
    kata = katas.get(stem.rpartition("_")[0])
    found = [one for one in repairs_of(kata) if one.name == stem] if kata is not None else []
    if not found and path.endswith(f"repairs/{stem}.py"):
        raise UsageError(f"no repair has the name of {name}: give the file the name back under which it was handed out")
    if not found:
        raise UsageError(f"there is no kata and no repair {name!r}{nearest(stem, katas)}")
    return found[0]
