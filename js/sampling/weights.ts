/** The logits at one temperature: what the cuts then share out. Made once, however the cuts are moved. */

export class Weights {
  /** exp((logit − largest) / temperature) of each row; the largest is 1. */
  readonly weights: Float64Array;
  readonly #sums: Float64Array;
  readonly #moments: Float64Array;

  /**
   * @param logits the likeliest first.
   * @param temperature at 0 there is no quotient: the weights are those of 1, and only shown.
   */
  constructor(
    readonly logits: Float32Array,
    readonly temperature: number,
  ) {
    const size = logits.length;
    const weights = new Float64Array(size);
    const sums = new Float64Array(size);
    const moments = new Float64Array(size);
    const largest = logits[0] ?? Number.NaN;
    const divisor = temperature || 1;
    let [sum, moment] = [0, 0];
    for (let row = 0; row < size; row++) {
      const exponent = ((logits[row] as number) - largest) / divisor;
      const weight = Math.exp(exponent);
      sum += weight;
      if (weight !== 0) moment += weight * exponent; // of −∞ there is nothing
      weights[row] = weight;
      sums[row] = sum;
      moments[row] = moment;
    }
    this.weights = weights;
    this.#sums = sums;
    this.#moments = moments;
  }

  weight(row: number): number {
    return this.weights[row] as number;
  }

  /** The sum of the first so many weights. */
  sum(rows: number): number {
    return rows === 0 ? 0 : (this.#sums[rows - 1] as number);
  }

  /** The entropy in nats of the first so many rows, when their probabilities sum to 1. */
  entropy(rows: number): number {
    const sum = this.sum(rows);
    return Math.log(sum) - (this.#moments[rows - 1] as number) / sum;
  }
}
