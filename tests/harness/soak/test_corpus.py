"""The corpus: a folder that belongs to one program, and whose files are read with care."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from socket import gethostname

import pytest

from harness.answers.batch import AccessSite, Batch, BatchFailure, strategy_of
from harness.errors import UsageError
from harness.soak.corpus import Corpus, CorpusHeader, ShardTimes
from harness.soak.until import Shard
from harness.trace import Place
from harness.verdict import Verdict

HEADER = CorpusHeader("bank.py::main", "0123abcd", "3.12", 100)
SITE = AccessSite("bank.py", "main", 3, "write")
FAILURE = BatchFailure(
    Verdict.WRONG, "FailedAssertion", Place("bank.py", 7, "main"), "it was 1.", 12, "k1:x::main:0:1.2"
)


def batch(number, *failures, **more):
    values = {"distinct": 2, "level": 0, "classes": (-5, 7), "sites": (SITE,), "pairs": ((0, 0),), **more}
    return Batch(number, "pos", 100, failures=failures, **values)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "corpus"


def test_what_is_written_is_read(folder):
    corpus = Corpus.open(folder, HEADER)
    batches = [batch(0, FAILURE), batch(3, distinct=None, classes=(), unmodelled="threads of C"), batch(12)]
    for one in reversed(batches):
        corpus.add(one)
    corpus.add_times(Shard(2, 3), ShardTimes(300, 1.5))
    again = Corpus.read(folder)
    assert (again.header, list(again.batches())) == (HEADER, batches)
    assert (again.numbers(), again.has(3), again.has(4)) == ({0, 3, 12}, True, False)
    assert (again.times_of(Shard(2, 3)).schedules, again.times_of(Shard(1, 3)).schedules) == (300, 0)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"source": "ffff0000"}, "another version of bank.py"),
        ({"python": "3.14"}, "Python 3.12, not 3.14"),
        ({"size": 200}, "--batch 100, not 200"),
        ({"seed": 5}, "--seed 0, not 5"),
        ({"strict_races": True}, "--strict-races off, not on"),
        ({"inside": ("urllib3",)}, "--inside none, not urllib3"),
        ({"timeouts": "idle"}, "--timeouts hour, not idle"),
    ],
)
def test_another_version_or_another_setting_is_named(folder, change, words):
    Corpus.open(folder, HEADER).add(batch(0, FAILURE))
    with pytest.raises(UsageError) as said:
        Corpus.open(folder, replace(HEADER, **change))
    assert str(said.value) == (
        f"{folder} was begun with {words}; --anew begins it again, with the schedule of its 1 failure first"
    )
    assert list(Corpus.read(folder).batches()) == [batch(0, FAILURE)]


def test_begun_again_it_has_the_failures_of_all_versions_before(folder):
    Corpus.open(folder, HEADER).add(batch(0, FAILURE, replace(FAILURE, schedule=3, replay="k1:x::main:0:2.2")))
    second = Corpus.open(folder, replace(HEADER, source="1"), anew=True)
    second.add(batch(4, replace(FAILURE, kind="other", replay="k1:x::main:1:1.1")))
    third = Corpus.open(folder, replace(HEADER, source="2"), anew=True)
    assert third.header.first == ("k1:x::main:1:1.1", "k1:x::main:0:1.2")
    assert sorted(path.name for path in folder.iterdir()) == ["corpus.json"]


def test_anew_changes_nothing_where_nothing_has_changed(folder):
    Corpus.open(folder, HEADER).add(batch(0))
    assert Corpus.open(folder, HEADER, anew=True).numbers() == {0}


def test_a_corpus_of_another_program_is_not_touched(folder):
    Corpus.open(folder, HEADER)
    with pytest.raises(UsageError, match=r"is the corpus of bank.py::main; name another folder for bank.py::other"):
        Corpus.open(folder, replace(HEADER, what="bank.py::other"), anew=True)


def test_a_folder_with_other_files_is_not_touched(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("all of it", encoding="utf-8")
    with pytest.raises(UsageError, match=r"has no corpus.json, but other files; name a new folder"):
        Corpus.open(folder, HEADER)
    with pytest.raises(UsageError, match=r"is no corpus: it has no corpus.json"):
        Corpus.read(folder)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"schema": "kata-batch/9"}', '{"schema": "kata-batch/1"}', "\xff"]
)
def test_a_broken_batch_is_named(folder, text):
    corpus = Corpus.open(folder, HEADER)
    corpus.add(batch(1))
    (path,) = folder.glob("*/batch-000001.json")
    path.write_text(text, encoding="latin-1")
    with pytest.raises(UsageError, match=r"batch-000001.json is broken \(.*\); delete it, and it is run again"):
        list(corpus.batches())


def test_a_batch_under_another_name_is_named(folder):
    corpus = Corpus.open(folder, HEADER)
    corpus.add(batch(1))
    (path,) = folder.glob("*/batch-000001.json")
    path.rename(path.with_name("batch-000002.json"))
    with pytest.raises(UsageError, match=r"batch-000002.json is of batch 1; delete it"):
        list(corpus.batches())


def test_a_broken_header_is_named(folder):
    Corpus.open(folder, HEADER)
    (folder / "corpus.json").write_text('{"schema": "kata-corpus/1", "what": 3}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"corpus.json is broken"):
        Corpus.read(folder)


def test_where_nothing_can_be_written_a_sentence_says_so(folder):
    corpus = Corpus.open(folder, HEADER)
    (folder / HEADER.name).write_text("in the way", encoding="utf-8")
    with pytest.raises(UsageError, match=r"batch-000001.json cannot be written: "):
        corpus.add(batch(1))


def test_each_kind_of_file_names_its_version(folder):
    corpus = Corpus.open(folder, HEADER)
    corpus.add(batch(1))
    corpus.add_times(Shard(), ShardTimes(1, 1.0))
    schemas = {json.loads(path.read_text(encoding="utf-8"))["schema"] for path in folder.rglob("*.json")}
    assert schemas == {"kata-corpus/1", "kata-batch/1", "kata-times/1"}


@pytest.mark.parametrize("shards", range(1, 15))
def test_each_shard_uses_all_strategies(shards):
    for index in range(shards):
        numbers = range(index + shards, index + 60 * shards, shards)
        assert len({strategy_of(number) for number in numbers}) == 7


def test_one_strategy_is_used_by_all_batches_and_the_first_is_partly_systematic():
    assert [strategy_of(number, "surw") for number in range(3)] == ["surw"] * 3
    assert strategy_of(0) == "auto"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no flock on Windows")
def test_a_shard_is_run_by_one_process_at_a_time(folder):
    corpus = Corpus.open(folder, HEADER)
    with corpus.claimed(Shard(1, 2)):
        with corpus.claimed(Shard(2, 2)):
            pass
        said = r"another process explores shard 1/2 of .*; give each process a share"
        with pytest.raises(UsageError, match=said), Corpus.read(folder).claimed(Shard(1, 2)):
            pass
    with corpus.claimed(Shard(1, 2)):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="not removed on Windows")
def test_what_a_killed_process_was_writing_is_removed_and_what_a_living_one_is_writing_is_not(folder):
    corpus = Corpus.open(folder, HEADER)
    corpus.add(batch(1))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    names = [f"batch-000002.json.{gethostname()}.{number}.new" for number in (dead.pid, os.getpid())]
    for name in [*names, "batch-000002.json.elsewhere.1.new"]:
        (folder / HEADER.name / name).write_text("", encoding="utf-8")
    Corpus.open(folder, HEADER)
    left = sorted(path.name for path in (folder / HEADER.name).glob("*.new"))
    assert left == sorted([names[1], "batch-000002.json.elsewhere.1.new"])
