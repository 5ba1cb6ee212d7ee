"""A test that is explored imports the same modules, from the same files, as the plain test in the same file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest


class Layout(NamedTuple):
    """A small project.

    Attributes:
        test: the file of the tests.
        imports: the import statements of the test, separated by semicolons.
        files: the further files, with their texts.
        options: of Python and pytest; "-P" keeps the current folder from the path.
        elsewhere: a folder beside the project whose .pth file makes it an editable install.
    """

    test: str
    imports: str
    files: dict[str, str]
    options: tuple[str, ...] = ("-P", "-m", "pytest")
    elsewhere: str = ""


SHOP = {"shop/__init__.py": "", "shop/till.py": "from .tools import n\n", "shop/tools.py": "n = 1\n"}
INSERT = "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), {!r}))\n"
LAYOUTS = {
    "flat": Layout("test_shop.py", "import helper; from shop import till", {**SHOP, "helper.py": ""}),
    "src": Layout(
        "tests/test_shop.py",
        "from shop import till",
        {**{f"src/{name}": text for name, text in SHOP.items()}, "pytest.ini": "[pytest]\npythonpath = src\n"},
    ),
    "tests without __init__": Layout(
        "tests/unit/test_shop.py",
        "import helper; from shop import till",
        {**SHOP, "tests/unit/helper.py": "", "helper.py": "", "pytest.ini": "[pytest]\npythonpath = .\n"},
    ),
    "tests with __init__": Layout(
        "tests/unit/test_shop.py",
        "import helper; from shop import till; from . import near; from ..common import x; import tests.unit.near",
        {
            **SHOP, "tests/__init__.py": "", "tests/unit/__init__.py": "", "tests/unit/near.py": "", "helper.py": "",
            "tests/unit/helper.py": "", "tests/common.py": "x = 1\n",
        },
    ),
    "the current folder": Layout(
        "checks/test_shop.py", "from shop import till; import checks.other", {**SHOP, "checks/other.py": ""},
        ("-m", "pytest"),
    ),
    "paths of conftest files": Layout(
        "tests/unit/test_shop.py",
        "from shop import till; import helper; import near; import inserted; from conftest import nested",
        {
            **SHOP, "conftest.py": INSERT.format("lib"), "lib/helper.py": "", "near.py": "", "tests/near.py": "",
            "tests/conftest.py": "", "tests/unit/conftest.py": INSERT.format("more") + "nested = 1\n",
            "tests/unit/more/inserted.py": "",
        },
    ),
    "an editable install": Layout(
        "tests/test_shop.py", "from shop import till", {f"../elsewhere/{name}": text for name, text in SHOP.items()},
        elsewhere="elsewhere",
    ),
    "namespace packages": Layout(
        "test_shop.py",
        "from shop.parts import till; import shop.parts.deep.one as one; import shop",
        {
            "shop/parts/till.py": "from . import tools\nfrom .deep import one\n", "shop/parts/tools.py": "",
            "shop/parts/deep/one.py": "", "lib/shop/other.py": "", "pytest.ini": "[pytest]\npythonpath = lib\n",
        },
    ),
}  # fmt: skip
TEST = """
import json, sys
from pathlib import Path
import pytest
{imports}

def write(name):
    from threading import Thread
    ours = Path(__file__).parents[{depth}].parent
    seen = {{}}
    for key, module in sorted(sys.modules.items()):
        file = getattr(module, "__file__", None)
        places = [file] if file else sorted(getattr(module, "__path__", ()))
        if any(str(place).startswith(str(ours)) and "site" not in str(place) for place in places):
            seen[key] = [str(Path(place).relative_to(ours)) for place in places] + [module.__name__, module.__package__]
    thread = Thread(target=(ours / name).write_text, args=[json.dumps(seen)])
    thread.start()
    thread.join()

def test_plain():
    write("plain.json")

@pytest.mark.explore(schedules=10)
def test_explored():
    write("explored.json")
"""


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_an_explored_test_imports_what_the_plain_one_imports(layout: Layout, tmp_path: Path) -> None:
    project = tmp_path / "project"
    imports = "\n".join(one.strip() for one in layout.imports.split(";"))
    texts = {**layout.files, layout.test: TEST.format(imports=imports, depth=layout.test.count("/"))}
    for name, text in texts.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    if layout.elsewhere:
        site = tmp_path / "site"
        site.mkdir()
        (site / "shop.pth").write_text(str(tmp_path / layout.elsewhere), encoding="utf-8")
        # as the interpreter does it for its own folders of installed packages
        (site / "sitecustomize.py").write_text(f"import site; site.addsitedir({str(site)!r})\n", encoding="utf-8")
        environment["PYTHONPATH"] = str(site)
    command = [sys.executable, *layout.options, "-q", "-p", "no:cacheprovider", layout.test]
    ran = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    plain, explored = (json.loads((tmp_path / f"{name}.json").read_text("utf-8")) for name in ("plain", "explored"))
    stem = Path(layout.test).stem
    assert any(name.partition(".")[2] or name == stem for name in plain)
    conftests = {name for name in plain if name.rpartition(".")[2] == "conftest"} - explored.keys()
    assert {name: plain[name] for name in plain if name not in conftests} == explored  # pytest itself loads those
