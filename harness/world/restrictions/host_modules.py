"""The modules of Pyodide that lead out of the interpreter, into the page around it.

A program finds them in a page as little as in a terminal: through them it could change the page, or run code that no
schedule controls.
"""

from __future__ import annotations

import sys

HOST_MODULES = frozenset({"_pyodide", "_pyodide_core", "js", "pyodide", "pyodide_js"})


def check_host_module(name: str, platform: str = sys.platform) -> None:
    """Refuse a module of Pyodide.

    Raises:
        ModuleNotFoundError: it is one.
    """
    top = name.partition(".")[0]
    if platform == "emscripten" and top in HOST_MODULES:
        raise ModuleNotFoundError(f"No module named {top!r}", name=top)
