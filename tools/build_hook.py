"""The build hook: a distribution has stubs that nobody has solved, and a wheel may have the compiled core.

HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 compiles the core. A free-threaded build of Python gets no compiled core: it would turn
the GIL on.
"""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sysconfig
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILE = "HATCH_BUILD_HOOK_ENABLE_CUSTOM"
"""The environment variable that turns the compiler on; in hatchling it turns on a hook that is off by default."""
TO_COMPILE = ["cython>=3.1", "setuptools>=77"]


class KataBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its argument is for hooks with settings
    """Puts unsolved stubs into a distribution, and the compiled core into a wheel if that is asked for.

    Extension modules lie beside their sources in the wheel, which stay the fallback.
    """

    def dependencies(self) -> list[str]:
        """Return the requirements of the compiler, if it is on."""
        return TO_COMPILE if _compiles() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Choose the stubs and compile the core, unless the wheel is that of an editable install."""
        if version == "editable":
            return
        self._made = Path(mkdtemp(prefix="kata-build-"))
        for name, text in self._stubs_of_git().items():
            file = self._made / name
            file.write_bytes(text)
            build_data["force_include"][str(file)] = f"katas/{name}"
        if self.target_name == "wheel" and _compiles() and not sysconfig.get_config_var("Py_GIL_DISABLED"):
            tool = runpy.run_path(str(Path(self.root) / "tools" / "compile_core.py"))
            core = self._made / "core"
            for file in tool["compile_core"](core):
                goal = f"concurrency_katas/harness/{file.relative_to(core).as_posix()}"
                build_data["force_include"][str(file)] = goal
            build_data["pure_python"], build_data["infer_tag"] = False, True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete the files that were made for the build."""
        if version != "editable":
            shutil.rmtree(self._made, ignore_errors=True)

    def _stubs_of_git(self) -> dict[str, bytes]:
        """Return the committed text of each stub that differs from the file, by the file's name.

        A clone is also a place to solve the katas, so that its files may be solutions. The build ends with a sentence
        if there is no text of a stub in which nothing is solved.
        """
        is_stub = runpy.run_path(str(Path(self.root) / "harness" / "course" / "content" / "stub.py"))["stub_text"]
        found = {}
        for path in sorted(Path(self.root, "katas").glob("*.py")):
            here, committed = path.read_bytes(), _committed(path)
            if committed is not None and is_stub(committed.decode("utf-8", "replace")):
                if committed != here:
                    found[path.name] = committed
            elif not is_stub(here.decode("utf-8", "replace")):
                known = "its last commit is solved, too" if committed is not None else "git does not know the stub"
                self.app.abort(
                    f"katas/{path.name} is not a stub, and {known}: a distribution must not contain solved katas. "
                    f"`kata reset {path.stem}` restores the stub and keeps a copy of your file."
                )
        return found


def _compiles() -> bool:
    return os.environ.get(COMPILE) in ("1", "true")


def _committed(path: Path) -> bytes | None:
    """Return the text of a file in the last commit; None without git, or if git does not know the file."""
    git = shutil.which("git")
    if git is None:
        return None
    # a GIT_DIR of somebody else's would name another repository
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        [git, "-C", str(path.parent), "--no-pager", "show", f"HEAD:./{path.name}"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=env,
        check=False,
    )
    return done.stdout if done.returncode == 0 else None
