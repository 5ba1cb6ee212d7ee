// The worker that runs the engine: Pyodide with the harness in it. The page ends it when it hangs.
import { unpack } from "./archive.js";

const BEAT = 250; // milliseconds between two signs of life
const MEMORY = 1024 * 1024 * 1024; // bytes; harness/playground/session.py names the same number
const SIGINT = 2;

const state = { python: null, answer: null, beat: 0, busy: false };

const post = (message) => postMessage(message);

async function start() {
  if (!("Suspending" in WebAssembly)) {
    throw new Error("this browser cannot suspend WebAssembly (JSPI). Chrome and Edge can from version 137 on, and Firefox 153 can");
  }
  post({ loading: "Python" });
  const archive = unpackable("python.tar.gz");
  const { loadPyodide } = await import("./pyodide/pyodide.mjs");
  const python = await loadPyodide({
    indexURL: new URL("pyodide/", self.location).href,
    stdLibURL: new URL("pyodide/python_stdlib.zip", self.location).href,
    stdout: () => {}, stderr: () => {},
  });
  post({ loading: "the engine" });
  unpack(python.FS, await archive);
  state.python = python;
  python.setInterruptBuffer(pulse);
  const start_session = python.runPython("from start import start\nstart");
  state.answer = start_session((text) => post(JSON.parse(text)));
  post({ ready: true });
}

async function unpackable(name) {
  const response = await fetch(new URL(name, self.location));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

// Pyodide reads this between instructions of Python, to see whether a signal is pending (harness/playground/heart.py)
const pulse = {
  get 0() {
    const now = performance.now();
    if (!state.busy || now - state.beat < BEAT) return 0;
    state.beat = now;
    if (state.python._module.HEAP8.length > MEMORY) post({ ended: "memory", value: MEMORY });
    return SIGINT;
  },
  set 0(value) {},
};

async function run({ request, code }) {
  const { FS } = state.python;
  const path = `/kata/${request.file}`;
  FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
  FS.writeFile(path, code);
  state.busy = true;
  console.error = () => {}; // Pyodide prints there that a program has ended it; the page says so in its own words
  try {
    await state.answer.callPromising(JSON.stringify(request));
  } catch (error) {
    post({ ended: "dead", value: error.status ?? 1, why: String(error) });
  }
  state.busy = false;
}

self.onmessage = ({ data }) => run(data);
start().catch((error) => post({ broken: error.message || String(error) }));
