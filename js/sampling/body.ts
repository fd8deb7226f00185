/** The panel joined to a model: Python's logits in, the text before the token above it, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { NO_KERNEL } from "../host/model.ts";
import type { Bytes } from "../lib/codecs.ts";
import { button, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { KernelError, listen, type Request, requests } from "../lib/request.ts";
import { quoted, shown } from "../lib/tokens.ts";
import { Compared } from "./compared.ts";
import { SamplingPanel } from "./panel.ts";
import { part, settle } from "./settle.ts";
import { type Listing, listing, type Outcome, type Wishes, wholeListing } from "./state.ts";
import { many } from "./words.ts";

export type BodyActions = {
  /** Something went wrong that the user should see. */
  fail(error: unknown): void;
  /** Something to be read out. */
  announce(text: string): void;
  travel(way: "undo" | "redo"): void;
};

type Whole = { kind?: string; version?: number; less?: boolean };

const WISHES = ["temperature", "top_k", "top_p", "min_p", "seed", "draws", "temperatures"] as const;

export class Body {
  readonly element: HTMLElement;
  readonly #model: AnyModel;
  readonly #actions: BodyActions;
  readonly #request: Request;
  readonly #sampling: SamplingPanel;
  readonly #context = h("p", { class: "context" });
  readonly #earlier: HTMLButtonElement;
  readonly #later: HTMLButtonElement;
  #outcome: Outcome | null = null;
  #list: Listing | null = null;
  #compared: Compared | null = null;
  #texts: string[] | null = null;

  constructor(model: AnyModel, actions: BodyActions, signal: AbortSignal) {
    this.#model = model;
    this.#actions = actions;
    this.#request = requests(model, () => {}, signal);
    const wish = (changes: Partial<Wishes>, settled: boolean) => this.#wish(changes, settled);
    this.#sampling = new SamplingPanel({ wish, travel: actions.travel }, signal);
    this.#earlier = button("‹", "The token before", () => this.#step(-1), signal);
    this.#later = button("›", "The token after", () => this.#step(1), signal);
    this.#earlier.setAttribute("aria-label", "earlier position");
    this.#later.setAttribute("aria-label", "later position");
    const bar = h("div", { class: "place" }, this.#earlier, this.#context, this.#later);
    this.element = h("div", {}, bar, this.#sampling.element);
    listen(model, "msg:custom", (message: Whole, buffers) => this.#fetched(message, buffers ?? []), signal);
    for (const name of WISHES) listen(model, `change:${name}`, () => this.#draw(), signal);
  }

  /** Other logits, or none. */
  draw(outcome: Outcome | null): void {
    this.#outcome = outcome;
    this.#list = outcome === null ? null : listing(outcome);
    this.#compare(outcome?.less ? listing({ ...outcome, ...outcome.less, texts: [] }) : null);
    if (outcome !== null && this.#list !== null && this.#list.named < outcome.vocabulary) void this.#fetch();
    this.element.hidden = outcome === null;
    this.#draw();
  }

  // ---------------------------------------------------------------- what the user does

  #wish(changes: Partial<Wishes>, settled: boolean): void {
    this.#drawContext();
    if (!settled) return; // the kernel hears of it when the slider is let go
    for (const [name, value] of Object.entries(changes)) this.#model.set(name, value);
    this.#model.save_changes();
    if (changes.draws) this.#actions.announce(`Drawn: ${quoted(this.#sampling.drawn ?? "")}.`);
  }

  #step(by: number): void {
    if (this.#outcome === null) return;
    const { position, tokens } = this.#outcome;
    const to = Math.max(0, Math.min(tokens - 1, position + by));
    this.#model.set("_selected", { ...this.#model.get("_selected"), position: to });
    this.#model.save_changes();
  }

  // ---------------------------------------------------------------- drawing

  get #wishes(): Wishes {
    return Object.fromEntries(WISHES.map((name) => [name, this.#model.get(name)])) as Wishes;
  }

  /** All of a large vocabulary, of which the view has but the likeliest; a saved page has no more. */
  async #fetch(): Promise<void> {
    try {
      await this.#request("whole", { texts: this.#texts === null });
    } catch (error) {
      // on a saved page nobody has asked for anything: what is there says that it is not all
      if (!(error instanceof KernelError && error.message === NO_KERNEL)) this.#actions.fail(error);
    }
  }

  #compare(less: Listing | null): void {
    const [first, show] = [this.#list, this.#outcome?.show];
    this.#compared = first && less && show ? new Compared(first, less, show) : null;
  }

  #fetched({ kind, version, less }: Whole, buffers: Bytes[]): void {
    const [ids, logits, texts] = less ? buffers.slice(0, -2) : buffers;
    if (kind !== "whole" || ids === undefined || logits === undefined) return;
    if (texts !== undefined) this.#texts = JSON.parse(new TextDecoder().decode(texts as DataView));
    if (version !== this.#outcome?.version || this.#texts === null) return;
    this.#list = wholeListing(ids, logits, this.#texts);
    const [lessIds, lessLogits] = less ? buffers.slice(-2) : [];
    this.#compare(lessIds && lessLogits ? wholeListing(lessIds, lessLogits, this.#texts) : null);
    this.#draw();
  }

  #draw(): void {
    if (this.#outcome === null || this.#list === null) return;
    const { position, tokens } = this.#outcome;
    this.#sampling.draw(this.#list, this.#wishes, this.#compared);
    enable(this.#earlier, position > 0, "This is the first position");
    enable(this.#later, position < tokens - 1, "This is the last position");
    this.#drawContext();
  }

  /** The text up to here, and the token that was drawn. */
  #drawContext(): void {
    if (this.#outcome === null) return;
    const { before, position } = this.#outcome;
    const drawn = this.#sampling.drawn;
    const title = drawn === null ? "What comes next?" : quoted(drawn);
    const next = part("b", { class: "next", title }, drawn === null ? "?" : shown(drawn));
    const cut = before.length < position + 1 ? ["… "] : [];
    settle(this.#context, [...cut, ...before.map((one) => part("span", {}, shown(one))), next]);
  }
}

/** Of which vocabulary it is, and after which token. */
export function size({ vocabulary, position, tokens }: Outcome): string {
  const last = position === tokens - 1 ? ", the last" : "";
  return `${many(vocabulary)} tokens · after position ${position}${last}`;
}
