"""A program whose objects note each attribute that anybody asks them for; the test puts the log's path below."""

import copy
import functools
import operator
import os
import sys
import threading

LOG_FILE = os.open("the path of the log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def note(*what):
    os.write(LOG_FILE, (" ".join(what) + "\n").encode())


def show(*values):
    sys.stdout.write(" ".join(map(str, values)) + "\n")


class Meta(type):
    def __getattribute__(cls, name):
        note("class", name)
        return type.__getattribute__(cls, name)

    def __setattr__(cls, name, value):
        note("class sets", name)
        type.__setattr__(cls, name, value)


class Watching:
    """The base of the classes that follow; its methods note that they are called."""

    def __getattribute__(self, name):
        note("attribute", name)
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        note("sets", name)
        object.__setattr__(self, name, value)

    @property
    def __class__(self):
        note("__class__")
        return Watching

    def __eq__(self, other):
        note("__eq__")
        return self is other

    def __hash__(self):
        note("__hash__")
        return 1

    def __bool__(self):
        note("__bool__")
        return True

    def __str__(self):
        note("__str__")
        return "watched"

    def __enter__(self):
        note("__enter__")
        return self

    def __exit__(self, *error):
        note("__exit__")

    def __call__(self):
        note("__call__")
        return 3

    def method(self):
        note("method")


class Plain(Watching, metaclass=Meta):
    def __init__(self):
        self.x = 1

    def __len__(self):
        note("__len__")
        return 2

    def __iter__(self):
        note("__iter__")
        return iter((1, 2))

    def __contains__(self, item):
        note("__contains__")
        return True

    def __getitem__(self, key):
        note("__getitem__")
        return key

    def __setitem__(self, key, value):
        note("__setitem__")

    def __delitem__(self, key):
        note("__delitem__")

    def __add__(self, other):
        note("__add__")
        return 1


class Hiding(Plain):
    @property
    def __dict__(self):
        note("__dict__")
        return {"y": 2}


class Slotted(Watching, metaclass=Meta):
    __slots__ = ("__hidden", "x")

    def __init__(self):
        self.x = self.__hidden = 1


class Listed(Watching, list, metaclass=Meta):
    x = 1

    def __len__(self):
        note("__len__")
        return list.__len__(self)


class Iterated(Listed):
    def __iter__(self):
        note("__iter__")
        yield from list.__iter__(self)


class Tabled(Watching, dict, metaclass=Meta):
    x = 1


class Error(Watching, Exception, metaclass=Meta):
    x = 1


class Name(str):
    def __hash__(self):
        note("name hashed")
        return str.__hash__(self)

    def __eq__(self, other):
        note("name compared")
        return str.__eq__(self, other)

    def __str__(self):
        note("name shown")
        return "other"


def names(one):
    show(hasattr(one, Name("absent")), hasattr(one, "absent" + ""), getattr(one, Name("absent"), 3))


def attributes(one):
    one.x = 2
    one.x += 1
    one.method()
    show(one.x, getattr(one, "x" + ""), hasattr(one, "x"), hasattr(one, "absent"), getattr(one, "absent", 3))
    setattr(one, "x" + "", 4)
    show(getattr(one, Name("x"), 5), hasattr(one, Name("absent")))
    show(operator.attrgetter("x")(one), operator.methodcaller("method")(one), "{0.x}".format(one))
    one.__getattribute__("x")
    object.__setattr__(one, "x", 5)
    bound = one.method
    bound()
    functools.partial(bound)()
    try:
        one.absent
    except AttributeError:
        pass
    del one.x


def statements(one):
    lock = threading.Lock()
    with lock:
        one.x = 1
    with one as entered:
        show(entered is one)
    if one and not (not one):
        show(one() if one else 0)
    assert one
    match one:
        case int():
            show("a number")
        case _:
            show("something else")
    try:
        one.y += 1
    except AttributeError:
        pass


def builtins_(one):
    show(isinstance(one, int), isinstance(one, (str, Watching)), issubclass(type(one), int), callable(one), str(one))
    show(f"{one!s}", "%s" % (one,), [one].count(one), (one, 1) == (one, 1), one == 3, one != 3, one is one)
    items = [one]
    items.append(one)
    items.extend([one])
    show(one in items, items.index(one), {one: 1}[one], {one} | {one}, max([one, one], key=id) is one, len(items))
    show([part is one for part in items], any(items), list(map(type, items)) == [type(one)] * 3, sorted(items, key=id))
    kept = {"a": one}
    kept["b"] = one
    kept.update(c=one)
    del kept["a"]
    show(
        kept.get("b") is one,
        kept.pop("c") is one,
        copy.copy(items) == items,
        type(one).x if hasattr(type(one), "x") else 0,
    )


def as_class(one):
    kind = type(one)
    kind.shared = 1
    show(kind.shared, hasattr(kind, "shared"), kind.__name__, isinstance(kind, type), kind == kind, {kind: 1}[kind])
    del kind.shared


def as_container(one):
    show([item for item in one], {*one}, list(one), tuple(one), dict(zip(one, one)), 1 in one, len(one))
    for item in one:
        show(item)
    first, second = one
    for left, right in [one]:
        show(left, right, first, second)
    show(sum(one), list(enumerate(one)), list(map(str, one)), sorted(one), one[0], one[1])


def as_plain(one):
    one[1] = 2
    show(one + 1)
    del one[1]


def as_error(one):
    for _ in range(2):
        try:
            raise one
        except ValueError:
            show("a value")
        except Error as error:
            show(error is one)
    try:
        raise one from KeyError(1)
    except Exception as error:
        show(error.x, error.args)


def as_name(one):
    class Bag:
        x = 1

    bag = Bag()
    show(getattr(bag, one, 2), hasattr(bag, one), hasattr(3, one))
    setattr(bag, Name("y"), 1)
    # not bag.y, which the interpreter looks up once more when it specializes the instruction
    show(bag.x, getattr(bag, "y" + ""), hasattr(bag, "z"))
    setattr(bag, "y" + "", 2)
    delattr(bag, Name("y"))


OPERATIONS = [
    *((names, kind) for kind in (Plain, Hiding, Slotted, Listed, Tabled, Error, OSError)),
    *((attributes, kind) for kind in (Plain, Hiding, Slotted)),
    *((statements, kind) for kind in (Plain, Hiding, Slotted, Listed, Tabled, Error)),
    *((builtins_, kind) for kind in (Plain, Hiding, Slotted, Listed, Tabled, Error)),
    *((as_class, kind) for kind in (Plain, Slotted, Listed, Tabled, Error)),
    *((as_container, kind) for kind in (Plain, Listed, Iterated)),
    *((as_plain, kind) for kind in (Plain, Hiding)),
    (as_error, Error),
    (as_name, Name),
]


def made(kind):
    """Return an object for the operations: a container of two numbers, or a name."""
    if kind in (Listed, Iterated):
        return kind([1, 2])
    return kind("x") if kind is Name else kind()


def every_operation(then=lambda one: None):
    objects = []

    def work():
        for operation, kind in OPERATIONS:
            note("===", operation.__name__, type.__dict__["__name__"].__get__(kind))
            one = made(kind)
            objects.append(one)
            operation(one)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    note("=== then")
    then(objects)


def passes():
    every_operation()


def fails():
    def then(objects):
        assert len(objects) == 0

    every_operation(then)


def fails_by_an_object():
    def then(objects):
        raise Error(*objects)

    every_operation(then)


def deadlocks():
    lock = threading.Lock()

    def then(objects):
        first, items, table = objects[0], list(objects), {"one": objects[0]}
        lock.acquire()
        lock.acquire()
        show(first, items, table)

    every_operation(then)
