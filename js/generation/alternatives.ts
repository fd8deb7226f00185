/** The likeliest tokens in one place, with a bar a run; a click on one makes a branch. */

import { enable, isEnabled } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { isPlain, moved } from "../lib/keys.ts";
import { brief, exact } from "../lib/numbers.ts";
import { NAMES, type Run } from "../lib/shows.ts";
import { quoted, shown } from "../lib/tokens.ts";
import { CUT, type Guess, type Text } from "./state.ts";

export type GuessActions = { take(at: number, token: number): void; back(): void; leave(): void };

export class Alternatives {
  readonly element: HTMLElement;
  readonly #title = h("h3", {});
  readonly #head = h("div", { class: "row head", "aria-hidden": "true" });
  readonly #list = h("div", { class: "guesses", role: "listbox" });
  readonly #note = h("p", { class: "hint" });
  readonly #actions: GuessActions;
  #rows: HTMLElement[] = [];
  #guesses: Guess[] = [];
  #at = 0;

  constructor(actions: GuessActions, signal: AbortSignal) {
    this.#actions = actions;
    this.element = h(
      "section",
      { class: "alternatives", "aria-label": "Alternatives" },
      this.#title,
      this.#head,
      this.#list,
      this.#note,
    );
    this.#list.addEventListener("click", (event) => this.#take(this.#row(event)), { signal });
    this.#list.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  draw(text: Text, at: number): void {
    const focused = this.#rows.findIndex((row) => row.matches(":focus"));
    const { screen } = text;
    this.#at = at;
    const open = at >= screen.first && !(at === text.length && (screen.full || screen.ended));
    this.#guesses = screen.ended && at === text.length ? [] : text.guesses(at);
    const runs = screen.runs ?? [];
    const sampled = this.#guesses.some(({ drawn }) => drawn !== null);
    setAttribute(this.element, "style", `--numbers:${runs.length + Number(sampled)}`);
    setAttribute(this.#list, "aria-label", `Alternatives at position ${at}`);
    this.#title.replaceChildren(...title(text, at));
    this.#head.replaceChildren(...heads(runs, sampled));
    this.#head.hidden = this.#list.hidden = this.#guesses.length === 0;
    const said = note(text, at, open);
    this.#rows = this.#guesses.map((guess) => row(guess, runs));
    for (const made of this.#rows) enable(made, open, said);
    this.#list.replaceChildren(...this.#rows);
    this.#note.textContent = said;
    this.#stop(Math.max(0, focused));
    if (focused >= 0) this.focus();
  }

  /** Put the focus on the row that was last in use. */
  focus(): void {
    (this.#rows.find((row) => row.tabIndex === 0) ?? this.#rows[0])?.focus({ preventScroll: true });
  }

  #stop(at: number): void {
    for (const [number, row] of this.#rows.entries()) row.tabIndex = number === at ? 0 : -1;
  }

  #row(event: Event): number {
    const target = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    return this.#rows.indexOf(target as HTMLElement);
  }

  #take(number: number): void {
    const [guess, row] = [this.#guesses[number], this.#rows[number]];
    if (guess !== undefined && row !== undefined && isEnabled(row) && !guess.taken)
      this.#actions.take(this.#at, guess.id);
  }

  #press(event: KeyboardEvent): void {
    const number = this.#row(event);
    const to = moved({ row: number, column: 0 }, { rows: this.#rows.length, columns: 1 }, event);
    const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
    if (to !== null && !sideways) {
      const end = event.key === "Home" ? 0 : event.key === "End" ? this.#rows.length - 1 : to.row;
      this.#stop(end);
      this.focus();
    } else if (isPlain(event, "Enter", " ")) this.#take(number);
    else if (isPlain(event, "Backspace")) this.#actions.back();
    else if (isPlain(event, "Escape")) this.#actions.leave();
    else return;
    event.preventDefault();
  }
}

function title(text: Text, at: number): (Node | string)[] {
  if (text.screen.ended && at === text.length) return ["The text has ended"];
  if (at === text.length) return ["Next token ", h("span", { class: "hint" }, `position ${at}`)];
  const token = h("code", {}, shown(text.token(at)));
  return ["In the place of ", token, h("span", { class: "hint" }, ` position ${at}`)];
}

const HEADS: Record<Run, string> = { edited: "now", clean: "clean", other: "other" };

function heads(runs: Run[], sampled: boolean): HTMLElement[] {
  const marked = runs.includes("clean");
  const names = runs.map((run) =>
    h(
      "span",
      { class: "number" },
      h("span", { class: marked ? `mark ${run}` : null, title: NAMES[run] }, HEADS[run]),
    ),
  );
  if (sampled) names.push(h("span", { class: "number" }, "drawn"));
  return [h("span", {}, "token"), h("span", {}, "probability"), ...names];
}

function note(text: Text, at: number, open: boolean): string {
  if (at === 0) return "Nothing predicts the first token.";
  if (at < text.screen.first) return "A token of the prompt: what the model would have said in its place.";
  if (text.screen.ended && at === text.length)
    return "Step back, or take another token in the place of the last.";
  return open ? "" : "The model's context is full: nothing can follow.";
}

function row(guess: Guess, runs: Run[]): HTMLElement {
  const cut = guess.drawn === CUT;
  const bars = h("span", { class: "bars", "aria-hidden": "true" });
  const name = h("span", { class: "name", title: `${quoted(guess.text)}, id ${guess.id}` });
  name.append(
    h("code", {}, shown(guess.text)),
    ...(guess.taken ? [h("span", { class: "taken" }, "taken")] : []),
  );
  const made = h("div", { class: "row", role: "option", "aria-selected": String(guess.taken) }, name, bars);
  for (const run of runs) {
    const value = guess.chances[run] ?? Number.NaN;
    if (run !== "other") bars.append(bar(run, value, runs.includes("clean")));
    made.append(number(value, `${NAMES[run]} ${exact(value)}, rank ${guess.rank + 1}`));
  }
  if (guess.drawn !== null)
    made.append(cut ? h("span", { class: "number cut" }, "cut") : number(guess.drawn, "drawn"));
  setAttribute(made, "data-cut", cut);
  const said = runs.map((run) => `${NAMES[run]} ${brief(guess.chances[run] ?? Number.NaN)}`);
  if (guess.drawn !== null) said.push(cut ? "cut by the sampling" : `drawn with ${brief(guess.drawn)}`);
  made.setAttribute(
    "aria-label",
    [quoted(guess.text), ...(guess.taken ? ["taken"] : []), ...said].join(", "),
  );
  return made;
}

function bar(run: Run, value: number, compared: boolean): HTMLElement {
  const width = Number.isFinite(value) ? value * 100 : 0;
  return h("i", { class: compared ? run : "clean", style: `width:${width}%` });
}

function number(value: number, title: string): HTMLElement {
  const bad = Number.isFinite(value) ? "" : " bad";
  return h("span", { class: `number${bad}`, title: `${title}`, "data-value": exact(value) }, brief(value));
}
