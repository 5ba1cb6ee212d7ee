"""The announcer: tells the scheduler which shared objects an operation is about to read and write, as one step.

The first access is a scheduling point; the others belong to the same step, because no thread can run between them: the
operation itself is one call into the interpreter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from types import FrameType, GeneratorType
from typing import Any, Protocol
from weakref import ref

from ...common.kinds import class_has, full_name, name_of
from ...trace import READ, WRITE
from ..model.classify import SCALARS, SILENT, TypeModels
from ..model.reach import Location, Reach
from ..model.types import TypeKind
from ..model.values import LASTING
from .code_objects import runs_in
from .other_names import OtherNames

Point = Callable[[str, Any, "str | None"], None]
"""point(kind, object, field): the thread is about to do this; another may go first."""

OF_CONTAINERS = frozenset(
    "list_iterator list_reverseiterator set_iterator bytearray_iterator dict_keyiterator dict_valueiterator"
    " dict_itemiterator dict_reversekeyiterator dict_reversevalueiterator dict_reverseitemiterator odict_iterator"
    " _deque_iterator _deque_reverse_iterator arrayiterator".split()
)
"""Iterators of C that read a container at each step."""
_STRANGE = frozenset({TypeKind.UNKNOWN, TypeKind.FOREIGN})
MOST = 200
"""Locations announced for one operation of unknown code; the proof is withheld in any case."""


class Admit(Protocol):
    """Notes that something ran outside of the model, so that nothing is proved."""

    def __call__(self, what: str, always: bool = False) -> None:
        """Note it.

        Args:
            what: what ran.
            always: even if no other thread is alive, because the code has an effect later, or tells which are alive.
        """


class Announcer:
    """Announces accesses.

    Args:
        point: announces the first access of a step.
        also: announces a further access of the same step.
        admit: notes that something ran outside of the model.
        models: the kinds of types.
        held: counts the references to an object that a recorder holds, which the program must not notice.
        begun: returns the accesses of the operation of C that has just called a function of the program.
        expect: makes ``begun`` possible from now on.
    """

    __slots__ = ("admit", "also", "begun", "entered", "expect", "held", "models", "other_names", "point", "reach")

    def __init__(
        self,
        point: Point,
        also: Point,
        admit: Admit,
        models: TypeModels,
        held: Callable[[object], int],
        begun: Callable[[], list[Any]],
        expect: Callable[[], None],
    ) -> None:
        self.point = point
        self.also = also
        self.admit = admit
        self.models = models
        self.held = held
        self.begun = begun
        self.expect = expect
        self.reach = Reach(models)
        self.other_names = OtherNames()
        self.entered: Callable[[], Any] | None = None
        """The generator that the thread is perhaps about to enter, from the announcement to its first own line: a weak
        reference, because it may not be entered, and must end where the program drops it."""

    def kind(self, value: Any) -> TypeKind:
        """Return the kind of a value's type."""
        kind = type(value)
        return self.models.known.get(kind) or self.models.kind(kind)

    def step(self, reads: Iterable[Location], writes: Iterable[Location] = ()) -> None:
        """Announce accesses as one step; nothing happens if there are none."""
        tell = self.point
        done: set[tuple[int, str | None]] = set()
        for access, locations in ((WRITE, writes), (READ, reads)):
            for obj, field in locations:
                if (id(obj), field) not in done:
                    done.add((id(obj), field))
                    tell(access, obj, field)
                    tell = self.also
                    if type(obj) is GeneratorType:
                        self.entered = ref(obj)

    def advance(self, iterator: Any) -> None:
        """Announce one step of an iterator."""
        self.point(WRITE, iterator, None)
        if type(iterator) is GeneratorType:
            self.entered = ref(iterator)
        else:
            for one in self.behind(iterator):
                self.also(READ, one, None)

    def behind(self, iterator: Any) -> list[Any]:
        """Return the containers that an iterator of C, such as a copied object's ``dict_itemiterator``, reads."""
        if name_of(type(iterator)) in OF_CONTAINERS:
            return self.reach.window(iterator)
        return []

    def resumed(self, frame: FrameType) -> None:
        """Announce that a generator is running: another thread that advances it now gets a ValueError."""
        entered, self.entered = self.entered, None
        generator = entered() if entered is not None else None
        if generator is not None and runs_in(generator, frame):
            self.point(WRITE, generator, None)

    def continues(self, accesses: list[tuple[str, Any]]) -> None:
        """Announce that an operation of C continues after it has called a special method of the program.

        Args:
            accesses: what the operation reads and writes.
        """
        announce = self.point
        for kind, obj in accesses:
            announce(kind, obj, None)
            announce = self.also

    def shallow(self, values: Iterable[Any]) -> list[Location]:
        """Return what an operation reads that copies references and looks at no element."""
        found: list[Location] = []
        for value in values:
            if type(value) in SCALARS:
                continue
            kind = self.kind(value)
            if kind is TypeKind.CONTAINER:
                found.append((value, None))
            elif kind is TypeKind.VIEW:
                found += [(one, None) for one in self.reach.window(value)]
            elif kind is TypeKind.ITERATOR:
                found += [(one, None) for one in self.behind(value)]
        return found

    def advanced(self, values: Iterable[Any]) -> list[Location]:
        """Return the iterators among values, which an operation that consumes them writes."""
        return [(value, None) for value in values if self.consumed(value)]

    def consumed(self, value: Any) -> bool:
        """True if iterating over a value changes it: an iterator, a file."""
        kind = self.kind(value)
        return kind is TypeKind.ITERATOR or (kind is TypeKind.CONTAINER and class_has(type(value), "__next__"))

    def read(self, value: Any) -> None:
        """Announce that the contents of one value are about to be read, without its elements."""
        kind = type(value)
        if kind in self.models.containers:
            self.point(READ, value, None)
        elif kind not in self.models.silent:
            self._read_other(value, READ)

    def write(self, value: Any) -> None:
        """Announce that the contents of one value are about to be changed."""
        kind = type(value)
        if kind in self.models.containers:
            self.point(WRITE, value, None)
        elif kind not in self.models.silent:
            self._read_other(value, WRITE)

    def _read_other(self, value: Any, access: str) -> None:
        """Announce an access to a value whose type is new, or neither a container nor silent."""
        kind = self.kind(value)
        if kind in SILENT:
            return
        if kind is TypeKind.CONTAINER:
            self.point(access, value, None)
        elif kind is TypeKind.VIEW:
            self.step([(one, None) for one in self.reach.window(value)])
        elif kind is TypeKind.ITERATOR:
            self.advance(value)
        else:
            self.unknown(f"an object of type {full_name(type(value))}", (value,))

    def deep(self, values: Iterable[Any], *, fields: bool = False, looks_up: bool = False) -> None:
        """Announce an operation that compares, shows or copies values together with what they hold.

        Args:
            values: the values.
            fields: the fields of instances are read, too.
            looks_up: it looks up single items, which puts missing keys into a defaultdict.
        """
        values = [value for value in values if type(value) not in SCALARS]
        if values:
            reads = self.reach.contents(values, fields=fields)
            self.step(reads, [one for one in reads if issubclass(type(one[0]), defaultdict)] if looks_up else ())
            self.doubt(values)

    def shown(self, values: Iterable[Any]) -> None:
        """Withhold the proof if a text is made of a primitive: the text tells its state, which no access announces."""
        self.reach.primitive, self.reach.of_life = "", False
        self.reach.contents(values)
        if self.reach.primitive:
            # a thread may have ended when its text is made, or not, although its end is no step
            self.admit(f"the text of {self.reach.primitive}", always=self.reach.of_life)

    def doubt(self, values: Iterable[Any]) -> None:
        """Withhold the proof if an operation meets an object of which the model says nothing."""
        known, strange = self.models.known, _STRANGE
        for value in values:
            kind = type(value)
            if (known.get(kind) or self.models.kind(kind)) in strange:
                self.admit(f"an operation on an object of type {full_name(type(value))}")

    def unknown(self, what: str, values: Iterable[Any]) -> None:
        """Announce unknown code: it counts as a write to everything that it could reach, and nothing is proved.

        Args:
            what: the code, such as "json.dumps()".
            values: what it is handed.
        """
        self.admit(what, always=what.removesuffix("()") in LASTING)
        self.step((), self.reach.everything(list(values))[:MOST])
