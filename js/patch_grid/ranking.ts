/** The cells as a table: by how far they go, or by where they are. */

import { enable, isEnabled } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { shown } from "../lib/tokens.ts";
import { short } from "./picture.ts";
import type { Axis, Grid } from "./state.ts";

export type RankingActions = {
  select(number: number): void;
  toggle(number: number): void;
};

type Key = Axis["name"] | "recovery" | "metric";
const AT_ONCE = 10;

export class Ranking {
  readonly element = h("section", { class: "ranking", "aria-label": "Cells in order" });
  readonly #table = h("table", {});
  readonly #more = h("button", { type: "button" }, "Show more");
  readonly #actions: RankingActions;
  readonly #signal: AbortSignal;
  #sort: { key: Key; down: boolean } = { key: "recovery", down: true };
  #shown = AT_ONCE;
  #grid: Grid | null = null;
  #chosen = -1;

  constructor(actions: RankingActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
    const more = () => {
      this.#shown += AT_ONCE;
      if (this.#grid) this.draw(this.#grid, this.#chosen);
    };
    this.#more.addEventListener("click", more, { signal });
    const click = (event: Event) => this.#click(event.target);
    this.#table.addEventListener("click", click, { signal });
    this.element.append(h("h3", {}, "Cells"), h("div", { class: "rows" }, this.#table), this.#more);
  }

  draw(grid: Grid, chosen: number): void {
    this.#grid = grid;
    this.#chosen = chosen;
    this.element.hidden = grid.finished === 0;
    const order = this.#order(grid);
    this.#more.hidden = order.length <= this.#shown;
    const focus = focused(this.#table);
    const keys: Key[] = [...grid.screen.axes.map(({ name }) => name), "recovery", "metric"];
    const rows = order.slice(0, this.#shown).map((number) => this.#row(grid, number, chosen));
    const headings = h("tr", {}, ...keys.map((key) => this.#heading(key)), h("th", {}, "Patch"));
    this.#table.replaceChildren(h("thead", {}, headings), h("tbody", {}, ...rows));
    if (focus) this.#table.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus();
  }

  #order(grid: Grid): number[] {
    const { key, down } = this.#sort;
    const value = (number: number) =>
      key === "recovery"
        ? grid.recovery(number)
        : key === "metric"
          ? grid.metric(number)
          : (grid.where(number)[key] ?? 0);
    const sign = down ? -1 : 1;
    return [...grid.ready()]
      .map((number): [number, number] => [number, value(number)])
      .sort(([one, a], [other, b]) => {
        if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
        return sign * (a - b) || one - other;
      })
      .map(([number]) => number);
  }

  #heading(key: Key): HTMLElement {
    const { key: now, down } = this.#sort;
    const order = key === now ? (down ? "descending" : "ascending") : null;
    const arrow = key === now ? (down ? " ↓" : " ↑") : "";
    const button = h(
      "button",
      { type: "button", class: "sort", "data-sort": key, "data-focus": `sort ${key}` },
      key + arrow,
    );
    return h("th", { scope: "col", "aria-sort": order }, button);
  }

  #row(grid: Grid, number: number, chosen: number): HTMLElement {
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
    enable(patch, !grid.screen.stale, "These cells are of other prompts: run again");
    const numeric = (value: number) => h("td", { class: "number", title: exact(value) }, short(value));
    return h(
      "tr",
      { class: number === chosen ? "chosen" : null },
      ...cells,
      numeric(grid.recovery(number)),
      numeric(grid.metric(number)),
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
    const down = this.#sort.key === sort ? !this.#sort.down : sort === "recovery" || sort === "metric";
    this.#sort = { key: sort as Key, down };
    this.#shown = AT_ONCE;
    this.draw(this.#grid, this.#chosen);
  }
}

/** Which of the table's buttons has the focus, to give it back when the rows are made anew. */
function focused(table: HTMLElement): string | undefined {
  const root = table.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
  return active instanceof HTMLElement && table.contains(active) ? active.dataset.focus : undefined;
}
