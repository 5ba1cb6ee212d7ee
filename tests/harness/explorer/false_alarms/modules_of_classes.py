# What no class statement makes belongs to the module of the line that makes it, so it can be pickled.
import abc
import copy
import dataclasses
import enum
import pickle
import sys
import threading
import types
import typing
from collections import namedtuple

ByNamedtuple = namedtuple("ByNamedtuple", "x")
ByTyping = typing.NamedTuple("ByTyping", [("x", int)])
ByTypedDict = typing.TypedDict("ByTypedDict", {"x": int})
ByEnum = enum.Enum("ByEnum", "x y")
ByFlag = enum.IntFlag("ByFlag", ["x", "y"])
ByType = type("ByType", (), {"x": 1})
ByABC = abc.ABCMeta("ByABC", (), {"x": 1})
Variable = typing.TypeVar("Variable")
Parameters = typing.ParamSpec("Parameters")
Variables = typing.TypeVarTuple("Variables")
Several = [type(name, (ByType,), {}) for name in ("One", "Two")]
MADE = [ByNamedtuple, ByTyping, ByTypedDict, ByEnum, ByFlag, ByType, Variable, Parameters, Variables, *Several]
if sys.version_info >= (3, 12):  # before, Python itself names the module types
    ByDataclass = dataclasses.make_dataclass("ByDataclass", ["x"])
    MADE.append(ByDataclass)
Elsewhere = type("Elsewhere", (), {"__module__": "elsewhere"})


def main():
    out = []

    def in_a_thread():
        out.append(namedtuple("Local", "x").__module__)
        out.append(type("Local", (), {}).__module__)

    thread = threading.Thread(target=in_a_thread)
    thread.start()
    thread.join()
    wrong = [(one, one.__module__) for one in MADE if one.__module__ != __name__]
    assert not wrong, wrong
    assert out == [__name__] * 2, out
    assert Elsewhere.__module__ == "elsewhere"
    assert types.new_class("New").__module__ == "types"
    assert ByABC.__module__ == "abc"
    before = threading.Lock.__module__, threading.Thread.__module__
    assert copy.copy(threading.Thread) is typing.cast(type, threading.Thread) is threading.Thread
    assert (threading.Lock.__module__, threading.Thread.__module__) == before
    for one in (ByNamedtuple(1), ByTyping(1), ByEnum.x, ByFlag.x | ByFlag.y):
        assert pickle.loads(pickle.dumps(one)) == one
