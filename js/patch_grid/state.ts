/** What Python sends of a sweep, decoded, and the questions that the parts of the view ask of it. */

import { type Bytes, float32, uint32 } from "../lib/codecs.ts";
import type { Cell, Size } from "../lib/keys.ts";
import { quoted, shown } from "../lib/tokens.ts";

export type Show = "recovery" | "change";
/** Which prompt is patched; of both, the first sweep minus the second. */
export type Into = "prompt" | "other" | "prompt - other";
export type Axis = { name: "layer" | "head" | "position"; numbers: number[]; labels: string[] };

/** The `_screen` trait. What is optional is there when a sweep can be carried out, or was. */
export type Screen = {
  of: string;
  problem: string;
  /** Whether the cells are of other prompts than the workspace's. */
  stale: boolean;
  components: string[];
  uneven: boolean;
  offered: string[];
  changes: number;
  can: { undo: boolean; redo: boolean };
  axes: Axis[];
  into?: Into;
  component?: string;
  prompt?: string;
  other?: string;
  metric?: string;
  unit?: string;
  tokens?: string[];
  shift?: number;
  /** The metric of the prompt, of the other, and of the prompt with the workspace's changes; float32. */
  runs?: Bytes;
  /** The numbers of the cells that are changes of the workspace. */
  applied?: Bytes;
  code?: string;
};

export type State = "running" | "cancelled" | "failed" | "done";
/** The `_cells` trait; nothing before the first run. */
export type Cells = {
  of?: string;
  values?: Bytes;
  done?: Bytes;
  ends?: Bytes;
  finished?: number;
  state?: State;
  /** The numbers of the sweep that is taken off. */
  less?: { values: Bytes; done: Bytes; ends: Bytes };
};

export type Selected = { layer: number | null; position: number | null; head: number | null };

export type Traits = {
  _screen: Screen;
  _cells: Cells;
  _error: Record<string, string>;
  _selected: Selected;
  component: string;
  by: string[];
  align: "" | "start" | "end";
  into: Into;
  show: Show;
  busy: boolean;
};

/** The largest recovery that has a colour of its own. */
const FARTHEST = 2;

/** What one sweep has found. */
export class Found {
  /** The metric of the prompt that is patched, and of the other. */
  readonly here: number;
  readonly there: number;

  constructor(
    readonly values: Float32Array,
    readonly bits: Uint8Array,
    ends: ArrayLike<number>,
  ) {
    [this.here, this.there] = [ends[0] ?? Number.NaN, ends[1] ?? Number.NaN];
  }

  done(number: number): boolean {
    return (((this.bits[number >> 3] ?? 0) >> (number & 7)) & 1) === 1;
  }

  metric(number: number): number {
    return this.values[number] ?? Number.NaN;
  }

  /** The share of the way from the prompt to the other, as `analysis.statistics.recovery` has it. */
  recovered(metric: number): number {
    const room = Math.fround(this.there - this.here);
    if (Math.abs(room) <= 1e-4 * Math.max(Math.abs(this.here), Math.abs(this.there))) return Number.NaN;
    return Math.fround(Math.fround(metric - this.here) / room);
  }

  value(number: number, show: Show): number {
    const metric = this.metric(number);
    return show === "recovery" ? this.recovered(metric) : Math.fround(metric - this.here);
  }
}

export class Grid {
  readonly rows: Axis | undefined;
  readonly columns: Axis | undefined;
  /** The axis that a slider goes along. */
  readonly slices: Axis | undefined;
  readonly count: number;
  readonly finished: number;
  readonly state: State | null;
  readonly applied: Set<number>;
  /** The sweep, or the first of two; and the one that is taken off. */
  readonly one: Found;
  readonly less: Found | null;
  /** The metric with the changes of the workspace. */
  readonly now: number;
  readonly #reach = new Map<Show, number>();

  constructor(
    readonly screen: Screen,
    cells: Cells,
  ) {
    const axis = (name: Axis["name"]) => screen.axes.find((one) => one.name === name);
    this.rows = axis("layer");
    this.columns = axis("position") ?? axis("head");
    this.slices = axis("position") && axis("head");
    this.count = screen.axes.length > 0 ? screen.axes.reduce((n, one) => n * one.numbers.length, 1) : 0;
    const there = cells.of === screen.of && cells.values !== undefined;
    this.finished = there ? (cells.finished ?? 0) : 0;
    this.state = there ? (cells.state ?? null) : null;
    this.applied = new Set(screen.applied ? uint32(screen.applied) : []);
    const runs = screen.runs ? float32(screen.runs) : new Float32Array(0);
    const { values, done, ends, less } = there ? cells : ({} as Cells);
    this.one = new Found(
      values ? float32(values) : new Float32Array(this.count),
      done ? bits(done) : new Uint8Array(0),
      ends ? float32(ends) : runs,
    );
    this.less = less ? new Found(float32(less.values), bits(less.done), float32(less.ends)) : null;
    this.now = runs[2] ?? Number.NaN;
  }

  get size(): Size {
    return { rows: this.rows?.numbers.length ?? 0, columns: this.columns?.numbers.length ?? 1 };
  }

  /** The cells of all its sweeps. */
  get total(): number {
    return this.count * (this.screen.into === "prompt - other" ? 2 : 1);
  }

  get complete(): boolean {
    return this.count > 0 && this.finished === this.total;
  }

  /** The metric of the prompt, and of the other. */
  get here(): number {
    return this.one.here;
  }

  get there(): number {
    return this.one.there;
  }

  number({ row, column }: Cell, slice: number): number {
    const across = this.size.columns;
    const deep = this.slices?.numbers.length ?? 1;
    return (row * deep + (this.slices ? slice : 0)) * across + column;
  }

  /** Where a cell is, and in which slice. */
  place(number: number): Cell & { slice: number } {
    const across = this.size.columns;
    const deep = this.slices?.numbers.length ?? 1;
    const rest = Math.floor(number / across);
    return { row: Math.floor(rest / deep), column: number % across, slice: rest % deep };
  }

  done(number: number): boolean {
    return this.one.done(number) && (this.less?.done(number) ?? true);
  }

  metric(number: number): number {
    return this.one.metric(number);
  }

  recovered(metric: number): number {
    return this.one.recovered(metric);
  }

  recovery(number: number): number {
    return this.value(number, "recovery");
  }

  change(number: number): number {
    return this.value(number, "change");
  }

  /** Of two sweeps the first minus the second. */
  value(number: number, show: Show): number {
    const value = this.one.value(number, show);
    return this.less === null ? value : Math.fround(value - this.less.value(number, show));
  }

  /** The value at the end of the colours. */
  reach(show: Show): number {
    const most = this.largest(show);
    return show === "recovery" ? Math.min(FARTHEST, Math.max(1, most)) : most || 1;
  }

  /** The greatest size of a finite value. */
  largest(show: Show): number {
    const known = this.#reach.get(show);
    if (known !== undefined) return known;
    let most = 0;
    for (const number of this.ready()) {
      const size = Math.abs(this.value(number, show));
      if (Number.isFinite(size) && size > most) most = size;
    }
    this.#reach.set(show, most);
    return most;
  }

  /** Whether a value is NaN or infinite. */
  holes(show: Show): boolean {
    for (const number of this.ready()) if (!Number.isFinite(this.value(number, show))) return true;
    return false;
  }

  /** The number on each axis, by its name. */
  where(number: number): Partial<Record<Axis["name"], number>> {
    const found: Partial<Record<Axis["name"], number>> = {};
    for (const axis of [...this.screen.axes].reverse()) {
      found[axis.name] = axis.numbers[number % axis.numbers.length] as number;
      number = Math.floor(number / axis.numbers.length);
    }
    return found;
  }

  /** A cell in words: for the eye, or with tokens in quotes for the ear. */
  words(number: number, token: (text: string) => string = shown): string {
    const where = this.where(number);
    return this.screen.axes
      .map(({ name, numbers, labels }) => {
        const at = where[name] ?? 0;
        const label = labels[numbers.indexOf(at)] ?? "";
        return name === "position" ? `position ${at} ${token(label)}` : `${name} ${at}`;
      })
      .join(token === quoted ? ", " : " · ");
  }

  /** All cells that are there. */
  *ready(): Generator<number> {
    for (let number = 0; number < this.count; number++) if (this.done(number)) yield number;
  }
}

function bits(bytes: Bytes): Uint8Array {
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
