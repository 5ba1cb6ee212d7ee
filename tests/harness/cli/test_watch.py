"""``kata watch`` at a keyboard: what is seen after each save and each key, and how the terminal is left."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from harness.course.content.syllabus import FILE as COURSE

ROOT = Path(__file__).resolve().parents[3]
QUIT, STOPPED, USAGE = 0, 130, 2
KEYS = "h hint  m more  e edit  p play  o page  n next  b back  l list  \\? keys  q quit\n"

ORDER = """
[tally]
concept = "lost update"
needs = []

[bell]
concept = "ringing"
needs = ["tally"]
"""

HINTS = """
[wrong]
place = "Where is the number read, and where is it written?"
idea = "Reading and writing belong together."
reading = ""
"""

BELL_STUB = '''
"""A bell."""


class Bell:
    def ring(self):
        raise NotImplementedError
'''


@pytest.fixture
def course(project):
    """Two katas, of which nobody has begun one."""
    project.add_bell()
    project.write("katas/bell.py", BELL_STUB)
    project.write(COURSE, ORDER)
    project.write("harness/course/hints/tally.toml", HINTS)
    return project


def renamed(file, text):
    """As vim and most others: another file takes the place of the first."""
    fresh = file.with_name(f".{file.name}.swp~")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)


def made_anew(file, text):
    """As some do with a backup file: the old one is moved away, and written under its name."""
    file.replace(file.with_name(f"{file.name}~"))
    file.write_text(text, encoding="utf-8")


def in_place(file, text):
    with file.open("r+", encoding="utf-8") as opened:
        opened.truncate()
        for line in text.splitlines(keepends=True):
            opened.write(line)
            opened.flush()


# -- a session -------------------------------------------------------------------------------------------


def test_a_session_from_the_first_save_to_the_next_day(course, terminal):
    file, page, opened = (course.path / name for name in ("katas/tally.py", ".kata/reports/tally.html", "fifo"))
    os.mkfifo(opened)  # whoever reads it waits until the browser has been told
    browser = course.write("browser", f"#!/bin/sh\necho $1 > {opened}\n")
    browser.chmod(0o755)
    one = terminal(BROWSER=f"{browser} %s &")
    assert one.waits_for(r"tally: (.+)\n")[1] == "lost update"
    one.waits_for("tests/katas/test_tally.py")
    one.waits_for(r"tally: not judged yet\n\[>-+\]  0 of 2 passed\nkatas/tally.py\n" + KEYS)

    one.types("h")
    one.waits_for("\nthere is no failure to give a hint for yet: write in katas/tally.py and save\n")
    in_place(file, course.racy.lstrip())
    one.waits_for("WRONG  tally  test_two_threads_make_two_marks")
    one.waits_for(r"tally: wrong in test_two_threads_make_two_marks\n\[>-+\]  0 of 2 passed\n")
    one.waits_for(r"katas/tally.py:\d+\n" + KEYS)
    one.types("h")
    one.waits_for(r"where to look\n  The file makes no Lock, so nothing (.|\n)*\n\npress h again for more\n")
    for _ in range(2):  # there are two levels
        one.types("h")
        one.waits_for(
            r"an idea\n  Reading and writing belong together.\n\nthis was the last hint; kata explain wrong explains"
        )
    one.types("r")
    one.waits_for(r"the same schedule again:\n\n.*WRONG  tally(.|\n)*tally: wrong in")
    one.types("o")
    one.waits_for("the schedules around this failure are being recorded for its page")
    one.waits_for(r"\n\.kata/reports/tally.html\n")
    assert "Reading and writing belong together." in page.read_text(encoding="utf-8")
    assert 'id="take-over"' in page.read_text(encoding="utf-8")
    assert opened.read_text(encoding="utf-8").strip() == page.resolve().as_uri()
    one.types("n")
    one.waits_for("tally is not passed yet")

    renamed(file, course.right.lstrip())
    one.waits_for(r"✓ tally  2 clauses hold: 2 of them in every possible order of the threads; ")
    one.waits_for("The reference has the same outline: 11 lines with Lock")
    one.waits_for(r"tally: passed, and proved\n\[#+>-+\]  1 of 2 passed\nkatas/tally.py\n" + KEYS)
    one.types("r")
    one.waits_for("\nit passes: there is no failure to replay\n")
    one.types("x")  # no key of ours: nothing is said, and it does not advance by itself
    one.types("n")
    assert one.waits_for(r"(.+)\n\nkatas/")[1] == "bell: ringing"
    one.waits_for(KEYS)
    one.types("q")
    one.waits_for("Your work is saved. To continue: kata opens the next kata")
    assert one.ends() == QUIT

    again = terminal()
    assert again.waits_for(r"(.+)\n\nkatas/")[1] == "bell: ringing"
    again.waits_for("1 of 2 passed")
    again.waits_for(KEYS)
    made_anew(course.path / "katas/bell.py", 'class Bell:\n    def ring(self):\n        return "ding"\n')
    again.waits_for(r"bell: passed, and proved\n\[#+\]  2 of 2 passed\n")
    again.waits_for(KEYS)
    again.types("n")
    again.waits_for("all 2 katas are passed")
    again.types("q")
    assert again.ends() == QUIT


def test_what_was_begun_is_judged_at_once_and_24_lines_have_room_for_what_decides(course, terminal):
    course.write("katas/tally.py", course.racy)
    one = terminal("watch", "tally", size=(80, 24))
    one.waits_for(KEYS)
    shown = one.screen
    assert len(shown) == 24
    keys = shown.index(KEYS.strip().replace("\\", ""))
    assert shown[keys - 3] == "tally: wrong in test_two_threads_make_two_marks"
    assert re.fullmatch(r"\[>-+\]  0 of 2 passed", shown[keys - 2])
    assert shown[keys - 1] == "katas/tally.py:6"
    assert shown[0].startswith("── WRONG  tally"), "the report has scrolled off the top"
    assert not any("kata replay k1:tally/" in line for line in shown)
    one.types("m")
    one.waits_for("kata replay k1:tally/")
    course.write("katas/bell.py", BELL_STUB + "\n# later\n")
    one.waits_for("katas/bell.py has changed, but this session is for tally: kata watch bell")
    one.types("\x1b[A\x1bOPn")  # an arrow and a function key are no letters
    one.waits_for("tally is not passed yet")
    one.types("q")
    one.waits_for("Your work is saved")
    assert one.ends() == QUIT


def test_what_one_thread_alone_gets_wrong_is_no_matter_of_order(course, terminal):
    course.write("katas/tally.py", course.right.replace("+= 1", "+= 2"))
    one = terminal("watch", "tally")
    one.waits_for(r"WRONG  tally  test_one_mark_is_counted(.|\n)*one thread alone is enough\n")
    one.waits_for(KEYS)
    one.types("h")
    one.waits_for(r"One thread alone fails here, so this is not about the order of threads:")
    one.types("q")
    assert one.ends() == QUIT


def test_on_a_narrow_terminal_lines_are_broken_between_words(course, terminal):
    course.write("katas/tally.py", course.racy)
    one = terminal("watch", "tally", size=(40, 60))
    one.waits_for(r"\ntally: wrong in test_two_threads_make_…\n")
    one.waits_for(r"\nh hint  m more  e edit  p play  o page\nn next  b back  l list  \? keys  q quit\n")
    one.types("h")
    one.waits_for("press h again for more\n")
    one.types("q")
    assert one.ends() == QUIT
    for line in ("  The file makes no Lock, so nothing", "Your work is saved. To continue: kata"):
        assert line in one.screen
    assert not any("One thread alone" in line for line in one.screen)  # it took two


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_without_colours_there_are_none_and_a_dumb_terminal_gets_text_alone(course, terminal, plain):
    course.write("katas/tally.py", course.racy)
    one = terminal("watch", **plain)
    one.waits_for(KEYS)
    one.types("q")
    assert one.ends() == QUIT
    escapes = set(re.findall(r"\x1b\[[0-9;]*([A-Za-z])|\x1b(\])", one.said))
    assert escapes <= ({("H", ""), ("J", ""), ("K", "")} if "NO_COLOR" in plain else set())


# -- how it ends -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["Ctrl-C", "SIGTERM", "Ctrl-D"])
def test_however_it_ends_the_terminal_is_as_it_was(course, terminal, way):
    one = terminal()
    before = one.mode()
    one.waits_for(KEYS)
    assert one.mode() != before, "keys come one by one"
    if way == "SIGTERM":
        one.signal(signal.SIGTERM)
    else:
        one.types("\x03" if way == "Ctrl-C" else "\x04")
    code = one.ends()
    assert one.mode() == before
    assert code == {"Ctrl-C": STOPPED, "SIGTERM": 128 + signal.SIGTERM, "Ctrl-D": QUIT}[way]
    assert ("kata watch tally" in one.said) == (way != "SIGTERM")
    assert "Traceback" not in one.said


def test_after_a_pause_of_ctrl_z_keys_come_one_by_one_again(course, terminal):
    one = terminal()
    before = one.mode()
    one.waits_for(KEYS)
    one.set_mode(before)  # as a shell does, which takes the terminal back meanwhile
    one.signal(signal.SIGCONT)
    one.types("n")
    one.waits_for("tally is not passed yet")
    one.waits_for(KEYS)
    one.types("q")
    assert one.ends() == QUIT
    assert one.mode() == before


# -- without a terminal ----------------------------------------------------------------------------------


def piped(folder, *words):
    code = "from harness.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=60,
        check=False,
    )


def test_on_a_pipe_kata_says_what_is_next_and_asks_nothing(course):
    done = piped(course.path)
    assert (done.returncode, done.stderr) == (QUIT, "")
    first, *_, last = done.stdout.splitlines()
    assert first == "tally: lost update"
    assert last == "on a terminal, kata watches the next kata; kata -h lists the commands"


def test_on_a_pipe_there_is_no_watching(course):
    done = course.kata("watch")
    assert (done.exit_code, done.stdout) == (USAGE, "")
    assert done.stderr.startswith("kata: kata watch needs a terminal")


def test_a_kata_that_is_not_there_is_not_watched(course, terminal):
    one = terminal("watch", "taly")
    one.waits_for(r"kata: there is no kata 'taly'; did you mean 'tally'\?")
    assert one.ends() == USAGE


# -- one screen ------------------------------------------------------------------------------------------


def lines_of(one, start):
    """The lines of the screen that begin with a text."""
    return [line for line in one.screen if line.startswith(start)]


def test_the_answer_to_a_key_takes_the_place_of_the_one_before(course, terminal):
    course.write("katas/tally.py", course.racy)
    one = terminal("watch", "tally", size=(80, 24))
    one.waits_for(KEYS)
    report = one.screen
    answers = {"h": "^where to look$", "H": "^an idea$", "?": "^saving ", "n": "^tally is not passed yet"}
    for key, said in answers.items():
        one.types(key)
        one.shows(said)
        one.shows("^h hint  m more ")
        assert one.screen[0].startswith("── WRONG  tally"), "the headline has scrolled off the top"
        for start in ("tally: wrong in", "[>-", "h hint"):
            assert len(lines_of(one, start)) == 1, start
    assert not lines_of(one, "an idea")
    one.types("\r")  # the report alone again
    one.shows(r"^  step  main(.|\n)*^h hint  m more ")
    assert one.screen == report
    one.types("r")
    one.shows("^the same schedule again:$")
    one.shows("^h hint  m more ")
    assert len(lines_of(one, "tally: wrong in")) == 1


def test_the_whole_report_is_a_text_to_move_in_with_its_headline_at_the_top(course, terminal):
    course.write("katas/tally.py", course.racy)
    one = terminal("watch", "tally", size=(80, 16))
    one.waits_for(KEYS)
    below = one.screen
    one.types("m")
    one.shows("^[0-9]+ more lines: space or down  Esc back$")
    assert one.screen[0].startswith("── WRONG  tally")
    assert not any("kata replay k1:tally/" in line for line in one.screen)
    one.types(" ")
    one.shows("^  replay  kata replay k1:tally/")
    one.shows("^the end: up moves back  Esc back$")
    assert one.screen[0].startswith("── WRONG  tally")
    one.types("\x1b[A\x1b[A")
    one.shows("^2 more lines: space or down  Esc back$")
    one.types("\x1b")
    one.shows("^h hint  m more ")
    assert one.screen == below


def test_a_pass_fits_the_screen_and_its_clauses_are_under_a_key(course, terminal):
    contract = (course.path / "tests/katas/test_tally.py").read_text(encoding="utf-8")
    many = "".join(
        f"\n\ndef test_{'a_clause_with_a_long_name_' * 2}{number}(Tally):\n    Tally().add()\n" for number in range(20)
    )
    course.write("tests/katas/test_tally.py", contract + many)
    course.write("katas/tally.py", course.right)
    one = terminal("watch", "tally", size=(80, 24))
    one.waits_for("tally: passed, and proved")
    one.waits_for(KEYS)
    assert one.screen[0].startswith("✓ tally  22 clauses hold: ")
    assert "  proved  22 clauses, in every possible order of the threads" in one.screen
    assert "  run     5 times for each clause, on real threads, which proves nothing" in one.screen
    assert lines_of(one, "  kata solution tally")
    one.types("m")
    one.shows("^  proved  one mark is counted")
    assert one.screen[0].startswith("✓ tally  22 clauses hold: ")
    one.types("G")
    one.shows("^  kata compare tally")
    one.shows("^          name 19$")
    one.types("q")
    one.shows("^h hint  m more ")
    one.types("q")
    assert one.ends() == QUIT


def test_the_demo_shows_its_report_before_the_rest(terminal, monkeypatch):
    monkeypatch.chdir(ROOT)
    one = terminal("demo", size=(80, 24))
    one.waits_for("press Enter for the rest")
    assert one.screen[0].startswith("Every philosopher takes the left fork")
    assert one.screen[3].startswith("── DEADLOCK  dining_philosophers")
    assert lines_of(one, "  cycle  ") or lines_of(one, "  step  ")
    one.types("\r")
    one.waits_for("10 replays: deadlock every time")
    one.waits_for("Your turn: kata opens the first kata")
    assert one.ends() == 0
    assert max(map(len, one.screen)) <= 80


def test_p_begins_a_game_over_the_clause_that_failed(project, terminal):
    project.write("katas/tally.py", project.racy)
    one = terminal("watch", "tally", size=(80, 24))
    one.waits_for(r"q quit\n")
    one.types("p")
    one.shows(r"^── PLAY  tally · ")
    one.shows(r"par 1$")
    one.types("q")
    one.waits_for("to go on from here")
    one.shows("h hint  m more")
    one.types("q")
    assert one.ends() == 0
