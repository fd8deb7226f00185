/** The examples: a menu button as WAI-ARIA has it. */

import { h } from "../../lib/dom.ts";
import { isPlain } from "../../lib/keys.ts";
import type { TextState } from "./state.ts";

type Example = TextState["examples"][number];

export class Examples {
  readonly element: HTMLElement;
  readonly #button = h("button", { type: "button", "aria-haspopup": "menu", "aria-expanded": "false" });
  readonly #list = h("div", {
    class: "flow-text-list",
    role: "menu",
    "aria-label": "Examples",
    hidden: true,
  });
  readonly #choose: (text: string) => void;
  readonly #signal: AbortSignal;
  #known = "";

  constructor(choose: (text: string) => void, signal: AbortSignal) {
    this.#choose = choose;
    this.#signal = signal;
    this.#button.append("Examples", h("span", { "aria-hidden": "true" }, " ▾"));
    this.element = h("div", { class: "flow-text-examples" }, this.#button, this.#list);
    this.#button.addEventListener("click", () => (this.#list.hidden ? this.#open(0) : this.#close(true)), {
      signal,
    });
    this.element.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.element.addEventListener("focusout", (event) => this.#leave(event), { signal });
  }

  draw(examples: Example[]): void {
    const known = JSON.stringify(examples);
    if (known === this.#known) return;
    this.#known = known;
    this.#list.replaceChildren(...examples.map((one) => this.#item(one)));
  }

  #item({ name, text }: Example): HTMLElement {
    const item = h(
      "button",
      { type: "button", role: "menuitem", tabindex: -1 },
      h("b", {}, name),
      h("span", {}, text),
    );
    const act = () => {
      this.#close(true);
      this.#choose(text);
    };
    item.addEventListener("click", act, { signal: this.#signal });
    return item;
  }

  get #items(): HTMLElement[] {
    return [...this.#list.children] as HTMLElement[];
  }

  #open(at: number): void {
    this.#list.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#items.at(at)?.focus();
  }

  #close(back: boolean): void {
    if (this.#list.hidden) return;
    this.#list.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
    if (back) this.#button.focus();
  }

  #press(event: KeyboardEvent): void {
    const items = this.#items;
    const at = items.indexOf(event.target as HTMLElement);
    const closed = this.#list.hidden;
    const to = closed
      ? { ArrowDown: 0, ArrowUp: -1 }[event.key]
      : { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined && isPlain(event, event.key)) this.#open(to);
    else if (event.key === "Escape" && !closed) this.#close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #leave({ relatedTarget }: FocusEvent): void {
    if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget))) this.#close(false);
  }
}
