/** The text at the beginning: written, or longer by the token that is likeliest to come next, and back again. */

import { button, enable } from "../../lib/controls.ts";
import { h, setAttribute } from "../../lib/dom.ts";
import { count } from "../../lib/numbers.ts";
import { percent } from "../../sampling/words.ts";
import { Examples } from "./examples.ts";
import { Field } from "./field.ts";
import type { TextActions, TextState } from "./state.ts";
import { named, seen } from "./words.ts";

export type { TextState } from "./state.ts";

const RUNNING = "The model is running";
const TYPED = "Run what you have typed first, or take it back with Escape";

export class TextBar {
  readonly element: HTMLElement;
  readonly #actions: TextActions;
  readonly #field: Field;
  readonly #examples: Examples;
  readonly #add: HTMLButtonElement;
  readonly #run: HTMLButtonElement;
  readonly #back: HTMLButtonElement;
  readonly #size = h("span", { class: "flow-text-size" });
  readonly #problem = h("p", { class: "flow-text-problem", role: "alert", id: "flow-text-problem" });
  readonly #status = h("p", { class: "unseen", role: "status" });
  #state: TextState | null = null;
  #busy = false;
  /** The text that was refused, and why. */
  #refused: { text: string; message: string } | null = null;
  /** What was asked for last. */
  #asked = "";

  constructor(actions: TextActions, signal: AbortSignal) {
    this.#actions = actions;
    const run = (text: string) => this.#write(text);
    this.#field = new Field(
      { run, accept: () => this.#accept(), changed: () => this.#drawControls() },
      signal,
    );
    this.#examples = new Examples((text) => this.#choose(text), signal);
    this.#add = button("", "", () => this.#accept(), signal);
    this.#add.className = "flow-text-add";
    this.#run = button("Run", "Enter: look at this text", () => this.#write(this.#field.input.value), signal);
    this.#back = button("↶ Step back", "Take the last added token away", () => this.#stepBack(), signal);
    const line = h(
      "div",
      { class: "flow-text-line" },
      this.#examples.element,
      this.#field.element,
      h("div", { class: "flow-text-buttons" }, this.#add, this.#run, this.#back, this.#size),
    );
    this.element = h(
      "div",
      { class: "flow-text", role: "group", "aria-label": "Text" },
      line,
      this.#problem,
      this.#status,
    );
    this.#drawControls();
  }

  draw(state: TextState, busy: boolean): void {
    const before = this.#state;
    this.#state = state;
    this.#busy = busy;
    if (before !== null && before.version !== state.version) {
      this.#refused = null;
      this.#say(state);
    }
    this.#examples.draw(state.examples);
    this.#field.draw(state.text, state.blocked === null ? state.next : null, busy);
    this.#drawControls();
  }

  /** Why the text that was asked for is not shown; it stays in the field. An empty message takes it away. */
  problem(message: string): void {
    this.#refused = message === "" ? null : { text: this.#asked, message };
    this.#drawControls();
  }

  // ---------------------------------------------------------------- what the user does

  #write(text: string): void {
    if (!this.#field.typed || this.#busy) return;
    this.#asked = text;
    this.#refused = null;
    this.#drawControls();
    this.#actions.write(text);
  }

  #choose(text: string): void {
    this.#field.fill(text);
    this.#write(text);
    this.#drawControls();
  }

  #accept(): void {
    this.#asked = this.#field.input.value;
    this.#actions.accept();
  }

  #stepBack(): void {
    this.#asked = this.#field.input.value;
    this.#actions.back();
  }

  // ---------------------------------------------------------------- drawing

  #drawControls(): void {
    const state = this.#state;
    const typed = this.#field.typed;
    const next = state?.blocked === null ? state.next : null;
    const cannot = this.#busy ? RUNNING : typed ? TYPED : "";
    this.#add.replaceChildren(
      ...(next === null || typed ? ["Add"] : ["Add ‘", h("b", {}, seen(next.text)), "’"]),
    );
    this.#add.dataset.title =
      next === null ? "" : `${named(next)}, ${percent(next.probability)}: Tab, or Ctrl+Enter`;
    enable(this.#add, cannot === "" && next !== null, cannot || state?.blocked || "There is no text yet");
    enable(this.#run, typed && !this.#busy, this.#busy ? RUNNING : "This text is what you see; type another");
    const none = "No token has been added, so none can be taken away";
    enable(this.#back, cannot === "" && state?.can_back === true, cannot || none);
    this.#drawSize(typed);
    this.#drawProblem(typed);
  }

  #drawSize(typed: boolean): void {
    const { tokens, limit, context } = this.#state ?? { tokens: 0, limit: 0, context: null };
    this.#size.textContent = typed ? "not run yet" : `${tokens} of ${count(limit, "token")}`;
    const most = context === limit ? "as many as the model's context holds" : "as many as can be drawn";
    setAttribute(this.#size, "title", typed ? "Enter runs, Escape takes back" : `${limit} are ${most}`);
  }

  #drawProblem(typed: boolean): void {
    const text = this.#refusal ?? (typed ? "" : excess(this.#state));
    if (this.#problem.textContent !== text) this.#problem.textContent = text;
    this.#problem.hidden = text === "";
    setAttribute(this.#size, "data-over", text !== "");
    setAttribute(this.#field.input, "aria-invalid", text === "" ? null : "true");
    setAttribute(this.#field.input, "aria-errormessage", text === "" ? null : "flow-text-problem");
  }

  /** Why the text in the field cannot be shown: known of the one that was refused, and held of what only goes on from it. */
  get #refusal(): string | null {
    if (this.#refused === null) return null;
    const { value } = this.#field.input;
    const { text, message } = this.#refused;
    return value === text || (text !== "" && value.startsWith(text)) ? message : null;
  }

  #say({ added, tokens, limit, next, text }: TextState): void {
    const what =
      added === null
        ? `${count(tokens, "token")} of ${limit}.`
        : `Longer by a token, ${tokens} of ${limit}: ${text}.`;
    const then = next === null ? "" : ` Likeliest next: ${named(next)}, ${percent(next.probability)}.`;
    this.#status.textContent = what + then;
  }
}

/** What is said of a text that has come from elsewhere and is too long to be drawn. */
function excess(state: TextState | null): string {
  if (state === null || state.tokens <= state.limit) return "";
  const { tokens, limit } = state;
  return `The text has ${count(tokens, "token")}, ${tokens - limit} more than can be drawn: shorten it.`;
}
