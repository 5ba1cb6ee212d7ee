"""What a pass has to say."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from harness.explorer.summary import summarize
from harness.part import Part
from harness.report.sentences.passing import percentage
from harness.report.terminal.passing import EVERY, PassExtras, details
from harness.report.terminal.passing import passing as report
from harness.report.text.line import cells
from harness.result import Proof, Result
from harness.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parents[1]))

from results import passing


def proved(threads=3, classes=159):
    return summarize([Part(200, over=True, classes=classes, threads=threads)])


def tried(schedules=1_000):
    return summarize([Part(schedules, name="x", walks=[(number, 1 + number % 2) for number in range(200)])])


def runs(count=30):
    return Result(Verdict.PASS, f"{count} runs.", engine="stress", schedules=count)


def test_a_proof_is_a_fact_of_the_result():
    assert proved().proof == Proof(3, 159)
    assert passing(0).proof is not None
    assert tried().proof is None
    assert passing(1).proof is None


def test_the_sentence_of_a_proof_claims_what_was_proved():
    assert proved().message == "Every possible order of these 3 threads was tried: 159 differ, and all pass."
    assert proved(1, 1).message == "One thread has only one order, and it passes."
    assert (
        proved(2, 12_345).message == "Every possible order of these 2 threads was tried: 12,345 differ, and all pass."
    )


def test_the_sentence_of_a_sample_claims_no_more_than_was_tried():
    assert tried().message == (
        "1,000 schedules tried, no failure;"
        " about 33% of further random schedules would differ from these: --profile thorough tries more."
    )
    assert summarize([Part(1)]).message == "1 schedule tried, no failure."
    assert summarize([Part(240)], workloads=12).message == "12 generated programs, 240 schedules tried, no failure."


def bounded(preemptions, calls=0):
    proof = Proof(3, 576, preemptions=preemptions)
    return summarize([Part(120), Part(500, bounded=proof), Part(125)], starvation_schedules=calls)


def test_the_sentence_of_a_proof_with_a_bound_names_the_bound():
    assert bounded(2).message == (
        "745 schedules tried, no failure; no schedule with at most 2 preemptions fails (576 differ and were run)."
    )
    assert "; no schedule with at most 1 preemption fails (" in bounded(1).message
    assert "; no schedule without preemptions fails (" in bounded(0).message
    assert bounded(1).proof == Proof(3, 576, preemptions=1)
    assert not bounded(1).exhaustive
    assert "(576 differ and were run, 2 calls of each thread that calls forever)" in bounded(1, calls=40).message


def test_a_part_in_doubt_takes_a_proof_with_a_bound_back():
    proof = Proof(3, 576, preemptions=1)
    found = summarize([Part(120), Part(500, bounded=proof), Part(125, unproved="random.random()")])
    assert found.proof is None
    assert "no schedule" not in found.message


def test_the_details_name_the_bound():
    for preemptions, said in ((0, "without preemptions"), (1, "up to 1 preemption"), (2, "up to 2 preemptions")):
        (line,) = details({"test_items_arrive": [bounded(preemptions)]})
        assert line.split(maxsplit=1) == ["tried", f"items arrive  745 schedules, proved {said}"]


def test_a_small_chance_is_not_rounded_to_nothing():
    assert percentage(0.004) == "less than 1%"
    assert percentage(0.0051) == "about 1%"


def test_the_absence_of_starvation_is_never_proved():
    found = summarize([Part(200, over=True, classes=5, threads=3)], starvation_schedules=50)
    assert not found.exhaustive
    assert found.schedules == 250
    assert found.message == (
        "Every possible order of these 3 threads was tried (2 calls of each thread that calls forever):"
        " 5 differ, and all pass;"
        " no thread starves in 50 schedules that look for starvation."
    )
    sampled = summarize([Part(200)], starvation_schedules=50)
    assert sampled.message == (
        "200 schedules tried, no failure; no thread starves in 50 schedules that look for starvation."
    )


def test_proved_and_tried_are_told_apart():
    clauses = {"test_items_arrive": [proved(), runs()], "test_a_full_buffer_waits": [tried(), runs()]}
    proof, *every, sample, advice, real = (line.split(maxsplit=1) for line in details(clauses))
    assert proof[0] == "proved"
    assert re.fullmatch("items arrive +3 threads, 159 orders", proof[1])
    assert " ".join(" ".join(words) for words in every) == EVERY
    assert sample[0] == "tried"
    assert re.fullmatch("a full buffer waits +1,000 schedules, others new: about 33%", sample[1])
    assert advice == ["more", "kata check x --profile thorough tries more schedules of each clause"]
    assert real == ["run", "30 times for each clause, on real threads, which proves nothing"]


def test_without_an_estimate_none_is_told():
    (line,) = details({"test_x": [summarize([Part(7)])]})
    assert line.endswith("  7 schedules")


def test_nothing_is_proved_by_real_threads():
    assert details({"test_x": [runs()]}) == [
        "  run     30 times for each clause, on real threads, which proves nothing"
    ]
    assert details({}) == []


def test_fewer_runs_of_proved_clauses_are_said_so():
    found = details({"test_a": [proved(), runs(5)], "test_b": [proved(), runs(5)], "test_c": [tried(), runs(30)]})
    assert found[-2:] == [
        "  run     5 times for each proved clause, 30 for each other one, on real",
        "          threads, which proves nothing",
    ]
    some = details({"test_a": [proved(), runs(5)], "test_b": [proved(), runs(3)]})  # a limit of time ended the second
    assert some[-1] == "  run     8 times in all, on real threads, which proves nothing"


LONG = {f"test_{'very_' * 20}long_{number}": [proved(), tried()] for number in range(40)}


def test_no_line_is_wider_than_the_report_and_no_word_is_cut():
    for width in (40, 60, 80):
        lines = details(LONG, width)
        assert max(map(cells, lines)) <= width
        assert not any("…" in line for line in lines)
        assert " ".join(lines).count(" long") == len(LONG)


def mixed(title=""):
    """A kata with thirty proved clauses, one that is proved within bounds, and three that are only tried."""
    clauses = {f"test_proved_{number}": [proved(), runs(5)] for number in range(30)}
    clauses |= {f"test_tried_{number}{title}": [tried(), runs()] for number in range(3)}
    return {**clauses, "test_all_arrive": [bounded(1, calls=2), runs()]}


def passed(clauses):
    return Result(Verdict.PASS, f"{len(clauses)} clauses hold: 30 of them and so on, {'word ' * 20}.", "buffer")


EXTRAS = PassExtras("The reference has the same outline.", (("kata compare buffer", "measures both"),), "m shows all")


def test_a_low_screen_has_the_sentence_the_clauses_that_are_not_proved_and_the_way_to_the_others():
    clauses = mixed()
    shown = report(passed(clauses), clauses, height=17, extras=EXTRAS)
    assert len(shown.headline + shown.lines) <= 17
    assert shown.headline[0].startswith("✓ buffer  34 clauses hold: ")
    assert shown.lines == [
        "  proved  30 clauses, in every possible order of the threads",
        "  bounds  'all arrive' (every order of 3 threads, 2 calls each)",
        "  tried   'tried 0', 'tried 1' and 'tried 2' (1,000 schedules, others new: about",
        "          33%)",
        "  run     5 times for each proved clause, 30 for each other one, on real",
        "          threads, which proves nothing",
        "  versus  The reference has the same outline.",
        "  kata compare buffer  measures both",
        "  more    m shows all",
    ]


def test_a_screen_that_is_high_enough_has_each_clause():
    clauses = mixed()
    whole = report(passed(clauses), clauses, extras=EXTRAS)
    assert report(passed(clauses), clauses, height=len(whole.headline + whole.lines), extras=EXTRAS) == whole
    assert sum(" orders" in line for line in whole.lines) == 30 + 1  # and the sentence about orders
    assert not any("m shows all" in line for line in whole.lines)


def test_no_pass_is_higher_than_its_screen():
    for height in range(8, 40):
        for width in (40, 80):
            clauses = mixed("_with_a_long_title" * 4)
            shown = report(passed(clauses), clauses, width=width, height=height, extras=EXTRAS)
            assert len(shown.headline + shown.lines) <= height
            assert max(map(cells, shown.headline + shown.lines)) <= width
            assert shown.headline[0].startswith("✓ buffer")


def test_what_sets_it_apart_from_the_reference_comes_last():
    sentence = "The reference: 22 lines with Lock. Yours: 31 lines with Lock and 2 Conditions, and more words to wrap."
    *_, one, two = details({"test_x": [proved()]}, 80, sentence)
    assert one.startswith("  versus  The reference: 22 lines")
    assert two.startswith("          ")
    assert (one[10:] + " " + two[10:]) == sentence
