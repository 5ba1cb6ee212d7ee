"""The build hook that puts the compiled core into a wheel. HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 turns it on.

A free-threaded build of Python gets no compiled core: it would turn the GIL on.
"""

from __future__ import annotations

import runpy
import sysconfig
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCore(BuildHookInterface):  # type: ignore[type-arg]  # its argument is for hooks with settings
    """Compiles the modules of ``tools/compile_core.py`` beside their sources in the wheel, which stay the fallback."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the core, unless the wheel is that of an editable install."""
        if version == "editable" or sysconfig.get_config_var("Py_GIL_DISABLED"):
            return
        tool = runpy.run_path(str(Path(self.root) / "tools" / "compile_core.py"))
        made = Path(mkdtemp(prefix="kata-core-"))
        for file in tool["compile_core"](made):
            build_data["force_include"][str(file)] = f"concurrency_katas/harness/{file.relative_to(made).as_posix()}"
        build_data["pure_python"], build_data["infer_tag"] = False, True
