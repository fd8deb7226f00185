/** A row of the grid: its label, and an element for each column that is shown. */

import { h, setAttribute } from "../lib/dom.ts";

/** So many columns are all shown at once; of more only those in sight, and some that are kept. */
export const ALL = 240;
/** How many columns are ready on either side of what is in sight. */
const MARGIN = 16;
/** How many are shown before the page has a size. */
const FIRST = 48;

export class Line {
  readonly element: HTMLElement;
  readonly items = new Map<number, HTMLElement>();
  readonly #make: (column: number) => HTMLElement;

  constructor(label: HTMLElement, make: (column: number) => HTMLElement) {
    this.element = h("div", { role: "row", class: "row" }, label);
    this.#make = make;
  }

  /** Have elements for these columns, in ascending order, and for no others; gives those that are new. */
  show(columns: readonly number[]): number[] {
    const wanted = new Set(columns);
    for (const [column, item] of this.items) if (!wanted.has(column)) this.#drop(column, item);
    const made: number[] = [];
    let next = this.element.children[1] ?? null;
    for (const column of columns) {
      const known = this.items.get(column);
      if (known === undefined) {
        made.push(column);
        this.element.insertBefore(this.#new(column), next); // what stays is not moved: it may have the focus
      } else next = known.nextElementSibling;
    }
    return made;
  }

  #new(column: number): HTMLElement {
    const item = this.#make(column);
    item.style.gridColumn = String(column + 2);
    setAttribute(item, "aria-colindex", column + 2);
    this.items.set(column, item);
    return item;
  }

  #drop(column: number, item: HTMLElement): void {
    item.remove();
    this.items.delete(column);
  }
}

/** The columns to show: all of a short prompt, of a long one those in the window and those that are kept. */
export function columnsToShow(
  columns: number,
  window: { left: number; width: number; step: number },
  kept: Iterable<number>,
): number[] {
  if (columns <= ALL) return Array.from({ length: columns }, (_, column) => column);
  const { left, width, step } = window;
  const sized = step > 0 && width > 0;
  const whole = (column: number) => Math.floor(column / MARGIN) * MARGIN; // so that a small step changes nothing
  const from = sized ? Math.max(0, whole(left / step) - MARGIN) : 0;
  const upto = sized ? Math.min(columns, whole((left + width) / step) + 2 * MARGIN) : FIRST;
  const found = new Set(Array.from({ length: Math.max(0, upto - from) }, (_, at) => from + at));
  for (const column of kept) if (column >= 0 && column < columns) found.add(column);
  return [...found].sort((one, other) => one - other);
}
