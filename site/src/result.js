// The result: the verdict, a line for each clause, hints, the replay link, and the report's own page in a frame.
import { current } from "./theme.js";

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
    this.part = clauses.length ? "clause" : "function";
    find("each").hidden = !clauses.length;
    find("each").open = true;
    find("count").textContent = this.counted(clauses.length);
    for (const name of clauses) this.clause({ name, title: name.replace(/^test_/, "").replaceAll("_", " "), verdict: "", sentence: "" });
  }

  counted(number) {
    return `${number} ${this.part}${number === 1 ? "" : "s"}`;
  }

  clause({ name, title, verdict, sentence }) {
    let line = this.lines.get(name);
    if (!line) {
      line = document.createElement("li");
      this.lines.set(name, line);
      find("clauses").append(line);
      find("each").hidden = false;
    }
    line.className = !verdict || QUIET.has(verdict) ? "waiting" : verdict === "pass" ? "good" : "bad";
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

  // Clauses that were not judged when the result is there are counted, and no longer listed. Below a failure the list is
  // folded: its sentence names the clause, and what comes next is the schedule.
  end(passed) {
    find("result").removeAttribute("aria-busy");
    const lines = [...this.lines.values()];
    const number = (name) => lines.filter((line) => line.className === name).length;
    const [good, bad, left] = [number("good"), number("bad"), number("waiting")];
    for (const line of lines) if (line.className === "waiting") line.remove();
    const parts = [`${this.counted(good)} ${good === 1 ? "passes" : "pass"}`];
    if (bad) parts.push(`${bad} ${bad === 1 ? "fails" : "fail"}`);
    if (left) parts.push(`${left} not judged`);
    find("count").textContent = parts.join(", ");
    find("each").open = passed;
    find("each").hidden = lines.length < 2 || left === lines.length;
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
    this.end(reply.passed);
  }

  error(sentence) {
    find("verdict").textContent = "not run";
    find("verdict").className = "bad";
    find("sentence").textContent = sentence;
    document.documentElement.dataset.verdict = "not run";
    this.end(false);
  }

  showPage(html) {
    find("newer").hidden = true;
    // a new frame each time: Chromium does not paint one again that was hidden
    const fresh = this.frame.cloneNode();
    fresh.hidden = !html;
    fresh.srcdoc = html;
    fresh.onload = () => this.showTheme(current());
    this.frame.replaceWith(fresh);
    this.frame = fresh;
  }

  // The frame has an origin of its own, so that it has to be told.
  showTheme(theme) {
    this.frame.contentWindow?.postMessage({ theme }, "*");
  }

  // The page with the game comes later; it does not replace one that somebody is reading in.
  showGame(html) {
    this.game = html;
    if (document.activeElement === this.frame) find("newer").hidden = false;
    else this.showPage(html);
  }
}
