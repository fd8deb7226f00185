/** Zooming and moving the matrix: buttons, + and − and Escape, Ctrl and the wheel, a double click, a drag. */

import { button, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import type { Cell } from "../lib/keys.ts";
import type { Detail } from "./detail.ts";
import { fitted, reaching, type Window, zoomed } from "./sight.ts";

export type Scene = { window: Window; size: number; cursor: Cell };
export type ZoomActions = {
  scene(): Scene;
  /** Show another part; `done` when the hand has come to rest and Python may hear of it. */
  show(window: Window, done: boolean): void;
};

const STEP = 2;

export class Zoom {
  readonly element = h("span", { class: "buttons zoom", role: "group", "aria-label": "Zoom" });
  readonly #actions: ZoomActions;
  readonly #detail: Detail;
  readonly #closer;
  readonly #wider;
  readonly #all;
  readonly #where = h("span", { class: "quiet", "aria-live": "polite" });
  #drag: { x: number; y: number; window: Window; moved: boolean } | null = null;

  constructor(detail: Detail, actions: ZoomActions, signal: AbortSignal) {
    this.#detail = detail;
    this.#actions = actions;
    const made = (name: string, title: string, label: string, act: () => void) => {
      const one = button(name, title, act, signal);
      one.setAttribute("aria-label", label);
      return one;
    };
    this.#closer = made(
      "+",
      "Zoom in (+ in the matrix, Ctrl and the wheel, or a double click)",
      "Zoom in",
      () => this.#zoom(1 / STEP),
    );
    this.#wider = made("−", "Zoom out (− in the matrix)", "Zoom out", () => this.#zoom(STEP));
    this.#all = made("All", "Show the whole matrix (Escape in it)", "Show all", () => this.#show(null));
    this.element.append(this.#where, this.#closer, this.#wider, this.#all);
    this.#listen(detail.pad.element, signal);
  }

  draw(): void {
    const { window, size } = this.#actions.scene();
    const now = fitted(window, size);
    const end = (at: number) => at + (now?.[2] ?? 0) - 1;
    this.#where.textContent =
      now === null ? "" : `tokens ${now[0]}–${end(now[0])} to ${now[1]}–${end(now[1])} of ${size}`;
    enable(this.#closer, size > 4 && (now === null || now[2] > 4), "It is as near as it gets");
    enable(this.#wider, now !== null, "All of it is on screen");
    enable(this.#all, now !== null, "All of it is on screen");
    this.#detail.pad.element.toggleAttribute("data-zoomed", now !== null);
  }

  #listen(pad: HTMLElement, signal: AbortSignal): void {
    pad.dataset.letters = "true"; // + and − are keys of the matrix, not of the notebook
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      act: (event: HTMLElementEventMap[K]) => void,
      options: AddEventListenerOptions = {},
    ) => pad.addEventListener(type, act, { signal, ...options });
    on("keydown", (event) => this.#press(event));
    on("dblclick", (event) => this.#zoom(1 / STEP, this.#under(event) ?? undefined));
    on("wheel", (event) => this.#wheel(event), { passive: false });
    on("pointerdown", (event) => this.#take(event));
    on("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"] as const) on(end, () => this.#release());
    on("click", (event) => this.#click(event), { capture: true });
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") this.#zoom(1 / STEP);
    else if (event.key === "-" || event.key === "−") this.#zoom(STEP);
    else if (event.key === "Escape") this.#show(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
    event.preventDefault();
    this.#zoom(event.deltaY > 0 ? 1.25 : 0.8, this.#under(event) ?? undefined);
  }

  #zoom(factor: number, at = this.#actions.scene().cursor): void {
    const { window, size } = this.#actions.scene();
    const next = zoomed(window, size, at, factor);
    this.#show(at === this.#actions.scene().cursor ? reaching(next, size, at) : next);
  }

  #show(window: Window): void {
    this.#actions.show(window, true);
  }

  /** The token pair at a place. */
  #under(event: MouseEvent): Cell | null {
    const box = this.#detail.pad.canvas.getBoundingClientRect();
    return this.#detail.tokensAt(event.clientX - box.left, event.clientY - box.top);
  }

  #take(event: PointerEvent): void {
    const { window, size } = this.#actions.scene();
    if (event.button !== 0 || fitted(window, size) === null) return;
    this.#drag = { x: event.clientX, y: event.clientY, window: fitted(window, size), moved: false };
  }

  #move(event: PointerEvent): void {
    const drag = this.#drag;
    if (drag === null || drag.window === null || !(event.buttons & 1)) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(x, y) < 5) return;
    if (!drag.moved) this.#detail.pad.element.setPointerCapture(event.pointerId);
    drag.moved = true;
    const { size } = this.#actions.scene();
    const [row, column, tokens] = drag.window;
    const step = this.#detail.tokenWidth;
    this.#actions.show(fitted([row - y / step, column - x / step, tokens], size), false);
  }

  #release(): void {
    if (this.#drag?.moved) this.#show(this.#actions.scene().window);
    else this.#drag = null;
  }

  /** A click that ends a drag chooses nothing; one on the small map goes there. */
  #click(event: MouseEvent): void {
    const dragged = this.#drag?.moved ?? false;
    this.#drag = null;
    const { window, size } = this.#actions.scene();
    const box = this.#detail.pad.canvas.getBoundingClientRect();
    const there = this.#detail.onMap(event.clientX - box.left, event.clientY - box.top);
    const now = fitted(window, size);
    if (!dragged && there !== null && now !== null) {
      const half = now[2] / 2;
      this.#show(fitted([there.row - half, there.column - half, now[2]], size));
    } else if (!dragged) return;
    event.stopPropagation();
  }
}
