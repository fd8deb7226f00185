/** The fields in which the prompts are typed: Enter runs, Escape takes back, a refusal leaves what was typed. */

import { h, setAttribute } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import type { Prompt } from "./state.ts";

/** Asks for another prompt; whether it was taken. */
export type Change = (which: "prompt" | "other", text: string) => Promise<boolean>;

class Field {
  readonly label: HTMLElement;
  readonly input;
  readonly #hint = h("span", { class: "hint" });
  #known: Prompt = null;
  #typed = false;

  constructor(
    which: "prompt" | "other",
    name: string,
    placeholder: string,
    change: Change,
    signal: AbortSignal,
  ) {
    this.input = h("input", { type: "text", spellcheck: "false", autocomplete: "off", placeholder });
    this.label = h("label", {}, h("span", { class: "name" }, name), this.input, this.#hint);
    const on = <E extends Event>(event: string, act: (event: E) => void) =>
      this.input.addEventListener(event, (happened) => act(happened as E), { signal });
    on("input", () => this.#mark());
    on<KeyboardEvent>("keydown", async (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") this.#reset();
      if (event.key !== "Enter" || event.shiftKey || !this.#typed) return;
      event.preventDefault();
      setAttribute(this.label, "data-pending", true);
      if (await change(which, this.input.value)) this.#reset();
      setAttribute(this.label, "data-pending", false);
    });
  }

  draw(prompt: Prompt, tokens: number): void {
    this.#known = prompt;
    if (!this.#typed) this.#reset();
    else this.#mark(); // what is being typed stays
    this.#ids(prompt?.ids ? `given as ${count(tokens, "token id")}` : "");
  }

  #ids(text: string): void {
    this.label.title = text;
  }

  #reset(): void {
    this.input.value = oneLine(this.#known);
    this.#mark();
  }

  #mark(): void {
    this.#typed = this.input.value !== oneLine(this.#known);
    setAttribute(this.label, "data-typed", this.#typed);
    this.#hint.textContent = this.#typed ? "Enter runs, Esc takes back" : "";
  }
}

/** A prompt as a field holds it: without its line breaks. */
function oneLine(prompt: Prompt): string {
  return (prompt?.text ?? "").replace(/[\r\n]/g, "");
}

export function createFields(change: Change, signal: AbortSignal) {
  const prompt = new Field("prompt", "Prompt", "type a prompt", change, signal);
  const other = new Field("other", "Other", "none: type one to compare and to copy from", change, signal);
  return {
    element: h("div", { class: "fields" }, prompt.label, other.label),
    draw(one: Prompt, two: Prompt, tokens: [number, number]) {
      prompt.draw(one, tokens[0]);
      other.draw(two, tokens[1]);
    },
  };
}
