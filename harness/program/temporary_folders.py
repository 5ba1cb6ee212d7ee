"""The temporary folders of a worker's tests, which its parent removes when it ends."""

from __future__ import annotations

import os
import tempfile


def folder_of(dump: str) -> str:
    """Return the folder of the temporary folders of a worker.

    Args:
        dump: the worker's dump file, whose name is like no other's.
    """
    return f"{dump}.folders"


class TemporaryFolders:
    """The folder in which all sessions of a process make their temporary folders.

    Attributes:
        base: where it is made; "" for the folder that the platform has for temporary files. The parent of a worker sets
            it, and removes what a worker leaves that has been killed.
    """

    base = ""

    def folder(self) -> str:
        """Return a new folder."""
        if not self.base:
            return tempfile.mkdtemp(prefix="kata-pytest-")
        os.makedirs(self.base, mode=0o700, exist_ok=True)
        return tempfile.mkdtemp(dir=self.base)


TEMPORARY = TemporaryFolders()
