/** The head of the view: buttons that write, what colours the tokens, and how the next one is chosen. */

import { button, type Choice, type ChoiceOption, choice, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import { NAMES, type Show } from "../lib/shows.ts";
import type { Colour, Text, Traits } from "./state.ts";

export type Setting = "greedy" | "temperature" | "top_k" | "top_p" | "seed";
export type Wishes = {
  ask(kind: string, payload?: Record<string, unknown>): void;
  copy(): void;
  set<K extends Setting | "show" | "colour">(name: K, value: Traits[K]): void;
};

const FIELDS: [Exclude<Setting, "greedy">, string, string, Record<string, string>][] = [
  ["temperature", "temperature", "What logits are divided by", { min: "0.01", step: "any" }],
  ["top_k", "top-k", "How many of the likeliest stay; 0 is all", { min: "0", step: "1" }],
  [
    "top_p",
    "top-p",
    "The fewest that have this probability together stay; 1 is all",
    { min: "0.01", max: "1", step: "any" },
  ],
  [
    "seed",
    "seed",
    "Of the random numbers: the same seed draws the same text",
    { min: "0", max: "4294967295", step: "1" },
  ],
];

type Way = "likeliest" | "drawn";
const WAYS: ChoiceOption<Way>[] = [
  ["likeliest", "likeliest", "The likeliest token each time"],
  ["drawn", "drawn", "A token drawn by its probability"],
];

export class Toolbar {
  readonly element: HTMLElement;
  readonly settings: HTMLElement;
  readonly #wishes: Wishes;
  readonly #signal: AbortSignal;
  readonly #size = h("span", { class: "size" });
  readonly #tokens = field("Number of tokens to write", { min: "1", step: "1", max: "1000" });
  readonly #buttons: Record<string, HTMLButtonElement> = {};
  readonly #show = h("select", { "aria-label": "What colours the tokens: run" });
  readonly #colour = h("select", { "aria-label": "What colours the tokens: number" });
  readonly #ways: Choice<Way>;
  readonly #fields = new Map<string, HTMLInputElement>();
  readonly #drawn = h("span", { class: "drawn" });

  constructor(wishes: Wishes, signal: AbortSignal) {
    this.#wishes = wishes;
    this.#signal = signal;
    this.#tokens.value = "20";
    const joined = h("span", { class: "joined" }, this.#run(), this.#tokens);
    const write = group(
      "Write",
      this.#button("back", "← Back", "Step back by one token (Backspace in the text)"),
      this.#button("forward", "Forward →", "Bring back what was stepped back from (Delete in the text)"),
      this.#button("step", "Step", "Write one token, chosen as below"),
      joined,
    );
    const anew = group(
      "The whole text",
      this.#button("again", "Generate again", "Write it anew under the changes and settings as they are now"),
      this.#button("reset", "Reset", "Forget all that was written"),
      this.#button("copy", "Copy as Python", "Code that writes the same text in a fresh kernel", () =>
        wishes.copy(),
      ),
    );
    const colours = h(
      "span",
      { class: "colours" },
      h("span", { class: "hint" }, "Colour"),
      this.#colour,
      this.#show,
    );
    const head = h("header", {}, h("h2", {}, "Generation"), this.#size, colours);
    this.element = h("div", {}, head, h("div", { class: "tools" }, write, anew));
    this.#ways = choice("Next token", WAYS, (way) => wishes.set("greedy", way === "likeliest"), signal);
    this.settings = this.#settings();
    this.#choices();
  }

  draw(text: Text, traits: <K extends keyof Traits>(name: K) => Traits[K]): void {
    const { screen } = text;
    const left = screen.limit === null || screen.limit === undefined ? "" : ` · context ${screen.limit}`;
    const size = `${count(screen.first, "prompt token")} + ${text.written} written${left}`;
    this.#size.textContent = screen.empty ? "no prompt" : size;
    const end = screen.empty
      ? "There is no prompt"
      : screen.ended
        ? "The text has ended"
        : screen.full
          ? `The context of ${screen.limit} tokens is full`
          : "";
    this.#enable("step", end);
    this.#enable("run", end);
    const none = text.written > 0 ? "" : "Nothing is written yet";
    this.#enable("back", none);
    this.#enable("copy", none);
    this.#enable("forward", (screen.ahead ?? []).length > 0 ? "" : "Nothing was stepped back from");
    this.#enable("again", screen.empty ? "There is no prompt" : none);
    const known = (screen.branches ?? []).some((branch) => branch.tokens > 0);
    this.#enable("reset", known ? "" : "Nothing is written yet");
    setAttribute(this.#buttons.again as Element, "data-stale", screen.stale);
    this.#drawChoices(text, traits("show"), traits("colour"));
    this.#drawSettings(traits);
  }

  // ---------------------------------------------------------------- buttons

  #button(kind: string, name: string, title: string, act?: () => void): HTMLButtonElement {
    const made = button(name, title, act ?? (() => this.#wishes.ask(kind)), this.#signal);
    this.#buttons[kind] = made;
    return made;
  }

  #run(): HTMLButtonElement {
    const run = () => {
      if (this.#tokens.reportValidity()) this.#wishes.ask("run", { tokens: this.#tokens.valueAsNumber });
    };
    return this.#button("run", "Run", "Write as many tokens as the number beside says", run);
  }

  #enable(kind: string, why: string): void {
    enable(this.#buttons[kind] as HTMLButtonElement, why === "", why);
  }

  // ---------------------------------------------------------------- colours

  #choices(): void {
    for (const [value, name] of Object.entries(NAMES)) this.#show.append(h("option", { value }, name));
    for (const value of ["probability", "surprisal"]) this.#colour.append(h("option", { value }, value));
    const on = (select: HTMLSelectElement, act: () => void) =>
      select.addEventListener("change", act, { signal: this.#signal });
    on(this.#show, () => this.#wishes.set("show", this.#show.value as Show));
    on(this.#colour, () => this.#wishes.set("colour", this.#colour.value as Colour));
  }

  #drawChoices(text: Text, show: Show, colour: Colour): void {
    this.#colour.value = colour;
    for (const option of this.#show.options) {
      const why = text.missing(option.value as Show);
      option.disabled = why !== "" && option.value !== show;
      option.title = why;
    }
    this.#show.value = show;
  }

  // ---------------------------------------------------------------- settings

  #settings(): HTMLElement {
    for (const [setting, words, title, limits] of FIELDS)
      this.#drawn.append(this.#field(setting, words, title, limits));
    return h("div", { class: "settings" }, this.#ways.element, this.#drawn);
  }

  #field(
    setting: Exclude<Setting, "greedy">,
    words: string,
    title: string,
    limits: Record<string, string>,
  ): HTMLElement {
    const input = field(null, limits);
    const change = () => {
      if (input.checkValidity() && input.value !== "") this.#wishes.set(setting, input.valueAsNumber);
      else input.reportValidity();
    };
    input.addEventListener("change", change, { signal: this.#signal });
    this.#fields.set(setting, input);
    return h("label", { title }, h("span", { class: "hint" }, words), input);
  }

  #drawSettings(traits: <K extends keyof Traits>(name: K) => Traits[K]): void {
    const greedy = traits("greedy");
    this.#ways.draw(greedy ? "likeliest" : "drawn");
    this.#drawn.hidden = greedy;
    for (const [setting, input] of this.#fields) {
      if (!input.matches(":focus")) input.value = String(traits(setting as Setting));
    }
  }
}

function field(label: string | null, limits: Record<string, string>): HTMLInputElement {
  return h("input", { type: "number", "aria-label": label, required: true, ...limits });
}

function group(label: string, ...parts: Node[]): HTMLElement {
  return h("span", { class: "group", role: "group", "aria-label": label }, ...parts);
}
