"""What a process in the sandbox finds: little of the machine, nothing of its parent, and no rights."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harness.classroom.sandbox import bubblewrap, visible
from harness.classroom.sandbox.bounded_run import LOOK
from harness.classroom.sandbox.bubblewrap import NOBODY, SandboxLimits, SandboxView, sandbox_command, works
from harness.classroom.sandbox.judge import MEMORY, judging_view
from harness.classroom.sandbox.signatures import signatures
from harness.common.package import HOME
from harness.course.content.catalogue import catalogue, interface

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")
ROOT = Path(__file__).resolve().parents[4]
KATAS = catalogue(ROOT)


def evaluated(sandbox, expression, **settings):
    imports = "import json, os, resource, socket, sys; from pathlib import Path"
    return json.loads(sandbox.output(f"{imports}; print(json.dumps({expression}))", **settings))


def test_nothing_is_inherited_but_three_pipes(sandbox):
    with open(os.devnull, encoding="utf-8") as file:
        os.set_inheritable(file.fileno(), True)
        found = evaluated(
            sandbox, "[name for name in os.listdir('/proc/self/fd') if os.path.exists('/dev/fd/' + name)]"
        )
    assert sorted(found) == ["0", "1", "2"]


def test_no_environment_is_inherited_and_none_is_to_be_seen(sandbox, monkeypatch):
    monkeypatch.setenv("A_SECRET_OF_MINE", "sesame")
    assert set(evaluated(sandbox, "dict(os.environ)")) <= {"HOME", "TMPDIR", "LC_ALL", "PYTHONUSERBASE", "PWD"}
    seen = "[path.read_text() for path in Path('/proc').glob('[0-9]*/environ') if os.access(path, os.R_OK)]"
    found = evaluated(sandbox, seen)
    assert any("TMPDIR=/tmp" in text for text in found)
    assert not any("sesame" in text for text in found)


def test_it_has_namespaces_of_its_own(sandbox):
    names = [name for name in ("mnt", "net", "pid", "ipc", "uts", "cgroup") if Path(f"/proc/self/ns/{name}").exists()]
    found = evaluated(sandbox, f"[os.readlink(f'/proc/self/ns/{{name}}') for name in {names}]")
    assert len(names) >= 5
    assert not set(found) & {os.readlink(f"/proc/self/ns/{name}") for name in names}


def test_no_process_has_a_right_or_can_get_one(sandbox):
    text = evaluated(sandbox, "Path('/proc/self/status').read_text()")
    status = dict(re.findall(r"(\w+):\s*(\S+)", text))
    assert [int(status[name], 16) for name in ("CapPrm", "CapEff", "CapAmb")] == [0, 0, 0]
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert evaluated(sandbox, "[os.getuid(), os.geteuid(), os.getgid()]").count(0) == 0


def test_the_superuser_becomes_another_user_for_each_thread(monkeypatch, sandbox):
    if os.getuid() != 0:
        pytest.skip("for the superuser; others get a user namespace")
    found = []
    for number in (1234, 1235):
        monkeypatch.setattr(bubblewrap, "get_native_id", lambda number=number: number)
        found.append(evaluated(sandbox, "[os.getuid(), os.getgid(), os.getgroups()]"))
    first = bubblewrap.FIRST_USER
    assert found == [[first + 1234, first + 1234, []], [first + 1235, first + 1235, []]]


def test_the_first_process_has_the_filter_too(sandbox):
    """Else one who writes to its memory could go around the filter."""
    text = evaluated(sandbox, "Path('/proc/1/status').read_text()")
    assert dict(re.findall(r"(\w+):\s*(\S+)", text))["Seccomp"] == "2"


def test_it_sees_its_own_processes_only(sandbox):
    assert evaluated(sandbox, "[name for name in os.listdir('/proc') if name.isdigit()]") == ["1", "2"]
    assert evaluated(sandbox, "[os.getsid(0) != 0, os.isatty(0), socket.gethostname()]") == [True, False, "sandbox"]


def test_it_sees_no_more_of_the_top_than_it_needs(sandbox):
    system = filter(os.path.exists, visible.SYSTEM)
    needed = {part.split("/")[1] for part in (*system, HOME, sys.prefix, sys.base_prefix, sys.executable)}
    assert set(evaluated(sandbox, "os.listdir('/')")) <= needed | {"proc", "dev", "tmp"}
    assert evaluated(
        sandbox, "[os.path.exists(path) for path in ('/usr/bin/env', '/bin/sh', '/sys', '/run', '/var')]"
    ) == ([False] * 5)


def test_the_interpreter_is_seen_even_where_it_is_below_home(sandbox):
    assert evaluated(sandbox, "[sys.prefix, sys.base_prefix, sys.executable]") == (
        [sys.prefix, sys.base_prefix, sys.executable]
    )


def test_the_kernel_imposes_the_limits(sandbox):
    limits = SandboxLimits(disk=1 << 20, processes=50, memory=1 << 30, files=20)
    names = ("RLIMIT_NPROC", "RLIMIT_AS", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE")
    found = evaluated(sandbox, f"[resource.getrlimit(getattr(resource, name)) for name in {names}]", limits=limits)
    assert found[1:] == [[1 << 30] * 2, [20, 20], [1 << 20] * 2, [0, 0]]
    assert found[0][0] == found[0][1] >= 50
    assert evaluated(sandbox, "os.statvfs('/tmp').f_blocks * os.statvfs('/tmp').f_frsize", limits=limits) == 1 << 20


def test_the_document_has_the_limits():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    limits = SandboxLimits()
    for said in (
        f"`/tmp`, {limits.disk >> 20} MB in memory",
        f"{limits.processes} processes and threads, {limits.files:,} open files",
        f"{limits.memory >> 30} GB of address space",
        f"together {MEMORY >> 30} GB of memory",
        f"{MEMORY >> 30} GB, looked at every {LOOK} s",
        f"user {NOBODY}",
    ):
        assert said in text, said


def test_the_kernel_ends_the_sandbox_first_when_there_is_no_memory(sandbox):
    assert evaluated(sandbox, "Path('/proc/self/oom_score_adj').read_text().strip()") == "1000"


def test_files_are_seen_where_they_are_and_nothing_next_to_them(sandbox, tmp_path):
    for name in ("seen", "other"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    only = tmp_path / "only.py"
    found = evaluated(
        sandbox, f"[sorted(os.listdir({str(tmp_path)!r})), Path({str(only)!r}).read_text()]",
        files=[tmp_path / "seen"], texts={only: b"here"},
    )  # fmt: skip
    assert found == [["only.py", "seen"], "here"]
    assert not only.exists()


def test_an_environment_of_links_in_a_folder_of_submissions_shows_none_of_them(sandbox, tmp_path):
    """As ``python -m venv .`` makes it, in a folder that is itself reached by a link."""
    real = tmp_path / "class"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    folder = tmp_path / "link"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(real)], check=True)
    (folder / "submission.py").write_text("theirs", encoding="utf-8")
    view = "from harness.classroom.sandbox.bubblewrap import *; import json, sys; view = SandboxView(); "
    packages = [str(ROOT), *(path for path in sys.path if "site-packages" in path)]
    shown = (
        f"import sys; sys.path[:0] = {packages!r}; {view}"
        "run = subprocess.run(sandbox_command(view, [sys.executable, '-c', 'import os, sys; print(sys.prefix, "
        "os.listdir(sys.prefix))']), pass_fds=view.descriptors, capture_output=True, text=True); print(run)"
    )
    python = folder / "bin" / "python"
    said = subprocess.run([str(python), "-c", shown], capture_output=True, text=True, check=True).stdout
    assert "returncode=0" in said
    assert f'stdout="{folder} [' in said
    assert "submission" not in said.partition("stdout=")[2]


def test_the_signatures_have_the_interface_of_a_solution_and_nothing_else(tmp_path):
    for kata in KATAS.values():
        text = signatures(kata.solution.read_bytes())
        (tmp_path / "only.py").write_bytes(text)
        assert interface(tmp_path / "only.py") == interface(kata.solution) != ()
        assert not re.search(rb"self\.|import|return|while|#", text)


def test_the_judge_sees_the_contract_and_no_solution():
    view = judging_view(KATAS["counter"])
    assert list(view.files) == [KATAS["counter"].contract]
    assert list(view.texts) == [KATAS["counter"].solution]


def test_an_installed_package_hides_its_solutions(monkeypatch, tmp_path):
    monkeypatch.setattr(visible, "HANDOUT", str(tmp_path))
    visible.visible_words.cache_clear()
    try:
        words = sandbox_command(SandboxView((tmp_path / "contract.py",)), ["/bin/true"])
    finally:
        monkeypatch.undo()
        visible.visible_words.cache_clear()
    covered, shown = words.index(str(tmp_path)), words.index(str(tmp_path / "contract.py"))
    assert words[covered - 1] == "--tmpfs"
    assert covered < shown < words.index("--remount-ro"), "else a file could be written there"
    assert words[words.index("--remount-ro") + 1] == str(tmp_path)


def test_a_machine_without_it_says_so(monkeypatch):
    for name, value, said in (
        ("PROGRAM", "no-such-program", "bwrap is not installed"),
        ("_launcher_words", lambda limits: ["/no-such-file"], "bwrap does not run here: bwrap: execvp /no-such-file"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(bubblewrap, name, value)
            works.cache_clear()
            found = works()
            works.cache_clear()
        if "not installed" in said or not works():
            assert found.startswith(said)
