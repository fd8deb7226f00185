/** The pieces of a large matrix: asked for when they come into sight, kept while there is room, forgotten when stale. */

import { type Bytes, float32 } from "../lib/codecs.ts";
import { type Piece, pieceOf, SIDE } from "./frame.ts";
import { float16 } from "./half.ts";
import type { Level, Screen } from "./screen.ts";

/** A part of the matrix, and its picture once it is painted. */
export type Tile = {
  level: Level;
  at: [number, number];
  rows: number;
  columns: number;
  values: Float32Array;
  picture?: HTMLCanvasElement;
  painted?: unknown;
};
export type Answer = {
  kind: "tile";
  version: number;
  level: Level;
  at: [number, number];
  size: [number, number];
};
type Ask = (payload: Record<string, unknown>) => Promise<unknown>;

const [KEPT, AT_ONCE] = [64, 2];

export class Tiles {
  first: Tile;
  readonly #ask: Ask;
  readonly #tell: () => void;
  readonly #kept = new Map<string, Tile>();
  #screen: Screen;
  #wanted: Piece[] = [];
  #asked = new Set<string>();

  constructor(screen: Screen, ask: Ask, tell: () => void) {
    this.#ask = ask;
    this.#tell = tell;
    this.#screen = screen;
    this.first = firstOf(screen);
  }

  /** Other numbers: all that is known is stale. */
  reset(screen: Screen): void {
    this.#screen = screen;
    this.first = firstOf(screen);
    this.#kept.clear();
    this.#wanted = [];
    this.#asked = new Set();
  }

  get(piece: Piece): Tile | undefined {
    const name = nameOf(piece);
    const found = this.#kept.get(name);
    if (found !== undefined) {
      this.#kept.delete(name);
      this.#kept.set(name, found); // the least used comes first
    }
    return found;
  }

  /** Whether the first picture is as fine as a level, so that no tile is needed. */
  covers(level: Level): boolean {
    const { level: its } = this.first;
    return its[0] <= level[0] && its[1] <= level[1];
  }

  /** Ask for these, the first first; what was wanted before and is not asked yet is no longer wanted. */
  want(pieces: Piece[]): void {
    this.#wanted = pieces.filter(
      (piece) => !this.#kept.has(nameOf(piece)) && !this.#asked.has(nameOf(piece)),
    );
    this.#next();
  }

  /** The exact number of a cell; undefined while it is not here. */
  value(row: number, column: number): number | undefined {
    if (this.#screen.first.exact) return this.first.values[row * this.first.columns + column];
    const tile = this.get(pieceOf({ row, column }));
    return tile?.values[(row % SIDE) * tile.columns + (column % SIDE)];
  }

  receive(answer: Answer, values: Bytes): void {
    if (answer.version !== this.#screen.version) return;
    const { level, at, size } = answer;
    const exact = level[0] === 0 && level[1] === 0;
    const numbers = exact ? float32(values) : float16(values, this.#screen.scale);
    this.#kept.set(nameOf(answer), { level, at, rows: size[0], columns: size[1], values: numbers });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    this.#tell();
  }

  #next(): void {
    const asked = this.#asked;
    while (asked.size < AT_ONCE) {
      const piece = this.#wanted.shift();
      if (piece === undefined) return;
      const name = nameOf(piece);
      asked.add(name);
      const over = () => {
        asked.delete(name);
        if (asked === this.#asked) this.#next();
      };
      void this.#ask({ version: this.#screen.version, level: piece.level, at: piece.at }).then(over, over);
    }
  }
}

function nameOf({ level, at }: Piece): string {
  return [...level, ...at].join(" ");
}

function firstOf({ size, scale, first }: Screen): Tile {
  const [rows, columns] = [0, 1].map((axis) => Math.ceil((size[axis] ?? 1) / 2 ** (first.level[axis] ?? 0)));
  const values = first.exact ? float32(first.values) : float16(first.values, scale);
  if (values.length !== (rows ?? 0) * (columns ?? 0)) {
    throw new RangeError(`a matrix of ${rows} × ${columns} came with ${values.length} numbers`);
  }
  return { level: first.level, at: [0, 0], rows: rows ?? 0, columns: columns ?? 0, values };
}
