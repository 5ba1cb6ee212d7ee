"""The table of functions: what a call of each built-in function, C function, constructor or method reads and writes.

An effect is written as a few words:

- ``-``: the call touches nothing shared;
- ``rN`` and ``r*``: the contents of argument N, or of every argument, are read;
- ``RN`` and ``R*``: so are the contents of everything that the argument holds, as a comparison or a ``repr`` does;
- ``FN`` and ``F*``: so are all fields of the instances met, as copying and pickling do;
- ``wN``: argument N is written;
- ``iN`` and ``i*``: the call keeps an iterator over the argument, each step of which reads it later;
- ``mN``: items of argument N are looked up, and a missing one is put into a ``defaultdict``;
- ``cN`` and ``c*``: the call calls its arguments, so a function of C among them is announced when it is called;
- ``=``: the runtime has its own version of the function;
- ``?``: unknown.

What stands in no table is unknown.
"""

from __future__ import annotations

from .types import TYPES, TypeKind

UNKNOWN = "?"
HARMLESS = "-"

_BUILTINS = """
__build_class__ =
__import__ ?
__lazy_import__ ?
abs r0
aiter -
all R*
anext ?
any R*
ascii R*
bin -
breakpoint ?
callable -
chr -
compile =
delattr =
dir F*
divmod r*
eval =
exec =
format R*
getattr =
globals =
hasattr =
hash R0
help ?
hex -
id -
input =
isinstance -
issubclass -
iter =
len r0
locals =
max R* c*
min R* c*
next =
oct -
open ?
ord r0
pow r*
print =
repr R*
round -
setattr =
sorted R* c*
sum R*
vars =
exit -
quit -
copyright ?
credits ?
license ?
"""
"""Built-in functions."""

_CONSTRUCTORS = """
builtins.list r*
builtins.dict r*
builtins.set r*
builtins.frozenset r*
builtins.tuple r*
builtins.bytearray r*
builtins.bytes R*
builtins.str R*
builtins.bool r*
builtins.int r*
builtins.float r*
builtins.complex r*
builtins.type -
builtins.object -
builtins.cell -
builtins.super =
builtins.property -
builtins.classmethod -
builtins.staticmethod -
builtins.slice -
builtins.range -
builtins.memoryview ?
builtins.enumerate i0
builtins.filter i1
builtins.map i*
builtins.reversed i0
builtins.zip i*
collections.deque r0
collections.defaultdict r1
collections.OrderedDict r*
collections.Counter r*
array.array r1
types.SimpleNamespace r*
itertools.count -
itertools.repeat -
functools.partial -
weakref.ReferenceType ?
weakref.ref ?
"""
"""Types whose construction differs from what their kind says."""

_BY_KIND = {
    TypeKind.SCALAR: "R*",
    TypeKind.FROZEN: "-",
    TypeKind.CONTAINER: "r*",
    TypeKind.ITERATOR: "i*",
    TypeKind.VIEW: "r*",
    TypeKind.CODE: "-",
    TypeKind.UNKNOWN: UNKNOWN,
}
"""What constructing a type of a kind does with its arguments."""

_MODULES = """
math R*
math.integer R*
cmath -
binascii r*
zlib r*
unicodedata -
_struct R*
_sre -
_stat -
_string -
_statistics -
_uuid -
_json R*
errno -
_codecs r*
audioop r*
_crypt -
_hashlib r*
_hmac r*
_md5 r*
_sha1 r*
_sha256 r*
_sha512 r*
_sha2 r*
_sha3 r*
_blake2 r*
_abc -
_typing -
_datetime -
_decimal ?
decimal ?
_contextvars ?
_operator R*
_functools R* c*
_collections R*
_heapq w0 R*
_bisect R*
itertools i*
marshal F*
_pickle F*
_csv r*
_warnings -
_weakref ?
_random r*
_tokenize ?
_ast ?
_asyncio ?
_bz2 r*
_lzma r*
_zstd r*
_io ?
io ?
_imp ?
_locale ?
_lsprof ?
_multibytecodec ?
_multiprocessing ?
_opcode -
_opcode_metadata -
_posixshmem ?
_posixsubprocess ?
_queue ?
_remote_debugging ?
_signal ?
_socket ?
_sqlite3 ?
_ssl ?
_symtable ?
_suggestions ?
_sysconfig ?
_interpreters ?
_interpchannels ?
_interpqueues ?
_thread =
_tkinter ?
_tracemalloc ?
_types -
_zoneinfo -
_curses ?
_curses_panel ?
_ctypes ?
_dbm ?
_gdbm ?
_elementtree R*
_scproxy ?
_codecs_cn -
_codecs_hk -
_codecs_iso2022 -
_codecs_jp -
_codecs_kr -
_codecs_tw -
array R*
atexit ?
faulthandler ?
fcntl ?
gc ?
grp ?
mmap ?
nis ?
ossaudiodev ?
posix ?
nt ?
msvcrt ?
winreg ?
winsound ?
pwd ?
pyexpat ?
readline ?
resource ?
select ?
spwd ?
sys ?
syslog ?
termios ?
time =
"""
"""C modules: what a call of one of their functions does, unless the function has a row of its own."""

_FUNCTIONS = """
_operator.getitem m0 R*
_operator.setitem w0
_operator.delitem w0
_operator.iadd w0 R*
_operator.iand w0 R*
_operator.iconcat w0 R*
_operator.ifloordiv w0 R*
_operator.ilshift w0 R*
_operator.imatmul w0 R*
_operator.imod w0 R*
_operator.imul w0 R*
_operator.ior w0 R*
_operator.ipow w0 R*
_operator.irshift w0 R*
_operator.isub w0 R*
_operator.itruediv w0 R*
_operator.ixor w0 R*
_operator.is_ -
_operator.is_not -
_operator.call ?
_functools.cmp_to_key -
_functools.reduce i1 c*
_collections._count_elements w0 r1
_bisect.insort_left w0 R*
_bisect.insort_right w0 R*
_struct.pack_into w1
_abc._abc_register ?
_abc._reset_registry ?
_abc._reset_caches ?
_codecs.register ?
_codecs.unregister ?
_codecs.register_error ?
_warnings.warn_explicit ?
_csv.register_dialect ?
_csv.unregister_dialect ?
_csv.field_size_limit ?
zlib.compressobj -
zlib.decompressobj -
sys._getframe =
sys._getframemodulename =
sys.exc_info -
sys.exception -
sys.exit -
sys.getsizeof R*
sys.intern -
sys.getrecursionlimit -
sys.getswitchinterval -
sys.getdefaultencoding -
sys.getfilesystemencoding -
sys.getfilesystemencodeerrors -
sys.is_finalizing -
sys._is_gil_enabled -
sys._is_interned -
gc.isenabled -
posix.getpid -
posix.getppid -
posix.getuid -
posix.geteuid -
posix.getgid -
posix.getegid -
posix.getcwd -
posix.cpu_count -
posix.urandom ?
posix.fspath -
posix.strerror -
posix.sysconf -
posix.uname -
posix.times -
posix.get_terminal_size -
posix._path_normpath -
posix._path_splitroot_ex -
posix._path_splitroot -
posix._path_isabs -
posix.sched_yield -
posix.WEXITSTATUS -
_contextvars.copy_context ?
_decimal.getcontext ?
"""
"""Functions that differ from the rest of their module."""

ARGUMENT_READERS = frozenset(
    "extend extendleft update join fromlist frombytes writelines union intersection difference symmetric_difference"
    " intersection_update difference_update symmetric_difference_update issubset issuperset isdisjoint write format"
    " format_map __iadd__ __ior__ __iand__ __isub__ __ixor__ __imul__ __add__ __radd__ __or__ __ror__ __and__ __sub__"
    " __xor__ subtract readinto fromunicode".split()
)
"""Methods of mutable types that read the contents of their arguments; the others only store or look them up."""
COMPARING = frozenset("sort remove index count __contains__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__".split())
"""Methods of containers that compare the elements, and so read what the elements hold."""
READING_DUNDERS = frozenset(
    "__len__ __getitem__ __contains__ __iter__ __reversed__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __repr__ __str__"
    " __format__ __add__ __radd__ __mul__ __rmul__ __or__ __ror__ __and__ __rand__ __sub__ __rsub__ __xor__ __rxor__"
    " __hash__ __bool__ __sizeof__ __reduce__ __reduce_ex__ __getstate__ __copy__ __deepcopy__ __dir__ __mod__"
    " __getattribute__ __class_getitem__ __init_subclass__ __subclasshook__ __length_hint__ __index__ __bytes__"
    " __buffer__ __class__ __doc__ __new__".split()
)
"""Special methods of mutable types that change nothing."""
OBJECT_METHODS = {
    "__setattr__": "=", "__delattr__": "=", "__getattribute__": "=",
    "__reduce_ex__": "F*", "__reduce__": "F*", "__getstate__": "F*", "__sizeof__": "-", "__dir__": "F*",
    "__init__": "-", "__new__": "-", "__init_subclass__": "-", "__subclasshook__": "-", "__hash__": "-",
    "__eq__": "-", "__ne__": "-", "__lt__": "-", "__le__": "-", "__gt__": "-", "__ge__": "-",
    "__repr__": "-", "__str__": "-", "__format__": "-", "__class__": "-", "__doc__": "-",
}  # fmt: skip
"""The methods that every object has from ``object``."""


def _table(text: str) -> dict[str, str]:
    return {name: effect for name, _, effect in (line.partition(" ") for line in text.strip().splitlines())}


BUILTINS = _table(_BUILTINS)
MODULES = _table(_MODULES)
FUNCTIONS = _table(_FUNCTIONS)
CONSTRUCTORS = _table(_CONSTRUCTORS)


def function_effect(module: str, name: str) -> str:
    """Return the effect of a C function.

    Args:
        module: the module that defines it.
        name: its name there.
    """
    if module == "builtins":
        return BUILTINS.get(name, UNKNOWN)
    return FUNCTIONS.get(f"{module}.{name}") or MODULES.get(module, UNKNOWN)


def constructor_effect(full_name: str) -> str:
    """Return the effect of constructing a type of the tables.

    Args:
        full_name: see ``types.full_name``.
    """
    known = CONSTRUCTORS.get(full_name)
    return known if known is not None else _BY_KIND[TYPES[full_name]]
