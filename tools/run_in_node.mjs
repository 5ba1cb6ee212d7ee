// Runs pytest on Pyodide (tools/run_in_node.py): the folders of Pyodide, the packages and the clone, then pytest's arguments.
import { pathToFileURL } from "node:url";

const [folder, packages, root, ...words] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${folder}/`, env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
for (const [at, there] of [["/packages", packages], [root, root]]) {
  python.FS.mkdirTree(at);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: there }, at);
}
python.globals.set("root", root);
python.globals.set("words", python.toPy(words));
const program = `
import os, sys
sys.path[:0] = [root, "/packages", root + "/tests/node"]
os.chdir(root)
import pytest
int(pytest.main(["-p", "leave_out", "-p", "no:cacheprovider", "-o", "timeout=0", *words]))
`;
process.exitCode = await python.runPythonAsync(program);
