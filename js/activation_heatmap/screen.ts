/** What Python sends of a heatmap: a matrix, whole or pooled, and what is said of it. */

import type { Bytes } from "../lib/codecs.ts";
import type { Missing, Show } from "../lib/shows.ts";

/** Powers of two that are pooled: rows and columns. */
export type Level = [down: number, right: number];
/** First and last of each. */
export type Cells = { rows: [number, number]; columns: [number, number] };
export type Component = { name: string; layers: number[]; why: string };
export type Ranges = {
  full: [number, number];
  robust: [number, number];
  /** Numbers outside the robust range: of the diverging map, of the sequential one. */
  clipped: [number, number];
};
export type Screen = {
  version: number;
  title: string;
  about: string;
  /** Texts along an axis, by its name. */
  labels: Record<string, string[]>;
  names: string[];
  shape: number[];
  rows: string;
  columns: string;
  at: Record<string, number>;
  size: [number, number];
  /** What float16 numbers are shares of. */
  scale: number;
  first: { level: Level; exact: boolean; values: Bytes };
  nan: number;
  infinite: number;
  range: Ranges;
  histogram: { low: number; high: number; counts: Bytes };
  top: { indices: Bytes; norms: Bytes };
  // of a model's value alone
  place?: { name: string; layer: number | null; port: string };
  components?: Component[];
  /** What cannot be shown, and why not. */
  missing?: Missing;
  other?: boolean;
  edits?: number;
  can?: { undo: boolean; redo: boolean };
  outlines?: Cells[];
};
export type Traits = {
  _screen: Screen;
  _error: { message?: string; details?: string };
  _selected: { layer?: number | null; position?: number | null; head?: number | null };
  rows: string;
  columns: string;
  at: Record<string, number>;
  cells: Cells | Record<string, never>;
  colours: "diverging" | "sequential";
  range: "robust" | "full";
  show: Show;
  busy: boolean;
};

/** The size of each axis by its name. */
export function sizes({ names, shape, size }: Screen): Record<string, number> {
  const first = names.length - shape.length; // a vector has an axis of one row before its own
  return Object.fromEntries(names.map((name, at) => [name, shape[at - first] ?? size[0]]));
}

/** How many changes the cells are: whole rows and columns are one each. */
export function changesOf({ rows, columns }: Cells, [height, width]: [number, number]): number {
  const along = ([first, last]: [number, number], size: number) => {
    const number = last - first + 1;
    return number === size ? 1 : number;
  };
  return along(rows, height) * along(columns, width);
}

export const LIMIT = 64;
