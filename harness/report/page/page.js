"use strict";
const kataPage = (() => {
  const { stops, threads, game } = JSON.parse(document.getElementById("kata-page").textContent);
  const by = (id) => document.getElementById(id);
  const all = (query) => [...document.querySelectorAll(query)];

  for (const copy of all(".copy")) {
    const command = copy.previousElementSibling;
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const range = document.createRange();
      range.selectNodeContents(command);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      try {
        await navigator.clipboard.writeText(command.textContent);
        copy.textContent = "copied";
      } catch {
        copy.textContent = "selected"; // the clipboard is not ours here; the text can be copied by hand
      }
    });
  }
  if (!stops.length) return null;

  const slider = by("slider"), now = by("now"), time = by("time"), names = by("names");
  const cells = new Map(all("[data-cell]").map((one) => [one.dataset.cell, one]));
  const arrows = all("[data-arrow]");
  const columns = new Map(all("[data-stop]").map((one) => [Number(one.dataset.stop), one]));
  const colours = all("#threads-title ~ table .badge").map((one) => one.classList[1]);
  let at = stops.length - 1;

  /* What stands in each cell after a step: all changes up to it. */
  const standing = (index) => Object.assign({}, ...stops.slice(0, index + 1).map((one) => one.cells));

  const within = (box, one) => {
    const outer = box.getBoundingClientRect(), inner = one.getBoundingClientRect();
    if (inner.top < outer.top + 30 || inner.bottom > outer.bottom - 30)
      box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  };

  const said = (name, text) => { now.querySelector(name).textContent = text; };

  const showCells = (index) => {
    for (const [name, text] of Object.entries(standing(index))) {
      const cell = cells.get(name);
      if (cell) cell.textContent = text;
    }
    for (const [name, cell] of cells) cell.classList.toggle("fresh", name in stops[index].cells && !name.startsWith("by"));
  };

  /* Where the threads are; those of a game, and their colours, may be more than those of the schedule. */
  const showSource = ({ at: [file, line], thread, marks, threads: names = threads, colours: shades = colours }) => {
    for (const one of all(".listing .badge")) one.remove();
    for (const one of all(".listing .here")) {
      one.className = "";
      one.removeAttribute("aria-current");
    }
    for (const [lane, where, number, state] of marks) {
      const row = by(`line-${where}-${number}`);
      if (!row) continue;
      const badge = document.createElement("span");
      badge.className = `badge ${shades[lane]} ${state}`;
      badge.textContent = names[lane];
      row.querySelector(".at").append(badge);
    }
    const here = by(`line-${file}-${line}`);
    if (!here) return;
    here.className = `here ${shades[thread]}`;
    here.setAttribute("aria-current", "true");
    within(by("source"), here);
  };

  const showGraph = (stop) => {
    for (const one of arrows) {
      const number = Number(one.dataset.arrow), on = stop.arrows.includes(number);
      one.classList.toggle("on", on);
      one.classList.toggle("cycle", stop.cycle.includes(number));
      if (one.localName === "li") one.hidden = !on;
    }
    if (by("nobody")) by("nobody").hidden = stop.arrows.length > 0;
  };

  const showTime = (index) => {
    const column = columns.get(index) || document.querySelector("[data-gap]");
    const x = Number(column.getAttribute("x")), width = Number(column.getAttribute("width"));
    by("head").setAttribute("x", x);
    by("head").setAttribute("width", width);
    const left = Number(names.querySelector("rect").getAttribute("width"));
    const from = x - left - 40, to = x + width + 40 - time.clientWidth;
    if (time.scrollLeft > from || time.scrollLeft < to) time.scrollLeft = Math.min(from, Math.max(to, x - time.clientWidth / 2));
  };

  const showTable = (index) => {
    for (const one of all("tr[aria-current]")) one.removeAttribute("aria-current");
    const row = by(`step-${index + 1}`);
    row.setAttribute("aria-current", "step");
    const middle = row.closest("details");
    if (middle) middle.open = true;
    within(row.closest(".scroll"), row);
  };

  /* In the history of each name: the value that is current at a step, and those that come later. */
  const showHistories = (index) => {
    for (const history of all(".history")) {
      const rows = [...history.querySelectorAll("tr[data-at]")];
      const reached = rows.filter((row) => Number(row.dataset.at) <= index);
      for (const row of rows) row.classList.toggle("ahead", !reached.includes(row));
      reached.at(-1)?.setAttribute("aria-current", "step");
    }
  };

  const go = (index) => {
    at = Math.max(0, Math.min(stops.length - 1, index));
    const stop = stops[at];
    const text = `${at + 1} of ${stops.length}`;
    said(".count", text);
    said(".who", threads[stop.thread]);
    now.querySelector(".who").className = `who ${colours[stop.thread]}`;
    said(".did", stop.words);
    said(".where", stop.where);
    said(".switch", stop.switch);
    slider.value = at + 1;
    slider.setAttribute("aria-valuetext", `${text}: ${threads[stop.thread]} ${stop.words}`);
    showCells(at);
    showSource(stop);
    showGraph(stop);
    showTime(at);
    showTable(at);
    showHistories(at);
  };

  const preempted = stops.flatMap((stop, index) => (stop.switch ? [index] : []));
  const preemption = () => go(preempted.find((index) => index > at) ?? preempted[0] ?? at);
  const moves = {
    ArrowLeft: () => go(at - 1), ArrowRight: () => go(at + 1), Home: () => go(0), End: () => go(stops.length - 1),
    p: preemption,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(event.key in moves)) return;
    if (document.body.classList.contains("playing")) return; // the game has its own keys
    event.preventDefault();
    moves[event.key]();
  });
  slider.addEventListener("input", () => go(Number(slider.value) - 1));
  by("first").addEventListener("click", moves.Home);
  by("back").addEventListener("click", moves.ArrowLeft);
  by("forth").addEventListener("click", moves.ArrowRight);
  by("last").addEventListener("click", moves.End);
  by("preemption").addEventListener("click", preemption);
  by("preemption").disabled = !preempted.length;
  for (const [index, column] of columns) column.addEventListener("click", () => go(index));
  time.addEventListener("scroll", () => names.setAttribute("transform", `translate(${time.scrollLeft} 0)`));

  const named = () => {
    const found = /^#step-(\d+)$/.exec(location.hash);
    return found ? Number(found[1]) - 1 : null;
  };
  addEventListener("hashchange", () => { if (named() !== null) go(named()); });
  by("controls").hidden = false;
  go(named() ?? at);
  return { game, go, showSource, at: () => at };
})();
