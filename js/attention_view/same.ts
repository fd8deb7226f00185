/** Whether a picture would be drawn from what it was drawn from: one message of Python's has several changes in it. */

export class Same {
  #last: readonly unknown[] | null = null;

  /** Whether these are the ones of the last call; from now on they are the last. */
  as(...now: unknown[]): boolean {
    const same =
      this.#last?.length === now.length && now.every((one, at) => Object.is(one, this.#last?.[at]));
    this.#last = now;
    return same;
  }

  forget(): void {
    this.#last = null;
  }
}
