/** The field that holds the text, and after it, faint and labelled, the token that is likeliest to come next. */

import { h, setAttribute } from "../../lib/dom.ts";
import { isTyping } from "../../lib/typing.ts";
import { percent } from "../../sampling/words.ts";
import { keepAccept, meaning } from "./keys.ts";
import type { Next } from "./state.ts";
import { named, seen } from "./words.ts";

export type FieldActions = {
  run(text: string): void;
  accept(): void;
  /** What is in the field is another text now. */
  changed(): void;
};

export class Field {
  readonly element: HTMLElement;
  readonly input = h("textarea", {
    class: "flow-text-input",
    rows: 1,
    dir: "auto",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    placeholder: "Type a text, or choose an example",
    "aria-label": "Text",
    "aria-describedby": "flow-text-hint",
  });
  readonly #actions: FieldActions;
  readonly #before = h("span", { class: "flow-text-before" });
  readonly #token = h("b", {});
  readonly #label = h("i", {});
  readonly #ghost = h("span", { class: "flow-text-ghost" }, this.#token, this.#label);
  readonly #hint = h("span", { class: "unseen", id: "flow-text-hint" });
  #known = "";
  #next: Next | null = null;
  #busy = false;
  /** Whether the user has done something in the field since it has the focus, so that Tab is meant for it. */
  #touched = false;

  constructor(actions: FieldActions, signal: AbortSignal) {
    this.#actions = actions;
    const mirror = h(
      "div",
      { class: "flow-text-mirror", dir: "auto", "aria-hidden": "true" },
      this.#before,
      this.#ghost,
    );
    const paper = h("div", { class: "flow-text-paper" }, mirror, this.input);
    this.element = h("div", { class: "flow-text-field" }, paper, this.#hint);
    const on = <E extends Event>(event: string, act: (event: E) => void) =>
      this.input.addEventListener(event, (happened) => act(happened as E), { signal });
    on("input", () => this.#type());
    on<KeyboardEvent>("keydown", (event) => this.#press(event));
    on("pointerdown", () => this.#touch(true));
    on("blur", () => this.#touch(false));
    keepAccept(this.input, signal);
  }

  /** What is typed and has not been run. */
  get typed(): boolean {
    return this.input.value !== this.#known;
  }

  /** Put a text in the field, as if it were typed. */
  fill(text: string): void {
    this.input.value = text;
    this.#drawGhost();
  }

  /** The text that is shown, and the token that can be added to it; what is being typed stays. */
  draw(text: string, next: Next | null, busy: boolean): void {
    const typed = this.typed;
    this.#known = text;
    this.#next = next;
    this.#busy = busy;
    if (!typed && this.input.value !== text) {
      this.input.value = text;
      this.input.setSelectionRange(text.length, text.length);
    }
    this.#drawGhost();
  }

  #drawGhost(): void {
    const next = this.typed ? null : this.#next;
    // a line that ends, or is empty, has its height only with something in it
    this.#before.textContent = this.input.value + (next === null ? "\u200b" : "");
    this.#ghost.hidden = next === null;
    setAttribute(this.element, "data-busy", this.#busy);
    setAttribute(this.element, "data-typed", this.typed);
    if (next === null) {
      this.#hint.textContent = this.typed ? "Enter runs the text, Escape takes it back." : "";
      return;
    }
    this.#token.textContent = seen(next.text);
    this.#label.textContent = `next, ${percent(next.probability)}`;
    setAttribute(this.#ghost, "data-value", next.probability);
    this.#hint.textContent =
      `The likeliest next token is ${named(next)}, ${percent(next.probability)}. ` +
      "Tab at the end of the text, or Control+Enter, adds it; after Escape Tab moves on.";
  }

  #type(): void {
    this.#touch(true);
    this.#drawGhost();
    this.#actions.changed();
  }

  #touch(touched: boolean): void {
    this.#touched = touched;
  }

  #reset(): void {
    this.fill(this.#known);
    this.#actions.changed();
  }

  #press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const act = meaning(event);
    if (act === null) {
      if (event.key !== "Shift" && event.key !== "Tab") this.#touch(true);
      if (isTyping(event)) event.stopPropagation();
      return;
    }
    if (act === "complete" && !this.#completes()) return;
    event.preventDefault();
    event.stopPropagation();
    if (act === "run" && this.typed && !this.#busy) this.#actions.run(this.input.value);
    else if (act === "take back") this.#leave();
    else if (act !== "run") this.#accept();
  }

  /** Whether Tab adds the token: at the end of a text that the user is at work on; else it moves on, as ever. */
  #completes(): boolean {
    const { selectionStart, selectionEnd, value } = this.input;
    const atEnd = selectionStart === value.length && selectionEnd === value.length;
    return this.#touched && atEnd && !this.typed && (this.#next !== null || this.#busy);
  }

  #accept(): void {
    this.#touch(true);
    if (!this.#busy && !this.typed && this.#next !== null) this.#actions.accept();
  }

  /** Take back what was typed; and let the next Tab go on. */
  #leave(): void {
    if (this.typed) this.#reset();
    this.#touch(false);
  }
}
