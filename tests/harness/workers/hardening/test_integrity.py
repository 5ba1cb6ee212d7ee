"""The integrity check names what was changed below the harness, and nothing where nothing was."""

from __future__ import annotations

import builtins
import json
import random
import sys
import threading
from collections.abc import Callable
from types import ModuleType

import pytest

import harness.explorer.summary
import harness.result
import harness.stress.engine
import harness.trace
from harness.workers.hardening.integrity import integrity_check

CHANGES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "builtins.len": lambda patch: patch.setattr(builtins, "len", lambda things: 2),
    "builtins.AssertionError": lambda patch: patch.setattr(builtins, "AssertionError", SystemExit),
    "concurrency_katas.explorer.summary.summarize": lambda patch: patch.setattr(
        harness.explorer.summary, "summarize", lambda parts: None
    ),
    "concurrency_katas.result.Result.passed": lambda patch: patch.setattr(harness.result.Result, "passed", True),
    "threading.Thread.start": lambda patch: patch.setattr(threading.Thread, "start", lambda thread: None),
    "json.encoder.JSONEncoder.encode": lambda patch: patch.setattr(json.JSONEncoder, "encode", lambda *args: "{}"),
    "random.Random.choice": lambda patch: patch.setattr(random.Random, "choice", lambda rng, some: some[0]),
    "concurrency_katas.result.Result.__init__": lambda patch: patch.setattr(
        harness.result.Result.__init__, "__defaults__", (*harness.result.Result.__init__.__defaults__[:-1], ("x",))
    ),
    **{
        f"the module {name}": lambda patch, name=name: patch.setitem(sys.modules, name, ModuleType(name))
        for name in ("harness.trace", "concurrency_katas.trace")
    },
    "sys.meta_path": lambda patch: patch.setattr(sys, "meta_path", [*sys.meta_path, "a finder"]),
    "sys.path_hooks": lambda patch: patch.setattr(sys, "path_hooks", [*sys.path_hooks]),
    "the module json": lambda patch: patch.delitem(sys.modules, "json"),
    "concurrency_katas.explorer.summary.isinstance": lambda patch: patch.setattr(
        harness.explorer.summary, "isinstance", lambda *args: False, raising=False
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_named(name: str) -> None:
    changed = integrity_check()
    with pytest.MonkeyPatch.context() as patch:
        CHANGES[name](patch)
        assert changed() == name
    assert changed() == "" or name.endswith("isinstance")


def test_a_finder_more_is_a_change() -> None:
    changed = integrity_check()
    sys.meta_path.insert(0, "a finder")  # type: ignore[arg-type]  # a finder that is none: nothing is imported
    try:
        assert changed() == "sys.meta_path"
    finally:
        del sys.meta_path[0]
    assert changed() == ""


def test_another_code_is_a_change() -> None:
    conclude, changed = harness.explorer.summary.summarize, integrity_check()
    before = conclude.__code__
    try:
        conclude.__code__ = (lambda parts: None).__code__
        assert changed() == "concurrency_katas.explorer.summary.summarize"
    finally:
        conclude.__code__ = before
    assert changed() == ""


@pytest.mark.parametrize("name", ["__code__", "__defaults__", "__kwdefaults__"])
def test_a_field_of_a_function_is_seen_after_harmless_changes_too(name: str) -> None:
    def other(text: str = "", *, indent: int = 0) -> str:
        return text

    function, changed = json.dumps, integrity_check()
    before = getattr(function, name)
    function.__annotations__["indent"] = int  # annotations decide nothing, so they may change
    assert changed() == ""
    del function.__annotations__["indent"]
    try:
        setattr(function, name, getattr(other, name))
        assert changed() == "json.dumps"
    finally:
        setattr(function, name, before)
    assert changed() == ""


def test_what_changes_in_the_course_of_things_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = integrity_check()
    monkeypatch.setattr(sys, "stdout", sys.stderr)
    import harness.report.terminal

    random.seed(3)
    monkeypatch.setattr(harness.stress.engine, "RUNS", harness.stress.engine.RUNS + 1)
    assert changed() == ""
