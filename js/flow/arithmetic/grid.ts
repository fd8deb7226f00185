/** The numbers of X · W + b = Y as cells: X before its row of Y, W above its column. */

import { h, setAttribute } from "../../lib/dom.ts";
import { type Cell, isPlain, moved } from "../../lib/keys.ts";
import { exact } from "../../lib/numbers.ts";
import type { Palette } from "../../lib/palette.ts";
import type { Opened, Product } from "./data.ts";
import { paint, short } from "./parts.ts";

export type GridActions = { point(cell: Cell | null): void; move(cell: Cell): void; open(cell: Cell): void };

let made = 0;

/** The cells; what is lit, and what is computed already, is said by `light` and `reveal`. */
export class Cells {
  readonly x: HTMLElement;
  readonly w: HTMLElement;
  readonly y: HTMLElement;
  readonly #x: HTMLElement[][] = [];
  readonly #w: HTMLElement[][] = [];
  readonly #y: HTMLElement[][] = [];
  readonly #xRest: HTMLElement[] = [];
  readonly #wRest: HTMLElement[] = [];
  readonly #bias: HTMLElement[] = [];
  readonly #rowNames: HTMLElement[] = [];
  readonly #columnNames: HTMLElement[] = [];
  readonly #id = `arithmetic-${++made}`;

  constructor(
    readonly opened: Opened,
    readonly product: Product,
    palette: Palette,
    letters: readonly [x: string, w: string, y: string],
    actions: GridActions,
    signal: AbortSignal,
  ) {
    const weights = opened.raw.kind === "mix";
    this.w = this.#weights(palette, letters[1]);
    this.x = this.#inputs(palette, weights ? null : product.x.reach(), letters[0]);
    this.y = this.#outputs(palette, actions, signal);
  }

  /** Which cell of Y is looked at, and how far its sum has come: a term, or null for its whole row and column. */
  light(cell: Cell, term: number | null): void {
    const { terms } = this.product;
    const on = (element: HTMLElement | undefined, lit: boolean) =>
      element?.classList.toggle("arithmetic-lit", lit);
    const now = (at: number) => term === null || term === at;
    for (const [row, cells] of this.#x.entries())
      for (const [at, one] of cells.entries()) on(one, row === cell.row && now(at));
    for (const [at, cells] of this.#w.entries())
      for (const [column, one] of cells.entries()) on(one, column === cell.column && now(at));
    for (const [row, one] of this.#xRest.entries()) on(one, row === cell.row && now(terms));
    for (const [column, one] of this.#wRest.entries()) on(one, column === cell.column && now(terms));
    const bias = terms + (this.product.others > 0 ? 1 : 0);
    for (const [column, one] of this.#bias.entries()) on(one, column === cell.column && now(bias));
    for (const [row, cells] of this.#y.entries())
      for (const [column, one] of cells.entries()) on(one, row === cell.row && column === cell.column);
    for (const [row, one] of this.#rowNames.entries()) on(one, row === cell.row);
    for (const [column, one] of this.#columnNames.entries()) on(one, column === cell.column);
    this.#rests(cell);
    setAttribute(this.y, "aria-activedescendant", this.#name(cell));
  }

  /** Which cells of Y are there already. */
  reveal(done: (cell: Cell) => boolean): void {
    for (const [row, cells] of this.#y.entries())
      for (const [column, one] of cells.entries())
        one.classList.toggle("arithmetic-todo", !done({ row, column }));
  }

  /** The others' sums: those of the row of the cell along W, those of its column along X. */
  #rests(cell: Cell): void {
    const fill = (one: HTMLElement, row: number, column: number) => {
      const value = this.product.rest(row, column);
      one.textContent = short(value);
      one.title = `${this.product.others} more terms of this cell: ${exact(value)}`;
    };
    for (const [row, one] of this.#xRest.entries()) fill(one, row, cell.column);
    for (const [column, one] of this.#wRest.entries()) fill(one, cell.row, column);
  }

  #weights(palette: Palette, letter: string): HTMLElement {
    const { product, opened } = this;
    const { columns } = product.grid;
    const reach = product.w.reach();
    const block = h("div", { class: "arithmetic-block arithmetic-w", "aria-hidden": "true" });
    for (const [column, dimension] of columns.entries()) {
      const known = product.grid.column_names?.[column];
      const name = opened.raw.axis === "key" ? opened.token(dimension) : (known ?? `${dimension}`);
      const label = h("span", { class: "arithmetic-name", title: `${opened.raw.axis} ${dimension}` }, name);
      label.classList.toggle("arithmetic-chosen", dimension === opened.raw.dimension);
      this.#columnNames.push(label);
    }
    block.append(
      h("b", { class: "arithmetic-mark" }, letter),
      h("div", { class: "arithmetic-line" }, ...this.#columnNames),
    );
    for (let at = 0; at < product.terms; at++) {
      const cells = columns.map((dimension, column) => {
        const value = product.w.at(at, column);
        return cell(value, reach, palette, `W[${product.grid.inner[at]}, ${dimension}]`);
      });
      this.#w.push(cells);
      block.append(h("div", { class: "arithmetic-line" }, ...cells));
    }
    if (product.others > 0) {
      this.#wRest.push(...columns.map(() => h("span", { class: "arithmetic-cell arithmetic-rest" })));
      block.append(h("div", { class: "arithmetic-line" }, ...this.#wRest));
    }
    if (product.bias !== null) {
      const most = Math.max(...Array.from(product.bias, Math.abs));
      this.#bias.push(
        ...columns.map((dimension, column) =>
          cell(product.bias?.[column] ?? Number.NaN, most, palette, `b[${dimension}]`),
        ),
      );
      block.append(h("div", { class: "arithmetic-line arithmetic-b" }, ...this.#bias));
    }
    return block;
  }

  #inputs(palette: Palette, reach: number | null, letter: string): HTMLElement {
    const { product, opened } = this;
    const { rows, inner, names } = product.grid;
    const block = h("div", { class: "arithmetic-block arithmetic-x", "aria-hidden": "true" });
    const heads = inner.slice(0, product.terms).map((number, at) => {
      const name = opened.raw.kind === "mix" ? opened.token(number) : inside(names[at] ?? `${number}`);
      return h("span", { class: "arithmetic-name", title: names[at] ?? null }, name);
    });
    if (product.others > 0) heads.push(h("span", { class: "arithmetic-name" }, `${product.others} more`));
    block.append(
      h("div", { class: "arithmetic-line" }, h("b", { class: "arithmetic-token" }, letter), ...heads),
    );
    for (const [row, position] of rows.entries()) {
      const name = h(
        "span",
        { class: "arithmetic-token", title: `token ${position}` },
        opened.token(position),
      );
      name.classList.toggle("arithmetic-chosen", position === opened.raw.position);
      this.#rowNames.push(name);
      const cells = heads
        .slice(0, product.terms)
        .map((_, at) =>
          cell(product.x.at(row, at), reach, palette, `${opened.token(position)} ${names[at]}`),
        );
      this.#x.push(cells);
      const line = h("div", { class: "arithmetic-line" }, name, ...cells);
      if (product.others > 0) {
        const rest = h("span", { class: "arithmetic-cell arithmetic-rest" });
        this.#xRest.push(rest);
        line.append(rest);
      }
      block.append(line);
    }
    return block;
  }

  #outputs(palette: Palette, actions: GridActions, signal: AbortSignal): HTMLElement {
    const { product, opened } = this;
    const { rows, columns } = product.grid;
    const size = { rows: rows.length, columns: columns.length };
    const reach = product.y.reach();
    const block = h("div", {
      class: "arithmetic-block arithmetic-y",
      role: "grid",
      tabindex: 0,
      "aria-label": `${opened.raw.label}: tokens by ${opened.raw.axis}s; Enter opens a number`,
      "aria-rowcount": size.rows,
      "aria-colcount": size.columns,
    });
    for (const [row, position] of rows.entries()) {
      const cells = columns.map((dimension, column) => {
        const place = `${opened.token(position)}, ${opened.raw.axis} ${dimension}`;
        const one = cell(product.y.at(row, column), reach, palette, place);
        one.id = this.#name({ row, column });
        setAttribute(one, "role", "gridcell");
        setAttribute(one, "aria-label", one.title);
        one.classList.toggle("arithmetic-edited", product.changed(row, column));
        const chosen = position === opened.raw.position && dimension === opened.raw.dimension;
        one.classList.toggle("arithmetic-asked", chosen);
        setAttribute(one, "aria-selected", String(chosen));
        one.addEventListener("pointerenter", () => actions.point({ row, column }), { signal });
        one.addEventListener("click", () => actions.open({ row, column }), { signal });
        return one;
      });
      this.#y.push(cells);
      block.append(h("div", { class: "arithmetic-line", role: "row" }, ...cells));
    }
    block.addEventListener("pointerleave", () => actions.point(null), { signal });
    block.addEventListener("keydown", (event) => this.#press(event, size, actions), { signal });
    return block;
  }

  #press(event: KeyboardEvent, size: { rows: number; columns: number }, actions: GridActions): void {
    const at = this.#cursor();
    const goal = moved(at, size, event);
    if (goal !== null) actions.move(goal);
    else if (isPlain(event, "Enter", " ")) actions.open(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #cursor(): Cell {
    const [row = 0, column = 0] = (this.y.getAttribute("aria-activedescendant") ?? "")
      .split("-")
      .slice(-2)
      .map(Number);
    return { row, column };
  }

  #name({ row, column }: Cell): string {
    return `${this.#id}-${row}-${column}`;
  }
}

function cell(value: number, reach: number | null, palette: Palette, name: string): HTMLElement {
  const made = h("span", { class: "arithmetic-cell", title: `${name}: ${exact(value)}` });
  paint(made, value, reach, palette);
  return made;
}

/** What is in the brackets of a term's name. */
export function inside(name: string): string {
  return /\[(.*)\]$/.exec(name)?.[1] ?? name;
}
