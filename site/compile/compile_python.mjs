// Compiles every Python file below a folder with Pyodide's own Python, so that no page has to, and writes the list of
// the files that Pyodide imports while it starts. Usage: compile.mjs FOLDER FILES.json
import { writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const python = await loadPyodide({ stdout: (line) => console.log(line), stderr: (line) => console.error(line) });
writeFileSync(process.argv[3], python.runPython(`
import json, sys
[archive] = [one + "/" for one in sys.path if one.endswith(".zip")]
files = [getattr(module, "__file__", None) or "" for module in sys.modules.values()]
json.dumps(sorted({file.removeprefix(archive) for file in files if file.startswith(archive)}))`));
python.FS.mkdirTree("/site");
python.FS.mount(python.FS.filesystems.NODEFS, { root: process.argv[2] }, "/site");
// by hash and unchecked: the page's files have other times, and are never edited. The path is the one in the page
const failed = python.runPython(`
import compileall, py_compile
not compileall.compile_dir(
    "/site", maxlevels=20, quiet=1, force=True, stripdir="/site",
    prependdir="/", invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
)`);
process.exit(failed ? 1 : 0);
