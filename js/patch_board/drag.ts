/** Dragging a cell with mouse or pen; a finger scrolls, and clicks. */

import type { Cell } from "../lib/keys.ts";

export type DragActions = {
  /** The cell that can be taken, or that it can be put on, where the pointer is. */
  from(target: EventTarget | null): Cell | null;
  to(target: EventTarget | null): Cell | null;
  line(from: Cell, end: PointerEvent | null): void;
  start(from: Cell): void;
  drop(from: Cell, to: Cell | null): void;
};

/** How far the pointer goes before a click is a drag. */
const FAR = 6;

export class Drag {
  #down: { cell: Cell; x: number; y: number; pointer: number } | null = null;
  #moving = false;

  constructor(
    readonly stage: HTMLElement,
    readonly actions: DragActions,
    signal: AbortSignal,
  ) {
    const on = (
      name: "pointerdown" | "pointermove" | "pointerup" | "pointercancel",
      act: (event: PointerEvent) => void,
    ) => (name === "pointerdown" ? stage : window).addEventListener(name, act as EventListener, { signal });
    on("pointerdown", (event) => this.#press(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#end(event, true));
    on("pointercancel", (event) => this.#end(event, false));
  }

  #press(event: PointerEvent): void {
    const cell = event.button === 0 && event.pointerType !== "touch" ? this.actions.from(event.target) : null;
    this.#down = cell && { cell, x: event.clientX, y: event.clientY, pointer: event.pointerId };
  }

  #move(event: PointerEvent): void {
    const down = this.#down;
    if (down === null || event.pointerId !== down.pointer) return;
    if (!this.#moving && Math.hypot(event.clientX - down.x, event.clientY - down.y) < FAR) return;
    if (!this.#moving) this.actions.start(down.cell);
    this.#moving = true;
    this.actions.line(down.cell, event);
  }

  #end(event: PointerEvent, dropped: boolean): void {
    const [down, moving] = [this.#down, this.#moving];
    this.#down = null;
    this.#moving = false;
    if (down === null || !moving) return;
    this.actions.line(down.cell, null);
    const under = dropped ? this.#under(event) : null;
    this.actions.drop(down.cell, under && this.actions.to(under));
  }

  /** What is under the pointer; of a shadow root the event itself names but the host. */
  #under({ clientX, clientY }: PointerEvent): Element | null {
    const root = this.stage.getRootNode() as Document | ShadowRoot;
    return root.elementFromPoint(clientX, clientY);
  }
}
