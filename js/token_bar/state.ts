/** What Python sends of the prompts, decoded, and the questions that the parts of the view ask of it. */

import { type Bytes, float32, uint32 } from "../lib/codecs.ts";
import { exact } from "../lib/numbers.ts";
import { type Missing, type Run, runsOf, type Show } from "../lib/shows.ts";
import { quoted } from "../lib/tokens.ts";

/** What colours the prompt's tokens; those of the other prompt have their own numbers beside those of one run. */
export type Colour = "none" | Exclude<Show, "other">;
export type Prompt = { text: string; ids: boolean } | null;
/** The likeliest next tokens, and for each run their probabilities. */
export type Next = { ids: Bytes; texts: string[]; probabilities: Bytes[] };

/** The `_screen` trait. `edited`, `clean`, `others`: log-probabilities of all tokens but the first, in nats. */
export type Screen = {
  prompt: Prompt;
  other: Prompt;
  tokens: string[];
  other_tokens: string[] | null;
  ids: Bytes;
  other_ids: Bytes;
  changed: boolean;
  missing: Missing;
  edited: Bytes;
  clean: Bytes;
  others: Bytes;
  next: Next | null;
  other_next: Next | null;
};

/** The `_here` trait: what comes after a selected token that is not the last. */
export type Here = { position?: number; next?: Next; other_next?: Next | null };

export type Selected = { layer: number | null; position: number | null; head: number | null };

export type Traits = {
  _screen: Screen;
  _error: Record<string, string>;
  _selected: Selected;
  _here?: Here;
  colour: Colour;
  busy: boolean;
};

export type Guess = { id: number; text: string; probabilities: number[] };
/** A token of a prompt. */
export type Token = { text: string; id: number };
/** The ends of a colour scale in nats. */
export type Range = { low: number; high: number };

export class Strip {
  readonly #ids: Uint32Array;
  readonly #otherIds: Uint32Array;
  readonly #said: Record<Run, Float32Array>;

  constructor(
    readonly screen: Screen,
    readonly after: Here = {},
  ) {
    this.#ids = uint32(screen.ids);
    this.#otherIds = uint32(screen.other_ids);
    this.#said = {
      edited: float32(screen.edited),
      clean: float32(screen.clean),
      other: float32(screen.others),
    };
  }

  /** How many positions are drawn: those of the longer prompt. */
  get length(): number {
    return Math.max(this.screen.tokens.length, this.screen.other_tokens?.length ?? 0);
  }

  here(position: number): Token | null {
    return token(this.screen.tokens, this.#ids, position);
  }

  there(position: number): Token | null {
    return token(this.screen.other_tokens ?? [], this.#otherIds, position);
  }

  /** Whether the prompts have different tokens here, or one of them none. */
  differs(position: number): boolean {
    return this.screen.other_tokens !== null && this.here(position)?.id !== this.there(position)?.id;
  }

  /** How many positions differ. */
  get differing(): number {
    return Array.from({ length: this.length }, (_, at) => this.differs(at)).filter(Boolean).length;
  }

  /** The log-probability of a token; null for the first, before which there is nothing. */
  said(run: Run, position: number): number | null {
    return this.#said[run][position - 1] ?? null;
  }

  /** The number that colours a token of the prompt. */
  value(colour: Colour, position: number): number | null {
    if (colour === "none") return null;
    const [run, base] = runsOf(colour);
    const value = this.said(run, position);
    if (base === null) return value;
    const less = this.said(base, position);
    return value === null || less === null ? null : Math.fround(value - less);
  }

  /** The whole nats that hold every finite number on the screen. */
  range(colour: Colour): Range {
    const numbers: number[] = [];
    for (let position = 1; position < this.length; position++) {
      const other = isDifference(colour) ? null : this.said("other", position);
      for (const value of [this.value(colour, position), other]) {
        if (value !== null && Number.isFinite(value)) numbers.push(value);
      }
    }
    const most = (best: number, value: number) => Math.max(best, Math.abs(value));
    const far = Math.max(isDifference(colour) ? 0.01 : 1, numbers.reduce(most, 0));
    if (!isDifference(colour)) return { low: -Math.ceil(far), high: 0 };
    const rounded = far >= 1 ? Math.ceil(far) : Math.ceil(far * 100) / 100;
    return { low: -rounded, high: rounded };
  }

  /** The likeliest next tokens of the prompt, or of the other. */
  next(which: "next" | "other_next"): Guess[] {
    const next = this.after.position === undefined ? this.screen[which] : this.after[which];
    if (!next) return [];
    const runs = next.probabilities.map(float32);
    return [...uint32(next.ids)].map((id, rank) => ({
      id,
      text: next.texts[rank] ?? "",
      probabilities: runs.map((run) => run[rank] ?? Number.NaN),
    }));
  }

  /** A position in words, for the ear. */
  describe(position: number, colour: Colour): string {
    const [here, there] = [this.here(position), this.there(position)];
    const parts = [`position ${position}`, here === null ? "none" : quoted(here.text)];
    const value = this.value(colour, position);
    if (value !== null)
      parts.push(`${isDifference(colour) ? "difference" : "log-probability"} ${exact(value)}`);
    if (this.screen.other_tokens !== null && this.differs(position)) {
      parts.push(there === null ? "none in the other prompt" : `${quoted(there.text)} in the other prompt`);
    }
    return parts.join(", ");
  }
}

/** Whether the colour is that of one run minus another. */
export function isDifference(colour: Colour): boolean {
  return colour !== "none" && runsOf(colour)[1] !== null;
}

function token(texts: string[], ids: Uint32Array, position: number): Token | null {
  const [text, id] = [texts[position], ids[position]];
  return text === undefined || id === undefined ? null : { text, id };
}
