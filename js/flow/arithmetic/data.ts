/** What Python says of one number, decoded: see `widgets/_flow_arithmetic.py`. */

import { type Bytes, float32, float64 } from "../../lib/codecs.ts";
import { shown } from "../../lib/tokens.ts";

/** The synced trait. */
export type Arithmetic = {
  step: string;
  label: string;
  kind: string;
  formula: string;
  note: string;
  path: string;
  weight_path: string;
  inputs: string[];
  position: number;
  dimension: number;
  head: number | null;
  axis: "dimension" | "key";
  shape: number[];
  changed: boolean;
  /** The text of each position that is named. */
  tokens: Record<string, string>;
  /** Total, value, bias, rest. */
  sums: Bytes;
  rest: number;
  terms: { names: string[]; indices: number[]; left: Bytes; right: Bytes; product: Bytes };
  numbers: { names: string[]; values: Bytes };
  grid: Grid | null;
  curve: Curve | null;
  row: Row | null;
  pair: { dimensions: [number, number]; before: Bytes; after: Bytes } | null;
  /** Of a norm: the vector it is given, as a histogram between its least and its largest entry. */
  spread?: { ends: Bytes; counts: number[]; size: number } | null;
  slice: { dimensions: number[]; values: Bytes } | null;
  /** What the dimension is called, where a view knows: of logits, the token. */
  dimension_name?: string;
};
export type Grid = {
  rows: number[];
  columns: number[];
  /** What the columns are called, where a view knows: of logits, the tokens. */
  column_names?: string[];
  inner: number[];
  names: string[];
  others: number;
  x: Bytes;
  w: Bytes;
  b: Bytes | null;
  y: Bytes;
  rest: Bytes;
  changed: Bytes;
  shapes: [number, number][];
};
export type Curve = {
  x: Bytes;
  y: Bytes;
  inputs: Bytes;
  outputs: Bytes;
  positions: number[];
  chosen: number;
};
export type Row = {
  positions: number[];
  others: number;
  inputs: Bytes;
  outputs: Bytes;
  visible: Bytes;
  powers: Bytes | null;
  power: Bytes;
};

/** A number: its step, token, dimension or key, and head. */
export type Place = [step: string, position: number, dimension: number, head: number | null];
export type Term = { name: string; index: number; left: number; right: number; product: number };

/** One number, decoded. */
export class Opened {
  readonly total: number;
  readonly value: number;
  readonly bias: number;
  readonly rest: number;
  readonly terms: Term[];
  readonly #numbers: Map<string, number>;

  constructor(readonly raw: Arithmetic) {
    const [total = Number.NaN, value = Number.NaN, bias = Number.NaN, rest = Number.NaN] = float64(raw.sums);
    [this.total, this.value, this.bias, this.rest] = [total, value, bias, rest];
    const [left, right, product] = [raw.terms.left, raw.terms.right, raw.terms.product].map(float64);
    this.terms = raw.terms.names.map((name, at) => ({
      name,
      index: raw.terms.indices[at] ?? at,
      left: left?.[at] ?? Number.NaN,
      right: right?.[at] ?? Number.NaN,
      product: product?.[at] ?? Number.NaN,
    }));
    const values = float64(raw.numbers.values);
    this.#numbers = new Map(raw.numbers.names.map((name, at) => [name, values[at] ?? Number.NaN]));
  }

  /** One of the numbers in the formula; NaN where it has none of that name. */
  number(name: string): number {
    return this.#numbers.get(name) ?? Number.NaN;
  }

  has(name: string): boolean {
    return this.#numbers.has(name);
  }

  /** A token's text, with its place. */
  token(position: number): string {
    const text = this.raw.tokens[position];
    return text === undefined ? `token ${position}` : shown(text);
  }

  /** Whether it is the same place in the same step. */
  isAt(other: Opened | null): boolean {
    const place = ({ step, position, dimension, head }: Arithmetic) =>
      `${step} ${position} ${dimension} ${head}`;
    return other !== null && place(this.raw) === place(other.raw);
  }

  /** Where the left number of a term stands: in the step that this one is made of, of the same token. */
  source(name: string, position: number): Place | null {
    const numbers = /\[([\d, ]+)\]$/.exec(name)?.[1]?.split(",").map(Number);
    const [step] = this.raw.inputs;
    if (numbers === undefined || step === undefined) return null;
    const dimension = numbers.at(-1) ?? 0;
    if (this.raw.kind !== "linear") return [step, position, dimension, this.raw.head];
    return [step, position, dimension, numbers.length === 2 ? (numbers[0] ?? 0) : null];
  }

  /** What another number of this step is called for `open`. */
  beside(position: number, dimension: number): Place {
    return [this.raw.step, position, dimension, this.raw.head];
  }
}

/** Rows of numbers. */
export class Matrix {
  constructor(
    readonly values: Float32Array | Float64Array,
    readonly columns: number,
  ) {}

  at(row: number, column: number): number {
    return this.values[row * this.columns + column] ?? Number.NaN;
  }

  /** The largest magnitude that is finite. */
  reach(): number {
    let most = 0;
    for (const value of this.values)
      if (Number.isFinite(value) && Math.abs(value) > most) most = Math.abs(value);
    return most;
  }
}

/** The product of a grid, with as many of its terms as there is room for; the others are in the rest. */
export class Product {
  readonly x: Matrix;
  readonly w: Matrix;
  readonly y: Matrix;
  readonly bias: Float32Array | null;
  readonly others: number;
  readonly #rest: Matrix;

  constructor(
    readonly grid: Grid,
    readonly terms: number,
  ) {
    const { inner, columns } = grid;
    this.x = new Matrix(float32(grid.x), inner.length);
    this.w = new Matrix(float32(grid.w), columns.length);
    this.y = new Matrix(float32(grid.y), columns.length);
    this.bias = grid.b === null ? null : float32(grid.b);
    this.#rest = new Matrix(float64(grid.rest), columns.length);
    this.others = grid.others + inner.length - terms;
  }

  term(row: number, column: number, at: number): number {
    return this.x.at(row, at) * this.w.at(at, column);
  }

  rest(row: number, column: number): number {
    let sum = this.#rest.at(row, column);
    for (let at = this.terms; at < this.grid.inner.length; at++) sum += this.term(row, column, at);
    return sum;
  }

  /** The sum after each term, then after the rest, then after the bias. */
  running(row: number, column: number): number[] {
    const found: number[] = [];
    let sum = 0;
    for (let at = 0; at < this.terms; at++) {
      sum += this.term(row, column, at);
      found.push(sum);
    }
    if (this.others > 0) {
      sum += this.rest(row, column);
      found.push(sum);
    }
    if (this.bias !== null) found.push(sum + (this.bias[column] ?? 0));
    return found;
  }

  changed(row: number, column: number): boolean {
    const { changed, columns } = this.grid;
    const at = row * columns.length + column;
    const bytes = changed instanceof ArrayBuffer ? new Uint8Array(changed) : changed;
    const view = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return view[at] === 1;
  }
}
