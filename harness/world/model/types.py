"""The table of types: what an operation on an instance of each built-in or C type can read or write.

The world is closed: a type that stands in none of these tables is UNKNOWN, and an operation on an instance of it
counts as a write to it and withholds the proof. The atomicity assumed here is that of CPython with the GIL: one method
call on a built-in container is one step, an iteration is one step for each item. CPython's page "Thread Safety
Guarantees" (Python documentation, library/threadsafety) says what holds without the GIL.
"""

from __future__ import annotations

from enum import Enum


class TypeKind(Enum):
    """The way in which the model treats the instances of a type."""

    SCALAR = "scalar"
    """Immutable, and nothing mutable can be reached from it."""
    FROZEN = "frozen"
    """Immutable, but it refers to other objects, which may be mutable."""
    CONTAINER = "container"
    """Mutable; the whole object is one location. Methods outside of its readers are writes."""
    ITERATOR = "iterator"
    """Each step that is taken from it is a write to it."""
    VIEW = "view"
    """A window on a container: an operation on it reads the container."""
    PLAIN = "plain"
    """An instance whose special methods are rewritten code: only its fields are locations."""
    SIMULATED = "simulated"
    """A primitive of the simulated world, which announces its own operations."""
    CODE = "code"
    """A function, a class or a module: no operation but a call or an attribute access means anything."""
    FOREIGN = "foreign"
    """An instance of a Python class whose methods are not rewritten: they can do anything to it."""
    UNKNOWN = "unknown"
    """A C type that the model does not know."""

    __hash__ = object.__hash__  # asked at every operator; that of Enum hashes the name, in Python


_SCALARS = """
builtins: int float complex bool str bytes range NoneType ellipsis NotImplementedType code
datetime: date datetime time timedelta timezone tzinfo
decimal: Decimal
_decimal: Decimal
zoneinfo: ZoneInfo
_zoneinfo: ZoneInfo
re: Pattern
_struct: Struct
uuid: UUID
fractions: Fraction
pathlib: Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath
pathlib._local: Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath
ipaddress: IPv4Address IPv6Address IPv4Network IPv6Network IPv4Interface IPv6Interface
time: struct_time
posix: stat_result statvfs_result terminal_size times_result uname_result waitid_result sched_param
os: statx_result stat_result statvfs_result terminal_size times_result uname_result waitid_result sched_param
resource: struct_rusage
pwd: struct_passwd
grp: struct_group
signal: struct_siginfo
unicodedata: UCD Segment
hashlib: _BlakeParams
string.templatelib: Interpolation
typing: TypeVar ParamSpec TypeVarTuple ParamSpecArgs ParamSpecKwargs TypeAliasType NoDefaultType
_contextvars: Token
_thread: _ExceptHookArgs
select: error
_operator: itemgetter attrgetter
operator: itemgetter attrgetter
sys: flags float_info hash_info int_info thread_info version_info asyncgen_hooks UnraisableHookArgs
builtins: flags float_info hash_info int_info thread_info version_info asyncgen_hooks UnraisableHookArgs InterpreterID \
NoDefaultType EncodingMap moduledef sentinel
datetime: IsoCalendarDate
_sre: SRE_Template
"""
"""Module: types that are immutable all through."""

_FROZEN = """
builtins: tuple frozenset frozendict slice BaseException property staticmethod classmethod super
types: SimpleNamespace_frozen GenericAlias UnionType
functools: partial partialmethod _PlaceholderType
_functools: partial _PlaceholderType
_operator: methodcaller
operator: methodcaller
collections: _tuplegetter
typing: Generic Union
_collections: _tuplegetter
string.templatelib: Template
"""
"""Module: types that are immutable themselves and refer to other objects."""

_CONTAINERS = """
builtins.list: copy count index
builtins.dict: copy get items keys values
builtins.set: copy isdisjoint issubset issuperset union intersection difference symmetric_difference
builtins.bytearray: copy count decode endswith find hex index rfind rindex startswith isalnum isalpha isascii isdigit \
islower isspace istitle isupper capitalize center expandtabs join ljust lower lstrip maketrans partition removeprefix \
removesuffix replace rjust rpartition rsplit rstrip split splitlines strip swapcase title translate upper zfill
collections.deque: copy count index
collections.OrderedDict: copy get items keys values
collections.defaultdict: copy get items keys values
collections.Counter: copy get items keys values elements most_common total
array.array: buffer_info count index tobytes tolist tounicode
builtins.memoryview: hex tobytes tolist count index
types.SimpleNamespace:
_io.StringIO: getvalue readable writable seekable isatty fileno
_io.BytesIO: getvalue readable writable seekable isatty fileno
_io.TextIOWrapper: readable writable seekable isatty fileno
_io.BufferedReader: readable writable seekable isatty fileno
_io.BufferedWriter: readable writable seekable isatty fileno
_io.BufferedRandom: readable writable seekable isatty fileno
_io.BufferedRWPair: readable writable seekable isatty
_io.FileIO: readable writable seekable isatty fileno
_io.IncrementalNewlineDecoder:
_io._IOBase:
_io._RawIOBase:
_io._BufferedIOBase:
_io._TextIOBase:
os._Environ: copy get items keys values
random.Random: getstate
_random.Random: getstate
_hashlib.HASH: copy digest hexdigest
_hashlib.HASHXOF: copy digest hexdigest
_hashlib.HMAC: copy digest hexdigest
_hmac.HMAC: copy digest hexdigest
_blake2.blake2b: copy digest hexdigest
_blake2.blake2s: copy digest hexdigest
_md5.md5: copy digest hexdigest
_sha1.sha1: copy digest hexdigest
_sha256.sha224: copy digest hexdigest
_sha256.sha256: copy digest hexdigest
_sha512.sha384: copy digest hexdigest
_sha512.sha512: copy digest hexdigest
_sha2.SHA224Type: copy digest hexdigest
_sha2.SHA256Type: copy digest hexdigest
_sha2.SHA384Type: copy digest hexdigest
_sha2.SHA512Type: copy digest hexdigest
_sha3.sha3_224: copy digest hexdigest
_sha3.sha3_256: copy digest hexdigest
_sha3.sha3_384: copy digest hexdigest
_sha3.sha3_512: copy digest hexdigest
_sha3.shake_128: copy digest hexdigest
_sha3.shake_256: copy digest hexdigest
_bz2.BZ2Compressor:
_bz2.BZ2Decompressor:
_lzma.LZMACompressor:
_lzma.LZMADecompressor:
zlib.Compress:
zlib.Decompress:
zlib._ZlibDecompressor:
_zstd.ZstdCompressor:
_zstd.ZstdDecompressor:
_zstd.ZstdDict:
compression.zstd.ZstdCompressor:
compression.zstd.ZstdDecompressor:
compression.zstd.ZstdDict:
_csv.Dialect:
_csv.reader:
_csv.writer:
_json.Encoder:
_json.Scanner:
_ctypes.Array:
_ctypes.Structure:
_ctypes.Union:
_ctypes._Pointer:
_ctypes._SimpleCData:
_decimal.Context: copy
decimal.Context: copy
_elementtree.Element: find findall findtext get items iter iterfind itertext keys
_elementtree.TreeBuilder:
_elementtree.XMLParser:
xml.etree.ElementTree.Element: find findall findtext get items iter iterfind itertext keys
xml.etree.ElementTree.TreeBuilder:
xml.etree.ElementTree.XMLParser:
_pickle.Pickler:
_pickle.Unpickler:
_pickle.PickleBuffer:
pickle.PickleBuffer:
_pickle.Pdata:
_pickle.PicklerMemoProxy: copy
_pickle.UnpicklerMemoProxy: copy
_io._BytesIOBuffer:
mmap.mmap: closed find rfind size tell
_multibytecodec.MultibyteIncrementalDecoder:
_multibytecodec.MultibyteIncrementalEncoder:
_multibytecodec.MultibyteStreamReader:
_multibytecodec.MultibyteStreamWriter:
"""
"""Module.Type: the methods that only read; every other method of the type is a write."""

_ITERATORS = """
builtins: enumerate filter map zip reversed list_iterator list_reverseiterator tuple_iterator set_iterator \
str_iterator str_ascii_iterator bytes_iterator bytearray_iterator range_iterator longrange_iterator dict_keyiterator \
dict_valueiterator dict_itemiterator dict_reversekeyiterator dict_reversevalueiterator dict_reverseitemiterator \
callable_iterator iterator memory_iterator generator coroutine async_generator async_generator_asend \
async_generator_athrow coroutine_wrapper anext_awaitable async_generator_wrapped_value fieldnameiterator \
formatteriterator generic_alias_iterator items keys values line_iterator positions_iterator odict_iterator
_collections: _deque_iterator _deque_reverse_iterator
collections: _deque_iterator _deque_reverse_iterator
_asyncio: FutureIter
_elementtree: _element_iterator
_sre: SRE_Scanner
unicodedata: GraphemeBreakIterator
itertools: _grouper _tee _tee_dataobject accumulate batched chain combinations combinations_with_replacement compress \
count cycle dropwhile filterfalse groupby islice pairwise permutations product repeat starmap takewhile zip_longest
array: arrayiterator
_sqlite3: Cursor
_struct: unpack_iterator
posix: ScandirIterator
string.templatelib: TemplateIter
odict: odict_iterator
types: generic_alias_iterator
"""
"""Module: types each step of which is a write to the iterator."""

_VIEWS = """
builtins: dict_keys dict_values dict_items mappingproxy odict_keys odict_values odict_items
re: Match
"""
"""Module: types that show a container, which ``gc.get_referents`` names."""

_CODE = """
builtins: function builtin_function_or_method method method-wrapper wrapper_descriptor method_descriptor \
classmethod_descriptor getset_descriptor member_descriptor module type instancemethod
builtins: builtin_method
_ctypes: PyCArrayType PyCFuncPtrType PyCPointerType PyCSimpleType PyCStructType UnionType
abc: ABCMeta
enum: EnumMeta EnumType
"""
"""Module: functions, methods, classes and modules, whose calls and attributes are modelled one by one."""

_UNKNOWN = """
_abc: _abc_data
_asyncio: TaskStepMethWrapper
_interpchannels: ChannelID
_interpreters: CrossInterpreterBufferView
_multibytecodec: MultibyteCodec
_tkinter: Tcl_Obj tkapp tktimertoken
builtins: CArgObject StgDict TaskStepMethWrapper _RunningLoopHolder hamt hamt_array_node hamt_bitmap_node \
hamt_collision_node managedbuffer stderrprinter _buffer_wrapper FrameLocalsProxy InstructionSequence
builtins: symtable_entry
decimal: ContextManager SignalDictMixin
_dbm: dbm
_gdbm: gdbm
_remote_debugging: RemoteUnwinder BinaryReader BinaryWriter GCMonitor
_typing: _ConstEvaluator
ctypes: CField
functools: _lru_list_elem
sqlite3: Statement
sys: legacy_event_handler
builtins: cell frame traceback uop_executor lazy_import weakref weakproxy weakcallableproxy PyCapsule
_weakref: ReferenceType ProxyType CallableProxyType
weakref: ReferenceType ProxyType CallableProxyType
_contextvars: Context ContextVar
_asyncio: Future Task
_socket: socket
_sqlite3: Blob Connection Row PrepareProtocol
sqlite3: Blob Connection Cursor Row PrepareProtocol
_ssl: Certificate MemoryBIO SSLSession _SSLContext _SSLSocket
select: epoll poll kqueue kevent
_ctypes: CFuncPtr CArgObject CField CThunkObject DictRemover StructParam_Type _CData
_functools: _lru_cache_wrapper KeyWrapper
functools: KeyWrapper
_queue: SimpleQueue
_thread: RLock lock LockType _local _ThreadHandle _localdummy
_multiprocessing: SemLock
multiprocessing: SemLock
_lsprof: Profiler profiler_entry profiler_subentry
_curses: window
_curses_panel: panel
_tokenize: TokenizerIter
pyexpat: xmlparser
posix: DirEntry
ossaudiodev: oss_audio_device oss_mixer_device
ast: AST
"""
"""Module: types of which the model says nothing, so that a program which uses one is not proved."""


def _rows(text: str) -> list[tuple[str, list[str]]]:
    joined = text.replace("\\\n", "")
    return [(head, rest.split()) for head, _, rest in (line.partition(":") for line in joined.strip().splitlines())]


def _listed(text: str, kind: TypeKind) -> dict[str, TypeKind]:
    return {f"{module}.{name}": kind for module, names in _rows(text) for name in names}


READERS: dict[str, frozenset[str]] = {name: frozenset(readers) for name, readers in _rows(_CONTAINERS)}
"""Of each mutable type, by its full name: the methods that change nothing."""
TYPES: dict[str, TypeKind] = {
    **_listed(_UNKNOWN, TypeKind.UNKNOWN),
    **_listed(_CODE, TypeKind.CODE),
    **_listed(_VIEWS, TypeKind.VIEW),
    **_listed(_ITERATORS, TypeKind.ITERATOR),
    **_listed(_FROZEN, TypeKind.FROZEN),
    **_listed(_SCALARS, TypeKind.SCALAR),
    **dict.fromkeys(READERS, TypeKind.CONTAINER),
}
"""The kind of each type, by its full name, ``module.qualname``."""
