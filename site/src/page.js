// The page: puts the editor, the engine and the result together.
import { makeEditor } from "./editor.js";
import { Engine } from "./engine.js";
import { linkTo, readLink } from "./links.js";
import { Programs } from "./programs.js";
import { ResultView } from "./result.js";
import { Storage } from "./storage.js";
import { storyOf } from "./story.js";
import { themeButton } from "./theme.js";

const find = (id) => document.getElementById(id);
const storage = new Storage((lost) => {
  find("kept").textContent = lost ? "This browser keeps nothing more: its storage is full, or switched off. Export your code before you leave."
    : "Your code stays in this browser.";
  find("kept").className = lost ? "bad" : "";
});
const result = new ResultView();
const editor = makeEditor(find("editor"), { onRun: () => run(), onChange: changed });
let engine, programs, shown, token = "", judged = "";

function say(text, bad = false) {
  find("status").textContent = text;
  find("status").className = bad ? "bad" : "";
}

function idle() {
  find("run").disabled = false;
  find("stop").hidden = true;
}

function show(program) {
  engine.stopIfBusy();
  idle();
  shown = program;
  editor.show(program.code);
  find("title").textContent = program.title;
  find("facts").textContent = program.facts;
  find("story").replaceChildren(storyOf(program.text));
  find("repair-row").hidden = !program.kata;
  find("repair").textContent = program.kind === "repairs" ? "Another repair" : "Repair a wrong solution";
  find("linked-row").hidden = !program.linked;
  find("result").hidden = true;
  if (!find("status").textContent.startsWith("Loading")) say("");
  document.title = `${program.title} · Concurrency katas`;
  const choice = program.kind === "repairs" ? `katas/${program.kata}` : `${program.kind}/${program.name}`;
  find("choose").value = choice;
}

const FRAGMENTS = { katas: "kata", examples: "example", repairs: "repair", programs: "own" };

async function choose(kind, name) {
  show(await programs.program(kind, name));
  history.pushState(null, "", `#${FRAGMENTS[kind]}=${name}`);
}

// A program from a link does not take the place of one's own.
function keep(program, entry) {
  if (program.kind !== "examples" && !program.linked) storage.put(program.kind, program.name, entry);
}

function changed(code) {
  keep(shown, { code });
}

async function run(schedule = "") {
  if (!shown) return;
  const program = shown;
  const code = editor.text;
  const request = { file: program.file, kata: program.kata, schedules: Number(find("schedules").value), schedule };
  editor.mark(null);
  delete document.documentElement.dataset.verdict;
  result.begin(schedule ? [] : program.clauses);
  token = "";
  judged = code;
  find("run").disabled = true;
  find("stop").hidden = false;
  const began = performance.now();
  const done = await engine.run(request, code, (message) => heard(message, program, code, began, schedule)).catch((error) => {
    result.error(error.message);
    say("");
    return true;
  });
  if (done) idle();
}

function heard(message, program, code, began, schedule) {
  if (!document.documentElement.dataset.verdict) {
    if (message.beat?.tried !== undefined) say(`${message.beat.tried.toLocaleString("en")} schedules of this clause`);
    else if (message.begun !== undefined) say("judging");
  }
  if (message.clause && !schedule) result.clause(message.clause);
  if (message.error) {
    result.error(message.error);
    say("");
  }
  if (message.reply) replied(message.reply, program, code, began);
  if (message.page !== undefined) result.showPage(message.page);
  if (message.game) result.showGame(message.game);
}

function replied(reply, program, code, began) {
  token = find("replay").dataset.token = reply.token;
  result.reply(reply);
  editor.mark(editor.text === code ? reply.line : null);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(`${reply.verdict} after ${seconds} s`);
  idle(); // what may still come is an extra, which nobody needs to stop
  keep(program, { code, verdict: reply.verdict, passed: reply.passed });
  programs.fill(find("choose"));
  find("verdict").focus({ preventScroll: true });
  find("result").scrollIntoView({ block: "start" });
}

async function copy(text, button) {
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    prompt("Copy this link:", text);
  }
  setTimeout(() => { button.textContent = words; }, 2000);
}

const partsOfLink = (schedule) => ({ kata: shown.kata, code: schedule ? judged : editor.text, schedule });

function download(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Shows what a link says; a link with a schedule replays it at once.
async function follow(fragment) {
  let link, program;
  try {
    link = await readLink(fragment);
    program = await programs.linked(link);
  } catch (error) {
    show(programs.first());
    result.begin([]);
    return result.error(error.message);
  }
  show(program);
  if (link.schedule) run(link.schedule);
}

async function start() {
  themeButton(find("theme"), (theme) => result.showTheme(theme));
  engine = new Engine({
    onLoading: (what) => say(`Loading ${what} …`),
    spare: (navigator.deviceMemory ?? 8) >= 4,
  });
  engine.ready.then(
    () => { if (find("status").textContent.startsWith("Loading")) say("Ready"); document.documentElement.dataset.ready = "yes"; },
    (error) => say(`The engine cannot be loaded: ${error.message}.`, true),
  );
  programs = new Programs(await (await fetch("katas.json")).json(), storage);
  programs.fill(find("choose"));
  find("choose").onchange = () => choose(...find("choose").value.split("/"));
  find("run").onclick = () => run();
  find("stop").onclick = () => {
    engine.stop();
    result.error("Stopped.");
    idle();
    say("");
  };
  find("link").onclick = async () => copy(await linkTo(partsOfLink("")), find("link"));
  find("copy-replay").onclick = async () => copy(await linkTo(partsOfLink(token)), find("copy-replay"));
  find("repair").onclick = async () => choose("repairs", await programs.nextRepair(shown.kata, shown.name));
  find("adopt").onclick = () => {
    shown = { ...shown, linked: false };
    find("linked-row").hidden = true;
    changed(editor.text);
  };
  find("again").onclick = () => {
    if (!shown.linked) storage.forget(shown.kind, shown.name);
    show({ ...shown, code: shown.original });
    find("more").open = false;
  };
  find("export").onclick = () => download("concurrency-katas.json", storage.exported());
  window.onhashchange = () => follow(location.hash);
  await follow(location.hash);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("service_worker.js").catch(() => {});
}

start();
