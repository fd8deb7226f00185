/** What of a matrix is on screen: all of it, or a window; whole numbers, or exact ones where they have been fetched. */

import type { Cell } from "../lib/keys.ts";
import type { HeadState, Matrix } from "./attention.ts";

/** First row, first column, tokens a side; null is everything. */
export type Window = [row: number, column: number, tokens: number] | null;
/** Tokens along a side of a tile, as in Python. */
export const TILE = 64;
/** Windows of more tokens than this are drawn from pooled cells. */
export const FINE = 160;
/** The fewest tokens of a window. */
const CLOSEST = 4;

/** Exact numbers of the head on screen, as far as they have come: the value, or of a difference it and both parts. */
export class Tiles {
  readonly #known = new Map<string, Float32Array[]>();
  readonly #asked = new Set<string>();
  #of = "";

  /** Forget what was of another head, or of other changes. */
  of({ layer, head, show, stamp }: Pick<HeadState, "layer" | "head" | "show" | "stamp">): void {
    const now = JSON.stringify([layer, head, show, stamp]);
    if (now === this.#of) return;
    this.#of = now;
    this.#known.clear();
    this.#asked.clear();
  }

  put(state: Pick<HeadState, "layer" | "head" | "show" | "stamp">, at: Cell, parts: Float32Array[]): boolean {
    const { layer, head, show, stamp } = state;
    if (JSON.stringify([layer, head, show, stamp]) !== this.#of) return false;
    this.#known.set(`${at.row},${at.column}`, parts);
    return true;
  }

  /** The numbers of a weight; undefined before they have come. */
  at({ row, column }: Cell, size: number): number[] | undefined {
    const left = Math.floor(column / TILE);
    const parts = this.#known.get(`${Math.floor(row / TILE)},${left}`);
    const wide = Math.min(TILE, size - left * TILE);
    return parts?.map((part) => part[(row % TILE) * wide + (column % TILE)] ?? Number.NaN);
  }

  /** The tiles of a part of the matrix that nobody has asked for yet; from now on they are asked for. */
  missing(rows: [number, number], columns: [number, number], triangle: boolean): Cell[] {
    const found: Cell[] = [];
    const tile = (at: number) => Math.floor(at / TILE);
    for (let row = tile(rows[0]); row <= tile(rows[1]); row++) {
      for (let column = tile(columns[0]); column <= tile(columns[1]); column++) {
        const key = `${row},${column}`;
        if (this.#asked.has(key) || (triangle && column > row)) continue;
        this.#asked.add(key);
        found.push({ row, column });
      }
    }
    return found;
  }

  /** It has failed: it may be asked for again. */
  lost({ row, column }: Cell): void {
    this.#asked.delete(`${row},${column}`);
  }
}

/** The cells on screen. A cell is numbered in the whole matrix; `block` tokens are one. */
export class Sight {
  readonly block: number;
  /** Cells along a side of the whole matrix. */
  readonly total: number;
  /** The first row and column on screen, and how many of each. */
  readonly row: number;
  readonly column: number;
  readonly span: number;
  readonly whole: boolean;

  constructor(
    readonly matrix: Matrix,
    window: Window,
    readonly tiles: Tiles,
  ) {
    const fitting = fitted(window, matrix.size);
    this.whole = fitting === null;
    const [row, column, tokens] = fitting ?? [0, 0, matrix.size];
    this.block = tokens > FINE || this.whole ? matrix.block : 1;
    this.total = Math.ceil(matrix.size / this.block);
    this.span = Math.min(this.total, Math.ceil(tokens / this.block));
    this.row = Math.min(Math.floor(row / this.block), this.total - this.span);
    this.column = Math.min(Math.floor(column / this.block), this.total - this.span);
  }

  get size(): number {
    return this.matrix.size;
  }

  /** Whether a cell on screen is many weights, so that the exact ones are only spoken of. */
  get pooled(): boolean {
    return this.block > 1;
  }

  /** The value of a cell: exact, or while that is on its way the largest of the block that it is in. */
  at(cell: Cell): number {
    if (this.block === this.matrix.block) return this.matrix.at(cell);
    return this.tiles.at(cell, this.size)?.[0] ?? this.matrix.at(this.#pooled(cell));
  }

  /** Whether the value is of one weight, and not of many. */
  exact(cell: Cell): boolean {
    if (this.block > 1) return false;
    return this.matrix.block === 1 || this.tiles.at(cell, this.size) !== undefined;
  }

  masked({ row, column }: Cell): boolean {
    return this.matrix.triangle && column > row;
  }

  /** Of a difference the two parts, where they have come. */
  parts(cell: Cell): number[] | undefined {
    const found = this.block === 1 ? this.tiles.at(cell, this.size) : undefined;
    return found !== undefined && found.length > 1 ? found.slice(1) : undefined;
  }

  /** The weight in a block that is farthest from zero, once all of them have come. */
  most(cell: Cell): (Cell & { value: number }) | undefined {
    let best: (Cell & { value: number }) | undefined;
    const end = (at: number) => Math.min(this.size, (at + 1) * this.block);
    for (let row = cell.row * this.block; row < end(cell.row); row++) {
      for (let column = cell.column * this.block; column < end(cell.column); column++) {
        if (this.matrix.triangle && column > row) continue;
        const value = this.tiles.at({ row, column }, this.size)?.[0];
        if (value === undefined) return undefined;
        if (best === undefined || Math.abs(value) > Math.abs(best.value)) best = { row, column, value };
      }
    }
    return best;
  }

  /** Whether a cell is in sight. */
  has({ row, column }: Cell): boolean {
    const inside = (at: number, from: number) => at >= from && at < from + this.span;
    return inside(row, this.row) && inside(column, this.column);
  }

  /** The tokens of rows and columns that want exact numbers: those on screen, and those that are looked at. */
  wanted(looked: Cell[]): [rows: [number, number], columns: [number, number]][] {
    if (this.matrix.block === 1) return [];
    const of = (at: number, cells: number): [number, number] => [
      at * this.block,
      Math.min(this.size, (at + cells) * this.block) - 1,
    ];
    const parts = looked.map(
      ({ row, column }) => [of(row, 1), of(column, 1)] as [[number, number], [number, number]],
    );
    if (this.block === 1) parts.push([of(this.row, this.span), of(this.column, this.span)]);
    return parts;
  }

  #pooled({ row, column }: Cell): Cell {
    const { block } = this.matrix;
    return { row: Math.floor(row / block), column: Math.floor(column / block) };
  }
}

/** A window that lies inside; null where it would hold everything. */
export function fitted(window: Window, size: number): Window {
  if (window === null || window === undefined || window[2] >= size) return null;
  const tokens = Math.max(Math.min(CLOSEST, size), Math.round(window[2]));
  const held = (at: number) => Math.max(0, Math.min(size - tokens, Math.round(at)));
  return tokens >= size ? null : [held(window[0]), held(window[1]), tokens];
}

/** The window that shows `factor` times as many tokens, with the same token at the same place of the screen. */
export function zoomed(window: Window, size: number, at: Cell, factor: number): Window {
  const [row, column, tokens] = fitted(window, size) ?? [0, 0, size];
  const next = Math.max(CLOSEST, Math.min(size, Math.round(tokens * factor)));
  const from = (first: number, point: number) => point + 0.5 - ((point + 0.5 - first) * next) / tokens;
  return fitted([from(row, at.row), from(column, at.column), next], size);
}

/** The window moved as little as brings a token into sight. */
export function reaching(window: Window, size: number, { row, column }: Cell): Window {
  const now = fitted(window, size);
  if (now === null) return null;
  const to = (first: number, at: number) => Math.min(at, Math.max(first, at - now[2] + 1));
  return [to(now[0], row), to(now[1], column), now[2]];
}
