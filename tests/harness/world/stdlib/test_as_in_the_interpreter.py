"""Snippets of one thread that run as in the interpreter: with the same values, and the same exceptions."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function

SNIPPETS = {
    "an exception that C raises": """
        import json
        try:
            json.loads('{"a"}')
        except json.JSONDecodeError as error:
            note(error.pos)
    """,
    "an exception of a queue": """
        import queue
        for kind in (queue.Queue, queue.SimpleQueue):
            try:
                kind().get_nowait()
            except queue.Empty as error:
                note(type(error).__module__)
    """,
    "pickled exceptions": """
        import copy, dataclasses, json, pickle
        note(pickle.loads(pickle.dumps(json.JSONDecodeError("a", "b", 0))).msg)
        note(pickle.loads(pickle.dumps(dataclasses.FrozenInstanceError("a"))).args)
    """,
    "a bytearray from an iterator": """
        one = bytearray()
        one.extend(number for number in (65, 66))
        note(one)
        two = bytearray(b"x")
        two.extend(map(int, [65, 66]))
        note(two)
    """,
    "functions of time in a class": """
        import time
        class Timer:
            clock = time.monotonic
            nap = time.sleep
            def run(self):
                began = self.clock()
                self.nap(0.001)
                return self.clock() > began
        note(Timer().run(), time.sleep.__name__, time.sleep.__self__ is time)
    """,
    "the longest time-out": """
        import threading
        note(threading.TIMEOUT_MAX, threading.Lock().acquire(timeout=1e7))
    """,
    "a scanner": """
        import re
        note(re.Scanner([("a", lambda scanner, token: token + "!")]).scan("aab"))
    """,
    "the fields of a local after its thread": """
        import threading
        local, kept = threading.local(), []
        def run():
            local.x = 1
            kept.append(local.__dict__)
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        note(kept, vars(local))
    """,
    "wrong arguments of exec and eval": """
        for run, arguments in ((eval, ("1", 1)), (exec, ("1", {}, 1)), (eval, (1,)), (exec, ("1", 1)), (exec, (None,))):
            try:
                run(*arguments)
            except TypeError as error:
                note(str(error))
    """,
}


PROGRAM = """\
def program():
    noted = []
    def note(*values):
        noted.append(values)
{text}
    return repr(noted)

def check():
    assert program() == {natively!r}, program()
"""


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_notes_the_same(name: str, tmp_path: Path) -> None:
    text = indent(dedent(SNIPPETS[name]), "    ")
    names: dict[str, Any] = {"__name__": "natively"}
    exec(PROGRAM.format(text=text, natively=""), names)
    file = tmp_path / "snippet.py"
    file.write_text(PROGRAM.format(text=text, natively=names["program"]()), encoding="utf-8")
    result = run(Function(str(file), "check"), Budget(3))
    assert result.passed, result.message
