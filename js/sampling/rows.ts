/**
 * The tokens as rows, the likeliest first: only those in sight are in the page, so that a vocabulary of 250,000 is as
 * quick as a small one. A grid whose focus stays on it; it names the row that is active.
 */

import { h, setAttribute } from "../lib/dom.ts";
import { history, isPlain } from "../lib/keys.ts";
import { NAMES, type Run, runsOf } from "../lib/shows.ts";
import { svg } from "../lib/svg.ts";
import type { Chances } from "./chances.ts";
import type { Beside } from "./compared.ts";
import { COLUMNS, HEIGHT, Row } from "./row.ts";
import type { Listing } from "./state.ts";

/** All that is drawn. */
export type Drawing = {
  list: Listing;
  chances: Chances;
  /** Those of other temperatures. */
  others: Chances[];
  /** How often each row was drawn, and the row of the last draw. */
  counts: Map<number, number>;
  draws: number;
  last: number | null;
  /** The rows that a search has found; null for all. */
  found: Uint32Array | null;
  /** The probability at the right end of a bar; of a difference the largest, to either side. */
  reach: number;
  /** The run that is compared with, if any. */
  beside: Beside | null;
};

export type RowsActions = {
  look(row: number | null): void;
  travel(way: "undo" | "redo"): void;
};

/** Rows beyond those in sight while it is scrolled, so that none is missing before the page has caught up. */
const SPARE = 6;
/** The same when numbers change: each of them is laid out and painted at every step of a slider. */
const NEAR = 1;
/** Of the drawing of the lines: the width of a bar that reaches its end. */
const ACROSS = 1000;
/** Rows of a window without a size, as in a page that is not laid out. */
const UNSIZED = 16;

export class Rows {
  readonly element: HTMLElement;
  readonly #actions: RowsActions;
  readonly #head: HTMLElement;
  /** The heading of the bars. */
  readonly #bar: HTMLElement | null;
  readonly #body = h("div", { class: "body", role: "rowgroup" });
  readonly #paths = svg("svg", { class: "lines", "aria-hidden": "true", preserveAspectRatio: "none" });
  #lines: SVGElement[] = [];
  /** As wide as a row, so that the lines are where the bars are. */
  readonly #over = h("div", { class: "row over", "aria-hidden": "true" });
  /** The rows in the page, by their place in what is listed. */
  #shown = new Map<number, Row>();
  /** How far it is scrolled, and how high it is: read when they change, since reading lays the page out. */
  #scrolled = { top: 0, height: 0 };
  #drawing: Drawing | null = null;
  /** Where the active row is in what is listed. */
  #at = 0;

  constructor(actions: RowsActions, signal: AbortSignal) {
    this.#actions = actions;
    const titles = COLUMNS.map(heading);
    const head = h("div", { class: "heading row", role: "row", "aria-rowindex": 1 }, ...titles);
    this.#head = head;
    this.#bar = head.querySelector("[data-column=bar]");
    const top = h("div", { role: "rowgroup", class: "top" }, head);
    this.element = h(
      "div",
      {
        class: "window",
        role: "grid",
        tabindex: 0,
        "aria-label": "Tokens by likelihood",
        "aria-colcount": COLUMNS.length,
      },
      top,
      this.#body,
    );
    const on = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
      this.element.addEventListener(type, act, { signal });
    on("scroll", () => this.#measure());
    if (typeof ResizeObserver !== "undefined") {
      const room = new ResizeObserver(() => this.#measure());
      room.observe(this.element);
      signal.addEventListener("abort", () => room.disconnect());
    }
    this.#over.append(this.#paths);
    this.#body.append(this.#over);
    on("click", (event) => this.#go(this.#under(event) ?? this.#at));
    on("pointermove", (event) => actions.look(this.#rowAt(this.#under(event))));
    on("pointerleave", () => actions.look(null));
    on("keydown", (event) => this.#press(event));
  }

  /** The row with the cursor. */
  get active(): number | null {
    return this.#rowAt(this.#at);
  }

  draw(drawing: Drawing): void {
    const same = this.#drawing?.list === drawing.list && this.#drawing.found === drawing.found;
    this.#drawing = drawing;
    if (!same) {
      this.#at = 0;
      this.element.scrollTop = 0;
      this.#scrolled.top = 0;
    }
    const size = this.#size;
    setAttribute(this.element, "aria-rowcount", size + 1);
    setAttribute(this.element, "data-drawn", drawing.draws > 0);
    setAttribute(this.element, "data-compared", drawing.beside !== null);
    this.#drawHead(drawing);
    this.#body.style.height = `${size * HEIGHT}px`;
    if (this.#bar !== null) setAttribute(this.#bar, "data-reach", drawing.reach);
    this.#draw(NEAR);
  }

  /** Move the cursor to a row, if it is listed. */
  reveal(row: number): void {
    const found = this.#drawing?.found;
    const at = found ? found.indexOf(row) : row;
    if (at >= 0) this.#go(at);
  }

  // ---------------------------------------------------------------- how it is done

  /** Which runs the probabilities are of. */
  #drawHead({ beside }: Drawing): void {
    const [one, two] = beside === null ? [null, null] : runsOf(beside.compared.show);
    const name = (run: Run | null) => (run === "other" ? "other" : run && NAMES[run]); // the column is narrow
    const names = { chance: name(one), base: name(two) };
    for (const [key, name] of Object.entries(names)) {
      const cell = this.#head.querySelector<HTMLElement>(`[data-column=${key}] .long`);
      if (cell === null) continue;
      cell.dataset.plain ??= cell.textContent ?? "";
      const text = name ?? cell.dataset.plain;
      if (cell.textContent !== text) cell.textContent = text;
    }
  }

  get #size(): number {
    return this.#drawing === null ? 0 : (this.#drawing.found?.length ?? this.#drawing.list.logits.length);
  }

  #rowAt(at: number | null): number | null {
    if (at === null || this.#drawing === null || at >= this.#size) return null;
    return this.#drawing.found ? (this.#drawing.found[at] ?? null) : at;
  }

  #measure(): void {
    this.#scrolled = { top: this.element.scrollTop, height: this.element.clientHeight };
    this.#draw(SPARE);
  }

  #draw(spare: number): void {
    const drawing = this.#drawing;
    if (drawing === null) return;
    const [from, upto] = this.#sight(spare);
    const wanted = Array.from({ length: upto - from }, (_, at) => from + at);
    if (this.#size > 0 && (this.#at < from || this.#at >= upto)) wanted.push(this.#at);
    if (wanted.length !== this.#shown.size || wanted.some((at) => !this.#shown.has(at))) this.#place(wanted);
    for (const [at, row] of this.#shown) {
      row.draw(drawing, this.#rowAt(at) ?? at);
      setAttribute(row.element, "aria-selected", String(at === this.#at));
    }
    setAttribute(this.element, "aria-activedescendant", this.#size > 0 ? `token-${this.#at}` : null);
    this.#drawLines(drawing, from, upto);
  }

  /** Have rows at these places, made of those that are out of sight. */
  #place(wanted: number[]): void {
    const spare = [...this.#shown].filter(([at]) => !wanted.includes(at));
    const placed = new Map<number, Row>();
    for (const at of wanted) {
      const row = this.#shown.get(at) ?? spare.pop()?.[1] ?? new Row();
      placed.set(at, row);
      if (this.#shown.get(at) === row) continue;
      row.element.id = `token-${at}`;
      row.element.style.top = `${at * HEIGHT}px`;
      row.element.dataset.at = String(at);
      setAttribute(row.element, "aria-rowindex", at + 2);
    }
    for (const [, row] of spare) row.element.remove();
    this.#shown = placed;
    let before: Element | null = null;
    for (const { element } of placed.values()) {
      const next: Element | null = before === null ? this.#body.firstElementChild : before.nextElementSibling;
      if (next !== element) this.#body.insertBefore(element, next);
      before = element;
    }
  }

  /** The same probabilities at other temperatures, a line each, from row to row. */
  #drawLines(drawing: Drawing, from: number, upto: number): void {
    setAttribute(this.#over, "hidden", drawing.others.length === 0);
    while (this.#lines.length > drawing.others.length) this.#lines.pop()?.remove();
    if (drawing.others.length === 0) return;
    const height = (upto - from) * HEIGHT;
    Object.assign(this.#over.style, { top: `${from * HEIGHT}px`, height: `${height}px` });
    setAttribute(this.#paths, "viewBox", `0 0 ${ACROSS} ${Math.max(1, height)}`);
    for (const [number, other] of drawing.others.entries()) {
      const points: string[] = [];
      for (let at = from; at < upto; at++) {
        const x = Math.min(1, other.probability(this.#rowAt(at) ?? 0) / drawing.reach) * ACROSS;
        points.push(`${x.toFixed(2)},${(at - from) * HEIGHT + HEIGHT / 2}`);
      }
      const line = this.#lines[number] ?? svg("polyline", { class: `line t${number}` });
      setAttribute(line, "points", points.join(" "));
      if (line.parentNode === null) this.#lines.push(this.#paths.appendChild(line));
    }
  }

  /** The first row in sight, and the first that is not any more; so many more at both ends. */
  #sight(spare: number): [number, number] {
    const { top, height } = this.#scrolled;
    const upto = height > 0 ? Math.ceil((top + height) / HEIGHT) - 1 : UNSIZED; // the headings take a row
    return [Math.max(0, Math.floor(top / HEIGHT) - spare), Math.min(this.#size, upto + spare)];
  }

  #under(event: Event): number | null {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-at]") : null;
    return row === null ? null : Number(row.dataset.at);
  }

  #go(at: number): void {
    if (this.#size === 0) return;
    this.#at = Math.max(0, Math.min(this.#size - 1, at));
    const [top, room] = [this.#at * HEIGHT, this.element.clientHeight - HEIGHT]; // the headings take a row
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + HEIGHT > this.element.scrollTop + room) this.element.scrollTop = top + HEIGHT - room;
    this.#measure();
    this.#actions.look(null);
  }

  #press(event: KeyboardEvent): void {
    const way = history(event);
    if (way !== null) this.#actions.travel(way);
    else if (isPlain(event, "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"))
      this.#go(this.#goal(event.key));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #goal(key: string): number {
    const page = Math.max(1, Math.floor(this.element.clientHeight / HEIGHT) - 2);
    const goals: Record<string, number> = {
      ArrowUp: this.#at - 1,
      ArrowDown: this.#at + 1,
      Home: 0,
      End: this.#size - 1,
      PageUp: this.#at - page,
      PageDown: this.#at + page,
    };
    return goals[key] ?? this.#at;
  }
}

function heading(column: (typeof COLUMNS)[number], at: number): HTMLElement {
  const { name, title, key } = column;
  const made = h("span", {
    role: "columnheader",
    class: key,
    title,
    "aria-colindex": at + 1,
    "data-column": key,
  });
  if ("short" in column)
    made.append(h("span", { class: "short" }, column.short), h("span", { class: "long" }, name));
  else made.append(name);
  return made;
}
