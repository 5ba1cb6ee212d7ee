// The engine as the page sees it: one worker that answers, and a spare one that takes over when the first is ended.
const SILENCE = 10_000; // milliseconds without a sign of life after which a worker's code blocks inside C
const LATE = 180; // seconds for one clause: its 60 s for searching, and the harness's slack
const CHECK = 500;

class Slot {
  constructor(onLoading) {
    this.worker = new Worker(new URL("worker.js", document.baseURI), { type: "module" });
    this.listen = () => {};
    this.ready = new Promise((resolve, reject) => {
      this.worker.onmessage = ({ data }) => {
        if (data.loading) onLoading(data.loading);
        else if (data.ready) resolve();
        else if (data.broken) reject(new Error(data.broken));
        else this.listen(data);
      };
      this.worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message || "the worker cannot be loaded"));
        this.listen({ ended: "dead", value: 1 });
      };
    });
    this.ready.catch(() => {});
  }

  end() {
    this.listen = () => {};
    this.worker.terminate();
  }
}

export class Engine {
  constructor({ onLoading, spare = true }) {
    this.onLoading = onLoading;
    this.wantsSpare = spare;
    this.slot = new Slot(onLoading);
    this.slot.ready.then(() => this.keepSpare(), () => {});
    this.number = 0;
    this.own = null;
  }

  get ready() {
    return this.slot.ready;
  }

  keepSpare() {
    if (this.wantsSpare && !this.spare) this.spare = new Slot(() => {});
  }

  replace() {
    this.busy = this.replied = false;
    this.abandon?.({ done: true });
    this.slot.end();
    this.slot = this.spare ?? new Slot(this.onLoading);
    this.spare = null;
    this.own = null;
    this.slot.ready.then(() => this.keepSpare(), () => {});
  }

  // Ends what is running; the next request goes to the spare worker.
  stop() {
    this.number += 1;
    this.replace();
  }

  stopIfBusy() {
    if (this.busy) this.stop();
  }

  // Runs a request; `heard` is called with each message about it. Resolves when the request is answered or stopped.
  async run(request, code, heard) {
    if (this.replied) await this.current; // what is left of the request before takes a moment, a new worker seconds
    this.stopIfBusy();
    const number = ++this.number;
    const answered = [...(request.answered ?? [])];
    if (this.own !== null && this.own !== !request.kata) this.replace(); // rules of a kata stay in force in a worker
    for (;;) {
      const slot = this.slot;
      try {
        await slot.ready;
      } catch (error) {
        if (this.slot === slot) this.replace(); // the next request tries again
        throw new Error(`The engine cannot be loaded: ${error.message}.`);
      }
      if (number !== this.number) return false;
      this.own = !request.kata;
      this.busy = true;
      this.replied = false;
      this.current = this.attempt(slot, { ...request, answered }, code, answered, heard);
      const end = await this.current;
      if (number !== this.number) return false;
      this.busy = false;
      if (end.ended && !end.judging) {
        this.replace();
        throw new Error(`The engine has ended: ${end.why ?? "it gave no sign of life"}. This is a mistake of the page, and no verdict.`);
      }
      if (end.done) {
        if (end.poisoned) this.replace();
        return true;
      }
      answered.push(end);
      this.replace();
    }
  }

  attempt(slot, request, code, answered, heard) {
    return new Promise((resolve) => {
      let beat = performance.now();
      let begun = beat;
      let judging = false;
      let replied = false;
      const timer = setInterval(() => {
        const now = performance.now();
        if (now - beat > SILENCE) finish({ ended: "hang", value: null });
        else if (now - begun > LATE * 1000) finish({ ended: "late", value: LATE });
      }, CHECK);
      const finish = (message) => {
        clearInterval(timer);
        this.abandon = null;
        slot.listen = () => {};
        // what follows the reply is an extra, and no finding; what ends no job is a mistake of the page's
        resolve(message.ended && replied ? { done: true, poisoned: true } : { ...message, judging });
      };
      slot.listen = (message) => {
        beat = performance.now();
        if (message.done || message.ended) return finish(message);
        if ("begun" in message) begun = beat;
        if ("begun" in message || message.answer) judging = !message.answer;
        if (message.answer) answered.push(message.answer);
        if (message.reply) replied = this.replied = true;
        heard(message);
      };
      this.abandon = finish;
      slot.worker.postMessage({ request, code });
    });
  }
}
