"""``kata course export`` as it is typed."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from harness.cli.app import app
from harness.cli.course_export import NEXT, Platform


@pytest.fixture
def export(tmp_path, monkeypatch):
    """The command, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, ["course", "export", *words], catch_exceptions=False)


@pytest.mark.parametrize("platform", Platform)
def test_every_platform_gets_its_files_and_the_next_step(export, tmp_path, platform):
    done = export(platform, "out", "--kata", "counter")
    assert done.exit_code == 0
    number = sum(path.is_file() for path in (tmp_path / "out").rglob("*"))
    assert done.stdout == f"{number} files written to out\nnext: {NEXT[platform]}\n"


def test_the_settings_name_the_chosen_katas_in_the_order_of_the_course(export, tmp_path):
    export("gradescope", "out", "--kata", "once", "--kata", "counter", "--kata", "once")
    text = (tmp_path / "out" / "grading.toml").read_text(encoding="utf-8")
    assert [line.strip() for line in text.splitlines() if line.startswith("    ")] == ['"counter",', '"once",']


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("gradescope", "here", "--kata", "count"), "there is no kata 'count'; did you mean 'counter'?"),
        (("gradescope", "."), "must be a new or an empty folder"),
        (("moodle", "here"), "Invalid value for 'PLATFORM'"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_a_sentence(export, tmp_path, words, said):
    (tmp_path / "mine.txt").touch()
    done = export(*words)
    assert done.exit_code == 2
    assert said in " ".join(done.output.replace("│", " ").split())
    assert not (tmp_path / "here").exists()
