/** The panel as a view of its own: Python's logits in, the text before the token, which run it is. */

import type { AnyModel } from "@anywidget/types";
import { NO_KERNEL } from "../host/model.ts";
import type { Bytes } from "../lib/codecs.ts";
import { button, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { Panel } from "../lib/panel.ts";
import { KernelError, listen, type Request, requests } from "../lib/request.ts";
import { createSelect, type Option } from "../lib/select.ts";
import { SHOWS } from "../lib/shows.ts";
import { quoted, shown } from "../lib/tokens.ts";
import { SamplingPanel } from "./panel.ts";
import {
  type Filled,
  type Listing,
  listing,
  type Run,
  type Traits,
  type Wishes,
  wholeListing,
} from "./state.ts";
import { many } from "./words.ts";

type Whole = { kind?: string; version?: number };

const RUNS = SHOWS.slice(0, 3) as unknown as Option<Run>[];
const WISHES = ["temperature", "top_k", "top_p", "min_p", "seed", "draws", "temperatures"] as const;

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #request: Request;
  readonly #sampling: SamplingPanel;
  readonly #size = h("span", { class: "size" });
  readonly #context = h("p", { class: "context" });
  readonly #earlier: HTMLButtonElement;
  readonly #later: HTMLButtonElement;
  readonly #show;
  readonly #bar: HTMLElement;
  readonly #hint = h(
    "p",
    { class: "hint" },
    "No prompt yet: set workspace.prompt, or type one in the bar of tokens.",
  );
  #list: Listing | null = null;
  #texts: string[] | null = null;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#panel = new Panel(model, signal);
    this.#request = requests(model as AnyModel, () => {}, signal);
    this.#sampling = new SamplingPanel(
      {
        wish: (changes, settled) => this.#wish(changes, settled),
        travel: (way) => void this.#panel.ask(way),
      },
      signal,
    );
    this.#earlier = button("‹", "The token before", () => this.#step(-1), signal);
    this.#later = button("›", "The token after", () => this.#step(1), signal);
    this.#earlier.setAttribute("aria-label", "earlier position");
    this.#later.setAttribute("aria-label", "later position");
    this.#show = createSelect("Show", RUNS, (show) => this.#set("show", show), signal);
    this.#bar = h("div", { class: "place" }, this.#earlier, this.#context, this.#later);
    this.element = this.#lay();
    listen(model, "change:_screen", () => this.#receive(), signal);
    listen(model, "change:busy", () => setAttribute(this.element, "data-busy", model.get("busy")), signal);
    listen(model, "msg:custom", (message: Whole, buffers) => this.#fetched(message, buffers ?? []), signal);
    for (const name of WISHES) listen(model, `change:${name}`, () => this.#draw(), signal);
    listen(model, "change:show", () => this.#drawShow(), signal);
    this.#receive();
  }

  #lay(): HTMLElement {
    const head = h("header", {}, h("h2", {}, "Next token"), this.#size, this.#show.element);
    return h(
      "section",
      { class: "sampling", "aria-label": "Next token" },
      head,
      this.#panel.messages,
      this.#hint,
      this.#bar,
      this.#sampling.element,
      this.#panel.status,
    );
  }

  // ---------------------------------------------------------------- what the user does

  #wish(changes: Partial<Wishes>, settled: boolean): void {
    this.#drawContext();
    if (!settled) return; // the kernel hears of it when the slider is let go
    for (const [name, value] of Object.entries(changes))
      this.#model.set(name as keyof Wishes, value as never);
    this.#model.save_changes();
    if (changes.draws) this.#panel.announce(`Drawn: ${quoted(this.#sampling.drawn ?? "")}.`);
  }

  #set<K extends "show" | "_selected">(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  #step(by: number): void {
    const screen = this.#screen;
    if (screen === null) return;
    const position = Math.max(0, Math.min(screen.tokens - 1, screen.position + by));
    this.#set("_selected", { ...this.#model.get("_selected"), position });
  }

  // ---------------------------------------------------------------- drawing

  get #screen(): Filled | null {
    const screen = this.#model.get("_screen");
    return screen.empty ? null : screen;
  }

  get #wishes(): Wishes {
    return Object.fromEntries(WISHES.map((name) => [name, this.#model.get(name)])) as Wishes;
  }

  #receive(): void {
    const screen = this.#screen;
    this.#list = screen === null ? null : listing(screen);
    if (screen !== null && this.#list !== null && this.#list.named < screen.vocabulary) void this.#fetch();
    this.#draw();
  }

  /** All of a large vocabulary, of which the view has but the likeliest; a saved page has no more. */
  async #fetch(): Promise<void> {
    try {
      await this.#request("whole", { texts: this.#texts === null });
    } catch (error) {
      // on a saved page nobody has asked for anything: what is there says that it is not all
      if (!(error instanceof KernelError && error.message === NO_KERNEL)) this.#panel.fail(error);
    }
  }

  #fetched({ kind, version }: Whole, [ids, logits, texts]: Bytes[]): void {
    if (kind !== "whole" || ids === undefined || logits === undefined) return;
    if (texts !== undefined) this.#texts = JSON.parse(new TextDecoder().decode(texts as DataView));
    if (version !== this.#screen?.version || this.#texts === null) return;
    this.#list = wholeListing(ids, logits, this.#texts);
    this.#draw();
  }

  #draw(): void {
    const screen = this.#screen;
    this.#hint.hidden = screen !== null;
    for (const part of [this.#bar, this.#sampling.element, this.#size, this.#show.element])
      part.hidden = screen === null;
    if (screen === null || this.#list === null) return;
    this.#sampling.draw(this.#list, this.#wishes);
    const last = screen.position === screen.tokens - 1;
    this.#size.textContent = `${many(screen.vocabulary)} tokens · after position ${screen.position}${last ? ", the last" : ""}`;
    enable(this.#earlier, screen.position > 0, "This is the first position");
    enable(this.#later, !last, "This is the last position");
    this.#drawShow();
    this.#drawContext();
  }

  #drawShow(): void {
    const missing = this.#screen?.missing ?? {};
    this.#show.draw(this.#model.get("show"), (run) => missing[run] ?? null);
  }

  /** The text up to here, and the token that was drawn. */
  #drawContext(): void {
    const screen = this.#screen;
    if (screen === null) return;
    const drawn = this.#sampling.drawn;
    const next = h("b", { class: "next", title: drawn === null ? "What comes next?" : quoted(drawn) });
    next.textContent = drawn === null ? "?" : shown(drawn);
    const cut = screen.before.length < screen.position + 1 ? ["… "] : [];
    this.#context.replaceChildren(...cut, ...screen.before.map((one) => h("span", {}, shown(one))), next);
  }
}
