"""Which steps of an execution a report tells, and in which words."""

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.report.story.events import period
from harness.report.story.interleaving import rows
from harness.report.story.loops import Loop, folded, unending
from harness.report.story.steps import StoryStep, Weight, story
from harness.report.story.words import in_words
from harness.report.terminal.columns import switch_words
from harness.report.terminal.evidence import evidence
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


def shown(ending, said, room=20, **more):
    found, threads = told(ending, said, **more)
    return [
        "⇄"
        if row.switch
        else f"… {row.left_out}"
        if row.left_out
        else row.bracket
        if not row.steps
        else row.steps[0].words
        for row in rows(found, threads, room, 0)
    ]


def test_what_nobody_changes_is_not_told():
    said = events("A read size 1 3", "A read count 1 0", "!B read count 1 0", "B write count 2 1", "A write count 2 1")
    assert shown("failed", said) == ["reads count 0", "⇄", "reads count 0", "writes count 1", "writes count 1"]


def test_a_read_and_its_write_are_one_step_unless_somebody_came_between():
    together = events("A read count 1 0", "A write count 1 1", "B read count 1 1", "B write count 1 2")
    assert shown("failed", together) == ["count 0 → 1", "count 1 → 2"]


def test_a_lock_given_back_before_anybody_else_ran_is_a_detail():
    said = events("A acquire lock 1", "A write n 2 1", "A release lock 1", "B acquire lock 1", "B write n 2 2")
    assert shown("failed", said) == ["takes lock", "writes n 1", "takes lock", "writes n 2"]
    assert shown("failed", said, room=3) == ["writes n 1", "takes lock", "writes n 2"]


def test_the_story_ends_where_the_exception_was_raised():
    said = events("A write n 1 1", "A write n 2 2", "A release lock 3", "B write n 9 9", "A fail - 0 KeyError")
    failure = ThreadException("A", "KeyError", "", Place(FILE, 2, "f"))
    assert shown("failed", said, failure=failure) == ["writes n 1", "writes n 2", "raises KeyError"]


def test_who_waits_in_the_end_is_told_though_it_cost_no_step():
    said = events("A acquire one 1", "!B acquire two 2", "B wait one 3 acquire")
    waiting = [
        BlockedThread("A", "acquire", "two", Place(FILE, 4), ["B"]),
        BlockedThread("B", "acquire", "one", Place(FILE, 3), ["A"]),
    ]
    assert shown("blocked", said, waiting=waiting, verdict=Verdict.DEADLOCK) == [
        "takes one", "⇄", "takes two", "waits for one ■", "waits for two ■",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("between", "words"),
    [
        ((), "wakes up, unprompted"),
        (("B notify bell 9 1 waiting",), "wakes up (bell)"),
        (("B notify other 9 1 waiting",), "wakes up, unprompted"),
    ],
)
def test_a_wake_up_that_nobody_gave_is_called_so(between, words):
    said = events("A wait bell 1 wait", *between, "A wake bell 1", "A write n 2 1")
    found, _ = told("failed", said)
    assert words in [step.words for step in found.steps]
    assert bool(found.notes) == ("unprompted" in words)


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
    note = [f"B gave up while {still} stood still: a thread may be stopped for however long"]
    assert found.notes == (note if still else [])
    given_up = next(step for step in found.steps if step.words == "gives up on bell: time is up")
    assert (given_up.weight is Weight.ESSENTIAL) == bool(still)


def test_a_permit_that_was_waited_for_is_got():
    found, _ = told("failed", events("A wait permits 1 acquire", "B release permits 2", "A wake permits 1"))
    assert found.steps[-1].words == "gets permits"


def test_too_long_a_story_keeps_its_end_and_its_preemptions_and_says_what_it_left_out():
    said = events(*(f"A write n {line} {line}" for line in range(1, 20)), "!B write n 1 0", "A write n 30 30")
    found = shown("failed", said, room=6)
    assert len(found) <= 6
    assert found[-3:] == ["⇄", "writes n 0", "writes n 30"]
    assert any(one.startswith("… ") for one in found)
    left = sum(int(one.removeprefix("… ")) for one in found if one.startswith("… "))
    assert left + sum(one.startswith("writes") for one in found) == 21


def test_a_wait_that_takes_too_long_is_a_step_of_its_own():
    said = events("A acquire pen 1", "B wait pen 2 acquire", "B expire pen 2", "A release pen 3", "A write n 4 1")
    given_up = ["takes pen", "waits for pen ■", "gives up on pen: time is up", "releases pen", "writes n 1"]
    assert shown("failed", said) == given_up


@pytest.mark.parametrize(
    ("source", "value", "words"),
    [
        ("pen.acquire(blocking=False)", " free", "tries pen: yes"),
        ("pen.acquire(blocking=False)", " in vain", "tries pen: no"),
        ("pen.acquire(blocking=False)", "", "tries pen"),
        ("if pen.locked():", " in vain", "looks: pen is taken"),
        ("if pen.locked():", " free", "looks: pen is free"),
    ],
)
def test_it_is_said_what_a_try_came_to(tmp_path, source, value, words):
    file = tmp_path / "kata.py"
    file.write_text(source, encoding="utf-8")
    (event,) = events(f"A try pen 1{value}")
    assert in_words(event, SourceText(str(file))) == words


def test_a_lock_taken_twice_is_taken_before_it_is_waited_for(tmp_path):
    file = tmp_path / "twice.py"
    file.write_text(
        "from threading import Lock\nlock = Lock()\n\ndef main():\n    lock.acquire()\n    lock.acquire()\n",
        encoding="utf-8",
    )
    result = run(Function(str(file), "main"), Budget(10))
    steps = story(result, result.trace, SourceText(str(file))).steps
    assert [(step.line, step.words) for step in steps if step.weight] == [(5, "takes lock"), (6, "waits for lock ■")]


def test_a_wake_up_for_nothing_that_costs_a_preemption_is_no_switch_to_another_thread():
    found, threads = told("failed", events("A wait bell 1 wait", "!A wake bell 1", "A write n 2 1", "B write n 3 2"))
    laid = rows(found, threads, 20, 0)
    assert [bool(row.switch) for row in laid] == [False, True, False, False, False]
    assert switch_words(*laid[1].switch, SourceText(FILE)) == "preemption 1 of 1: A goes on unprompted, before others"


# -- the evidence -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "waiting", "line"),
    [
        (["A release gate 1", "B acquire gate 2"], "acquire", "gate: last released by A at step 1; B got it at step 2"),
        (["B acquire gate 2", "A release gate 1"], "acquire", "gate: last released by A at step 2"),
        (["B acquire gate 2"], "acquire", "gate: nobody ever released it"),
        (["B acquire gate 2"], "wait", "gate: nobody ever called notify()"),
        (["B read gate 2"], "wait", None),  # an event, or a barrier
        (["B acquire gate 2", "A notify gate 1 0 waiting"], "wait", None),
        (["B write gate 2 <Semaphore>", "A release gate 1"], "acquire", None),  # another one of that name
    ],
)
def test_what_became_of_the_signal_is_read_off_the_steps(said, waiting, line):
    one = BlockedThread("C", waiting, "gate", Place(FILE, 9))
    trace = Trace("blocked", ["A", "B", "C"], 9, [], events(*said), waiting=[one])
    assert evidence(Result(Verdict.STUCK, "", file=FILE, trace=trace)) == ([line] if line else [])


def test_the_record_of_a_long_execution_says_nothing_of_its_beginning():
    later = events("B acquire gate 2")
    later[0].step = 4_000
    trace = Trace("blocked", ["B", "C"], 9, [], later, waiting=[BlockedThread("C", "acquire", "gate", Place(FILE, 9))])
    assert evidence(Result(Verdict.STUCK, "", file=FILE, trace=trace)) == []


def test_a_race_is_told_up_to_its_second_access():
    said = events("A write n 1 1", "A write n 2 2", "B read n 3 2", "B write n 3 3", "A write n 4 4")
    trace = Trace("done", ["A", "B"], 5, [], said)
    found = story(Result(Verdict.RACE, "", file=FILE, steps=(2, 3), trace=trace), trace, SourceText(FILE))
    assert [step.number for step in found.steps] == [1, 2, 3]
    assert [step.number for step in found.steps if step.weight is Weight.ESSENTIAL] == [2, 3]


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
    assert shown("endless", said, verdict=Verdict.BUSY_WAIT) == ["reads ready False", "last"]


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
    laid = rows(found, threads, room, 0)
    assert len(laid) <= room
    assert found.round[1] - found.round[0] == len(ROUND) - 1
    assert [row.bracket for row in laid if row.bracket][:: len([row for row in laid if row.bracket]) - 1] == [
        "first",
        "last",
    ]
    inside = [step for row in laid if row.bracket for step in row.steps]
    assert {"wakes up (bell)", "waits for bell ■"} <= {step.words for step in inside if step.thread == "V"}
    left = sum(row.left_out for row in laid if row.bracket)
    assert len(inside) + left == len(ROUND)
    assert laid[-1].times == 0


# -- words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "kind", "name", "words"),
    [
        ("item = self.items.popleft()", "write", "items", "items.popleft()"),
        ("self.items.append(self.waiting.pop())", "write", "waiting", "waiting.pop()"),
        ("self.ring[self.tail] = item", "write", "ring", "ring[tail] = item"),
        ("self.counts[key] += 1", "write", "counts", "changes counts[key]"),
        ("del self.seats[0]", "write", "seats", "deletes seats[0]"),
        ("while len(self.items) == 3: pass", "read", "items", "looks at len(items)"),
        ("return self.forks[0]", "read", "forks", "looks at forks[0]"),
        ("self.items.append(1); self.items.append(2)", "write", "items", None),
        ("self.items.append(1)", "read", "items", None),
        ("self.__items.append(1)", "write", "items", "__items.append(1)"),
    ],
)
def test_the_source_says_how_a_container_changed(line, kind, name, words):
    assert Operations(line).find(1, kind, name) == words


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
        "  ▸ 20 │ line20",
    ]
