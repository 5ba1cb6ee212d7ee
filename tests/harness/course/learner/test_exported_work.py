"""The playground's export in a workspace: what is written, what is kept, what is refused."""

import json

import pytest

from harness.course.learner.exported_work import SCHEMA, ExportedWork
from harness.errors import UsageError

STUB = "def f():\n    raise NotImplementedError\n"
MINE = "def f():\n    return 1\n"


def exported(tmp_path, **parts):
    file = tmp_path / "export.json"
    file.write_text(json.dumps({"schema": SCHEMA, **parts}), encoding="utf-8")
    return file


def test_each_kind_of_program_has_its_folder(tmp_path):
    file = exported(
        tmp_path,
        katas={"counter": {"code": MINE, "passed": True}, "latch": {"passed": False}},
        repairs={"counter_3f9a": {"code": MINE}},
        programs={"program": {"code": MINE}},
    )
    root = tmp_path / "work"
    (root / "katas").mkdir(parents=True)
    (root / "katas" / "counter.py").write_text(STUB, encoding="utf-8")
    written, kept = ExportedWork.read(file).put_into(root)
    assert written == ["katas/counter.py", "repairs/counter_3f9a.py", "program.py"]
    assert kept == []
    assert all((root / path).read_text(encoding="utf-8") == MINE for path in written)
    assert ExportedWork.read(file).put_into(root) == ([], [])


def test_a_file_that_was_begun_is_kept(tmp_path):
    file = exported(tmp_path, katas={"counter": {"code": MINE}})
    (tmp_path / "katas").mkdir()
    (tmp_path / "katas" / "counter.py").write_text("def f():\n    return 2\n", encoding="utf-8")
    assert ExportedWork.read(file).put_into(tmp_path) == ([], ["katas/counter.py"])
    assert "return 2" in (tmp_path / "katas" / "counter.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"schema": "other/1"}',
        '{"schema": "kata-playground/1", "katas": 3}',
        '{"schema": "kata-playground/1", "katas": {"../../x": {"code": "1"}}}',
    ],
)
def test_what_is_no_export_is_refused(tmp_path, text):
    file = tmp_path / "export.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="no export of the playground"):
        ExportedWork.read(file)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"absent\.json cannot be read"):
        ExportedWork.read(tmp_path / "absent.json")
