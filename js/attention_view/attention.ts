/** What Python sends of attention, decoded, and the questions the parts of the view ask of it. */

import { type Bytes, float32 } from "../lib/codecs.ts";
import type { Cell } from "../lib/keys.ts";
import type { Missing, Show } from "../lib/shows.ts";
import type { Window } from "./sight.ts";

export type { Cell };

export type Sort =
  | "layer"
  | "entropy"
  | "previous"
  | "first"
  | "duplicate"
  | "induction"
  | "effect"
  | "patch";
/** A matrix of float32, its lower triangle alone where all above is zero; `block` positions are one cell. */
export type Packed = { size: number; block: number; triangle: boolean; values: Bytes };
export type Edit = {
  text: string;
  on: boolean;
  kind: "zero" | "set" | "scale" | "copy";
  of: string;
  layer: number | null;
  at: Record<string, number>;
};
export type Screen = {
  tokens: string[];
  other_tokens: string[] | null;
  layers: number[];
  without: number;
  missing: Missing;
  heads: number[];
  thumbs: { side: number; triangle: boolean; values: Bytes };
  scores: Partial<Record<Exclude<Sort, "layer">, Bytes>>;
  edits: Edit[];
  next: { strings: string[]; edited: Bytes; clean: Bytes };
  /** What "patch effect" does to a head. */
  sweep: "copy" | "zero";
  can: { undo: boolean; redo: boolean };
};
export type HeadState = {
  layer: number;
  head: number;
  show: Show;
  matrix: Packed;
  parts: [Packed, Packed] | null;
  /** Counts the changes: exact numbers that were fetched before are old. */
  stamp: number;
};
export type Pinned = { layer: number; head: number; matrix: Packed };
/** Exact rows of the token that attends: of the head where its matrix is pooled, then of each pinned one. */
export type Rows = { position?: number; rows?: (Bytes | null)[] };
export type Steps = {
  layer: number;
  head: number;
  position: number;
  key: number;
  key_head: number;
  terms: Bytes;
  row: Bytes;
  numbers: Bytes;
};
export type Selected = { layer: number | null; position: number | null; head: number | null };
type Empty = Record<string, never>;
/** What a map of all heads is drawn from. */
export type Drawn = Pick<Screen, "layers" | "heads" | "thumbs" | "scores" | "edits">;
export type Traits = {
  _screen: Screen;
  _head: HeadState;
  _steps: Steps | Empty;
  _pinned: Pinned[];
  _rows: Rows;
  _error: { message?: string; details?: string };
  _selected: Selected;
  show: Show;
  sort: Sort;
  pins: [layer: number, head: number][];
  window: Window;
  busy: boolean;
};

/** A decoded matrix; rows attend, columns are attended to. */
export class Matrix {
  readonly size: number;
  readonly block: number;
  /** Cells a side. */
  readonly side: number;
  readonly triangle: boolean;
  readonly values: Float32Array;

  constructor({ size, block, triangle, values }: Packed) {
    this.size = size;
    this.block = block;
    this.side = Math.ceil(size / block);
    this.triangle = triangle;
    this.values = float32(values);
    const wanted = triangle ? (this.side * (this.side + 1)) / 2 : this.side ** 2;
    if (this.values.length !== wanted) {
      throw new RangeError(`a pattern of ${this.side} × ${this.side} has ${this.values.length} numbers`);
    }
  }

  at({ row, column }: Cell): number {
    return this.values[place(this.side, this.triangle, row, column)] ?? 0;
  }

  /** Whether a cell lies above the diagonal of a pattern that is zero there: a later token. */
  masked({ row, column }: Cell): boolean {
    return this.triangle && column > row;
  }

  /** The largest magnitude. */
  reach(): number {
    let found = 0;
    for (const value of this.values) if (Math.abs(value) > found) found = Math.abs(value);
    return found;
  }
}

/** Where a cell is among the numbers; −1 above the diagonal of a triangle. */
export function place(side: number, triangle: boolean, row: number, column: number): number {
  if (!triangle) return row * side + column;
  return column > row ? -1 : (row * (row + 1)) / 2 + column;
}

/** A head, by its layer's number in the model, its row in the lists, and its number among all. */
export type Head = { layer: number; row: number; head: number; index: number };
export type Slot = Cell & { head: Head; score: number };

/** All heads in the order that was asked for. */
export class Heads<Of extends Drawn = Screen> {
  readonly all: Head[];
  readonly columns: number;
  readonly #scores: Map<string, Float32Array>;

  constructor(readonly screen: Of) {
    this.columns = Math.max(...screen.heads);
    this.all = screen.heads.flatMap((count, row) =>
      Array.from({ length: count }, (_, head) => ({ layer: screen.layers[row] ?? row, row, head, index: 0 })),
    );
    this.all.forEach((head, index) => {
      head.index = index;
    });
    this.#scores = new Map(Object.entries(screen.scores).map(([name, bytes]) => [name, float32(bytes)]));
  }

  score({ row, head }: Pick<Head, "row" | "head">, name: Sort): number {
    return this.#scores.get(name)?.[row * this.columns + head] ?? Number.NaN;
  }

  has(name: Sort): boolean {
    return name === "layer" || this.#scores.has(name);
  }

  find(layer: number, head: number): Head | undefined {
    return this.all.find((one) => one.layer === layer && one.head === head);
  }

  /** What is known of a head. */
  inWords(head: Head, write = (score: number) => score.toFixed(3)): string {
    return SCORES.map((name) => [name, this.score(head, name)] as const)
      .filter(([, score]) => !Number.isNaN(score))
      .map(([name, score]) => `${NAMES[name]} ${write(score)}`)
      .join(" · ");
  }

  /** Rows of layers; or, by a score, the most telling first: of entropy the smallest. No number comes last. */
  slots(sort: Sort, columns = this.columns): Slot[] {
    const scored = this.all.map((head) => ({ head, score: this.score(head, sort) }));
    if (sort === "layer" || !this.has(sort)) {
      return scored.map(({ head, score }) => ({ row: head.row, column: head.head, head, score }));
    }
    const sign = sort === "entropy" ? 1 : -1;
    const rank = (score: number) => (Number.isNaN(score) ? Number.POSITIVE_INFINITY : sign * score);
    scored.sort((a, b) => (rank(a.score) === rank(b.score) ? 0 : rank(a.score) - rank(b.score)));
    return scored.map(({ head, score }, at) => ({
      row: Math.floor(at / columns),
      column: at % columns,
      head,
      score,
    }));
  }

  /** Changes that are in force of a head as a whole, or of its pattern. */
  edits({ layer, head }: Pick<Head, "layer" | "head">): Edit[] {
    const whole = (edit: Edit) => !("head" in edit.at) || edit.at.head === head;
    return this.screen.edits.filter(
      (edit) => edit.on && edit.layer === layer && edit.of.startsWith("head_") && whole(edit),
    );
  }
}

export const NAMES: Record<Sort, string> = {
  layer: "layer and head",
  entropy: "entropy",
  previous: "previous token",
  first: "first token",
  duplicate: "same token before",
  induction: "induction",
  effect: "effect of changes",
  patch: "patch effect",
};

export const MEANINGS: Record<Sort, string> = {
  layer: "Rows are layers, columns are heads",
  entropy: "Mean entropy of the pattern in nats: 0 looks at one token; the sharpest heads first",
  previous: "Mean weight on the token before",
  first: "Mean weight on the prompt's first token, where heads rest that have nothing to do",
  duplicate: "Mean weight on earlier occurrences of the same token; – where the prompt repeats none",
  induction:
    "Mean weight on what came after earlier occurrences of the same token; – where the prompt repeats none",
  effect: "How far the changes moved the pattern: total variation distance, mean over the tokens",
  patch:
    "How far the next token's distribution moves (total variation, 0 to 1) when this head alone is changed at all tokens",
};

const SCORES = ["entropy", "previous", "first", "duplicate", "induction", "effect", "patch"] as const;
