/** What Python says and what the view wishes: the traits. */

import type { Bytes } from "../lib/codecs.ts";
import type { Run } from "../lib/shows.ts";
import type { Arithmetic } from "./arithmetic/panel.ts";
import type { HeadsData } from "./heads/map.ts";
import type { Level } from "./layout.ts";
import type { Block, Head, Part } from "./scene.ts";
import type { TextState } from "./text/bar.ts";

export type Empty = Record<string, never>;
export type Filled = {
  empty: false;
  tokens: string[];
  layers: number;
  ends: Part;
  missing: Partial<Record<Run, string>>;
  other: boolean;
  edits: { text: string; on: boolean }[];
  can: { undo: boolean; redo: boolean };
  text: TextState;
};
export type Screen = Filled | { empty: true; why: string; text: TextState };
export type PackedNext = {
  position: number;
  ids: number[];
  strings: string[];
  logits: Bytes;
  probabilities: Bytes;
  clean: Bytes | null;
};
export type PackedQuantity = {
  kind?: string;
  label?: string;
  unit?: string;
  most?: number;
  steps?: Record<string, Bytes>;
  edges?: Bytes | null;
  token?: { id: number; text: string };
  missing?: Record<string, string> | string;
};
export type Place = { step: string; position: number; dimension: number; head: number | null };
export type Selected = { layer: number | null; position: number | null; head: number | null };
export type Ribbon = "none" | "norm" | "attention" | "contribution";
export type Traits = {
  _screen: Screen;
  _block: Block;
  _head: Head;
  _next: PackedNext;
  _heads: HeadsData | Empty;
  _number: Arithmetic | Empty;
  _ribbons: PackedQuantity;
  _selected: Selected;
  _error: { message?: string; details?: string };
  /** On a page without a kernel: all blocks, all heads as "block.head", and what comes next by position. */
  _kept?: { blocks: Record<string, Block>; heads: Record<string, Head>; next: Record<string, PackedNext> };
  place: Place | Empty;
  level: Level;
  show: Run;
  ribbon: Ribbon;
  busy: boolean;
};

export function isPlace(place: Place | Empty): place is Place {
  return "step" in place;
}
