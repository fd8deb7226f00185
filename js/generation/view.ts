/** The parts of the view put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import type { Show } from "../lib/shows.ts";
import { quoted } from "../lib/tokens.ts";
import { Alternatives } from "./alternatives.ts";
import { BranchTree } from "./branches.ts";
import { legend } from "./colours.ts";
import { facts } from "./facts.ts";
import { Text, type Traits } from "./state.ts";
import { TextView } from "./text.ts";
import { Toolbar } from "./toolbar.ts";

const STALE =
  "The changes were different when this was written. The text is kept; its numbers are those of now.";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #toolbar: Toolbar;
  readonly #words: TextView;
  readonly #guesses: Alternatives;
  readonly #branches: BranchTree;
  readonly #facts = h("p", { class: "facts" });
  readonly #legend = h("p", { class: "legend" });
  readonly #stale = h("p", { class: "stale", role: "note" }, STALE);
  readonly #source = h("pre", { tabindex: 0, "aria-label": "Python" });
  readonly #code = h("details", { class: "code" }, h("summary", {}, "Python"), this.#source);
  #text: Text;
  #hovered: number | null = null;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#text = new Text(model.get("_screen"));
    this.#panel = new Panel(model, signal);
    const ask = (kind: string, payload = {}) => void this.#panel.ask(kind, payload);
    this.#toolbar = new Toolbar(
      { ask, copy: () => void this.#copy(), set: (name, value) => this.#set(name, value) },
      signal,
    );
    this.#words = new TextView(
      {
        look: (at) => this.#look(at),
        hover: (at) => this.#hover(at),
        accept: (at) => this.#accept(at),
        back: () => ask("back"),
        forward: () => ask("forward"),
        travel: (way) => ask(way),
      },
      signal,
    );
    this.#guesses = new Alternatives(
      {
        take: (at, token) => ask("branch", { at, token }),
        back: () => ask("back"),
        leave: () => this.#look(this.#text.length),
      },
      signal,
    );
    this.#branches = new BranchTree((number) => ask("take", { number }), signal);
    this.element = this.#lay();
    this.#draw();
    this.#drawBusy();
    listen(model, "change:_screen", () => this.#receive(), signal);
    listen(model, "change:_selected", () => this.#mark(), signal);
    listen(model, "change:at", () => this.#mark(), signal);
    for (const name of ["show", "colour", "greedy", "temperature", "top_k", "top_p", "seed"]) {
      listen(model, `change:${name}`, () => this.#draw(), signal);
    }
    listen(model, "change:busy", () => this.#drawBusy(), signal);
  }

  #lay(): HTMLElement {
    this.#panel.status.classList.add("unseen");
    return h(
      "section",
      { class: "generation", "aria-label": "Generation" },
      this.#toolbar.element,
      this.#toolbar.settings,
      this.#panel.messages,
      this.#stale,
      this.#words.element,
      h("div", { class: "under" }, this.#facts, this.#legend),
      h("div", { class: "panels" }, this.#guesses.element, this.#branches.element),
      this.#code,
      this.#panel.status,
    );
  }

  // ---------------------------------------------------------------- what the user does

  #look(at: number): void {
    this.#hovered = null;
    const wanted = at >= this.#text.length ? null : at;
    if (this.#model.get("at") !== wanted) this.#set("at", wanted);
    const before = this.#model.get("_selected");
    if (at < this.#text.screen.first && before.position !== at) {
      this.#set("_selected", { ...before, position: at });
    }
  }

  /** Enter in the text: take the likeliest next token, or go to the alternatives of one that is there. */
  #accept(at: number): void {
    if (at < this.#text.length) {
      this.#look(at);
      this.#guesses.focus();
      return;
    }
    const [best] = this.#text.guesses(at);
    const { ended, full } = this.#text.screen;
    if (best !== undefined && !ended && !full) void this.#panel.ask("branch", { at, token: best.id });
  }

  #set<K extends keyof Traits & string>(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  #hover(at: number | null): void {
    this.#hovered = at;
    this.#drawFacts();
  }

  async #copy(): Promise<void> {
    const copied = await copyText(this.#text.screen.code);
    if (!copied) this.#code.open = true;
    this.#panel.notice(
      copied ? "Python copied to the clipboard." : "The browser did not let us copy: the code is below.",
    );
  }

  // ---------------------------------------------------------------- drawing

  #receive(): void {
    try {
      this.#text = new Text(this.#model.get("_screen"));
      this.#hovered = null;
      if (!this.#model.get("_error")?.message) this.#panel.messages.replaceChildren(); // what was said is over
      this.#draw();
      this.#panel.announce(this.#said());
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  /** What is shown; the changed run where the other that was asked for is not there. */
  get #show(): Show {
    const show = this.#model.get("show");
    return this.#text.missing(show) === "" ? show : "edited";
  }

  #draw(): void {
    const text = this.#text;
    const [show, colour] = [this.#show, this.#model.get("colour")];
    this.#toolbar.draw(text, (name) => this.#model.get(name));
    this.#stale.hidden = !text.screen.stale;
    this.#words.draw(text, show, colour);
    const missing = text.missing(this.#model.get("show"));
    const why = missing === "" || text.screen.empty ? [] : [h("b", {}, `${missing}: `)];
    this.#legend.replaceChildren(...why, ...legend(text.reach(show, colour), show, colour));
    this.#branches.draw(text.screen);
    this.#source.textContent = text.screen.code ?? "";
    this.#code.hidden = !text.screen.code;
    this.#mark();
  }

  get #at(): number {
    return Math.min(this.#model.get("at") ?? this.#text.length, this.#text.length);
  }

  #mark(): void {
    this.#words.select(this.#at, this.#model.get("_selected").position);
    this.#guesses.element.hidden = Boolean(this.#text.screen.empty);
    if (!this.#text.screen.empty) this.#guesses.draw(this.#text, this.#at);
    this.#drawFacts();
  }

  #drawFacts(): void {
    this.#facts.replaceChildren(...facts(this.#text, this.#hovered ?? this.#at));
  }

  #drawBusy(): void {
    setAttribute(this.element, "data-busy", this.#model.get("busy"));
    setAttribute(this.#words.element, "aria-busy", String(this.#model.get("busy")));
  }

  /** What came of it, read out. */
  #said(): string {
    const text = this.#text;
    if (text.screen.empty) return "No prompt.";
    if (text.written === 0) return "Nothing is written.";
    const last = text.length - 1;
    const chance = text.probability("edited", last) ?? Number.NaN;
    const end = text.screen.ended ? " The text has ended." : "";
    return `${text.written} written, the last ${quoted(text.token(last))}, probability ${chance.toFixed(4)}.${end}`;
  }
}
