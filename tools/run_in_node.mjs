// Runs a program on Pyodide: the folders of Pyodide, of the packages and of the clone, the program, and its arguments.
import { pathToFileURL } from "node:url";

const [folder, packages, root, script, ...words] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${folder}/`, env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
const installed = python.runPython("import site; site.getsitepackages()[0]");
for (const [at, there] of [[installed, packages], [root, root]]) {
  python.FS.mkdirTree(at);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: there }, at);
}
python.globals.set("root", root);
python.globals.set("words", python.toPy([script, ...words]));
const program = `
import os, runpy, sys
sys.path.insert(0, root)
sys.argv[:] = words
os.chdir(root)
status = 0
try:
    runpy.run_path(words[0], run_name="__main__")
except SystemExit as ended:
    status = ended.code or 0
int(status)
`;
try {
  process.exitCode = await python.runPythonAsync(program);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
