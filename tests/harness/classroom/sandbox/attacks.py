"""Attacks on the machine, each a small function: what a file could do if nothing but the sandbox were in its way.

Run as a program, ``attacks.py JSON NAME...`` makes some of them and prints what came of each: ``NAME yes: ...`` or
``NAME no: ...``. The JSON has what a test has prepared: paths, addresses, a process. The docstrings are the rows of the
table in SECURITY.md.

No attack does harm where it succeeds: the clock is set to what it shows, and the kernel module is no module.
"""

import contextlib
import ctypes
import errno
import fcntl
import json
import mmap
import os
import pty
import signal
import socket
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attempts import Withstood, call, in_a_child, opened_for_writing, reached

MEGABYTE = 1 << 20
Given = Any


# -- files ---------------------------------------------------------------------------------------------


def reads_another_submission(given: Given) -> str:
    """reads the submission of another student"""
    Path(given["submission"]).read_bytes()
    return "read"


def reads_the_roster(given: Given) -> str:
    """reads the roster of the class"""
    Path(given["roster"]).read_bytes()
    return "read"


def writes_to_the_grades(given: Given) -> str:
    """writes into the folder of the grades"""
    (Path(given["out"]) / "scores.csv").write_text("me,100\n", encoding="utf-8")
    return "written"


def reads_the_reference_solution(given: Given) -> str:
    """finds the text of a reference solution"""
    for path in given["solutions"]:
        text = Path(path).read_text(encoding="utf-8") if Path(path).is_file() else ""
        if "self." in text:
            return "read"
    raise Withstood("its signatures only")


def lists_home(given: Given) -> str:
    """lists the home directory"""
    home = Path(given["home"])
    if {path.name for path in home.iterdir()} - set(given["shown"]) if home.is_dir() else ():
        return "listed"
    raise Withstood("nothing but the interpreter, if it is there")


def reads_the_passwords(given: Given) -> str:
    """reads `/etc/shadow`"""
    Path("/etc/shadow").read_bytes()
    return "read"


def writes_to_the_harness(given: Given) -> str:
    """writes to a file of the harness"""
    return opened_for_writing(given["harness"])


def writes_to_the_contract(given: Given) -> str:
    """writes to the contract"""
    return opened_for_writing(given["contract"])


def fills_the_disk(given: Given) -> str:
    """writes 100 MB to the disk"""
    with tempfile.TemporaryDirectory(dir=given["scratch"] if Path(given["scratch"]).is_dir() else None) as folder:
        for number in range(10):
            (Path(folder) / str(number)).write_bytes(bytes(10 * MEGABYTE))
    return "written"


def writes_outside_of_tmp(given: Given) -> str:
    """writes into any folder but `/tmp`"""
    mounted = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()]
    folders = {str(above) for path in (*mounted, "/dev/shm/x") for above in (Path(path), *Path(path).parents)}
    for folder in sorted(folders - {"/tmp"}):
        is_in_tmp = folder.startswith("/tmp/") and Path(folder).stat().st_dev == Path("/tmp").stat().st_dev
        if not is_in_tmp and not folder.startswith(("/proc", "/sys")):
            with contextlib.suppress(OSError), tempfile.TemporaryFile(dir=folder):
                return "written"
    raise Withstood("nowhere")


def opens_a_file_by_its_handle(given: Given) -> str:
    """opens files by their number in the file system"""
    handle = struct.pack("Ii", 8, 1) + struct.pack("II", 2, 0)
    folder = os.open("/", os.O_RDONLY)
    return reached(lambda: call("open_by_handle_at", folder, handle, os.O_RDONLY), errno.ESTALE, errno.EOPNOTSUPP)


# -- the network ---------------------------------------------------------------------------------------


def opens_a_socket(given: Given) -> str:
    """opens a TCP socket"""
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    return "opened"


def connects_to_a_server_of_the_machine(given: Given) -> str:
    """connects to a server at 127.0.0.1"""
    with socket.create_connection(("127.0.0.1", given["port"]), timeout=5):
        return "connected"


def connects_to_an_abstract_socket(given: Given) -> str:
    """connects to an abstract Unix socket (X11, D-Bus)"""
    with socket.socket(socket.AF_UNIX) as own:
        own.connect(b"\0" + given["abstract"].encode())
        return "connected"


def connects_to_a_socket_in_a_folder(given: Given) -> str:
    """connects to a Unix socket in a folder (Docker, an SSH agent)"""
    with socket.socket(socket.AF_UNIX) as own:
        own.connect(given["socket"])
        return "connected"


# -- processes -----------------------------------------------------------------------------------------


def forks(given: Given) -> str:
    """forks 300 processes"""
    children = []
    try:
        for _ in range(300):
            child = os.fork()
            if child == 0:
                time.sleep(60)
                os._exit(0)
            children.append(child)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    return "forked"


def outlives_the_run(given: Given) -> str:
    """leaves a process behind in a session of its own"""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for descriptor in (0, 1, 2):
                os.close(descriptor)
            # the test looks for a process with this word among its arguments
            os.execv(sys.executable, [sys.executable, "-S", "-c", "import time; time.sleep(600)", given["word"]])
        os._exit(0)
    os.wait()
    return "it is still there"


def kills_its_parent(given: Given) -> str:
    """kills its parent"""
    parent = os.getppid()
    os.kill(parent, signal.SIGKILL)
    time.sleep(0.2)
    if os.getppid() == parent:
        raise OSError(errno.EPERM, "the first process of a namespace")
    return "killed"


def signals_another_process(given: Given) -> str:
    """sends a signal to another process of the user"""
    os.kill(given["pid"], 0)
    return "sent"


def traces_its_parent(given: Given) -> str:
    """traces its parent (`ptrace`)"""
    call("ptrace", 0x4206, os.getppid(), None, None)  # PTRACE_SEIZE, which does not stop it
    return "traced"


def reads_the_memory_of_its_parent(given: Given) -> str:
    """reads the memory of its parent (`process_vm_readv`)"""
    return reached(lambda: call("process_vm_readv", os.getppid(), None, 0, None, 0, 0))


def reads_an_environment(given: Given) -> str:
    """finds a secret in the environment of another process"""
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if given["secret"].encode() in path.read_bytes():
                return "found"
        except OSError:
            pass
    raise Withstood("in none that it can see")


# -- memory --------------------------------------------------------------------------------------------


def exhausts_the_memory(given: Given) -> str:
    """reserves 16 GB of memory"""
    never_counted_as_used = 0x4000  # MAP_NORESERVE
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | never_counted_as_used
    kept = [mmap.mmap(-1, 1 << 30, flags=flags) for _ in range(16)]
    return "reserved" if kept else ""


def hides_memory_in_a_file(given: Given) -> str:
    """keeps memory that no process has mapped (`memfd_create`)"""
    os.close(call("memfd_create", b"kept", 0))
    return "kept"


def leaves_shared_memory(given: Given) -> str:
    """leaves shared memory behind (`shmget`)"""
    call("shmctl", call("shmget", 0, 4096, 0o600), 0, None)
    return "made"


# -- the kernel ----------------------------------------------------------------------------------------


def mounts(given: Given) -> str:
    """mounts a file system"""
    with tempfile.TemporaryDirectory() as folder:
        call("mount", b"none", folder.encode(), b"tmpfs", 0, None)
        call("umount2", folder.encode(), 0)
    return "mounted"


def enters_a_user_namespace(given: Given) -> str:
    """makes a user namespace (`unshare`)"""
    return in_a_child(lambda: call("unshare", 0x10000000))


def clones_into_a_user_namespace(given: Given) -> str:
    """makes a user namespace (`clone`)"""

    def clone() -> None:
        if call("clone", 0x10000000 | signal.SIGCHLD, None, None, None, None) == 0:
            os._exit(0)

    return in_a_child(clone)


def uses_io_uring(given: Given) -> str:
    """asks for io_uring"""
    return reached(lambda: call("io_uring_setup", 1, ctypes.create_string_buffer(120)), errno.EINVAL, errno.EFAULT)


def loads_a_bpf_program(given: Given) -> str:
    """loads a BPF program"""
    return reached(lambda: call("bpf", 5, ctypes.create_string_buffer(64), 64), errno.EINVAL, errno.E2BIG)


def loads_a_kernel_module(given: Given) -> str:
    """loads a kernel module"""
    return reached(lambda: call("init_module", b"none", 4, b""), errno.ENOEXEC)


def watches_the_processor(given: Given) -> str:
    """opens a performance counter (`perf_event_open`)"""
    clock_of_the_processor = struct.pack("IIQ", 1, 0, 0).ljust(128, b"\0")
    os.close(call("perf_event_open", clock_of_the_processor, 0, -1, -1, 0))
    return "opened"


def handles_page_faults(given: Given) -> str:
    """handles page faults itself (`userfaultfd`)"""
    os.close(call("userfaultfd", 0))
    return "opened"


def keeps_a_key(given: Given) -> str:
    """keeps a key in the keyring of the user"""
    call("add_key", b"user", b"kata-test", b"x", 1, -4)
    return "kept"


def changes_the_clock(given: Given) -> str:
    """sets the clock"""
    time.clock_settime(time.CLOCK_REALTIME, time.clock_gettime(time.CLOCK_REALTIME))
    return "set"


def changes_a_setting_of_the_kernel(given: Given) -> str:
    """opens a setting of the kernel for writing"""
    return opened_for_writing("/proc/sys/kernel/core_pattern")


def changes_the_name_of_the_machine(given: Given) -> str:
    """sets the name of the machine"""
    socket.sethostname(socket.gethostname())
    return "set"


def types_on_the_terminal(given: Given) -> str:
    """types on a terminal (`TIOCSTI`)"""

    def type_() -> None:
        _, terminal = pty.openpty()
        os.setsid()
        fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
        fcntl.ioctl(terminal, termios.TIOCSTI, b"x")

    return in_a_child(type_)


ATTACKS: dict[str, Callable[[Given], str]] = {
    name: value
    for name, value in dict(globals()).items()
    if callable(value) and getattr(value, "__module__", "") == __name__ and (value.__doc__ or "")[:1].islower()
}
ALONE = ("outlives_the_run", "kills_its_parent", "traces_its_parent", "reads_the_memory_of_its_parent")
"""What is about the process that started it, which is then to be the first one of the sandbox."""


def main() -> None:
    given = json.loads(sys.argv[1])
    for name in sys.argv[2:]:
        child = 0 if name in ALONE else os.fork()
        if child:
            os.waitpid(child, 0)
            continue
        try:
            said = f"yes: {ATTACKS[name](given)}"
        except Withstood as none:
            said = f"no: {none}"
        except OSError as error:
            said = f"no: {os.strerror(error.errno or 0)}"
        os.write(1, f"{name} {said}\n".encode())
        os._exit(0)


if __name__ == "__main__":
    main()
