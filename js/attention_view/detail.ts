/** One head as a matrix: rows are the tokens that attend, columns those attended to. */

import type { Cell } from "../lib/keys.ts";
import { exact } from "../lib/numbers.ts";
import { fitted, Pad } from "../lib/pad.ts";
import { css, ink, type Palette, shade } from "../lib/palette.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Edit, HeadState, Matrix } from "./attention.ts";
import { FONT, write } from "./overview.ts";

export type DetailActions = {
  hover(cell: Cell | null): void;
  select(cell: Cell): void;
  activate(cell: Cell): void;
  remove(cell: Cell): void;
  travel(way: "undo" | "redo"): void;
};

/** All that a picture of a head needs. */
export type Drawn = {
  state: HeadState;
  matrix: Matrix;
  /** The tokens of rows and columns; of pooled cells the first of each. */
  tokens: string[];
  /** The largest magnitude of a difference; null for weights. */
  reach: number | null;
  edits: Edit[];
};

const [LEFT, TOP, SMALLEST, LARGEST] = [84, 64, 3, 46];

export class Detail {
  readonly pad: Pad;
  #drawn: Drawn | null = null;
  #cell = LARGEST;
  #picture: HTMLCanvasElement | null = null;
  #painted: unknown[] = [];

  constructor(actions: DetailActions, signal: AbortSignal) {
    this.pad = new Pad(
      "Attention weights, tokens that attend by tokens attended to",
      {
        cellAt: (x, y) => this.#cellAt(x, y),
        describe: (cell) => (this.#drawn === null ? "" : inWords(this.#drawn, cell)),
        ...actions,
      },
      signal,
    );
  }

  draw(drawn: Drawn, cursor: Cell, hovered: Cell | null, palette: Palette, room: number): void {
    this.#drawn = drawn;
    const { side } = drawn.matrix;
    this.pad.place({ rows: side, columns: side }, cursor);
    this.#cell = Math.max(SMALLEST, Math.min(LARGEST, Math.floor((room - LEFT - 4) / side)));
    const extent = this.#cell * side;
    const context = this.pad.context(LEFT + extent + 2, TOP + extent + 2);
    if (context === null) return;
    this.#paint(drawn, palette);
    context.imageSmoothingEnabled = false;
    if (this.#picture !== null) context.drawImage(this.#picture, LEFT, TOP, extent, extent);
    if (this.#cell >= 9) this.#rule(context, side, palette);
    if (this.#cell >= 30) this.#numbers(context, drawn, palette);
    this.#marks(context, drawn, palette);
    this.#labels(context, drawn, hovered ?? this.pad.cell, palette);
    if (hovered !== null) this.#box(context, hovered, palette.text, 1);
    this.#box(context, this.pad.cell, palette.accent, 2);
  }

  /** Where the rows are; null where they are too thin for text. */
  get rows(): { top: number; step: number } | null {
    return this.#cell < 16 ? null : { top: TOP, step: this.#cell };
  }

  #paint({ matrix, reach }: Drawn, palette: Palette): void {
    const now = [matrix, reach, palette];
    if (now.every((one, at) => one === this.#painted[at])) return;
    this.#painted = now;
    const picture = document.createElement("canvas");
    picture.width = picture.height = matrix.side;
    const context = picture.getContext("2d");
    const image = context?.createImageData(matrix.side, matrix.side);
    if (!context || !image) return;
    for (let row = 0; row < matrix.side; row++) {
      const end = matrix.triangle ? row + 1 : matrix.side;
      for (let column = 0; column < end; column++) {
        write(image, row * matrix.side + column, shade(palette, matrix.at({ row, column }), reach));
      }
    }
    context.putImageData(image, 0, 0);
    this.#picture = picture;
  }

  #rule(context: CanvasRenderingContext2D, side: number, palette: Palette): void {
    context.strokeStyle = palette.paper;
    context.lineWidth = 1;
    context.beginPath();
    for (let at = 0; at <= side; at++) {
      const along = at * this.#cell;
      context.moveTo(LEFT + along + 0.5, TOP);
      context.lineTo(LEFT + along + 0.5, TOP + side * this.#cell);
      context.moveTo(LEFT, TOP + along + 0.5);
      context.lineTo(LEFT + side * this.#cell, TOP + along + 0.5);
    }
    context.stroke();
  }

  /** Two decimals in the cells, where there is room; the readout has them all. */
  #numbers(context: CanvasRenderingContext2D, { matrix, reach }: Drawn, palette: Palette): void {
    context.font = `${this.#cell >= 38 ? 11 : 10}px ${FONT}`;
    context.textAlign = "center";
    for (let row = 0; row < matrix.side; row++) {
      for (let column = 0; column < matrix.side; column++) {
        const value = matrix.at({ row, column });
        if (matrix.masked({ row, column }) || Math.abs(value) < 0.005) continue;
        context.fillStyle = ink(shade(palette, value, reach));
        const text = Number.isNaN(value) ? "NaN" : signed(value, reach);
        context.fillText(text, LEFT + (column + 0.5) * this.#cell, TOP + (row + 0.5) * this.#cell + 0.5);
      }
    }
  }

  /** Corners on cells, rows or columns that a change is of. */
  #marks(context: CanvasRenderingContext2D, { edits, matrix }: Drawn, palette: Palette): void {
    context.fillStyle = palette.change;
    const fold = Math.max(4, Math.min(10, this.#cell / 3));
    for (const { at, of } of edits) {
      if (of !== "head_pattern" || at.position === undefined || at.key === undefined) continue;
      const x = LEFT + (Math.floor(at.key / matrix.block) + 1) * this.#cell;
      const y = TOP + Math.floor(at.position / matrix.block) * this.#cell;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x - fold, y);
      context.lineTo(x, y + fold);
      context.fill();
    }
  }

  #labels(context: CanvasRenderingContext2D, { tokens, matrix }: Drawn, at: Cell, palette: Palette): void {
    const all = this.#cell >= 12;
    for (let index = 0; index < matrix.side; index++) {
      const middle = (index + 0.5) * this.#cell;
      const text = shown(tokens[index] ?? "");
      for (const along of ["row", "column"] as const) {
        const on = at[along] === index;
        if (!all && !on) continue;
        context.font = `${on ? "600 " : ""}11.5px ${FONT}`;
        context.fillStyle = on ? palette.text : palette.quiet;
        context.textAlign = along === "row" ? "right" : "left";
        const label = fitted(context, text, along === "row" ? LEFT - 10 : TOP * 1.1);
        context.save();
        context.translate(
          along === "row" ? LEFT - 6 : LEFT + middle,
          along === "row" ? TOP + middle : TOP - 5,
        );
        if (along === "column") context.rotate(-Math.PI / 3.4);
        context.fillText(label, 0, 0);
        context.restore();
      }
    }
  }

  #box(context: CanvasRenderingContext2D, { row, column }: Cell, colour: string, width: number): void {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(
      LEFT + column * this.#cell + 0.5,
      TOP + row * this.#cell + 0.5,
      this.#cell,
      this.#cell,
    );
  }

  #cellAt(x: number, y: number): Cell | null {
    const [row, column] = [Math.floor((y - TOP) / this.#cell), Math.floor((x - LEFT) / this.#cell)];
    const side = this.#drawn?.matrix.side ?? 0;
    return row >= 0 && column >= 0 && row < side && column < side ? { row, column } : null;
  }
}

function signed(value: number, reach: number | null): string {
  const text = Math.abs(value).toFixed(2).replace(/^0/, "");
  if (value < 0) return `−${text}`;
  return reach === null ? text : `+${text}`;
}

/** One cell in words, its number with all digits. */
export function inWords(drawn: Drawn, cell: Cell): string {
  const { matrix } = drawn;
  const name = (at: number) => {
    const first = at * matrix.block;
    const last = Math.min(matrix.size, first + matrix.block) - 1;
    return first === last ? `${quoted(drawn.tokens[at] ?? "")} (${first})` : `tokens ${first}–${last}`;
  };
  const places = `${name(cell.row)} → ${name(cell.column)}`;
  if (matrix.masked(cell)) return `${places}: masked, a later token`;
  const pooled = matrix.block > 1 ? ", the largest of them" : "";
  return `${places}: ${exact(matrix.at(cell))}${pooled}`;
}

/** A colour for a line: of a weight the accent, of a difference one end of its map. */
export function lineColour(palette: Palette, value: number, reach: number | null): string {
  if (reach === null) return palette.accent;
  return css(palette.diverging[value < 0 ? 45 : 210] ?? [0, 0, 0]);
}
