"""The attacks of ``attacks.py``, with the sandbox and without: none gets through, as SECURITY.md says."""

import importlib.util
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness.classroom.sandbox.judge import judging_view
from harness.classroom.sandbox.visible import visible_words
from harness.common.package import HOME
from harness.course.content.catalogue import catalogue

if sys.platform != "linux":
    pytest.skip("the attacks are about Linux", allow_module_level=True)
ROOT = Path(__file__).resolve().parents[4]
FILE = Path(__file__).with_name("attacks.py")
PAGE = ROOT / "SECURITY.md"
KATA = catalogue(ROOT)["counter"]
HEAD = "| a file that … | without | in the sandbox |\n|---|---|---|\n"


def load_attacks():
    """The module, whose neighbour is found because it is in the folder of a program that is run."""
    sys.path.insert(0, str(FILE.parent))
    spec = importlib.util.spec_from_file_location("attacks", FILE)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(FILE.parent))
    return module


attacks = load_attacks()
NAMES = tuple(attacks.ATTACKS)
FOR_ANY_USER = (
    "reads_another_submission",
    "opens_a_socket",
    "connects_to_an_abstract_socket",
    "signals_another_process",
)
"""What gets through without the sandbox whoever runs it, in no time."""
FILTER_ONLY = (
    "opens_a_socket", "traces_its_parent", "reads_the_memory_of_its_parent", "hides_memory_in_a_file",
    "leaves_shared_memory", "enters_a_user_namespace", "clones_into_a_user_namespace", "uses_io_uring",
    "loads_a_bpf_program", "watches_the_processor", "handles_page_faults", "keeps_a_key", "types_on_the_terminal",
)  # fmt: skip
"""Against these nothing but the filter of system calls helps, at least for some users and kernels."""
NO_SUCH_CALL = {"Function not implemented"}
"""The answer of a kernel that was built without a part."""


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """A machine with something to attack."""
    folder = tmp_path_factory.mktemp("machine")
    mark = f"kata-attack-{os.getpid()}"
    for name in ("submission", "roster"):
        (folder / name).write_text("theirs", encoding="utf-8")
    for name in ("out", "scratch"):
        (folder / name).mkdir()
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.socket(socket.AF_UNIX) as in_folder,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        in_folder.bind(f"{folder}/s")
        abstract.bind(f"\0{mark}")
        in_folder.listen()
        abstract.listen()
        victim = subprocess.Popen([sys.executable, "-S", "-c", "input()"], stdin=subprocess.PIPE, env={"SECRET": mark})
        yield {
            **{name: str(folder / name) for name in ("submission", "roster", "out", "scratch")},
            "socket": f"{folder}/s", "abstract": mark, "port": server.getsockname()[1], "pid": victim.pid,
            "secret": mark, "word": f"{mark}-left", "harness": f"{HOME}/trace.py", "contract": str(KATA.contract),
            "solutions": [str(KATA.solution)], "home": str(Path.home()), "shown": shown_of(Path.home()),
        }  # fmt: skip
        victim.communicate()


def shown_of(folder):
    """The names in a folder that lead to the interpreter, this package or the files of a kata."""
    paths = [Path(word) for word in (*visible_words(), str(KATA.root)) if word.startswith("/")]
    return [path.relative_to(folder).parts[0] for path in paths if folder in path.parents]


def outcomes(given, run):
    """What came of each attack, by its name: all in one process, but those that need one of their own."""
    together = [name for name in NAMES if name not in attacks.ALONE]
    text = "".join(
        run(str(FILE), json.dumps(given), *names) for names in (together, *([name] for name in attacks.ALONE))
    )
    found = dict(line.split(" ", 1) for line in text.splitlines())
    if not left_behind(given["word"]):
        found["outlives_the_run"] = "no: ended with the sandbox"
    return found


def left_behind(word):
    """Whether there is a process with this word among its arguments; it is ended."""
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        pids = [int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if word in arguments(path)]
        if not pids:
            return False
        time.sleep(0.1)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    return True


def arguments(path):
    try:
        return path.read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return []


def in_the_sandbox(sandbox, **settings):
    """A function that runs Python in a sandbox like that of a judge."""
    view = judging_view(KATA)
    files = [*view.files, FILE, FILE.with_name("attempts.py")]
    return lambda *words: sandbox.run(*words, files=files, texts=view.texts, **settings).stdout


@pytest.fixture(scope="module")
def inside(sandbox, given):
    return outcomes(given, in_the_sandbox(sandbox))


def outside_of_it(*words):
    # a parent that may be killed
    wrapper = "import subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]])"
    return subprocess.run(
        [sys.executable, "-c", wrapper, *words], capture_output=True, text=True, timeout=120, check=False
    ).stdout


def table():
    """The rows of SECURITY.md: attack, without, in the sandbox."""
    _, found, rest = PAGE.read_text(encoding="utf-8").partition(HEAD)
    assert found, "SECURITY.md has no table of the attacks"
    rows = [re.findall(r"[^|]+", line) for line in rest.partition("\n\n")[0].splitlines()]
    return {row[0].strip(): (row[1].strip(), row[2].strip()) for row in rows}


def is_admin():
    """Whether this process has all capabilities of the superuser."""
    text = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"CapEff:\s*(\w+)", text)[1], 16) & (1 << 21) != 0


def test_the_table_has_a_row_for_each_attack():
    assert list(table()) == [attacks.ATTACKS[name].__doc__ for name in NAMES]
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_an_attack_comes_to_nothing(name, inside):
    answer, _, said = inside[name].partition(": ")
    assert answer == "no", f"it got through: {said}"
    assert table()[attacks.ATTACKS[name].__doc__][1] == said


@pytest.mark.parametrize("name", FOR_ANY_USER)
def test_it_gets_through_without_the_sandbox(name, given):
    assert outside_of_it(str(FILE), json.dumps(given), name).startswith(f"{name} yes: ")


@pytest.mark.slow
def test_most_attacks_come_to_nothing_without_the_filter_too(sandbox, given, inside):
    found = outcomes(given, in_the_sandbox(sandbox, machine="of which no numbers are known"))
    through = {name for name in NAMES if found[name].startswith("yes: ")}
    assert through <= set(FILTER_ONLY), {name: found[name] for name in through - set(FILTER_ONLY)}


@pytest.mark.slow
@pytest.mark.skipif(not is_admin(), reason="the table is about the superuser, whom nothing else stops")
def test_the_table_says_what_comes_of_each(given, inside):
    outside = outcomes(given, outside_of_it)
    rows = {
        attacks.ATTACKS[name].__doc__: tuple(side[name].partition(": ")[2] for side in (outside, inside))
        for name in NAMES
    }
    refused = {name: said for name in NAMES if (said := outside[name]).startswith("no: ")}
    assert {said.partition(": ")[2] for said in refused.values()} <= NO_SUCH_CALL, refused
    if os.environ.get("KATA_WRITE_SNAPSHOTS"):
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(HEAD)
        text = "".join(f"| {attack} | {' | '.join(said)} |\n" for attack, said in rows.items())
        PAGE.write_text(f"{before}{HEAD}{text}\n{rest.partition(chr(10) * 2)[2]}", encoding="utf-8")
    known = table()
    assert {attack: said for attack, said in rows.items() if said[0] not in NO_SUCH_CALL} == {
        attack: known[attack] for attack, said in rows.items() if said[0] not in NO_SUCH_CALL
    }
