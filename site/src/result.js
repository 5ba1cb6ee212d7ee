// The result: the verdict, a line for each clause, hints, the replay link, and the report's own page in a frame.
const find = (id) => document.getElementById(id);
const QUIET = new Set(["unfinished"]);

export class ResultView {
  constructor() {
    this.frame = find("page");
    find("take-over").onclick = () => this.showPage(this.game);
  }

  begin(clauses) {
    this.game = "";
    this.lines = new Map();
    find("result").hidden = false;
    find("result").setAttribute("aria-busy", "true");
    find("verdict").textContent = "running";
    find("verdict").className = "";
    for (const id of ["sentence", "hints", "clauses", "text"]) find(id).replaceChildren();
    for (const id of ["replay", "page", "newer", "plain", "replayed"]) find(id).hidden = true;
    for (const name of clauses) this.clause({ name, title: name.replace(/^test_/, "").replaceAll("_", " "), verdict: "", sentence: "" });
  }

  clause({ name, title, verdict, sentence }) {
    let line = this.lines.get(name);
    if (!line) {
      line = document.createElement("li");
      this.lines.set(name, line);
      find("clauses").append(line);
    }
    line.className = verdict ? (verdict === "pass" ? "good" : "bad") : "waiting";
    const word = document.createElement("b");
    word.textContent = (verdict || "waiting").replaceAll("_", " ");
    const said = document.createElement("span");
    said.append(title);
    if (sentence) {
      const quiet = document.createElement("span");
      quiet.className = "quiet";
      quiet.textContent = `: ${sentence}`;
      said.append(quiet);
    }
    line.replaceChildren(word, said);
  }

  // Clauses that were not judged when the result is there are counted, and no longer listed.
  end() {
    find("result").removeAttribute("aria-busy");
    const left = [...this.lines.values()].filter((line) => line.className === "waiting");
    for (const line of left) line.remove();
    if (left.length) {
      const number = left.length === 1 ? "1 clause" : `${left.length} clauses`;
      this.lines.clear();
      this.clause({ name: "", title: number, verdict: "", sentence: "" });
      this.lines.get("").firstChild.textContent = "not judged";
    }
  }

  reply(reply) {
    const verdict = find("verdict");
    verdict.textContent = reply.passed && reply.proved ? `${reply.verdict}, proved` : reply.verdict;
    verdict.className = reply.passed ? "good" : QUIET.has(reply.verdict) ? "" : "bad";
    find("sentence").textContent = (reply.clause ? `${reply.clause}: ` : "") + reply.sentence;
    find("text").textContent = reply.text;
    find("plain").hidden = false;
    for (const [heading, text] of reply.hints) {
      const details = document.createElement("details");
      const summary = document.createElement("summary");
      summary.textContent = `Hint: ${heading}`;
      const said = document.createElement("p");
      said.textContent = text;
      details.append(summary, said);
      find("hints").append(details);
    }
    find("replay").hidden = !reply.token;
    find("limits").textContent = reply.limits;
    document.documentElement.dataset.verdict = reply.verdict;
    this.end();
  }

  error(sentence) {
    find("verdict").textContent = "not run";
    find("verdict").className = "bad";
    find("sentence").textContent = sentence;
    document.documentElement.dataset.verdict = "not run";
    this.end();
  }

  showPage(html) {
    find("newer").hidden = true;
    // a new frame each time: Chromium does not paint one again that was hidden
    const fresh = this.frame.cloneNode();
    fresh.hidden = !html;
    fresh.srcdoc = html;
    this.frame.replaceWith(fresh);
    this.frame = fresh;
  }

  // The page with the game comes later; it does not replace one that somebody is reading in.
  showGame(html) {
    this.game = html;
    if (document.activeElement === this.frame) find("newer").hidden = false;
    else this.showPage(html);
  }
}
