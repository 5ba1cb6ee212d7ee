"""The list of ``kata watch``, the way back, the editor and the explanation of the keys, at a keyboard."""

import re
import signal

import pytest

from harness.course.content.syllabus import FILE as COURSE

QUIT, STOPPED = 0, 130
KEYS = r"h hint  m more (?:.|\n)*?q quit\n"
CTRL_N, CTRL_P = "\x0e", "\x10"
UP, DOWN, ENTER, ESCAPE, BACKSPACE = "\x1b[A", "\x1b[B", "\r", "\x1b", "\x7f"
LIST_KEYS = "↑ ↓ move  Enter open  letters filter  Esc back  ? keys"

ORDER = """
[tally]
concept = "lost update"
needs = []
difficulty = "easy"
minutes = 10

[bell]
concept = "ringing"
needs = ["tally"]
difficulty = "hard"
minutes = 45

[chime]
concept = "ringing together"
needs = ["bell"]
difficulty = "medium"
minutes = 20
"""

STUB = '"""A {0}."""\n\n\nclass Bell:\n    def ring(self):\n        raise NotImplementedError\n'


@pytest.fixture
def course(project):
    """Three katas, of which nobody has begun one."""
    project.add_bell()
    project.write("katas/bell.py", STUB.format("bell"))
    project.write("katas/chime.py", STUB.format("chime"))
    contract = (project.path / "tests/katas/test_bell.py").read_text(encoding="utf-8")
    project.write("tests/katas/test_chime.py", contract.replace('"bell"', '"chime"'))
    project.write(COURSE, ORDER)
    return project


@pytest.fixture
def session(course, terminal):
    """A session in which the list is open."""

    def start(**words):
        one = terminal("watch", "tally", **words)
        one.waits_for(KEYS)
        one.types("l")
        one.shows("^The course: 0 of 3 passed$")
        return one

    return start


def rows(one):
    """The names of the katas on the screen, and the one that is chosen."""
    lines = [line for line in one.screen if re.match(r"(> |  )(tally|bell|chime)\b", line)]
    return [line[2:].split()[0] for line in lines], [line[2:].split()[0] for line in lines if line.startswith("> ")]


# -- the list ----------------------------------------------------------------------------------------------


def test_the_list_shows_what_one_chooses_by(session):
    one = session()
    one.shows(r"^> tally  lost update       easy    10 min  not begun$")
    assert [line for line in one.screen if line] == [
        "The course: 0 of 3 passed",
        "  kata   concept           level   time    state      best result",
        "> tally  lost update       easy    10 min  not begun",
        "  bell   ringing           hard    45 min  not begun",
        "  chime  ringing together  medium  20 min  not begun",
        "tally (lost update): easy, about 10 minutes.",
        LIST_KEYS,
    ]
    one.types(DOWN)
    one.shows(r"^bell \(ringing\): hard, about 45 minutes. It builds on tally, which you have not\npassed yet\.$")


def test_arrows_and_control_keys_move_and_enter_opens(session):
    one = session()
    for keys, chosen in (
        (CTRL_N, "bell"),
        (DOWN, "chime"),
        (DOWN, "chime"),
        (CTRL_P, "bell"),
        (UP, "tally"),
        (UP, "tally"),
    ):
        one.types(keys)
        one.shows(rf"^> {chosen} ")
        assert rows(one) == (["tally", "bell", "chime"], [chosen])
    one.types(DOWN + ENTER)
    one.waits_for(r"bell: ringing\n\nkatas/bell.py tells")
    one.waits_for(KEYS)
    one.types("b")  # back to where one came from
    one.waits_for(r"tally: lost update\n\nkatas/tally.py tells")
    one.waits_for(KEYS)
    one.types("b")
    one.waits_for(r"tally is the first kata of the course; l lists all of them\n")
    one.types("q")
    assert one.ends() == QUIT


def test_letters_filter_as_they_are_typed(session):
    one = session()
    one.types("r")
    one.shows("^2 of 3 katas match: r_$")
    assert rows(one) == (["bell", "chime"], ["bell"])
    one.types("inging j")
    one.shows("^0 of 3 katas match: ringing j_$")
    one.shows("^No kata has these letters in its line; Esc shows all again.$")
    one.types(ENTER + BACKSPACE + "med")
    one.shows("^1 of 3 katas match: ringing med_$")
    assert rows(one) == (["chime"], ["chime"])
    one.types(ESCAPE)
    one.shows("^The course: 0 of 3 passed$")
    assert rows(one) == (["tally", "bell", "chime"], ["chime"])
    for word in ("join", "keep", "queue"):  # letters that move or leave in other programs
        one.types(word)
        one.shows(f"^0 of 3 katas match: {word}_$")
        one.types(ESCAPE)
        one.shows("^The course: 0 of 3 passed$")
    one.types("easy" + ENTER)  # the kata that is open already
    one.shows(r"^katas/tally.py$")
    one.types("q")
    assert one.ends() == QUIT


def test_leaving_the_list_shows_the_screen_below_it(session):
    one = session()
    for _ in range(2):
        one.types(ESCAPE)
        one.shows(r"^h hint  m more ")
        assert not any("Enter open" in line for line in one.screen)
        one.types("l")
        one.shows("Enter open")
    one.types("\x04")
    assert one.ends() == QUIT
    assert "Your work is saved." in "\n".join(one.screen)


def test_the_keys_of_the_list_are_explained(session):
    one = session()
    one.types("?")
    one.shows("^up, down  move by one kata, and so do Ctrl-P and Ctrl-N")
    one.types("x")
    one.shows("^> tally")


def test_a_result_is_in_the_list_and_its_report_waits_below(course, terminal):
    course.write("katas/tally.py", course.racy)
    one = terminal("watch", "tally")
    one.waits_for("judging tally")
    one.types("l")
    one.shows(r"^> tally .* begun      0 of 2 clauses|^> tally .* begun      1 of 2 clauses")
    one.shows(r"^tally \(lost update\): easy, about 10 minutes. The last verdict was wrong.")
    one.types(ESCAPE)
    one.waits_for("WRONG  tally")
    one.waits_for(KEYS)
    one.types("l")
    one.shows("Enter open")
    course.write("katas/tally.py", course.right)  # to save is to be done with choosing
    one.waits_for("✓ tally")
    one.waits_for(KEYS)
    assert not any("Enter open" in line for line in one.screen)


# -- terminals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(40, 24), (40, 8), (60, 12), (132, 50)])
def test_the_list_fits_the_terminal(session, size):
    one = session(size=size)
    one.shows("back  [?] keys|^Esc back")
    assert rows(one)[1] == ["tally"]
    if size[1] > 8:
        assert rows(one)[0] == ["tally", "bell", "chime"]
    assert one.screen[0] == "The course: 0 of 3 passed"
    assert all(len(line) < size[0] for line in one.screen)


def test_the_list_follows_the_size_of_the_terminal(session):
    one = session()
    one.resize(40, 16)
    one.shows(r"^> tally  easy    10 min  not begun$")
    one.shows("^Esc back  ? keys$".replace("?", r"\?"))
    one.resize(100, 30)
    one.shows(r"^> tally  lost update       easy    10 min  not begun$")


def test_without_colours_the_list_has_none(session):
    one = session(NO_COLOR="1")
    one.types(DOWN)
    one.shows("^> bell")
    one.types("?")
    one.shows("^up, down")
    one.types(ESCAPE)
    one.shows("^> bell")
    one.types(ESCAPE + ESCAPE)
    one.shows("^h hint  m more")
    one.types("q")
    assert one.ends() == QUIT
    assert not re.findall(r"\x1b\[[0-9;]*m", one.said)


def test_with_colours_the_chosen_kata_is_inverse(session):
    assert "\x1b[7m> tally" in session().said


def test_a_dumb_terminal_gets_the_list_as_text(course, terminal):
    one = terminal("watch", "tally", TERM="dumb")
    one.waits_for(KEYS)
    one.types("l")
    one.waits_for(r"tally  lost update       easy    10 min  not begun\n(.|\n)*kata watch NAME opens one of them\n")
    one.waits_for(KEYS)
    assert "\x1b" not in one.said


@pytest.mark.parametrize("way", ["Ctrl-C", "SIGTERM", "Ctrl-D", "hang-up"])
def test_however_it_ends_the_terminal_is_as_it_was(course, terminal, way):
    one = terminal("watch", "tally")
    before = one.mode()
    one.waits_for(KEYS)
    one.types("l")
    one.shows("Enter open")
    if way == "SIGTERM":
        one.signal(signal.SIGTERM)
    elif way == "hang-up":
        one.signal(signal.SIGHUP)
    else:
        one.types("\x03" if way == "Ctrl-C" else "\x04")
    code = one.ends()
    assert code == {"Ctrl-C": STOPPED, "Ctrl-D": QUIT, "SIGTERM": 143, "hang-up": 129}[way]
    assert one.mode() == before
    assert one.said.rfind("\x1b[?25h\x1b[?1049l") > one.said.rfind("\x1b[?1049h\x1b[?25l")
    assert "Traceback" not in one.said


def test_ctrl_z_leaves_the_terminal_to_the_shell_and_the_list_comes_back(course, terminal):
    one = terminal("watch", "tally")
    one.waits_for(KEYS)
    mode = one.mode()
    one.types("l")
    one.shows("Enter open")
    said = len(one.said)
    one.types("\x1a")  # here is no shell, so the system lets the process continue at once
    # a key that is typed before the process has handled the signal may be read before
    one.writes(r"\x1b\[\?1049l(.|\n)*\x1b\[\?1049h", said)
    one.types(DOWN)
    one.shows("^> bell")
    assert one.mode() == mode
    one.types("\x04")
    assert one.ends() == QUIT


def test_a_long_list_says_how_many_are_above_and_below(course, terminal):
    for number in range(30):
        course.write(f"tests/katas/test_zz{number:02}.py", "def test_it(): ...\n")
    one = terminal("watch", "tally", size=(80, 24))
    one.waits_for(KEYS)
    one.types("l")
    one.shows(r"^The course: 0 of 33 passed \(more: 15 below\)$")
    one.types("\x1b[F")
    one.shows(r"^The course: 0 of 33 passed \(more: 15 above\)$")
    one.types("\x1b[5~")
    one.shows(r"^> zz11")


# -- back, the editor, the keys ----------------------------------------------------------------------------


def test_back_opens_the_kata_before_it_in_the_course(course, terminal):
    one = terminal("watch", "chime")
    one.waits_for(KEYS)
    for name in ("bell", "tally"):
        one.types("b")
        one.waits_for(rf"\n?{name}: .*\n\nkatas/{name}.py tells")
        one.waits_for(KEYS)


def editor(course, text):
    """A program that is called as an editor, and notes its arguments."""
    file = course.write("bin/vi", f'#!/bin/sh\necho "$@" > "{course.path}/called"\n{text}\n')
    file.chmod(0o755)
    return str(file)


def test_e_opens_the_file_in_an_editor_on_this_terminal_at_the_line_of_the_failure(course, terminal):
    course.write("katas/tally.py", course.racy)
    vi = editor(course, "echo ready; read line; echo I read $line; exit 3")
    one = terminal("watch", "tally", VISUAL=f"{vi} -R", EDITOR="never")
    line = one.waits_for(r"\nkatas/tally.py:(\d+)\n")[1]
    one.waits_for(KEYS)
    one.types("e")
    one.waits_for("ready\n")
    one.types("a whole line\n")
    one.waits_for("I read a whole line\n")
    one.waits_for(r"vi\s+ended\s+with\s+exit\s+code\s+3\n")
    assert (course.path / "called").read_text().split() == ["-R", f"+{line}", "katas/tally.py"]
    one.waits_for(KEYS)
    one.types("n")  # keys come one by one again
    one.waits_for("tally is not passed yet")


def test_ctrl_c_in_the_editor_is_the_editors(course, terminal):
    vi = editor(course, "trap 'echo caught; exit 0' INT; echo ready; while :; do sleep 0.1; done")
    one = terminal("watch", "tally", EDITOR=vi)
    one.waits_for(KEYS)
    one.types("e")
    one.waits_for("ready\n")
    one.types("\x03")
    one.waits_for("caught\n")
    one.waits_for(KEYS)
    one.types("q")
    assert one.ends() == QUIT


def test_what_is_saved_in_the_editor_is_judged(course, terminal):
    right = course.write("right.py", course.right)
    one = terminal("watch", "tally", EDITOR=editor(course, f'cp "{right}" "{course.path}/katas/tally.py"'))
    one.waits_for(KEYS)
    one.types("e")
    one.waits_for("✓ tally")


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "no editor is set: set VISUAL or EDITOR, for example to vim, nano or code"),
        ({"VISUAL": "no-such-editor -x"}, "VISUAL is 'no-such-editor -x', and there is no such program"),
    ],
)
def test_without_an_editor_there_is_a_sentence(course, terminal, variables, sentence):
    one = terminal("watch", "tally", **{"VISUAL": "", "EDITOR": "", **variables})
    one.waits_for(KEYS)
    one.types("e")
    one.waits_for(re.escape(sentence))
    one.waits_for(r"katas/tally.py")


def test_the_keys_are_explained(course, terminal):
    one = terminal("watch", "tally")
    keys = re.findall(r"(\S) [a-z]+", one.waits_for(KEYS)[0])
    one.types("?")
    for key in keys:
        one.waits_for(rf"\n{re.escape(key)} +[a-z]")
    one.waits_for(KEYS)
