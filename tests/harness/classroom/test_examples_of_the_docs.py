"""The examples of ``docs/grading.md``, run as they stand there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "grading.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|yaml)\n(.*?)```", TEXT, re.DOTALL)
SETTINGS = '[grading]\nkatas = ["counter"]\nschedules = 4\n'
KATA = "#!/bin/sh\nexec {python} -c 'from harness.cli.main import main; main()' \"$@\"\n"


def block(words):
    (found,) = [text for _, text in BLOCKS if words in text]
    return found


@pytest.fixture
def shell(tmp_path):
    """A shell in a folder with submissions and settings, in which ``kata`` is this package's."""
    for number, file in enumerate(
        [ROOT / "solutions" / "counter.py", *(ROOT / "tests/wrong/counter").glob("*.py")][:6]
    ):
        folder = tmp_path / "submissions" / f"student{number}"
        folder.mkdir(parents=True)
        shutil.copy(file, folder / "counter.py")
    (tmp_path / "grading.toml").write_text(SETTINGS)
    command = tmp_path / "bin" / "kata"
    command.parent.mkdir()
    command.write_text(KATA.format(python=sys.executable))
    command.chmod(0o755)

    def run(text, **environment):
        path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
        subprocess.run(
            ["sh", "-e", "-c", text],
            cwd=tmp_path,
            check=True,
            capture_output=True,
            env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **environment},
        )

    run("kata grade submissions --out whole --sandbox none")
    table = (tmp_path / "whole" / "scores.csv").read_bytes()

    def same():
        return (tmp_path / "graded" / "scores.csv").read_bytes() == table

    run.same = same
    return run


@pytest.mark.slow
def test_shares_by_hand(shell):
    shell(block("--shard 1/2"))
    assert shell.same()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("parallel") is None, reason="GNU parallel is not installed")
def test_gnu_parallel(shell):
    shell(block("parallel"))
    assert shell.same()


@pytest.mark.slow
def test_a_slurm_array(shell):
    script = block("SLURM_ARRAY_TASK_ID")
    for number in range(1, 6):
        shell(script, SLURM_ARRAY_TASK_ID=str(number))
    shell("kata grade submissions " + " ".join(f"--merge part{number}" for number in range(1, 6)))
    assert shell.same()


@pytest.mark.slow
def test_a_matrix(shell):
    yaml = pytest.importorskip("yaml")
    job = yaml.safe_load(block("matrix"))["jobs"]["share"]
    (line,) = [step["run"] for step in job["steps"] if "kata grade" in step.get("run", "")]
    for number in job["strategy"]["matrix"]["share"]:
        shell(line.replace("${{ matrix.share }}", str(number)))
    shell("kata grade submissions " + " ".join(f"--merge part{number}" for number in range(1, 6)))
    assert shell.same()


def test_the_options_of_the_examples_exist():
    said = subprocess.run(
        [sys.executable, "-c", "from harness.cli.main import main; main()", "grade", "--help"],
        capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, "COLUMNS": "200"},
    ).stdout  # fmt: skip
    used = {word for _, text in BLOCKS for line in text.splitlines() if "kata grade" in line
            for word in re.findall(r"--[a-z]+", line)}  # fmt: skip
    assert {"--shard", "--merge", "--out", "--init"} <= used
    assert {one for one in used if one not in said} == set()
