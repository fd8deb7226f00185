/** The head line: which run, what ribbons say, undo and redo, the view as code; and the changes, each to be taken back. */

import { button, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { createSelect, type Option } from "../lib/select.ts";
import { type Run, SHOWS } from "../lib/shows.ts";
import type { Filled, Ribbon } from "./state.ts";

export type ToolActions = {
  show(run: Run): void;
  ribbon(ribbon: Ribbon): void;
  ask(kind: string, payload?: Record<string, unknown>): void;
};

const RUNS = SHOWS.slice(0, 3) as unknown as Option<Run>[];
const RIBBONS: Option<Ribbon>[] = [
  ["none", "nothing"],
  ["norm", "norm of the vector"],
  ["attention", "attention × value norm"],
  ["contribution", "contribution to the next token"],
];

export class Tools {
  readonly element = h("div", { class: "flow-tools" });
  readonly edits = h("ul", { class: "flow-edits", "aria-label": "Changes" });
  readonly #actions: ToolActions;
  readonly #show;
  readonly #ribbon;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;

  constructor(actions: ToolActions, signal: AbortSignal) {
    const { ask } = actions;
    this.#actions = actions;
    this.#show = createSelect("Show", RUNS, actions.show, signal);
    this.#ribbon = createSelect("Ribbons show", RIBBONS, actions.ribbon, signal);
    this.#undo = button("Undo", "Take the last change back", () => ask("undo"), signal);
    this.#redo = button("Redo", "Do it again", () => ask("redo"), signal);
    const copy = "Code that makes this view again, with all changes";
    this.element.append(
      this.#show.element,
      this.#ribbon.element,
      this.#undo,
      this.#redo,
      button("Copy as Python", copy, () => ask("code"), signal),
    );
  }

  draw(screen: Filled | null, show: Run, ribbon: Ribbon): void {
    this.#show.draw(show, (run) => screen?.missing[run] ?? null);
    this.#ribbon.draw(ribbon);
    enable(this.#undo, screen?.can.undo ?? false, "There is nothing to take back");
    enable(this.#redo, screen?.can.redo ?? false, "There is nothing to do again");
  }

  drawEdits({ edits }: Filled): void {
    this.edits.hidden = edits.length === 0;
    this.edits.replaceChildren(
      ...edits.map(({ text, on }, number) => {
        const label = `Take back: ${text}`;
        const remove = h(
          "button",
          { type: "button", title: "Take this change back", "aria-label": label },
          "✕",
        );
        remove.addEventListener("click", () => this.#actions.ask("remove", { number }));
        return h("li", { class: on ? null : "off" }, h("span", {}, text), remove);
      }),
    );
  }
}
