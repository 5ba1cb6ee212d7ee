"""``kata grade``: submissions in, a table and a file for each student out."""

import csv
import json
import shutil
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from harness.cli.app import app
from harness.common.python import python_name
from harness.report.exports.json import schema

ROOT = Path(__file__).parents[3]
SETTINGS = """
[grading]
katas = ["counter"]
points = 8
schedules = 12
"""
WRONG = min((ROOT / "tests" / "wrong" / "counter").glob("*.py"))
FILES = {
    "ann": ROOT / "solutions" / "counter.py",
    "bob": WRONG,
    "eve": ROOT / "tests" / "hostile" / "asks_a_shell.py",
    "stu": ROOT / "katas" / "counter.py",
    "zoe": WRONG,
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "grading.toml").write_text(SETTINGS)
    for student, file in FILES.items():
        (tmp_path / "subs" / student).mkdir(parents=True)
        shutil.copy(file, tmp_path / "subs" / student / "counter.py")
    (tmp_path / "subs" / "nobody").mkdir()
    return tmp_path


def kata(*words, code=0):
    run = CliRunner().invoke(app, ["grade", *words])
    assert run.exit_code == code, run.output
    return run.output


def rows(file):
    with file.open(newline="") as table:
        return {row["student"]: row for row in csv.DictReader(table)}


def test_a_class(here):
    said = kata("subs", "--jobs", "1", "--sandbox", "none")
    assert "graded/scores.csv, graded/class.html and graded/students/ are written." in said
    assert "a submission can read what you can read" in said
    found = rows(here / "graded" / "scores.csv")
    assert (found["ann"]["points"], found["ann"]["counter verdict"]) == ("8", "pass")
    assert found["bob"]["counter verdict"] not in ("", "pass")
    assert found["bob"]["counter replay"].startswith("k1:counter/")
    assert found["bob"]["identical"] == "zoe (counter)"
    assert (found["stu"]["points"], found["stu"]["status"]) == ("", "unfinished")
    assert (found["nobody"]["points"], found["nobody"]["status"]) == ("", "missing")
    grade = json.loads((here / "graded" / "students" / "bob.json").read_text())
    assert grade["schema"] == "kata-grade/1"
    Draft202012Validator(schema()).validate(grade["katas"][0]["report"])
    assert grade["katas"][0]["report"]["results"][0]["file"] == "counter.py"
    assert sum(one["score"] for one in grade["katas"][0]["clauses"]) == pytest.approx(grade["score"], abs=0.05)
    hostile = json.loads((here / "graded" / "students" / "eve.json").read_text())["katas"][0]
    assert hostile["refused"]

    assert "counter" in (here / "graded" / "class.html").read_text()
    assert found["bob"]["counter replay"] in (here / "graded" / "students" / "bob.html").read_text()

    kata("subs", "--sandbox", "none", "--export", "gradescope")
    assert json.loads((here / "graded" / "gradescope" / "ann" / "results.json").read_text())["tests"]
    said = kata("subs/bob", "--sandbox", "none", "--jobs", "1", "--export", "prairielearn", "--to", "-")
    assert json.loads(said[said.index("{") :])["gradable"]
    assert "--to is for a single submission" in kata("subs", "--export", "junit", "--to", "x", code=2)

    # once more, in shares: nothing that is known is judged again, and the table is the same to the byte
    table = (here / "graded" / "scores.csv").read_bytes()
    for number in (1, 2):
        said = kata("subs", "--jobs", "1", "--sandbox", "none", "--shard", f"{number}/2", "--out", f"part{number}")
        assert "left to other shares" in said
    said = kata("subs", "--sandbox", "none", "--out", "all", "--merge", "part1", "--merge", "part2")
    assert "4 of 4 files judged" in said
    assert (here / "all" / "scores.csv").read_bytes() == table

    # a share of another Python: said, and judged again
    others = list(here.glob("part2/judged/counter/*.json"))
    for file in others:
        stored = json.loads(file.read_text())
        file.write_text(json.dumps({**stored, "key": "another", "python": "CPython 3.99"}))
    said = kata("subs", "--sandbox", "none", "--out", "mixed", "--merge", "part1", "--merge", "part2")
    assert f"part2 was judged by CPython 3.99, and this is {python_name()}, whose verdicts may differ" in said
    assert f"{4 - len(others)} of 4 files judged" in said
    assert (here / "mixed" / "scores.csv").read_bytes() == table

    words = ("subs", "--jobs", "1", "--sandbox", "none")
    assert "counter is as before" in kata(*words, "--recheck", "bob")

    # a verdict of which a second judgement says something else
    (stored,) = (file for file in here.glob("graded/judged/counter/*.json") if '"wrong"' in file.read_text())
    right = stored.read_text().replace('"wrong"', '"pass"')
    stored.write_text(right)
    kata(*words)
    assert (here / "graded" / "scores.csv").read_bytes() != table
    said = kata(*words, "--recheck", "bob", code=1)
    assert "was pass, and is now wrong" in said
    assert "Nothing was written. To accept the new verdicts, add --keep." in said
    assert stored.read_text() == right
    said = kata(*words, "--recheck", "bob", "--keep", code=1)
    assert "the same command without --recheck and --keep writes the table" in said
    kata(*words)
    assert (here / "graded" / "scores.csv").read_bytes() == table


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "name the folder or the archive"),
        (["nowhere"], "nowhere does not exist"),
        (["subs", "--config", "none.toml"], "none.toml cannot be read"),
        (["subs", "--shard", "3/2"], "--shard 3/2"),
        (["subs", "--merge", "none"], "--merge none: there is no such folder"),
        (["subs", "--sandbox", "box"], "--sandbox box: it is one of auto, bwrap, none"),
        (["subs", "--recheck", "an"], "there is no student 'an'; did you mean 'ann'?"),
        (["subs", "--keep"], "--keep needs --recheck STUDENT"),
        (["--init"], "grading.toml is there already"),
        (["subs", "--export", "gradescop"], "did you mean 'gradescope'?"),
        (["subs", "--to", "x"], "--to needs --export FORMAT"),
    ],
)
def test_wrong_usage_gets_a_sentence(here, words, said):
    assert said in kata(*words, code=2)


def test_an_unknown_format_lists_the_formats_once(here):
    assert kata("subs", "--export", "nosuch", code=2).count("gradescope") == 1


def test_init_writes_the_settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "grading.toml written" in kata("--init")
    assert 'katas = [  # delete those that you do not grade\n    "counter",' in (tmp_path / "grading.toml").read_text()


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_table(here):
    pytest.importorskip("distributed")
    kata("subs", "--jobs", "2", "--sandbox", "none", "--out", "one")
    kata("subs", "--jobs", "2", "--sandbox", "none", "--out", "two", "--dask", "local")
    assert (here / "one" / "scores.csv").read_bytes() == (here / "two" / "scores.csv").read_bytes()


def test_without_dask_a_sentence_says_what_to_install(here, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "--dask needs distributed: pip install" in kata("subs", "--sandbox", "none", "--dask", "local", code=2)
