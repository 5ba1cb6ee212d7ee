"""pytest with katas: the clauses are judged, and everything else of pytest stays as it is."""

import json
import os
import re
import sys
from xml.etree import ElementTree as ET

import pytest

# The plugins left out cost a second and have no part in this.
BARE = ("-p", "no:randomly", "-p", "no:hypothesispytest")
CLAUSES = ["test_one_mark_is_counted", "test_two_threads_make_two_marks"]


@pytest.fixture
def run(project, pytester):
    """pytest in the project, in a process of its own."""
    os.chdir(project.path)  # pytester, which goes to a folder of its own, comes back from anywhere
    return lambda *args, few=project.few: pytester.runpytest_subprocess(*BARE, *few, *args)


def test_a_stub_is_skipped_and_says_why(project, run):
    done = run()
    done.assert_outcomes(skipped=2)
    done.stdout.fnmatch_lines(["SKIPPED*test_tally.py*tally is not implemented yet"])


def test_a_stub_that_was_touched_is_judged(project, run):
    project.write("katas/tally.py", project.racy)
    done = run()
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["*WRONG*tally*test_two_threads_make_two_marks*"])


def test_a_failure_shows_the_learners_lines_and_none_of_ours(project, run):
    project.write("katas/tally.py", project.racy)
    text = run().stdout.str()
    assert "self.count += 1" in text
    assert "assert tally.total() == 2" in text
    report = text.partition("= FAILURES =")[2]
    assert not re.findall(r"Traceback|/harness/|client\.py|plugin\.py|hidden", report)


def test_nothing_is_warned_about(project, run):
    done = run("--against", "solutions", "-W", "error", "--strict-markers", "--strict-config")
    done.assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("against", "outcomes"),
    [
        ("solutions", {"passed": 2}),
        ("attempts", {"passed": 1, "failed": 1}),
        ("attempts/tally.py", {"passed": 1, "failed": 1}),
    ],
)
def test_against_another_file(project, run, against, outcomes):
    project.write("attempts/tally.py", project.racy)
    done = run("--against", against)
    done.assert_outcomes(**outcomes)
    done.stdout.fnmatch_lines([f"katas: against {against}"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--against", "solution"], "*--against solution: no such file or folder; did you mean 'solutions'?*"),
        (["--engine", "exploer"], "*--engine: invalid choice: 'exploer'*explore*"),
        (["--schedules", "0"], "*--schedules: *0*"),
        (["--replay", "nonsense"], "*--replay: 'nonsense' is no replay token*"),
        (["--replay", "k1:tally/test_three@katas/tally.py:00000000:"], "*no clause tally/test_three*"),
    ],
)
def test_wrong_usage_is_a_sentence_and_no_failed_test(project, run, words, sentence):
    project.write("katas/tally.py", project.right)
    done = run(*words)
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines([sentence])


def test_a_contract_may_be_run_from_elsewhere(project, run, monkeypatch):
    project.write("katas/tally.py", project.right)
    monkeypatch.chdir(project.path.parent)
    run(f"{project.path.name}/tests").assert_outcomes(passed=2)


# -- what the options come to ------------------------------------------------------------------------


@pytest.fixture
def jobs(project, run):
    """Writes down each job instead of doing it."""
    project.write(
        "conftest.py",
        """
        import json
        from harness.judge.client import Judge
        from harness.judge.job import encode
        from harness.trace import Result, Verdict

        def judge(self, job):
            with open("jobs", "a") as file:
                print(json.dumps(encode(job)), file=file)
            return Result(Verdict.PASS, "held.", engine=job.engine, schedules=job.schedules)

        Judge.judge = judge
        """,
    )

    def judged(*args):
        run("--against", "solutions", *args, few=())
        return [json.loads(line) for line in (project.path / "jobs").read_text().splitlines()]

    return judged


def test_both_engines_look_at_each_clause_unless_told_otherwise(jobs):
    assert [(job["clause"], job["engine"]) for job in jobs()] == [
        (clause, engine) for clause in CLAUSES for engine in ("explore", "stress")
    ]


@pytest.mark.parametrize("engine", ["explore", "stress"])
def test_one_engine_alone(jobs, engine):
    assert [(job["clause"], job["engine"]) for job in jobs("--engine", engine)] == [
        (clause, engine) for clause in CLAUSES
    ]


def test_schedules_and_seed_reach_the_engine(jobs):
    found = jobs("--schedules", "77", "--seed", "5")
    assert {(job["schedules"], job["seed"]) for job in found} == {(77, 5)}


def test_each_repetition_has_a_seed_of_its_own(jobs):
    found = jobs("--seed", "5", "--engine", "explore", "--count", "2")
    assert [(job["clause"], job["seed"]) for job in found] == [(clause, seed) for clause in CLAUSES for seed in (5, 6)]


def test_repeated_clauses_are_judged_each_time(project, run):
    run("--against", "solutions", "--count", "3").assert_outcomes(passed=6)


@pytest.mark.slow
def test_both_engines_pass_a_right_file(project, run):
    project.write("katas/tally.py", project.right)
    done = run("-v", few=("--schedules", "50"))
    done.assert_outcomes(passed=2)
    done.stdout.fnmatch_lines([f"{CLAUSES[1]}: *schedules*real threads*"])


# -- replay --------------------------------------------------------------------------------------------


def interleaving(done):
    """The part of a report that shows what happened, step by step."""
    return re.search(r"^  step .*?(?=\n\n)", done.stdout.str(), re.MULTILINE | re.DOTALL)[0]


def test_the_command_of_a_report_replays_it(project, run, replay_command):
    project.write("katas/tally.py", project.racy)
    found = run()
    program, *words = replay_command(found.stdout)
    assert program == "pytest"
    again = run(*words, few=())
    again.assert_outcomes(failed=1, deselected=1)
    assert interleaving(again) == interleaving(found)


def test_a_replay_of_code_that_was_mended_says_so(project, run, replay_command):
    project.write("katas/tally.py", project.racy)
    _, *words = replay_command(run().stdout)
    project.write("katas/tally.py", project.right)
    done = run(*words, few=())
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "recorded for another version of tally.py" in done.stdout.str() + done.stderr.str()


# -- pytest's own options ------------------------------------------------------------------------------


def test_a_run_is_the_same_twice(project, run):
    project.write("katas/tally.py", project.racy)
    one, other = (run("--seed", "3").stdout.str().partition("= FAILURES =")[2] for _ in range(2))
    assert timeless(one) == timeless(other)


def timeless(text):
    return re.sub(r"in [\d.]+s", "in -s", text)


def test_pytests_own_selection_works(project, run):
    project.write("katas/tally.py", project.racy.replace("return self.count", "return -1"))
    run("-x").assert_outcomes(failed=1)
    run("-k", "two_threads").assert_outcomes(failed=1, deselected=1)
    project.write("katas/tally.py", project.racy)
    run().assert_outcomes(passed=1, failed=1)
    run("--lf").assert_outcomes(failed=1)


def test_several_workers_of_xdist(project, run):
    pytest.importorskip("xdist")
    project.write("katas/tally.py", project.racy)
    done = run("-n", "2")
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines(["*WRONG*tally*test_two_threads_make_two_marks*"])


def test_junit_xml_carries_verdict_and_token(project, run):
    project.write("katas/tally.py", project.racy)
    run("--junitxml=junit.xml")
    cases = {
        case.get("name"): {one.get("name"): one.get("value") for one in case.iter("property")}
        for case in ET.parse(project.path / "junit.xml").iter("testcase")
    }
    passed, failed = (cases[clause] for clause in CLAUSES)
    assert passed["kata.verdict"] == "pass"
    assert passed["kata.engine"] == "explore"
    assert 1 <= int(passed["kata.schedules"]) <= 50
    assert failed["kata.verdict"] == "wrong"
    assert failed["kata.preemptions"] == "1"
    assert failed["kata.replay"].startswith(f"k1:tally/{CLAUSES[1]}@katas/tally.py:")


def test_verbose_says_what_was_explored(project, run):
    done = run("--against", "solutions", "-v")
    done.stdout.fnmatch_lines(["*= katas =*", f"{CLAUSES[0]}: *schedule*", f"{CLAUSES[1]}: *schedule*"])


# -- projects without katas ----------------------------------------------------------------------------


def test_a_project_without_katas_pays_nothing(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_what_is_loaded():
            ours = {name for name in sys.modules if name.partition(".")[0] == "harness"}
            assert ours == {"harness", "harness.plugin"}
            assert "greenlet" not in sys.modules
        """
    )
    pytester.runpytest_subprocess(*BARE).assert_outcomes(passed=1)


def test_plain_tests_beside_a_contract_are_called_as_ever(project, run):
    project.write("tests/test_plain.py", "def test_plain(tmp_path):\n    assert tmp_path.is_dir()\n")
    project.write("katas/tally.py", project.right)
    run().assert_outcomes(passed=3)


def test_a_fixture_of_the_project_is_not_replaced(project, run):
    project.write("katas/tally.py", project.right)
    project.write("tests/conftest.py", "import pytest\n\n@pytest.fixture\ndef threads():\n    return 'mine'\n")
    project.write("tests/test_plain.py", "def test_plain(threads):\n    assert threads == 'mine'\n")
    run().assert_outcomes(passed=3)


def test_without_the_plugin_pytest_is_plain(pytester):
    pytester.makepyfile("def test_plain():\n    pass\n")
    pytester.runpytest_subprocess(*BARE, "-p", "no:kata").assert_outcomes(passed=1)


@pytest.mark.skipif(sys.platform == "win32", reason="signal 0 asks whether a process is there on POSIX only")
def test_no_worker_is_left_behind(project, run):
    project.write(
        "conftest.py",
        """
        from pathlib import Path
        from harness.judge.client import Judge

        judge = Judge.judge

        def noted(self, job):
            result = judge(self, job)
            Path("worker").write_text(str(self._process.pid))
            return result

        Judge.judge = noted
        """,
    )
    run("--against", "solutions").assert_outcomes(passed=2)
    with pytest.raises(ProcessLookupError):
        os.kill(int((project.path / "worker").read_text()), 0)
