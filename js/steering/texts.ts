/** A direction out of texts: what there should be more of, what less, and after which layer; it becomes a slider. */

import { enable, isEnabled } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";

/** False: it was refused, and what was written stays. */
export type Find = (more: string[], less: string[], layer: number) => Promise<boolean>;

export class TextsForm {
  readonly element: HTMLElement;
  readonly #find: Find;
  readonly #more = area("More of", "I love this\nI adore you");
  readonly #less = area("Less of", "I hate this");
  readonly #layer = h("select", { "aria-label": "Layer of the direction" });
  readonly #add = h("button", { type: "button" }, "Find and add");

  constructor(find: Find, signal: AbortSignal) {
    this.#find = find;
    this.#add.title = "Mean of the stream at the last token of the one texts, less that of the others";
    this.#add.addEventListener("click", () => isEnabled(this.#add) && void this.#ask(), { signal });
    for (const one of [this.#more, this.#less]) one.addEventListener("input", () => this.#able(), { signal });
    this.element = h(
      "div",
      { class: "part direction" },
      h("h4", {}, "Direction from texts"),
      h("div", { class: "sides" }, named("more of, one a line", this.#more), named("less of", this.#less)),
      h("p", { class: "fields" }, h("label", {}, "after layer ", this.#layer), this.#add),
    );
    this.#able();
  }

  /** `layers`: how many the model has. The middle one comes first, until another is chosen. */
  draw(layers: number): void {
    if (this.#layer.options.length === layers) return;
    this.#layer.replaceChildren(
      ...Array.from({ length: layers }, (_, layer) => h("option", { value: layer }, String(layer))),
    );
    this.#layer.value = String(layers >> 1);
  }

  async #ask(): Promise<void> {
    enable(this.#add, false, "It is being looked for");
    try {
      await this.#find(lines(this.#more), lines(this.#less), Number(this.#layer.value));
    } finally {
      this.#able();
    }
  }

  #able(): void {
    const both = lines(this.#more).length > 0 && lines(this.#less).length > 0;
    enable(this.#add, both, "Write a text or more on both sides");
  }
}

function area(name: string, example: string): HTMLTextAreaElement {
  return h("textarea", { rows: 3, spellcheck: "false", "aria-label": name, placeholder: example });
}

function named(name: string, field: HTMLElement): HTMLElement {
  return h("label", {}, h("span", { class: "quiet" }, name), field);
}

/** The texts, one a line. Blanks at their ends stay: they are tokens too. */
export function lines({ value }: Pick<HTMLTextAreaElement, "value">): string[] {
  return value.split("\n").filter((line) => line.trim() !== "");
}
