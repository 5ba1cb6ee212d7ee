"""The exception classes that a module of the world shares with the interpreter's own module of the same name.

C code and libraries that are not rewritten know the interpreter's module: ``_json`` raises its ``JSONDecodeError``. A
program that names the class of the world's module must catch that, too.
"""

from __future__ import annotations

import importlib
from types import ModuleType

from ...common.kinds import is_a


def share_exceptions(module: ModuleType) -> None:
    """Let a module that was just loaded have the interpreter's exception classes in place of its own.

    Args:
        module: loaded from the interpreter's source under its name there.
    """
    names = vars(module)
    own = [
        name
        for name, value in names.items()
        if is_a(value, type) and issubclass(value, BaseException) and value.__module__ == module.__name__
    ]
    if not own:
        return
    real = importlib.import_module(module.__name__)
    if getattr(real, "__file__", None) == module.__file__:  # else a module of the program has this name
        names.update({name: vars(real)[name] for name in own if name in vars(real)})
