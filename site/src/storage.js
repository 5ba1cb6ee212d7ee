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
  // `lost` is called when the browser does not keep what it is given.
  constructor(lost) {
    this.lost = lost;
    this.data = read();
  }

  // Another tab may have written since. What could not be written is only here.
  refresh() {
    if (!this.full) this.data = read();
  }

  get(kind, name) {
    return this.data[kind][name] ?? {};
  }

  put(kind, name, entry) {
    this.refresh();
    this.data[kind][name] = { ...this.get(kind, name), ...entry };
    this.save();
  }

  forget(kind, name) {
    this.refresh();
    delete this.data[kind][name];
    this.save();
  }

  save() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.data));
      this.full = false;
    } catch {
      this.full = true; // or switched off: the page works on, and export still has everything
    }
    this.lost(this.full);
  }

  exported() {
    return JSON.stringify(this.data, null, 1) + "\n";
  }
}
