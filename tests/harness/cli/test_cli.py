"""The command: what it prints where, how it ends, and what it says of files that are badly broken."""

import io
import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from harness import __version__
from harness.cli.main import main
from harness.workers import client, fork_requests
from harness.workers.limits import Limits

PASSED, FAILED, USAGE = 0, 1, 2


def in_shell(*args, **options):
    """The command in a process of its own, as a shell starts it."""
    code = "from harness.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, encoding="utf-8", check=False, **options
    )


# -- the command itself --------------------------------------------------------------------------------


def test_the_script_is_installed_and_says_its_version():
    script = Path(sys.executable).with_name("kata.exe" if sys.platform == "win32" else "kata")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"kata {__version__}\n"


def test_asking_for_help_loads_no_engine():
    code = """
import sys
from harness.cli.app import app
app(["check", "--help"], standalone_mode=False)
late = {f"concurrency_katas.{name}" for name in ("explore", "world", "stress")} | {"greenlet", "pytest"}
print(sorted(late & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Judge katas against their contracts." in done.stdout
    assert done.stdout.endswith("[]\n")


def test_a_process_that_asks_for_verdicts_loads_no_world():
    code = """
import sys
import harness.cli.check, harness.course.grading.check, harness.workers.pool
late = ("world.world", "contract", "checks", "strategies", "stress", "program.clause")
print([name for name in late if f"concurrency_katas.{name}" in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n", "workers load it; here it would only take time"


@pytest.mark.parametrize(
    ("words", "ahead"),
    [
        (["check", "tally"], True),
        (["explore", "bank.py::transfer"], True),
        (["check", "-h"], False),
        (["verify", "--help"], False),
        (["list"], False),
        (["--version"], False),
        ([], False),
    ],
)
def test_a_command_that_judges_gets_workers_ready_before_it_is_imported(monkeypatch, words, ahead):
    begun = []
    monkeypatch.setattr(fork_requests, "start_ahead", lambda: begun.append("workers"))
    monkeypatch.setattr("concurrency_katas.cli.app.app", lambda: begun.append("command"))
    monkeypatch.setattr(sys, "argv", ["kata", *words])
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr("concurrency_katas.cli.main.gc", SimpleNamespace(set_threshold=int, freeze=dict))
    main()
    assert begun == ["workers", "command"][not ahead :]


@pytest.mark.parametrize("command", "check compare demo explore hint list new next replay verify".split())
def test_every_command_has_help(project, command):
    done = project.kata(command, "-h")
    assert done.exit_code == PASSED
    assert re.search(rf"Usage: \w+ {command} ", unboxed(done.stdout))


def test_list_says_what_is_begun(project):
    project.add_bell()
    done = project.kata("list")
    assert done.exit_code == PASSED
    bell, tally = done.stdout.splitlines()[2:4]
    assert bell.split() == ["bell", "begun"]
    assert tally.split("  ")[:2] == ["tally", "Tally marks on a wall."]
    assert tally.endswith("not begun")


# -- exit codes ----------------------------------------------------------------------------------------


def test_a_right_file_passes(project):
    assert (
        project.kata("check", "tally", "--against", "solutions", "--engine", "explore", "--schedules", "50").exit_code
        == PASSED
    )


def test_a_wrong_file_fails_and_shows_where(project):
    project.write("katas/tally.py", project.racy)
    done = project.kata("check", "--engine", "explore")
    assert done.exit_code == FAILED
    for part in ("WRONG", "test_two_threads_make_two_marks", "self.count += 1", "kata replay k1:tally/"):
        assert part in done.stdout
    assert done.stderr == ""


def test_an_unfinished_stub_fails_only_when_all_are_required(project):
    assert project.kata("check").exit_code == PASSED
    assert project.kata("check", "--require-all").exit_code == FAILED


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["check", "taly"], "kata: there is no kata 'taly'; did you mean 'tally'?"),
        (["check", "xyz"], "kata: there is no kata 'xyz'; there are: tally"),
        (["compare", "taly"], "kata: there is no kata 'taly'; did you mean 'tally'?"),
        (["check", "--against", "solution"], "no such file or folder; did you mean 'solutions'?"),
        (["check", "--json", "--against", "nowhere"], "kata: --against nowhere: no such file or folder"),
        (["check", "--shedules", "5"], "--schedules"),
        (["check", "--schedules", "0"], "--schedules"),
        (["check", "--engine", "exploer"], "'explore', 'stress', 'both'"),
        (["chek"], "Did you mean 'check'?"),
        (["replay", "nonsense"], "'nonsense' is not a replay token"),
        (["replay", "k1:tally/test_x@nowhere.py:12345678:1.1"], "nowhere.py, which does not exist here"),
        (["explore", "katas/tally.py::"], "does not have the form FILE.py::FUNCTION"),
        (["explore", "katas/tally.py"], "has no function without arguments, and no test"),
        (["explore", "katas/taly.py::main"], "no such file; did you mean 'katas/tally.py'?"),
        (["explore", "katas/tally.py::Tally", "--inside", "nosuch"], "--inside nosuch: there is no such package here"),
        (["explore", "katas/tally.py::Tally", "--sarif", "."], ".: is a directory; name a file"),
        (["explore", "katas/tally.py::Taly"], "has no function 'Taly'; did you mean 'Tally'?"),
        (["explore", "katas/tally.py::main"], "has no function 'main', and none that can be explored"),
    ],
)
def test_wrong_usage_is_a_sentence_with_the_nearest_that_is_right(project, words, sentence):
    done = project.kata(*words)
    assert done.exit_code == USAGE
    assert done.stdout == ""
    assert sentence in unboxed(done.stderr)


def test_a_kata_may_be_named_by_its_file(project):
    project.write("katas/tally.py", project.racy)
    done = project.kata("check", "katas/tally.py", "--engine", "explore", "--schedules", "50")
    assert (done.exit_code, done.stderr) == (FAILED, "")
    assert "there is no kata 'other/tally.py'; did you mean 'tally'?" in project.kata("check", "other/tally.py").stderr


def unboxed(text):
    """typer colours some of what it prints, and draws a box round its errors, which breaks lines."""
    return " ".join(re.sub(r"\x1b\[[\d;]*m|│", " ", text).split())


def test_a_folder_without_katas_says_so(project, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    monkeypatch.setattr("harness.course.content.catalogue.__file__", str(Path.cwd() / "a" / "b" / "catalogue.py"))
    done = project.kata("next")
    assert done.exit_code == USAGE
    assert done.stderr.startswith("kata: there are no katas here")


# -- JSON ----------------------------------------------------------------------------------------------

KEYS = {
    "engine",
    "exhaustive",
    "file",
    "line",
    "message",
    "name",
    "preemptions",
    "replay",
    "schedules",
    "seconds",
    "test",
    "verdict",
}


def test_json_is_all_that_is_printed(project):
    project.write("katas/tally.py", project.racy.replace("self.count += 1", "print('noise')\n        self.count += 1"))
    done = in_shell("check", "--json", "--engine", "explore")
    assert done.returncode == FAILED
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert report["schema"] == "kata-report/1"
    (result,) = report["results"]
    assert set(result) >= KEYS
    assert (result["name"], result["verdict"], result["preemptions"]) == ("tally", "wrong", 1)
    assert result["test"] == "test_two_threads_make_two_marks"
    assert isinstance(result["line"], int)


def test_json_of_a_pass_and_of_a_stub(project):
    project.add_bell()
    code, results = project.judged()
    assert code == PASSED
    assert [(one["name"], one["verdict"], one["replay"]) for one in results] == [
        ("bell", "pass", None),
        ("tally", "unfinished", None),
    ]


# -- replay and explore --------------------------------------------------------------------------------


def test_the_command_of_a_report_replays_it(project, replay_command):
    project.write("katas/tally.py", project.racy)
    found = project.kata("check", "--engine", "explore").stdout
    program, *words = replay_command(found)
    assert program == "kata"
    again = project.kata(*words)
    assert again.exit_code == FAILED
    assert steps(again.stdout) == steps(found)
    project.write("katas/tally.py", project.right)
    mended = project.kata(*words)
    assert mended.exit_code == USAGE
    assert "recorded for another version of tally.py" in mended.stderr


def steps(report):
    """The report up to how it was found, which a replay does not tell."""
    return re.split(r"^  (?:failed in|found on|replay) ", report, maxsplit=1, flags=re.MULTILINE)[0].rstrip()


FUNCTION = """
from threading import Thread

def lost_update():
    counts = [0]
    def add():
        counts[0] = counts[0] + 1
    both = [Thread(target=add), Thread(target=add)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert counts == [2]

def fine():
    pass

def needs(words):
    pass
"""


def test_explore_takes_any_function(project, replay_command):
    project.write("script.py", FUNCTION)
    found = project.kata("explore", "script.py::lost_update")
    assert found.exit_code == FAILED
    assert "WRONG" in found.stdout
    assert project.kata(*replay_command(found.stdout)[1:]).exit_code == FAILED
    assert project.kata("explore", "script.py::fine", "--schedules", "10").exit_code == PASSED


def test_explore_says_what_kind_of_function_it_takes(project):
    project.write("script.py", FUNCTION)
    done = project.kata("explore", "--json", "script.py::needs")
    assert done.exit_code == FAILED
    (result,) = json.loads(done.stdout)["results"]
    assert result["verdict"] == "error"
    assert "script.py line 17: needs() takes arguments" in result["message"]


# -- files that are badly broken -----------------------------------------------------------------------

INSIDE = "            self.count += 1\n"
"""A line of the right file that stands in ``add``, as line 11."""


def instead(*lines):
    """The right file with other lines in ``add``, from line 11 on."""
    return lambda right: right.replace(INSIDE, "".join(f"            {line}\n" for line in lines))


def swapped(old, new):
    return lambda right: right.replace(old, new)


def after(*lines):
    """The right file with lines at its end, from line 18 on."""
    return lambda right: right + "".join(f"{line}\n" for line in ("", "", *lines))


WATCH = """
    def watch(self):
        parked = Lock()
        parked.acquire()
        parked.acquire()
"""

BROKEN = {
    "syntax error": (swapped("def add(self)", "def add(self"), "error", "tally.py line 9"),
    "null byte": (lambda right: "\0" + right, "error", "tally.py line 1"),
    "import of a missing module": (lambda right: "import no_such_module\n" + right, "error", "tally.py line 1"),
    "import that raises": (after("LIMIT = 1 / 0"), "error", "tally.py line 18"),
    "import that exits": (after("import sys", "sys.exit(3)"), "error", "tally.py line 19"),
    "import that kills": (after("import os", "os._exit(3)"), "error", "tally.py line 19"),
    "import that never ends": (after("while True:", "    pass"), "livelock", "tally.py line 18"),
    "missing class": (swapped("class Tally", "class Taly"), "error", "tally.py defines no Tally; line 4 defines Taly"),
    "missing method": (swapped("def add", "def ad"), "error", "tally.py line 4: Tally has no method add"),
    "wrong signature": (
        swapped("add(self)", "add(self, number)"),
        "error",
        "tally.py line 9: add needs the parameter number",
    ),
    "sys.exit": (instead("import sys", "sys.exit(3)"), "wrong", "tally.py line 12"),
    "os._exit": (instead("import os", "os._exit(3)"), "wrong", "tally.py line 12"),
    "KeyboardInterrupt": (instead("raise KeyboardInterrupt"), "wrong", "tally.py line 11"),
    "endless loop": (instead("while True:", "    pass"), "livelock", "tally.py line 11"),
    "endless loop with calls": (instead("while True:", "    len(repr(self))"), "livelock", "tally.py line 11"),
    "endless recursion": (
        swapped("        with self.lock:\n" + INSIDE, "        self.add()\n"),
        "wrong",
        "tally.py line 10",
    ),
    "thread never joined": (
        lambda right: (
            right.replace("import Lock", "import Lock, Thread").replace(
                "self.count = 0", "self.count = 0\n        Thread(target=self.watch).start()"
            )
            + WATCH
        ),
        "leak",
        "tally.py line 21",
    ),
    "flood of print": (instead("while True:", "    print('x' * 1000)"), "livelock", "tally.py line 11"),
    "generator instead of a value": (
        swapped("return self.count", "yield self.count"),
        "wrong",
        "test_tally.py line 11",
    ),
    "input": (instead("input()"), "wrong", "tally.py line 11"),
}


@pytest.mark.parametrize(("mend", "verdict", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_gets_one_sentence_and_the_run_goes_on(project, mend, verdict, words):
    judged_wrong(project, mend, verdict, words)


def test_a_loop_inside_c_is_cut_and_the_run_goes_on(project, monkeypatch):
    monkeypatch.setattr(client, "Limits", partial(Limits, hang=1.0, silence=2.5))
    judged_wrong(project, instead("import itertools", "sum(itertools.count())"), "hang", "tally.py line 12")


@pytest.mark.slow
def test_waiting_outside_the_world_is_cut_and_the_run_goes_on(project):
    judged_wrong(project, instead("import os", "os.read(os.pipe()[0], 1)"), "hang", "tally.py line 12")


def judged_wrong(project, mend, verdict, words):
    """The file gets this verdict, in one sentence with the file and the line; the next kata is judged all the same."""
    project.add_bell()
    project.write("broken/bell.py", (project.path / "solutions/bell.py").read_text())
    broken = project.write("broken/tally.py", mend((project.path / "solutions/tally.py").read_text()))
    code, (tally, bell) = project.judged("tally", "bell", "--against", "broken")
    assert code == FAILED
    message = tally["message"]
    assert tally["verdict"] == verdict, message
    assert words in message
    assert "\n" not in message
    assert "0x" not in message, "an address differs from run to run"
    assert tally["file"] == str(broken)
    assert bell["verdict"] == "pass", bell["message"]


def test_a_file_that_is_not_there(project):
    (project.path / "katas/tally.py").unlink()
    code, (result,) = project.judged("tally")
    assert (code, result["verdict"]) == (FAILED, "error")
    assert result["message"] == "tally.py does not exist."


def test_a_check_is_remembered_in_the_list(project):
    project.write("katas/tally.py", project.racy)
    project.judged("tally")
    assert "1 of 2 clauses" in project.kata("list").stdout
