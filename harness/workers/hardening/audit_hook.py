"""An audit hook (PEP 578) that refuses what no kata's file has any business with.

An audit hook is told of what Python code is about to do to the process and to the machine, whichever way
it came to it, and can refuse; it cannot be taken out again. Ours is a closure that is put in before the code
under test is loaded. What is refused is noted, too, and decides the verdict, so that catching the
exception is of no use.

It is no jail: what C code does without an event (``os.write`` to an open descriptor, ``os._exit``) goes
unnoticed here, and is dealt with by the channel and the keeper. SECURITY.md says what remains.
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

from harness import failure_store, trace
from harness.trace import Place
from harness.world.rewriter import proxies
from harness.world.rewriter import runtime as rewritten
from harness.world.stdlib import modules

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
"""Events that are refused to everybody but Hypothesis, and what they mean."""
SHARED = frozenset({"sys._current_frames"})
"""Of those, what the harness does itself."""
ASKED: dict[str, str] = {
    "sys._getframe": FRAMES,
    "code.__new__": CODE,
    "compile": CODE,
    "exec": CODE,
    "function.__new__": CODE,
}
"""Events that are refused where a line of the program itself asks for them; the standard library may."""
FIELDS = frozenset("tb_frame gi_frame cr_frame ag_frame gi_code cr_code ag_code __code__ __defaults__".split())
"""Attributes that lead to frames and code, and are refused to the program's lines."""
BARRED = frozenset(
    "ctypes _ctypes cffi _cffi_backend _testcapi _testinternalcapi _testlimitedcapi _xxsubinterpreters _interpreters"
    " _xxinterpchannels _interpchannels mmap _posixshmem _multiprocessing faulthandler bdb".split()
)
"""Modules that lead out of what Python watches over."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | getattr(os, "O_TMPFILE", 0)


class Refused(BaseException):
    """Ends the thread that asked, as far as it lets itself be ended."""


@dataclass(frozen=True)
class Refusal:
    """What was refused first.

    Attributes:
        what: what the program does, as the end of a sentence that begins with its line.
        place: its line, if one is to be found.
    """

    what: str
    place: Place | None


@dataclass(frozen=True)
class Guard:
    """The two ends of the hook that are the worker's.

    Attributes:
        arm: from now on refuse, to the end of the process; takes the program's files and the folders it may read.
        refusal: what was refused since; None if nothing was.
    """

    arm: Callable[[Collection[str], Collection[str]], None]
    refusal: Callable[[], Refusal | None]


HOME = os.path.dirname(os.path.abspath(str(trace.__file__)))
"""The folder of this package."""


def _file(module: ModuleType) -> str:
    """The file of a module of ours, as its frames name it; derived, so that no renaming locks a module out."""
    return os.path.abspath(str(module.__file__))


RUNTIME = frozenset({_file(rewritten), _file(proxies)})
"""Files whose frames only pass on what a line of the program asks for: what rewritten code calls in its place."""
LIBRARY_LOADER = _file(modules)
"""The file that may import modules from ``BARRED``, for the standard library that a world loads."""
STORE = _file(failure_store)
"""The file that may read the sources of an earlier failure, to report which line has changed since."""


def folders() -> tuple[str, ...]:
    """Where the interpreter, its libraries and this package live: anybody may read there."""
    paths = [sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()]
    return tuple({os.path.realpath(path) + os.sep for path in [*paths, HOME]})


def install() -> Guard:
    """Put the hook in; it refuses nothing until it is armed. One closure, because what is not in it can be reached."""
    getframe, ident, realpath, fspath, isdir = sys._getframe, get_ident, os.path.realpath, os.fspath, os.path.isdir
    refused, asked, fields, barred, writes, null = dict(REFUSED), dict(ASKED), FIELDS, BARRED, WRITES, os.devnull
    here = HOME + os.sep
    runtime = RUNTIME
    handed_out = tuple(os.path.join(place, "_handout", "") for place in {here, os.path.realpath(here)})
    loading, store = LIBRARY_LOADER, STORE
    library = tuple(_library())
    devices = frozenset({null, "/dev/urandom", "/dev/random"})
    base = folders()
    hypothesis = tuple(os.path.join(place, "hypothesis", "") for place in _packages())
    packages = tuple(_packages())
    name_of, exception, refusal_of, place_of = _filename, Refused, Refusal, Place
    shared, busy = SHARED, set[int]()
    program: frozenset[str] = frozenset()
    readable: tuple[str, ...] = ()
    armed = False
    first: Refusal | None = None

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal first
        if not armed or (event == "object.__getattr__" and args[1] not in fields):
            return
        if event != "open" and event != "import" and event not in refused and event not in asked:
            if event[:13] != "object.__getat" and event not in ("object.__getattr__", "object.__setattr__"):
                return
            if event == "object.__setattr__" and args[1] not in fields:
                return
        me = ident()
        if me in busy:
            return
        busy.add(me)
        try:
            what = judge(event, args, getframe(1))
            if what and first is None:
                first = refusal_of(what, line(getframe(1)))
        finally:
            busy.discard(me)
        if what:
            raise exception(what)

    def judge(event: str, args: tuple[Any, ...], frame: FrameType | None) -> str:
        if event in refused:
            return "" if by(frame, (here, *hypothesis) if event in shared else hypothesis) else refused[event]
        if event == "open":
            return opened(args, frame)
        if event == "import":
            outside = args[0].partition(".")[0] not in barred or by(frame, (loading, *packages))
            return "" if outside else f"imports {args[0]}"
        if event == "object.__getattr__" or event == "object.__setattr__":
            return f"looks at {args[1]}" if asks(frame) else ""
        return asked[event] if asks(frame) else ""

    def opened(args: tuple[Any, ...], frame: FrameType | None) -> str:
        path, mode, flags = args
        if isinstance(path, int):
            return "opens a file by its number" if not by(frame, hypothesis) else ""
        name = realpath(name_of(path))
        if name in devices:
            return ""
        wanted = flags if isinstance(flags, int) else 0
        if wanted & writes or (isinstance(mode, str) and set(mode) & set("wax+")):
            return "" if by(frame, hypothesis) else "writes files"
        if isinstance(path, str) and path[:1] == "<":
            return ""  # a traceback asks for the source of "<unknown>"
        if name in program or (name.startswith(readable) and not isdir(name)):
            return ""
        return "" if by(frame, (store, *hypothesis)) else "reads files that are none of its own"

    def asks(frame: FrameType | None) -> bool:
        """A line of the program asks, or something that was made of text."""
        while frame is not None and frame.f_code.co_filename in runtime:
            frame = frame.f_back
        if frame is None:
            return False
        file = frame.f_code.co_filename
        made = file[:1] == "<" and file[:7] != "<frozen"  # of text; the standard library makes some, too
        return file in program or (made and not by(frame.f_back, base))

    def by(frame: FrameType | None, places: tuple[str, ...]) -> bool:
        """The first frame that is not the standard library's is of one of these."""
        while frame is not None:
            file = frame.f_code.co_filename
            if file[:7] != "<frozen" and (not file.startswith(library) or file.startswith(packages)):
                return file.startswith(places)
            frame = frame.f_back
        return False

    def line(frame: FrameType | None) -> Place | None:
        while frame is not None:
            if frame.f_code.co_filename in program:
                return place_of(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
            frame = frame.f_back
        return None

    def arm(files: Collection[str], places: Collection[str]) -> None:
        nonlocal armed, program, readable, packages, base
        program = frozenset(files) | frozenset(realpath(file) for file in files)
        # a reference of an installed package lies among packages, and they are none the less packages for it
        own = [file for file in program if not file.startswith(handed_out)]
        packages = tuple(place for place in packages if not any(file.startswith(place) for file in own))
        base = (*base, *packages)
        readable = (*base, *(realpath(fspath(place)) + os.sep for place in places))
        armed = True

    sys.addaudithook(hook)
    return Guard(arm, lambda: first)


def _packages() -> list[str]:
    """Folders of installed packages, wherever they are: a user's own, and those of PYTHONPATH."""
    names = [name for name in ("purelib", "platlib") if sysconfig.get_path(name)]
    clone = os.path.realpath(os.path.dirname(HOME))  # where the solutions lie, if this is one
    own = [place for place in sys.path if os.path.isdir(place) and os.path.realpath(place) != clone]
    return list({os.path.realpath(place) + os.sep for place in [*map(sysconfig.get_path, names), *own]} - _library())


def _library() -> set[str]:
    return {os.path.realpath(sysconfig.get_path(name)) + os.sep for name in ("stdlib", "platstdlib")}


def _filename(path: Any) -> str:
    if isinstance(path, bytes):
        return os.fsdecode(path)
    return os.fsdecode(os.fspath(path))
