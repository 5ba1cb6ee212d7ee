"""The configuration of a copy of pytest that runs one test, as far as possible that of the session it comes from."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..world.loader.module_paths import package_of
from .pytest_settings import PytestSettings
from .source_files import conftests

BLOCKED = (
    "kata", "xdist", "xdist.looponfail", "pytest_cov", "timeout", "rerunfailures", "randomly", "random_order",
    "faulthandler", "threadexception", "unraisableexception", "sugar", "repeat", "benchmark", "profiling", "forked",
)  # fmt: skip
"""Plugins that run a test elsewhere, in another order or several times, stop it, or replace hooks of the process."""
NOT_COPIED = frozenset(
    "file_or_dir plugins capture numprocesses dist tx maxfail keyword markexpr collectonly usepdb basetemp lf"
    " failedfirst newfirst stepwise stepwise_skip setupshow setuponly setupplan noconftest confcutdir pyargs deselect"
    " ignore ignore_glob version help trace override_ini inifilename rootdir cacheclear cacheshow collect_in_virtualenv"
    " continue_on_collection_errors verbose quiet reportchars".split()
)
"""Options that choose tests, or that say how a run is shown."""
OVERRIDES = ("addopts=", "filterwarnings=")
"""Options that are copied one by one, and filters that would make errors of pytest's own warnings."""


def configured(node: str, settings: PytestSettings, folder: str, *plugins: object) -> Any:
    """Return the configuration for one test; no conftest.py is loaded yet, and no plugin is configured.

    Args:
        node: the test's node ID.
        settings: of the session that it comes from.
        folder: where temporary folders are made.
        plugins: plugins of our own.
    """
    from _pytest.config import _prepareconfig

    found = [f"--rootdir={settings.rootdir}"] if settings.rootdir else []
    found += ["-c", settings.inifile] if settings.inifile else []
    wanted = [name for name in settings.plugins if name.removeprefix("no:") not in BLOCKED]
    arguments = [
        node, *found, "--noconftest", "-s", f"--basetemp={folder}",
        *(f"-p{name}" for name in (*wanted, *(f"no:{name}" for name in BLOCKED))),
        *(part for override in (*settings.overrides, *OVERRIDES) for part in ("-o", override)),
    ]  # fmt: skip
    with _without("PYTEST_ADDOPTS"):
        config: Any = _prepareconfig(arguments, plugins=[*plugins])
    options = vars(config.option)
    # a conftest.py may add options, and is not loaded yet
    names: dict[str, str] = getattr(config, "_opt2dest", None) or getattr(config._parser, "_opt2dest", {})
    for name, value in json.loads(settings.options).items():
        if name not in NOT_COPIED:
            options[name] = value
            names.setdefault(f"--{name.replace('_', '-')}", name)
    return config


def path_of(file: str) -> tuple[str, ...]:
    """Return where pytest searches for the modules of a test file, once it is configured."""
    above = (package_of(conftest)[1] for conftest in conftests(file))
    return tuple(dict.fromkeys((*above, *map(os.path.abspath, sys.path))))


def search_path(file: str) -> tuple[str, ...]:
    """Return where pytest would search for the modules of a test file; () if it does not start."""
    before = list(sys.path)
    try:
        configured(file, PytestSettings(), os.devnull)
        return path_of(file)
    except (Exception, SystemExit):
        return ()
    finally:
        sys.path[:] = before


@contextmanager
def _without(name: str) -> Iterator[None]:
    value = os.environ.pop(name, None)
    try:
        yield
    finally:
        if value is not None:
            os.environ[name] = value
