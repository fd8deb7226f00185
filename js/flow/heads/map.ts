/** The map of all heads: a thumbnail of each, by block or by what it looks at. */

import {
  type Drawn,
  type Head,
  Heads,
  MEANINGS,
  NAMES,
  type Sort as Orders,
} from "../../attention_view/attention.ts";
import { type Look, Overview } from "../../attention_view/overview.ts";
import { h } from "../../lib/dom.ts";
import { brief } from "../../lib/numbers.ts";
import { gradient, type Palette } from "../../lib/palette.ts";
import { createSelect } from "../../lib/select.ts";

/** What Python sends of all heads; `missing` says why there are none, or is empty. */
export type HeadsData = Drawn & { tokens: string[]; without: number; missing: string };
export type HeadMapActions = {
  select(layer: number, head: number): void;
  travel(way: "undo" | "redo"): void;
};
type Sort = Exclude<Orders, "effect" | "patch">;
type Place = { layer: number; head: number };
type Last = { chosen: Place; palette: Palette; room: number };

const SORTS: Sort[] = ["layer", "entropy", "previous", "first", "duplicate", "induction"];
const LOOK: Look = { caption: 20, letters: 13, least: 44, most: 92, scored: 74 };

export class HeadMap {
  readonly element = h("section", { class: "flow-heads", "aria-label": "All heads" });
  readonly #actions: HeadMapActions;
  readonly #signal: AbortSignal;
  readonly #sort;
  readonly #scale = h("span", { class: "flow-heads-scale", "aria-hidden": "true" });
  readonly #legend = h("span", { class: "flow-heads-legend" });
  readonly #meaning = h("p", { class: "flow-heads-meaning" });
  readonly #window = h("div", { class: "flow-heads-window" });
  readonly #readout = h("p", { class: "flow-heads-readout" });
  #order: Sort = "layer";
  #data: HeadsData | null = null;
  #heads: Heads<HeadsData> | null = null;
  #overview: Overview | null = null;
  #last: Last | null = null;

  constructor(actions: HeadMapActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
    const options = SORTS.map((sort) => [sort, NAMES[sort].replace("layer", "block")] as const);
    const choose = (sort: Sort) => {
      this.#order = sort;
      this.#paint();
      this.#window.scrollTop = 0; // the heads that come first
    };
    this.#sort = createSelect("Order by", options, choose, signal);
    this.#legend.append("attention 0", this.#scale, "1");
    const title = h("h3", {}, "All heads");
    const bar = h("div", { class: "flow-heads-bar" }, title, this.#sort.element, this.#legend);
    this.element.append(bar, this.#meaning, this.#window, this.#readout);
  }

  /** Draw all heads in a room of so many pixels; `null` while they are not known. */
  draw(data: HeadsData | null, chosen: Place, palette: Palette, room: number): void {
    if (data !== this.#data) this.#take(data);
    const before = this.#last?.chosen;
    this.#last = { chosen, palette, room };
    this.#paint();
    if (before?.layer !== chosen.layer || before.head !== chosen.head) this.#reveal();
  }

  /** Scroll so that the chosen head can be seen. */
  #reveal(): void {
    const box = this.#overview?.box;
    if (!box) return;
    const { scrollLeft: left, scrollTop: top, clientWidth, clientHeight } = this.#window;
    this.#window.scrollLeft = Math.min(box.x, Math.max(left, box.x + box.width - clientWidth));
    this.#window.scrollTop = Math.min(box.y, Math.max(top, box.y + box.height - clientHeight));
  }

  #take(data: HeadsData | null): void {
    this.#data = data;
    this.#heads = data && data.heads?.length > 0 ? new Heads(data) : null;
    if (this.#heads === null || this.#overview !== null) return;
    const select = ({ layer, head }: Head) => this.#actions.select(layer, head);
    const actions = {
      hover: (head: Head | null) => {
        this.#paint();
        this.#read(head);
      },
      select,
      activate: select,
      remove: () => {},
      travel: this.#actions.travel,
    };
    this.#overview = new Overview(this.#heads.screen, actions, this.#signal, LOOK);
    this.#window.append(this.#overview.pad.element);
  }

  #paint(): void {
    if (this.#last === null) return;
    const { chosen, palette, room } = this.#last;
    const heads = this.#heads;
    const parts = [this.#window, this.#readout, this.#sort.element, this.#legend];
    for (const part of parts) part.hidden = heads === null;
    if (heads === null || this.#overview === null) {
      this.#meaning.textContent = this.#data?.missing || "The heads are not known yet.";
      return;
    }
    const why = (sort: Sort) => unmeasured(heads, sort);
    const sort = why(this.#order) === null ? this.#order : "layer";
    this.#sort.draw(sort, why);
    this.#scale.style.background = gradient(palette.sequential);
    this.#meaning.textContent = `${meaning(sort)}. ${pictures(heads.screen)}`;
    this.#overview.draw(heads, sort, heads.find(chosen.layer, chosen.head), palette, room);
    this.#read(null);
  }

  /** What is known of the head under the pointer, or of the chosen one. */
  #read(hovered: Head | null): void {
    const { layer = -1, head = -1 } = this.#last?.chosen ?? {};
    const one = hovered ?? this.#heads?.find(layer, head);
    const words = one && this.#heads?.inWords(one, brief);
    this.#readout.textContent = one ? `Block ${one.layer} · head ${one.head}: ${words || "no numbers"}` : "";
  }
}

/** Why heads cannot be ordered by a score: it is known of none; or null. */
function unmeasured(heads: Heads<HeadsData>, sort: Sort): string | null {
  if (sort === "layer" || heads.all.some((head) => !Number.isNaN(heads.score(head, sort)))) return null;
  return ["duplicate", "induction"].includes(sort) ? "no token comes twice" : "there is one token only";
}

function meaning(sort: Sort): string {
  return sort === "layer" ? "Rows are blocks, columns are heads" : MEANINGS[sort];
}

function pictures({ tokens, thumbs }: HeadsData): string {
  const block = Math.ceil(tokens.length / thumbs.side);
  const cell = block > 1 ? `; one cell is the largest weight of ${block} × ${block} tokens` : "";
  return `In a picture each row is a token, each column one that it looks at${cell}.`;
}
