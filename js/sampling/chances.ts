/**
 * From logits to the probabilities that a token is drawn with: temperature, top-k, top-p, min-p, in this order, as in
 * transformers. Pure: numbers in, numbers out, in float64; `widgets/_sampling_chances.py` is the same in Python.
 *
 * Tokens are rows, the likeliest first, of equal ones the smaller id: so every cut keeps the rows before some row.
 */

import { Weights } from "./weights.ts";

export type Settings = {
  /** What logits are divided by; 0 takes the likeliest. */
  temperature: number;
  /** How many of the likeliest stay, with those as likely as the last of them; 0 is all. */
  top_k: number;
  /** The fewest likeliest with this probability together stay; 1 is all. */
  top_p: number;
  /** What has at least this share of the largest probability stays; 0 is all. */
  min_p: number;
};

export type Cut = "top-k" | "top-p" | "min-p";

/** Exponents up to this give a float64 whose sum over any vocabulary is one, too. */
const WRITABLE = 600;

export class Chances {
  /** How many rows are left after each cut. */
  readonly left: Record<Cut, number>;
  /** How many rows stay. */
  readonly kept: number;
  readonly #weights: Weights;

  /**
   * @param logits the likeliest first.
   * @param weights of these logits at this temperature, where they are known already.
   */
  constructor(
    readonly logits: Float32Array,
    readonly settings: Settings,
    weights = new Weights(logits, settings.temperature),
  ) {
    const size = logits.length;
    this.#weights = weights;
    if (settings.temperature === 0) {
      this.left = { "top-k": size, "top-p": size, "min-p": size };
      this.kept = 1;
      return;
    }
    const k = this.#topK();
    const p = this.#topP(k);
    const m = this.#minP(p);
    this.left = { "top-k": k, "top-p": p, "min-p": m };
    this.kept = m;
  }

  get size(): number {
    return this.logits.length;
  }

  /** Whether there is anything to choose from: no logit is NaN, and the largest is a number. */
  get usable(): boolean {
    return this.size > 0 && Number.isFinite(this.logits[0]) && !Number.isNaN(this.#sum(this.size));
  }

  has(row: number): boolean {
    return row < this.kept;
  }

  /** Which cut takes a row away; null if none does. */
  cut(row: number): Cut | null {
    if (this.settings.temperature === 0) return null;
    return (["top-k", "top-p", "min-p"] as const).find((name) => row >= this.left[name]) ?? null;
  }

  /** The logit divided by the temperature. */
  scaled(row: number): number {
    return this.#logit(row) / this.settings.temperature;
  }

  /**
   * What is taken off every logit / temperature before the exponential, so that it can be written: mostly nothing. The
   * quotient is the same.
   */
  get shift(): number {
    return Math.abs(this.scaled(0)) > WRITABLE ? this.scaled(0) : 0;
  }

  /** exp(logit / temperature − shift): a row's term of the sum. */
  term(row: number): number {
    return this.#weight(row) * Math.exp(this.scaled(0) - this.shift);
  }

  /** The sum of the terms of the first so many rows; of all, if not said otherwise. */
  total(rows = this.size): number {
    return this.#sum(rows) * Math.exp(this.scaled(0) - this.shift);
  }

  /** The softmax over all rows, before any cut. */
  softmax(row: number): number {
    return this.#weight(row) / this.#sum(this.size);
  }

  /** The running sum that top-p looks at: of all that top-k has left. */
  running(row: number): number {
    const all = this.#sum(this.left["top-k"]);
    return Math.min(1, this.#sum(row + 1) / all);
  }

  /** The probability that it is drawn. */
  probability(row: number): number {
    if (!this.has(row)) return 0;
    return this.#weight(row) / this.#sum(this.kept);
  }

  /** What the rows that stay had before the cuts, together. */
  get mass(): number {
    return this.#sum(this.kept) / this.#sum(this.size);
  }

  /** The entropy in nats of what is drawn from; with `all`, of the softmax before the cuts. */
  entropy(all = false): number {
    if (this.settings.temperature === 0) return 0;
    return Math.max(0, this.#weights.entropy(all ? this.size : this.kept));
  }

  /** The row whose part of the sum a random number falls in. */
  draw(random: number): number {
    const goal = random * this.#sum(this.kept);
    let [low, high] = [0, this.kept - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sum(middle + 1) > goal) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // ---------------------------------------------------------------- how it is done

  #topK(): number {
    const { top_k } = this.settings;
    return top_k > 0 && top_k < this.size ? this.#equals(top_k - 1) : this.size;
  }

  /** Summed up from the least likely, which is taken away while the sum is at most 1 − p. */
  #topP(left: number): number {
    const { top_p } = this.settings;
    if (top_p >= 1) return left;
    const all = this.#sum(left);
    let [upto, sum] = [left, 0];
    while (upto > 1) {
      sum += this.#weight(upto - 1) / all;
      if (!(sum <= 1 - top_p)) break;
      upto--;
    }
    return upto;
  }

  #minP(left: number): number {
    const { min_p } = this.settings;
    if (min_p <= 0) return left;
    let upto = left;
    while (upto > 1 && this.#weight(upto - 1) < min_p) upto--; // the largest weight is 1
    return upto;
  }

  /** The first row after this one that has a smaller logit. */
  #equals(row: number): number {
    let upto = row + 1;
    while (upto < this.size && this.#logit(upto) === this.#logit(row)) upto++;
    return upto;
  }

  #logit(row: number): number {
    return this.logits[row] as number;
  }

  #weight(row: number): number {
    return this.#weights.weight(row);
  }

  /** The sum of the first so many weights. */
  #sum(rows: number): number {
    return this.#weights.sum(rows);
  }
}
