"""The page "what is modelled", from the tables: ``python -m concurrency_katas.world.model.page > docs/model.md``."""

from __future__ import annotations

import sys

from .functions import BUILTINS, CONSTRUCTORS, FUNCTIONS, MODULES
from .syntax import SYNTAX, Meaning
from .types import READERS, TYPES, TypeKind

INTRODUCTION = """\
# What is modelled

The explorer says "every schedule passes" only if it knows, for each operation of the program, what the operation reads
and writes. Each operation is one of three:

- **modelled**: it reads or writes a known location, and other threads may run before it;
- **harmless**: it touches nothing that another thread can change, such as numbers and texts;
- **unknown**: it counts as a write to every mutable object that it is handed and to all that can be reached from
  there, and the result is not called proved: "not proved: `json.dumps()` at line 14 runs outside the model".

What stands in no table is unknown. This page is made from the tables in `harness/world/model/`, which the explorer
itself uses; the tests compare them with the syntax, the built-in functions and the C modules of each supported
version of Python.

## What counts as one step

- **One call of a C method on a built-in object is one step**: `list.append`, `dict.get`, `deque.popleft`, `sorted(x)`.
  This is what CPython does with the GIL. What holds without it says a page of CPython's manual, [Thread Safety
  Guarantees](https://docs.python.org/3.14/library/threadsafety.html): there `item in x`, `x.index` and `x.count` of a
  list see the items one by one, `insert`, `pop(0)` and `*=` can be seen half done, a list looks empty while it is
  sorted, and a `bytearray` may change while it is compared or concatenated. The model does not contain these, so a
  proof holds for builds with the GIL. What that page calls atomic is one step here, and what it calls never atomic is
  several: iteration, `x[i] += 1`, a test before an act. So is what it names for other reasons: a list looks empty
  while it is sorted with a key of Python code, `extend` and `update` take the items of an iterator one after another,
  and keys that compare themselves in Python code let other threads run. The tests try each row of that page.
- **Iteration is one step for each item**: another thread can change the container between two rounds of a loop, of a
  comprehension, or of `map`, `zip`, `enumerate`, `filter` and `itertools`. A dictionary or a set that changes its size
  raises; an element of a list can be skipped. `list(x)`, `sum(x)` and other calls that take all items at once are one
  step for a container, because no Python code runs between the items.
- **A call that calls back into Python is several steps**: `max(key=...)`, `sort(key=...)`, `reduce`, `extend` with a
  generator.
- **An augmented assignment is two steps**, a read and a write: `n += 1`, `x.n += 1`, `d[k] += 1`. On a local name that
  holds a list or a set, `+=` changes the object itself.
- **A generator is being executed while its own code runs**: another thread that advances it then gets a `ValueError`.
- **A method written in Python is as many steps as it has accesses**, also if it belongs to a module of the standard
  library that is loaded rewritten.

## What threads and the library keep

- **Whether a thread has been started, and whether it has ended**, are two locations. A start writes the first, the end
  writes the second, and `is_alive()`, `join()`, a second `start()`, `ident`, `active_count()` and `enumerate()` read
  them. A program that names one of these may be interrupted before each start and each end.
- **The numbers of threads and of their names** are counters: each start, and each thread without a name, writes one.
- **The state of a generator of random numbers** is a location, which each draw and each seed writes. The module's own
  generator begins each execution with one seed, and so does `Random()` without a seed, so a proof says "with the random
  numbers of one seed".
- **A `SimpleQueue`** is one location: `put` and `get` write it, `empty` and `qsize` read it. Each is one step, as in C.
- **A `ThreadPoolExecutor`** is CPython's own code over these operations, each lock of it included. A pool that is
  deallocated before its `shutdown()` withholds the proof, and so does an error that pools write to the log.

## What is not proved, though a failure may be found

- `vars()`, `globals()`, `__dict__`, a `memoryview`: the same data by another way.
- A `match` statement over a mutable object, and a chained comparison of containers: both read it in several steps.
- Whatever is listed as unknown below.
"""


def _section(title: str, rows: list[tuple[str, str]], heads: tuple[str, str]) -> list[str]:
    return ["", f"## {title}", "", f"| {heads[0]} | {heads[1]} |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _effect(effect: str) -> str:
    """Return an effect of the table of functions in words."""
    if effect == "?":
        return "unknown"
    return ", ".join(_WORDS[part[0]].format(_which(part[1:])) for part in effect.split())


_WORDS = {
    "-": "harmless",
    "=": "performed by the runtime",
    "r": "reads {}",
    "R": "reads {} and the elements",
    "F": "reads {}, the elements and all fields",
    "w": "writes {}",
    "i": "reads {} step by step",
    "m": "looks items up in {}",
    "c": "calls {}",
}


def _which(number: str) -> str:
    return "its arguments" if number == "*" else f"argument {int(number) + 1}" if number else ""


def page() -> str:
    """Return the page as Markdown."""
    lines = [INTRODUCTION.rstrip()]
    for meaning, title in (
        (Meaning.MODELLED, "Syntax that is modelled"),
        (Meaning.HARMLESS, "Syntax that touches nothing by itself"),
    ):
        rows = [(f"`{name}`", _cell(words)) for name, (what, words) in SYNTAX.items() if what is meaning]
        lines += _section(title, rows, ("node of `ast`", "how"))
    lines += _section(
        "Built-in functions", [(f"`{name}`", _effect(effect)) for name, effect in sorted(BUILTINS.items())],
        ("function", "a call of it"),
    )  # fmt: skip
    lines += _section(
        "Types that are made otherwise than their kind says",
        [(f"`{name}`", _effect(effect)) for name, effect in sorted(CONSTRUCTORS.items())], ("type", "a call of it"),
    )  # fmt: skip
    lines += _section(
        "Mutable types",
        [
            (f"`{name}`", ", ".join(f"`{one}`" for one in sorted(readers)) or "none")
            for name, readers in READERS.items()
        ],
        ("type", "methods that only read; every other method is a write"),
    )
    for kind, title in _KINDS:
        names = ", ".join(f"`{name}`" for name, one in sorted(TYPES.items()) if one is kind)
        lines += ["", f"## {title}", "", names]
    lines += _section(
        "Modules of C", [(f"`{name}`", _effect(effect)) for name, effect in sorted(MODULES.items())],
        ("module", "a call of one of its functions"),
    )  # fmt: skip
    lines += _section(
        "Functions of C that differ from the rest of their module",
        [(f"`{name}`", _effect(effect)) for name, effect in sorted(FUNCTIONS.items())], ("function", "a call of it"),
    )  # fmt: skip
    return "\n".join(lines) + "\n"


_KINDS = (
    (TypeKind.SCALAR, "Types that are immutable all through"),
    (TypeKind.FROZEN, "Types that are immutable and refer to other objects"),
    (TypeKind.ITERATOR, "Iterators: each step is a write"),
    (TypeKind.VIEW, "Views: an operation reads the container behind them"),
    (TypeKind.CODE, "Functions, classes and modules"),
    (TypeKind.UNKNOWN, "Unknown types"),
)


if __name__ == "__main__":
    sys.stdout.write(page())
