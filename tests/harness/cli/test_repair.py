"""``kata repair``: what it hands out, how it judges a mend, and that nothing of the learner's is lost."""

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.course.content.catalogue import catalogue
from harness.course.content.handed_out import handed_out
from harness.course.content.variants import right_variants
from harness.course.learner.progress_file import FILE
from harness.course.learner.workspace import init
from harness.course.repair.repairs import repairs_of

MENDED, UNMENDED, USAGE = 0, 1, 2
SNAPSHOT = Path(__file__).parent / "snapshots" / "repair.txt"
WRITE = "KATA_WRITE_SNAPSHOTS"


class Workspace:
    """A learner's new workspace, and the commands typed in it."""

    def __init__(self, root):
        init(root)
        self.path = root
        self.katas = catalogue(root)

    def kata(self, *words, code=MENDED):
        done = CliRunner().invoke(app, words, catch_exceptions=False)
        assert code is None or done.exit_code == code, done.output
        return done.output

    def file(self, name):
        return self.path / "repairs" / f"{name}.py"

    def named(self, variant, kata="counter"):
        """The repair of a wrong solution."""
        (found,) = [one for one in repairs_of(self.katas[kata]) if one.variant.name == variant]
        return found


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("KATA_SCHEDULES", "50")
    monkeypatch.setenv("KATA_RUNS", "2")
    root = tmp_path / "work"
    one = Workspace(root)
    monkeypatch.chdir(root)
    return one


def squeezed(text):
    return " ".join(text.split())


def test_a_repair_from_its_handing_out_to_its_mend(workspace):
    one = workspace.named("looks_without_the_lock")
    said = ["$ kata repair", workspace.kata("repair", one.name)]
    assert workspace.file(one.name).read_text() == one.text
    said += ["$ kata repair", workspace.kata("repair", code=UNMENDED)]
    assert "── RACE  counter" in said[-1]
    said += ["$ kata repair --hint", workspace.kata("repair", "--hint")]
    text = one.text.replace("        return self._value", "        with self._lock:\n            return self._value")
    workspace.file(one.name).write_text(text)
    said += ["$ kata repair", workspace.kata("repair")]
    said += ["$ kata list", *workspace.kata("list").splitlines(keepends=True)[-2:]]
    same_as_snapshot(own_words("\n".join(line.rstrip("\n") for line in said) + "\n"))
    assert json.loads((workspace.path / FILE).read_text())["repairs"][one.name]["lines"] == 1
    listed = json.loads(workspace.kata("list", "--json"))["katas"][0]
    assert listed["repairs"] == {"mended": 1, "all": len(repairs_of(workspace.katas["counter"]))}
    assert "repairs/" in workspace.kata("repair"), "the next one"


def own_words(text):
    """The lines of ``kata repair`` itself: a report, a pass and numbers of the catalogue have tests of their own."""
    text = re.sub(r"^── .*?(?=^repairs/\w+\.py is )", "(the report)\n", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^✓ .*?(?=^\w+ is mended)", "(the pass)\n", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"\b(of) \d{3}\b", r"\1 all", text)


def same_as_snapshot(text):
    if os.environ.get(WRITE):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text == SNAPSHOT.read_text(encoding="utf-8"), f"set {WRITE}=1 to write the snapshot again"


def test_a_right_solution_is_a_mend_of_any_repair_of_its_kata(workspace):
    kata = workspace.katas["counter"]
    for one, right in zip(repairs_of(kata), right_variants(kata)[-2:], strict=False):
        workspace.kata("repair", one.name)
        workspace.file(one.name).write_text(handed_out(kata, right))
        assert f"{one.name} is mended with" in workspace.kata("repair", one.name)


def test_a_mend_that_is_large_is_a_mend_but_a_smaller_one_is_suggested(workspace):
    one = workspace.named("leaves_with_the_lock")
    workspace.kata("repair", one.name)
    workspace.file(one.name).write_text(workspace.katas["counter"].solution.read_text())
    said = squeezed(workspace.kata("repair"))
    assert f"kata repair {one.name} --again" in said
    workspace.kata("repair", one.name, "--again")
    assert workspace.file(one.name).read_text() == one.text
    assert "as it was handed out" in workspace.kata("repair", one.name, code=UNMENDED)
    assert f'"{one.name}"' in (workspace.path / FILE).read_text(), "it stays mended"
    assert "kata repair: 1 of " in workspace.kata("list")


def test_nothing_of_the_learners_is_overwritten(workspace):
    own = workspace.path / "katas" / "counter.py"
    own.write_text("mine = 1\n")
    one = workspace.named("leaves_with_the_lock")
    workspace.file(one.name).parent.mkdir()
    workspace.file(one.name).write_text("also_mine = 1\n")
    workspace.kata("repair", one.name, code=UNMENDED)
    assert workspace.file(one.name).read_text() == "also_mine = 1\n"
    for number in (1, 2):
        assert f".kata/backups/{one.name}-{number}.py" in workspace.kata("repair", one.name, "--again")
        workspace.file(one.name).write_text(f"third = {number}\n")
    backups = workspace.path / ".kata" / "backups"
    assert (backups / f"{one.name}-1.py").read_text() == "also_mine = 1\n"
    assert (backups / f"{one.name}-2.py").read_text() == "third = 1\n"
    assert own.read_text() == "mine = 1\n"
    assert not (workspace.path / "tests" / "wrong" / "counter").exists()


def test_a_file_that_was_deleted_is_handed_out_again(workspace):
    one = workspace.named("leaves_with_the_lock")
    workspace.kata("repair", one.name)
    workspace.file(one.name).unlink()
    workspace.kata("repair")
    assert workspace.file(one.name).read_text() == one.text


def test_a_file_that_is_gone_is_missed_aloud(workspace):
    one = workspace.named("leaves_with_the_lock")
    assert "was gone" not in workspace.kata("repair", one.name)
    workspace.file(one.name).rename(workspace.path / "repairs" / "mine.py")
    assert f"repairs/{one.name}.py was gone." in workspace.kata("repair")
    said = squeezed(workspace.kata("repair", "repairs/mine.py", code=USAGE))
    assert "no repair has the name of repairs/mine.py" in said
    said = workspace.kata("check", f"repairs/{one.name}.py", code=USAGE)
    assert f"kata repair {one.name} judges it" in squeezed(said)


def test_the_repair_that_was_named_last_is_the_one_in_hand(workspace):
    first, second = workspace.named("looks_without_the_lock"), workspace.named("leaves_with_the_lock")
    for one, other in ((first, second), (second, first)):
        workspace.kata("repair", other.name, "--again")
        workspace.kata("repair", one.name, code=None)
        assert f"repairs/{one.name}.py is as it was" in squeezed(workspace.kata("repair", code=UNMENDED))
        assert f"The verdict on {one.name} is" in squeezed(workspace.kata("repair", "--hint"))


def test_after_a_mend_the_next_command_does_what_was_said(workspace):
    first, second = workspace.named("looks_without_the_lock"), workspace.named("leaves_with_the_lock")
    right = handed_out(workspace.katas["counter"], right_variants(workspace.katas["counter"])[-1])
    for one in (first, second):
        workspace.kata("repair", one.name)
        workspace.file(one.name).write_text(right)
    said = squeezed(workspace.kata("repair"))
    assert f"kata repair goes on with repairs/{first.name}.py" in said
    assert all(len(line) <= 80 for line in said.split("\n")[1:])
    assert f"{first.name} is mended" in squeezed(again := workspace.kata("repair"))
    assert "kata repair hands out the next one." in squeezed(again)
    assert all(len(line) <= 80 for line in again.splitlines())
    assert "is a wrong solution of" in workspace.kata("repair")


def test_a_repair_leaves_the_last_failure_of_its_kata_alone(workspace):
    one = workspace.named("looks_without_the_lock")
    workspace.kata("repair", one.name)
    said = workspace.kata("repair", code=UNMENDED)
    assert f"kata repair {one.name} --hint" in said
    assert "kata hint" not in said
    assert [page.name for page in (workspace.path / ".kata" / "reports").iterdir()] == [f"{one.name}.html"]
    assert "there is no failure of katas/counter.py yet" in squeezed(workspace.kata("replay", "counter", code=USAGE))


def test_a_hint_names_the_verdict_the_clause_and_the_mend_or_its_place(workspace):
    kata = workspace.katas["counter"]
    for one in repairs_of(kata):
        said = squeezed(workspace.kata("repair", one.name, "--hint"))
        assert f"The verdict on {one.name} is {one.verdict}" in said
        assert not one.clause or "The clause that fails: " in said
        helped = one.variant.hint or (f"first in {one.place}()" if one.place else one.verdict)
        assert squeezed(helped) in said
    assert any(one.place for one in repairs_of(kata))


def test_a_kata_limits_the_choice(workspace):
    assert "repairs/latch_" in workspace.kata("repair", "latch")
    assert "repairs/mutex_" in workspace.kata("repair", "mutex")
    before = {path.name for path in (workspace.path / "repairs").iterdir()}
    said = workspace.kata("repair", "latch", "--skip")
    assert "repairs/latch_" in said
    assert len({path.name for path in (workspace.path / "repairs").iterdir()} - before) == 1


def test_a_file_that_is_no_program_is_reported(workspace):
    one = workspace.named("leaves_with_the_lock")
    workspace.kata("repair", one.name)
    for text in ("def f(:\n", "x = '''\n", "\tx\n  y\n"):
        workspace.file(one.name).write_text(text)
        said = workspace.kata("repair", code=UNMENDED)
        assert "── ERROR  counter" in said
        assert "is not mended yet." in squeezed(said)
    workspace.file(one.name).write_bytes(b"\xff\xfe x")
    assert "is not UTF-8 text" in workspace.kata("repair", code=USAGE)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nonsense"], "there is no kata and no repair 'nonsense'; there are: counter,"),
        (["counter_zzzz"], "there is no kata and no repair 'counter_zzzz'; did you mean 'counter'?"),
        (["--hint"], "no repair is in your hands: kata repair hands one out"),
        (["--again"], "no repair is in your hands"),
        (["--skip"], "no repair is in your hands"),
        (["--hint", "--skip"], "--hint, --again and --skip do not go together"),
    ],
)
def test_wrong_usage_gets_a_sentence(workspace, words, sentence):
    said = workspace.kata("repair", *words, code=USAGE)
    assert said.startswith("kata: ")
    assert sentence in squeezed(said)
    assert not (workspace.path / "repairs").exists()


def test_a_folder_that_cannot_be_written_gets_a_sentence(workspace):
    (workspace.path / "repairs").write_text("a file\n")
    assert "cannot be written" in workspace.kata("repair", code=USAGE)


def test_a_kata_without_wrong_solutions_gets_a_sentence(project):
    done = project.kata("repair", "tally")
    assert done.exit_code == USAGE
    assert "there are no wrong solutions of tally to mend" in done.stderr


def test_damaged_progress_is_set_aside_and_the_repair_goes_on(workspace):
    (workspace.path / ".kata").mkdir()
    (workspace.path / FILE).write_text("{")
    said = workspace.kata("repair")
    assert "progress is reset" in said
    assert "repairs/counter_" in said


def test_at_a_terminal_the_lines_fit(terminal, workspace):
    session = terminal("repair", "counter", size=(40, 12))
    session.waits_for("kata repair judges it")
    assert session.ends() == MENDED
    assert all(len(line) <= 40 for line in session.said.splitlines())
