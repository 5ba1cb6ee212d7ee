"""The audit hook (PEP 578): refuses operations that no kata's file needs.

The interpreter calls an audit hook before Python code does something to the process or to the machine, by whichever way
it got there. The hook can refuse, and it cannot be removed. This one is a closure that is installed before the code
under test is loaded. It also records what it refuses, and that decides the verdict, so catching the exception is of no
use.

It is no sandbox: what C code does without an audit event (``os.write`` to an open descriptor, ``os._exit``) is not seen
here, and is left to the channel and the supervisor. SECURITY.md lists what remains.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from _thread import get_ident
from collections.abc import Callable, Collection
from dataclasses import dataclass
from types import FrameType, ModuleType
from typing import Any

from ... import failure_store, trace
from ...trace import Place
from ...world.rewriter import (
    announcer,
    callbacks,
    calls,
    effects,
    iteration,
    library,
    lookups,
    object_ends,
    operators,
    proxies,
    replacements,
    special,
    stacks,
    texts,
)
from ...world.rewriter import runtime as rewritten
from ...world.stdlib import modules

PROCESS, SIGNAL, FILES = "starts a process", "sends a signal to a process", "changes files"
NETWORK, TRACE, MEMORY = "opens a socket", "watches what others run", "looks through the memory of the process"
LIMITS = "changes the limits of the process"
FRAMES, CODE, NATIVE = "looks at the frames of others", "makes code while it runs", "loads native code"

REFUSED: dict[str, str] = {
    **dict.fromkeys(
        "os.fork os.forkpty os.posix_spawn os.spawn os.system os.exec os.startfile subprocess.Popen pty.spawn"
        " _winapi.CreateProcess".split(),
        PROCESS,
    ),
    **dict.fromkeys("os.kill os.killpg signal.pthread_kill".split(), SIGNAL),
    **dict.fromkeys(
        "os.remove os.rename os.rmdir os.mkdir os.link os.symlink os.truncate os.chmod os.chown os.lockf os.utime"
        " os.chdir os.chflags os.setxattr os.removexattr os.chroot tempfile.mkstemp tempfile.mkdtemp"
        " shutil.rmtree shutil.move shutil.copyfile shutil.make_archive shutil.unpack_archive sqlite3.connect".split(),
        FILES,
    ),
    **dict.fromkeys("socket.__new__ socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr".split(), NETWORK),
    **dict.fromkeys(
        "sys.settrace sys.setprofile sys.addaudithook sys.monitoring.register_callback"
        " sys.set_asyncgen_hooks_firstiter sys.set_asyncgen_hooks_finalizer".split(),
        TRACE,
    ),
    **dict.fromkeys("gc.get_objects gc.get_referrers gc.get_referents".split(), MEMORY),
    **dict.fromkeys("sys._current_frames sys._current_exceptions".split(), FRAMES),
    **dict.fromkeys("resource.setrlimit resource.prlimit".split(), LIMITS),
    **dict.fromkeys("ctypes.dlopen ctypes.dlsym ctypes.addressof ctypes.string_at ctypes.cdata".split(), NATIVE),
}
"""Events that are refused to all code, and what they mean."""
SHARED = frozenset({"sys._current_frames", "gc.get_referents"})
"""Those of them that the harness itself causes, and may."""
ASKED: dict[str, str] = {
    "sys._getframe": FRAMES,
    "code.__new__": CODE,
    "compile": CODE,
    "exec": CODE,
    "function.__new__": CODE,
}
"""Events that are refused where a line of the program itself causes them; the standard library may."""
FIELDS = frozenset("tb_frame gi_frame cr_frame ag_frame gi_code cr_code ag_code __code__ __defaults__".split())
"""Attributes that lead to frames and code; the program's lines may not read or set them."""
BARRED = frozenset(
    "ctypes _ctypes cffi _cffi_backend _testcapi _testinternalcapi _testlimitedcapi _xxsubinterpreters _interpreters"
    " _xxinterpchannels _interpchannels mmap _posixshmem _multiprocessing faulthandler bdb".split()
)
"""Modules whose functions act without audit events."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | getattr(os, "O_TMPFILE", 0)


class Refused(BaseException):
    """Ends the thread that caused a refused event, unless the thread catches it."""


@dataclass(frozen=True)
class Refusal:
    """The first refused event.

    Attributes:
        what: what the program does, as the end of a sentence that begins with its line.
        place: its line, if one is found.
    """

    what: str
    place: Place | None


@dataclass(frozen=True)
class AuditHook:
    """The two functions by which the worker controls the hook.

    Attributes:
        arm: refuse from now on, until the process ends; takes the program's files and the folders that it may read.
        refusal: returns the first refusal; None if nothing was refused.
        changed: the integrity check; the hook ignores what it reads, which is some thousand attributes after each job.
    """

    arm: Callable[[Collection[str], Collection[str]], None]
    refusal: Callable[[], Refusal | None]
    changed: Callable[[], str]


HOME = os.path.dirname(os.path.abspath(str(trace.__file__)))
"""The folder of this package."""


def _file(module: ModuleType) -> str:
    """Return the file of a module of the harness, as its frames name it; so no renaming locks a module out."""
    return os.path.abspath(str(module.__file__))


RUNTIME = frozenset(
    map(
        _file,
        (
            rewritten, announcer, callbacks, calls, effects, iteration, library, lookups, object_ends, operators,
            proxies, replacements, special, stacks, texts,
        ),
    )
)  # fmt: skip
"""Files whose frames only pass on what a line of the program asks for: what rewritten code calls in its place."""
LIBRARY_LOADER = _file(modules)
"""The file that may import modules from ``BARRED``, for the standard library that a world loads."""
STORE = _file(failure_store)
"""The file that may read the sources of an earlier failure, to report which line has changed since."""

Frame = FrameType | None
Places = tuple[str, ...]


def folders() -> Places:
    """Return the folders of the interpreter, its libraries and this package, in which any code may read."""
    paths = [sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()]
    return tuple({os.path.realpath(path) + os.sep for path in [*paths, HOME]})


def install(check: Callable[[], str]) -> AuditHook:
    """Install the hook; it refuses nothing until it is armed.

    Args:
        check: the integrity check of this process. It alone is exempt, so that no code can ask for an exemption.

    The hook is made of closures, because code under test can reach and replace what is not in a closure. The functions
    that make closures are called here only, before that code is loaded.
    """
    getframe, ident, realpath, fspath = sys._getframe, get_ident, os.path.realpath, os.fspath
    refused, asked, fields, barred, shared = dict(REFUSED), dict(ASKED), FIELDS, BARRED, SHARED
    attribute = frozenset({"object.__getattr__", "object.__setattr__"})
    watched = frozenset({"open", "import", *attribute, *refused, *asked})
    here, loading = HOME + os.sep, LIBRARY_LOADER
    handed_out = tuple(os.path.join(place, "_handout", "") for place in {here, os.path.realpath(here)})
    packages, base = tuple(_packages()), folders()
    causes, by, line = _frame_tests()
    opening = _file_rule(by)
    exception, refusal_of, busy = Refused, Refusal, set[int]()
    program: frozenset[str] = frozenset()
    readable: Places = ()
    armed = False
    first: Refusal | None = None

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal first
        if not armed or event not in watched or (event in attribute and args[1] not in fields):
            return
        me = ident()
        if me in busy:
            return
        busy.add(me)
        try:
            what = verdict(event, args, getframe(1))
            if what and first is None:
                first = refusal_of(what, line(getframe(1), program))
        finally:
            busy.discard(me)
        if what:
            raise exception(what)

    def verdict(event: str, args: tuple[Any, ...], frame: Frame) -> str:
        """Return what the program does that is refused, or ""."""
        if event in refused:
            return "" if event in shared and by(frame, (here,), packages) else refused[event]
        if event == "open":
            return opening(args, frame, program, readable, packages)
        if event == "import":
            outside = args[0].partition(".")[0] not in barred or by(frame, (loading, *packages), packages)
            return "" if outside else f"imports {args[0]}"
        if not causes(frame, program, base, packages):
            return ""
        return f"looks at {args[1]}" if event in attribute else asked[event]

    def changed() -> str:
        me = ident()
        busy.add(me)
        try:
            return check()
        finally:
            busy.discard(me)

    def arm(files: Collection[str], places: Collection[str]) -> None:
        nonlocal armed, program, readable, packages, base
        program = frozenset(files) | frozenset(realpath(file) for file in files)
        # the reference solution of an installed package lies in a folder of packages, which remain packages all the
        # same
        own = [file for file in program if not file.startswith(handed_out)]
        packages = tuple(place for place in packages if not any(file.startswith(place) for file in own))
        base = (*base, *packages)
        readable = (*base, *(realpath(fspath(place)) + os.sep for place in places))
        armed = True

    sys.addaudithook(hook)
    return AuditHook(arm, lambda: first, changed)


Causes = Callable[[Frame, frozenset[str], Places, Places], bool]
By = Callable[[Frame, Places, Places], bool]
Line = Callable[[Frame, frozenset[str]], Place | None]
Opening = Callable[[tuple[Any, ...], Frame, frozenset[str], Places, Places], str]


def _frame_tests() -> tuple[Causes, By, Line]:
    """Return closures that find out which code causes an event."""
    runtime, library, place_of = RUNTIME, tuple(_library()), Place

    def causes(frame: Frame, program: frozenset[str], base: Places, packages: Places) -> bool:
        """True when a line of the program causes the event, or code that was made of text."""
        while frame is not None and frame.f_code.co_filename in runtime:
            frame = frame.f_back
        if frame is None:
            return False
        file = frame.f_code.co_filename
        made = file[:1] == "<" and file[:7] != "<frozen"  # of text; the standard library makes some, too
        return file in program or (made and not by(frame.f_back, base, packages))

    def by(frame: Frame, places: Places, packages: Places) -> bool:
        """True when the innermost frame outside the standard library is in one of these places."""
        while frame is not None:
            file = frame.f_code.co_filename
            if (
                file not in runtime
                and file[:7] != "<frozen"
                and (not file.startswith(library) or file.startswith(packages))
            ):
                return file.startswith(places)
            frame = frame.f_back
        return False

    def line(frame: Frame, program: frozenset[str]) -> Place | None:
        """Return the program's innermost line."""
        while frame is not None:
            if frame.f_code.co_filename in program:
                return place_of(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
            frame = frame.f_back
        return None

    return causes, by, line


def _file_rule(by: By) -> Opening:
    """Return a closure that decides whether a file may be opened."""
    realpath, isdir, name_of, writes, store = os.path.realpath, os.path.isdir, _filename, WRITES, STORE
    devices = frozenset({os.devnull, "/dev/urandom", "/dev/random"})

    def opening(
        args: tuple[Any, ...], frame: Frame, program: frozenset[str], readable: Places, packages: Places
    ) -> str:
        path, mode, flags = args
        if isinstance(path, int):
            return "opens a file by its number"
        name = realpath(name_of(path))
        if name in devices:
            return ""
        wanted = flags if isinstance(flags, int) else 0
        if wanted & writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            return "writes files"
        if isinstance(path, str) and path[:1] == "<":
            return ""  # a traceback asks for the source of "<unknown>"
        if name in program or (name.startswith(readable) and not isdir(name)):
            return ""
        return "" if by(frame, (store,), packages) else "reads files that are none of its own"

    return opening


def _packages() -> list[str]:
    """Return the folders of installed packages, wherever they are: a user's own, and those of PYTHONPATH."""
    names = [name for name in ("purelib", "platlib") if sysconfig.get_path(name)]
    clone = os.path.realpath(os.path.dirname(HOME))  # in a clone, the solutions are there
    own = [place for place in sys.path if os.path.isdir(place) and os.path.realpath(place) != clone]
    return list({os.path.realpath(place) + os.sep for place in [*map(sysconfig.get_path, names), *own]} - _library())


def _library() -> set[str]:
    return {os.path.realpath(sysconfig.get_path(name)) + os.sep for name in ("stdlib", "platstdlib")}


def _filename(path: Any) -> str:
    if isinstance(path, bytes):
        return os.fsdecode(path)
    return os.fsdecode(os.fspath(path))
