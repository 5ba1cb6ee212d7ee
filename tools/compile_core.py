"""The compiled build of the core: Cython translates the modules of ``MODULES``, from the same files as the pure build.

``python tools/compile_core.py`` compiles them in place, beside their sources, where the import system prefers the
extension modules. ``python tools/compile_core.py --clean`` removes these, and so returns to the pure build.

A class that has a declaration in a ``.pxd`` file beside its module becomes an extension type. Everything else is
compiled as it is.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "concurrency_katas"
"""The name under which ``harness/`` is imported, which the extension modules need to know."""
FOLDER = "harness"
MODULES = (
    "checks/lock_order",
    "checks/race",
    "common/kinds",
    "common/vector_clock",
    "strategies/bounded_dpor",
    "strategies/dpor",
    "strategies/happens_before",
    "strategies/pct",
    "strategies/pending_races",
    "strategies/pos",
    "strategies/random_walk",
    "strategies/reversals",
    "strategies/rff",
    "strategies/surw",
    "world/model/classify",
    "world/recording/access_tracer",
    "world/recording/awaiting_loops",
    "world/recording/library_fields",
    "world/recording/locations",
    "world/recording/object_keys",
    "world/recording/reads_from",
    "world/recording/sync_edges",
    "world/recording/waits",
    "world/rewriter/announcer",
    "world/rewriter/calls",
    "world/scheduler/clock",
    "world/scheduler/loops",
    "world/scheduler/run_queue",
    "world/scheduler/scheduler",
    "world/scheduler/thread",
    "world/stdlib/hidden_locks",
    "world/stdlib/locks",
)
"""The modules of the core, as paths in ``harness/``. No function of theirs has a frame in the compiled build."""
DIRECTIVES = {"language_level": "3", "annotation_typing": False, "binding": False}
"""How Cython reads the modules.

Annotations are for mypy: where one is a C type, too, such as ``int``, Python's objects are meant. Functions are those
of C, which are called faster, and become no methods where one is put into a class.
"""


NO_ENTRY = (r"^( *)__Pyx_AddTraceback\(", r"\1if (0) __Pyx_AddTraceback(")
"""A replacement in a C file of Cython's, so that it adds no entry to a traceback."""
NONE_AS_TRACEBACK = (
    (r"^    \*tb = local_tb;$", r"    *tb = local_tb ? local_tb : Py_NewRef(Py_None);"),
    (
        r"^static CYTHON_INLINE void __Pyx_ErrRestoreInState\(.*\bPyObject \*tb\) \{$",
        r"\g<0>\n    if (tb == Py_None) { Py_DECREF(tb); tb = NULL; }",
    ),
)
"""Replacements in a C file that handles exceptions: a traceback that is missing is None until it is raised again.

An exception that a function of C raises has none, once nothing adds an entry. Cython counts on one: an ``except``
clause that returns releases it, and a ``with`` statement puts it into a tuple.
"""


def suffix() -> str:
    """Return the end of an extension module's file name, such as ".cpython-311-x86_64-linux-gnu.so"."""
    return str(sysconfig.get_config_var("EXT_SUFFIX"))


def compile_core(into: Path, modules: tuple[str, ...] = MODULES) -> list[Path]:
    """Compile the core.

    Args:
        into: receives the extension modules, in the folders that the modules have in ``harness/``.
        modules: the modules, as paths in ``harness/``.

    Returns:
        The files of the extension modules.
    """
    with tempfile.TemporaryDirectory(prefix="kata-core-") as made:
        stage = Path(made).resolve()
        _copy_sources(stage, modules)
        before = Path.cwd()
        os.chdir(stage)  # Cython looks for the declarations of a package from the working directory
        try:
            _translate_and_build(stage, modules)
        finally:
            os.chdir(before)
        found = []
        for module in modules:
            target = into / (module + suffix())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # a process may have the old one loaded
            shutil.copyfile(stage / PACKAGE / (module + suffix()), target)
            found.append(target)
    return found


def _copy_sources(stage: Path, modules: tuple[str, ...]) -> None:
    """Copy the modules, their declarations and the packages that they are in, under the name of the package."""
    for module in modules:
        for end in (".py", ".pxd"):
            source = ROOT / FOLDER / (module + end)
            if source.exists():
                target = stage / PACKAGE / (module + end)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
    for folder, _, _ in os.walk(stage):
        if folder != str(stage):
            (Path(folder) / "__init__.py").touch()


def _translate_and_build(stage: Path, modules: tuple[str, ...]) -> None:
    from Cython.Build import cythonize
    from setuptools import Distribution, Extension

    extensions = [
        Extension(f"{PACKAGE}.{module.replace('/', '.')}", [f"{PACKAGE}/{module}.py"], extra_compile_args=_flags())
        for module in modules
    ]
    extensions = cythonize(extensions, compiler_directives=DIRECTIVES, quiet=True)
    for extension in extensions:
        for source in extension.sources:
            _leave_tracebacks_alone(stage / source)
    distribution = Distribution({"name": PACKAGE, "ext_modules": extensions})
    build = distribution.get_command_obj("build_ext")
    build.inplace, build.build_temp, build.parallel = True, str(stage / "build"), os.cpu_count()
    build.ensure_finalized()
    build.run()


def _flags() -> list[str]:
    return [] if sys.platform == "win32" else ["-O2", "-g0", "-fno-strict-aliasing"]


def _leave_tracebacks_alone(source: Path) -> None:
    """Make a C file add no entry to the traceback of an exception that passes through it.

    Learners see no line of the harness, and by the file of such an entry nothing could tell that it is one.
    """
    text = source.read_text(encoding="utf-8")
    handles = "__Pyx_GetException(&" in text
    for pattern, replacement in (NO_ENTRY, *(NONE_AS_TRACEBACK if handles else ())):
        text, count = re.subn(pattern, replacement, text, flags=re.MULTILINE)
        if not count:
            raise SystemExit(f"{source.name}: this version of Cython handles tracebacks in another way")
    source.write_text(text, encoding="utf-8")


def clean(ends: tuple[str, ...] = (".so", ".pyd")) -> list[Path]:
    """Remove extension modules, by the end of their names, and return their files."""
    found = sorted(file for file in (ROOT / FOLDER).rglob("*.*") if file.name.endswith(ends))
    for file in found:
        file.unlink()
    return found


def main(arguments: list[str] | None = None) -> None:
    """Compile the core in place, or remove what was compiled."""
    parser = argparse.ArgumentParser(description="Compile the core of the harness in place, with Cython.")
    parser.add_argument(
        "--clean", action="store_true", help="remove the extension modules of all versions of Python: the pure build"
    )
    if parser.parse_args(arguments).clean:
        sys.stdout.write(f"removed {len(clean())} extension modules\n")
        return
    clean((suffix(),))
    made = compile_core(ROOT / FOLDER)
    sys.stdout.write(f"compiled {len(made)} modules in place\n")


if __name__ == "__main__":
    main()
