/** The edits by name: pointing at one makes its nodes stand out, a click keeps them so. */

import { h, setAttribute } from "../lib/dom.ts";
import type { Edit } from "./state.ts";

export class Edits {
  readonly element = h("div", {
    class: "edits",
    role: "group",
    "aria-label": "Edits; press one to see its nodes",
  });
  readonly #light: (edit: number | null) => void;
  readonly #signal: AbortSignal;
  #buttons: HTMLButtonElement[] = [];
  #edits: Edit[] = [];
  pinned: number | null = null;

  constructor(light: (edit: number | null) => void, signal: AbortSignal) {
    this.#light = light;
    this.#signal = signal;
  }

  draw(edits: Edit[]): void {
    if (JSON.stringify(edits) === JSON.stringify(this.#edits)) return;
    this.#edits = edits;
    this.pinned = null;
    this.#buttons = edits.map((edit, number) => this.#button(edit, number));
    this.element.replaceChildren(...this.#buttons);
    this.element.hidden = edits.length === 0;
  }

  /** Which edit the node is of that is pointed at. */
  mark(edit: number | null): void {
    for (const [number, button] of this.#buttons.entries()) {
      setAttribute(button, "data-same", number === edit);
    }
  }

  #button(edit: Edit, number: number): HTMLButtonElement {
    const sort = h("i", { "aria-hidden": "true" }, edit.code ? "{ }" : "✎");
    const off = edit.on ? [] : [h("span", { class: "off" }, "off")];
    const made = h(
      "button",
      {
        type: "button",
        class: "edit",
        "aria-pressed": "false",
        "data-off": !edit.on,
        title: edit.code ? "A graph made in code" : "A change made by hand",
      },
      sort,
      h("span", {}, edit.text),
      ...off,
    );
    const signal = this.#signal;
    made.addEventListener("click", () => this.#pin(number), { signal });
    for (const name of ["pointerenter", "focus"])
      made.addEventListener(name, () => this.#light(number), { signal });
    for (const name of ["pointerleave", "blur"])
      made.addEventListener(name, () => this.#light(null), { signal });
    return made;
  }

  #pin(number: number): void {
    this.pinned = this.pinned === number ? null : number;
    for (const [at, button] of this.#buttons.entries()) {
      setAttribute(button, "aria-pressed", String(at === this.pinned));
    }
    this.#light(this.pinned);
  }
}
