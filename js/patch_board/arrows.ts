/** An arrow for each patch, from the cell that is copied to the cell that it is put into; and one that is dragged. */

import { svg } from "../lib/svg.ts";
import type { Patch } from "./board.ts";

type Point = { x: number; y: number };
export type Arrow = { patch: Patch; from: HTMLElement; to: HTMLElement };
let made = 0;

export class Arrows {
  readonly element = svg("svg", { class: "arrows", "aria-hidden": "true" });
  readonly #stage: HTMLElement;
  readonly #head = `head-${++made}`;
  readonly #drag = svg("path", { class: "drag" });

  constructor(stage: HTMLElement, remove: (patch: number) => void, signal: AbortSignal) {
    this.#stage = stage;
    const act = (event: Event) => {
      const knob = event.target instanceof Element ? event.target.closest<SVGElement>(".knob") : null;
      if (knob !== null) remove(Number(knob.dataset.number));
    };
    this.element.addEventListener("click", act, { signal });
  }

  draw(arrows: Arrow[]): void {
    const marker = { id: this.#head, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7 };
    const tip = svg("marker", { ...marker, orient: "auto" }, svg("path", { d: "M0 0L8 4L0 8z" }));
    this.element.replaceChildren(svg("defs", {}, tip), ...this.#lanes(arrows), this.#drag);
  }

  /** The line that follows the pointer; none when it is let go. */
  drag(from: HTMLElement | undefined, to: { clientX: number; clientY: number } | null): void {
    if (from === undefined || to === null) {
      this.#drag.removeAttribute("d");
      return;
    }
    const box = this.#stage.getBoundingClientRect();
    const end = { x: to.clientX - box.left, y: to.clientY - box.top };
    const start = centre(this.#box(from).box);
    this.#drag.setAttribute("d", `M${start.x} ${start.y}L${end.x} ${end.y}`);
  }

  /** Arrows of one layer run side by side. */
  #lanes(arrows: Arrow[]): SVGElement[] {
    const taken = new Map<number, number>();
    return arrows.map((arrow) => {
      const lane = taken.get(arrow.patch.layer) ?? 0;
      taken.set(arrow.patch.layer, lane + 1);
      return this.#arrow(arrow, lane);
    });
  }

  /** Beside each other an arrow runs between two rows; below each other straight down. */
  #arrow({ patch, from, to }: Arrow, lane: number): SVGElement {
    const [one, two] = [this.#box(from), this.#box(to)];
    const beside = two.frame.left >= one.frame.right - 1;
    const [start, end] = [centre(one.box), centre(two.box)];
    const low = one.box.bottom + 1 + lane * 3;
    const gap = { x: middle(one.frame.right, two.frame.left) + lane * 18, y: low };
    const down = { x: middle(start.x, end.x), y: middle(one.frame.bottom, two.frame.top) };
    const d = beside
      ? `M${start.x} ${one.box.bottom - 4}V${low}H${end.x}V${two.box.bottom - 5}`
      : `M${start.x} ${one.box.bottom - 4}C${start.x} ${down.y} ${end.x} ${down.y} ${end.x} ${two.box.top + 5}`;
    const line = svg("path", { class: "arrow", d, "marker-end": `url(#${this.#head})` });
    const kinds = ["patch", patch.on ? "" : "off", one.hidden || two.hidden ? "away" : ""];
    const parts = [svg("path", { class: "halo", d }), line, knob(patch, beside ? gap : down)];
    return svg("g", { class: kinds.join(" ").trim() }, ...parts);
  }

  /** Where a cell is on the stage; one that is scrolled out of sight is at the edge of its window. */
  #box(cell: HTMLElement): { box: DOMRect; frame: DOMRect; hidden: boolean } {
    const stage = this.#stage.getBoundingClientRect();
    const shift = (box: DOMRect) => new DOMRect(box.x - stage.x, box.y - stage.y, box.width, box.height);
    const box = shift(cell.getBoundingClientRect());
    const frame = shift(cell.closest(".scroll")?.getBoundingClientRect() ?? box);
    const x = Math.max(frame.left, Math.min(box.left, frame.right));
    const right = Math.max(frame.left, Math.min(box.right, frame.right));
    const y = Math.max(frame.top, Math.min(box.top, frame.bottom));
    const bottom = Math.max(frame.top, Math.min(box.bottom, frame.bottom));
    const held = new DOMRect(x, y, right - x, bottom - y);
    return { box: held, frame, hidden: held.width < 4 || held.height < 4 };
  }
}

/** A handle in the middle of an arrow, with which it is taken away. */
function knob(patch: Patch, { x, y }: Point): SVGElement {
  const cross = svg("path", { d: `M${x - 3} ${y - 3}l6 6m0 -6l-6 6` });
  const made = svg("g", { class: "knob" }, svg("circle", { cx: x, cy: y, r: 8 }), cross);
  made.dataset.number = String(patch.number);
  made.append(svg("title", {}, `Take away: ${patch.text}`));
  return made;
}

function centre(box: DOMRect): Point {
  return { x: middle(box.left, box.right), y: middle(box.top, box.bottom) };
}

function middle(one: number, other: number): number {
  return (one + other) / 2;
}
