// A tar archive (ustar, regular files only) put into Pyodide's file system, without going through Python.
const BLOCK = 512;
const text = new TextDecoder();

const field = (bytes, from, length) => text.decode(bytes.subarray(from, from + length)).split("\0", 1)[0];

export function unpack(FS, buffer) {
  const bytes = new Uint8Array(buffer);
  const folders = new Set();
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const size = parseInt(field(bytes, at + 124, 12), 8);
    const prefix = field(bytes, at + 345, 155);
    const path = `/${prefix ? `${prefix}/` : ""}${field(bytes, at, 100)}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) {
      FS.mkdirTree(folder);
      folders.add(folder);
    }
    at += BLOCK;
    FS.writeFile(path, bytes.subarray(at, at + size), { canOwn: true });
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
}
