"""A program cannot see by looking that it has been rewritten: no name, no object's life, no builtin gives it away."""

from textwrap import dedent

import pytest

UNSEEN = {
    "a value that is unpacked, and bound as it is as well": """
        class Bag(list):
            def __len__(self): return print("len") or list.__len__(self)
        items, bag = [1, 2], Bag((3, 4))
        other = items
        whole = first, second = items
        print(whole is other, first, second)
        kept = bag
        left, right = bag
        print(left, right, {*bag}, kept is bag)
        one = (two, three) = kept
        print(type(one), two, three)
        """,
    "builtins with a twin, looked at": """
        import copy, inspect, pickle, types
        for one in (getattr, setattr, delattr):
            print(one, one.__name__, one.__qualname__, one.__module__, one.__self__, one.__doc__, callable(one))
            print(pickle.loads(pickle.dumps(one)) is one, copy.copy(one) is one, copy.deepcopy([one]) == [one])
            print(isinstance(one, types.BuiltinFunctionType), inspect.isbuiltin(one), inspect.isfunction(one))
            print(type(one), hasattr(one, "__get__"), one == one, one != len, {one: 1}[one], "__name__" in dir(one))
        class Viewer:
            look, put, drop = getattr, setattr, delattr
            static = staticmethod(getattr)
            def __init__(self): self.n = 1
        viewer = Viewer()
        viewer.put(viewer, "n", 2)
        print(viewer.look(viewer, "n"), Viewer.look(viewer, "n"), viewer.look(viewer, "m", 3))
        print(viewer.static(viewer, "n"))
        viewer.drop(viewer, "n")
        print(vars(viewer), list(map(getattr, [1, 2], ["real", "imag"])))
        for wrong in (
            lambda: getattr(), lambda: getattr(viewer), lambda: getattr(viewer, "n"), lambda: getattr(viewer, 3),
            lambda: getattr(viewer, "n", 1, 2), lambda: getattr(viewer, name="n"), lambda: getattr(viewer, []),
            lambda: setattr(viewer, "n"), lambda: setattr(viewer, 3, 4), lambda: setattr(5, "n", 1),
            lambda: setattr(viewer, "n", value=1), lambda: setattr(viewer, [], 1), lambda: delattr(viewer),
            lambda: delattr(viewer, "n"), lambda: delattr(viewer, None), lambda: delattr(viewer, "n", 1),
            lambda: len(getattr), lambda: getattr + 1, lambda: getattr[0], lambda: getattr.nothing,
        ):
            try:
                print(wrong())
            except Exception as error:
                caught(error)
        print("done")
        """,
    "fields of a container's subclass, named as its methods": """
        class Bag(list):
            def __init__(self, *items):
                super().__init__(items)
                setattr(self, "count", 0)
        class Table(dict):
            def __init__(self, **items):
                super().__init__(items)
                self.__dict__ = self
        class Fixed(list):
            __slots__ = "index",
        bag, table, fixed = Bag(1, 2), Table(items=3, keys=[4], get=len), Fixed()
        print(bag.count + 1, bag.count, -bag.count, isinstance(bag.count, int), bag.index(2))
        print(table.items + 1, table.keys[0], table.get, table.get([1]), list(table.values()), table.pop)
        look = [bag.count, table.items, table.get, bag.append]
        look[3](look[2]([5, 6]))
        print(look[:3], bag, bag.append == look[3])
        setattr(fixed, "index", 7)
        print(fixed.index + 1, fixed.copy(), type(dict.fromkeys), {}.fromkeys, Table.fromkeys)
        make = table.fromkeys
        print(bytearray.fromhex, bytearray().hex, callable(make))
        class Odd(list):
            def __getattribute__(self, name):
                print("asked for", name)
                return super().__getattribute__(name)
        odd = Odd()
        odd.count
        put = odd.append
        put(1)
        print(odd)
        """,
    "a container's methods, looked at": """
        import copy, inspect, pickle, types, weakref
        class Base(list):
            def twice(self, item): self.extend([item, item])
        Loud = type("Loud", (Base,), {"append": Base.twice})
        for items in ([1], Loud([1])):
            add = items.append
            print(copy.copy(add) == add, copy.deepcopy(items.pop) == items.pop, weakref.ref(add)() is add)
            print(isinstance(add, types.BuiltinMethodType), inspect.isbuiltin(add), inspect.ismethod(add))
            print(add.__class__, inspect.isbuiltin(items.pop), inspect.isroutine(items.pop), items.pop.__doc__)
            print(add.__self__ is items, add.__name__, type(items.sort), "__name__" in dir(add))
            other = copy.deepcopy([items, items.extend])
            other[1]([2])
            print(items, other[0])
            count = pickle.loads(pickle.dumps(items.count)) if type(items) is list else items.count
            print(count(1), count.__self__ == items)
        pop = items.pop
        for wrong in (lambda: pop.nothing, lambda: len(pop), lambda: add(1, 2), lambda: pop.__call__("x")):
            try:
                print(wrong())
            except Exception as error:
                caught(error)
        print("done")
        """,
    "no name stays behind": """
        import enum
        def key(n=0): return n
        class Kind(enum.Enum):
            _ignore_ = ["round"]
            table = [{}, [0]]
            table[key()][key(1)] = 1
            table[1][0] += 1
            for round in 1, 2:
                table[key()][round + 1] = round
                table[key(1)][key()] += round
            A = len(table)
        print(list(Kind), Kind.table.value)
        class Flags(enum.Flag):
            _ignore_ = ["table", "one", "two"]
            table = {}
            for table[key()], (table[key(1)], two) in [(1, (2, 3))]: A = two
            for one in 4, 8: table[one + 1] = vars()[f"N{one}"] = one
            B = table[0] + table[1] + 13
        print(list(Flags))
        class Space(dict):
            def __setitem__(self, name, value):
                print("bind", name) if name[0] != "_" else None
                super().__setitem__(name, value)
        class Watched(type):
            def __prepare__(name, bases): return Space()
            def __new__(cls, name, bases, space): return super().__new__(cls, name, bases, dict(space))
        from contextlib import nullcontext
        class Plain(metaclass=Watched):
            table = {key(): [5]}
            table[key()][key()] += 1
            table[key() + 1]: int = 2
            with nullcontext(1) as table[key(3)], nullcontext([6]) as (table[key(4)],):
                print(sorted(locals().keys() - {"__firstlineno__", "__static_attributes__", "__classdictcell__"}))
            del table[key()], table[key(1)]
            try:
                table[key(7)] += 1
            except KeyError as error:
                caught(error)
            try:
                table[key(7)] = no
            except NameError as error:
                caught(error)
            for table[key(8)] in "ab": pass
        print([name for name in vars(Plain) if name[:2] != "__" or "kata" in name], Plain.table)
        def local(table):
            table[key()] = 1
            table[key() + 1] = table[key()] = 2
            table[key()] += 1
            del table[key(1)]
            for table[key(2)] in [1, 2]:
                seen = sorted(locals())
            for n in [1, 2]:
                def inner(): return n
            with nullcontext(3) as table[key(3)]:
                seen += sorted(locals())
            return table, seen, sorted(locals()), inner()
        print(local({}))
        table = {}
        table[key()] = 1
        table[key()] += 1
        for table[key()] in [1, 2]: pass
        with nullcontext(3) as table[key(3)]: pass
        print(table, [name for name in globals() if "kata" in name])
        """,
    "nothing lives longer than it did": """
        import weakref
        from contextlib import nullcontext
        class V:
            def __init__(self): self.n, self.parts = 0, []
            def __getitem__(self, key): return self.parts[key]
            def __setitem__(self, key, value): print("set", key)
            def __delitem__(self, key): print("del", key)
            def __del__(self): print("gone")
        def fail(): raise KeyError
        def store(v): v[1 + 1] = 3
        def store_twice(v): v[1 + 1], v[2 + 1] = 3, v[1:][:0] or print("value")
        def store_slice(v): v[1:] = 3
        def annotated(v): v[1 + 1]: int = 3
        def delete(v): del v[1 + 1]
        def in_place(v):
            v.parts = [V()]
            v[0].n += 1
            del v.parts
            print("parts are gone")
        def in_place_on_an_item(v): v.parts += [0, 0, 0]; v[1 + 1] += 3
        def loop(v):
            for v[1 + 1] in [3, 4]: print("round")
        def shared_loop(v):
            print(len([v]))
            for n in (V() for _ in "a"):
                def f(): return n
                del n
                print("n is gone")
        def context(v):
            with nullcontext(1) as v[1 + 1]:
                r = weakref.ref(v)
                del v
                print("in", r())
        def key_fails(v):
            try: v[fail()] = 3
            except KeyError: print("failed")
        def value_fails(v):
            try: v[1 + 1] = fail()
            except KeyError: print("failed")
        def in_place_fails(v):
            v.parts = [V()]
            try: v[0].n += fail()
            except KeyError: print("failed")
            del v.parts
        def store_fails(v):
            try: V()[1 + 1], v[2 + 1], v.parts[9 + 1] = 1, 2, 3
            except IndexError: print("failed")
        for use in (
            store, store_twice, store_slice, annotated, delete, in_place, loop, shared_loop, context, key_fails,
            value_fails, in_place_fails, store_fails,
        ):
            print(use.__name__)
            def body():
                v = V()
                r = weakref.ref(v)
                use(v)
                del v
                print("then", r())
            body()
        def inline():
            v = V()
            r = weakref.ref(v)
            v[1 + 1] = 3
            del v
            print("then", r())
            V()[1 + 1] = V().parts[5:] = []
            print("then")
            V().n += 1
            print("then")
            V()[len("a")] = 3
            print("then")
        inline()
        v = V()
        r = weakref.ref(v)
        v[1 + 1] = 3
        v.parts = [V()]
        v[0].n += 1
        del v
        print("then", r())
        """,
}


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_what_a_program_sees_of_itself_stays_the_same(means_the_same, text):
    printed = means_the_same(dedent(text))
    assert printed
    assert "through lines" not in printed[-1]
