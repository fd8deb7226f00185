/** The list of pages: which one is open, which are done. */

import { h, setAttribute } from "../lib/dom.ts";
import type { Screen } from "./state.ts";

export class Pages {
  readonly element = h("nav", { "aria-label": "Pages" });
  readonly #list = h("ol", { class: "pages" });
  readonly #go: (page: number) => void;
  readonly #signal: AbortSignal;
  #buttons: HTMLButtonElement[] = [];

  constructor(go: (page: number) => void, signal: AbortSignal) {
    this.#go = go;
    this.#signal = signal;
    this.element.append(this.#list);
  }

  draw({ pages, number }: Screen): void {
    if (this.#buttons.length !== pages.length) this.#make(pages.length);
    for (const [at, { title, done, asks }] of pages.entries()) {
      const button = this.#buttons[at] as HTMLButtonElement;
      const marks = [asks ? "asks something" : "", done ? "done" : ""].filter(Boolean);
      setAttribute(button, "aria-label", [`Page ${at + 1}: ${title}`, ...marks].join(", "));
      setAttribute(button, "title", title);
      setAttribute(button, "aria-current", at === number ? "page" : null);
      setAttribute(button, "data-done", done);
      setAttribute(button, "data-asks", asks);
      button.textContent = done ? "✓" : String(at + 1);
    }
  }

  #make(count: number): void {
    this.#buttons = Array.from({ length: count }, (_, at) => {
      const button = h("button", { type: "button" });
      button.addEventListener("click", () => this.#go(at), { signal: this.#signal });
      return button;
    });
    this.#list.replaceChildren(...this.#buttons.map((button) => h("li", {}, button)));
  }
}
