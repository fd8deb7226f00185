/**
 * From logits to the next token, without a kernel: rows of tokens and the user's wishes in, an element out. The view of
 * its own is around it, and any other view can hold it.
 */

import { h, setAttribute } from "../lib/dom.ts";
import { createCard } from "./card.ts";
import { Chances, type Settings } from "./chances.ts";
import { type Beside, type Compared, probabilityIn } from "./compared.ts";
import { uniform } from "./random.ts";
import { Rows } from "./rows.ts";
import { createSampler } from "./sampler.ts";
import { part, settle } from "./settle.ts";
import { SliderView } from "./slider.ts";
import { found, type Listing, type Wishes } from "./state.ts";
import { summary } from "./summary.ts";
import { Weights } from "./weights.ts";
import { many, plain } from "./words.ts";

export type PanelActions = {
  /** The user wants something else; `settled` once the slider is let go. */
  wish(changes: Partial<Wishes>, settled: boolean): void;
  travel(way: "undo" | "redo"): void;
};

const NAMES = ["temperature", "top_k", "top_p", "min_p"] as const;
/** Those that are drawn over it at a click. */
const OVERLAID = [0.5, 1, 2];
/** Weights of so many temperatures are kept: the six that can be drawn at once, and one more. The oldest is reused. */
const KEPT = 7;
/** Ends of the bars: the smallest that holds all of them. */
const REACHES = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

export class SamplingPanel {
  readonly element: HTMLElement;
  readonly #actions: PanelActions;
  readonly #sliders: Record<keyof Settings, SliderView>;
  readonly #sampler;
  readonly #rows: Rows;
  readonly #card = createCard();
  readonly #summary = h("ul", { class: "summary", "aria-label": "Step by step" });
  readonly #search = h("input", {
    type: "search",
    placeholder: "Find a token, or #id",
    "aria-label": "Find a token",
  });
  readonly #hits = h("span", { class: "hits", role: "status" });
  readonly #overlay = h("input", { type: "checkbox" });
  readonly #key = h("span", { class: "key" });
  readonly #rough = h("p", { class: "rough" });
  #list: Listing | null = null;
  #wishes: Wishes | null = null;
  #compared: Compared | null = null;
  /** The rows that are listed, in their order; null for all by likelihood. */
  #found: Uint32Array | null = null;
  #chances: Chances | null = null;
  #looked: number | null = null;
  #weights: Weights[] = [];

  constructor(actions: PanelActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#sliders = this.#makeSliders(signal);
    this.#sampler = createSampler((changes) => this.#wish(changes, true), signal);
    this.#rows = new Rows({ look: (row) => this.#look(row), travel: actions.travel }, signal);
    this.#search.addEventListener("input", () => this.#seek(), { signal });
    const overlay = () => this.#wish({ temperatures: this.#overlay.checked ? OVERLAID : [] }, true);
    this.#overlay.addEventListener("change", overlay, { signal });
    this.element = this.#lay();
  }

  /** The row of the last draw; null where there is none. */
  get last(): number | null {
    const [chances, wishes] = [this.#chances, this.#wishes];
    if (!chances?.usable || !wishes || wishes.draws === 0) return null;
    return chances.draw(uniform(wishes.seed, wishes.draws - 1));
  }

  /** Its token as text. */
  get drawn(): string | null {
    return this.last === null ? null : (this.#list?.text(this.last) ?? "…");
  }

  /** Draw one run; or `compared` with another, the tokens that differ most first. */
  draw(list: Listing, wishes: Wishes, compared: Compared | null = null): void {
    const same = list === this.#list && compared === this.#compared;
    this.#compared = compared;
    if (!same) this.#found = this.#listed(list);
    this.#list = list;
    this.#wishes = wishes;
    this.#chances = this.#made(list, wishes);
    for (const name of NAMES) this.#sliders[name].draw(wishes[name]);
    this.#sliders.top_k.upto(list.logits.length);
    this.#overlay.checked = wishes.temperatures.length > 0;
    const lines = wishes.temperatures.map((one, number) =>
      part("span", { class: `t${number}` }, part("i", { class: "stroke" }), plain(one)),
    );
    settle(this.#key, lines);
    const rough = list.named < list.logits.length;
    setAttribute(this.#rough, "hidden", !rough);
    const said = `The ${many(list.named)} likeliest tokens are here; of the others the kernel has the exact logits, and groups of them their mean until it has sent them.`;
    settle(this.#rough, [said]);
    setAttribute(this.element, "data-usable", this.#chances.usable);
    setAttribute(this.element, "data-compared", compared !== null);
    this.#drawAll(list, wishes, this.#chances);
  }

  // ---------------------------------------------------------------- how it is done

  #makeSliders(signal: AbortSignal): Record<keyof Settings, SliderView> {
    const act = (name: keyof Settings) => (value: number, settled: boolean) =>
      this.#wish({ [name]: value }, settled);
    const share = { range: [0, 1], field: [0, 1], log: false } as const;
    return {
      temperature: new SliderView(
        {
          name: "temperature",
          title: "What logits are divided by: below 1 the likely become likelier; 0 takes the likeliest",
          range: [0.2, 10],
          field: [0, 100],
          log: true,
        },
        act("temperature"),
        signal,
      ),
      top_k: new SliderView(
        {
          name: "top-k",
          title: "So many of the likeliest stay, with those as likely as the last of them",
          range: [1, 100],
          field: [0, 2 ** 31 - 1],
          off: 0,
          first: 50,
          log: true,
          whole: true,
        },
        act("top_k"),
        signal,
      ),
      top_p: new SliderView(
        {
          ...share,
          name: "top-p",
          title: "The fewest likeliest that have this probability together stay",
          off: 1,
          first: 0.9,
        },
        act("top_p"),
        signal,
      ),
      min_p: new SliderView(
        {
          ...share,
          name: "min-p",
          title: "What has at least this share of the largest probability stays",
          off: 0,
          first: 0.05,
        },
        act("min_p"),
        signal,
      ),
    };
  }

  #lay(): HTMLElement {
    const settings = h("div", { class: "settings" }, ...NAMES.map((name) => this.#sliders[name].element));
    const overlay = h(
      "label",
      {
        class: "overlay",
        title: "The probabilities at other temperatures, with the same cuts, as lines over the bars",
      },
      this.#overlay,
      "overlay T",
    );
    const tools = h("div", { class: "tools" }, this.#search, this.#hits, overlay, this.#key);
    const table = h("div", { class: "table" }, tools, this.#rows.element, this.#rough);
    const nothing = h(
      "p",
      { class: "nothing", role: "status" },
      "The model gives NaN or an infinite logit here, so there are no probabilities; take a change back.",
    );
    return h(
      "div",
      { class: "sampling-panel" },
      settings,
      this.#sampler.element,
      this.#summary,
      nothing,
      h("div", { class: "halves" }, table, this.#card.element),
    );
  }

  #wish(changes: Partial<Wishes>, settled: boolean): void {
    if (this.#list !== null && this.#wishes !== null)
      this.draw(this.#list, { ...this.#wishes, ...changes }, this.#compared);
    this.#actions.wish(changes, settled);
  }

  /** Weights are kept for a while: of the other temperatures they stay the same, and of all when a cut is moved. */
  #made(list: Listing, settings: Settings): Chances {
    const known = this.#weights.find(
      (one) => one.logits === list.logits && one.temperature === settings.temperature,
    );
    const spent = known === undefined && this.#weights.length === KEPT ? this.#weights.pop() : undefined;
    const weights = known ?? new Weights(list.logits, settings.temperature, spent);
    this.#weights = [weights, ...this.#weights.filter((one) => one !== weights)];
    return new Chances(list.logits, settings, weights);
  }

  #look(row: number | null): void {
    this.#looked = row;
    this.#drawCard();
  }

  #seek(): void {
    if (this.#list === null || this.#wishes === null || this.#chances === null) return;
    this.#found = this.#listed(this.#list);
    this.#drawAll(this.#list, this.#wishes, this.#chances);
  }

  #listed(list: Listing): Uint32Array | null {
    const sought = found(list, this.#search.value);
    if (this.#compared === null || sought === null) return sought ?? this.#compared?.order ?? null;
    const wanted = new Set(sought);
    return this.#compared.order.filter((row) => wanted.has(row));
  }

  #beside(wishes: Wishes): Beside | null {
    const compared = this.#compared;
    return compared && { compared, chances: this.#made(compared.list, wishes) };
  }

  #drawAll(list: Listing, wishes: Wishes, chances: Chances): void {
    const counts = new Map<number, number>();
    const draws = chances.usable ? wishes.draws : 0;
    for (let number = 0; number < draws; number++) {
      const row = chances.draw(uniform(wishes.seed, number));
      counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    const beside = this.#beside(wishes);
    const temperatures = beside === null ? wishes.temperatures : [];
    const others = temperatures.map((temperature) => this.#made(list, { ...wishes, temperature }));
    const last = this.last;
    const largest = [chances.probability(0), ...others.map((one) => one.probability(0))];
    for (const count of counts.values()) largest.push(count / draws);
    const most =
      beside === null ? Math.max(...largest.filter(Number.isFinite), 0) : farthest(chances, beside);
    const reach = REACHES.find((one) => one >= most) ?? 1;
    settle(this.#summary, chances.usable ? summary(chances) : []);
    this.#rows.draw({ list, chances, others, counts, draws, last, found: this.#found, reach, beside });
    const text = last === null ? null : (list.text(last) ?? "…");
    this.#sampler.draw({ draws, seed: wishes.seed, usable: chances.usable, text, tokens: counts.size });
    const sought = this.#found !== null && this.#search.value !== "";
    settle(this.#hits, sought ? [`${many(this.#found?.length ?? 0)} found`] : []);
    this.#drawCard();
  }

  #drawCard(): void {
    const usable = this.#chances?.usable ?? false;
    if (this.#list === null || this.#chances === null) return;
    const beside = this.#wishes && this.#beside(this.#wishes);
    this.#card.draw(this.#list, this.#chances, usable ? (this.#looked ?? this.#rows.active) : null, beside);
  }
}

/** The largest difference of two probabilities: that of a row that can be drawn in one run at least. */
function farthest(chances: Chances, beside: Beside): number {
  let most = 0;
  for (const row of beside.compared.order) {
    const there = probabilityIn(beside, row);
    if (there !== null) most = Math.max(most, Math.abs(chances.probability(row) - there));
  }
  return most;
}
