"""An exception of the harness itself becomes the verdict "error", which blames no line of the program."""

from pathlib import Path

import pytest

from harness.explorer import search
from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict
from harness.world.recording.sync_edges import SyncEdges

PROGRAM = """
import threading

def program():
    lock = threading.Lock()
    with lock:
        pass
    thread = threading.Thread(target=lock.acquire)
    thread.start()
    thread.join()
"""


@pytest.mark.parametrize("error", [RuntimeError("deque mutated during iteration"), RecursionError("too deep")])
def test_an_exception_of_the_harness_is_an_error(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise error

    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")

    class Failing(SyncEdges):
        anticipate = inspect = fails

    monkeypatch.setattr(search, "SyncEdges", Failing)
    result = run(Function(str(file), "program"), Budget(10))
    assert result.verdict is Verdict.ERROR
    assert f"{type(error).__name__}: {error}; nothing is known of the program" in result.message
    assert result.place is None


def test_what_the_caller_asks_for_in_vain_is_raised(tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    with pytest.raises(ValueError, match="nonesuch"):
        run(Function(str(file), "program"), Budget(10), strategy="nonesuch")
