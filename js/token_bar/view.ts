/** The parts of the bar put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { type Choice, type ChoiceOption, choice } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { NAMES } from "../lib/shows.ts";
import { quoted } from "../lib/tokens.ts";
import { legend } from "./colours.ts";
import { facts } from "./facts.ts";
import { createFields } from "./fields.ts";
import { createNext } from "./next.ts";
import { type Colour, Strip, type Traits } from "./state.ts";
import { StripView } from "./strip.ts";

const SIGNS = "log-probability of a token: blue is likelier, orange less likely";
const COLOURS: ChoiceOption<Colour>[] = [
  ["none", "none", "No colour"],
  ["edited", NAMES.edited, "The log-probability that the model gave each token with all changes"],
  ["clean", NAMES.clean, "The log-probability that the model gave each token without changes"],
  ["edited - clean", NAMES["edited - clean"], `What the changes have done to the ${SIGNS}`],
  [
    "edited - other",
    NAMES["edited - other"],
    `With all changes, minus the other prompt, position by position: ${SIGNS}`,
  ],
  [
    "clean - other",
    NAMES["clean - other"],
    `Without changes, minus the other prompt, position by position: ${SIGNS}`,
  ],
];

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #strip: StripView;
  readonly #fields;
  readonly #next = createNext();
  readonly #size = h("span", { class: "size" });
  readonly #colours: Choice<Colour>;
  readonly #facts = h("p", { class: "facts" });
  readonly #legend = h("p", { class: "legend" });
  #state: Strip;
  #hovered: number | null = null;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#state = new Strip(model.get("_screen"), model.get("_here"));
    this.#panel = new Panel(model, signal);
    this.#fields = createFields((which, text) => this.#panel.ask(which, { text }), signal);
    this.#strip = new StripView(
      {
        select: (position) => this.#select(position),
        hover: (position) => this.#hover(position),
        travel: (way) => void this.#panel.ask(way),
      },
      signal,
    );
    this.#colours = choice("Colour", COLOURS, (colour) => this.#set("colour", colour), signal);
    this.element = this.#lay();
    this.#draw();
    this.#drawBusy();
    listen(model, "change:_screen", () => this.#receive(), signal);
    listen(model, "change:_selected", () => this.#drawSelected(), signal);
    listen(model, "change:_here", () => this.#drawNext(), signal);
    listen(model, "change:colour", () => this.#draw(), signal);
    listen(model, "change:busy", () => this.#drawBusy(), signal);
  }

  #lay(): HTMLElement {
    this.#panel.status.classList.add("unseen");
    const head = h("header", {}, h("h2", {}, "Tokens"), this.#size, this.#colours.element);
    const under = h("div", { class: "under" }, this.#facts, this.#legend);
    return h(
      "section",
      { class: "bar", "aria-label": "Tokens" },
      head,
      this.#panel.messages,
      this.#fields.element,
      this.#strip.element,
      under,
      this.#next.element,
      this.#panel.status,
    );
  }

  // ---------------------------------------------------------------- what the user does

  #select(position: number | null): void {
    this.#hovered = null;
    const before = this.#model.get("_selected");
    if (before.position !== position) this.#set("_selected", { ...before, position });
  }

  #set<K extends "colour" | "_selected">(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  #hover(position: number | null): void {
    this.#hovered = position;
    this.#drawFacts();
  }

  // ---------------------------------------------------------------- drawing

  #receive(): void {
    try {
      this.#state = new Strip(this.#model.get("_screen"), this.#model.get("_here"));
      this.#hovered = null;
      this.#draw();
      this.#panel.announce(this.#said());
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #draw(): void {
    const { screen } = this.#state;
    const colour = this.#model.get("colour");
    const [tokens, others] = [screen.tokens.length, screen.other_tokens?.length ?? 0];
    const compared = screen.other_tokens !== null;
    const differing = `other prompt ${others}, ${count(this.#state.differing, "position differs", "positions differ")}`;
    this.#size.textContent = compared ? `${count(tokens, "token")} · ${differing}` : count(tokens, "token");
    this.#fields.draw(screen.prompt, screen.other, [tokens, others]);
    this.#strip.draw(this.#state, colour);
    this.#legend.replaceChildren(...legend(colour, this.#state.range(colour), compared));
    this.#next.draw(this.#state);
    this.#colours.draw(colour, (one) => (one === "none" ? null : (screen.missing[one] ?? null)));
    this.#drawSelected();
  }

  /** Another position is selected: the strip stays. */
  #drawNext(): void {
    this.#state = new Strip(this.#model.get("_screen"), this.#model.get("_here"));
    this.#next.draw(this.#state);
  }

  #drawSelected(): void {
    this.#strip.select(this.#model.get("_selected").position);
    this.#drawFacts();
  }

  #drawFacts(): void {
    const position = this.#hovered ?? this.#model.get("_selected").position;
    this.#facts.replaceChildren(...facts(this.#state, position));
  }

  #drawBusy(): void {
    setAttribute(this.element, "data-busy", this.#model.get("busy"));
    setAttribute(this.#strip.element, "aria-busy", String(this.#model.get("busy")));
  }

  /** What came of a change, read out. */
  #said(): string {
    const [best] = this.#state.next("next");
    if (best === undefined) return "No prompt.";
    return `Next token ${quoted(best.text)}, probability ${best.probabilities.at(-1)?.toFixed(4)}.`;
  }
}
