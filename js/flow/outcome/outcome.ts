/** The end of the flow, opened: logits, temperature, cuts, softmax over the whole vocabulary, and a draw. */

import type { AnyModel } from "@anywidget/types";
import { h } from "../../lib/dom.ts";
import { errorBox, failure } from "../../lib/guard.ts";
import { KernelError, listen, type Request, requests } from "../../lib/request.ts";
import { Body, size } from "../../sampling/body.ts";
import type { Outcome as Logits } from "../../sampling/state.ts";

/** The `_outcome` trait: nothing while the end is not open. */
type Trait = Logits | { empty?: true };

export class Outcome {
  readonly element: HTMLElement;
  readonly #model: AnyModel;
  readonly #signal: AbortSignal;
  readonly #request: Request;
  readonly #body: Body;
  readonly #size = h("span", { class: "size" });
  readonly #hint = h("p", { class: "hint" });
  readonly #messages = h("div", {});
  readonly #status = h("p", { class: "unseen", role: "status" });
  #drawn: Trait | null = null;

  constructor(model: AnyModel, signal: AbortSignal) {
    this.#model = model;
    this.#signal = signal;
    this.#request = requests(model, () => {}, signal);
    this.#body = new Body(
      model,
      {
        fail: (error) => this.#fail(error),
        announce: (text) => {
          this.#status.textContent = text;
        },
        travel: (way) => void this.#travel(way),
      },
      signal,
    );
    this.element = this.#lay();
    listen(model, "change:_outcome", () => this.draw(), signal);
    this.draw();
  }

  draw(): void {
    const trait: Trait = this.#model.get("_outcome") ?? {};
    if (trait === this.#drawn) return; // what is typed and chosen in it stays
    this.#drawn = trait;
    this.#messages.replaceChildren();
    const logits = trait.empty === false ? trait : null;
    this.#body.draw(logits);
    this.#size.textContent = logits === null ? "" : size(logits);
    this.#hint.hidden = logits !== null;
    this.#hint.textContent = trait.empty
      ? "There is no text yet, so nothing comes next: type one, or choose an example."
      : "The logits come as soon as the kernel has sent them.";
  }

  #lay(): HTMLElement {
    const head = h("header", {}, h("h3", {}, "From logits to the next token"), this.#size);
    const inside = h(
      "div",
      { class: "sampling" },
      head,
      this.#messages,
      this.#hint,
      this.#body.element,
      this.#status,
    );
    return h("section", { class: "flow-outcome", "aria-label": "From logits to the next token" }, inside);
  }

  async #travel(way: "undo" | "redo"): Promise<void> {
    try {
      await this.#request(way);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { message, details } = failure(error);
    const wrong = { message, details: error instanceof KernelError ? error.details : details };
    this.#messages.replaceChildren(errorBox(wrong, this.#signal));
  }
}
