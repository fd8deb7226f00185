/** What Python sends of a forward pass, decoded: steps with their strips and matrices. */

import { type Bytes, float32 } from "../lib/codecs.ts";

export type Column = {
  name: string;
  label: string;
  kind: string;
  inputs: string[];
  path: string;
  weight: string;
  formula: string;
  shape: number[];
  axes: string[];
  /** What of the workspace a click can change; null where that is nothing. */
  component: string | null;
  /** The numbers of the rule: the factor of a scale, the cap of a soft cap. */
  numbers: Record<string, number>;
};
export type PackedStrip = {
  width: number;
  cells: number;
  head: number | null;
  values: Bytes;
  /** Of each cell, how far its number is behind the first of its part of the row; a byte each, or two. */
  offsets: Bytes | null;
  norms: Bytes;
  means: Bytes;
  ghost?: Bytes;
};
export type PackedMatrix = { size: number; triangle: boolean; values: Bytes; ghost?: PackedMatrix };
export type Part = { columns: Column[]; strips: Record<string, PackedStrip> };
export type Block = Part & { layer: number; missing: Record<string, string> };
export type Head = Part & {
  layer: number;
  head: number;
  heads: number;
  kv_heads: number;
  matrices: Record<string, PackedMatrix>;
};

/** One vector for each token, as so many cells as the screen can tell apart. */
export class Strip {
  readonly width: number;
  readonly cells: number;
  readonly head: number | null;
  readonly values: Float32Array;
  readonly ghost: Float32Array | null;
  readonly norms: Float32Array;
  readonly means: Float32Array;
  /** The colour scale ends here: 98 of 100 cells are nearer to zero. */
  readonly reach: number;
  readonly #offsets: DataView | null;
  readonly #bytes: number;

  constructor(packed: PackedStrip) {
    this.width = packed.width;
    this.cells = packed.cells;
    this.head = packed.head;
    this.values = float32(packed.values);
    this.ghost = packed.ghost ? float32(packed.ghost) : null;
    this.norms = float32(packed.norms);
    this.means = float32(packed.means);
    this.#offsets = packed.offsets ? viewOf(packed.offsets) : null;
    this.#bytes = (this.#offsets?.byteLength ?? 0) / this.values.length;
    this.reach = reachOf(this.values);
  }

  at(row: number, cell: number): number {
    return this.values[row * this.cells + cell] ?? Number.NaN;
  }

  /** The number in the run without changes. */
  before(row: number, cell: number): number | null {
    return this.ghost?.[row * this.cells + cell] ?? null;
  }

  /** Which number of the vector a cell is. */
  place(row: number, cell: number): number {
    if (this.#offsets === null) return cell;
    const at = this.#bytes * (row * this.cells + cell);
    const behind = this.#bytes === 1 ? this.#offsets.getUint8(at) : this.#offsets.getUint16(at, true);
    return Math.floor((cell * this.width) / this.cells) + behind;
  }

  /** The cell that holds a number of the vector, or would. */
  cellOf(dimension: number): number {
    return Math.min(this.cells - 1, Math.floor(((dimension + 0.5) * this.cells) / this.width));
  }

  /** The cell that is farthest from zero. */
  largest(row: number): number {
    let best = 0;
    for (let cell = 1; cell < this.cells; cell++)
      if (Math.abs(this.at(row, cell)) > Math.abs(this.at(row, best))) best = cell;
    return best;
  }

  /** Whether a row is another than in the run without changes. */
  differs(row: number): boolean {
    if (this.ghost === null) return false;
    for (let cell = 0; cell < this.cells; cell++)
      if (this.before(row, cell) !== this.at(row, cell)) return true;
    return false;
  }
}

function viewOf(bytes: Bytes): DataView {
  if (bytes instanceof ArrayBuffer) return new DataView(bytes);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A number for each pair of tokens: rows look, columns are looked at. */
export class Matrix {
  readonly size: number;
  readonly reach: number;
  readonly ghost: Matrix | null;
  readonly #triangle: boolean;
  readonly #values: Float32Array;

  constructor({ size, triangle, values, ghost }: PackedMatrix) {
    this.size = size;
    this.#triangle = triangle;
    this.#values = float32(values);
    this.ghost = ghost ? new Matrix(ghost) : null;
    this.reach = Math.max(...this.#values.filter(Number.isFinite).map(Math.abs), 0);
  }

  /** The number; null where it is hidden, as all later tokens are. */
  at(row: number, key: number): number | null {
    if (this.#triangle) return key > row ? null : (this.#values[(row * (row + 1)) / 2 + key] ?? null);
    const value = this.#values[row * this.size + key] ?? null;
    return value === Number.NEGATIVE_INFINITY ? null : value;
  }
}

/** All that is drawn of one block and one head. */
export class Scene {
  readonly columns = new Map<string, Column>();
  readonly strips = new Map<string, Strip>();
  readonly matrices = new Map<string, Matrix>();
  readonly layer: number;
  readonly missing: Record<string, string>;

  constructor(
    readonly tokens: string[],
    readonly layers: number,
    ends: Part,
    block: Block,
    readonly head: Head,
  ) {
    this.layer = block.layer;
    this.missing = block.missing;
    for (const part of [ends, block, head]) {
      for (const column of part.columns) this.columns.set(column.name, column);
      for (const [name, packed] of Object.entries(part.strips)) this.strips.set(name, new Strip(packed));
    }
    for (const [name, packed] of Object.entries(head.matrices ?? {}))
      this.matrices.set(name, new Matrix(packed));
  }

  has(name: string): boolean {
    return this.strips.has(name) || this.matrices.has(name);
  }

  /** Query, key or value from the layer's output to what attention takes: one step, or more where they are rotated. */
  chain(role: "query" | "key" | "value"): string[] {
    const used =
      role === "value"
        ? this.columns.get("heads")?.inputs.find((name) => name !== "pattern")
        : this.columns.get("dot_products")?.inputs[role === "query" ? 0 : 1];
    const found: string[] = [];
    let name = used ?? role;
    while (this.strips.has(name) && name.startsWith(role)) {
      found.unshift(name);
      name = this.columns.get(name)?.inputs[0] ?? "";
    }
    return found;
  }
}

function reachOf(values: Float32Array): number {
  const sizes = Float32Array.from(values.filter(Number.isFinite), Math.abs).sort();
  return sizes[Math.floor(0.98 * (sizes.length - 1))] || sizes.at(-1) || 1;
}
