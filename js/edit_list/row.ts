/** One change: a switch, what it does, its name, and the way out. */

import { h, setAttribute } from "../lib/dom.ts";
import { shown } from "../lib/tokens.ts";
import { effectAlone } from "./effect.ts";
import { type Change, called, type Effect } from "./state.ts";

export type RowActions = {
  toggle(change: Change): void;
  select(change: Change): void;
  rename(change: Change, name: string): void;
  remove(change: Change): void;
};

export class Row {
  readonly element: HTMLElement;
  /** What the arrow keys go to, from left to right. */
  readonly stops: HTMLElement[];
  readonly #actions: RowActions;
  readonly #signal: AbortSignal;
  readonly #toggle = h("button", { type: "button", role: "switch", class: "switch" }, h("i", {}));
  readonly #says = h("button", { type: "button", class: "says", title: "Select this place in all views" });
  readonly #what = h("div", { role: "gridcell", class: "what" }, this.#says);
  readonly #alone = h("div", { role: "gridcell", class: "alone" });
  readonly #rename = h("button", { type: "button", class: "icon", title: "Rename (F2)" }, "✎");
  readonly #remove = h("button", { type: "button", class: "icon", title: "Remove (Delete)" }, "✕");
  #change: Change;

  constructor(change: Change, actions: RowActions, signal: AbortSignal) {
    this.#change = change;
    this.#actions = actions;
    this.#signal = signal;
    this.stops = [this.#toggle, this.#says, this.#rename, this.#remove];
    const cell = (...inside: HTMLElement[]) => h("div", { role: "gridcell" }, ...inside);
    this.element = h("div", { role: "row", class: "change" }, cell(this.#toggle), this.#what, this.#alone);
    this.element.append(cell(this.#rename), cell(this.#remove));
    const on = (element: HTMLElement, act: () => void) => element.addEventListener("click", act, { signal });
    on(this.#toggle, () => this.toggle());
    on(this.#says, () => actions.select(this.#change));
    on(this.#rename, () => this.rename());
    on(this.#remove, () => this.remove());
  }

  draw(change: Change, alone: Effect | null, most: number): void {
    this.#change = change;
    const name = called(change);
    setAttribute(this.element, "data-off", !change.on);
    setAttribute(this.#toggle, "aria-checked", String(change.on));
    setAttribute(this.#toggle, "aria-label", `In force: ${name}`);
    setAttribute(this.#toggle, "title", change.on ? "In force: switch off" : "Switched off: switch on");
    setAttribute(this.#rename, "aria-label", `Rename ${name}`);
    setAttribute(this.#remove, "aria-label", `Remove ${name}`);
    const token = change.token === null ? [] : [h("code", {}, shown(change.token))];
    const says = h("span", { class: change.name ? "detail" : "name" }, change.says);
    this.#says.replaceChildren(
      ...(change.name ? [h("b", { class: "name" }, change.name)] : []),
      says,
      ...token,
    );
    this.#alone.replaceChildren(...(alone === null ? [] : effectAlone(alone, most)));
    this.#alone.hidden = alone === null;
  }

  toggle(): void {
    this.#actions.toggle(this.#change);
  }

  remove(): void {
    this.#actions.remove(this.#change);
  }

  /** Rename in place: Enter takes the name, Escape keeps the old, an empty name is what it does. */
  rename(): void {
    if (this.#says.hidden) return;
    const label = `Name of ${this.#change.says}`;
    const input = h("input", {
      type: "text",
      class: "field",
      placeholder: this.#change.says,
      "aria-label": label,
    });
    input.value = this.#change.name;
    let open = true;
    const end = (take: boolean, back: boolean) => {
      if (!open) return;
      open = false;
      this.#says.hidden = false;
      input.remove();
      if (back) this.#says.focus();
      const name = input.value.trim();
      if (take && name !== this.#change.name) this.#actions.rename(this.#change, name);
    };
    input.addEventListener("blur", () => end(true, false), { signal: this.#signal });
    const press = (event: KeyboardEvent) => {
      event.stopPropagation(); // the arrows move in the text
      if (event.isComposing) return;
      if (event.key === "Escape") end(false, true);
      if (event.key === "Enter" && !event.shiftKey) end(true, true);
    };
    input.addEventListener("keydown", press, { signal: this.#signal });
    this.#says.hidden = true;
    this.#what.append(input);
    input.focus();
    input.select();
  }
}
