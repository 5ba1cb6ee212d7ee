"""The learner's editor: which program it is, and whether it draws on this terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from ..errors import UsageError

VARIABLES = ("VISUAL", "EDITOR")
"""Environment variables that name an editor, in this order, as git and most programs read them."""
WINDOWS = frozenset(
    "atom code code-insiders codium cursor emacsclientw gedit gnome-text-editor gvim idea idea64 kate kwrite mate mvim "
    "notepad notepad++ pycharm pycharm64 subl sublime_text windsurf xed zed zeditor".split()
)
"""Editors with a window of their own. They are not waited for, also not with ``code --wait``, which git needs: the
session must continue, so that it judges what is saved in them."""
PLUS_LINE = frozenset("ed emacs emacsclient ex gvim jed joe kak mcedit micro mvim ne nano nvim pico vi vim".split())
"""Editors that open a file at a line with ``+LINE FILE``."""
GOTO = frozenset("code code-insiders codium cursor windsurf".split())
"""Editors that open a file at a line with ``--goto FILE:LINE``."""
COLON_LINE = frozenset("helix hx subl sublime_text zed zeditor".split())
"""Editors that open a file at a line with ``FILE:LINE``."""
NO_EDITOR = "no editor is set: set VISUAL or EDITOR, for example to vim, nano or code, or open {} in yours"
WAITING = frozenset({"--wait", "-w"})


def editor_command(environment: Mapping[str, str], file: Path, line: int | None) -> list[str]:
    """Return the command line that opens a file in the learner's editor.

    Args:
        environment: has VISUAL or EDITOR, with a program and perhaps options.
        file: the file.
        line: the line to go to, where the editor is known to have an option for it.

    Raises:
        UsageError: neither variable is set, or there is no such program.
    """
    variable = next((name for name in VARIABLES if environment.get(name, "").strip()), None)
    if variable is None:
        raise UsageError(NO_EDITOR.format(file))
    value = environment[variable].strip()
    words = _words(value)
    if not words or shutil.which(words[0]) is None:
        raise UsageError(f"{variable} is {value!r}, and there is no such program: open {file} in your editor")
    name = _name(words)
    if name in WINDOWS:
        words = [words[0], *(word for word in words[1:] if word not in WAITING)]
    if line is None:
        return [*words, str(file)]
    if name in PLUS_LINE:
        return [*words, f"+{line}", str(file)]
    if name in GOTO:
        return [*words, "--goto", f"{file}:{line}"]
    return [*words, f"{file}:{line}" if name in COLON_LINE else str(file)]


def _words(value: str) -> list[str]:
    if Path(value).is_file():  # a path with blanks, which nobody has quoted
        return [value]
    try:
        return [word.strip('"') for word in shlex.split(value, posix=sys.platform != "win32")]
    except ValueError:  # a quotation mark that is not closed
        return value.split()


def edit(command: list[str], released: AbstractContextManager[None]) -> str:
    """Run an editor; return a sentence if it failed, else "".

    An editor that draws on this terminal is waited for; one with a window of its own is not.

    Args:
        command: from ``editor_command``.
        released: leaves the terminal to the editor.
    """
    # which: Windows starts a .cmd only by its full name
    words = [shutil.which(command[0]) or command[0], *command[1:]]
    try:
        if _name(command) in WINDOWS:
            quiet = subprocess.DEVNULL
            subprocess.Popen(words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=os.name == "posix")
            return ""
        with released:
            code = subprocess.run(words, check=False).returncode
    except OSError as error:
        return f"{command[0]} could not be started: {error.strerror or error}"
    return f"{command[0]} ended with exit code {code}" if code else ""


def _name(command: list[str]) -> str:
    return Path(command[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
