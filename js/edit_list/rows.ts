/** The list itself: a grid of one row a change, with one stop for Tab and arrows from there. */

import { h, setAttribute } from "../lib/dom.ts";
import { held, history, isPlain, moved } from "../lib/keys.ts";
import { Row, type RowActions } from "./row.ts";
import { effectOf, isAbout, type Screen, type Selected } from "./state.ts";

export type Actions = RowActions & { travel(way: "undo" | "redo"): void };

const COLUMNS = 4;

export class Rows {
  readonly element = h("div", { class: "changes", role: "grid", "aria-label": "Changes", tabindex: -1 });
  readonly #actions: Actions;
  readonly #signal: AbortSignal;
  readonly #known = new Map<string, Row>();
  #rows: Row[] = [];
  #at = { row: 0, column: 0 };

  constructor(actions: Actions, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
    this.element.addEventListener("keydown", (event) => this.#press(event), { signal });
    this.element.addEventListener("focusin", (event) => this.#note(event.target), { signal });
  }

  draw(screen: Screen, alone: boolean): void {
    const inside = this.element.contains(focusIn(this.element));
    const effects = screen.changes.map((_, number) => (alone ? effectOf(screen, number + 1) : null));
    const finite = effects.map((effect) => effect?.kl ?? 0).filter(Number.isFinite);
    const most = finite.reduce((best, kl) => Math.max(best, kl), 0);
    this.#rows = screen.changes.map((change, number) => {
      const row = this.#known.get(change.key) ?? new Row(change, this.#actions, this.#signal);
      this.#known.set(change.key, row);
      row.draw(change, effects[number] ?? null, most);
      return row;
    });
    const keys = new Set(screen.changes.map(({ key }) => key));
    for (const [key, row] of this.#known) if (!keys.has(key)) this.#drop(key, row);
    this.#place();
    this.#stop();
    const root = focusIn(this.element);
    if (inside && !this.element.contains(root)) this.#focus(); // its row is gone; stay near it
  }

  /** Mark the changes that are about what is selected. */
  mark(screen: Screen, selected: Selected): void {
    for (const [number, row] of this.#rows.entries()) {
      const change = screen.changes[number];
      setAttribute(row.element, "aria-selected", String(change !== undefined && isAbout(change, selected)));
    }
  }

  #drop(key: string, row: Row): void {
    this.#known.delete(key);
    row.element.remove();
  }

  /** Put the rows in order, moving none that is in its place: one that is being renamed keeps the focus. */
  #place(): void {
    for (const [number, row] of this.#rows.entries()) {
      const there = this.element.children[number];
      if (there !== row.element) this.element.insertBefore(row.element, there ?? null);
    }
    const empty = this.#rows.length === 0;
    this.element.hidden = empty;
  }

  #stop(): void {
    this.#at = held(this.#at, { rows: Math.max(1, this.#rows.length), columns: COLUMNS });
    for (const [number, row] of this.#rows.entries()) {
      for (const [column, stop] of row.stops.entries()) {
        stop.tabIndex = number === this.#at.row && column === this.#at.column ? 0 : -1;
      }
    }
  }

  #focus(): void {
    this.#rows[this.#at.row]?.stops[this.#at.column]?.focus();
  }

  #note(target: EventTarget | null): void {
    const row = this.#rows.findIndex(({ stops }) => stops.includes(target as HTMLElement));
    if (row < 0) return;
    this.#at = { row, column: this.#rows[row]?.stops.indexOf(target as HTMLElement) ?? 0 };
    this.#stop();
  }

  #press(event: KeyboardEvent): void {
    const way = history(event);
    const to = moved(this.#at, { rows: this.#rows.length, columns: COLUMNS }, event);
    const row = this.#rows[this.#at.row];
    if (way !== null) this.#actions.travel(way);
    else if (to !== null) {
      this.#at = to;
      this.#stop();
      this.#focus();
    } else if (isPlain(event, "Delete", "Backspace")) row?.remove();
    else if (isPlain(event, "F2")) row?.rename();
    else return;
    event.preventDefault();
  }
}

function focusIn(element: Element): Element | null {
  return (element.getRootNode() as Document | ShadowRoot).activeElement ?? null;
}
