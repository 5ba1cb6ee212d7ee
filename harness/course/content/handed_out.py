"""The text of a variant as a learner gets it, in a repair or a question: nothing in it gives the answer away."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ...verdict import Verdict
from .catalogue import Kata
from .disguise import bare, names_in, renamed, telling_names, words_of
from .variants import Variant, mended_text, right_variants, wrong_variants


def handed_out(kata: Kata, variant: Variant) -> str:
    """Return the text of a variant without comments, docstrings and names that tell what is wrong with it."""
    return renamed(bare(variant.text), _telling(kata, variant))


def handed_out_mend(kata: Kata, variant: Variant) -> str | None:
    """Return the same of a wrong solution after its mend, with the same names; None if no mend is written down."""
    mended = mended_text(variant)
    return renamed(bare(mended), _telling(kata, variant)) if mended is not None else None


def _telling(kata: Kata, variant: Variant) -> list[str]:
    if variant.verdict is Verdict.PASS:
        return []
    others = (file for file in _solutions(kata) if file != variant.file)
    known = {name for file in others for name in _names(file)}
    return telling_names(bare(variant.text), words_of(f"{variant.name} {variant.idea}"), known)


@cache
def _solutions(kata: Kata) -> tuple[Path, ...]:
    # not the stub: in a clone it may be the learner's own solution
    return tuple(one.file for one in (*wrong_variants(kata), *right_variants(kata)))


@cache
def _names(file: Path) -> frozenset[str]:
    return frozenset(names_in(file.read_text(encoding="utf-8")))
