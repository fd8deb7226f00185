/** Mouse, touch and keys on the board: select by dragging, pan, zoom. */

import { type Cell, moved } from "../lib/keys.ts";
import type { Pad } from "../lib/pad.ts";
import type { Frame } from "./frame.ts";

export type HandActions = {
  hover(cell: Cell | null): void;
  /** The cursor goes to a cell; `extend` keeps the other corner of what is selected. */
  move(cell: Cell, extend: boolean): void;
  /** The end of a drag: what is selected is told to Python. */
  settle(): void;
  whole(which: "rows" | "columns", cell: Cell): void;
  zoom(factor: number | null, x?: number, y?: number): void;
  pan(x: number, y: number): boolean;
  activate(): void;
  remove(): void;
  travel(way: "undo" | "redo"): void;
};
type Corner = () => { left: number; top: number };
type Point = { x: number; y: number };

export class Hand {
  readonly #pad: Pad;
  readonly #frame: Frame;
  readonly #corner: Corner;
  readonly #actions: HandActions;
  #drag: "select" | "pan" | "rows" | "columns" | null = null;
  #last: Point = { x: 0, y: 0 };

  constructor(pad: Pad, frame: Frame, corner: Corner, actions: HandActions, signal: AbortSignal) {
    this.#pad = pad;
    this.#frame = frame;
    this.#corner = corner;
    this.#actions = actions;
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      act: (event: HTMLElementEventMap[K]) => void,
      options: AddEventListenerOptions = {},
    ) => pad.element.addEventListener(type, act, { signal, ...options });
    on("click", (event) => event.stopPropagation(), { capture: true }); // a press has selected already
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#to(event));
    on("pointerup", () => this.#up());
    on("pointercancel", () => this.#up());
    on("wheel", (event) => this.#wheel(event), { passive: false });
    on("keydown", (event) => this.#press(event), { capture: true });
  }

  #point(event: MouseEvent): Point {
    const box = this.#pad.canvas.getBoundingClientRect();
    const { left, top } = this.#corner();
    return { x: event.clientX - box.left - left, y: event.clientY - box.top - top };
  }

  /** The nearest cell that is in sight. */
  #near({ x, y }: Point): Cell {
    const { width, height } = this.#frame;
    const inside = (at: number, size: number) => Math.max(0, Math.min(size - 0.01, at));
    return this.#frame.cellAt(inside(x, width), inside(y, height)) ?? this.#pad.cell;
  }

  #down(event: PointerEvent): void {
    const at = this.#point(event);
    this.#last = at;
    if (event.button === 1 || (event.button === 0 && event.altKey)) this.#drag = "pan";
    else if (event.button !== 0) return;
    else if (at.x < 0 && at.y >= 0) this.#drag = "rows";
    else if (at.y < 0 && at.x >= 0) this.#drag = "columns";
    else if (this.#frame.cellAt(at.x, at.y) !== null) this.#drag = "select";
    else return;
    this.#pad.element.setPointerCapture?.(event.pointerId);
    if (this.#drag === "pan") event.preventDefault();
    else if (this.#drag === "select") this.#actions.move(this.#near(at), event.shiftKey);
    else this.#actions.whole(this.#drag, this.#near(at));
  }

  #to(event: PointerEvent): void {
    if (this.#drag === null) return;
    const at = this.#point(event);
    if (this.#drag === "pan") this.#actions.pan(this.#last.x - at.x, this.#last.y - at.y);
    if (this.#drag === "select") this.#actions.move(this.#near(at), true);
    this.#last = at;
  }

  #up(): void {
    if (this.#drag !== null && this.#drag !== "pan") this.#actions.settle();
    this.#drag = null;
  }

  /** With Ctrl, as a pinch is, it zooms; else it pans, and scrolls the page once there is nothing to pan. */
  #wheel(event: WheelEvent): void {
    const { x, y } = this.#point(event);
    const unit = event.deltaMode === 1 ? 16 : 1;
    const [right, down] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) this.#actions.zoom(Math.exp(-down / 180), x, y);
    else if (!this.#frame.zoomed) return;
    else if (!(event.shiftKey ? this.#actions.pan(down || right, 0) : this.#actions.pan(right, down))) return;
    event.preventDefault();
  }

  #press(event: KeyboardEvent): void {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    const size = { rows: this.#frame.rows, columns: this.#frame.columns };
    const goal =
      plain && event.shiftKey ? moved(this.#pad.cell, size, { ...keyOf(event), shiftKey: false }) : null;
    if (goal !== null) this.#actions.move(goal, true);
    else if (plain && (event.key === "+" || event.key === "=")) this.#actions.zoom(1.5);
    else if (plain && event.key === "-") this.#actions.zoom(1 / 1.5);
    else if (plain && event.key === "0") this.#actions.zoom(null);
    else if (plain && event.key === "r") this.#actions.whole("rows", this.#pad.cell);
    else if (plain && event.key === "c") this.#actions.whole("columns", this.#pad.cell);
    else return;
    if (goal !== null || "rc".includes(event.key)) this.#actions.settle();
    event.preventDefault();
    event.stopPropagation();
  }
}

function keyOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) {
  return { key, ctrlKey, metaKey, shiftKey, altKey };
}
