"""The files of the harness that others are allowed or found by: each is the file of the module that is meant.

Allowing a file by its path fails silently when code moves: it then refuses what it should allow, or the reverse.
So each path here is compared with the file in which the code that it stands for was compiled.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import harness.verdict
from harness import failure_store
from harness.course.content import catalogue, packaged_files
from harness.report.text import source
from harness.workers import fork_requests, process
from harness.workers.hardening import audit_hook
from harness.workers.process import WorkerProcess
from harness.world.loader import loader, module_paths, module_snapshot
from harness.world.rewriter import (
    announcer,
    callbacks,
    effects,
    library,
    lookups,
    proxies,
    replacements,
    runtime,
    stacks,
    texts,
)
from harness.world.stdlib import modules

PACKAGE = Path(harness.verdict.__file__).resolve().parent
CLONE = Path(__file__).resolve().parents[4]
"""Under tox it does not hold the package, which is installed there."""


def compiled_in(owner: Any) -> set[str]:
    """The files in which the functions of a class, or what a function is made of, were compiled."""
    if isinstance(owner, FunctionType):
        return {os.path.abspath(owner.__code__.co_filename)}
    functions = [one for kind in owner.__mro__ for one in vars(kind).values() if isinstance(one, FunctionType)]
    return {os.path.abspath(one.__code__.co_filename) for one in functions}


def called_by_rewritten_code() -> dict[str, Any]:
    return runtime.names(lambda *args: None, lambda loop: True, lambda *args: None)


def test_the_frames_that_pass_requests_on_are_those_of_what_rewritten_code_calls() -> None:
    here = os.path.abspath(__file__)
    files: set[str] = set()
    for value in called_by_rewritten_code().values():
        if isinstance(value, proxies.Proxy):
            files |= compiled_in(type(value))
        elif isinstance(value, FunctionType):
            files |= compiled_in(value)
    for owner in (
        proxies.MethodProxy,
        announcer.Announcer,
        callbacks.sorting,
        effects.Effects,
        library.library_function,
        lookups.looked_up,
        replacements.replacements,
        stacks.stack,
        texts.functions_of_text,
    ):
        files |= compiled_in(owner)
    # a compiled module has no frames, and it is not among the files of Python code
    assert files - {here} == {file for file in audit_hook.RUNTIME if file.endswith(".py")}


def test_the_library_loader_is_where_the_standard_library_is_imported() -> None:
    own = {file for file in compiled_in(modules.StandardLibrary) if Path(file).is_relative_to(PACKAGE)}
    assert own == {audit_hook.LIBRARY_LOADER}


def test_the_store_is_where_stored_failures_are_read() -> None:
    assert compiled_in(failure_store.FailureStore) == {audit_hook.STORE}
    assert compiled_in(failure_store._read) == {audit_hook.STORE}


@pytest.mark.parametrize("path", sorted({*audit_hook.RUNTIME, audit_hook.LIBRARY_LOADER, audit_hook.STORE}))
def test_an_allowed_file_exists_and_is_ours(path: str) -> None:
    assert Path(path).is_file()
    assert Path(path).resolve().is_relative_to(PACKAGE)


def test_a_module_that_moves_takes_its_permission_along(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    moved = tmp_path / "moved.py"
    monkeypatch.setattr(proxies, "__file__", str(moved))
    assert audit_hook._file(proxies) == str(moved)


def test_each_folder_of_ours_is_the_package_or_the_clone() -> None:
    assert Path(audit_hook.HOME).resolve() == PACKAGE
    assert os.path.realpath(PACKAGE) in source._HIDDEN
    assert Path(module_snapshot.OURS) == PACKAGE / "world"
    assert Path(packaged_files.COURSE) == PACKAGE / "course"
    assert packaged_files._PACKED == PACKAGE / "_handout"
    assert PACKAGE.parent == packaged_files._CLONE


def test_no_file_of_the_harness_is_a_file_of_a_program() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        assert module_paths.installed(str(path)), path
        assert not source.showable(str(path)), path
    assert not module_paths.installed(str(CLONE / "katas" / "counter.py"))


def test_a_function_of_the_world_is_known_as_one() -> None:
    assert loader.parse.__code__.co_filename.startswith(module_snapshot.OURS)
    assert not catalogue.find_root.__code__.co_filename.startswith(module_snapshot.OURS)


def test_a_worker_is_started_by_the_launcher_and_finds_this_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(process.tempfile, "tempdir", str(tmp_path))
    started: list[list[str]] = []

    def popen(command: list[str], **words: Any) -> Any:
        started.append(command)
        raise InterruptedError

    monkeypatch.setattr(process.subprocess, "Popen", popen)
    monkeypatch.setattr(fork_requests, "_servers", {})  # not one that another test has started
    with pytest.raises(InterruptedError):
        WorkerProcess(process.Limits())
    _, _, _, start, home = started[0][:5]
    assert "from concurrency_katas.workers.launcher import main" in start
    assert Path(home, "harness").samefile(PACKAGE)
