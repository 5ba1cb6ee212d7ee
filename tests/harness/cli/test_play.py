"""``kata play`` at a keyboard: a game won at par, one that cannot be won, undo, a narrow terminal, no colours."""

import json
import re

import pytest

from harness.playground.link import PlaygroundLink

PASSED, FAILED, USAGE, STOPPED = 0, 1, 2, 130
LEFT, UP, DOWN, ENTER, ESCAPE = "\x1b[D", "\x1b[A", "\x1b[B", "\r", "\x1b"
CTRL_D = "\x04"
NARROW = (40, 16)

PROGRAMS = """import threading


class Till:
    def __init__(self):
        self.total = 0
        self.lock = threading.Lock()

    def add(self):
        read = self.total
        self.total = read + 1

    def add_alone(self):
        with self.lock:
            self.add()


def run(work):
    threads = [threading.Thread(target=work, name=name) for name in ("ann", "bob")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def lost():
    till = Till()
    run(till.add)
    assert till.total == 2, f"the till has {till.total}"


def kept():
    till = Till()
    run(till.add_alone)
    assert till.total == 2, f"the till has {till.total}"


def crossed():
    one, other = threading.Lock(), threading.Lock()

    def first():
        with one, other:
            pass

    def second():
        with other, one:
            pass

    threads = [threading.Thread(target=first, name="ann"), threading.Thread(target=second, name="bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@pytest.fixture
def played(project, terminal):
    """Begins a game over one of the programs."""
    project.write("till.py", PROGRAMS)

    def start(function="lost", **words):
        one = terminal("play", f"till.py::{function}", **{"size": (80, 24), **words})
        one.shows(r"^── PLAY +till.py::" if words.get("size") != NARROW else "^PLAY")
        return one

    return start


def at_choice_of_both(one):
    """Wait for the first choice: the main thread has started both threads, and waits for them."""
    one.shows(r"^ *main +joins ann")


def test_a_game_is_won_at_par(played):
    one = played()
    one.shows(r"par 1$")
    at_choice_of_both(one)
    one.shows(r"^>1  ann +reads total 0 +line 10$")
    one.types("1")
    one.shows(r"^>1\* ann +writes total 1, then ends +line 11$")
    one.shows(r"^ 2  bob +reads total 0 +\+1 line 10$")
    one.types("2")
    one.shows(r"preemptions 1  par 1$")
    one.types("f")
    one.shows(r"^── WRONG  till.py::lost")
    one.shows(r"^till.py line 29: the till has 1|^the till has 1")
    one.shows(r"You broke it with 1 preemption: that is par\. No schedule with fewer fails")
    one.types("q")
    assert one.ends() == FAILED
    assert re.search(r"to go on from here:  kata play k1:till.py::lost:\S+", plain(one))


def plain(one):
    """All that was written below the second buffer, on one line."""
    return re.sub(r"\r?\n", "", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", one.said.rpartition("\x1b[?1049l")[2]))


def test_a_program_that_is_proved_cannot_be_broken(played):
    one = played("kept")
    one.shows(r"par \?$")
    one.types("h")
    one.shows("No failure is known|still being looked for")
    one.types("f")
    one.shows("^── PASS  till.py::kept")
    one.shows(r"^ You cannot win\. ")
    shown = " ".join("\n".join(one.screen).split())
    assert "Every possible order of these 3 threads was tried" in shown
    assert "As long as several threads ran in your schedule, a thread used total only while it held lock" in shown
    one.shows("cannot be broken$")
    one.types("q")
    assert one.ends() == PASSED


def test_moves_are_taken_back_and_made_again(played):
    one = played()
    at_choice_of_both(one)
    one.types("12")
    one.shows(r"preemptions 1")
    one.types("u")
    one.shows(r"preemptions 0")
    one.shows(r"^>1\* ann +writes total 1")
    one.types("r")
    one.shows(r"preemptions 1")
    one.types("s")
    one.shows(r"^>1  ann +reads total 0")
    one.types("u")
    one.shows("^ This is the beginning.$")
    one.types("rrr")
    one.shows(r"preemptions 1")
    one.types(LEFT)
    one.shows(r"preemptions 0")
    one.types("2f")
    one.shows("^── WRONG")
    one.types("u")  # to the last choice before the end
    one.shows("^── PLAY")


def test_the_mark_moves_and_enter_makes_its_move(played):
    one = played()
    at_choice_of_both(one)
    one.types(DOWN)
    one.shows(r"^>2  bob")
    one.types(DOWN)
    one.shows(r"^>1  ann")
    one.types(UP + ENTER)
    one.shows(r"^>2\* bob +writes total 1")
    one.types("7")
    one.shows(r"^ 7 cannot go on here\.$")


def test_each_hint_says_more(played):
    one = played()
    one.shows(r"par 1$")
    at_choice_of_both(one)
    one.types("h")
    one.shows(r"The shortest failure holds (ann|bob) back right after it reads total 0 \(till\.py\n line 10\)\.")
    held = "ann" if "holds ann" in "\n".join(one.screen) else "bob"
    one.types("h")
    one.shows(f"Now {held} goes on\\.")
    one.types("2" if held == "ann" else "1")
    one.types("h")
    one.shows("The shortest failure went another way 1 choice ago: u takes a move back.")


def test_a_deadlock_shows_who_holds_what(played, project):
    one = played("crossed")
    at_choice_of_both(one)
    one.shows(r"^>1  ann +acquires one")
    one.types("1")
    one.shows(r"^>1\* ann +acquires other")
    one.types("2")  # now each waits for the other's lock
    one.shows("^── DEADLOCK")
    one.types("m")
    one.shows("^any key: back to the game, where q quits$")
    one.types("x")
    one.shows("u undo")
    one.types("o")
    page = project.path / one.shows(r"^The page is (\S+\.html)\.")[1]
    text = page.read_text(encoding="utf-8")
    assert "deadlock" in text.lower()
    assert 'id="take-over"' in text, "it has the game, too"


def test_the_board_fits_a_narrow_terminal_without_colours(played):
    one = played(size=NARROW, NO_COLOR="1")
    one.shows(r"^>1  ann")
    assert all(len(line) < 40 for line in one.screen)
    one.shows("q quit")
    one.types("?")
    one.shows("You are the scheduler")
    one.types("?12f")
    one.shows("^── WRONG")
    assert all(len(line) <= 40 for line in one.screen)
    assert not re.search(r"\x1b\[[0-9;]*m", one.said)
    one.types(ESCAPE)
    assert one.ends() == FAILED


@pytest.mark.parametrize("shown", ["", "?"])
def test_ctrl_d_ends_the_game_as_q_does(played, shown):
    one = played()
    at_choice_of_both(one)
    one.types(shown)
    if shown:
        one.shows("^any key: back to the game, where q quits$")
    one.types(CTRL_D)
    assert one.ends() == PASSED
    assert "to go on from here:  kata play k1:till.py::lost:" in plain(one)


def test_a_terminal_of_another_size_is_drawn_anew(played):
    one = played()
    at_choice_of_both(one)
    one.resize(60, 20)
    one.shows(r"^── PLAY  till.py::lost ─+ preemptions 0  par 1$")
    assert max(map(len, one.screen)) == 59


def test_a_token_begins_a_game_at_its_step_and_replays(played, terminal, project):
    one = played()
    at_choice_of_both(one)
    one.types("12")
    one.shows(r"^>2\* bob +writes total 1, then ends +line 11$")  # the look-ahead is there
    one.shows(r"preemptions 1  par 1$")
    before = one.screen[1:4]
    one.types("q")
    assert one.ends() == PASSED
    token = re.search(r"kata play (k1:\S+?)(?=to go|the whole|as a|$)", plain(one))[1]
    again = terminal("play", token, size=(80, 24))
    again.shows(r"^── PLAY .*preemptions 1")
    again.shows(r"par 1$")
    again.shows(r"^>2\* bob +writes total 1, then ends +line 11$")
    assert again.screen[1:4] == before
    again.types("f")
    again.shows("^── WRONG")
    again.types("q")
    assert again.ends() == FAILED
    lost = re.search(r"kata replay (k1:\S+?)(?=as a|$)", plain(again))[1]
    assert project.kata("replay", lost).exit_code == FAILED


def test_a_link_to_the_playground_begins_a_game_at_its_step(terminal, project):
    project.write("till.py", PROGRAMS)
    token = json.loads(project.kata("explore", "till.py::lost", "--json").stdout)["results"][0]["replay"]
    one = terminal("play", PlaygroundLink("", PROGRAMS, token).url(), size=(80, 24))
    one.shows(r"^── PLAY  till.py::lost ─+ preemptions 1")
    one.types("f")
    one.shows("^── WRONG")
    one.types("q")
    assert one.ends() == FAILED


def test_a_failing_clause_of_a_kata_is_chosen(project, terminal):
    project.write("katas/tally.py", project.racy)
    one = terminal("play", "tally", size=(80, 24))
    one.shows(r"^── PLAY  tally · [a-z ]+ ─")
    one.shows(r"par 1$")
    one.types("q")
    assert one.ends() == PASSED


def test_control_c_leaves_the_terminal_as_it_was(played):
    one = played()
    mode = one.mode()
    one.types("\x03")
    assert one.ends() == STOPPED
    assert one.said.count("\x1b[?1049h") == one.said.count("\x1b[?1049l") == 1
    assert mode is not None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nosuch",), "nosuch"),
        (("till.py::nosuch",), "till.py has no function 'nosuch'"),
        (("till.py::lost", "clause"), "a function has no clauses"),
        (("tally", "test_nosuch"), "tally has no clause test_nosuch"),
        (("k1:garbled",), "is not a replay token"),
        (["repairs/gone.py"], "repairs/gone.py: no such file"),
    ],
)
def test_what_cannot_be_played_is_said_in_a_sentence(project, terminal, words, sentence):
    project.write("till.py", PROGRAMS)
    one = terminal("play", *words)
    assert one.ends() == USAGE
    assert sentence in " ".join(plain(one).split())
    assert "Traceback" not in one.said


def test_a_game_needs_a_terminal(project):
    project.write("till.py", PROGRAMS)
    done = project.kata("play", "till.py::lost")
    assert done.exit_code == USAGE
    assert "kata play needs a terminal" in done.stderr


def test_a_program_that_cannot_be_loaded_is_reported(project, terminal):
    project.write("broken.py", "def lost():\n    pass\n\nimport nosuchmodule\n")
    one = terminal("play", "broken.py::lost")
    assert one.ends() == FAILED
    assert "nosuchmodule" in one.said
    assert "Traceback" not in one.said
