/** The elements of the grid: headings, rows, cells, and how one cell is drawn. */

import { h, setAttribute } from "../lib/dom.ts";
import type { Cell } from "../lib/keys.ts";
import { quoted, shown, visible } from "../lib/tokens.ts";
import type { Lens } from "./lens.ts";
import { Line } from "./line.ts";
import type { Measure } from "./measure.ts";

/** The prompt, one token a column; above it the other prompt, with the tokens that differ marked. */
export function headRows(lens: Lens): Line[] {
  const { tokens, other_tokens } = lens.screen;
  const label = other_tokens === null ? "layer" : "prompt";
  const rows = [headRow(label, (position) => headCell(tokens[position] ?? "", position))];
  if (other_tokens !== null) {
    rows.unshift(
      headRow("other", (position) => otherCell(other_tokens[position], tokens[position] ?? "", position)),
    );
  }
  return rows;
}

/** How many characters a column has room for before its tokens are cut: 5 to 9. */
export function longest(lens: Lens): number {
  const { rows, columns } = lens.size;
  let most = Math.max(...lens.screen.tokens.map((token) => shown(token).length));
  for (let index = 0; index < rows * columns && most < 9; index++) {
    const cell = { row: Math.floor(index / columns), column: index % columns };
    most = Math.max(most, shown(lens.top(cell).token.text).length);
  }
  return Math.max(5, Math.min(9, most));
}

function headRow(label: string, draw: (position: number) => HTMLElement): Line {
  return new Line(h("div", { role: "columnheader", class: "label corner", "aria-colindex": 1 }, label), draw);
}

function headCell(token: string, position: number): HTMLElement {
  const title = `position ${position}: ${quoted(token)}`;
  const text = h("span", { class: "token" }, shown(token));
  return h(
    "div",
    { role: "columnheader", class: "heading", title },
    h("span", { class: "number", "aria-hidden": "true" }, String(position)),
    text,
  );
}

function otherCell(token: string | undefined, here: string, position: number): HTMLElement {
  if (token === undefined) {
    const title = `the other prompt has no position ${position}`;
    return h("div", { role: "columnheader", class: "heading other none", title, "aria-label": title }, "–");
  }
  const title = `other prompt, position ${position}: ${quoted(token)}`;
  const kind = token === here ? "heading other same" : "heading other differs";
  return h("div", { role: "columnheader", class: kind, title }, h("span", { class: "token" }, shown(token)));
}

/** One layer: its name, and a cell a token. */
export function bodyRow(lens: Lens, row: number): Line {
  const last = row === lens.size.rows - 1;
  const named = { role: "rowheader", class: "label", "aria-label": lens.layerName(row), "aria-colindex": 1 };
  const label = h("div", named);
  label.append(lens.screen.layers[row] ?? "");
  if (last) label.append(h("span", { class: "out", title: "the model's own output" }, "out"));
  return new Line(label, () => h("div", { role: "gridcell", class: "cell", tabindex: -1 }));
}

/** Write into a cell what changed of its text, shade, marks and name. */
export function drawCell(cell: HTMLElement, lens: Lens, place: Cell, measure: Measure): void {
  const { token, probability } = lens.top(place);
  const { spaces, text } = visible(token.text);
  const value = measure.of(place);
  const unknown = Number.isNaN(probability) || !Number.isFinite(value);
  const label = unknown ? "NaN" : text;
  if (cell.textContent !== label) cell.textContent = label;
  const shade = measure.shade(unknown ? 0 : value);
  const distance = lens.distance(place);
  const length = Number.isNaN(distance) ? 1 : distance;
  const marked = !lens.difference && lens.changed(place);
  const style = `grid-column:${place.column + 2};--shade:${shade.background};--on:${shade.ink};--moved:${marked ? length : 0}`;
  if (cell.getAttribute("style") !== style) cell.setAttribute("style", style);
  setAttribute(cell, "data-lead", spaces > 0 && !unknown ? "·".repeat(spaces) : null);
  setAttribute(cell, "data-unknown", unknown);
  setAttribute(cell, "data-edit", lens.edit(place)?.kind);
  setAttribute(cell, "data-changed", marked ? changeOf(lens, place) : null);
  setAttribute(cell, "aria-label", lens.describe(place));
}

function changeOf(lens: Lens, place: Cell): "top" | "moved" {
  return lens.top(place).token.place === lens.cleanTop(place).token.place ? "moved" : "top";
}
