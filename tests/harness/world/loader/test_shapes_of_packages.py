"""What public packages do while they are imported, and what the explorer must not be confused by."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from harness.explorer.budget import Budget
from harness.explorer.run import run
from harness.program.function import Function
from harness.verdict import Verdict
from harness.world.loader.kept_packages import MOST

MAIN = """

def main():
    from threading import Thread
    thread = Thread(target=print)
    thread.start()
    thread.join()
"""


def verdict_of(folder: Path, text: str) -> Verdict:
    file = folder / "program.py"
    file.write_text(dedent(text) + MAIN, encoding="utf-8")
    result = run(Function(str(file), "main", inside=frozenset({"lazy"})), Budget(10))
    assert result.passed, result.message
    return result.verdict


def test_a_descriptor_that_imports_when_it_is_looked_at_is_not_looked_at(tmp_path):
    """As those of six's ``moves``."""
    verdict_of(
        tmp_path,
        """
        class Lazy:
            def __getattr__(self, name):
                import no_such_module

        class Moves:
            pass

        setattr(Moves, "gdbm", Lazy())
        Moves.gdbm
        setattr(Moves, "other", Lazy())
        """,
    )


def test_the_items_of_a_dict_are_named_without_a_call_of_its_own_methods(tmp_path):
    """As werkzeug's ``MultiDict``."""
    file = tmp_path / "program.py"
    file.write_text(
        dedent("""
            from threading import Thread

            class Many(dict):
                def items(self):
                    for key, values in dict.items(self):
                        self.looked = key
                        yield key, values[0]

            class Shop:
                pass

            def main():
                shop = Shop()
                shop.orders = Many(one=[1])
                def add():
                    shop.orders["one"] = shop.orders["one"] + [2]
                threads = [Thread(target=add) for _ in range(2)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                assert len(shop.orders["one"]) == 3
        """),
        encoding="utf-8",
    )
    result = run(Function(str(file), "main"), Budget(100))
    assert result.verdict is Verdict.WRONG, result.message


def test_a_package_in_a_namespace_hides_no_module_of_the_standard_library(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """As ``jaraco.functools``."""
    for name in ("functools", "text"):
        package = tmp_path / "lib" / "spaced" / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("import functools\nfrom functools import wraps\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "lib")
    verdict_of(tmp_path, "import spaced.text, spaced.functools")


def test_a_name_that_a_package_gives_to_another_module_is_forgotten(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """As six, whose ``six.moves.http_client`` is ``http.client``."""
    package = tmp_path / "site-packages" / "lazy"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        f"MANY = [object() for _ in range({MOST + 1})]  # too many for its state to be put back\n"
        + dedent("""
            import sys, threading
            from importlib.util import spec_from_loader

            class Finder:
                def __init__(self):
                    self.known = {"lazy.moved"}
                def find_spec(self, name, path, target=None):
                    return spec_from_loader(name, self) if name in self.known else None
                def create_module(self, spec):
                    import colorsys
                    sys.modules[spec.name] = colorsys
                    return colorsys
                def exec_module(self, module):
                    pass

            sys.meta_path.append(Finder())
            import lazy.moved
        """),
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    verdict_of(tmp_path, "import lazy")
