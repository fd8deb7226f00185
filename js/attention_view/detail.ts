/** One head as a matrix: rows are the tokens that attend, columns those attended to. */

import type { Cell } from "../lib/keys.ts";
import { exact } from "../lib/numbers.ts";
import { fitted, Pad } from "../lib/pad.ts";
import { css, ink, type Palette, shade } from "../lib/palette.ts";
import { Point } from "../lib/point.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Edit, HeadState } from "./attention.ts";
import { FONT, write } from "./overview.ts";
import type { Pin } from "./pins.ts";
import { Same } from "./same.ts";
import type { Sight } from "./sight.ts";

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
  sight: Sight;
  tokens: string[];
  /** The largest magnitude of a difference; null for weights. */
  reach: number | null;
  edits: Edit[];
  pins: Pin[];
};

/** Pixels left of the matrix, and above it, for the tokens. */
const [LEFT, TOP] = [84, 64];
const [SMALLEST, LARGEST] = [3, 46];
/** A side of the small map that says where a window is. */
const MAP = 52;

export class Detail {
  readonly pad: Pad;
  #drawn: Drawn | null = null;
  #cell = LARGEST;
  #picture: HTMLCanvasElement | null = null;
  readonly #painted = new Same();
  readonly #whole = new Same();
  readonly #point = new Point();

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
    this.pad.element.append(this.#point.element);
  }

  draw(drawn: Drawn, cursor: Cell, palette: Palette, room: number): void {
    if (this.#whole.as(drawn, cursor.row, cursor.column, palette, room)) return;
    this.#drawn = drawn;
    const { total, span, whole } = drawn.sight;
    this.pad.place({ rows: total, columns: total }, cursor);
    this.#cell = Math.max(SMALLEST, Math.min(LARGEST, Math.floor((room - LEFT - 4) / span)));
    const extent = this.#cell * span;
    const context = this.pad.context(LEFT + extent + 2, TOP + extent + 2);
    if (context === null) return;
    this.#paint(drawn, palette);
    context.imageSmoothingEnabled = false;
    if (this.#picture !== null) context.drawImage(this.#picture, LEFT, TOP, extent, extent);
    if (this.#cell >= 9) this.#rule(context, span, palette);
    if (this.#cell >= 30) this.#numbers(context, drawn, palette);
    this.#marks(context, drawn, palette);
    this.#labels(context, drawn, this.pad.cell, palette);
    if (!whole) this.#map(context, drawn.sight, palette);
    this.#box(context, this.pad.cell, palette.accent, 2);
  }

  /** Show which cell the pointer is on, without a pixel of the canvas drawn anew. */
  point(cell: Cell | null): void {
    const { sight, tokens } = this.#drawn ?? {};
    if (cell === null || !sight?.has(cell) || tokens === undefined) this.#point.hide();
    else {
      const name = (at: number) => shown(tokens[at * sight.block] ?? "");
      const spot = { ...this.#corner(cell), wide: this.#cell, high: this.#cell, left: LEFT, top: TOP };
      this.#point.show(spot, name(cell.row), name(cell.column));
    }
  }

  /** The exact weights of a tile have come. */
  repaint(): void {
    this.#painted.forget();
    this.#whole.forget();
  }

  /** Pixels of the canvas. */
  get width(): number {
    return LEFT + this.#cell * (this.#drawn?.sight.span ?? 0) + 2;
  }

  /** Pixels of one token. */
  get tokenWidth(): number {
    return this.#cell / (this.#drawn?.sight.block ?? 1);
  }

  /** The tokens at a place of the canvas. */
  tokensAt(x: number, y: number): Cell | null {
    const cell = this.#cellAt(x, y);
    const block = this.#drawn?.sight.block ?? 1;
    return cell === null ? null : { row: cell.row * block, column: cell.column * block };
  }

  /** The tokens at a place of the small map; null beside it, or where there is none. */
  onMap(x: number, y: number): Cell | null {
    const sight = this.#drawn?.sight;
    if (sight === undefined || sight.whole || x < 0 || y < 0 || x > MAP || y > MAP) return null;
    return { row: (y / MAP) * sight.size, column: (x / MAP) * sight.size };
  }

  /** Where the rows are; null where they are too thin for text. */
  get rows(): { top: number; step: number } | null {
    return this.#cell < 16 ? null : { top: TOP, step: this.#cell };
  }

  #paint({ sight, reach }: Drawn, palette: Palette): void {
    if (this.#painted.as(sight, reach, palette)) return;
    const picture = document.createElement("canvas");
    picture.width = picture.height = sight.span;
    const context = picture.getContext("2d");
    const image = context?.createImageData(sight.span, sight.span);
    if (!context || !image) return;
    const cell = { row: 0, column: 0 };
    for (let at = 0; at < sight.span ** 2; at++) {
      cell.row = sight.row + Math.floor(at / sight.span);
      cell.column = sight.column + (at % sight.span);
      if (!sight.masked(cell)) write(image, at, shade(palette, sight.at(cell), reach));
    }
    context.putImageData(image, 0, 0);
    this.#picture = picture;
  }

  /** Where in the whole the window is. */
  #map(context: CanvasRenderingContext2D, { row, column, span, total }: Sight, palette: Palette): void {
    context.fillStyle = palette.raised;
    context.fillRect(0, 0, MAP, MAP);
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.strokeRect(0.5, 0.5, MAP - 1, MAP - 1);
    context.fillStyle = palette.accent;
    const side = Math.max(3, (span / total) * MAP);
    context.fillRect((column / total) * MAP, (row / total) * MAP, side, side);
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
  #numbers(context: CanvasRenderingContext2D, { sight, reach }: Drawn, palette: Palette): void {
    context.font = `${this.#cell >= 38 ? 11 : 10}px ${FONT}`;
    context.textAlign = "center";
    for (const [, cell] of cells(sight)) {
      const value = sight.at(cell);
      if (sight.masked(cell) || !sight.exact(cell) || Math.abs(value) < 0.005) continue;
      context.fillStyle = ink(shade(palette, value, reach));
      const text = Number.isNaN(value) ? "NaN" : signed(value, reach);
      const { x, y } = this.#corner(cell);
      context.fillText(text, x + 0.5 * this.#cell, y + 0.5 * this.#cell + 0.5);
    }
  }

  /** Corners on cells, rows or columns that a change is of. */
  #marks(context: CanvasRenderingContext2D, { edits, sight }: Drawn, palette: Palette): void {
    context.fillStyle = palette.change;
    const fold = Math.max(4, Math.min(10, this.#cell / 3));
    for (const { at, of } of edits) {
      if (of !== "head_pattern" || at.position === undefined || at.key === undefined) continue;
      const cell = {
        row: Math.floor(at.position / sight.block),
        column: Math.floor(at.key / sight.block),
      };
      if (!sight.has(cell)) continue;
      const { x, y } = this.#corner({ ...cell, column: cell.column + 1 });
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x - fold, y);
      context.lineTo(x, y + fold);
      context.fill();
    }
  }

  #labels(context: CanvasRenderingContext2D, { tokens, sight }: Drawn, at: Cell, palette: Palette): void {
    const all = this.#cell >= 12;
    for (let index = 0; index < sight.span; index++) {
      const middle = (index + 0.5) * this.#cell;
      for (const along of ["row", "column"] as const) {
        const number = sight[along] + index;
        const on = at[along] === number;
        if (!all && !on) continue;
        const text = shown(tokens[number * sight.block] ?? "");
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

  #box(context: CanvasRenderingContext2D, cell: Cell, colour: string, width: number): void {
    if (!this.#drawn?.sight.has(cell)) return;
    const { x, y } = this.#corner(cell);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(x + 0.5, y + 0.5, this.#cell, this.#cell);
  }

  #corner({ row, column }: Cell): { x: number; y: number } {
    const { row: top = 0, column: left = 0 } = this.#drawn?.sight ?? {};
    return { x: LEFT + (column - left) * this.#cell, y: TOP + (row - top) * this.#cell };
  }

  #cellAt(x: number, y: number): Cell | null {
    const sight = this.#drawn?.sight;
    if (sight === undefined) return null;
    const [row, column] = [Math.floor((y - TOP) / this.#cell), Math.floor((x - LEFT) / this.#cell)];
    const cell = { row: row + sight.row, column: column + sight.column };
    return sight.has(cell) ? cell : null;
  }
}

/** Every cell in sight, and its place among them. */
function* cells({ row, column, span }: Sight): Generator<[number, Cell]> {
  for (let at = 0; at < span * span; at++)
    yield [at, { row: row + Math.floor(at / span), column: column + (at % span) }];
}

function signed(value: number, reach: number | null): string {
  const text = Math.abs(value).toFixed(2).replace(/^0/, "");
  if (value < 0) return `−${text}`;
  return reach === null ? text : `+${text}`;
}

/** One cell in words, its number with all digits. */
export function inWords({ sight, tokens }: Drawn, cell: Cell): string {
  const token = (at: number) => `${quoted(tokens[at] ?? "")} (${at})`;
  const name = (at: number) => {
    const first = at * sight.block;
    const last = Math.min(sight.size, first + sight.block) - 1;
    return first === last ? token(first) : `tokens ${first}–${last}`;
  };
  const places = `${name(cell.row)} → ${name(cell.column)}`;
  if (sight.masked(cell)) return `${places}: masked, a later token`;
  const most = sight.block > 1 ? sight.most(cell) : undefined;
  if (most !== undefined) {
    const { row, column, value } = most;
    return `${places}, the largest ${token(row)} → ${token(column)}: ${exact(value)}`;
  }
  if (sight.block > 1) return `${places}: ${exact(sight.at(cell))}, the largest of them`;
  const waiting = sight.exact(cell) ? "" : ", the largest nearby; the exact weight is on its way";
  return `${places}: ${exact(sight.at(cell))}${waiting}`;
}

/** A colour for a line: of a weight the accent, of a difference one end of its map. */
export function lineColour(palette: Palette, value: number, reach: number | null): string {
  if (reach === null) return palette.accent;
  return css(palette.diverging[value < 0 ? 45 : 210] ?? [0, 0, 0]);
}
