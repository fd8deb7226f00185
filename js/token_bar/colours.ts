/** The colours of tokens: blue by log-probability, and blue to orange by how it changed; the legend to both. */

import { type Shade, scale, step, stops } from "../lib/colour.ts";
import { h } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { NAMES } from "../lib/shows.ts";
import { type Colour, isDifference, type Range } from "./state.ts";

const SHADES = scale();
/** How much of its hue the end of the scale of changes has; the text on it keeps a contrast above 4.5. */
const FULL = 58;

/** The background and ink for a number; null where there is none, or none that has a place on the scale. */
export function shade(value: number | null, { low, high }: Range, colour: Colour): Shade | null {
  if (value === null || colour === "none" || !Number.isFinite(value)) return null;
  if (isDifference(colour)) return changed(value / high);
  return SHADES[step((value - low) / (high - low))] ?? null;
}

function changed(at: number): Shade {
  const share = Math.min(1, Math.abs(at)) * FULL;
  const hue = at < 0 ? "var(--change)" : "var(--accent)";
  return {
    background: `color-mix(in oklab, ${hue} ${share.toFixed(1)}%, var(--paper))`,
    ink: "light-dark(#000000, #ffffff)",
  };
}

/** What the colours mean. */
export function legend(colour: Colour, { low, high }: Range, compared: boolean): (Node | string)[] {
  const items: (Node | string)[] = [];
  const two = isDifference(colour);
  const bar = h("i", { "aria-hidden": "true", style: two ? null : stops() });
  if (colour !== "none") {
    const what = `log-probability, ${NAMES[colour]}`;
    const ends = [exact(low).replace("-", "−"), `${exact(high)} nats`];
    if (two) ends[1] = `+${ends[1]}`;
    items.push(
      h("span", { class: two ? "item difference" : "item" }, `${what} `, ends[0] ?? "", bar, ends[1] ?? ""),
    );
  }
  if (compared) {
    items.push(h("span", { class: "item" }, h("i", { class: "differs", "aria-hidden": "true" }), "differs"));
  }
  return items;
}
