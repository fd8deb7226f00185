/** Where sliders come from: the map of heads, neurons by number or by how active they are, a direction from texts. */

import { float32 } from "../lib/codecs.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { gradient, type Palette } from "../lib/palette.ts";
import { quoted } from "../lib/tokens.ts";
import { HeadMap, isHead } from "./heads.ts";
import type { Heads, Neurons, Slider, Traits } from "./state.ts";
import { TextsForm } from "./texts.ts";

export type ChooserActions = {
  head(layer: number, head: number, position: number | null): void;
  neuron(layer: number, neuron: number, position: number | null): void;
  texts(more: string[], less: string[], layer: number, position: number | null): Promise<boolean>;
  /** Take a head's slider away. */
  remove(slider: string): void;
  /** The activations of a layer are wanted. */
  look(layer: number): void;
  travel(way: "undo" | "redo"): void;
};

const TOP = 8;

export class Chooser {
  readonly element: HTMLElement;
  readonly #map: HeadMap;
  readonly #texts: TextsForm;
  readonly #readout = h("output", { class: "quiet readout" });
  readonly #legend = h("p", { class: "quiet legend" });
  readonly #heads = h("div", { class: "heads" });
  readonly #whole = h("input", { type: "checkbox" });
  readonly #where = h("span", {});
  readonly #layer = h("select", { "aria-label": "Layer of the neurons" });
  readonly #number = h("input", { type: "number", min: 0, step: 1, "aria-label": "Number of the neuron" });
  readonly #value = h("output", { class: "quiet" });
  readonly #add = h("button", { type: "button" }, "Add");
  readonly #top = h("ul", { class: "top", "aria-label": "Most active neurons" });
  readonly #actions: ChooserActions;
  readonly #signal: AbortSignal;
  #position = 0;
  #sliders: Slider[] = [];
  #neurons: Neurons | null = null;
  #values: Float32Array = new Float32Array();

  constructor(actions: ChooserActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
    this.#map = new HeadMap(
      {
        add: (layer, head) => actions.head(layer, head, this.#at),
        remove: (layer, head) => {
          const slider = this.#sliders.find((one) => isHead(one, layer, head));
          if (slider) actions.remove(slider.id);
        },
        hover: (text) => {
          this.#readout.textContent = text;
        },
        travel: actions.travel,
      },
      signal,
    );
    const find = (more: string[], less: string[], layer: number) =>
      actions.texts(more, less, layer, this.#at);
    this.#texts = new TextsForm(find, signal);
    const on = (target: HTMLElement, type: string, act: (event: Event) => void) =>
      target.addEventListener(type, act, { signal });
    on(this.#layer, "change", () => actions.look(Number(this.#layer.value)));
    on(this.#number, "input", () => this.#say());
    on(this.#number, "keydown", (event) => {
      if ((event as KeyboardEvent).key === "Enter") this.#choose();
    });
    on(this.#add, "click", () => this.#choose());
    this.element = this.#lay();
  }

  #lay(): HTMLElement {
    this.#heads.append(this.#map.pad.element);
    const heads = h("div", { class: "part" }, h("h4", {}, "Heads"), this.#heads, this.#legend, this.#readout);
    const fields = h(
      "p",
      { class: "fields" },
      h("label", {}, "layer ", this.#layer),
      h("label", {}, "neuron ", this.#number),
      this.#add,
      this.#value,
    );
    const neurons = h("div", { class: "part" }, h("h4", {}, "Neurons"), fields, this.#top);
    const whole = h("label", { class: "whole" }, this.#whole, this.#where);
    return h(
      "section",
      { class: "chooser", "aria-label": "Add a slider" },
      h("header", {}, h("h3", {}, "Add a slider"), whole),
      h("div", { class: "parts" }, heads, neurons, this.#texts.element),
    );
  }

  draw(
    heads: Traits["_heads"],
    neurons: Traits["_neurons"],
    sliders: Slider[],
    tokens: string[],
    palette: Palette,
  ): void {
    this.element.hidden = !("layers" in heads);
    if (!("layers" in heads)) return;
    this.#sliders = sliders;
    this.#position = heads.position;
    const token = `${heads.position} ${quoted(tokens[heads.position] ?? "")}`;
    this.#where.textContent = `only at token ${token}`;
    this.#drawHeads(heads as Heads, token, palette);
    this.#texts.draw(heads.blocks);
    const layers = String(heads.blocks);
    if (this.#layer.dataset.layers !== layers) {
      this.#layer.dataset.layers = layers;
      this.#layer.replaceChildren(
        ...Array.from({ length: heads.blocks }, (_, layer) => h("option", { value: layer }, String(layer))),
      );
    }
    this.#drawNeurons("values" in neurons ? (neurons as Neurons) : null, token);
  }

  #drawHeads(heads: Heads, token: string, palette: Palette): void {
    if (heads.layers.length === 0) {
      this.#heads.replaceChildren(h("p", { class: "quiet" }, `No heads: ${heads.reason}`));
      return;
    }
    setAttribute(this.#map.pad.element, "title", `Colour: length of the head's output at ${token}`);
    this.#map.draw(heads, this.#sliders, palette, this.#heads.clientWidth || 260);
    const [scale, most] = [h("i", { "aria-hidden": "true" }), this.#map.most];
    scale.style.background = gradient(palette.sequential);
    this.#legend.replaceChildren("length of the output 0", scale, `${most.toPrecision(3)} at ${token}`);
  }

  #drawNeurons(neurons: Neurons | null, token: string): void {
    if (neurons === null) {
      const look = this.#button("Show the most active", () => this.#actions.look(this.#of));
      this.#top.replaceChildren(h("li", {}, look));
      return;
    }
    if (this.#neurons !== neurons) this.#values = float32(neurons.values);
    this.#neurons = neurons;
    this.#layer.value = String(neurons.layer);
    setAttribute(this.#number, "max", this.#values.length - 1);
    const items = strongest(this.#values, TOP).map((neuron) => {
      const value = this.#values[neuron] ?? Number.NaN;
      const made = this.#button("", () => this.#actions.neuron(neurons.layer, neuron, this.#at));
      made.append(h("b", {}, String(neuron)), ` ${value.toFixed(2)}`);
      setAttribute(made, "title", `neuron ${neurons.layer}.${neuron} is ${exact(value)} at ${token}`);
      setAttribute(made, "aria-label", `Add neuron ${neuron}, activation ${exact(value)}`);
      setAttribute(made, "data-value", value);
      return h("li", {}, made);
    });
    this.#top.replaceChildren(...items);
    this.#say();
  }

  #button(text: string, act: () => void): HTMLButtonElement {
    const made = h("button", { type: "button" }, text);
    made.addEventListener("click", act, { signal: this.#signal });
    return made;
  }

  get #at(): number | null {
    return this.#whole.checked ? this.#position : null;
  }

  get #of(): number {
    return Number(this.#layer.value || 0);
  }

  /** What the neuron of that number is. */
  #say(): void {
    const number = this.#number.valueAsNumber;
    const known = this.#neurons !== null && this.#neurons.layer === this.#of ? this.#values : null;
    const value = known?.[number];
    this.#value.textContent = value === undefined ? "" : `is ${exact(value)}`;
    if (known === null && Number.isFinite(number)) this.#actions.look(this.#of);
  }

  #choose(): void {
    const number = this.#number.valueAsNumber;
    if (Number.isInteger(number)) this.#actions.neuron(this.#of, number, this.#at);
    else this.#number.focus();
  }
}

/** The places of the largest numbers, by size. */
export function strongest(values: Float32Array, many: number): number[] {
  const size = (at: number) => Math.abs(values[at] ?? 0);
  return Array.from(values.keys())
    .sort((one, other) => size(other) - size(one))
    .slice(0, many);
}
