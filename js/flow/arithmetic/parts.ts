/** Small pieces that every kind of arithmetic is told with: a number with its name, and numbers in a row. */

import { h } from "../../lib/dom.ts";
import { exact } from "../../lib/numbers.ts";
import { css, ink, type Palette, shade } from "../../lib/palette.ts";

/** A number and what it is; or a sign between numbers; or something made of these. */
export type Piece = string | Node | readonly [value: number, name: string];

/** A formula with its numbers filled in, each over its name. */
export function equation(...pieces: Piece[]): HTMLElement {
  return h("p", { class: "arithmetic-equation" }, ...pieces.map(piece));
}

function piece(one: Piece): Node {
  if (typeof one === "string") return h("span", { class: "arithmetic-sign" }, one);
  if (one instanceof Node) return one;
  return h("span", { class: "arithmetic-number" }, h("b", {}, exact(one[0])), h("small", {}, one[1]));
}

/** One row of pieces over another. */
export function fraction(over: Piece[], under: Piece[]): HTMLElement {
  return h(
    "span",
    { class: "arithmetic-fraction" },
    h("span", {}, ...over.map(piece)),
    h("span", {}, ...under.map(piece)),
  );
}

/** What a sum gives: the model's number, and the sum itself where the model has rounded. */
export function result(total: number, value: number): Piece[] {
  if (Object.is(Math.fround(total), value) || total === value) return ["=", [value, "this number"]];
  return ["=", [total, "the sum"], "→", [value, "as the model has rounded it"]];
}

/** A bar from the middle: to the right what is added, to the left what is taken away. */
export function bar(value: number, reach: number, title = ""): HTMLElement {
  const share = reach > 0 && Number.isFinite(value) ? Math.min(1, Math.abs(value) / reach) : 0;
  const fill = h("i", { class: value < 0 ? "arithmetic-less" : "arithmetic-more" });
  fill.style.width = `${share * 50}%`;
  return h("span", { class: "arithmetic-bar", title: title || null, "aria-hidden": "true" }, fill);
}

/** The name of a column; a column of signs or bars has none. */
export function heading(name: string): HTMLElement {
  return name === "" ? h("td", {}) : h("th", { scope: "col" }, name);
}

/** A number in few characters, for a cell; the exact one is in its title. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return exact(value);
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size === 0) return "0";
  if (size >= 99.5) return sign + size.toFixed(0);
  if (size >= 9.95) return sign + size.toFixed(1);
  if (size >= 0.0995) return sign + size.toFixed(2).replace(/^0/, "");
  if (size >= 0.00095) return sign + size.toFixed(3).replace(/^0/, "");
  return `${sign}${size.toExponential(0)}`;
}

/** Paint a cell with a map's colour, and write on it what fits. */
export function paint(cell: HTMLElement, value: number, reach: number | null, palette: Palette): void {
  const colour = shade(palette, value, reach);
  cell.style.background = css(colour);
  cell.style.color = ink(colour);
  cell.textContent = short(value);
}
