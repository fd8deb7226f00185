/** Which cell of the matrix the pointer is on: a frame above the canvas, and the names of its two tokens. */

import { h } from "../lib/dom.ts";

/** Pixels left of the matrix, and above it, for the tokens. */
export const [LEFT, TOP] = [84, 64];

export class Point {
  readonly #frame = h("i", {});
  readonly #row = h("span", { class: "row" });
  readonly #column = h("span", { class: "column" });
  readonly element = h(
    "div",
    { class: "point", "aria-hidden": "true", hidden: true },
    this.#frame,
    this.#row,
    this.#column,
  );

  /** The corner of a cell in CSS pixels and its side; the token that attends, and the one attended to. */
  show({ x, y, side }: { x: number; y: number; side: number }, row: string, column: string): void {
    this.element.hidden = false;
    const size = `${side + 1}px`;
    Object.assign(this.#frame.style, { width: size, height: size, transform: `translate(${x}px, ${y}px)` });
    this.#row.style.transform = `translateY(${y + side / 2 - 9}px)`;
    this.#column.style.transform = `translate(${x + side / 2}px, ${TOP - 14}px) rotate(-53deg)`;
    if (this.#row.textContent !== row) this.#row.textContent = row;
    if (this.#column.textContent !== column) this.#column.textContent = column;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
