"""The hints for a failure, fitted to it: an exception that a line raises comes first, then a lock that is missing."""

from __future__ import annotations

import ast
from pathlib import Path

from ...common.primitives import CONDITION, IN_ORDER, LOCKS, SEMAPHORES
from ...common.syntax_trees import walk
from ...verdict import Verdict
from ..comparing.source_facts import SourceFacts
from ..comparing.source_outline import outline
from ..content.catalogue import Kata
from ..content.hints import hints
from .failure_clue import FailureClue

OF_ONE_THREAD = {
    "place": "One thread alone fails here, so this is not about the order of threads: first read what the clause"
    " requires.",
    "idea": "Go through the clause call by call, as if your code were any other function. What should each call return,"
    " change or raise by the contract at the top of the file, and what does it do?",
    "reading": "The report names the line of the clause that failed. The calls before it were as the contract wants"
    " them.",
}
"""Hints for a wrong value that takes no second thread; the kata's own are about threads that interfere."""
NEVER_BY_ORDER = frozenset({"NameError", "NotImplementedError", "UnboundLocalError"})
"""Exceptions that no order of threads causes: the line is wrong."""
NOT_HELD = ("un-acquired lock", "un-aquired lock")
"""Parts of the message of a Condition that is used without its lock."""
KEEPS_APART = LOCKS | SEMAPHORES | {CONDITION}
OF_THREADS = frozenset({Verdict.WRONG, Verdict.RACE})
"""Verdicts that threads without a lock get."""
OF_A_LOCK = frozenset({Verdict.DEADLOCK, Verdict.STUCK, Verdict.OVERSERIALIZED})
"""Verdicts of which a lock that objects share may be the cause."""
IDEAS = {
    "NameError": "Compare the name with the line that defines it. Is it spelt in the same way, is it imported, and does"
    " an attribute have `self.` in front of it?",
    "UnboundLocalError": "A method that assigns a name makes it a local name, in all of its lines. Should `self.` be in"
    " front of it?",
    "AttributeError": "Compare the attribute with the line that assigns it. Is it spelt in the same way, is it assigned"
    " before any line reads it, and is the object of the kind that you think?",
    "TypeError": "Compare the arguments with the definition of what is called. Which argument is one too many, is"
    " missing, or is of another kind?",
    "NotImplementedError": "The docstring of the method says what it must do.",
}
"""What to do about an exception, by its class."""
OWN_STATE = "What must each object have for itself, and which method makes it anew for each of them?"
"""What to do about state that all objects of a class share."""
NO_LOCK_IDEA = (
    "A condition's wait() and notify() may be called only by a thread that holds its lock: inside `with` the condition."
)
OTHER_IDEA = "Which value is on that line when the exception is raised, and where does it come from?"
READING = (
    "An exception ends its thread, unless the contract expects it. What the thread had to do after that line is not"
    " done, and a lock that it took with acquire() stays locked."
)


def failure_hints(kata: Kata, verdict: Verdict, clue: FailureClue | None) -> dict[str, str]:
    """Return the text of each level of the hints for a failure of the learner's file; empty if there are none.

    Args:
        kata: the kata.
        verdict: the verdict.
        clue: the facts of the failure; None if they are not known.

    Raises:
        UsageError: the file of the kata's hints is invalid.
    """
    table = hints(kata).get(str(verdict), {})
    if clue is None:
        return table
    if clue.error:
        return _of_exception(clue, table)
    shared = _shared_state(clue, verdict, kata.stub)
    if shared:
        return {**table, "place": shared, "idea": OWN_STATE}
    if clue.alone:
        return OF_ONE_THREAD if verdict is Verdict.WRONG else table
    place = _without_a_lock(kata) if verdict in OF_THREADS else ""
    return {**table, "place": place} if place else table


def _of_exception(clue: FailureClue, table: dict[str, str]) -> dict[str, str]:
    """Return hints that begin with the line that raises an exception.

    If there are several threads, their order may be its cause, so the kata's own hints follow.
    """
    if clue.function:
        first = f"{clue.function}() still raises NotImplementedError in line {clue.line}. Write it first."
        return {"place": first, "idea": IDEAS[clue.error]}
    not_held = any(words in clue.text for words in NOT_HELD)
    text = f": {clue.text.rstrip('.')}" if clue.text else ""
    raises = f"Line {clue.line} raises {clue.error}{text}"
    if (clue.ordered or not clue.alone) and clue.error not in NEVER_BY_ORDER and not not_held:
        own = table.get("place", "")
        return {**table, "place": f"{raises}, in this order of the threads. Begin with that line. {own}".rstrip()}
    missing = next((name for name in IN_ORDER if clue.error == "NameError" and f"'{name}'" in clue.text), "")
    idea = NO_LOCK_IDEA if not_held else IDEAS.get(clue.error, OTHER_IDEA)
    idea = (
        f"It is missing from the imports at the top of the file: from threading import {missing}" if missing else idea
    )
    return {"place": f"{raises}. Fix that line first.", "idea": idea, "reading": READING}


def _shared_state(clue: FailureClue, verdict: Verdict, file: Path) -> str:
    """Return which state all objects of a class share, "" if none does: an attribute of the class, or a default."""
    shared = clue.shared or (clue.shared_lock if verdict in OF_A_LOCK else "")
    if shared:
        kind = shared.partition(".")[0]
        return f"{shared} belongs to the class, so all objects of {kind} share it, whatever each of them does."
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ""
    for node in walk(tree):
        for default in node.args.defaults if isinstance(node, ast.FunctionDef) and node.name == "__init__" else ():
            if isinstance(default, ast.List | ast.Dict | ast.Set | ast.Call):
                made = ast.unparse(default)
                return f"Line {default.lineno} makes {made} once, for all objects whose caller names no other."
    return ""


def _without_a_lock(kata: Kata) -> str:
    """Return where to look in a file in which no lock keeps two threads apart; "" if one may."""
    reference = outline(kata.solution)
    try:
        source = SourceFacts(ast.parse(kata.stub.read_text(encoding="utf-8")))
    except (OSError, SyntaxError, ValueError):
        return ""
    if reference is None or not KEEPS_APART & set(reference.primitives):
        return ""
    which = "Which lines must one thread finish before another one may begin them?"
    made = {name for name, kinds in source.primitives.items() if kinds & KEEPS_APART}
    if not (mine := outline(kata.stub)) or not mine.primitives:
        kind = next(name for name in reference.primitives if name in KEEPS_APART)
        return f"The file makes no {kind}, so nothing keeps two threads from running the same lines at once. {which}"
    read = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in walk(source.tree)
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Load)
    }
    if made and not made & read:
        names = " and ".join(sorted(made))
        return f"The file makes {names}, but no line takes it, so nothing keeps two threads apart. {which}"
    return ""
