"""``kata explore --corpus``: what it prints, with which exit code, and what it refuses in a sentence."""

from __future__ import annotations

import json

import pytest

PROGRAM = """
import threading


def run(names):
    total = {"a": 0, "b": 0}

    def add(name):
        seen = total[name]
        total[name] = seen + 1

    threads = [threading.Thread(target=add, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return total["a"]


def racy():
    assert run("aa") == 2


def fine():
    assert run("aabb") > 0
"""
SMALL = ("--batch", "25", "--schedules", "200", "--jobs", "1")


@pytest.fixture
def explore(project):
    project.write("shop.py", PROGRAM)
    return lambda *words: project.kata("explore", *words)


def test_a_pass_says_what_was_covered_and_the_status_says_it_again(explore, project):
    done = explore("shop.py::fine", "--corpus", "corpus", *SMALL)
    assert done.exit_code == 0
    passed, _, last = done.stdout.partition("\nshop.py::fine: ")
    covered = f"shop.py::fine: {last}".splitlines()
    assert passed.startswith("✓ shop.py::fine  200 schedules tried, no failure; about ")
    assert covered[0] == "shop.py::fine: 200 schedules in 8 batches, no failure"
    (project.path / "shop.py").unlink()
    status = explore("--corpus", "corpus", "--status")
    assert (status.exit_code, status.stdout.splitlines()) == (0, covered)


def test_the_status_as_json_has_all_of_it(explore):
    explore("shop.py::fine", "--corpus", "corpus", *SMALL)
    status = json.loads(explore("--corpus", "corpus", "--status", "--json").stdout)
    assert (status["schema"], status["schedules"], status["failures"]) == ("kata-corpus-status/1", 200, [])
    assert {"earlier", "later", "batch", "batches"} <= status["pairs"][0].keys()


def test_a_failure_ends_it_and_is_there_at_once_when_it_is_run_again(explore, project, replay_command):
    done = explore("shop.py::racy", "--corpus", "corpus", *SMALL)
    assert (done.exit_code, done.stdout.startswith("── WRONG  shop.py::racy")) == (1, True)
    assert "schedules in 1 batch, 1 failure" in done.stdout
    assert explore("shop.py::racy", "--corpus", "corpus", *SMALL).stdout == done.stdout
    assert project.kata(*replay_command(done.stdout)[1:]).exit_code == 1
    more = explore("shop.py::racy", "--corpus", "corpus", "--keep-going", "--json", *SMALL)
    (result,) = json.loads(more.stdout)["results"]
    assert (result["verdict"], result["schedules"] > 25) == ("wrong", True)


def test_another_version_is_a_sentence_and_can_be_begun_again(explore, project):
    explore("shop.py::racy", "--corpus", "corpus", *SMALL)
    project.write("shop.py", PROGRAM.replace("add(name)", "put(name)", 1).replace("target=add", "target=put"))
    done = explore("shop.py::racy", "--corpus", "corpus", *SMALL)
    again = "--anew begins it again, with the schedule of its 1 failure first"
    said = f"kata: corpus was begun with another version of shop.py; {again}\n"
    assert (done.exit_code, done.stderr) == (2, said)
    anew = explore("shop.py::racy", "--corpus", "corpus", "--anew", *SMALL)
    assert (anew.exit_code, "batch 0 begins with the schedule of 1 failure" in anew.stdout) == (1, True)


def test_it_runs_until_a_time(explore):
    done = explore("shop.py::fine", "--corpus", "corpus", "--batch", "10", "--until", "0.01s", "--jobs", "1")
    assert done.exit_code == 0
    assert "schedules in 1 batch, no failure" in done.stdout


def test_a_shard_does_its_share(explore):
    explore("shop.py::fine", "--corpus", "corpus", "--shard", "2/2", *SMALL)
    status = json.loads(explore("--corpus", "corpus", "--status", "--json").stdout)
    assert status["batches"] == 4


def test_a_share_without_a_batch_is_no_pass(explore):
    done = explore("shop.py::fine", "--corpus", "corpus", "--shard", "9/9", *SMALL)
    said = "kata: nothing was explored: shard 9/9 has no batch within these bounds\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", said)


def test_a_program_that_cannot_be_loaded_is_an_error_and_the_corpus_stays_empty(explore, project):
    project.write("broken.py", "def main():\n    pass\n\n\nimport absent_module\n")
    done = explore("broken.py::main", "--corpus", "corpus", "--oneline", *SMALL)
    assert (done.exit_code, done.stdout) == (
        1,
        "broken.py:5: error: broken.py line 5 imports absent_module, which cannot be found.\n",
    )
    assert "0 schedules in 0 batches" in explore("--corpus", "corpus", "--status").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "name what to explore: FILE.py::FUNCTION"),
        (("shop.py::fine", "--until", "8h"), "--until needs --corpus DIR"),
        (("shop.py::fine", "--shard", "1/2"), "--shard needs --corpus DIR"),
        (("shop.py::fine", "--keep-going"), "--keep-going needs --corpus DIR"),
        (("--status",), "--status needs --corpus DIR"),
        (("--status", "--corpus", "absent"), "absent is no corpus: it has no corpus.json"),
        (("shop.py::fine", "--corpus", "c"), "--corpus needs an end: --until 8h, --until 07:30 or --schedules N"),
        (("shop.py::fine", "--corpus", "c", "--until", "soon"), "--until soon: give a duration such as 30s, 10m or 8h"),
        (("shop.py::fine", "--corpus", "c", "--shard", "3/2", *SMALL), "--shard 3/2: give the number of this share"),
        (("shop.py::fine", "--corpus", "c", "--seconds", "3"), "use --until, as in --until 30s"),
        (("shop.py::fine", "--corpus", "c", "--strategy", "dpor", *SMALL), "would try the same schedules in each"),
        (("shop.py::fine", "--corpus", "katas", *SMALL), "katas has no corpus.json, but other files"),
        (("shop.py::fine", "--json", "--oneline"), "--json and --oneline are two forms of output"),
    ],
)
def test_wrong_usage_is_a_sentence(explore, words, sentence):
    done = explore(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("kata: ")
    assert sentence in done.stderr


# -- single lines and SARIF ------------------------------------------------------------------------------


def test_one_line_is_all_that_is_printed(explore, project):
    line = "shop.py:20: wrong: run('aa') == 2, but it was 1 == 2 (main at shop.py line 20).\n"
    done = explore("shop.py::racy", "--oneline", "--jobs", "1")
    assert (done.exit_code, done.stdout) == (1, line)
    token = json.loads(explore("shop.py::racy", "--json", "--jobs", "1").stdout)["results"][0]["replay"]
    assert project.kata("replay", token, "--oneline").stdout == line
    (passed,) = explore("shop.py::fine", "--oneline", "--schedules", "20", "--jobs", "1").stdout.splitlines()
    assert passed.startswith("shop.py:23: pass: 20 schedules tried, no failure")


def test_a_check_prints_a_line_for_each_kata(project):
    project.add_bell()
    done = project.kata("check", "--oneline", "--engine", "explore", "--schedules", "50", "--jobs", "1")
    first, second = done.stdout.splitlines()
    assert first.startswith("katas/bell.py:1: pass: ")
    assert second.startswith("katas/tally.py:1: unfinished: ")


def test_files_of_any_name_are_named_as_they_are(project):
    project.write("my shop: 2.py", PROGRAM)
    done = project.kata("explore", "my shop: 2.py::racy", "--oneline", "--sarif", "a b.sarif", "--jobs", "1")
    assert done.stdout.startswith("my shop: 2.py:20: wrong: ")
    log = json.loads((project.path / "a b.sarif").read_text(encoding="utf-8"))
    (result,) = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20shop%3A%202.py"


def test_sarif_is_written_by_a_check_and_by_a_replay(project):
    project.write("katas/tally.py", project.racy)
    words = ("--engine", "explore", "--schedules", "50", "--jobs", "1")
    done = project.kata("check", "tally", "--sarif", "out.sarif", *words)
    assert (done.exit_code, "kata: wrote out.sarif" in done.stderr) == (1, True)
    (found,) = json.loads((project.path / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    replayed = project.kata("replay", found["properties"]["replay"], "--export", "sarif")
    (again,) = json.loads(replayed.stdout)["runs"][0]["results"]
    assert again["partialFingerprints"] == found["partialFingerprints"]
    assert again["codeFlows"] == found["codeFlows"]


def test_a_sarif_file_that_cannot_be_written_is_a_sentence(explore):
    done = explore("shop.py::fine", "--sarif", "not/here.sarif", "--schedules", "20", "--jobs", "1")
    assert (done.exit_code, done.stderr) == (2, "kata: not/here.sarif: No such file or directory\n")


def test_ctrl_c_says_what_is_kept(explore, monkeypatch):
    from harness.soak.run import SoakRun

    explore("shop.py::fine", "--corpus", "corpus", "--batch", "25", "--schedules", "50", "--jobs", "1")

    def interrupted(run, pool):
        raise KeyboardInterrupt

    monkeypatch.setattr(SoakRun, "run", interrupted)
    done = explore("shop.py::fine", "--corpus", "corpus", *SMALL)
    assert (done.exit_code, done.stdout) == (130, "")
    assert done.stderr == "kata: stopped; corpus has 2 batches, and the same command continues\n"
