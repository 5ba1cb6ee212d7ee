"""The alias ``harness``: a second name of the package and of its modules, for a process in which the name is free."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType

NAME = __name__.partition(".")[0]
ALIAS = "harness"


def install() -> None:
    """Give the package and its modules the name ``harness``, too: one module object each, under either name."""
    sys.modules[ALIAS] = sys.modules[NAME]
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{NAME}."):
            sys.modules[ALIAS + name.removeprefix(NAME)] = module
            _make_safe(module)
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _AliasedPackage(ModuleType):
    """A package in which a function may have the name of a module: an import under the alias leaves the function."""

    def __setattr__(self, name: str, value: object) -> None:
        imported = isinstance(value, ModuleType) and value.__name__ == f"{self.__name__}.{name}"
        if not imported or isinstance(vars(self).get(name, value), ModuleType):
            super().__setattr__(name, value)


def _make_safe(module: ModuleType) -> None:
    if hasattr(module, "__path__") and type(module) is ModuleType:
        module.__class__ = _AliasedPackage


class _Finder(MetaPathFinder, Loader):
    """Finds ``harness.x`` in the module ``concurrency_katas.x``."""

    def __init__(self) -> None:
        self._specs: dict[str, ModuleSpec | None] = {}

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return a spec with which the import system loads nothing, but takes over the module of the package."""
        # a project with a ``harness`` of its own may have taken the name since
        if not name.startswith(f"{ALIAS}.") or sys.modules.get(ALIAS) is not sys.modules[NAME]:
            return None
        try:
            real = import_module(NAME + name.removeprefix(ALIAS))
        except ModuleNotFoundError:
            return None
        self._specs[name] = real.__spec__
        return ModuleSpec(name, self, origin=real.__file__, is_package=hasattr(real, "__path__"))

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module of the package."""
        return sys.modules[NAME + spec.name.removeprefix(ALIAS)]

    def get_code(self, name: str) -> CodeType | None:
        """Return the code of a module, for ``python -m harness.x``."""
        spec = sys.modules[NAME + name.removeprefix(ALIAS)].__spec__
        loader = spec.loader if spec is not None else None
        return loader.get_code(spec.name) if isinstance(loader, SourceLoader) and spec is not None else None

    def exec_module(self, module: ModuleType) -> None:
        """Put back the spec that the import system has replaced; the module has been executed already."""
        _make_safe(module)
        module.__spec__ = self._specs[ALIAS + module.__name__.removeprefix(NAME)]
