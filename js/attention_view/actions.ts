/** What can be done to the chosen head, and to the weight under the cursor. */

import { button, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";

export type Wishes = {
  head(kind: "zero head" | "copy head"): void;
  cell(kind: "set cell" | "copy cell", more?: Record<string, number>): void;
  steps(): void;
  restore(): void;
  pin(): void;
};
export type Situation = {
  other: boolean;
  head: string | null;
  block: number;
  masked: boolean;
  cell: string;
  edited: boolean;
  pinned: boolean;
  full: boolean;
};

const NO_OTHER = "There is no other prompt to copy from";

export class Actions {
  readonly forHead = h("span", { class: "buttons", role: "group", "aria-label": "Change this head" });
  readonly forCell = h("div", { class: "actions", role: "group" });
  readonly #ablate;
  readonly #copyHead;
  readonly #pin;
  readonly #zero;
  readonly #set;
  readonly #copy;
  readonly #restore;
  readonly #steps;
  readonly #number = h("input", {
    type: "number",
    step: "0.05",
    value: "1",
    "aria-label": "New weight",
  });

  constructor(wishes: Wishes, signal: AbortSignal) {
    const made = (name: string, title: string, act: () => void) => button(name, title, act, signal);
    const ablate = "Set what this head writes to zero, and compute again what follows";
    this.#ablate = made("Ablate head", ablate, () => wishes.head("zero head"));
    this.#copyHead = made("Copy head from other", "Take what this head writes from the other prompt", () =>
      wishes.head("copy head"),
    );
    this.#pin = made("Pin", "Keep this head beside others, its lines in a colour of their own", wishes.pin);
    this.#zero = made("Set to 0", "Set this weight to zero (Enter in the matrix)", () =>
      wishes.cell("set cell", { to: 0 }),
    );
    this.#set = made("Set to", "Set this weight to the number beside", () => {
      if (Number.isFinite(this.#number.valueAsNumber))
        wishes.cell("set cell", { to: this.#number.valueAsNumber });
    });
    this.#copy = made("Copy from other", "Take this weight from the other prompt", () =>
      wishes.cell("copy cell"),
    );
    this.#restore = made(
      "Restore",
      "Take the change of this weight away (Delete in the matrix)",
      wishes.restore,
    );
    this.#steps = made(
      "Show the steps",
      "Score, scale, mask and softmax of this weight, with its terms",
      wishes.steps,
    );
    this.forHead.append(this.#pin, this.#ablate, this.#copyHead);
    this.forCell.append(
      h("span", { class: "quiet" }, "This weight:"),
      this.#zero,
      h("span", { class: "joined" }, this.#set, this.#number),
      this.#copy,
      this.#restore,
      this.#steps,
    );
  }

  /** Whether the steps are on screen. */
  explained(on: boolean): void {
    this.#steps.textContent = on ? "Hide the steps" : "Show the steps";
    setAttribute(this.#steps, "aria-expanded", String(on));
  }

  draw({ other, head, block, masked, cell, edited, pinned, full }: Situation): void {
    setAttribute(this.forCell, "aria-label", `Change this weight, ${cell}`);
    setAttribute(this.#ablate, "aria-pressed", String(head === "zero"));
    setAttribute(this.#copyHead, "aria-pressed", String(head === "copy"));
    enable(this.#copyHead, other, NO_OTHER);
    setAttribute(this.#pin, "aria-pressed", String(pinned));
    enable(this.#pin, pinned || !full, "Six heads are pinned; take one away first");
    const one = block === 1;
    const why = one ? "" : `One cell is ${block} × ${block} weights here; zoom in until a cell is one`;
    enable(this.#zero, one, why);
    enable(this.#set, one, why);
    enable(this.#copy, one && other, why || NO_OTHER);
    enable(this.#restore, one && edited, why || "This weight is not changed");
    enable(this.#steps, one && !masked, why || "A later token: masked");
  }
}
