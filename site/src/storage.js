// What the browser keeps: the code of each program, and which katas and repairs are done.
const KEY = "kata-playground";
export const SCHEMA = "kata-playground/1";
const EMPTY = { schema: SCHEMA, katas: {}, repairs: {}, programs: {} };

function read() {
  try {
    const data = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return data?.schema === SCHEMA ? { ...EMPTY, ...data } : structuredClone(EMPTY);
  } catch {
    return structuredClone(EMPTY); // no storage in this browser's mode, or damaged
  }
}

export class Storage {
  constructor() {
    this.data = read();
  }

  get(kind, name) {
    return this.data[kind][name] ?? {};
  }

  put(kind, name, entry) {
    this.data[kind][name] = { ...this.get(kind, name), ...entry };
    this.save();
  }

  forget(kind, name) {
    delete this.data[kind][name];
    this.save();
  }

  save() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.data));
    } catch {
      // full, or switched off: the page works on, and export still has everything
    }
  }

  exported() {
    return JSON.stringify(this.data, null, 1) + "\n";
  }
}
