
/* The game: the reader goes from position to position of the recorded tree. All texts come from the page's data. */
((page) => {
  const [ABOVE, STEPS, ROWS, FACTS, MOVES, USED, ENDS] = [0, 1, 2, 3, 4, 5, 6];
  const [KEY, LANE, SAID, COSTS, TO, WRITTEN, FAULT, PLAIN] = [0, 1, 2, 3, 4, 5, 6, 7];
  const { nodes, texts, rows, steps, facts, threads, colours, path, hints, astray, stops, used, ...words } = page.game;
  const by = (id) => document.getElementById(id);
  let here = -1, turned = false, tail = [], from = 0;

  const made = (tag, name, text = "") => {
    const one = document.createElement(tag);
    if (name) one.className = name;
    one.textContent = text;
    return one;
  };
  const put = (box, ...items) => { box.replaceChildren(...items); };
  const say = (text, spoken = false) => {
    by("game-now").textContent = text;
    by("game-now").classList.toggle("hide", spoken); // the end is shown below
  };
  const badge = (lane) => made("span", `badge ${colours[lane]}`, threads[lane]);

  /* All positions from the root to one. */
  const way = (node) => {
    const found = [];
    for (let one = node; one >= 0; one = nodes[one][ABOVE]) found.unshift(one);
    return found;
  };
  const moveTo = (above, node) => nodes[above][MOVES].find((move) => move[TO] === node);

  /* The token of a position: its choices that differ from a schedule without preemptions, each counted from the last. */
  const token = (node, further) => {
    const deviations = [], all = way(node);
    all.slice(1).forEach((one, index) => deviations.push([index, moveTo(all[index], one)]));
    if (further) deviations.push([all.length - 1, further]);
    let before = 0;
    const said = deviations.filter(([, move]) => move[WRITTEN] >= 0).map(([number, move]) => {
      const text = `${(number - before).toString(36)}.${move[WRITTEN].toString(36)}${move[FAULT] ? ".f" : ""}`;
      before = number;
      return text;
    });
    return words.token + said.join("_");
  };
  const showCommand = (further) => { by("game-command").textContent = `kata play ${token(here, further)}`; };

  const rowOf = (tag, key, name, did, where) => {
    const row = made(tag, "move");
    row.append(key ? made("kbd", "", key) : made("span"), name, made("span", "did", did));
    row.append(made("span", "cost"), made("span", "where", where));
    if (tag === "button") row.type = "button";
    return row;
  };

  const button = (move, name, did, where, colour) => {
    const row = rowOf("button", move[KEY], name, did, where), cost = row.querySelector(".cost");
    if (move[COSTS]) {
      cost.textContent = "+1";
      cost.append(made("span", "hide", " preemption"));
    }
    if (colour) row.classList.add(colour);
    if (move[PLAIN]) row.classList.add("plain");
    if (move[TO] < 0) {
      row.setAttribute("aria-disabled", "true");
      row.querySelector(".where").textContent = words.unrecorded;
    }
    row.addEventListener("click", () => play(move));
    return row;
  };

  const threadRow = (number, moves) => {
    const [lane, did, where, state] = rows[number];
    const move = moves.find((one) => one[LANE] === lane), name = made("span", "name");
    name.append(badge(lane));
    if (state === "runs") name.append(made("span", "has-run", "runs"));
    if (move) return button(move, name, texts[did], texts[where], colours[lane]);
    const row = rowOf("div", "", name, texts[did], texts[where]);
    row.classList.add("still");
    return row;
  };

  const turnRow = () => {
    const row = rowOf("button", "t", made("span"), words.turns, "");
    row.addEventListener("click", turn);
    return row;
  };

  const showMoves = (node) => {
    const moves = over() ? [] : node[MOVES], decides = moves.filter((move) => move[LANE] < 0);
    const lines = decides.length ? decides.map((move) => button(move, made("span"), texts[move[SAID]], "")) : [];
    if (!decides.length) lines.push(...node[ROWS].map((number) => threadRow(number, moves)));
    if (!over() && node[ENDS].length) lines.push(turnRow());
    put(by("game-moves"), ...lines.map((line) => {
      const item = made("li");
      item.append(line);
      return item;
    }));
  };

  const showFacts = (node) => {
    by("game-facts-title").hidden = !node[FACTS].length;
    const before = node[ABOVE] >= 0 ? nodes[node[ABOVE]][FACTS] : node[FACTS];
    put(by("game-facts"), ...node[FACTS].map((number) => {
      const [name, value] = facts[number], row = made("tr"), title = made("th");
      title.scope = "row";
      title.append(made("code", "", name));
      row.append(title, made("td", before.includes(number) ? "" : "fresh", value));
      return row;
    }));
  };

  const showSteps = (all) => {
    const list = by("game-steps"), fresh = nodes[here][STEPS].length;
    const numbers = all.flatMap((one) => nodes[one][STEPS]);
    put(list, ...numbers.map((number, index) => {
      const [lane, did, where, preempted] = steps[number];
      const item = made("li", here !== path[0] && index >= numbers.length - fresh ? "last" : "");
      const mark = made("span", "switch", preempted ? "⇄" : "");
      if (preempted) mark.append(made("span", "hide", " preemption "));
      const name = made("span");
      name.append(badge(lane));
      item.append(mark, name, made("span", "did", texts[did]), made("span", "where", texts[where]));
      return item;
    }));
    by("game-scroll").scrollTop = by("game-scroll").scrollHeight;
  };

  const showSource = (node, all) => {
    const last = all.flatMap((one) => nodes[one][STEPS]).at(-1), [thread, , , , ...at] = steps[last] ?? [0, 0, 0, 0, -1, 0];
    const marks = node[ROWS].map((number) => rows[number]).filter(([, , , , file]) => file >= 0)
      .map(([lane, , , state, file, line]) => [lane, file, line, state]);
    page.showSource({ at, thread, marks, threads, colours });
  };

  /* Whether the execution has ended: at a leaf, or because all threads take turns for ever. */
  const over = () => nodes[here][ENDS].length > 0 && (turned || nodes[here][MOVES].length === 0);

  const showEnd = (node) => {
    const end = by("game-end"), [verdict, message, score] = node[ENDS].map((number) => texts[number]);
    end.hidden = !over();
    const decides = node[MOVES].some((move) => move[LANE] < 0);
    by("game-title").textContent = over() ? "It is over" : decides ? "What happens?" : "Which thread goes on?";
    if (!over()) return;
    end.classList.toggle("passes", verdict === "pass");
    by("game-verdict").textContent = verdict;
    by("game-message").textContent = message;
    by("game-score").textContent = score;
  };

  /* The move that costs no preemption, so that Enter makes it; at the end there is only undo. */
  const focusMove = () => {
    const moves = by("game-moves");
    (moves.querySelector(".plain") || moves.querySelector("button") || by("undo")).focus({ preventScroll: true });
  };

  const show = () => {
    const node = nodes[here], all = way(here), active = document.activeElement;
    const inside = by("game-moves").contains(active);
    by("game-used").textContent = used[node[USED]];
    showMoves(node);
    showFacts(node);
    showSteps(all);
    showSource(node, all);
    showEnd(node);
    showCommand();
    by("undo").disabled = !turned && node[ABOVE] < 0;
    by("redo").disabled = !tail.length;
    const last = steps[node[STEPS].at(-1)];
    if (over()) say(by("game-end").textContent, true);
    else say(last ? `${threads[last[0]]} ${texts[last[1]]}` : "");
    if (inside) focusMove(); // the pressed button is gone
  };

  const goTo = (node, further = []) => {
    [here, turned, tail] = [node, false, further];
    show();
  };
  const play = (move) => {
    if (move[TO] < 0) {
      showCommand(move);
      say(words.goes_on);
      return;
    }
    goTo(move[TO], tail[0] === move[TO] ? tail.slice(1) : []);
  };
  const turn = () => {
    turned = true;
    tail = [];
    show();
  };
  const undo = () => {
    if (turned) goTo(here);
    else if (nodes[here][ABOVE] >= 0) goTo(nodes[here][ABOVE], [here, ...tail]);
  };
  const redo = () => { if (tail.length) goTo(tail[0], tail.slice(1)); };
  const toStart = () => goTo(path[0], [...way(here).slice(1), ...tail]);
  /* On without a preemption as long as the moves are wanted and recorded. */
  const follow = (wanted) => {
    const plain = (at) => nodes[at][MOVES].find((move) => move[PLAIN]);
    const first = over() ? undefined : plain(here);
    if (!first || first[TO] < 0) {
      if (first) play(first);
      return;
    }
    let node = first[TO];
    for (let move = {}; (move = plain(node)) && move[TO] >= 0 && wanted(move, first); ) node = move[TO];
    goTo(node);
  };
  const goOn = () => follow((move, first) => move[LANE] >= 0 && move[LANE] === first[LANE]);
  const finish = () => follow(() => true);
  const step = (by) => {
    const choices = [...document.querySelectorAll("#game-moves button")];
    if (choices.length) choices[(choices.indexOf(document.activeElement) + by + choices.length) % choices.length].focus();
  };
  const hint = () => {
    const gone = way(here), same = gone.filter((one, index) => path[index] === one).length;
    say(gone.length > same ? astray[gone.length - same - 1] : hints[same - 1]);
  };

  const begin = (node) => {
    from = page.at();
    document.body.classList.add("playing");
    by("game-bar").hidden = by("game").hidden = false;
    goTo(node);
    focusMove();
    scrollTo(0, by("game-bar").offsetTop - 8);
  };
  const leave = () => {
    document.body.classList.remove("playing");
    by("game-bar").hidden = by("game").hidden = true;
    page.go(from);
    by("take-over").focus();
  };

  const playing = () => document.body.classList.contains("playing");
  const keys = {
    u: undo, ArrowLeft: undo, Backspace: undo, Delete: undo, r: redo, ArrowRight: redo, s: toStart, Home: toStart,
    c: goOn, f: finish, h: hint, ArrowUp: () => step(-1), k: () => step(-1), ArrowDown: () => step(1), j: () => step(1),
    Escape: leave, q: leave,
    t: () => { if (!over() && nodes[here][ENDS].length) turn(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!playing()) {
      if (event.key === "t") takeOver();
      return;
    }
    const move = over() ? undefined : nodes[here][MOVES].find((one) => one[KEY] === event.key);
    if (!move && !(event.key in keys)) return;
    event.preventDefault();
    if (move) play(move);
    else keys[event.key]();
  });
  const takeOver = () => begin(stops[page.at()]);
  const buttons = { "take-over": takeOver, "from-start": () => begin(path[0]), undo, redo, "to-start": toStart, "go-on": goOn, finish, hint, leave };
  for (const [id, act] of Object.entries(buttons)) by(id).addEventListener("click", act);
})(kataPage);
