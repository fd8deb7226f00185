/** The parts that a long prompt is shown in: which one it is, and the way to the others. */

import { button, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";

/** The most positions in a part. */
export const PART = 400;

/** The part that a position is in. */
export function part(position: number, length: number): { from: number; upto: number } {
  const from = Math.floor(position / PART) * PART;
  return { from, upto: Math.min(length, from + PART) };
}

/** Says which positions are shown, with a button on either side; hidden where that is all of them. */
export function createParts(turn: (position: number) => void, signal: AbortSignal) {
  let first = 0;
  const earlier = button("‹ earlier", "", () => turn(first - PART), signal);
  const later = button("later ›", "", () => turn(first + PART), signal);
  const says = h("span", {});
  const element = h(
    "div",
    { class: "parts", role: "group", "aria-label": "Part of the prompt" },
    earlier,
    says,
    later,
  );
  return {
    element,
    draw(from: number, length: number) {
      first = from;
      const { upto } = part(from, length);
      element.hidden = length <= PART;
      says.textContent = `positions ${from} to ${upto - 1} of ${length}`;
      enable(earlier, from > 0);
      enable(later, upto < length);
    },
  };
}
