"""Writes a file, all of it or nothing: no reader ever sees half of it, and a process that is killed leaves none."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, data: bytes, *, fresh: Path | None = None, durable: bool = False) -> None:
    """Write a file and the folders above it, under another name first.

    Args:
        path: the file.
        data: its content.
        fresh: the other name, in the same folder; None for a hidden one with the number of this process.
        durable: wait until it is on the disk, so that a power cut leaves no empty file under the name.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    fresh = fresh or path.with_name(f".{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with fresh.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
