/**
 * Layers × positions: each cell the model's first guess there, shaded by its probability. One set of
 * listeners for the whole grid, and only what changed is written, so that 48 × 200 cells stay quick; of a long
 * prompt only the columns in sight are elements.
 */

import { h, setAttribute } from "../lib/dom.ts";
import { type Cell, held, history, isPlain, moved } from "../lib/keys.ts";
import { bodyRow, drawCell, headRows, longest } from "./cells.ts";
import type { Lens } from "./lens.ts";
import { columnsToShow, type Line } from "./line.ts";
import type { Measure } from "./measure.ts";

export type GridActions = {
  hover(cell: Cell | null): void;
  select(cell: Cell): void;
  activate(cell: Cell): void;
  remove(cell: Cell): void;
  travel(way: "undo" | "redo"): void;
  /** A cell has come into sight. */
  shown?(cell: Cell, element: HTMLElement): void;
};

export class Grid {
  readonly element: HTMLElement;
  readonly #actions: GridActions;
  readonly #head = h("div", { class: "head", role: "rowgroup" });
  readonly #rows = h("div", { class: "rows", role: "rowgroup" });
  readonly #table: HTMLElement;
  readonly #places = new WeakMap<Element, Cell>();
  #heads: Line[] = [];
  #lines: Line[] = [];
  #kept: number[] = [];
  #columns = "";
  #selected: Cell = { row: 0, column: 0 };
  #lens: Lens | null = null;
  #measure: Measure | null = null;
  #shape = "";

  constructor(name: string, actions: GridActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#table = h("div", { class: "grid", role: "grid", "aria-label": name });
    this.#table.append(this.#head, this.#rows);
    this.element = h("div", { class: "scroll" }, this.#table);
    this.#watch(signal);
    this.#table.addEventListener("pointerover", (event) => this.#hover(this.cellOf(event.target)), {
      signal,
    });
    this.#table.addEventListener("pointerleave", () => this.#hover(null), { signal });
    this.#table.addEventListener("focusin", (event) => this.#focused(event), { signal });
    this.#table.addEventListener("click", (event) => this.#click(event), { signal });
    this.#table.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  /** Draw a lens, coloured by a measure. */
  draw(lens: Lens, measure: Measure): void {
    const isOther = this.#rebuild(lens) || this.#measure === null;
    const [old, before] = isOther ? [null, null] : [this.#lens, this.#measure];
    this.#lens = lens;
    this.#measure = measure;
    for (const [place, cell] of isOther ? [] : this.shown()) {
      const same =
        old !== null && lens.drawsLike(old, place) && before !== null && looksLike(before, measure, place);
      if (!same) drawCell(cell, lens, place, measure);
    }
    if (isOther) this.#show();
    this.#rove(this.#selected);
  }

  /** Make a cell the selected one, and bring it into sight. */
  select(cell: Cell): void {
    this.#rove(cell);
    const now = this.cell(this.#selected);
    if (now !== undefined) reveal(this.element, now, this.#head);
  }

  focus(cell: Cell): void {
    if (this.cell(cell) === undefined) this.#show([cell.column]);
    this.cell(cell)?.focus({ preventScroll: true });
  }

  /** The element of a cell, where it is in sight or kept. */
  cell({ row, column }: Cell): HTMLElement | undefined {
    return this.#lines[row]?.items.get(column);
  }

  /** All cells that have an element. */
  *shown(): Generator<[Cell, HTMLElement]> {
    for (const [row, line] of this.#lines.entries()) {
      for (const [column, element] of line.items) yield [{ row, column }, element];
    }
  }

  /** Some columns have elements wherever the grid is scrolled. */
  keep(columns: number[]): void {
    if (String(columns) === String(this.#kept)) return;
    this.#kept = columns;
    this.#show();
  }

  /** The cell that an element is in, if any. */
  cellOf(target: EventTarget | null): Cell | null {
    const element = target instanceof Element ? target.closest(".cell") : null;
    return (element && this.#places.get(element)) ?? null;
  }

  /** Show, or no longer, that a cell waits for the model. */
  pending(cell: Cell, on: boolean): void {
    this.cell(cell)?.classList.toggle("pending", on);
  }

  /** The selected cell is the one that Tab reaches; arrows move from there. */
  #rove(cell: Cell): void {
    mark(this.cell(this.#selected), false);
    this.#selected = this.#lens === null ? cell : held(cell, this.#lens.size);
    if (this.cell(this.#selected) === undefined) this.#show();
    mark(this.cell(this.#selected), true);
  }

  /** Make new cells when the prompt or the model is another; says whether it did. */
  #rebuild(lens: Lens): boolean {
    const { layers, tokens, other_tokens } = lens.screen;
    const shape = JSON.stringify([layers, tokens, other_tokens]);
    if (shape === this.#shape) return false;
    this.#shape = shape;
    this.#table.style.setProperty("--columns", String(lens.size.columns));
    this.#table.style.setProperty("--longest", String(longest(lens)));
    setAttribute(this.#table, "aria-colcount", lens.size.columns + 1);
    this.#columns = "";
    this.#heads = headRows(lens);
    this.#lines = layers.map((_, row) => bodyRow(lens, row));
    this.#head.replaceChildren(...this.#heads.map(({ element }) => element));
    this.#rows.replaceChildren(...this.#lines.map(({ element }) => element));
    return true;
  }

  /** Give elements to the columns in sight, to those that are kept, and to some more. */
  #show(more: number[] = []): void {
    const [lens, measure] = [this.#lens, this.#measure];
    if (lens === null || measure === null) return;
    const kept = [this.#selected.column, ...this.#kept, ...more];
    const columns = columnsToShow(lens.size.columns, this.#window(lens), kept);
    if (String(columns) === this.#columns) return;
    this.#columns = String(columns);
    for (const line of this.#heads) line.show(columns);
    for (const [row, line] of this.#lines.entries()) {
      for (const column of line.show(columns)) this.#begin({ row, column }, lens, measure);
    }
  }

  #begin(cell: Cell, lens: Lens, measure: Measure): void {
    const element = this.cell(cell);
    if (element === undefined) return;
    this.#places.set(element, cell);
    drawCell(element, lens, cell, measure);
    this.#actions.shown?.(cell, element);
  }

  /** What part of the rows is in sight, and how far it is from column to column. */
  #window(lens: Lens): { left: number; width: number; step: number } {
    const [row, label] = [this.#lines[0]?.element, this.#lines[0]?.element.firstElementChild];
    const step = ((row?.clientWidth ?? 0) - (label?.clientWidth ?? 0)) / lens.size.columns;
    return { left: this.element.scrollLeft, width: this.element.clientWidth, step };
  }

  #watch(signal: AbortSignal): void {
    this.element.addEventListener("scroll", () => this.#show(), { signal, passive: true });
    if (typeof ResizeObserver === "undefined") return;
    const room = new ResizeObserver(() => this.#show());
    room.observe(this.element);
    signal.addEventListener("abort", () => room.disconnect());
  }

  #hover(cell: Cell | null): void {
    for (const label of this.#table.querySelectorAll(".pointed")) label.classList.remove("pointed");
    if (cell !== null) {
      this.#rows.children[cell.row]?.firstElementChild?.classList.add("pointed");
      for (const row of this.#heads) row.items.get(cell.column)?.classList.add("pointed");
    }
    this.#actions.hover(cell);
  }

  #focused(event: Event): void {
    const cell = this.cellOf(event.target);
    if (cell !== null) this.#actions.select(cell);
  }

  #click(event: Event): void {
    const cell = this.cellOf(event.target);
    if (cell === null) return;
    this.focus(cell);
    this.#actions.activate(cell);
  }

  #press(event: KeyboardEvent): void {
    const cell = this.cellOf(event.target);
    if (cell === null || this.#lens === null) return;
    const way = history(event);
    const goal = moved(cell, this.#lens.size, event);
    if (way !== null) this.#actions.travel(way);
    else if (goal !== null) this.focus(goal);
    else if (isPlain(event, "Enter", " ")) this.#actions.activate(cell);
    else if (isPlain(event, "Delete", "Backspace")) this.#actions.remove(cell);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function looksLike(one: Measure, other: Measure, cell: Cell): boolean {
  const [before, now] = [one.of(cell), other.of(cell)];
  return Object.is(before, now) && one.shade(before) === other.shade(now);
}

function mark(cell: HTMLElement | undefined, selected: boolean): void {
  if (cell === undefined) return;
  setAttribute(cell, "tabindex", selected ? 0 : -1);
  setAttribute(cell, "aria-selected", selected ? "true" : null);
}

/** Scroll a cell into the grid's own window, clear of the headings; the notebook itself stays put. */
function reveal(window: HTMLElement, cell: HTMLElement, head: HTMLElement): void {
  const [box, frame] = [cell.getBoundingClientRect(), window.getBoundingClientRect()];
  const label = cell.parentElement?.firstElementChild?.getBoundingClientRect().width ?? 0;
  const [left, top] = [frame.left + label + 4, frame.top + head.getBoundingClientRect().height + 4];
  const [right, bottom] = [frame.left + window.clientWidth - 4, frame.top + window.clientHeight - 4];
  if (box.left < left) window.scrollLeft -= left - box.left;
  else if (box.right > right) window.scrollLeft += box.right - right;
  if (box.top < top) window.scrollTop -= top - box.top;
  else if (box.bottom > bottom) window.scrollTop += box.bottom - bottom;
}
