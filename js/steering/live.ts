/** Asking while a slider moves: one question at a time, and always the last place, not those in between. */

type Wish = { slider: string; value: number };

/** Milliseconds between an answer and the next question, so that the browser paints first. */
const REST = 12;

export class Live {
  readonly #ask: (wish: Wish) => Promise<unknown>;
  #wanted: Wish | null = null;
  #running = false;

  constructor(ask: (wish: Wish) => Promise<unknown>) {
    this.#ask = ask;
  }

  move(wish: Wish): void {
    this.#wanted = wish;
    if (!this.#running) void this.#run();
  }

  /** The slider was let go: what waits is of no use any more. */
  settle(): void {
    this.#wanted = null;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#wanted !== null) {
      const wish = this.#wanted;
      this.#wanted = null;
      await this.#ask(wish);
      await new Promise((done) => setTimeout(done, REST));
    }
    this.#running = false;
  }
}
