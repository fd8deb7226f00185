/** One head as lines: on the left the tokens that attend, on the right those attended to; thick is much. */

import { h } from "../lib/dom.ts";
import type { Cell } from "../lib/keys.ts";
import { count } from "../lib/numbers.ts";
import { contextOf, fitted } from "../lib/pad.ts";
import type { Palette } from "../lib/palette.ts";
import { shown } from "../lib/tokens.ts";
import { type Drawn, lineColour } from "./detail.ts";
import { FONT } from "./overview.ts";

export type Rows = { top: number; step: number };
export type LinesActions = { hover(row: number | null): void; select(row: number): void };

const SIDE = 92;
/** Weights below are not drawn. */
const FAINT = 0.01;

export class Lines {
  readonly element: HTMLElement;
  readonly #canvas = h("canvas", { role: "img" });
  #step = 20;
  #side = 0;
  #top = 0;

  constructor(actions: LinesActions, signal: AbortSignal) {
    this.element = h("div", { class: "lines" }, this.#canvas);
    const row = (event: MouseEvent) => {
      const y = event.clientY - this.#canvas.getBoundingClientRect().top;
      const found = Math.floor((y - this.#top) / this.#step);
      return found >= 0 && found < this.#side ? found : null;
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
  draw(drawn: Drawn, at: Cell, palette: Palette, room: number, rows: Rows | null): void {
    const { side } = drawn.matrix;
    this.#side = side;
    this.#top = rows?.top ?? 6;
    this.#step = rows?.step ?? (side > 40 ? 15 : side > 16 ? 19 : Math.max(22, Math.min(34, 300 / side)));
    const width = Math.max(230, Math.min(340, room));
    this.#canvas.setAttribute("aria-label", `Lines from ${count(side, "token")}; the matrix has the numbers`);
    const context = contextOf(this.#canvas, width, side * this.#step + this.#top + 6);
    if (context === null) return;
    const y = (index: number) => this.#top + (index + 0.5) * this.#step;
    for (let row = 0; row < side; row++)
      if (row !== at.row) this.#fan(context, drawn, row, width, 0.16, palette, y);
    this.#fan(context, drawn, at.row, width, 1, palette, y);
    this.#texts(context, drawn, at, width, palette, y);
  }

  #fan(
    context: CanvasRenderingContext2D,
    { matrix, reach }: Drawn,
    row: number,
    width: number,
    strength: number,
    palette: Palette,
    y: (index: number) => number,
  ): void {
    const [from, to] = [SIDE, width - SIDE];
    const middle = (from + to) / 2;
    for (let column = 0; column < matrix.side; column++) {
      const value = matrix.at({ row, column });
      const share = Math.min(1, Math.abs(value) / (reach || 1));
      if (!(share >= FAINT)) continue;
      context.globalAlpha = strength * (0.25 + 0.75 * share);
      context.strokeStyle = lineColour(palette, value, reach);
      context.lineWidth = 0.6 + 5.4 * share;
      context.beginPath();
      context.moveTo(from, y(row));
      context.bezierCurveTo(middle, y(row), middle, y(column), to, y(column));
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  #texts(
    context: CanvasRenderingContext2D,
    { matrix, tokens, reach }: Drawn,
    at: Cell,
    width: number,
    palette: Palette,
    y: (index: number) => number,
  ): void {
    for (let index = 0; index < matrix.side; index++) {
      const text = shown(tokens[index] ?? "");
      const on = index === at.row;
      const value = matrix.at({ row: at.row, column: index });
      const reached = Math.abs(value) >= FAINT * (reach ?? 1) || Number.isNaN(value);
      context.font = `${on ? "600 " : ""}12px ${FONT}`;
      context.fillStyle = on ? palette.accent : palette.text;
      context.textAlign = "right";
      context.fillText(fitted(context, text, SIDE - 10), SIDE - 6, y(index));
      context.font = `${reached ? "600 " : ""}12px ${FONT}`;
      context.fillStyle = reached ? palette.text : palette.quiet;
      context.textAlign = "left";
      context.fillText(fitted(context, text, reached ? SIDE - 44 : SIDE - 10), width - SIDE + 6, y(index));
      if (!reached) continue;
      context.font = `11px ${FONT}`;
      context.fillStyle = palette.quiet;
      context.textAlign = "right";
      context.fillText(value.toFixed(2).replace("-", "−"), width - 2, y(index));
    }
  }
}
