/** What Python sends of a text, decoded, and the questions that the parts of the view ask of it. */

import { type Bytes, float32, uint32 } from "../lib/codecs.ts";
import { exact } from "../lib/numbers.ts";
import { NAMES, type Run, runsOf, type Show } from "../lib/shows.ts";
import { quoted } from "../lib/tokens.ts";

export type Colour = "probability" | "surprisal";

export type Branch = {
  text: string;
  token: string[];
  tokens: number;
  at: number;
  parent: number | null;
  level: number;
  now: boolean;
};

/** The `_screen` trait: of T tokens, and in `top` and `chances` of the k likeliest after each. */
export type Screen = {
  empty: boolean;
  first: number;
  limit: number | null;
  full: boolean;
  ended: boolean;
  ends: number[];
  vocabulary: Bytes;
  strings: string[];
  runs: Run[];
  ahead: string[];
  branches: Branch[];
  stale: boolean;
  code: string;
  ids: Bytes;
  said: Record<string, Bytes>;
  bits: Record<string, Bytes>;
  top: Bytes;
  chances: Record<string, Bytes>;
  ranks: Bytes;
  drawn: Bytes;
  taken: Bytes;
};

export type Selected = { layer: number | null; position: number | null; head: number | null };

export type Traits = {
  _screen: Screen;
  _error: Record<string, string>;
  _selected: Selected;
  busy: boolean;
  greedy: boolean;
  temperature: number;
  top_k: number;
  top_p: number;
  seed: number;
  at: number | null;
  show: Show;
  colour: Colour;
};

/** In the place of the probability of a token that sampling cuts: that of one that it does not may be 0 to rounding. */
export const CUT = -1;

/** A token in a place: what the runs say of it, and with what probability sampling takes it; null is not known. */
export type Guess = {
  id: number;
  text: string;
  rank: number;
  chances: Partial<Record<Run, number>>;
  drawn: number | null;
  taken: boolean;
};

type Floats = Partial<Record<Run, Float32Array>>;

export class Text {
  readonly ids: Uint32Array;
  readonly #texts: Map<number, string>;
  readonly #said: Floats = {};
  readonly #bits: Floats = {};
  readonly #chances: Floats = {};
  readonly #top: Uint32Array;
  readonly #ranks: Uint32Array;
  readonly #drawn: Float32Array;
  readonly #taken: Float32Array;
  readonly #wide: number;

  constructor(readonly screen: Screen) {
    const none = new Uint8Array(0);
    this.ids = uint32(screen.ids ?? none);
    const known = uint32(screen.vocabulary ?? none);
    this.#texts = new Map(Array.from(known, (id, at) => [id, screen.strings[at] ?? ""]));
    for (const run of screen.runs ?? []) {
      this.#said[run] = float32(screen.said[run] ?? none);
      this.#bits[run] = float32(screen.bits[run] ?? none);
      this.#chances[run] = float32(screen.chances[run] ?? none);
    }
    this.#top = uint32(screen.top ?? none);
    this.#ranks = uint32(screen.ranks ?? none);
    this.#drawn = float32(screen.drawn ?? none);
    this.#taken = float32(screen.taken ?? none);
    this.#wide = this.ids.length > 0 ? this.#top.length / this.ids.length : 0;
  }

  /** How many tokens there are; as a position, the next. */
  get length(): number {
    return this.ids.length;
  }

  get written(): number {
    return this.length - this.screen.first;
  }

  has(run: Run): boolean {
    return this.screen.runs?.includes(run) ?? false;
  }

  /** Why something cannot be shown; empty if it can. */
  missing(show: Show): string {
    if (show.includes("clean") && !this.has("clean")) return "There are no changes";
    if (show.includes("other") && !this.has("other")) return "There is no other prompt, or it is too long";
    return "";
  }

  token(at: number): string {
    return this.#texts.get(this.ids[at] ?? -1) ?? "";
  }

  isEnd(at: number): boolean {
    return at >= this.screen.first && (this.screen.ends ?? []).includes(this.ids[at] ?? -1);
  }

  probability(run: Run, at: number): number | null {
    return known(this.#said[run], at, run === "other" && at < this.screen.first);
  }

  bits(run: Run, at: number): number | null {
    return known(this.#bits[run], at, run === "other" && at < this.screen.first);
  }

  /** The number that colours a token; null where there is none. */
  value(at: number, show: Show, colour: Colour): number | null {
    const of = (run: Run) => (colour === "surprisal" ? this.bits(run, at) : this.probability(run, at));
    const [one, two] = runsOf(show);
    const [first, second] = [of(one), two === null ? 0 : of(two)];
    return first === null || second === null ? null : Math.fround(first - second);
  }

  /** The largest value without its sign, rounded up; of probabilities 1. */
  reach(show: Show, colour: Colour): number {
    const difference = runsOf(show)[1] !== null;
    if (colour === "probability" && !difference) return 1;
    let most = 0;
    for (let at = 0; at < this.length; at++) {
      const value = this.value(at, show, colour);
      if (value !== null && Number.isFinite(value)) most = Math.max(most, Math.abs(value));
    }
    if (colour === "surprisal") return Math.max(1, Math.ceil(most));
    return Math.max(0.01, Math.ceil(most * 100) / 100);
  }

  /** The likeliest tokens in a place, and the one that was taken. */
  guesses(at: number): Guess[] {
    if (at < 1 || at > this.length) return [];
    const start = (at - 1) * this.#wide;
    const taken = this.ids[at];
    const drawn = (at - this.screen.first) * this.#wide;
    const found = Array.from({ length: this.#wide }, (_, rank): Guess => {
      const id = this.#top[start + rank] ?? 0;
      const chances: Guess["chances"] = {};
      for (const run of this.screen.runs) chances[run] = this.#chances[run]?.[start + rank] ?? Number.NaN;
      const sampled = at >= this.screen.first ? (this.#drawn[drawn + rank] ?? null) : null;
      return { id, text: this.#texts.get(id) ?? "", rank, chances, drawn: sampled, taken: id === taken };
    });
    if (taken !== undefined && !found.some((guess) => guess.taken)) found.push(this.#extra(at, taken));
    return found;
  }

  #extra(at: number, id: number): Guess {
    const chances: Guess["chances"] = {};
    for (const run of this.screen.runs) chances[run] = this.#said[run]?.[at] ?? Number.NaN;
    const drawn = this.#taken[at - this.screen.first] ?? null;
    return { id, text: this.token(at), rank: this.#ranks[at] ?? 0, chances, drawn, taken: true };
  }

  /** A token in words, for the ear. */
  describe(at: number, show: Show, colour: Colour): string {
    if (at >= this.length) return "next token";
    const parts = [
      at < this.screen.first ? "prompt" : "written",
      `position ${at}`,
      this.isEnd(at) ? `${quoted(this.token(at))}, end of the text` : quoted(this.token(at)),
    ];
    const value = this.value(at, show, colour);
    const unit = colour === "surprisal" ? " bits" : "";
    if (value !== null) parts.push(`${colour} ${NAMES[show]} ${exact(value)}${unit}`);
    return parts.join(", ");
  }
}

/** The first token has no number, and the prompt none after another prompt; NaN elsewhere is the model's. */
function known(values: Float32Array | undefined, at: number, none: boolean): number | null {
  return at === 0 || none ? null : (values?.[at] ?? null);
}
