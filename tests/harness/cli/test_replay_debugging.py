"""``kata replay`` under a debugger: pdb on a pseudo-terminal, and an editor's by the debug adapter protocol."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
from itertools import groupby
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = "KATA_WRITE_SNAPSHOTS"
BANK = """\
import threading


class Account:
    def __init__(self):
        self.balance = 0

    def add(self, amount):
        before = self.balance
        after = before + amount
        self.balance = after


def both_add():
    account = Account()
    threads = [threading.Thread(target=account.add, args=(n,), name=f"add-{n}") for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert account.balance == 3


def both_lock():
    left, right = threading.Lock(), threading.Lock()

    def one():
        with left:
            with right:
                pass

    def other():
        with right:
            with left:
                pass

    threads = [threading.Thread(target=one, name="one"), threading.Thread(target=other, name="other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


import pytest


@pytest.mark.parametrize("wanted", [3])
def test_adds(wanted):
    both_add()
"""


@pytest.fixture
def token(project):
    """Writes the program and explores one of its functions; the token of the schedule that fails."""

    def explored(what):
        project.write("bank.py", BANK)
        done = project.kata("explore", f"bank.py::{what}", "--json")
        return json.loads(done.stdout)["results"][0]["replay"]

    return explored


# -- pdb -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "commands"),
    [
        (
            "both_add",
            ["to 5", "threads", "next", "next", "p after", "thread main", "where", "schedule", "continue", "where"],
        ),
        ("both_lock", ["continue", "threads", "thread other", "where", "p left.locked()"]),
    ],
)
def test_a_session_of_pdb(terminal, token, function, commands):
    """The snapshot is the session as it is on the screen, with what was typed."""
    kata = terminal("replay", token(function), "--pdb", size=(100, 60))
    for command in [*commands, "quit"]:
        kata.waits_for(r"\(kata \S+, step \d+\) $")
        kata.types(f"{command}\n")
    assert kata.ends() == 1
    said = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", kata.said).replace(f"{os.getcwd()}/", "")
    said = re.sub(r"k1:\S+", "TOKEN", said)
    file = SNAPSHOTS / f"pdb_{function}.txt"
    if os.environ.get(WRITE):
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshots anew"


def test_a_test_of_pytest_stops_in_its_own_line(terminal, token):
    kata = terminal("replay", token("test_adds[3]"), "--pdb", size=(100, 60))
    kata.waits_for(r"bank.py\(49\)test_adds\(\)\n-> both_add\(\)\n\(kata main, step 0\) $")
    kata.types("continue\n")
    kata.waits_for(r"-> assert account.balance == 3\n\(kata main, step \d+\) $")
    kata.types("quit\n")
    assert kata.ends() == 1


def test_a_clause_of_a_kata_stops_in_the_contract(terminal, project):
    project.write("katas/tally.py", project.racy)
    done = project.kata("check", "tally", "--engine", "explore", "--json")
    kata = terminal("replay", json.loads(done.stdout)["results"][0]["replay"], "--pdb", size=(100, 60))
    kata.waits_for(r"tests/katas/test_tally.py\(\d+\)test_two_threads_make_two_marks\(\)")
    kata.waits_for(r"\(kata main, step 0\) $")
    kata.types("break tally.py:6\n")
    kata.waits_for(r"Breakpoint 1 at \S+katas/tally.py:6")
    kata.types("continue\n")
    kata.waits_for(r"katas/tally.py\(6\)add\(\)\n-> self.count \+= 1")
    kata.types("quit\n")
    assert kata.ends() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--pdb", "--json"], "kata: --pdb and --debugpy go with no other option\n"),
        (["--pdb", "--debugpy", "0"], "kata: --pdb and --debugpy go with no other option\n"),
        (["--debugpy", "five"], "kata: --debugpy takes PORT or HOST:PORT, not 'five'\n"),
        (["--debugpy", "70000"], "kata: --debugpy takes PORT or HOST:PORT, not '70000'\n"),
    ],
)
def test_a_wrong_option_is_one_sentence(project, token, words, said):
    done = project.kata("replay", token("both_add"), *words)
    assert (done.exit_code, done.stderr) == (2, said)


def test_without_debugpy_a_sentence_says_how_to_install_it(project, token, monkeypatch):
    from harness.debugger import editor_debugger

    monkeypatch.setattr(editor_debugger, "find_spec", lambda name: None)
    done = project.kata("replay", token("both_add"), "--debugpy", "0")
    said = "kata: debugpy is not installed; install it with: pip install 'concurrency-katas[debug]'\n"
    assert (done.exit_code, done.stderr) == (2, said)


# -- breakpoint() without a debugger -----------------------------------------------------------------------


def test_breakpoint_is_no_step_of_a_search_and_asks_nothing(project):
    source = BANK.replace("        after", "        breakpoint()\n        after").replace(" == 3", " in (1, 2, 3)")
    project.write("plain.py", source)
    done = project.kata("explore", "plain.py::both_add")
    assert done.exit_code == 0
    assert "Every possible order of these 3 threads was tried" in done.stdout
    assert "  note  breakpoint() at line 10 of plain.py was ignored: it stops only under\n" in done.stdout


def test_set_trace_is_no_step_of_a_search_and_asks_nothing(project):
    stop = "        import pdb\n\n        pdb.set_trace()\n        after"
    project.write("plain.py", BANK.replace("        after", stop).replace(" == 3", " in (1, 2, 3)"))
    done = project.kata("explore", "plain.py::both_add")
    assert done.exit_code == 0
    assert "  note  pdb.set_trace() at line 12 of plain.py was ignored" in done.stdout


def test_a_failure_says_that_a_breakpoint_was_ignored(project):
    project.write("katas/tally.py", project.racy.replace("self.count += 1", "breakpoint(); self.count += 1"))
    done = project.kata("check", "tally", "--engine", "explore")
    assert done.exit_code == 1
    assert "replay  kata replay k1:" in done.stdout
    assert "  note  breakpoint() at line 6 of tally.py was ignored" in done.stdout


def test_breakpoint_asks_nothing_on_real_threads(project):
    right = project.right.replace(
        "            self.count += 1", "            breakpoint()\n            self.count += 1"
    )
    project.write("katas/tally.py", right)
    assert project.kata("check", "tally", "--engine", "stress").exit_code == 0


def test_no_note_with_pythonbreakpoint_0(project, monkeypatch):
    monkeypatch.setenv("PYTHONBREAKPOINT", "0")
    project.write("plain.py", BANK.replace("        after", "        breakpoint()\n        after"))
    assert "ignored" not in project.kata("explore", "plain.py::both_add").stdout


# -- an editor's debugger ----------------------------------------------------------------------------------


class Editor:
    """A client of the debug adapter protocol: requests, their responses, and the events between them.

    https://microsoft.github.io/debug-adapter-protocol/specification
    """

    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._stream = self._socket.makefile("rb")
        self._number, self.events = 0, []
        words = {"pathFormat": "path", "linesStartAt1": True, "columnsStartAt1": True}
        self.asks("initialize", adapterID="kata", **words)

    def sends(self, command, **arguments):
        self._number += 1
        message = {"seq": self._number, "type": "request", "command": command, "arguments": arguments}
        content = json.dumps(message).encode()
        self._socket.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        return self._number

    def asks(self, command, **arguments):
        return self.response(self.sends(command, **arguments))

    def response(self, number):
        while True:
            message = self._read()
            if message["type"] == "response" and message["request_seq"] == number:
                assert message["success"], message
                return message.get("body")

    def waits_for(self, *names):
        while True:
            for event in self.events:
                if event["event"] in names:
                    self.events.remove(event)
                    return event
            self._read()

    def _read(self):
        length = 0
        while (line := self._stream.readline().strip()) or not length:
            length = int(line.partition(b":")[2])
        message = json.loads(self._stream.read(length))
        if message["type"] == "event":
            self.events.append(message)
        return message

    def begins(self, path, *breakpoints):
        """Attach, with breakpoints: a line each, or a line and a condition."""
        attached = self.sends("attach", name="kata", type="debugpy", request="attach")
        self.waits_for("initialized")
        lines = [dict(zip(("line", "condition"), one, strict=False)) for one in breakpoints]
        self.asks("setBreakpoints", source={"path": str(path)}, breakpoints=lines)
        self.asks("configurationDone")
        self.response(attached)

    def stop(self):
        """Wait for the next stop: the name of each thread with its lines, the one that runs first; None at the end."""
        event = self.waits_for("stopped", "terminated")
        if event["event"] == "terminated":
            return None
        self.thread = event["body"]["threadId"]
        found = {}
        for thread in sorted(self.asks("threads")["threads"], key=lambda one: one["id"] != self.thread):
            frames = self.asks("stackTrace", threadId=thread["id"])["stackFrames"]
            found[thread["name"]] = [f"{frame['name']}:{frame['line']}" for frame in frames]
            if thread["id"] == self.thread:
                self.frame = frames[0]["id"]
        return found

    def variables(self):
        scope = self.asks("scopes", frameId=self.frame)["scopes"][0]
        found = self.asks("variables", variablesReference=scope["variablesReference"])["variables"]
        return {one["name"]: one["value"] for one in found}

    def goes_on(self, how="continue"):
        self.asks(how, threadId=self.thread)

    def said(self):
        return [one["body"]["output"].rstrip() for one in self.events if one["event"] == "output"]

    def close(self):
        self._stream.close()
        self._socket.close()


@pytest.fixture
def editor(project):
    """Starts ``kata replay`` for an editor's debugger, and attaches."""
    pytest.importorskip("debugpy", reason="an editor's debugger needs debugpy")
    opened = []

    def start(*command, port=None):
        process = subprocess.Popen(
            [sys.executable, "-X", "frozen_modules=off", *command],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        opened.append(process)
        while port is None:
            line = process.stderr.readline()
            assert line, "it has ended before it listened"
            found = re.fullmatch(r"kata: attach the editor's debugger at 127\.0\.0\.1:(\d+)\n", line)
            port = int(found[1]) if found else None
        opened.append(Editor(port))
        return opened[-1], process

    yield start
    for one in reversed(opened):
        if isinstance(one, Editor):
            one.close()
        else:
            one.kill()
            one.communicate()


def ended(editor, process):
    """Its exit code, and what else it said on standard error."""
    editor.close()
    return process.wait(60), process.stderr.read()


def test_breakpoints_of_an_editor_are_hit_under_the_schedule(project, token, editor):
    kata, process = editor("-m", "concurrency_katas", "replay", token("both_add"), "--debugpy", "0")
    kata.begins(project.path / "bank.py", (11,))
    waits = {"main (waits: join add-1)": ["both_add:20"]}
    assert kata.stop() == {"add-1": ["add:11"], **waits, "add-2 (can run)": ["add:9"]}
    assert {name: kata.variables()[name] for name in ("before", "after")} == {"before": "0", "after": "1"}
    kata.goes_on()
    assert kata.stop() == {"add-2": ["add:11"], **waits, "add-1 (can run)": ["add:11"]}
    assert {name: kata.variables()[name] for name in ("before", "after")} == {"before": "0", "after": "2"}
    kata.goes_on()
    assert kata.stop() == {"main": ["both_add:21"]}
    kata.goes_on()
    assert kata.stop() is None
    assert "-- add-2 (add) runs now, step 6 --" in kata.said()
    assert ended(kata, process) == (1, "")  # it would say that the program took another course


def test_steps_of_an_editor_follow_the_schedule(project, token, editor):
    kata, process = editor("-m", "concurrency_katas", "replay", token("both_add"), "--debugpy", "0")
    kata.begins(project.path / "bank.py", (20,))
    stops = [kata.stop()]
    while len(stops) < 8:
        kata.goes_on("stepIn")
        stops.append(kata.stop())
    # pydevd may pass a line of a thread that is resumed, up to Python 3.11
    assert [name for name, _ in groupby(next(iter(stop)) for stop in stops)][:4] == ["main", "add-1", "add-2", "add-1"]
    while stops[-1] is not None:
        kata.goes_on()
        stops.append(kata.stop())
    assert ended(kata, process) == (1, "")


def test_an_editor_sees_where_each_thread_of_a_deadlock_waits(project, token, editor):
    kata, process = editor("-m", "concurrency_katas", "replay", token("both_lock"), "--debugpy", "0")
    kata.begins(project.path / "bank.py")
    assert kata.stop() == {
        "one": ["one:29"],
        "main (waits: join one)": ["both_lock:41"],
        "other (waits: acquire left)": ["other:34"],
    }
    assert kata.asks("evaluate", expression="left.locked()", frameId=kata.frame, context="repl")["result"] == "True"
    kata.goes_on()
    assert kata.stop() is None
    assert ended(kata, process) == (1, "")


def test_a_debugger_may_start_the_replay(project, token, editor):
    pytest.importorskip("debugpy", reason="an editor's debugger needs debugpy")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = token("both_add")
    script = f"import debugpy, sys; debugpy.listen({port}); print('kata: listens', file=sys.stderr, flush=True);"
    script += "debugpy.wait_for_client(); from concurrency_katas.cli.main import main; sys.argv[0] = 'kata'; main()"
    process = subprocess.Popen(
        [sys.executable, "-X", "frozen_modules=off", "-c", script, *shlex.split(f"replay {found}")],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stderr.readline() == "kata: listens\n"
    kata = Editor(port)
    kata.begins(project.path / "bank.py", (11, "before + amount == 2"))
    assert list(kata.stop()) == ["add-2", "main (waits: join add-1)", "add-1 (can run)"]
    kata.goes_on()
    assert kata.stop() == {"main": ["both_add:21"]}
    kata.goes_on()
    assert kata.stop() is None
    assert ended(kata, process) == (1, "")
