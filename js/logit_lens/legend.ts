/** What colours and marks of the grid mean. */

import { h, setAttribute } from "../lib/dom.ts";
import type { Measure } from "./measure.ts";

export type Legend = { element: HTMLElement; draw(measure: Measure): void };

export function createLegend(...more: HTMLElement[]): Legend {
  const map = h("i", { "aria-hidden": "true" });
  const [name, low, high] = [h("span", {}), h("span", {}), h("span", {})];
  const scale = h("span", { class: "item scale" }, name, low, map, high);
  const element = h(
    "p",
    { class: "legend" },
    scale,
    item("edit", "patched"),
    item("top", "different first guess", "The likeliest token is not the clean run's"),
    item(
      "moved",
      "distribution moved",
      "Length: total variation distance from the clean run, full width = 1",
    ),
    ...more,
  );
  return {
    element,
    draw(measure) {
      name.textContent = measure.name;
      low.textContent = measure.low;
      high.textContent = measure.high;
      setAttribute(map, "style", `background:${measure.gradient}`);
    },
  };
}

export function item(kind: string, text: string, title = ""): HTMLElement {
  return h("span", { class: `item ${kind}`, title: title || null }, h("i", { "aria-hidden": "true" }), text);
}
