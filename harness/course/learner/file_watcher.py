"""Notices that a file was saved, in whatever way the editor saves.

Some editors write into the file, some write another and rename it, some remove it first. So whole folders are
watched, and what counts is not the event but the text: whoever is told compares it with what it knows.
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
"""Milliseconds: events that come within QUIET of each other are one save; after DEBOUNCE they are told anyway."""
POLL = 300
"""Milliseconds between two looks, where the system tells nobody of changes (network drives, WSL)."""


class FileWatcher:
    """Watches folders in a thread of its own. Use it in a ``with`` statement.

    Args:
        folders: not what is below them.
        tell: called from that thread with the files that changed, or with why nothing can be watched.
        polling: look every now and then, as is done anyway where the platform or the environment asks for it.
    """

    def __init__(
        self, folders: Sequence[Path], tell: Callable[[set[Path] | OSError], None], *, polling: bool = False
    ) -> None:
        self._folders = [folder for folder in folders if folder.is_dir()]
        self._tell = tell
        self._polling = polling
        self._stop = Event()
        self.ready = Event()
        """What is saved from now on is seen."""
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
        ways = [_looked_at] if self._polling or must_look() else [_told_of, _looked_at]
        last: OSError | None = None
        for way in ways:
            try:
                for files in way(self._folders, self._stop, self.ready):
                    self._tell(files)
                return
            except (ImportError, OSError) as error:  # no build of the library here, or no watches left on the system
                last = error if isinstance(error, OSError) else last
        self.ready.set()
        self._tell(last or OSError("folders cannot be read"))


def must_look() -> bool:
    """The platform tells nobody of changes, or the environment says so, with the words that the library knows."""
    said = os.environ.get("WATCHFILES_FORCE_POLLING")
    if said is not None:
        return said.lower() not in ("", "0", "false", "disable", "disabled")
    return "microsoft-standard" in platform.uname().release  # WSL, where files of Windows change in silence


def _told_of(folders: list[Path], stop: Event, ready: Event) -> Iterator[set[Path]]:
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
        ready.set()  # the first answer, be it "nothing yet", comes from a watch that stands
        if changes:
            yield {Path(file) for _, file in changes}


def _looked_at(folders: list[Path], stop: Event, ready: Event) -> Iterator[set[Path]]:
    """Our own way to poll: the library's goes by whole seconds, and of two saves within one misses the second."""
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
            with suppress(OSError):  # gone between the two looks
                about = path.stat()
                found[path] = (about.st_mtime_ns, about.st_size, about.st_ino)
    return found
