"""The words of the docstrings: a first sentence names its object by a noun of the field, in plain English."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HARNESS = ROOT / "harness"

# A regular expression that a first sentence must not match, and what to write instead.
AVOID = {
    r"\bfor ever\b": "forever",
    r"\bwhoever\b": "which thread, the caller that ...",
    r"\bwhatever\b": "any ..., or name the things",
    r"\bnobody\b": "no thread, no caller",
    r"\bsomebody\b": "some thread, another thread",
    r"\beverybody\b": "every thread",
    r"\bstrangers?\b": "other code, another user",
    r"\bow(?:e|es|ed|ing)\b": "is unreleased, must still release",
    r"\bgave\b(?! (?:to|the|it|them)\b)|\bgives? back\b|\bgiven back\b|\bgives? way\b": "release, return, yield",
    r"\bstands? for itself\b": "name the value",
    r"\bstands?\b(?! for\b)": "is, waits, is stored",
    r"\bgoes on\b|\bgo on\b|\bgoing on\b|\bgone on\b": "continue, is running",
    r"(?<!there )\b(?-i:is none|are none)\b": "does not exist, is not a ...",
    r"\bcomes? to\b|\bcame to\b": "evaluates to, results in, reaches",
    r"\bcomes? of\b|\bcame of\b": "the result of, caused by",
    r"\bwho has\b|\bwho is\b|\bwho waits\b|\bwho can\b|\bwho called\b|\bwho asks\b": "which thread ...",
    r"\bso many\b": "at most N, N",
    r"\blest\b": "so that ... not",
    r"\bbe it\b|\bwere it\b|^should it\b": "if it ...",
    r"\bfor want of\b|\bfor lack of\b": "without, because of a missing",
    r"\bbeside\b": "next to, together with",
    r"\bat all events\b|\bas ever\b|\banew\b": "again, as usual",
    r"\bout of nowhere\b|\bfor nothing\b": "spurious",
    r"\btold of\b|\btells of\b|\bis told\b|\bare told\b": "receives, reports",
    r"\blooks? again\b|\blooked at\b|\blooked for\b": "check, inspect, search",
    r"\bholds? good\b": "is true, is valid",
    r"\b(?:is|was|were|be) drawn\b|\bdrawn (?:calls?|programs?|for)\b": "generated, chosen at random",
    r"\bkeeper\b": "supervisor",
    r"\bthe guard\b|\bthe seal\b": "audit hook, integrity check",
    r"\bloans?\b": "unreleased lock",
    r"\bthe books?\b": "registry",
    r"\bin vain\b": "without success, a failed try",
    r"\bthat is asked for\b|\bis asked for\b|\bto ask for\b": "requested, required",
    r"\bhanded? over\b|\bhands over\b": "passes, transfers",
    r"\bprogrammes?\b": "program",
}

# The first word of a first sentence: a pronoun or conjunction begins a riddle, not a noun or a verb.
RIDDLES = {
    "what": "the noun: 'The operations that ...', 'The result of ...'",
    "who": "the noun: 'The thread that ...'",
    "whom": "the noun",
    "whose": "the noun",
    "where": "'The place at which ...', 'The line ...'",
    "whence": "the noun",
    "when": "'The time at which ...'",
    "which": "the noun, or 'Return the ... that ...'",
    "how": "'The number of ...', 'The way in which ...'",
    "why": "'The reason for ...'",
    "those": "the noun: 'The threads that ...'",
    "these": "the noun",
    "that": "the noun",
    "this": "the noun",
    "it": "'True when ...', or the noun",
    "they": "the noun",
    "its": "the noun",
    "their": "the noun",
    "there": "the noun",
    "and": "a whole sentence",
    "but": "a whole sentence",
    "or": "a whole sentence",
    "so": "a whole sentence",
    "as": "'Like ``stress``.', 'Implements ``threading.Lock.acquire``.'",
    "told": "'Called with ...', 'Receives ...'",
    "said": "the noun",
    "asked": "'Called when ...'",
    "nobody": "'No thread ...'",
    "somebody": "'Some thread ...'",
    "somewhere": "the noun",
    "something": "the noun",
    "nothing": "the noun, or 'Does nothing ...'",
    "everything": "the noun: 'The state of ...'",
    "besides": "a whole sentence",
    "else": "a whole sentence",
}


def first_sentence(docstring: str) -> str:
    """The text up to the first full stop that ends a sentence, or the first paragraph if there is none."""
    paragraph = " ".join(docstring.strip().partition("\n\n")[0].split())
    end = re.search(r"(?<!e\.g)(?<!i\.e)(?<!\bvs)(?<!\bcf)\.(?=\s|$)", paragraph)
    return paragraph[: end.end()] if end else paragraph


def plain(sentence: str) -> str:
    """The sentence without code, quotations and the name that a check's docstring begins with (``race: two ...``)."""
    text = re.sub(r"``.*?``|`[^`]*`|\"[^\"]*\"|'[^']*'(?!\w)", "CODE", sentence)
    return re.sub(r"^[a-z_]+(?:, [a-z_]+)*: ", "", text)


def complaints(docstring: str) -> list[str]:
    """The reasons why a docstring's first sentence is not plain."""
    sentence = first_sentence(docstring)
    text = plain(sentence)
    words = re.findall(r"\w+", text)
    found = [
        f"avoid {match[0]!r}: {instead}"
        for pattern, instead in AVOID.items()
        if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    if not sentence.endswith("."):
        found.append("the first sentence ends with a full stop")
    if len(sentence) < 10 and len(words) < 2:
        found.append("one word is not a sentence")
    if words and words[0].lower() in RIDDLES:
        found.append(f"begins with {words[0]!r}: {RIDDLES[words[0].lower()]}")
    return found


def docstrings(tree: ast.Module) -> list[tuple[int, str, str]]:
    """The line, the name and the text of each docstring of a module, its classes and functions, nested ones too."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text is not None:
                found.append((getattr(node, "lineno", 1), getattr(node, "name", "module"), text))
    return found


def room_of(path: Path) -> str:
    parts = path.relative_to(HARNESS).parts
    return "/".join(parts[:-1][:2]) if len(parts) > 1 else parts[0]


def faults(path: Path) -> list[str]:
    """One line for each docstring of a file that is not plain."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ROOT).as_posix()}:{line} {name}: {'; '.join(reasons)} | {first_sentence(text)}"
        for line, name, text in docstrings(tree)
        if (reasons := complaints(text))
    ]


ROOMS = sorted({room_of(path) for path in HARNESS.rglob("*.py")})


@pytest.mark.parametrize("room", ROOMS)
def test_the_docstrings_of_a_room_begin_in_plain_english(room):
    found = [fault for path in sorted(HARNESS.rglob("*.py")) if room_of(path) == room for fault in faults(path)]
    assert found == [], f"{len(found)} docstrings in {room}:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("docstring", "reason"),
    [
        ("Who got what another gave.", "begins with 'Who'"),
        ("What came of it.", "begins with 'What'"),
        ("Those that did not give way since all others did.", "begins with 'Those'"),
        ("Runs for ever.", "forever"),
        ("A lock that nobody holds.", "no thread"),
        ("The lock that a call owes.", "unreleased"),
        ("The value that the options come to.", "evaluates to"),
        ("A lock without an end", "full stop"),
        ("stuck: who waits longest comes next.", "begins with 'who'"),
        ("Seconds.", "one word"),
    ],
)
def test_a_riddle_is_found(docstring, reason):
    assert any(reason in complaint for complaint in complaints(docstring)), complaints(docstring)


@pytest.mark.parametrize(
    "docstring",
    [
        "The wait-for graph of a blocked execution: which thread waits for which lock, and who holds it.",
        "Return the candidates that have not yielded since every other candidate last did.",
        "A lock used as a one-shot signal, so that its holder is not its owner.",
        "True when the thread can be chosen.",
        "race: two accesses to one location by different threads, with no order between them.",
        "The ``who has`` of a lock, e.g. its owner.",
        "0 when no clause failed, otherwise 1.",
        "Return the innermost loop; None if there is none.",
        "The name that the program gave to the thread.",
        "Clear the flag.\n\nWhat follows may say who waits for ever.",
    ],
)
def test_a_plain_sentence_passes(docstring):
    assert complaints(docstring) == []


def report() -> str:
    """The number of docstrings and faults of each room, for those who rewrite them."""
    total, bad = Counter(), Counter()
    for path in HARNESS.rglob("*.py"):
        total[room_of(path)] += len(docstrings(ast.parse(path.read_text(encoding="utf-8"))))
        bad[room_of(path)] += len(faults(path))
    return "\n".join(f"{room:<28} {bad[room]:>4} of {total[room]:>4}" for room in ROOMS)


if __name__ == "__main__":
    lines = [fault for path in sorted(HARNESS.rglob("*.py")) for fault in faults(path)]
    sys.stdout.write("\n".join([report(), *lines, ""]))
