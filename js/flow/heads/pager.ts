/** Which head of which block: one step on or back, round the end to the beginning; a slider for the block. */

import { button, enable } from "../../lib/controls.ts";
import { h, setAttribute } from "../../lib/dom.ts";
import { isPlain } from "../../lib/keys.ts";

export type PagerActions = { layer(number: number): void; head(number: number): void };
export type Pages = {
  /** The numbers of the blocks, and that of the one on screen. */
  layers: number[];
  layer: number;
  /** How many heads the block has; 0 where it has no attention. */
  heads: number;
  head: number;
  /** How many heads keys and values have, where these are fewer. */
  kv_heads?: number;
};

export class Pager {
  readonly element = h("div", { class: "flow-pager", role: "group", "aria-label": "Head and block" });
  readonly #head: Stepper;
  readonly #block: Stepper;
  readonly #slider = h("input", { type: "range", min: 0, step: 1, "aria-label": "Block" });
  readonly #shared = h("span", { class: "flow-pager-shared" });
  #pages: Pages = { layers: [0], layer: 0, heads: 1, head: 0 };

  constructor(actions: PagerActions, signal: AbortSignal) {
    const head = (way: number) => actions.head(around(this.#pages.head + way, this.#pages.heads));
    const layer = (way: number) => {
      const { layers } = this.#pages;
      actions.layer(layers[around(this.#at + way, layers.length)] ?? 0);
    };
    this.#head = new Stepper("head", head, signal);
    this.#block = new Stepper("block", layer, signal);
    this.#block.element.append(this.#slider);
    this.element.append(this.#head.element, this.#shared, this.#block.element);
    const chosen = () => this.#pages.layers[this.#slider.valueAsNumber] ?? 0;
    this.#slider.addEventListener("input", () => this.#say(chosen()), { signal });
    this.#slider.addEventListener("change", () => actions.layer(chosen()), { signal });
  }

  draw(pages: Pages): void {
    this.#pages = pages;
    const { layers, layer, heads, head, kv_heads } = pages;
    const none = heads === 0;
    this.#head.say(none ? "no heads in this block" : `Head ${head}`, none ? "" : `0–${heads - 1}`);
    this.#head.enable(heads > 1, none ? "This block has no attention" : "There is one head only");
    this.#block.enable(layers.length > 1, "There is one block only");
    setAttribute(this.#slider, "max", layers.length - 1);
    this.#slider.value = String(this.#at);
    this.#slider.disabled = layers.length < 2;
    this.#say(layer);
    const words = sharing(heads, head, kv_heads);
    this.#shared.textContent = words;
    this.#shared.hidden = words === "";
  }

  get #at(): number {
    return Math.max(0, this.#pages.layers.indexOf(this.#pages.layer));
  }

  #say(layer: number): void {
    const { layers } = this.#pages;
    const whole = layers.every((number, at) => number === at);
    this.#block.say(`Block ${layer}`, whole ? `0–${layers.length - 1}` : layers.join(", "));
    setAttribute(this.#slider, "aria-valuetext", `block ${layer}`);
  }
}

/** "‹ Head 1 of 0–3 ›". */
class Stepper {
  readonly element: HTMLElement;
  readonly #now = h("b", {});
  readonly #range = h("span", { class: "flow-pager-range" });
  readonly #back: HTMLButtonElement;
  readonly #on: HTMLButtonElement;

  constructor(what: string, step: (way: number) => void, signal: AbortSignal) {
    this.#back = button("‹", `Previous ${what}`, () => step(-1), signal);
    this.#on = button("›", `Next ${what}`, () => step(1), signal);
    for (const one of [this.#back, this.#on]) setAttribute(one, "aria-label", one.title);
    const title = "Numbered from 0, as in Python";
    const now = h("span", { class: "flow-pager-now", "aria-live": "polite", title }, this.#now, this.#range);
    this.element = h("div", { class: "flow-pager-part", role: "group", "aria-label": what });
    this.element.append(this.#back, now, this.#on);
    const press = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || !isPlain(event, "ArrowLeft", "ArrowRight")) return;
      (event.key === "ArrowLeft" ? this.#back : this.#on).click();
      event.preventDefault();
      event.stopPropagation();
    };
    this.element.addEventListener("keydown", press, { signal });
  }

  say(now: string, range: string): void {
    this.#now.textContent = now;
    this.#range.textContent = range && ` of ${range}`;
  }

  enable(on: boolean, why: string): void {
    enable(this.#back, on, why);
    enable(this.#on, on, why);
  }
}

function around(number: number, count: number): number {
  return count < 1 ? 0 : (number + count) % count;
}

/** Which key/value head a head uses, and who else does. */
function sharing(heads: number, head: number, groups = heads): string {
  if (groups < 1 || groups >= heads) return "";
  const each = heads / groups;
  const group = Math.floor(head / each);
  return `key and value ${group}, with heads ${group * each}–${(group + 1) * each - 1}`;
}
