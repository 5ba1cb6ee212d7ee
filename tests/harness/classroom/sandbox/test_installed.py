"""A wheel in an environment of its own judges in the sandbox, too, and there its solutions cannot be read."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
JUDGE = """
import json, subprocess, sys
from concurrency_katas.classroom.judge import Task
from concurrency_katas.classroom.sandbox.bubblewrap import sandbox_command
from concurrency_katas.classroom.sandbox.judge import judge, judging_view
from concurrency_katas.course.content.catalogue import catalogue
from concurrency_katas.course.content.packaged_files import packaged_root

root = packaged_root()
kata = catalogue(root)["counter"]
judged = judge(Task("counter", kata.solution.read_bytes(), str(root), 12, 20.0, 0, "explore", "bwrap"))
view = judging_view(kata)
look = '''import json, sys; from pathlib import Path
print(json.dumps({str(path): path.read_text() for path in Path(sys.argv[1]).rglob("*.py")}))'''
seen = subprocess.run(
    sandbox_command(view, [sys.executable, "-c", look, str(root)]), pass_fds=view.descriptors, capture_output=True,
    check=True, text=True,
).stdout
print(json.dumps([judged.status, [clause.verdict for clause in judged.clauses], str(root), seen]))
"""


@pytest.mark.slow
@pytest.mark.timeout(900)  # installs, too
@pytest.mark.usefixtures("sandbox")
def test_a_wheel_in_a_fresh_environment(tmp_path):
    """Asks a package index for what the build and the package need."""
    pip = ["-m", "pip", "--disable-pip-version-check"]
    subprocess.run([sys.executable, *pip, "wheel", "--quiet", "--no-deps", "-w", tmp_path / "wheel", ROOT], check=True)
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True, symlinks=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, *pip, "install", "--quiet", wheel], check=True)
    said = subprocess.run([python, "-P", "-c", JUDGE], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    status, verdicts, root, seen = json.loads(said)
    assert root.startswith(str(tmp_path / "env"))
    assert (status, set(verdicts)) == ("graded", {"pass"})
    found = json.loads(seen)
    assert [Path(name).relative_to(root).as_posix() for name in sorted(found)] == (
        ["solutions/counter.py", "tests/katas/test_counter.py"]
    )
    assert "self." not in found[f"{root}/solutions/counter.py"]
