// The programs to choose from: katas, their repairs, examples of concepts, and one of the user's own.
const OWN = `from threading import Thread

count = 0


def add():
    global count
    count = count + 1


def main():
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == 2
`;

export class Programs {
  constructor({ katas, examples }, storage) {
    this.katas = new Map(katas.map((kata) => [kata.name, kata]));
    this.examples = new Map(examples.map((example) => [example.name, example]));
    this.storage = storage;
  }

  fill(select) {
    const group = (label, options) => {
      const element = document.createElement("optgroup");
      element.label = label;
      element.append(...options);
      return element;
    };
    const option = (value, text) => {
      const element = document.createElement("option");
      element.value = value;
      element.textContent = text;
      return element;
    };
    const chosen = select.value;
    select.replaceChildren(
      group("Katas", [...this.katas.values()].map((kata) => option(`katas/${kata.name}`, this.label(kata)))),
      group("Examples", [...this.examples.values()].map((one) => option(`examples/${one.name}`, `${one.concept}: ${one.name.replaceAll("_", " ")}`))),
      group("Your own", [option("programs/program", "A program of your own")]),
    );
    if (chosen) select.value = chosen;
  }

  label(kata) {
    const done = this.storage.get("katas", kata.name);
    return `${done.passed ? "✓ " : ""}${kata.title} (${kata.concept})`;
  }

  // Returns a program to show: kind, name, code, what the engine is to be asked, and what is said about it.
  async program(kind, name) {
    if (kind === "katas") return this.kata(this.katas.get(name));
    if (kind === "repairs") return this.repair(name);
    const example = this.examples.get(name);
    const original = example?.code ?? OWN;
    return {
      kind, name, original, kata: "", file: `${name}.py`, clauses: [],
      code: kind === "programs" ? (this.storage.get(kind, name).code ?? original) : original,
      title: example ? name.replaceAll("_", " ") : "Your own program",
      facts: example ? `an example of: ${example.concept.toLowerCase()}` : "",
      text: "Each function without arguments that no other line names is run under many schedules. It starts threads, joins them, and asserts what must be true in the end.",
    };
  }

  kata(kata) {
    const facts = [kata.concept, kata.difficulty, kata.minutes ? `about ${kata.minutes} minutes` : ""];
    return {
      kind: "katas", name: kata.name, kata: kata.name, file: `katas/${kata.name}.py`, original: kata.stub,
      code: this.storage.get("katas", kata.name).code ?? kata.stub, clauses: kata.clauses, title: kata.title,
      facts: facts.filter(Boolean).join(" · "), text: kata.text,
    };
  }

  // Returns the program that a link names; throws if there is none.
  async linked({ kata, example, repair, own, code }) {
    if (kata && !this.katas.has(kata)) throw new Error(`There is no kata ${kata}.`);
    if (example && !this.examples.has(example)) throw new Error(`There is no example ${example}.`);
    const program = kata ? this.kata(this.katas.get(kata))
      : example ? await this.program("examples", example)
      : repair ? await this.repair(repair)
      : own || code !== null ? await this.program("programs", "program")
      : this.first();
    if (!program) throw new Error(`There is no repair ${repair}.`);
    if (code === null) return program;
    const mine = this.storage.get(program.kind, program.name).code;
    return { ...program, code, linked: mine !== undefined && mine !== code };
  }

  first() {
    return this.kata(this.katas.values().next().value);
  }

  async repairs() {
    this.known ??= await (await fetch("repairs.json")).json();
    return this.known;
  }

  // Returns a repair; undefined if there is none of this name.
  async repair(name) {
    const kata = this.katas.get(name.slice(0, name.lastIndexOf("_")));
    const found = kata && (await this.repairs())[kata.name].find((one) => one.name === name);
    if (!found) return undefined;
    return {
      ...this.kata(kata), kind: "repairs", name, file: `repairs/${name}.py`, original: found.code,
      code: this.storage.get("repairs", name).code ?? found.code, title: `${kata.title}: a repair`,
      facts: "This solution is wrong. Find out why, and change as little as you can.",
    };
  }

  // The name of the next repair of a kata: the first that is not mended, after the one that is shown.
  async nextRepair(kata, shown) {
    const names = (await this.repairs())[kata].map((one) => one.name);
    const at = names.indexOf(shown) + 1;
    const order = [...names.slice(at), ...names.slice(0, at)];
    return order.find((name) => !this.storage.get("repairs", name).passed) ?? order[0];
  }
}
