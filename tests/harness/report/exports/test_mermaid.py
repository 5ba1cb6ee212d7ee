"""The sequence diagram, held to the part of Mermaid's grammar that it uses.

Mermaid itself is no Python: its parser was given the diagrams of these tests by hand, and took them
(see ``DIAGRAM`` for the rules that stand for it here).
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from harness.report.exports.mermaid import ROOM, diagram, escaped
from harness.result import Result
from harness.trace import Event, Place, Trace
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from results import EVIL, RECORDED, failing, hostile

SNAPSHOT = Path(__file__).with_name("deadlock.mmd")
WRITE = "KATA_WRITE_SNAPSHOTS"
TEXT = r"(?:[^\x00-\x7f]|[A-Za-z0-9 _\-.,()='+*/!?|]|#\d+;)*"
"""What can end no statement and begin none: letters, digits, a few signs, codes for the rest."""
DIAGRAM = {
    "participant": re.compile(rf"participant (?P<new>[to]\d+) as (?! ){TEXT}(?<! )"),
    "message": re.compile(rf"(?P<one>[to]\d+)(?:->>|-->>|-x)(?P<other>[to]\d+): {TEXT}"),
    "note": re.compile(rf"Note over (?P<one>t\d+)(?:,(?P<other>t\d+))?: {TEXT}"),
    "loop": re.compile(rf"loop {TEXT}"),
    "end": re.compile(r"end"),
}


def faults(text):
    """What breaks the grammar; nothing, if it will be drawn."""
    head, *lines = text.splitlines()
    found = [] if head == "sequenceDiagram" and text.endswith("\n") else [f"no head: {head}"]
    known, depth, begun = set(), 0, False
    for line in lines:
        kind, match = next(
            ((kind, match) for kind, rule in DIAGRAM.items() if (match := rule.fullmatch(line.lstrip(" ")))), ("", None)
        )
        if match is None:
            found.append(f"no statement: {line!r}")
            continue
        if kind == "participant":
            found += [f"late or twice: {line}"] if begun or match["new"] in known else []
            known.add(match["new"])
            continue
        begun = True
        names = {name for name in match.groupdict().values() if name}
        found += [f"nobody of that name: {line}"] if names - known else []
        depth += (kind == "loop") - (kind == "end")
        found += [f"an end too many: {line}"] if depth < 0 else []
    return found + ([f"{depth} loops without an end"] if depth > 0 else [])


@pytest.mark.parametrize("verdict", RECORDED)
def test_real_executions_are_diagrams(verdict):
    text = diagram(failing(verdict))
    assert faults(text) == []
    assert len(text.splitlines()) > 3


def test_names_of_any_kind_are_only_names():
    text = diagram(hostile())
    assert faults(text) == []
    assert text.count("participant t") == len(EVIL) - 1  # nothing can be said of a write to what has no name
    assert "script>" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize(
    "spoilt",
    [
        "graph TD\n",
        "sequenceDiagram\n    participant t0 as a\n    t0->>o0: x\n",
        "sequenceDiagram\n    participant t0 as a\n    Note over t0: a;b\n",
        "sequenceDiagram\n    participant t0 as a\n    Note over t0: 100%%\n",
        "sequenceDiagram\n    participant t0 as a\n    loop 3 times\n",
        "sequenceDiagram\n    participant t0 as a\n    end\n",
        "sequenceDiagram\n    participant t0 as a\n    participant t0 as b\n",
        "sequenceDiagram\n    participant t0 as <b>\n",
        "sequenceDiagram\n    participant t0 as a\n    t0 runs\n",
    ],
)
def test_what_is_no_diagram_is_seen(spoilt):
    assert faults(spoilt)


def test_escaping_is_by_codes_that_lead_back():
    for name in EVIL:
        text = escaped(name)
        back = re.sub(r"#(\d+);", lambda match: chr(int(match[1])), text)
        assert re.fullmatch(TEXT, text)
        assert back == name or not name.isprintable()


def test_a_deadlock_reads_as_before():
    found = diagram(failing(Verdict.DEADLOCK))
    if os.environ.get(WRITE):
        SNAPSHOT.write_text(found, encoding="utf-8")
    assert found == SNAPSHOT.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshot anew"


def test_the_loop_of_a_livelock_is_a_loop():
    lines = diagram(failing(Verdict.LIVELOCK)).splitlines()
    assert any(line.startswith("    loop ") for line in lines)
    assert lines[-1] == "    end"


def test_a_long_execution_is_shortened_and_says_so():
    places = [Place("/x.py", number) for number in range(1, 501)]
    events = [Event(at.line, f"P{at.line % 2}", "write", "n", str(at.line), at) for at in places]
    text = diagram(Result(Verdict.WRONG, "x.", file="/x.py", trace=Trace("failed", ["P0", "P1"], 500, [], events)))
    assert faults(text) == []
    assert len(text.splitlines()) <= ROOM + 4
    assert "steps not shown" in text


def test_a_result_without_an_execution_is_refused():
    with pytest.raises(ValueError, match="no execution"):
        diagram(Result(Verdict.ERROR, "x."))
