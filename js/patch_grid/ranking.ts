/** The cells as a table: by how far they go, or by where they are. */

import { enable, isEnabled } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { shown } from "../lib/tokens.ts";
import { unappliable } from "./parts.ts";
import { short } from "./picture.ts";
import type { Axis, Grid, Show } from "./state.ts";

export type RankingActions = {
  select(number: number): void;
  toggle(number: number): void;
};

/** A number of a cell, by what it is called. */
type Figure = [name: string, of: (number: number) => number];
const AT_ONCE = 10;

export class Ranking {
  readonly element = h("section", { class: "ranking", "aria-label": "Cells in order" });
  readonly #table = h("table", {});
  readonly #more = h("button", { type: "button" }, "Show more");
  readonly #actions: RankingActions;
  readonly #signal: AbortSignal;
  /** Without a key by the first number. */
  #sort: { key: string | null; down: boolean } = { key: null, down: true };
  #shown = AT_ONCE;
  #grid: Grid | null = null;
  #show: Show = "recovery";
  #chosen = -1;

  constructor(actions: RankingActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
    const more = () => {
      this.#shown += AT_ONCE;
      if (this.#grid) this.draw(this.#grid, this.#show, this.#chosen);
    };
    this.#more.addEventListener("click", more, { signal });
    const click = (event: Event) => this.#click(event.target);
    this.#table.addEventListener("click", click, { signal });
    this.element.append(h("h3", {}, "Cells"), h("div", { class: "rows" }, this.#table), this.#more);
  }

  draw(grid: Grid, show: Show, chosen: number): void {
    this.#grid = grid;
    this.#show = show;
    this.#chosen = chosen;
    this.element.hidden = grid.finished === 0;
    const figures = figuresOf(grid, show);
    const order = this.#order(grid, figures);
    this.#more.hidden = order.length <= this.#shown;
    const focus = focused(this.#table);
    const keys = [...grid.screen.axes.map(({ name }) => name), ...figures.map(([name]) => name)];
    const rows = order.slice(0, this.#shown).map((number) => this.#row(grid, figures, number, chosen));
    const now = this.#key(grid, figures);
    const headings = h("tr", {}, ...keys.map((key) => this.#heading(key, now)), h("th", {}, "Patch"));
    this.#table.replaceChildren(h("thead", {}, headings), h("tbody", {}, ...rows));
    if (focus) this.#table.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus();
  }

  /** What the rows are in order of; what is no longer a column is not. */
  #key({ screen }: Grid, figures: Figure[]): string {
    const { key } = this.#sort;
    const known = [...screen.axes.map(({ name }) => name as string), ...figures.map(([name]) => name)];
    return key !== null && known.includes(key) ? key : (figures[0]?.[0] ?? "");
  }

  #order(grid: Grid, figures: Figure[]): number[] {
    const key = this.#key(grid, figures);
    const figure = figures.find(([name]) => name === key)?.[1];
    const value = (number: number) => figure?.(number) ?? grid.where(number)[key as Axis["name"]] ?? 0;
    const sign = this.#sort.down ? -1 : 1;
    return [...grid.ready()]
      .map((number): [number, number] => [number, value(number)])
      .sort(([one, a], [other, b]) => {
        if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
        return sign * (a - b) || one - other;
      })
      .map(([number]) => number);
  }

  #heading(key: string, now: string): HTMLElement {
    const { down } = this.#sort;
    const order = key === now ? (down ? "descending" : "ascending") : null;
    const arrow = key === now ? (down ? " ↓" : " ↑") : "";
    const button = h(
      "button",
      { type: "button", class: "sort", "data-sort": key, "data-focus": `sort ${key}` },
      key + arrow,
    );
    return h("th", { scope: "col", "aria-sort": order }, button);
  }

  #row(grid: Grid, figures: Figure[], number: number, chosen: number): HTMLElement {
    const where = grid.where(number);
    const words = grid.words(number);
    const cells = grid.screen.axes.map(({ name, numbers, labels }, at) => {
      const label =
        name === "position" ? ` ${shown(labels[numbers.indexOf(where.position ?? 0)] ?? "")}` : "";
      const text = `${where[name]}${label}`;
      if (at > 0) return h("td", { class: name }, text);
      const go = h(
        "button",
        { type: "button", class: "go", "data-go": number, "data-focus": `go ${number}` },
        text,
      );
      setAttribute(go, "aria-label", `Go to ${words}`);
      return h("th", { scope: "row" }, go);
    });
    const applied = grid.applied.has(number);
    const patch = h(
      "button",
      {
        type: "button",
        class: "act",
        "data-patch": number,
        "data-focus": `patch ${number}`,
        "aria-pressed": String(applied),
        "aria-label": `Patch ${words}`,
        title: applied ? "Take this patch out of the workspace" : "Apply this patch in the workspace",
      },
      applied ? "Remove" : "Apply",
    );
    const why = unappliable(grid);
    enable(patch, why === "", why);
    const numeric = (value: number) => h("td", { class: "number", title: exact(value) }, short(value));
    return h(
      "tr",
      { class: number === chosen ? "chosen" : null },
      ...cells,
      ...figures.map(([, of]) => numeric(of(number))),
      h("td", {}, patch),
    );
  }

  #click(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!(button instanceof HTMLElement) || this.#signal.aborted) return;
    const { sort, go, patch } = button.dataset;
    if (go !== undefined) this.#actions.select(Number(go));
    if (patch !== undefined && isEnabled(button)) this.#actions.toggle(Number(patch));
    if (sort === undefined || this.#grid === null) return;
    const now = this.#key(this.#grid, figuresOf(this.#grid, this.#show));
    const isAxis = this.#grid.screen.axes.some(({ name }) => name === sort);
    this.#sort = { key: sort, down: now === sort ? !this.#sort.down : !isAxis };
    this.#shown = AT_ONCE;
    this.draw(this.#grid, this.#show, this.#chosen);
  }
}

/** The numbers of a cell: of a difference it and both its parts. */
function figuresOf(grid: Grid, show: Show): Figure[] {
  const { one, less } = grid;
  if (less !== null) {
    return [
      ["difference", (number) => grid.value(number, show)],
      ["prompt", (number) => one.value(number, show)],
      ["other", (number) => less.value(number, show)],
    ];
  }
  return [
    ["recovery", (number) => grid.recovery(number)],
    ["change", (number) => grid.change(number)],
    ["metric", (number) => grid.metric(number)],
  ];
}

/** Which of the table's buttons has the focus, to give it back when the rows are made anew. */
function focused(table: HTMLElement): string | undefined {
  const root = table.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
  return active instanceof HTMLElement && table.contains(active) ? active.dataset.focus : undefined;
}
