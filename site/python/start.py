"""The start of the engine in the page's worker: finds its files, and makes a session."""

import os
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader

LIBRARY = f"/lib/python{sys.version_info.major}.{sys.version_info.minor}"


def start(post: Callable[[str], None]) -> Callable[[str], None]:
    """Return the function that answers requests.

    Args:
        post: sends a text to the page.
    """
    unzip_library()
    os.chdir("/kata")
    from concurrency_katas.playground.session import PlaygroundSession

    return PlaygroundSession(post).answer


def unzip_library() -> None:
    """Use the standard library in the file system, not the one in Pyodide's archive.

    The modules that Pyodide has imported already are said to be from there: the engine reads their source.
    """
    archives = [entry for entry in sys.path if entry.endswith(".zip")]
    sys.path[:] = [LIBRARY, *(entry for entry in sys.path if entry not in (*archives, LIBRARY))]
    sys.path_importer_cache.clear()
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        for archive in archives:
            if spec is not None and spec.origin and spec.origin.startswith(archive):
                spec.origin = module.__file__ = _moved(archive, spec.origin)
                spec.loader = SourceFileLoader(module.__name__, spec.origin)
                if spec.submodule_search_locations is not None:
                    module.__path__ = [_moved(archive, entry) for entry in module.__path__]
                    spec.submodule_search_locations = module.__path__


def _moved(archive: str, path: str) -> str:
    """Return the path of a source in the file system for that of a module in the archive."""
    return LIBRARY + path.removeprefix(archive).replace(".pyc", ".py")
