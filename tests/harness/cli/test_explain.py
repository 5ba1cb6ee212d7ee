"""``kata explain`` and ``kata doctor``: all is said, and nothing that is not so."""

import json
import platform
import re
from importlib import metadata
from pathlib import Path

import pytest

from harness.course.content.catalogue import catalogue
from harness.course.content.concepts import PAGES, concepts
from harness.course.content.glossary import glossary
from harness.course.content.verdict_texts import meanings
from harness.course.learner import doctor as module
from harness.verdict import Verdict

ROOT = Path(__file__).resolve().parents[3]
GOOD, BAD, USAGE = 0, 1, 2


# -- explain ---------------------------------------------------------------------------------------------


def test_every_verdict_is_explained_and_nothing_else():
    assert set(meanings()) == {str(verdict) for verdict in Verdict}


@pytest.mark.parametrize("name", [str(verdict) for verdict in Verdict])
def test_what_is_said_of_a_verdict_leads_somewhere(name):
    one = meanings()[name]
    assert (ROOT / PAGES / f"{one.page}.md").is_file()
    for text in (one.says, one.cause, one.next):
        assert re.fullmatch(r"[A-Zk'].*[.?]", text), "sentences"
    if one.kata:
        kata = catalogue(ROOT)[one.kata]
        declared = {file.read_text(encoding="utf-8").partition("\n")[0] for file in kata.wrong.glob("*.py")}
        assert f"# fails: {name}" in declared, "it is met there"


@pytest.mark.parametrize("word", ["busy_wait", "busy wait", "BUSY-WAIT"])
def test_a_verdict_in_words(project, word):
    done = project.kata("explain", word)
    assert (done.exit_code, done.stderr) == (GOOD, "")
    assert done.stdout.startswith("busy_wait\n  A thread waits by checking again and again")
    assert "  read      docs/concepts/condition_variable.md\n  practise  kata watch rendezvous\n" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) < 80


def test_all_verdicts_a_line_each(project):
    heads = [line.split()[0] for line in project.kata("explain").stdout.splitlines() if line[:1].strip()]
    assert heads == [*meanings(), "more:", "or"]


def test_explanations_as_json(project):
    report = json.loads(project.kata("explain", "race", "--json").stdout)
    assert report["schema"] == "kata-explain/1"
    assert [(one["verdict"], one["kata"], one["page"]) for one in report["verdicts"]] == [
        ("race", "counter", "docs/concepts/race.md")
    ]
    every = json.loads(project.kata("explain", "--json").stdout)
    assert len(every["verdicts"]) == len(Verdict)
    assert [one["concept"] for one in every["concepts"]] == list(concepts())
    assert all(one["says"] and one["bug"] and one["katas"] for one in every["concepts"])


def test_a_word_that_is_no_verdict(project):
    done = project.kata("explain", "dedlock")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr == "kata: there is no verdict, concept or term 'dedlock'; did you mean 'deadlock'?\n"


def test_a_word_that_is_like_no_other(project):
    done = project.kata("explain", "zzz")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr == "kata: there is no verdict, concept or term 'zzz'; kata explain lists them all\n"


@pytest.mark.parametrize(
    "word", ["proved", "bounds", "tried", "schedule", "steps", "token", "Preemption", "happens-before"]
)
def test_a_word_of_a_report_is_explained_by_the_glossary(project, word):
    done = project.kata("explain", word)
    assert (done.exit_code, done.stderr) == (GOOD, "")
    head, *text = done.stdout.splitlines()
    assert word.lower().removesuffix("s") in head.replace("bounds", "bound")
    assert re.fullmatch(r"[A-Z][^|*`]*\.", " ".join(line.strip() for line in text)), "plain text"
    assert max(map(len, text)) < 80


def test_the_list_of_all_words_has_each_once_and_no_line_too_long(project):
    lines = project.kata("explain").stdout.splitlines()
    assert max(map(len, lines)) < 80
    words = " ".join(" ".join(lines).split()).partition("of a report: ")[2].split(", ")
    assert words == list(glossary())
    assert len(set(words)) == len(words) > 40
    terms = json.loads(project.kata("explain", "--json").stdout)["terms"]
    assert [name for one in terms for name in one["names"]] == words


def test_a_list_of_all_names_the_concepts_in_teaching_order(project):
    said = project.kata("explain").stdout.partition("teaching order:\n")[2].partition("or another word")[0]
    names = said.replace(",", "").split()
    assert names == list(concepts())
    assert names[0] == "race"


@pytest.mark.parametrize(
    ("word", "title", "page"),
    [
        ("timeout", "timeout", "timeout"),
        ("Thread Pool", "thread pools and futures", "thread_pool"),
        ("queue", "bounded buffer and queue", "bounded_buffer"),
        ("latch", "event", "event"),
        ("barrier", "barrier", "barrier"),
    ],
)
def test_a_concept_by_its_name_a_word_of_its_title_or_its_kata(project, word, title, page):
    done = project.kata("explain", word)
    assert (done.exit_code, done.stderr) == (GOOD, "")
    assert done.stdout.startswith(f"{title}\n  ")
    assert f"\n  read      docs/concepts/{page}.md\n  practise  kata watch {concepts()[page].katas[0]}\n" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) < 80
    assert not set(done.stdout) & set("[`*"), "no Markdown"


@pytest.mark.parametrize("name", concepts())
def test_what_is_said_of_a_concept_is_whole_sentences(name):
    one = concepts()[name]
    assert (ROOT / PAGES / f"{name}.md").is_file()
    for text in (*one.definition, *one.bug):
        assert re.fullmatch(r"[A-Za-z].*[.?]", text)


# -- names that are not there ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", "watch explain doctor reset solution".split())
def test_each_of_these_has_help(project, command):
    done = project.kata(command, "-h")
    assert done.exit_code == GOOD
    assert f" {command} " in done.stdout


@pytest.mark.parametrize(("typed", "meant"), [("explian", "explain"), ("docter", "doctor"), ("wach", "watch")])
def test_a_command_that_is_not_there_is_guessed_at(project, typed, meant):
    done = project.kata(typed)
    assert done.exit_code == USAGE
    assert f"'{meant}'" in done.stderr


# -- doctor ----------------------------------------------------------------------------------------------


def looked(project, *words):
    done = project.kata("doctor", "--json", *words)
    report = json.loads(done.stdout)
    assert report["schema"] == "kata-doctor/1"
    return done.exit_code, {one["what"]: (one["mark"], one["said"]) for one in report["found"]}


def test_a_healthy_project(project):
    code, found = looked(project)
    assert code == GOOD
    assert not [what for what, (mark, _) in found.items() if mark == "bad"]
    assert platform.python_version() in found["python"][1]
    assert found["core"] == ("good", "compiled" if module.is_compiled() else "pure Python")
    assert found["greenlet"] == ("good", metadata.version("greenlet"))
    assert found["workspace"] == ("good", f"{project.path.resolve()}, 1 katas")
    assert found["progress"][1] == "0 of 1 passed, stored in .kata/progress.json"
    assert "would watch katas/tally.py and judge 2 clauses: 1,000 schedules each" in found["kata"][1]
    assert found["worker"][1].startswith("starts, and passes the reference of tally: ")
    assert list((project.path / ".kata").iterdir()) == [], "nothing is left behind"


def test_what_does_not_work_is_said(project):
    project.write("solutions/tally.py", project.right.replace("+= 1", "+= 2"))
    project.write(".kata", "a file where the folder should be")
    code, found = looked(project)
    assert code == BAD
    assert found[".kata"][0] == "bad"
    assert found["worker"][0] == "bad"
    assert "solutions/tally.py fails: wrong" in found["worker"][1]


def test_damaged_progress_is_a_note(project):
    project.write(".kata/progress.json", "half a fi")
    code, found = looked(project, "--no-trial")
    assert (code, found["progress"][0]) == (GOOD, "note")
    assert "worker" not in found


def test_a_folder_without_katas(project, monkeypatch):
    def nowhere():
        raise module.UsageError("there are no katas here")

    monkeypatch.setattr(module, "find_root", nowhere)
    code, found = looked(project, "--no-trial")
    assert (code, found["workspace"]) == (BAD, ("bad", "there are no katas here"))


class Installed:
    """A distribution, as ``importlib.metadata`` tells of it."""

    def __init__(self, name, version, *groups):
        self.metadata, self.version = {"Name": name}, version
        self.entry_points = [metadata.EntryPoint("x", "y", group) for group in groups]


def test_plugins_that_clash_are_named_and_others_only_listed(project, monkeypatch):
    there = [
        Installed("pytest_run_parallel", "0.10", "pytest11"),
        Installed("pytest-cov", "6.0", "pytest11"),
        Installed("gevent", "25.1"),
        Installed("requests", "2.0"),
        Installed(module.OURS, "0.1", "pytest11", "console_scripts"),
    ]
    monkeypatch.setattr(module.metadata, "distributions", lambda: there)
    code, found = looked(project, "--no-trial")
    assert code == GOOD, "they can be lived with"
    assert found["pytest-run-parallel"][0] == found["gevent"][0] == "note"
    assert found["pytest plugins"] == ("good", "pytest-cov 6.0")
    monkeypatch.setattr(module.metadata, "distributions", lambda: there[:-1])
    code, found = looked(project, "--no-trial")
    assert (code, found["pytest plugins"][0]) == (BAD, "bad")


def test_versions_that_do_not_fit_are_said(project, monkeypatch):
    versions = {"typer": "0.11.9", "rich": "14.0", "greenlet": "3.3.2rc1", "hypothesis": "7"}
    needs = [
        "typer>=0.12",
        "rich >=13.7,<14",
        "greenlet>=3.3.2",
        "hypothesis<7.0.1",
        "gone>=1",
        'x>=9; extra == "test"',
    ]

    def version(name):
        try:
            return versions[name]
        except KeyError:
            raise metadata.PackageNotFoundError(name) from None

    monkeypatch.setattr(module.metadata, "requires", lambda name: needs)
    monkeypatch.setattr(module.metadata, "version", version)
    code, found = looked(project, "--no-trial")
    assert code == BAD
    marks = {what: found[what][0] for what in ("typer", "rich", "greenlet", "hypothesis", "gone")}
    assert marks == {"typer": "bad", "rich": "bad", "greenlet": "good", "hypothesis": "good", "gone": "bad"}
    assert "x" not in found
    assert found["typer"][1] == f"0.11.9; {module.OURS} needs typer>=0.12"


def test_the_doctors_table_is_words(project):
    done = project.kata("doctor", "--no-trial")
    assert done.exit_code == GOOD
    assert re.search(r"^good +python +CPython ", done.stdout, re.MULTILINE)
    done.stdout.encode("ascii")
