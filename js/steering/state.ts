/** What Python sends of the sliders and of the predictions, decoded. */

import { type Bytes, float32, float64, uint32 } from "../lib/codecs.ts";

/** A slider. `neutral`: where it changes nothing; null, like `value`, for a number that is set. */
export type Slider = {
  id: string;
  name: string;
  kind: "scale" | "set" | "add";
  unit: string;
  part: string;
  layer: number | null;
  at: Record<string, number>;
  position: number | null;
  low: number;
  high: number;
  neutral: number | null;
  value: number | null;
  clean: number | null;
  on: boolean;
  blocked: string;
};

/** `measures`: KL(was ‖ now), and the entropies now and before, in nats, as float64. */
export type Next = { ids: Bytes; texts: string[]; now: Bytes; was: Bytes; measures: Bytes };

/** `turn` counts drawings; `state` counts changes and prompts, so that a text knows whether it is old. */
export type Screen = {
  turn: number;
  state: number;
  tokens: string[];
  sliders: Slider[];
  others: number;
  changed: boolean;
  next: Next | null;
  compared: boolean;
  can: { undo: boolean; redo: boolean };
  pace: number;
};

export type Live = Partial<Next & { turn: number; slider: string; value: number | null }>;
export type Heads = {
  layers: number[];
  blocks: number;
  columns: number;
  norms: Bytes;
  position: number;
  reason: string;
};
export type Neurons = { layer: number; position: number; values: Bytes };
export type Written = { texts: string[]; probabilities: Bytes };
export type Sample = { state: number; settings: [number, number, number]; edited: Written; clean: Written };
/** `values` are float64; `probabilities` [values, ids]. */
export type Sweep = { slider: string; values: Bytes; ids: Bytes; texts: string[]; probabilities: Bytes };

export type Traits = {
  _screen: Screen;
  _live: Live;
  _heads: Heads | Record<string, never>;
  _neurons: Neurons | Record<string, never>;
  _sample: Sample | Record<string, never>;
  _sweep: Sweep | Record<string, never>;
  _code: string;
  _error: Record<string, string>;
  _selected: { layer: number | null; position: number | null; head: number | null };
  against: "clean" | "other";
  token: number | null;
  length: number;
  temperature: number;
  seed: number;
  automatic: boolean;
  busy: boolean;
};

export type Guess = { id: number; text: string; now: number; was: number };
export type Measures = { divergence: number; now: number; was: number };

export function guesses(next: Next): Guess[] {
  const [ids, now, was] = [uint32(next.ids), float32(next.now), float32(next.was)];
  return next.texts.map((text, at) => ({
    id: ids[at] ?? -1,
    text,
    now: now[at] ?? Number.NaN,
    was: was[at] ?? Number.NaN,
  }));
}

export function measures(next: Next): Measures {
  const [divergence = Number.NaN, now = Number.NaN, was = Number.NaN] = float64(next.measures);
  return { divergence, now, was };
}

/** The next tokens on screen: of the slider as it moves, where that is newer than Python's last drawing. */
export function current(screen: Screen, live: Live): Next | null {
  const { ids, texts, now, was, measures: numbers } = live;
  if (live.turn !== screen.turn || !ids || !texts || !now || !was || !numbers) return screen.next;
  return { ids, texts, now, was, measures: numbers };
}

/** A step that is easy to read: a power of ten, about two hundred from end to end. */
export function stepOf(low: number, high: number): number {
  return 10 ** Math.floor(Math.log10((high - low) / 100));
}

/** A number as a person writes it: no digits that a binary fraction adds. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** Seconds that a text may take to be written without being asked for. */
export const QUICK = 2.5;

/** How long it takes to write the texts, about; never where there is no prompt. */
export function takes({ pace, tokens }: Screen, length: number): number {
  return tokens.length === 0 ? Number.POSITIVE_INFINITY : 2 * pace * length;
}
