/**
 * A canvas that is a grid for keyboard and screen reader: one element has the focus, and one cell, which cannot be
 * seen, says where the cursor is. So a thousand cells are a handful of DOM nodes.
 */

import { h, setAttribute } from "./dom.ts";
import { type Cell, held, history, isPlain, moved, type Size } from "./keys.ts";

export type PadActions = {
  /** The cell at a place of the canvas, in CSS pixels. */
  cellAt(x: number, y: number): Cell | null;
  describe(cell: Cell): string;
  hover(cell: Cell | null): void;
  select(cell: Cell): void;
  activate(cell: Cell): void;
  remove(cell: Cell): void;
  travel(way: "undo" | "redo"): void;
};

let made = 0;

export class Pad {
  readonly element: HTMLElement;
  readonly canvas = h("canvas", { "aria-hidden": "true" });
  readonly #actions: PadActions;
  readonly #cell = h("div", { role: "gridcell", id: `cell-${++made}`, "aria-selected": "true" });
  readonly #row = h("div", { role: "row", class: "unseen" }, this.#cell);
  #size: Size = { rows: 1, columns: 1 };
  #at: Cell = { row: 0, column: 0 };

  constructor(name: string, actions: PadActions, signal: AbortSignal) {
    this.#actions = actions;
    this.element = h("div", {
      class: "pad",
      role: "grid",
      tabindex: 0,
      "aria-label": name,
      "aria-activedescendant": this.#cell.id,
    });
    this.element.append(this.canvas, this.#row);
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
      this.element.addEventListener(type, act, { signal });
    on("pointermove", (event) => actions.hover(this.#under(event)));
    on("pointerleave", () => actions.hover(null));
    on("click", (event) => this.#click(event));
    on("keydown", (event) => this.#press(event));
  }

  get cell(): Cell {
    return this.#at;
  }

  /** Say how large the grid is, and where the cursor. */
  place(size: Size, cell: Cell): void {
    this.#size = size;
    this.#at = held(cell, size);
    setAttribute(this.element, "aria-rowcount", size.rows);
    setAttribute(this.element, "aria-colcount", size.columns);
    setAttribute(this.#row, "aria-rowindex", this.#at.row + 1);
    setAttribute(this.#cell, "aria-colindex", this.#at.column + 1);
    setAttribute(this.#cell, "aria-label", this.#actions.describe(this.#at));
  }

  /** A drawing context of this size in CSS pixels; null where there is no canvas. */
  context(width: number, height: number): CanvasRenderingContext2D | null {
    return contextOf(this.canvas, width, height);
  }

  #under(event: MouseEvent): Cell | null {
    const box = this.canvas.getBoundingClientRect();
    return this.#actions.cellAt(event.clientX - box.left, event.clientY - box.top);
  }

  #click(event: MouseEvent): void {
    const cell = this.#under(event);
    if (cell !== null) this.#actions.select(cell);
  }

  #press(event: KeyboardEvent): void {
    const way = history(event);
    const goal = moved(this.#at, this.#size, event);
    if (way !== null) this.#actions.travel(way);
    else if (goal !== null) this.#actions.select(goal);
    else if (isPlain(event, "Enter", " ")) this.#actions.activate(this.#at);
    else if (isPlain(event, "Delete", "Backspace")) this.#actions.remove(this.#at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A canvas of this size in CSS pixels, sharp on any screen, and cleared. */
export function contextOf(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.textBaseline = "middle";
  return context;
}

const fits = new Map<string, string>();

/** Text that ends in "…" where it is wider than there is room. */
export function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  const key = `${context.font}\n${room}\n${text}`;
  const known = fits.get(key);
  if (known !== undefined) return known;
  if (fits.size > 5000) fits.clear(); // measured once: a picture is drawn many times
  const short = shortened(context, text, room);
  fits.set(key, short);
  return short;
}

function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let short = text;
  while (short.length > 1 && context.measureText(`${short}…`).width > room) short = short.slice(0, -1);
  return `${short}…`;
}
