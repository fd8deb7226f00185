/** The logits at one temperature: what the cuts then share out. Made once, however the cuts are moved. */

export class Weights {
  /** exp((logit − largest) / temperature) of each row; the largest is 1. */
  readonly #weights: Float64Array;
  readonly #sums: Float64Array;
  /** The sum of weight × exponent of all rows. */
  readonly #moment: number;

  /**
   * @param logits the likeliest first.
   * @param temperature at 0 there is no quotient: the weights are those of 1, and only shown.
   * @param spent those of another temperature that nobody reads any more: their room is written over. A new slider
   *   step then leaves nothing to be collected.
   */
  constructor(
    readonly logits: Float32Array,
    readonly temperature: number,
    spent?: Weights,
  ) {
    const size = logits.length;
    const fits = spent?.logits.length === size;
    this.#weights = fits ? spent.#weights : new Float64Array(size);
    this.#sums = fits ? spent.#sums : new Float64Array(size);
    this.#moment = this.#fill(this.#weights, this.#sums);
  }

  weight(row: number): number {
    return this.#weights[row] as number;
  }

  /** The sum of the first so many weights. */
  sum(rows: number): number {
    return rows === 0 ? 0 : (this.#sums[rows - 1] as number);
  }

  /** The entropy in nats of the first so many rows, when their probabilities sum to 1. */
  entropy(rows: number): number {
    const sum = this.sum(rows);
    const moment = rows === this.logits.length ? this.#moment : this.#momentOf(rows);
    return Math.log(sum) - moment / sum;
  }

  // ---------------------------------------------------------------- how it is done

  #fill(weights: Float64Array, sums: Float64Array): number {
    const { logits } = this;
    const largest = logits[0] ?? Number.NaN;
    const divisor = this.temperature || 1;
    let [sum, moment] = [0, 0];
    for (let row = 0; row < logits.length; row++) {
      const exponent = ((logits[row] as number) - largest) / divisor;
      const weight = Math.exp(exponent);
      sum += weight;
      if (weight !== 0) moment += weight * exponent; // of −∞ there is nothing
      weights[row] = weight;
      sums[row] = sum;
    }
    return moment;
  }

  #momentOf(rows: number): number {
    const largest = this.logits[0] as number;
    const divisor = this.temperature || 1;
    let moment = 0;
    for (let row = 0; row < rows; row++) {
      const weight = this.#weights[row] as number;
      if (weight !== 0) moment += weight * (((this.logits[row] as number) - largest) / divisor);
    }
    return moment;
  }
}
