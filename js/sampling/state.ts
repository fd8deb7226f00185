/** What Python sends of the logits, decoded: rows of tokens, the likeliest first. */

import { type Bytes, float32, uint32 } from "../lib/codecs.ts";
import type { Missing, Show } from "../lib/shows.ts";
import type { Settings } from "./chances.ts";

/** The logits of a token. `ids`, `logits`, `texts` are of the likeliest; `means` and `sizes` of groups of the rest. */
export type Outcome = {
  empty: false;
  version: number;
  position: number;
  tokens: number;
  before: string[];
  vocabulary: number;
  ids: Bytes;
  logits: Bytes;
  texts: string[];
  means: Bytes;
  sizes: Bytes;
  /** Of a difference of two runs what it is, and the logits of the second, whose texts are those of the first. */
  show?: Show;
  less?: Pick<Outcome, "ids" | "logits" | "means" | "sizes">;
};

/** The `_screen` trait. */
export type Screen = { empty: true } | (Outcome & { show: Show; missing: Missing });
export type Filled = Extract<Screen, { empty: false }>;

export type Traits = Settings & {
  _screen: Screen;
  _error: Record<string, string>;
  _selected: { layer: number | null; position: number | null; head: number | null };
  show: Show;
  seed: number;
  draws: number;
  temperatures: number[];
  busy: boolean;
};

/** Everything that the user sets, and that needs no kernel. */
export type Wishes = Settings & Pick<Traits, "seed" | "draws" | "temperatures">;

/** The tokens by likelihood; of those after `named` only that there are so many, and their mean logit in groups. */
export type Listing = {
  logits: Float32Array;
  ids: Uint32Array;
  named: number;
  /** The token of a row; null where it is not known here. */
  text(row: number): string | null;
};

/** What came with the view. */
export function listing(screen: Omit<Outcome, "less">): Listing {
  const known = float32(screen.logits);
  const logits = new Float32Array(screen.vocabulary);
  logits.set(known);
  const [means, sizes] = [float32(screen.means), uint32(screen.sizes)];
  let from = known.length;
  for (const [group, size] of sizes.entries()) {
    logits.fill(means[group] ?? Number.NaN, from, from + size);
    from += size;
  }
  return { logits, ids: uint32(screen.ids), named: known.length, text: (row) => screen.texts[row] ?? null };
}

/** What was fetched: all of them. */
export function wholeListing(ids: Bytes, logits: Bytes, texts: readonly string[]): Listing {
  const known = uint32(ids);
  return {
    logits: float32(logits),
    ids: known,
    named: known.length,
    text: (row) => texts[known[row] ?? -1] ?? null,
  };
}

/** The rows whose token has these letters, or whose id is meant by "#17"; all for an empty search. */
export function found(list: Listing, sought: string): Uint32Array | null {
  if (sought === "") return null;
  const letters = sought.toLowerCase();
  const id = /^#\d+$/.test(sought) ? Number(sought.slice(1)) : null;
  const rows: number[] = [];
  for (let row = 0; row < list.named; row++) {
    const is = id === null ? list.text(row)?.toLowerCase().includes(letters) : list.ids[row] === id;
    if (is) rows.push(row);
  }
  return Uint32Array.from(rows);
}
