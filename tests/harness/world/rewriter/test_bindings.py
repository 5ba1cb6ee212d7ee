"""Statements that bind several names, fields and items do the same in the same order once they are rewritten."""

from textwrap import dedent

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PLACES = ("a", "b", "c", "box.x", "box.y", "shared.z", "items[0]", "items['k']", "items[0:2]", "local")
VALUES = ("1", "'two'", "[3]", "iter('xyz')", "{'p': 1, 'q': 2}", "None", "items", "box")
HEAD = """
    class Logged:
        def __setattr__(self, name, value):
            print("set", name, value)
            object.__setattr__(self, name, value)
        def __setitem__(self, key, value):
            print("put", key, value)
        def __delattr__(self, name):
            print("remove", name)
            object.__delattr__(self, name)
        def __delitem__(self, key):
            print("take", key)
        def __iter__(self):
            print("iterate")
            return iter((1, (2, 3)))
        def __repr__(self):
            return "logged"
        def __enter__(self):
            return self
        def __exit__(self, *args):
            print("leave")
    box, shared, items = Logged(), Logged(), Logged()
    a = b = c = 0
    def test():
        global a, b
        c = 0
        def look():
            return a, b, c
        def work():
            nonlocal c
            local = 0
            try:
{statement}
            except (TypeError, ValueError, AttributeError, NameError) as error:
                caught(error)
            print(sorted(locals()))
        work()
        try:
            print(look())
        except NameError as error:
            caught(error)
    test()
    print([name for name in globals() if "kata_t" in name])
"""


def in_brackets(parts):
    return st.tuples(st.lists(parts, min_size=1, max_size=3), st.sampled_from("([")).map(
        lambda drawn: f"({', '.join(drawn[0])},)" if drawn[1] == "(" else f"[{', '.join(drawn[0])}]"
    )


def with_star(parts):
    return st.tuples(st.lists(parts, min_size=1, max_size=3), st.integers(0, 2)).map(
        lambda drawn: f"({', '.join(f'*{one}' if number == drawn[1] else one for number, one in enumerate(drawn[0]))},)"
    )


NAMES = st.sampled_from(PLACES)
TARGETS = st.recursive(
    NAMES, lambda inner: in_brackets(inner) | with_star(inner.filter(lambda one: one[0] not in "(["))
)
VALUE = st.recursive(st.sampled_from(VALUES), in_brackets, max_leaves=6)
CHAINS = st.lists(TARGETS, min_size=1, max_size=3).map(" = ".join)
STATEMENTS = st.one_of(
    st.tuples(CHAINS, VALUE).map(" = ".join),
    st.tuples(TARGETS, VALUE).map(lambda drawn: f"for {drawn[0]} in [{drawn[1]}, {drawn[1]}]: print(a)"),
    st.tuples(TARGETS, TARGETS).map(lambda drawn: f"with items as {drawn[0]}, box as {drawn[1]}: print(a)"),
    st.lists(NAMES, min_size=1, max_size=4).map(lambda drawn: f"del {', '.join(drawn)}"),
)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(STATEMENTS, min_size=1, max_size=3))
def test_statements_that_bind_several_things_mean_the_same(means_the_same, statements):
    body = "\n".join(" " * 16 + one for one in statements)
    means_the_same(dedent(HEAD.format(statement=body)))
