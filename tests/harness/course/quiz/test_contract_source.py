"""A clause with what it uses of its contract."""

from pathlib import Path

from harness.course.quiz.contract_source import attributes, clause_and_helpers

CONTRACT = """from threading import Event

class Line:
    def query(self):
        return self.settle

def waits(client):
    assert client.blocked()

def opened(line):
    waits(line)

def other():
    pass

def test_one():
    opened(Line())

def test_two():
    assert other
"""


def test_a_clause_comes_with_its_helpers_and_theirs(tmp_path: Path):
    contract = tmp_path / "test_x.py"
    contract.write_text(CONTRACT)
    parts = clause_and_helpers(contract, "test_one")
    assert [part.partition("(")[0].partition(":")[0] for part in parts] == [
        "def test_one", "def opened", "class Line", "def waits",
    ]  # fmt: skip
    assert attributes(contract, "test_one") == {"settle", "blocked"}
    assert attributes(contract, "test_two") == frozenset()
    assert clause_and_helpers(contract, "test_three") == []
