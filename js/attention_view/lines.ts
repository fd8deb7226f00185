/** One head as lines: on the left the tokens that attend, on the right those attended to; thick is much. */

import { h } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import { contextOf, fitted } from "../lib/pad.ts";
import type { Palette } from "../lib/palette.ts";
import { shown } from "../lib/tokens.ts";
import { type Drawn, lineColour } from "./detail.ts";
import { FONT } from "./overview.ts";
import { Same } from "./same.ts";

export type Rows = { top: number; step: number };
export type LinesActions = { hover(row: number | null): void; select(row: number): void };

const SIDE = 92;
/** Weights below are not drawn. */
const FAINT = 0.01;
/** Of more tokens the selected one's lines alone are drawn: all of them would hide each other. */
export const MANY = 64;

export class Lines {
  readonly element: HTMLElement;
  readonly #canvas = h("canvas", { role: "img" });
  #step = 20;
  #side = 0;
  /** The row on top. */
  #first = 0;
  #top = 0;
  readonly #painted = new Same();

  constructor(actions: LinesActions, signal: AbortSignal) {
    this.element = h("div", { class: "lines" }, this.#canvas);
    const row = (event: MouseEvent) => {
      const y = event.clientY - this.#canvas.getBoundingClientRect().top;
      const found = Math.floor((y - this.#top) / this.#step);
      return found >= 0 && found < this.#side ? found + this.#first : null;
    };
    this.#canvas.addEventListener("pointermove", (event) => actions.hover(row(event)), { signal });
    this.#canvas.addEventListener("pointerleave", () => actions.hover(null), { signal });
    this.#canvas.addEventListener(
      "click",
      (event) => {
        const found = row(event);
        if (found !== null) actions.select(found);
      },
      { signal },
    );
  }

  /** `rows`: where the matrix beside it has its rows, so that both are in line; null to stand alone. */
  draw(drawn: Drawn, at: number, palette: Palette, room: number, rows: Rows | null): void {
    if (this.#painted.as(drawn, drawn.pins, at, palette, room, rows?.top, rows?.step)) return;
    const { span: side, row: first } = drawn.sight;
    this.#side = side;
    this.#first = first;
    this.#top = rows?.top ?? 6;
    this.#step = rows?.step ?? (side > 40 ? 15 : side > 16 ? 19 : Math.max(22, Math.min(34, 300 / side)));
    const width = Math.max(230, Math.min(rows === null ? 480 : 340, room));
    this.#canvas.setAttribute("aria-label", `Lines from ${count(side, "token")}; the matrix has the numbers`);
    const context = contextOf(this.#canvas, width, side * this.#step + this.#top + 6);
    if (context === null) return;
    const faint = drawn.pins.length > 0 ? 0.08 : 0.16;
    const value = (row: number) => (column: number) => drawn.sight.at({ row, column });
    const ink = (value: number) => lineColour(palette, value, drawn.reach);
    for (let row = first; side <= MANY && row < first + side; row++)
      if (row !== at) this.#fan(context, drawn, row, width, faint, value(row), ink);
    const { pins } = drawn;
    const chosen = pins.some(({ layer, head }) => layer === drawn.state.layer && head === drawn.state.head);
    if (!chosen) this.#fan(context, drawn, at, width, 1, value(at), ink);
    for (const pin of pins) {
      const found = (column: number) => pin.at({ row: at, column }, drawn.sight) ?? Number.NaN;
      this.#fan(context, drawn, at, width, 0.85, found, () => pin.ink(palette), 1.5 * pin.colour);
    }
    this.#texts(context, drawn, at, width, palette);
  }

  /** `aside` shifts the lines by some pixels, so that those of several heads are seen beside each other. */
  #fan(
    context: CanvasRenderingContext2D,
    { sight, reach }: Drawn,
    row: number,
    width: number,
    strength: number,
    at: (column: number) => number,
    ink: (value: number) => string,
    aside = 0,
  ): void {
    if (row < sight.row || row >= sight.row + sight.span) return;
    const [from, to] = [SIDE, width - SIDE];
    const middle = (from + to) / 2;
    const start = this.#y(row - sight.row);
    for (let index = 0; index < sight.span; index++) {
      const column = sight.column + index;
      if (sight.masked({ row, column })) continue;
      const value = at(column);
      const share = Math.min(1, Math.abs(value) / (reach || 1));
      if (!(share >= FAINT)) continue;
      const end = this.#y(index) + aside;
      context.globalAlpha = strength * (0.25 + 0.75 * share);
      context.strokeStyle = ink(value);
      context.lineWidth = 0.6 + 5.4 * share;
      context.beginPath();
      context.moveTo(from, start);
      context.bezierCurveTo(middle, start, middle, end, to, end);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  #y(index: number): number {
    return this.#top + (index + 0.5) * this.#step;
  }

  #texts(
    context: CanvasRenderingContext2D,
    { sight, tokens, reach }: Drawn,
    at: number,
    width: number,
    palette: Palette,
  ): void {
    const write = (
      font: string,
      align: CanvasTextAlign,
      colour: string,
      texts: [string, number, number?][],
    ) => {
      if (texts.length === 0) return;
      context.font = `${font} ${FONT}`; // set once for all: the browser reads it anew each time
      context.textAlign = align;
      context.fillStyle = colour;
      const x = align === "left" ? width - SIDE + 6 : SIDE - 6;
      for (const [text, index, room] of texts)
        if (room === undefined) context.fillText(text, width - 2, this.#y(index));
        else context.fillText(fitted(context, text, room), x, this.#y(index));
    };
    const token = (at: number) => shown(tokens[at * sight.block] ?? "");
    const found = Array.from({ length: sight.span }, (_, index) => {
      const column = sight.column + index;
      const value = sight.masked({ row: at, column }) ? 0 : sight.at({ row: at, column });
      const reached = Math.abs(value) >= FAINT * (reach ?? 1) || Number.isNaN(value);
      return { index, value, reached, row: sight.row + index, name: token(column) };
    });
    const [near, far] = [found.filter(({ reached }) => reached), found.filter(({ reached }) => !reached)];
    const [on, off] = [found.filter(({ row }) => row === at), found.filter(({ row }) => row !== at)];
    const left = (some: typeof found) =>
      some.map(({ row, index }): [string, number, number] => [token(row), index, SIDE - 10]);
    write("12px", "right", palette.text, left(off));
    write("600 12px", "right", palette.accent, left(on));
    const right = (some: typeof found, room: number) =>
      some.map(({ name, index }): [string, number, number] => [name, index, room]);
    write("12px", "left", palette.quiet, right(far, SIDE - 10));
    write("600 12px", "left", palette.text, right(near, SIDE - 44));
    const numbers = near.map(({ value, index }): [string, number] => [
      value.toFixed(2).replace("-", "−"),
      index,
    ]);
    write("11px", "right", palette.quiet, numbers);
  }
}
