/** What can be done with the number that is open: zero, set, copy from the other prompt. */

import { button, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Scene } from "./scene.ts";
import type { Place } from "./state.ts";

type Change = "zero" | "set" | "copy";
type Extent = "number" | "vector" | "head";
export type CardActions = {
  change(what: { change: Change; part: Extent; to?: number }): void;
};

/** Tokens that a vector says, the first the most. */
export type Words = { title: string; tokens: string[]; scores: number[] };

export class Card {
  readonly element = h("div", {
    class: "flow-card",
    role: "group",
    "aria-label": "Change what is open",
    hidden: true,
  });
  readonly #what = h("strong", {});
  readonly #part = h("select", { "aria-label": "What is changed" });
  readonly #to = h("input", {
    type: "number",
    step: "any",
    value: "0",
    "aria-label": "The number to set it to",
  });
  readonly #words = h("dl", { class: "flow-words" });
  readonly #why = h("span", { class: "why" });
  readonly #zero: HTMLButtonElement;
  readonly #set: HTMLButtonElement;
  readonly #copy: HTMLButtonElement;

  constructor(actions: CardActions, signal: AbortSignal) {
    const act = (change: Change) => () =>
      actions.change({
        change,
        part: this.#part.value as Extent,
        ...(change === "set" ? { to: Number(this.#to.value) } : {}),
      });
    this.#zero = button("Set to zero", "As if the model had computed 0 there", act("zero"), signal);
    this.#set = button("Set to", "Put this number there", act("set"), signal);
    this.#copy = button(
      "Copy from other prompt",
      "Put there what the other prompt has at this place",
      act("copy"),
      signal,
    );
    const enter = (event: KeyboardEvent) => {
      if (event.key === "Enter" && !event.shiftKey) this.#set.click();
    };
    this.#to.addEventListener("keydown", enter, { signal });
    this.element.append(
      this.#what,
      this.#part,
      this.#zero,
      this.#set,
      this.#to,
      this.#copy,
      this.#why,
      this.#words,
    );
  }

  draw(scene: Scene, place: Place | null, other: boolean, words: Words[]): void {
    this.element.hidden = place === null;
    if (place === null) return;
    this.#words.replaceChildren(...words.flatMap(said));
    this.#words.hidden = words.length === 0;
    const column = scene.columns.get(place.step);
    const inHead = column?.axes.includes("head") ?? false;
    const matrix = column?.axes.at(-1) === "key";
    this.#what.textContent = `Change ${column?.label ?? place.step} of ${quoted(scene.tokens[place.position] ?? "")}`;
    const parts: [Extent, string][] = [
      ["number", matrix ? "this weight" : `number ${place.dimension}`],
      ["vector", matrix ? "the row" : "the whole vector"],
    ];
    if (inHead) parts.push(["head", `all of head ${place.head}`]);
    if (this.#part.dataset.of !== JSON.stringify(parts)) {
      const was = this.#part.value;
      const usual = matrix || column?.component === "neurons" ? "number" : "vector";
      this.#part.replaceChildren(...parts.map(([value, name]) => h("option", { value }, name)));
      this.#part.value = parts.some(([value]) => value === was) ? was : usual;
      this.#part.dataset.of = JSON.stringify(parts);
    }
    const can = typeof column?.component === "string";
    const why = can
      ? ""
      : "This value cannot be changed by itself: change what it is made of, or what it makes.";
    this.#why.textContent = why;
    for (const one of [this.#zero, this.#set]) enable(one, can, why);
    enable(this.#copy, can && other, why || "There is no other prompt");
    this.#part.disabled = this.#to.disabled = !can;
  }
}

function said({ title, tokens, scores }: Words): HTMLElement[] {
  const chips = tokens.map((token, at) =>
    h(
      "code",
      { title: `${quoted(token)}: ${exact(scores[at] ?? Number.NaN)}`, "data-score": scores[at] },
      shown(token),
    ),
  );
  return [h("dt", {}, title), h("dd", {}, ...chips)];
}
