/** What small views have in common: requests whose errors are shown, notices, and a line that is read out. */

import type { AnyModel } from "@anywidget/types";
import { h } from "./dom.ts";
import { errorBox, type Failure, failure } from "./guard.ts";
import { KernelError, listen, type Request, requests } from "./request.ts";

const SILENCE =
  "No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; " +
  "run the cell again to bring it back to life.";

type Asking = {
  /** Whether an error or a notice on screen stays when it is done: for what was not asked by a click. */
  quiet?: boolean;
};

export class Panel {
  /** Errors and notices; put it where the user looks. */
  readonly messages = h("div", { class: "messages" });
  /** What has happened, in a sentence. */
  readonly status = h("p", { class: "status", role: "status" });
  readonly #model: AnyModel;
  readonly #request: Request;
  readonly #signal: AbortSignal;
  #silence: HTMLElement | null = null;

  constructor(model: AnyModel, signal: AbortSignal) {
    this.#model = model;
    this.#signal = signal;
    this.#request = requests(model, () => this.#beSilent(), signal);
    for (const name of ["_error", "_screen"]) listen(model, `change:${name}`, () => this.#drawn(), signal);
    listen(model, "change:_progress", () => this.#heard(), signal);
    this.#drawn();
  }

  /** Ask Python for something; false when it was refused, and then the message is on the screen. */
  async ask(
    kind: string,
    payload: Record<string, unknown> = {},
    { quiet = false }: Asking = {},
  ): Promise<boolean> {
    try {
      await this.#request(kind, payload);
      if (quiet) this.#heard();
      else this.#drawn();
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  /** Show what was thrown. */
  fail(error: unknown): void {
    const { message, details } = failure(error);
    this.#show({ message, details: error instanceof KernelError ? error.details : details });
  }

  /** Say something that is no error. */
  notice(text: string): void {
    this.messages.replaceChildren(h("p", { class: "notice", role: "status" }, text));
  }

  announce(text: string): void {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /** The error of Python's last drawing; after a good one there is nothing to say, of older requests neither. */
  #drawn(): void {
    const { message, details }: Partial<Failure> = this.#model.get("_error") ?? {};
    if (message) this.#show({ message, details });
    else this.messages.replaceChildren();
  }

  #beSilent(): void {
    this.notice(SILENCE);
    this.#silence = this.messages.firstElementChild as HTMLElement;
  }

  /** The kernel is there after all. */
  #heard(): void {
    this.#silence?.remove();
    this.#silence = null;
  }

  #show(wrong: Failure): void {
    this.messages.replaceChildren(errorBox(wrong, this.#signal));
  }
}
