"""pytest with katas: the clauses are judged, and everything else of pytest stays as it is."""

import os
import re
import sys
from xml.etree import ElementTree as ET

import pytest

CLAUSES = ["test_one_mark_is_counted", "test_two_threads_make_two_marks"]


def report(done):
    """What was printed about the clause that failed."""
    return re.search(r"^── WRONG.*?(?=^[=-]+ )", done.stdout.str(), re.MULTILINE | re.DOTALL)[0]


# -- a stub, a pass, a failure -------------------------------------------------------------------------


def test_a_stub_is_skipped_and_says_why(project):
    done = project.pytest()
    done.assert_outcomes(skipped=2)
    done.stdout.fnmatch_lines(["SKIPPED*test_tally.py*tally is not implemented yet"])


@pytest.fixture(scope="module")
def passed(new_project):
    """A run over the solution, in which any warning is an error."""
    words = ("--against", "solutions", "-v", "-W", "error", "--strict-markers", "--strict-config")
    return new_project().pytest(*words, process=True)  # what is imported first could warn, too


def test_a_right_file_passes_without_a_warning(passed):
    passed.assert_outcomes(passed=2)
    passed.stdout.fnmatch_lines(["katas: against solutions"])


def test_verbose_says_what_was_explored(passed):
    passed.stdout.fnmatch_lines(["*= katas =*", f"{CLAUSES[0]}: * passes.*", f"{CLAUSES[1]}: *both pass.*"])


@pytest.fixture(scope="module")
def racy_project(new_project):
    project = new_project()
    project.write("katas/tally.py", project.racy)
    return project


@pytest.fixture(scope="module")
def failed(racy_project):
    """A run over a stub that somebody filled in wrongly."""
    return racy_project.pytest("--junitxml=junit.xml")


def test_a_stub_that_was_touched_is_judged(failed):
    failed.assert_outcomes(passed=1, failed=1)
    failed.stdout.fnmatch_lines(["*WRONG*tally*test_two_threads_make_two_marks*"])


def test_a_failure_shows_the_learners_lines_and_none_of_ours(failed):
    shown = report(failed)
    assert "self.count += 1" in shown
    assert "assert tally.total() == 2" in shown
    assert not re.findall(r"Traceback|/harness/|client\.py|plugin\.py|hidden", shown)


def test_junit_xml_carries_verdict_and_token(failed, racy_project):
    cases = {
        case.get("name"): {one.get("name"): one.get("value") for one in case.iter("property")}
        for case in ET.parse(racy_project.path / "junit.xml").iter("testcase")
    }
    right, wrong = (cases[clause] for clause in CLAUSES)
    assert right["kata.verdict"] == "pass"
    assert right["kata.engine"] == "explore"
    assert 1 <= int(right["kata.schedules"]) <= 50
    assert wrong["kata.verdict"] == "wrong"
    assert wrong["kata.preemptions"] == "1"
    assert wrong["kata.replay"].startswith(f"k1:tally/{CLAUSES[1]}@katas/tally.py:")


def test_several_workers_of_xdist_say_the_same(failed, racy_project):
    pytest.importorskip("xdist")
    done = racy_project.pytest("-n", "2")
    done.assert_outcomes(passed=1, failed=1)
    assert report(done) == report(failed)


def test_a_contract_may_be_run_from_elsewhere(project):
    project.write("katas/tally.py", project.right)
    path, project.path = project.path, project.path.parent
    project.pytest(f"{path.name}/tests").assert_outcomes(passed=2)


# -- options -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("against", ["attempts", "attempts/tally.py"])
def test_against_another_file(project, against):
    project.write("attempts/tally.py", project.racy)
    done = project.pytest("--against", against)
    done.assert_outcomes(passed=1, failed=1)
    done.stdout.fnmatch_lines([f"katas: against {against}"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--against", "solution"], "*--against solution: no such file or folder; did you mean 'solutions'?*"),
        (["--engine", "exploer"], "*--engine: invalid choice: 'exploer'*explore*"),
        (["--schedules", "0"], "*--schedules: *0*"),
        (["--replay", "nonsense"], "*--replay: 'nonsense' is not a replay token*"),
        (["--replay", "k1:tally/test_three@katas/tally.py:00000000:"], "*no clause tally/test_three*"),
    ],
    ids=["against", "engine", "schedules", "no token", "token of no clause"],
)
def test_wrong_usage_is_a_sentence_and_no_failed_test(project, words, sentence):
    project.write("katas/tally.py", project.right)
    done = project.pytest(*words)
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines([sentence])


def test_both_engines_look_at_each_clause_unless_told_otherwise(jobs):
    assert [(job["clause"], job["engine"]) for job in jobs()] == [
        (clause, engine) for clause in CLAUSES for engine in ("explore", "stress")
    ]


def test_options_reach_the_engine_and_each_repetition_has_a_seed_of_its_own(jobs):
    found = jobs("--engine", "stress", "--schedules", "77", "--seed", "5", "--count", "3")
    assert [(job["clause"], job["seed"]) for job in found] == [
        (clause, seed) for clause in CLAUSES for seed in (5, 6, 7)
    ]
    assert {(job["engine"], job["schedules"]) for job in found} == {("stress", 77)}


@pytest.mark.slow
def test_both_engines_pass_a_right_file(project):
    project.write("katas/tally.py", project.right)
    done = project.pytest("-v", few=("--schedules", "50"))
    done.assert_outcomes(passed=2)
    done.stdout.fnmatch_lines([f"{CLAUSES[1]}: *schedules*real threads*"])


# -- replay --------------------------------------------------------------------------------------------


def interleaving(done):
    """The part of a report that shows what happened, step by step."""
    return re.search(r"^  step .*?(?=\n\n)", done.stdout.str(), re.MULTILINE | re.DOTALL)[0]


def test_the_command_of_a_report_replays_it(failed, racy_project, replay_command):
    program, *words = replay_command(failed.stdout)
    assert program == "pytest"
    again = racy_project.pytest(*words, few=())
    again.assert_outcomes(failed=1, deselected=1)
    assert interleaving(again) == interleaving(failed)


def test_a_replay_of_code_that_was_mended_says_so(failed, project, replay_command):
    project.write("katas/tally.py", project.right)
    done = project.pytest(*replay_command(failed.stdout)[1:], few=())
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "recorded for another version of tally.py" in done.stdout.str() + done.stderr.str()


def test_a_token_that_is_for_no_clause_is_refused(project):
    project.write("test_plain.py", "def test_plain(): pass\n")
    done = project.pytest("--replay=k1:test_plain.py::test_plain:00000000:", "test_plain.py", few=())
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    said = done.stdout.str() + done.stderr.str()
    assert "--replay is for clauses of katas, and none was collected; use: kata replay TOKEN" in said


# -- pytest's own options ------------------------------------------------------------------------------


def test_a_run_is_the_same_twice(failed, racy_project):
    assert report(racy_project.pytest()) == report(failed)


def test_pytests_own_selection_works(project):
    project.write("katas/tally.py", project.racy.replace("return self.count", "return -1"))
    project.pytest("-x").assert_outcomes(failed=1)
    again = project.pytest("--lf")
    again.assert_outcomes(failed=1)
    again.stdout.fnmatch_lines(["run-last-failure: rerun previous 1 failure"])
    project.pytest("-k", "two_threads").assert_outcomes(failed=1, deselected=1)


# -- what has nothing to do with katas -----------------------------------------------------------------


def test_a_project_without_katas_pays_nothing(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_what_is_loaded():
            ours = {name for name in sys.modules if name.partition(".")[0] in ("harness", "concurrency_katas")}
            assert ours == {"concurrency_katas", "concurrency_katas.plugin"}
            assert "greenlet" not in sys.modules
        """
    )
    pytester.runpytest_subprocess("-p", "no:hypothesispytest").assert_outcomes(passed=1)


def test_without_the_plugin_pytest_is_plain(pytester):
    pytester.makepyfile("def test_plain():\n    pass\n")
    pytester.runpytest_subprocess("-p", "no:kata", "-p", "no:hypothesispytest").assert_outcomes(passed=1)


def test_plain_tests_and_their_fixtures_stay_as_they_are(project):
    project.write("katas/tally.py", project.right)
    project.write("tests/conftest.py", "import pytest\n\n@pytest.fixture\ndef threads():\n    return 'mine'\n")
    project.write("tests/test_plain.py", "def test_plain(threads, tmp_path):\n    assert threads == 'mine'\n")
    project.pytest().assert_outcomes(passed=3)


@pytest.mark.skipif(sys.platform == "win32", reason="signal 0 asks whether a process is there on POSIX only")
def test_no_worker_is_left_behind(project):
    project.write(
        "conftest.py",
        """
        from pathlib import Path
        from harness.workers.client import WorkerClient

        judge = WorkerClient.judge

        def noted(self, job):
            result = judge(self, job)
            Path("worker").write_text(str(self._worker.pid))
            return result

        WorkerClient.judge = noted
        """,
    )
    project.pytest("--against", "solutions", process=True).assert_outcomes(passed=2)
    with pytest.raises(ProcessLookupError):
        os.kill(int((project.path / "worker").read_text()), 0)
