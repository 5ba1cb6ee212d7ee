"""The outlook: what is counted exactly, and how good the estimates are where the truth is known."""

from random import Random

import pytest

from harness.answers.batch import ENOUGH_BATCHES as ENOUGH
from harness.answers.batch import Batch
from harness.explorer.batch_search import sample
from harness.soak.corpus import Corpus, CorpusHeader, ShardTimes
from harness.soak.outlook import new_species, status
from harness.soak.until import Shard

HEADER = CorpusHeader("bank.py::main", "0123abcd", "3.12", 100)


def batch(number, classes, schedules=100, most=64):
    level, kept = sample(set(classes), most)
    return Batch(number, "pos", schedules, len(set(classes)), level, kept, (), (), ())


def corpus_of(folder, batches, seconds=None):
    corpus = Corpus.open(folder, HEADER)
    for one in batches:
        corpus.add(one)
    if seconds:
        corpus.add_times(Shard(), ShardTimes(sum(one.schedules for one in batches), seconds))
    return corpus


def test_classes_of_several_batches_count_once(tmp_path):
    now = status(corpus_of(tmp_path, [batch(0, [1, 2]), batch(1, [2, 3]), batch(2, [3, 4])]))
    assert (now.batches, now.schedules, now.classes, now.exact) == (3, 300, 4, True)
    assert now.outlook is None


def test_the_chance_is_that_of_classes_in_one_batch_which_the_first_has_not(tmp_path):
    batches = [batch(0, [1, 2, 3])] + [batch(number, [1, 10, 100 + number]) for number in range(1, ENOUGH + 1)]
    outlook = status(corpus_of(tmp_path, batches)).outlook
    assert outlook.chance == pytest.approx(ENOUGH / (ENOUGH * 100))
    assert outlook.classes is None


def test_no_longer_time_is_extrapolated_than_was_measured(tmp_path):
    batches = [batch(number, [number]) for number in range(1, ENOUGH + 1)]
    short = status(corpus_of(tmp_path / "short", batches, seconds=70.0)).outlook
    assert (short.seconds, short.classes) == (pytest.approx(70), pytest.approx(ENOUGH))
    long = status(corpus_of(tmp_path / "long", batches, seconds=36_000.0)).outlook
    assert (long.seconds, long.classes) == (3_600, pytest.approx(ENOUGH / 10))


def test_outside_the_model_nothing_is_counted(tmp_path):
    outside = Batch(1, "pos", 100, None, 0, (), (), (), (), unmodelled="threads of C")
    now = status(corpus_of(tmp_path, [batch(number, [1]) for number in range(2, 12)] + [outside]))
    assert (now.classes, now.outlook, now.unmodelled) == (None, None, "threads of C")


def test_what_is_expected_of_as_much_again_is_near_the_truth(tmp_path):
    # 3,000 classes; the probability of each is proportional to one divided by its rank
    rng, ranks = Random(1), range(1, 3_001)
    fingerprints = [rng.getrandbits(63) for _ in ranks]
    weights = [1 / rank for rank in ranks]
    drawn = [rng.choices(fingerprints, weights, k=100) for _ in range(80)]
    batches = [batch(number, classes) for number, classes in enumerate(drawn, 1)]
    now = status(corpus_of(tmp_path, batches[:40], seconds=40.0))
    first = {one for classes in drawn[:40] for one in classes}
    new = {one for classes in drawn[40:] for one in classes} - first
    assert not now.exact or len(first) == now.classes
    assert now.classes == pytest.approx(len(first), rel=0.15)
    assert now.outlook.classes == pytest.approx(len(new), rel=0.25)
    unseen = sum(weight for one, weight in zip(fingerprints, weights, strict=True) if one not in first) / sum(weights)
    assert now.outlook.chance == pytest.approx(unseen, rel=0.15)


def test_good_and_toulmin():
    assert new_species({1: 10, 2: 4, 3: 1}, 0.5) == pytest.approx(10 / 2 - 4 / 4 + 1 / 8)
    assert new_species({2: 5}, 1.0) == 0


def test_a_sample_has_all_of_few_and_some_of_many():
    rng = Random(2)
    many = {rng.getrandbits(64) - (1 << 63) for _ in range(5_000)}
    assert sample({3, 1, 2}, 3) == (0, (1, 2, 3))
    level, kept = sample(many, 64)
    assert len(kept) <= 64
    assert set(kept) == {one for one in many if one % (1 << level) == 0}
    assert len(kept) << level == pytest.approx(5_000, rel=0.3)
