"""The steps of an execution that a report tells; the words for them are in ``test_words.py``."""

import re

import pytest

from harness.report.story.events import period
from harness.report.story.interleaving import rows
from harness.report.story.loops import Loop, folded, unending
from harness.report.story.model import StoryStep, Weight
from harness.report.story.steps import story
from harness.report.text.container_operations import Operations
from harness.report.text.line import cells, clean, cut, wrap
from harness.report.text.source import SourceText, excerpt
from harness.result import Result
from harness.trace import BlockedThread, Event, Place, StarvedCall, ThreadException, Trace, TryOutcome
from harness.verdict import Verdict

FILE = "/nowhere/kata.py"


def events(*said):
    """Events from ``thread kind label line [value]``; ``!`` begins a preemption, the kind of a wait ends it."""
    made = []
    for number, one in enumerate(said, 1):
        thread, kind, label, line, *value = one.split(" ", 4)
        why = value.pop() if kind == "wait" and value else ""
        place = Place(FILE, int(line), "f")
        text = value[0] if value else None
        event = Event(number, thread.lstrip("!"), kind, label, text, place, thread.startswith("!"), why)
        if text and kind == "try":
            event.outcome = TryOutcome(text)
        elif text and kind == "notify":
            event.waiters = int(text.removesuffix(" waiting"))
        elif text and text.startswith("<"):
            event.object_class = text.strip("<>")
        made.append(event)
    return made


def told(ending, said, verdict=Verdict.WRONG, **more):
    threads = list(dict.fromkeys(event.thread for event in said))
    trace = Trace(ending, threads, len(said), [], said, **more)
    return story(Result(verdict, "", file=FILE, trace=trace), trace, SourceText(FILE)), threads


def action(step):
    """A step as ``kind name value``; the words for it are in ``words.txt``."""
    return " ".join(filter(None, [step.kind, step.name, step.value]))


def shown(ending, said, room=20, **more):
    found, threads = told(ending, said, **more)
    return [
        "⇄"
        if row.switch
        else f"… {row.left_out}"
        if row.left_out
        else row.bracket
        if not row.steps
        else action(row.steps[0])
        for row in rows(found, threads, room, 0)[0]
    ]


def test_what_nobody_changes_is_not_told():
    said = events("A read size 1 3", "A read count 1 0", "!B read count 1 0", "B write count 2 1", "A write count 2 1")
    assert shown("failed", said) == ["read count 0", "⇄", "read count 0", "write count 1", "write count 1"]


def test_a_read_and_its_write_are_one_step_unless_somebody_came_between():
    together = events("A read count 1 0", "A write count 1 1", "B read count 1 1", "B write count 1 2")
    assert shown("failed", together) == ["write count 1", "write count 2"]


def test_a_lock_given_back_before_anybody_else_ran_is_a_detail():
    said = events("A acquire lock 1", "A write n 2 1", "A release lock 1", "B acquire lock 1", "B write n 2 2")
    assert shown("failed", said) == ["acquire lock", "write n 1", "acquire lock", "write n 2"]
    assert shown("failed", said, room=3) == ["write n 1", "acquire lock", "write n 2"]


def test_the_story_ends_where_the_exception_was_raised():
    said = events("A write n 1 1", "A write n 2 2", "A release lock 3", "B write n 9 9", "A fail - 0 KeyError")
    failure = ThreadException("A", "KeyError", "", Place(FILE, 2, "f"))
    assert shown("failed", said, failure=failure) == ["write n 1", "write n 2", "fail"]


def test_who_waits_in_the_end_is_told_though_it_cost_no_step():
    said = events("A acquire one 1", "!B acquire two 2", "B wait one 3 acquire")
    waiting = [
        BlockedThread("A", "acquire", "two", Place(FILE, 4), ["B"]),
        BlockedThread("B", "acquire", "one", Place(FILE, 3), ["A"]),
    ]
    assert shown("blocked", said, waiting=waiting, verdict=Verdict.DEADLOCK) == [
        "acquire one", "⇄", "acquire two", "wait one", "wait two",
    ]  # fmt: skip


def test_a_notify_that_wakes_more_threads_than_it_was_asked_to_is_explained():
    said = events(
        "A wait bell 1 wait", "B wait bell 1 wait", "C notify bell 9 2 waiting", "A wake bell 1", "B wake bell 1"
    )
    said[2].beyond = 1
    found, _ = told("failed", said)
    assert [step.beyond for step in found.steps if step.kind == "notify"] == [1]
    assert found.notes == ["notify() may wake more threads than it was asked to, as C's does here"]


@pytest.mark.parametrize(
    ("said", "still"),
    [
        (("A read n 1 0", "!B wait bell 2 wait", "B expire bell 2", "B fail - 3 Late"), "A"),
        (("A read n 1 0", "!B wait bell 2 wait", "A read n 1 0", "B expire bell 2", "B fail - 3 Late"), ""),
        (("A wait bell 1 wait", "B wait bell 2 wait", "B expire bell 2", "B fail - 3 Late"), ""),
        (("B wait bell 2 wait", "A read n 1 0", "!B expire bell 2", "B fail - 3 Late"), "A"),
    ],
)
def test_a_time_limit_that_is_over_while_a_thread_is_stopped_is_explained(said, still):
    found, _ = told("failed", events(*said))
    assert len(found.notes) == bool(still)
    assert all(re.search(rf"\bB\b.*\b{still}\b", note) for note in found.notes)
    given_up = next(step for step in found.steps if step.kind == "expire")
    assert (given_up.weight is Weight.ESSENTIAL) == bool(still)


def test_too_long_a_story_keeps_its_end_and_its_preemptions_and_says_what_it_left_out():
    said = events(*(f"A write n {line} {line}" for line in range(1, 20)), "!B write n 1 0", "A write n 30 30")
    found = shown("failed", said, room=6)
    assert len(found) <= 6
    assert found[-3:] == ["⇄", "write n 0", "write n 30"]
    assert any(one.startswith("… ") for one in found)
    left = sum(int(one.removeprefix("… ")) for one in found if one.startswith("… "))
    assert left + sum(one.startswith("write") for one in found) == 21


def test_a_wait_that_takes_too_long_is_a_step_of_its_own():
    said = events("A acquire pen 1", "B wait pen 2 acquire", "B expire pen 2", "A release pen 3", "A write n 4 1")
    given_up = ["acquire pen", "wait pen", "expire pen", "release pen", "write n 1"]
    assert shown("failed", said) == given_up


# -- loops --------------------------------------------------------------------------------------------


def steps(text):
    return [
        StoryStep(number, number, "A" if word.islower() else "B", "try", 1, word, Weight.ACTION)
        for number, word in enumerate(text)
    ]


def test_a_repetition_is_folded_into_its_loop():
    found = folded(steps("xabcabcabcy"))
    assert [one.words if isinstance(one, StoryStep) else (len(one.steps), one.times) for one in found] == [
        "x",
        (3, 3),
        "y",
    ]


def test_what_never_ends_is_shown_from_the_first_thread_on():
    before, loop = unending(steps("xBaBaBaBaB"), ["A", "B"])
    assert isinstance(before, StoryStep)
    assert isinstance(loop, Loop)
    assert ["".join(step.words for step in loop.steps), loop.times] == ["aB", 0]


def test_an_endless_poll_is_one_line_and_its_bracket():
    said = events(*["A read ready 7 False"] * 300)
    assert shown("endless", said, verdict=Verdict.BUSY_WAIT) == ["read ready False", "last"]


ROUND = (
    "A acquire lock 1",
    "A write n 2 {0}",
    "A notify bell 3 1 waiting",
    "V wake bell 5",
    "V wait bell 5 wait",
    "B acquire lock 3",
)


def starved(rounds, before=("V wait bell 5 wait", "B write n 9 0")):
    said = events(*before, *(step.format(number) for number in range(rounds) for step in ROUND))
    return said, told("endless", said, Verdict.STARVATION, starved=StarvedCall("V", Place(FILE, 5), [("A", 9)], 40, 5))


@pytest.mark.parametrize(("rounds", "found"), [(2, (0, 0)), (3, (2, 6)), (4, (2, 6)), (9, (2, 6))])
def test_what_was_run_again_and_again_is_seen_from_three_rounds_on_whatever_it_counts(rounds, found):
    assert period(starved(rounds)[0]) == found


def test_the_shortest_round_is_the_round():
    assert period(events(*["A try x 1", "B try x 1"] * 8)) == (0, 2)
    assert period(events("A try x 1", "B try x 1", "A try x 1")) == (0, 0)
    assert period([]) == (0, 0)


@pytest.mark.parametrize("room", [8, 10, 30])
def test_a_starvation_is_one_round_and_the_victim_is_in_it(room):
    _, (found, threads) = starved(4)
    laid, _ = rows(found, threads, room, 0)
    assert len(laid) <= room
    assert found.repetition[1] - found.repetition[0] == len(ROUND) - 1
    assert [row.bracket for row in laid if row.bracket][:: len([row for row in laid if row.bracket]) - 1] == [
        "first",
        "last",
    ]
    inside = [step for row in laid if row.bracket for step in row.steps]
    assert {"wake", "wait"} <= {step.kind for step in inside if step.thread == "V"}
    left = sum(row.left_out for row in laid if row.bracket)
    assert len(inside) + left == len(ROUND)
    assert laid[-1].times == 0


# -- words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind"), [("self.items.append(1); self.items.append(2)", "write"), ("self.items.append(1)", "read")]
)
def test_the_source_says_nothing_if_several_operations_can_be_meant_or_none(line, kind):
    assert Operations(line).find(1, kind, "items") is None


def test_source_that_is_not_python_says_nothing():
    assert Operations("def (").find(1, "write", "items") is None


@pytest.mark.parametrize("text", ["plain", "wide 你好你好", "e\u0301\u0301", "\x1b[0m\x07\u202e\u2028\ud800"])
def test_text_is_measured_and_cut_as_a_terminal_shows_it(text):
    for width in range(1, 12):
        assert cells(cut(text, width)) <= max(width, 1)
        assert all(cells(line) <= max(width, 2) for line in wrap(clean(text), width))
    assert clean(text).isprintable()


def test_an_excerpt_joins_what_is_near_and_leaves_out_what_is_far(tmp_path):
    file = tmp_path / "kata.py"
    file.write_text("".join(f"line{number}\n" for number in range(1, 31)), encoding="utf-8")
    found = ["".join(text for text, _ in line) for line in excerpt(SourceText(str(file)), {4: "A stopped", 20: ""}, 60)]
    assert found == [
        "  kata.py",
        "     3 │ line3",
        "  ▸  4 │ line4  ◂ A stopped",
        "     5 │ line5",
        "       ⋮",
        "    19 │ line19",
        "    20 │ line20",
    ]
