"""Files that a program runs by their paths: their threads are explored as those of its modules are."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict

RACY = """
import threading

n = 0

def add():
    global n
    n += 1

def main():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert n == 2

if __name__ == "__main__":
    main()
"""
WAYS = {
    "runpy": "import runpy\ndef program(): runpy.run_path({0}, run_name='__main__')",
    "spec": """
        import importlib.util
        def program():
            spec = importlib.util.spec_from_file_location("racy", {0})
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            module.main()
    """,
    "spec by name": """
        from importlib.util import module_from_spec, spec_from_file_location as made
        def program():
            spec = made("racy", {0})
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            module.main()
    """,
    "exec": "def program(): exec(open({0}).read(), {{'__name__': '__main__'}})",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_race_in_a_file_is_found_however_it_is_run(tmp_path: Path, way: str) -> None:
    racy, program = tmp_path / "racy.py", tmp_path / "program.py"
    racy.write_text(RACY, encoding="utf-8")
    program.write_text(dedent(way).format(repr(str(racy))), encoding="utf-8")
    assert run(Function(str(program), "program"), Budget(200)).verdict is Verdict.WRONG


def test_run_path_gives_the_names_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "names.py").write_text("found = given + 1\nwho = __name__\n", encoding="utf-8")
    program = tmp_path / "program.py"
    path = repr(str(tmp_path / "names.py"))
    text = f"import runpy\ndef program():\n    names = runpy.run_path({path}, {{'given': 1}})\n"
    program.write_text(text + "    assert (names['found'], names['who']) == (2, '<run_path>')\n", encoding="utf-8")
    assert run(Function(str(program), "program"), Budget(5)).passed
