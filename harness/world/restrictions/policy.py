"""The policy of a kata: which modules and primitives its file may use, enforced at each import and each access."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from types import ModuleType
from typing import Any

from ...common.kinds import is_a, name_of
from ...common.primitives import BASIC, PRIMITIVES
from ...trace import Place

MODULES = frozenset({"queue", "_queue", "concurrent", "multiprocessing", "asyncio"})
IMPLIED = {"Semaphore": ("BoundedSemaphore",)}


class ForbiddenPrimitive(BaseException):
    """A kata's file used something that the kata does not allow.

    Not an ``Exception``, because a learner's ``except Exception`` must not swallow it.
    """


@dataclass
class Policy:
    """The rules for what one file may use.

    Attributes:
        file: the file that the rules are for.
        allow: names of ``threading`` that are allowed; None allows everything.
        methods: methods of ``threading``'s classes that are forbidden, such as ``Thread.join``.
        spin: busy waiting is allowed.
        found: the violations so far, as a sentence and the line.
        place: returns the program's line that is running now.
    """

    file: str
    allow: frozenset[str] | None = None
    methods: tuple[str, ...] = ()
    spin: bool = False
    found: list[tuple[str, Place | None]] = field(default_factory=list)
    place: Callable[[], Place | None] = lambda: None

    @classmethod
    def parse(cls, file: str, allow: str, forbid: tuple[str, ...] = (), *, spin: bool = False) -> Policy:
        """Return the policy of a kata.

        Args:
            file: the file that the rules are for.
            allow: "any", or names of primitives separated by commas.
            forbid: methods of ``threading``'s classes that are forbidden.
            spin: busy waiting is allowed.

        Raises:
            ValueError: one of the names is not a primitive.
        """
        if allow == "any":
            return cls(file, BASIC, forbid, spin)
        names = {name.strip() for name in allow.split(",")}
        unknown = names - PRIMITIVES - {"Thread", ""}
        if unknown:
            raise ValueError(f"allow={allow!r}: {min(unknown)} is not a primitive of threading")
        return cls(file, frozenset(names.union(*(IMPLIED.get(name, ()) for name in names))) - {""}, forbid, spin)

    def instead(self) -> str:
        """Return the names of the allowed primitives, for a sentence."""
        names = sorted((self.allow or frozenset()) & (PRIMITIVES | {"Thread"}))
        return ", ".join(names) or "plain attributes"

    def forbid(self, what: str) -> None:
        """Record a violation and end the thread that committed it.

        Raises:
            ForbiddenPrimitive: always.
        """
        message = self.sentence(what)
        self.found.append((message, self.place()))
        raise ForbiddenPrimitive(message)

    def sentence(self, what: str) -> str:
        """Return the sentence that something is not allowed, and what to use instead."""
        return f"{what} is not allowed in this kata; use {self.instead()}"

    def check_import(self, name: str) -> None:
        """Refuse to import a module that would do the kata's work."""
        if self.forbids_module(name):
            self.forbid(f"the module {name.partition('.')[0]}")

    def forbids_module(self, name: str) -> bool:
        """True when the file may not import a module."""
        return self.allow is not None and name.partition(".")[0] in MODULES

    def forbids(self, name: str) -> bool:
        """True when the file may not use ``threading.name``."""
        if self.allow is None:
            return False
        if name in PRIMITIVES:
            return name not in self.allow
        return name.startswith("_") and not name.startswith("__")

    def check_private(self, target: Any, name: str, primitives: tuple[type, ...]) -> None:
        """Refuse to read a private field of a primitive."""
        if self.allow is not None and is_a(target, primitives) and sys._getframe(3).f_code.co_filename == self.file:
            self.forbid(f"the private field {name} of {name_of(type(target))}")

    def forbid_methods(self, threading: ModuleType) -> None:
        """Refuse the forbidden methods when this file calls them, and not when its contract does."""
        for method in self.methods:
            kind, _, name = method.partition(".")
            setattr(vars(threading)[kind], name, self._refusing(method, vars(vars(threading)[kind])[name]))

    def _refusing(self, name: str, method: Any) -> Any:
        @wraps(method)
        def call(*args: Any, **words: Any) -> Any:
            place = self.place()
            if place is not None and place.file == self.file:
                self.forbid(f"{name}()")
            return method(*args, **words)

        return call

    def restricted(self, module: ModuleType) -> ModuleType:
        """Return ``threading`` or ``_thread`` without the names that the file may not use."""
        if self.allow is None:
            return module
        if module.__name__ == "_thread" and "Lock" not in self.allow:
            self.forbid("the module _thread")
        return _Restricted(module, self)


class _Restricted(ModuleType):
    """A module without the forbidden names, which reports a violation when one of them is read."""

    def __init__(self, module: ModuleType, policy: Policy) -> None:
        super().__init__(module.__name__, module.__doc__)
        names = {name: value for name, value in vars(module).items() if not policy.forbids(name)}
        if "__all__" in names:
            names["__all__"] = [name for name in names["__all__"] if name in names]
        vars(self).update(names)
        self.__dict__["_kata_policy"] = policy

    def __getattr__(self, name: str) -> Any:
        policy: Policy = self.__dict__["_kata_policy"]
        if policy.forbids(name):
            policy.forbid(f"{self.__name__}.{name}")
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
