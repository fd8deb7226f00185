/** One setting: a slider and a field for the exact number; a cut can be switched off. */

import { h, setAttribute } from "../lib/dom.ts";
import { plain } from "./words.ts";

export type Scale = {
  name: string;
  title: string;
  /** The ends of the slider, and of the field. */
  range: readonly [least: number, most: number];
  field: readonly [least: number, most: number];
  /** The value that is "off", and the one that is taken when it is first switched on; none for the temperature. */
  off?: number;
  first?: number;
  /** Equal steps of the slider multiply the value, instead of adding to it. */
  log: boolean;
  whole?: boolean;
};

const STEPS = 1000;

export class SliderView {
  readonly element: HTMLElement;
  readonly #range: HTMLInputElement;
  readonly #field: HTMLInputElement;
  readonly #on: HTMLInputElement | null;
  readonly #rail: HTMLElement;
  readonly #act: (value: number, settled: boolean) => void;
  #scale: Scale;
  #last: number;

  constructor(scale: Scale, act: (value: number, settled: boolean) => void, signal: AbortSignal) {
    this.#scale = scale;
    this.#act = act;
    this.#last = scale.first ?? scale.range[0];
    const { name, title, field } = scale;
    this.#range = h("input", { type: "range", min: 0, max: STEPS, step: 1, "aria-label": name });
    this.#field = h("input", { type: "number", step: "any", "aria-label": `${name}, exactly` });
    setAttribute(this.#field, "min", field[0]);
    this.#on = scale.off === undefined ? null : h("input", { type: "checkbox" });
    const label =
      this.#on === null ? h("span", { class: "name" }, name) : h("label", { class: "name" }, this.#on, name);
    this.#rail = h("div", { class: "rail" }, this.#range);
    this.element = h(
      "div",
      { class: "slider", role: "group", "aria-label": name, title },
      label,
      this.#field,
      this.#rail,
    );
    const on = (target: HTMLElement, type: string, run: () => void) =>
      target.addEventListener(type, run, { signal });
    on(this.#range, "input", () => this.#put(this.#value(), false));
    on(this.#range, "change", () => this.#put(this.#value(), true));
    on(this.#field, "change", () => this.#typed());
    if (this.#on !== null) on(this.#on, "change", () => this.#toggle());
  }

  /** Another end of the slider: as many tokens as there are. */
  upto(most: number): void {
    this.#scale = { ...this.#scale, range: [this.#scale.range[0], most] };
  }

  draw(value: number): void {
    const off = value === this.#scale.off;
    if (!off) this.#last = value;
    const at = this.#at(off ? this.#last : value);
    if (this.#range.valueAsNumber !== at) this.#range.value = String(at);
    this.#field.value = off ? "" : plain(value);
    setAttribute(this.#field, "placeholder", off ? "off" : null);
    setAttribute(this.#range, "aria-valuetext", off ? "off" : plain(value));
    if (this.#on !== null) this.#on.checked = !off;
    setAttribute(this.element, "data-off", off);
    const end = `${(at / STEPS) * 100}%`;
    const { style } = this.#rail;
    if (style.getPropertyValue("--at") !== end) style.setProperty("--at", end);
  }

  #value(): number {
    const [least, most] = this.#scale.range;
    const share = this.#range.valueAsNumber / STEPS;
    const value = this.#scale.log ? least * (most / least) ** share : least + (most - least) * share;
    return this.#scale.whole ? Math.round(value) : Number(value.toPrecision(2 + Number(value >= 1)));
  }

  #at(value: number): number {
    const [least, most] = this.#scale.range;
    const share = this.#scale.log
      ? Math.log(Math.max(value, least) / least) / Math.log(most / least || 2)
      : (value - least) / (most - least);
    return Math.round(Math.min(1, Math.max(0, share)) * STEPS);
  }

  #typed(): void {
    const { off, field, whole } = this.#scale;
    const typed = this.#field.valueAsNumber;
    if (Number.isNaN(typed)) {
      this.#put(off ?? this.#last, true);
      return;
    }
    const held = Math.min(field[1], Math.max(field[0], typed));
    this.#put(whole ? Math.round(held) : held, true);
  }

  #toggle(): void {
    const { off } = this.#scale;
    if (off !== undefined) this.#put(this.#on?.checked ? this.#last : off, true);
  }

  #put(value: number, settled: boolean): void {
    this.draw(value);
    this.#act(value, settled);
  }
}
