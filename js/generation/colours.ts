/** The colours of tokens: blue by probability or surprisal, blue to orange by how it changed; the legend to both. */

import { type Shade, scale, step, stops } from "../lib/colour.ts";
import { h } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { NAMES, runsOf, type Show } from "../lib/shows.ts";
import type { Colour } from "./state.ts";

const SHADES = scale();
/** How much of its hue the end of the scale of changes has; the text on it keeps a contrast above 4.5. */
const FULL = 58;

/** The background and ink for a number; null where there is none, or none that has a place on the scale. */
export function shade(value: number | null, reach: number, show: Show, colour: Colour): Shade | null {
  if (value === null || !Number.isFinite(value)) return null;
  if (runsOf(show)[1] === null) return SHADES[step(value / reach)] ?? null;
  const likelier = colour === "surprisal" ? -value : value;
  const share = Math.min(1, Math.abs(value) / reach) * FULL;
  const hue = likelier < 0 ? "var(--change)" : "var(--accent)";
  return {
    background: `color-mix(in oklab, ${hue} ${share.toFixed(1)}%, var(--paper))`,
    ink: "light-dark(#000000, #ffffff)",
  };
}

/** What the colours mean. */
export function legend(reach: number, show: Show, colour: Colour): (Node | string)[] {
  const difference = runsOf(show)[1] !== null;
  const bar = h("i", {
    "aria-hidden": "true",
    class: difference ? "change" : null,
    style: difference ? null : stops(),
  });
  const unit = colour === "surprisal" ? " bits" : "";
  const far = exact(Math.fround(reach));
  const ends = difference ? [`−${far}`, `+${far}`] : ["0", far];
  if (difference && colour === "surprisal") ends.reverse(); // less surprising is blue, as likelier is
  const [low = "", high = ""] = ends;
  return [`${colour}, ${NAMES[show]}: `, low, bar, `${high}${unit}`];
}
