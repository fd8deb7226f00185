/** The terms of one cell of a product as a table, a line beside each row of W: left × right = product, and the sum so far. */

import { h } from "../../lib/dom.ts";
import type { Cell } from "../../lib/keys.ts";
import { count, exact } from "../../lib/numbers.ts";
import type { Opened, Place, Product } from "./data.ts";
import { bar, heading } from "./parts.ts";

/** Makes the table; `upto` lines of it are computed so far. */
export function termTable(
  opened: Opened,
  product: Product,
  cell: Cell,
  upto: number,
  open: (place: Place) => void,
): HTMLElement {
  const { row, column } = cell;
  const running = product.running(row, column);
  const lines = listed(opened, product, cell);
  const reach = Math.max(...lines.map((line) => Math.abs(line.product)).filter(Number.isFinite), 0);
  const body = lines.map((line, at) => {
    const done = at < upto;
    const hide = done ? null : "arithmetic-hidden";
    const made = h(
      "tr",
      { class: at === upto - 1 && upto <= lines.length ? "arithmetic-now" : null },
      h("th", { scope: "row", title: line.title }, named(line, open)),
      ...(line.pair === null
        ? [h("td", { colspan: 3 })]
        : [
            h("td", {}, exact(line.pair[0])),
            h("td", { class: "arithmetic-sign" }, "×"),
            h("td", {}, exact(line.pair[1])),
          ]),
      h("td", { class: "arithmetic-sign" }, line.pair === null ? "" : "="),
      h("td", { class: hide }, exact(line.product)),
      h("td", { class: hide ?? "arithmetic-bars" }, bar(line.product, reach)),
      h("td", { class: hide ?? "arithmetic-quiet" }, exact(running[at] ?? Number.NaN)),
    );
    return made;
  });
  const { axis } = opened.raw;
  const [position = 0, dimension = 0] = [product.grid.rows[row], product.grid.columns[column]];
  const of = axis === "key" ? `key ${opened.token(dimension)} (${dimension})` : `dimension ${dimension}`;
  const head = ["term", "left", "", "right", "", "product", "", "sum so far"];
  return h(
    "table",
    { class: "arithmetic-terms" },
    h("caption", { class: "unseen" }, `How ${opened.token(position)} (${position}), ${of}, is made`),
    h("thead", {}, h("tr", {}, ...head.map((name) => heading(name)))),
    h("tbody", {}, ...body),
  );
}

type Line = {
  name: string;
  title: string;
  pair: [number, number] | null;
  product: number;
  /** Where the left number stands. */
  source: Place | null;
};

/** The name of a term; a button that opens its left number. */
function named({ name, source }: Line, open: (place: Place) => void): Node | string {
  if (source === null) return name;
  const made = h("button", { type: "button", class: "arithmetic-go", title: `Open ${source[0]}` }, name);
  made.addEventListener("click", () => open(source));
  return made;
}

/** The terms of a cell, the largest of the number that was asked for first; the rest; the bias. */
export function listed(opened: Opened, product: Product, { row, column }: Cell): Line[] {
  const { grid } = product;
  const lines: Line[] = grid.inner.slice(0, product.terms).map((number, at) => {
    const name = grid.names[at] ?? `${number}`;
    return {
      name: opened.raw.kind === "mix" ? opened.token(number) : name,
      title: name,
      pair: [product.x.at(row, at), product.w.at(at, column)],
      product: product.term(row, column, at),
      source: opened.source(name, grid.rows[row] ?? 0),
    };
  });
  if (product.others > 0)
    lines.push({
      name: `rest: ${product.others} more`,
      title: `${count(product.others, "more term")} added up`,
      pair: null,
      product: product.rest(row, column),
      source: null,
    });
  if (product.bias !== null)
    lines.push({
      name: "bias b",
      title: "added",
      pair: null,
      product: product.bias[column] ?? 0,
      source: null,
    });
  return lines;
}
