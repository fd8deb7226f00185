/** Which part of the matrix is seen, and how large its cells are: zoom and pan, in CSS pixels. */

import type { Cell } from "../lib/keys.ts";
import type { Level } from "./screen.ts";

export const SIDE = 256;
const [TALL, WIDE, DEEP] = [26, 46, 480];

export type Piece = { level: Level; at: [number, number] };

export class Frame {
  /** The matrix's row and column at the upper left corner. */
  top = 0;
  left = 0;
  /** Pixels of a row and of a column. */
  high = 1;
  wide = 1;
  #rows = 1;
  #columns = 1;
  #fit = { high: 1, wide: 1 };
  #room = 1;

  get rows(): number {
    return this.#rows;
  }
  get columns(): number {
    return this.#columns;
  }
  /** The picture's size. */
  get width(): number {
    return Math.min(this.#room, this.#columns * this.wide);
  }
  get height(): number {
    return Math.min(Math.max(this.#rows * this.#fit.high, Math.min(DEEP, this.#rows * this.high)), DEEP);
  }
  get zoomed(): boolean {
    return this.high > this.#fit.high * 1.001 || this.wide > this.#fit.wide * 1.001;
  }

  /** Another matrix, or another room: the zoom is kept where the matrix is as large as it was. */
  resize([rows, columns]: [number, number], room: number): void {
    const same = rows === this.#rows && columns === this.#columns && this.zoomed;
    [this.#rows, this.#columns, this.#room] = [rows, columns, Math.max(40, room)];
    this.#fit = {
      high: whole(Math.min(TALL, DEEP / rows)),
      wide: whole(Math.min(WIDE, this.#room / columns)),
    };
    if (rows === columns) {
      const side = whole(Math.min(WIDE, DEEP / rows, this.#room / columns));
      this.#fit = { high: side, wide: side };
    }
    if (same) this.#hold();
    else this.fit();
  }

  /** All of it. */
  fit(): void {
    this.top = this.left = 0;
    ({ high: this.high, wide: this.wide } = this.#fit);
  }

  /** Larger or smaller cells, while what is at a place of the picture stays there. */
  zoom(factor: number, x = this.width / 2, y = this.height / 2): void {
    const [row, column] = [this.top + y / this.high, this.left + x / this.wide];
    this.high = between(this.high * factor, this.#fit.high, Math.max(TALL, this.#fit.high));
    this.wide = between(this.wide * factor, this.#fit.wide, Math.max(WIDE, this.#fit.wide));
    this.top = row - y / this.high;
    this.left = column - x / this.wide;
    this.#hold();
  }

  /** Move by pixels; false where it is at its end already. */
  pan(x: number, y: number): boolean {
    const [top, left] = [this.top, this.left];
    this.top += y / this.high;
    this.left += x / this.wide;
    this.#hold();
    return top !== this.top || left !== this.left;
  }

  /** Bring a cell into sight. */
  reveal({ row, column }: Cell): void {
    this.top = between(this.top, row + 1 - this.height / this.high, row);
    this.left = between(this.left, column + 1 - this.width / this.wide, column);
    this.#hold();
  }

  /** The cell at a place of the picture. */
  cellAt(x: number, y: number): Cell | null {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return null;
    const [row, column] = [Math.floor(this.top + y / this.high), Math.floor(this.left + x / this.wide)];
    return row < this.#rows && column < this.#columns ? { row, column } : null;
  }

  /** Where a cell's upper left corner is in the picture. */
  x(column: number): number {
    return (column - this.left) * this.wide;
  }
  y(row: number): number {
    return (row - this.top) * this.high;
  }

  /** How much must be pooled for a cell to be a pixel. */
  get level(): Level {
    return [levelOf(this.high), levelOf(this.wide)];
  }

  /** The tiles that are in sight, those in the middle first; `around` as many more at each side. */
  pieces(level: Level = this.level, around = 0): Piece[] {
    const [down, right] = [SIDE << level[0], SIDE << level[1]];
    const middle = {
      row: this.top + this.height / this.high / 2,
      column: this.left + this.width / this.wide / 2,
    };
    const found: (Piece & { far: number })[] = [];
    const span = (from: number, to: number, size: number, most: number) =>
      [
        Math.max(0, Math.floor(from / size) - around),
        Math.min(Math.ceil(most / size), Math.ceil(to / size) + around),
      ] as const;
    const [top, bottom] = span(this.top, this.top + this.height / this.high, down, this.#rows);
    const [left, end] = span(this.left, this.left + this.width / this.wide, right, this.#columns);
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < end; column++) {
        const far =
          Math.abs((row + 0.5) * down - middle.row) + Math.abs((column + 0.5) * right - middle.column);
        found.push({ level, at: [row, column], far });
      }
    }
    return found.sort((one, other) => one.far - other.far).map(({ level: its, at }) => ({ level: its, at }));
  }

  #hold(): void {
    this.top = between(this.top, 0, this.#rows - this.height / this.high);
    this.left = between(this.left, 0, this.#columns - this.width / this.wide);
  }
}

/** The exact tile that has a cell. */
export function pieceOf({ row, column }: Cell): Piece {
  return { level: [0, 0], at: [Math.floor(row / SIDE), Math.floor(column / SIDE)] };
}

export function levelOf(pixels: number): number {
  return Math.max(0, Math.ceil(-Math.log2(pixels) - 0.01));
}

/** Cells of whole pixels are all of one size; smaller ones may be fractions. */
function whole(pixels: number): number {
  return pixels >= 3 ? Math.floor(pixels) : pixels;
}

function between(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(Math.max(low, high), value));
}
