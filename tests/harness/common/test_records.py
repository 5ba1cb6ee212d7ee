"""Records go through JSON and come back equal; data that does not fit is refused, never bent into shape."""

from __future__ import annotations

import builtins
import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from harness.answers.measures import Measures, Possibility, Round
from harness.common.records import MisfitError, decode, encode, prepare
from harness.failure_store import StoredFailure
from harness.part import Part
from harness.result import Build, Note, NotedOperation, NoteKind, Proof, Result
from harness.trace import BlockedThread, Event, Place, SpinLoop, StarvedCall, ThreadException, Trace, UnreleasedLock
from harness.verdict import Verdict
from harness.workers.job import Job
from harness.workers.limits import Limits

PLACE = Place("/x/y.py", 3, "put")


@dataclass(frozen=True)
class Late:
    line: int


@dataclass(frozen=True)
class Crossed:
    lines: tuple[int, ...]
    place: Place | None = None


@dataclass(frozen=True)
class Remark:
    facts: Late | Crossed
    more: list[Late | Crossed | None] = field(default_factory=list)
    last: Late | Crossed | None = None
    word: str | int | None = None


@dataclass(frozen=True)
class Named:
    kind: str


@dataclass(frozen=True)
class Ambiguous:
    facts: Named | Late


def trace() -> Trace:
    return Trace(
        "blocked", ["main", "one"], 7, [0, 1, 1],
        events=[Event(1, "main", "acquire", "lock", None, PLACE), Event(2, "one", "read", "n", "3", None, True, "why")],
        waiting=[BlockedThread("one", "acquire", "lock", PLACE, ["main"], owned=True, holds=["other"])],
        failure=ThreadException("one", "KeyError", "'x'", PLACE, verdict=Verdict.FORBIDDEN),
        endless=[SpinLoop("one", None, True, False)],
        unreleased=[UnreleasedLock("lock", "one", PLACE)],
        starved=StarvedCall("one", PLACE, [("main", 3)], 4, 12),
        switches=[(1, 0), (3, 1)],
    )  # fmt: skip


RECORDS: list[Any] = [
    Job("explore", "/x/y.py", "f", public=("A", "A.b()"), seconds=None, first=("t",), part=-1),
    Job("stress", "/x/y.py", kata="y", contract="/x/t.py", clause="test_it", seconds=2.5),
    Limits(memory=5, silence=1.5),
    PLACE,
    Result(Verdict.PASS, "nothing found"),
    Result(
        Verdict.DEADLOCK, "m", "n", "f", "c", 3, "stress", 12, preemptions=0, replay="t", seconds=0.5, found=2,
        evidence=("e",), place=PLACE, trace=trace(), build=Build("CPython 3.14.0", gil=False, free_threaded=True),
    ),
    Result(
        Verdict.PASS, "every schedule", notes=(Note(NoteKind.RACE, (NotedOperation("main", "read", "n", PLACE),)),),
        proof=Proof(2, 3), unseen_chance=0.5,
    ),
    Part(3, None, Result(Verdict.RACE, "r", trace=trace()), classes=2, walks=[(5, 1)], missing=["two inside"]),
    Measures(seen=(Possibility("two inside", 3, 10),), rounds=(Round(1.0, None), Round(switches=0.25)), stays=True),
    StoredFailure("token", "seed=0", 3, 7, False, "wrong", {"x.py": "text"}),
    Remark(Late(3), [Crossed((1, 2), PLACE), None, Late(1)], None, "word"),
    Remark(Crossed(()), [], Late(2), 3),
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_equal(record: Any) -> None:
    back = decode(type(record), json.loads(json.dumps(encode(record))))
    assert back == record
    assert repr(back) == repr(record), "and of the same types, down to the last field"


def test_a_whole_number_is_a_float_where_one_is_wanted() -> None:
    assert repr(decode(Limits, encode(Limits(silence=5)))) == repr(Limits(silence=5.0))


def test_a_member_of_a_union_is_named() -> None:
    data = encode(Remark(Late(3), [Crossed((1,))]))
    assert data["facts"] == {"kind": "Late", "line": 3}
    assert data["more"] == [{"kind": "Crossed", "lines": [1], "place": None}]
    assert data["last"] is None


def test_a_lone_class_needs_no_name() -> None:
    assert encode(Result(Verdict.PASS, "", place=PLACE))["place"] == {"file": "/x/y.py", "line": 3, "function": "put"}


def changed(record: Any, **values: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(encode(record))), **values}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Place, None),
        (Place, []),
        (Place, "text"),
        (Place, {"file": "x", "line": 1}),
        (Place, {"file": "x", "line": 1, "function": "f", "more": 0}),
        (Place, {"file": "x", "line": 1, "Function": "f"}),
        (Place, {"file": "x", "line": "1", "function": "f"}),
        (Place, {"file": "x", "line": 1.0, "function": "f"}),
        (Place, {"file": "x", "line": True, "function": "f"}),
        (Place, {"file": None, "line": 1, "function": "f"}),
        (Result, changed(RECORDS[4], verdict="perfect")),
        (Result, changed(RECORDS[4], verdict=None)),
        (Result, changed(RECORDS[4], evidence="text")),
        (Result, changed(RECORDS[4], evidence={"0": "text"})),
        (Result, changed(RECORDS[4], evidence=[1])),
        (Result, changed(RECORDS[4], trace={})),
        (Result, changed(RECORDS[4], trace=[])),
        (Result, changed(RECORDS[4], exhaustive=1)),
        (Result, changed(RECORDS[4], seconds="1")),
        (Part, changed(RECORDS[7], walks=[[1]])),
        (Part, changed(RECORDS[7], walks=[[1, 2, 3]])),
        (Part, changed(RECORDS[7], walks=[1])),
        (StoredFailure, changed(RECORDS[9], sources=["x"])),
        (StoredFailure, changed(RECORDS[9], sources={"x": 1})),
        (Remark, changed(RECORDS[10], facts={"line": 3})),
        (Remark, changed(RECORDS[10], facts={"kind": "Place", "file": "x", "line": 3, "function": "f"})),
        (Remark, changed(RECORDS[10], facts={"kind": "Late", "lines": [3]})),
        (Remark, changed(RECORDS[10], facts={"kind": ["Late"], "line": 3})),
        (Remark, changed(RECORDS[10], facts=None)),
        (Remark, changed(RECORDS[10], word=1.5)),
    ],
)
def test_what_does_not_fit_is_refused(kind: type, data: Any) -> None:
    with pytest.raises(MisfitError, match=r"is no |is none of "):
        decode(kind, data)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_what_is_prepared_uses_no_builtin_function_that_a_program_may_have_replaced(record: Any) -> None:
    prepare([type(record)], [type(record)])
    expected = json.dumps(encode(record))
    names = ("len", "isinstance", "issubclass", "getattr", "hasattr", "sorted", "any", "all", "repr")
    before = {name: vars(builtins)[name] for name in names}
    vars(builtins).update(dict.fromkeys(names))
    try:
        data = encode(record)
    finally:
        vars(builtins).update(before)
    assert json.dumps(data) == expected


def test_a_member_of_a_union_cannot_have_a_field_called_kind() -> None:
    with pytest.raises(TypeError, match="Named is part of a union"):
        encode(Ambiguous(Late(1)))
