/** The parts that a long prompt is shown in: which one it is, and the way to the others. */

import { h, setAttribute } from "../lib/dom.ts";

/** The most positions in a part. */
export const PART = 400;

/** The part that a position is in. */
export function part(position: number, length: number): { from: number; upto: number } {
  const from = Math.floor(position / PART) * PART;
  return { from, upto: Math.min(length, from + PART) };
}

/** Says which positions are shown, with a button on either side; hidden where that is all of them. */
export function createParts(turn: (position: number) => void, signal: AbortSignal) {
  const earlier = h("button", { type: "button" }, "‹ earlier");
  const later = h("button", { type: "button" }, "later ›");
  const says = h("span", {});
  const element = h(
    "div",
    { class: "parts", role: "group", "aria-label": "Part of the prompt" },
    earlier,
    says,
    later,
  );
  let [first, all] = [0, 0];
  const go = (to: number) => {
    if (to >= 0 && to < all) turn(to);
  };
  earlier.addEventListener("click", () => go(first - PART), { signal });
  later.addEventListener("click", () => go(first + PART), { signal });
  return {
    element,
    draw(from: number, length: number) {
      [first, all] = [from, length];
      const { upto } = part(from, length);
      element.hidden = length <= PART;
      says.textContent = `positions ${from} to ${upto - 1} of ${length}`;
      setAttribute(earlier, "aria-disabled", from === 0 ? "true" : null); // it keeps the focus
      setAttribute(later, "aria-disabled", upto >= length ? "true" : null);
    },
  };
}
