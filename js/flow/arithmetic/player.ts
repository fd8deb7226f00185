/** A row of moments, one after the other: started, skipped to the end, started again. */

export class Player {
  readonly #moment: (at: number) => void;
  #waits: number[] = [];
  #at = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(moment: (at: number) => void, signal: AbortSignal) {
    this.#moment = moment;
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
  }

  /** How many moments are over. */
  get at(): number {
    return this.#at;
  }

  get playing(): boolean {
    return this.#at < this.#waits.length;
  }

  /** Begin: before each moment so many milliseconds. */
  start(waits: number[]): void {
    this.#waits = waits;
    this.#go(0);
  }

  /** All at once. */
  skip(): void {
    this.#go(this.#waits.length);
  }

  /** Go on where it was, with other moments. */
  goOn(waits: number[]): void {
    const over = !this.playing;
    this.#waits = waits;
    this.#go(over ? waits.length : Math.min(this.#at, waits.length));
  }

  #go(at: number): void {
    clearTimeout(this.#timer);
    this.#at = at;
    const wait = this.#waits[at];
    if (wait !== undefined) this.#timer = setTimeout(() => this.#go(at + 1), wait);
    this.#moment(at);
  }
}

/** Whether the user wants no motion. */
export function still(): boolean {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}
