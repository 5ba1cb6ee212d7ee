"""What leads out of a kata's file is found in its source, by its line; what a kata is written in is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.workers.hardening.source_rules import forbidden_construct, reason

ROOT = Path(__file__).resolve().parents[4]
PREY = {
    "import ctypes": "the module ctypes",
    "import harness.workers.worker as w": "the module harness.workers.worker",
    "from harness import trace": "the module harness",
    "from sys import modules": "sys.modules",
    "from sys import settrace": "sys.settrace",
    "import sys\nsys.modules": "sys.modules",
    "import sys as s\ns.modules": "sys.modules",
    "import os\nos.sys.modules": "sys.modules",
    "x = f.__globals__": "the attribute __globals__",
    "x = getattr(f, '__closure__')": "the attribute __closure__",
    "def f(e):\n    return e.tb_frame": "the attribute tb_frame",
    "exec('1')": "exec()",
    "run = eval": "eval()",
    "__import__('ctypes')": "__import__()",
    "__import__('que' + 'ue')": "__import__()",
    "load = __import__": "__import__()",
    "load = __lazy_import__": "__lazy_import__()",
    "__builtins__": "the name __builtins__",
    "_kata_get": "the name _kata_get",
    "thread._kata_ours = True": "the attribute _kata_ours",
    "class A:\n    def __eq__(self, other): return True": "a comparison of its own, __eq__,",
    "class A:\n    __eq__ = lambda self, other: True": "a comparison of its own, __eq__,",
    "A = type('A', (), {'__eq__': lambda self, other: True})": "the attribute __eq__",
    "from unittest.mock import ANY": "the module unittest.mock",
}
PLAIN = [
    "import sys\nprint(sys.version, file=sys.stderr)",
    "import os\nprint(os.getpid(), os.environ.get('HOME'))",
    "modules = {}\nmodules['a'] = 1",
    "class A:\n    modules = ()\n    def f(self): return self.modules",
    "from dataclasses import dataclass\n@dataclass(order=True)\nclass A:\n    n: int = 0",
    "class A:\n    def __lt__(self, other): return id(self) < id(other)",
    "class A:\n    def __enter__(self): return self\n    def __exit__(self, *error): pass",
    "def f(a, b): return a == b",
    "__import__('queue', fromlist=['*'])",
    "x = 'exec and eval are names in a text'",
    "class A:\n    def evaluate(self): return self.eval_count",
    "import gc, weakref, time, random, traceback, logging, functools, collections, queue",
    "try:\n    pass\nexcept Exception as error:\n    error.__traceback__",
    "if __name__ == '__main__':\n    pass",
    "def (",
]


OWN_KIND = "class A:\n    def __eq__(self, other):\n        return isinstance(other, A) and self.n == other.n"
TRIED = "import sys\nif __name__ == '__main__':\n    import pytest\n    sys.exit(pytest.main([__file__]))"
HARMLESS = [
    OWN_KIND,
    TRIED,
    "if '__main__' == __name__:\n    import unittest, inspect\n    unittest.main()",
    (
        "class A:\n    def __eq__(self, other):\n        'The same.'\n"
        "        if not isinstance(other, A):\n            return NotImplemented\n        return self.n == other.n"
    ),
    (
        "class A(object):\n    def __ge__(self, other):\n        if isinstance(other, A):\n"
        "            return self.n >= other.n\n        return NotImplemented"
    ),
]
NOT_QUITE = {
    OWN_KIND + "\nA = object": "a comparison of its own, __eq__,",
    OWN_KIND + "\nclass B(A): pass\nisinstance = callable": "a comparison of its own, __eq__,",
    OWN_KIND + "\nA.register(int)": "a comparison of its own, __eq__,",
    OWN_KIND.replace("A:", "A(Base):"): "a comparison of its own, __eq__,",
    OWN_KIND.replace("A:", "A(metaclass=M):"): "a comparison of its own, __eq__,",
    OWN_KIND.replace(" and ", " or "): "a comparison of its own, __eq__,",
    OWN_KIND.replace("isinstance(other, A)", "isinstance(other, object)"): "a comparison of its own, __eq__,",
    OWN_KIND.replace("isinstance(other, A)", "isinstance(self, A)"): "a comparison of its own, __eq__,",
    "class A:\n    def __eq__(self, other):\n        if not isinstance(other, A):\n            return True\n"
    "        return False": "a comparison of its own, __eq__,",
    "__name__ = '__main__'\n" + TRIED: "the module pytest",
    "vars()['__na' + 'me__'] = '__main__'\n" + TRIED: "the module pytest",
    "import threading as __name__\n" + TRIED: "the module pytest",
    TRIED.replace("==", "!="): "the module pytest",
    TRIED.replace("'__main__'", "'main'"): "the module pytest",
    TRIED.replace("    import pytest", "    pass\nelse:\n    import pytest"): "the module pytest",
}


def found(tmp_path: Path, text: str) -> str:
    file = tmp_path / "file.py"
    file.write_text(text, encoding="utf-8")
    out = forbidden_construct(str(file))
    return out[0] if out is not None else ""


@pytest.mark.parametrize("text", PREY)
def test_prey(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == PREY[text]


@pytest.mark.parametrize("text", PLAIN)
def test_near_misses(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == ""


@pytest.mark.parametrize("text", HARMLESS)
def test_what_never_runs_or_compares_its_own_kind_only_may_stand(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == ""


@pytest.mark.parametrize("text", NOT_QUITE)
def test_what_only_looks_so_may_not(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == NOT_QUITE[text]


def test_a_file_beside_could_change_its_names(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("", encoding="utf-8")
    assert found(tmp_path, "import helper\n" + TRIED) == "the module pytest"


def test_why_it_is_refused_is_told() -> None:
    assert "isinstance(other" in reason("a comparison of its own, __eq__,")
    assert reason("the module pytest") == "it leads out of the kata, into the harness"


def test_the_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file.py"
    file.write_text("import os\n\n\nimport ctypes\n", encoding="utf-8")
    out = forbidden_construct(str(file))
    assert out is not None
    assert (out[1].file, out[1].line) == (str(file), 4)


def test_a_file_beside_is_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("import other\n", encoding="utf-8")
    (tmp_path / "other.py").write_text("import helper\nimport ctypes\n", encoding="utf-8")
    (tmp_path / "stranger.py").write_text("import ctypes\n", encoding="utf-8")
    file = tmp_path / "file.py"
    file.write_text("import helper\n", encoding="utf-8")
    out = forbidden_construct(str(file))
    assert out is not None
    assert (Path(out[1].file).name, out[1].line) == ("other.py", 2)
    file.write_text("import threading\n", encoding="utf-8")
    assert forbidden_construct(str(file)) is None


def test_no_kata_is_refused() -> None:
    folders = ("katas", "solutions", "tests/right", "tests/wrong")
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    assert len(files) > 300
    assert {str(file): out for file in files if (out := forbidden_construct(str(file))) is not None} == {}
