"""A file watcher that notices every save, however the editor saves.

Some editors write into the file, some write another file and rename it, some remove the file first. So whole folders
are watched, and an event only means that something may have changed: the receiver compares the text with the one it
knows.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

DEBOUNCE, QUIET = 400, 40
"""Milliseconds: events within QUIET of each other are one save; after DEBOUNCE they are reported in any case."""
POLL = 300
"""Milliseconds between two checks, where the system does not report changes (network drives, WSL)."""


class FileWatcher:
    """A thread that watches folders. Use it in a ``with`` statement.

    Args:
        folders: the folders; folders below them are not watched.
        report: called from the thread with the files that changed, or with the reason why nothing can be watched.
        polling: check at intervals, which is done anyway where the platform or the environment requires it.
    """

    def __init__(
        self, folders: Sequence[Path], report: Callable[[set[Path] | OSError], None], *, polling: bool = False
    ) -> None:
        self._folders = [folder for folder in folders if folder.is_dir()]
        self._report = report
        self._polling = polling
        self._stop = Event()
        self.ready = Event()
        """Set when the watch is active: later saves are noticed."""
        self._thread = Thread(target=self._watch, name="kata-watch-saves", daemon=True)

    def __enter__(self) -> FileWatcher:
        self._thread.start()
        self.ready.wait(5)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(2)

    def _watch(self) -> None:
        watches = [_polled] if self._polling or must_poll() else [_notified, _polled]
        last: OSError | None = None
        for watch in watches:
            try:
                for files in watch(self._folders, self._stop, self.ready):
                    self._report(files)
                return
            except (
                ImportError,
                OSError,
            ) as error:  # the library is not installed here, or the system has no watches left
                last = error if isinstance(error, OSError) else last
        self.ready.set()
        self._report(last or OSError("folders cannot be read"))


def must_poll() -> bool:
    """True if the platform does not report changes, or if the library's own environment variable asks for polling."""
    said = os.environ.get("WATCHFILES_FORCE_POLLING")
    if said is not None:
        return said.lower() not in ("", "0", "false", "disable", "disabled")
    return "microsoft-standard" in platform.uname().release  # WSL does not report changes of Windows files


def _notified(folders: list[Path], stop: Event, ready: Event) -> Iterator[set[Path]]:
    from watchfiles import watch

    stream = watch(
        *folders,
        watch_filter=None,
        debounce=DEBOUNCE,
        step=QUIET,
        rust_timeout=QUIET,
        yield_on_timeout=True,
        stop_event=stop,
        force_polling=False,
        recursive=False,
        ignore_permission_denied=True,
    )
    for changes in stream:
        ready.set()  # the first answer, even if it is "nothing yet", comes from an active watch
        if changes:
            yield {Path(file) for _, file in changes}


def _polled(folders: list[Path], stop: Event, ready: Event) -> Iterator[set[Path]]:
    """Poll without the library, whose polling compares whole seconds and so misses a second save within one."""
    before = _state(folders)
    ready.set()
    while not stop.wait(POLL / 1_000):
        now = _state(folders)
        changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        before = now
        if changed:
            yield changed


def _state(folders: list[Path]) -> dict[Path, tuple[int, int, int]]:
    found = {}
    for folder in folders:
        for path in folder.glob("*.py"):
            with suppress(OSError):  # removed between glob and stat
                about = path.stat()
                found[path] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found
