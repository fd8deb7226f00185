/** One slider: a range, a field for the exact number, and what can be done with it. */

import { button as control, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { quoted } from "../lib/tokens.ts";
import { plain, type Slider, stepOf } from "./state.ts";

export type RowActions = {
  /** It is being moved. */
  move(slider: string, value: number): void;
  /** It was let go. */
  put(slider: string, value: number | null): void;
  remove(slider: string): void;
  sweep(slider: string): void;
  how(slider: string, how: "scale" | "set"): void;
};

const SIGNS = { scale: "×", set: "=", add: "×" };
/** Milliseconds after the last key, when a slider that is moved by keys has come to rest. */
const PAUSE = 350;

export class Row {
  readonly element: HTMLElement;
  readonly #actions: RowActions;
  readonly #range = h("input", { type: "range" });
  readonly #field = h("input", { type: "number", step: "any" });
  readonly #name = h("span", { class: "name" });
  readonly #where = h("span", { class: "where" });
  readonly #rail = h("div", { class: "rail" }, h("i", { class: "moved" }), this.#range);
  readonly #how: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  readonly #sweep: HTMLButtonElement;
  readonly #remove: HTMLButtonElement;
  #state: Slider;
  #held = false;
  #moved = false;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(state: Slider, actions: RowActions, signal: AbortSignal) {
    this.#state = state;
    this.#actions = actions;
    const button = (text: string, act: () => void) => {
      const made = control(text, "", act, signal);
      made.className = "small";
      return made;
    };
    this.#how = button("", () => actions.how(this.#state.id, this.#state.kind === "set" ? "scale" : "set"));
    this.#sweep = button("Sweep", () => actions.sweep(this.#state.id));
    this.#reset = button("Reset", () => this.#put(this.#state.neutral));
    this.#remove = button("✕", () => actions.remove(this.#state.id));
    this.element = h(
      "li",
      {},
      h("div", { class: "title" }, this.#name, this.#where),
      this.#rail,
      h("label", { class: "number" }, this.#how, this.#field),
      h("span", { class: "tools" }, this.#sweep, this.#reset, this.#remove),
    );
    const on = (target: HTMLElement, type: string, act: (event: Event) => void) =>
      target.addEventListener(type, act, { signal });
    on(this.#range, "pointerdown", () => {
      this.#held = true;
    });
    on(this.#range, "input", () => this.#move(this.#range.valueAsNumber));
    on(this.#range, "change", () => (this.#held ? this.#settle() : this.#later()));
    on(this.#range, "pointerup", () => {
      this.#held = false;
    });
    on(this.#range, "blur", () => this.#settle());
    on(this.#range, "dblclick", () => this.#put(this.#state.neutral));
    on(this.#field, "change", () => this.#typed());
    signal.addEventListener("abort", () => clearTimeout(this.#rest));
  }

  focus(): void {
    this.#range.focus();
  }

  /** Python's state, unless the slider is in somebody's hand. */
  draw(state: Slider, tokens: string[], swept: boolean): void {
    this.#state = state;
    const { name, position, kind, unit, blocked, on } = state;
    const token = position === null ? "all tokens" : `at ${position} ${quoted(tokens[position] ?? "")}`;
    const clean = state.clean === null ? "" : ` · clean ${plain(Number(state.clean.toPrecision(3)))}`;
    this.#name.textContent = name;
    this.#where.textContent = `${token}${clean}${on ? "" : " · off"}${blocked ? ` · now: ${blocked}` : ""}`;
    setAttribute(this.#where, "title", state.clean === null ? null : `without changes ${exact(state.clean)}`);
    setAttribute(this.element, "data-off", !on || blocked !== "");
    const neuron = state.part === "neurons" && "neuron" in state.at;
    this.#how.textContent = SIGNS[kind];
    this.#how.classList.toggle("fixed", !neuron);
    enable(this.#how, neuron);
    setAttribute(this.#how, "aria-label", `${name}: ${unit}${neuron ? "; change to the other way" : ""}`);
    const other =
      kind === "set" ? "Set to this value; click to multiply" : "Multiplied; click to set a value";
    setAttribute(this.#how, "title", neuron ? other : unit);
    setAttribute(this.#field, "aria-label", `${name}: ${unit}`);
    setAttribute(this.#sweep, "aria-pressed", String(swept));
    setAttribute(this.#sweep, "aria-label", `Sweep ${name}`);
    setAttribute(this.#sweep, "title", "The probability of the chosen token at 21 places of this slider");
    setAttribute(this.#reset, "aria-label", `Reset ${name}`);
    setAttribute(this.#reset, "title", "Leave it as the model has it (double-click on the slider)");
    setAttribute(this.#remove, "aria-label", `Remove ${name}`);
    setAttribute(this.#remove, "title", "Remove the slider and its change");
    if (this.#moved) return;
    const step = stepOf(state.low, state.high);
    setAttribute(this.#range, "min", state.low);
    setAttribute(this.#range, "max", state.high);
    setAttribute(this.#range, "step", plain(step));
    this.#show(state.value);
  }

  /** The number in both places, and how far it is from where nothing is changed. */
  #show(value: number | null): void {
    const { low, high, kind, clean, name, unit } = this.#state;
    const rest = this.#state.neutral ?? clean ?? 0;
    const at = value ?? rest;
    if (this.#range.valueAsNumber !== at) this.#range.value = String(at);
    this.#field.value = value === null ? "" : plain(value);
    this.#field.placeholder = value === null ? "as is" : "";
    const share = (number: number) => (Math.min(high, Math.max(low, number)) - low) / (high - low);
    const [from, to] = [share(rest), share(at)];
    this.#rail.style.cssText = `--rest:${from};--from:${Math.min(from, to)};--to:${Math.max(from, to)}`;
    const changed = value !== null && value !== this.#state.neutral;
    setAttribute(this.element, "data-changed", changed);
    enable(this.#reset, changed || this.#state.blocked !== "");
    const words = { scale: `${plain(at)} times`, set: plain(at), add: `${plain(at)} times the vector` };
    setAttribute(this.#range, "aria-label", `${name}: ${unit}`);
    setAttribute(this.#range, "aria-valuetext", value === null ? "as the model has it" : words[kind]);
  }

  #move(value: number): void {
    this.#moved = true;
    this.#show(value);
    this.#actions.move(this.#state.id, value);
  }

  /** Keys come one by one: together they are one step. */
  #later(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#settle(), PAUSE);
  }

  #settle(): void {
    clearTimeout(this.#rest);
    this.#held = false;
    if (this.#moved) this.#put(this.#range.valueAsNumber);
  }

  #typed(): void {
    const value = this.#field.valueAsNumber;
    this.#put(Number.isFinite(value) ? value : this.#state.neutral);
  }

  #put(value: number | null): void {
    clearTimeout(this.#rest);
    this.#moved = false;
    this.#show(value);
    this.#actions.put(this.#state.id, value);
  }
}
