"""The links of the terminal: a schedule as a link to the page, and the schedule of a link as a token for a file."""

from __future__ import annotations

from pathlib import Path

from ..course.content.catalogue import catalogue, find
from ..errors import UsageError
from ..failure_store import FOLDER, FailureStore
from ..report.sentences.playground import NO_SCHEDULE, SEVERAL_FILES
from ..token import Token
from ..workers.job import Job
from .link import PlaygroundLink
from .retargeting import retargeted

LINKED = "links"
"""The folder in ``.kata`` for the programs of links."""


def token_of(url: str) -> str:
    """Return the token of a link's schedule, for a file with the link's program.

    That is the file of the token, if it has this text, or else a new one in ``.kata/links``.

    Raises:
        TokenError: the schedule is damaged.
        UsageError: it is no link to the playground, or one without a schedule.
    """
    link = PlaygroundLink.read(url)
    if not link.schedule:
        raise UsageError(NO_SCHEDULE)
    named = _file_of(Token.parse(link.schedule))
    code = link.code if link.code is not None else find(catalogue(), link.kata).stub.read_text(encoding="utf-8")
    if not named.is_absolute() and ".." not in named.parts and _has(named, code):
        return retargeted(link.schedule, named.as_posix())
    file = FailureStore.find().root / FOLDER / LINKED / named.name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(code, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror or error}") from None
    here = Path.cwd()
    return retargeted(link.schedule, (file.relative_to(here) if file.is_relative_to(here) else file).as_posix())


def link_of(job: Job) -> str:
    """Return the link to the page for the schedule that a job replays.

    Raises:
        UsageError: the page cannot run the program, or its file cannot be read.
    """
    files = [file for file in job.files if file != job.contract]
    if len(files) > 1 or job.pytest is not None:
        raise UsageError(SEVERAL_FILES)
    try:
        code = Path(job.target).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"{job.target} cannot be read: {error}") from None
    return PlaygroundLink(job.kata, code, job.replay or "").url()


def _file_of(token: Token) -> Path:
    file, colons, _ = token.what.partition("::")
    return Path(file if colons else token.what.partition("@")[2])


def _has(path: Path, code: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == code
    except (OSError, ValueError):
        return False
