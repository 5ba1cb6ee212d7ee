"""The job of a token: which program it is for, and where that is."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from ...errors import UsageError
from ...program.explorable import needs_pytest
from ...program.pytest_settings import PytestSettings
from ...token import PYTEST, Token
from ...workers.job import Job
from ...world.loader.load_error import LoadError
from ..content.catalogue import catalogue, find, root_to_read
from .check import CheckSettings, job


def function_job(path: str, function: str, *, of_pytest: bool = False, **words: Any) -> Job:
    """Return the job that explores a function of a file, or a test as pytest runs it.

    Args:
        path: the file.
        function: its name, or the rest of the test's node ID.
        of_pytest: pytest runs it, by any name.
        words: further fields of the job.
    """
    settings: PytestSettings | None = None
    search: tuple[str, ...] = ()
    with suppress(LoadError):  # the worker says what is wrong with the file
        if of_pytest or needs_pytest(path, function):
            settings = PytestSettings()
        elif function.startswith("test"):
            from ...program.pytest_config import search_path

            search = search_path(path)
    return Job("explore", path, function, pytest=settings, path=search, **words)


def job_of(text: str) -> Job:
    """Return the job that replays a token.

    Its file is looked for in the working directory. The contract of a kata is that of the workspace, or the packaged
    one where there is no workspace.

    Raises:
        TokenError: the text is not a token.
        UsageError: its file, kata or clause does not exist here.
    """
    token = Token.parse(text)
    program, _, target = token.what.partition("@")
    file, of_function, function = token.what.partition("::")
    path = Path(file if of_function else target)
    if not path.is_file():
        raise UsageError(f"the token is for {path}, which does not exist here; run it where the report was printed")
    if of_function:
        # the names of parameters, in brackets, may contain a plus
        named, bracket, packages = function.rpartition("]")
        last, *added = packages.split("+")
        words = dict(one.split("=") for one in added if "=" in one)
        inside = tuple(one for one in added if "=" not in one and one != PYTEST)
        return function_job(
            str(path.resolve()), named + bracket + last, of_pytest=PYTEST in added, replay=text, inside=inside, **words
        )
    name, _, called = program.partition("/")
    clause = called.partition("+")[0]
    kata = find(catalogue(root_to_read()[0]), name)
    if clause not in kata.clauses:
        raise UsageError(f"{kata.name} has no clause {clause}")
    return job(kata, clause, path.resolve(), "explore", CheckSettings(), text)
