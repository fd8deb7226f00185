/** What is shown: component and layer, which axes go down and right, and where on the others. */

import { h, setAttribute } from "../lib/dom.ts";
import { type Screen, sizes } from "./screen.ts";

export type ChooserActions = {
  place(name: string, layer: number): void;
  axis(which: "rows" | "columns", name: string): void;
  at(axis: string, number: number): void;
};

export class Choosers {
  readonly element = h("div", { class: "choosers" });
  readonly #actions: ChooserActions;
  readonly #component = h("select", { "aria-label": "Component" });
  readonly #layer = h("select", { "aria-label": "Layer" });
  readonly #rows = h("select", { "aria-label": "Axis that goes down" });
  readonly #columns = h("select", { "aria-label": "Axis that goes right" });
  readonly #sliders = h("span", { class: "sliders" });
  readonly #place;
  readonly #axes;
  readonly #signal: AbortSignal;
  #screen: Screen | null = null;

  constructor(actions: ChooserActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
    this.#place = h("span", { class: "pair" }, label("Value", this.#component), label("Layer", this.#layer));
    this.#axes = h("span", { class: "pair" }, label("Down", this.#rows), label("Right", this.#columns));
    this.element.append(this.#place, this.#axes, this.#sliders);
    const on = (element: HTMLElement, act: () => void) => element.addEventListener("change", act, { signal });
    on(this.#component, () => this.#choose());
    on(this.#layer, () => this.#choose());
    on(this.#rows, () => actions.axis("rows", this.#rows.value));
    on(this.#columns, () => actions.axis("columns", this.#columns.value));
  }

  draw(screen: Screen): void {
    this.#screen = screen;
    this.#place.hidden = screen.place === undefined;
    this.#axes.hidden = screen.names.length < 3;
    this.#drawPlace(screen);
    for (const [select, now] of [
      [this.#rows, screen.rows],
      [this.#columns, screen.columns],
    ] as const) {
      select.replaceChildren(...screen.names.map((name) => option(name, name)));
      select.value = now;
    }
    this.#drawSliders(screen);
  }

  #drawPlace({ place, components = [] }: Screen): void {
    if (place === undefined) return;
    const known = components.map(({ name, layers, why }) => {
      const made = option(name, layers.length > 0 ? name : `${name} (none)`);
      made.disabled = layers.length === 0;
      if (why) made.title = why;
      return made;
    });
    const path = place.layer === null ? [option(place.name, `${place.name}.${place.port}`)] : [];
    this.#component.replaceChildren(...path, ...known);
    this.#component.value = place.name;
    const layers = components.find(({ name }) => name === place.name)?.layers ?? [];
    this.#layer.replaceChildren(
      ...layers.map((layer) => option(String(layer), layer < 0 ? "embeddings" : String(layer))),
    );
    this.#layer.value = String(place.layer);
    this.#layer.disabled = place.layer === null;
  }

  #drawSliders(screen: Screen): void {
    const known = sizes(screen);
    const rest = screen.names.filter((name) => name !== screen.rows && name !== screen.columns);
    const names = rest.join(" ");
    if (this.#sliders.dataset.names !== names) {
      this.#sliders.dataset.names = names;
      this.#sliders.replaceChildren(...rest.map((name) => this.#slider(name)));
    }
    for (const name of rest) {
      const input = this.#sliders.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`);
      if (input === null) continue;
      setAttribute(input, "max", (known[name] ?? 1) - 1);
      if (!input.matches(":active")) input.value = String(screen.at[name] ?? 0); // not under the hand
      const shown = input.nextElementSibling;
      if (shown) shown.textContent = `${screen.at[name] ?? 0} of ${known[name] ?? 1}`;
    }
  }

  #slider(name: string): HTMLElement {
    const input = h("input", { type: "range", min: 0, step: 1, name });
    input.addEventListener("input", () => this.#actions.at(name, input.valueAsNumber), {
      signal: this.#signal,
    });
    return h("label", {}, h("span", { class: "quiet" }, name), input, h("output", {}));
  }

  #choose(): void {
    const layers = this.#screen?.components?.find(({ name }) => name === this.#component.value)?.layers;
    const wanted = Number(this.#layer.value);
    if (layers === undefined || layers[0] === undefined) return;
    this.#actions.place(this.#component.value, layers.includes(wanted) ? wanted : layers[0]);
  }
}

function label(name: string, select: HTMLSelectElement): HTMLElement {
  return h("label", {}, h("span", { class: "quiet" }, name), select);
}

function option(value: string, name: string): HTMLOptionElement {
  return h("option", { value }, name);
}
