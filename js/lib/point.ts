/** Which cell of a matrix the pointer is on: a frame above the canvas, and the names of its row and its column. */

import { h } from "./dom.ts";

/** A cell's corner and sides; the matrix begins at `left` and `top`. All in CSS pixels of the canvas. */
export type Spot = { x: number; y: number; wide: number; high: number; left: number; top: number };

/** Pixels between a name and the matrix, of a line of text, and of a digit at most. */
const [GAP, LINE, DIGIT] = [6, 18, 8];

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
  #room = "";

  /** The name of the column is written as a slant, or in the `room` from edge to edge. */
  show({ x, y, wide, high, left, top }: Spot, row: string, column: string, room?: number): void {
    this.element.hidden = false;
    this.#size(`${wide + 1}px`, `${high + 1}px`, `${left - 4}px`, `${top + 8}px`);
    this.#frame.style.transform = `translate(${x}px, ${y}px)`;
    this.#row.style.transform = `translateY(${y + high / 2 - LINE / 2}px)`;
    const middle = x + wide / 2;
    if (room === undefined) {
      this.#column.style.transform = `translate(${middle}px, ${top - GAP + 1 - LINE / 2}px) rotate(-53deg)`;
    } else {
      const half = (DIGIT * column.length) / 2;
      const held = Math.max(half, Math.min(room - half, middle));
      this.#column.style.transform = `translate(${held}px, ${top - LINE}px) translateX(-50%)`;
    }
    if (this.#row.textContent !== row) this.#row.textContent = row;
    if (this.#column.textContent !== column) this.#column.textContent = column;
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Sizes are written only where they are others: that is a layout. */
  #size(wide: string, high: string, left: string, top: string): void {
    const now = `${wide} ${high} ${left} ${top}`;
    if (now === this.#room) return;
    this.#room = now;
    Object.assign(this.#frame.style, { width: wide, height: high });
    this.#row.style.width = left;
    this.#column.style.maxWidth = top;
  }
}
