/** The titles of the parts, over the picture: buttons that open and close them. */

import { h, setAttribute } from "../lib/dom.ts";
import type { Group, Layout, Level } from "./layout.ts";

const OPENS: Record<Group["id"], { level: Level; name: string; title: string }> = {
  embedding: { level: "embedding", name: "Embedding", title: "Token and position become a vector" },
  attention: { level: "head", name: "Attention", title: "One head, from query · key to its output" },
  mlp: { level: "block", name: "MLP", title: "All steps of the block" },
  output: { level: "output", name: "Next token", title: "From the last stream to the probabilities" },
};

export class Titles {
  readonly element = h("div", { class: "flow-titles" });
  readonly #cards = new Map<Group["id"], HTMLElement>();
  readonly #buttons = new Map<Group["id"], HTMLButtonElement>();

  constructor(open: (level: Level) => void, signal: AbortSignal) {
    for (const [id, { level, name, title }] of Object.entries(OPENS) as [
      Group["id"],
      (typeof OPENS)["mlp"],
    ][]) {
      const made = h("button", { type: "button", title }, name);
      made.addEventListener(
        "click",
        () => open(made.getAttribute("aria-expanded") === "true" ? "overview" : level),
        {
          signal,
        },
      );
      const card = h("div", { class: `flow-part ${id}`, hidden: true }, made);
      this.#cards.set(id, card);
      this.#buttons.set(id, made);
      this.element.append(card);
    }
  }

  draw({ groups, level, height }: Layout): void {
    for (const [id, card] of this.#cards) {
      const group = groups.find((one) => one.id === id);
      card.hidden = group === undefined;
      if (group === undefined) continue;
      card.style.left = `${group.x}px`;
      card.style.width = `${group.width}px`;
      card.style.height = `${height - 6}px`;
      const button = this.#buttons.get(id);
      if (button) setAttribute(button, "aria-expanded", String(OPENS[id].level === level));
    }
  }
}
