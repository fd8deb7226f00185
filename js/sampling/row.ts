/** One token: what becomes of its logit, step by step, from left to right. */

import { h, setAttribute } from "../lib/dom.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Chances } from "./chances.ts";
import { probabilityIn } from "./compared.ts";
import type { Drawing } from "./rows.ts";
import type { Listing } from "./state.ts";
import { many, percent, signed } from "./words.ts";

/** Pixels of a row, as in rows.css. */
export const HEIGHT = 26;

export const COLUMNS = [
  { key: "rank", name: "#", title: "By likelihood, from 1" },
  { key: "token", name: "token", title: "A blank is a dot; the id is in the tooltip of a row" },
  { key: "logit", name: "logit", title: "What the model gives: any number" },
  { key: "scaled", name: "÷ T", title: "The logit divided by the temperature" },
  {
    key: "soft",
    name: "softmax",
    title: "exp(logit ÷ T) over the sum of it over all tokens, before any cut",
  },
  {
    key: "sum",
    name: "Σ",
    title:
      "The running sum that top-p looks at: this token and all likelier ones, of those that top-k leaves",
  },
  { key: "cut", name: "cut", title: "Whether it stays, or which cut takes it away" },
  {
    key: "chance",
    name: "probability",
    short: "p",
    title: "That it is drawn: those that stay, made to sum to 1",
  },
  { key: "base", name: "other", short: "p′", title: "The same in the run that is taken off" },
  { key: "delta", name: "difference", short: "Δ", title: "By how much it is likelier in the first run" },
  { key: "bar", name: "", title: "Probability, and beneath it the share of the draws" },
  { key: "count", name: "drawn", short: "n", title: "How often it was drawn" },
] as const satisfies { key: string; name: string; short?: string; title: string }[];

type Key = (typeof COLUMNS)[number]["key"];

/** A row in the page; drawn again it touches only what is different. */
export class Row {
  readonly element = h("div", { class: "row", role: "row" });
  readonly #cells = new Map<Key, HTMLElement>();
  readonly #code = h("code", {});
  readonly #bar = new Bar("probability");
  readonly #share = new Bar("share");
  readonly #said = h("span", { class: "unseen" });
  /** The token that is written in it. */
  #list: Listing | null = null;
  #row = -1;

  constructor() {
    for (const [column, { key }] of COLUMNS.entries()) {
      const cell = h("span", { role: "gridcell", class: key, "aria-colindex": column + 1 });
      this.#cells.set(key, cell);
      this.element.append(cell);
    }
    this.#cells.get("token")?.append(this.#code);
    this.#cells.get("bar")?.append(this.#bar.element, this.#share.element, this.#said);
  }

  draw(drawing: Drawing, row: number): void {
    const { list, chances, last } = drawing;
    const greedy = chances.settings.temperature === 0;
    if (list !== this.#list || row !== this.#row) this.#drawToken(list, row);
    this.#number("scaled", greedy ? null : chances.scaled(row), signed);
    this.#number("soft", greedy ? null : chances.softmax(row), percent);
    this.#number("sum", greedy || row >= chances.left["top-k"] ? null : chances.running(row), share);
    this.#put("cut", cut(chances, row));
    this.#number("chance", chances.probability(row), percent);
    this.#drawCompared(drawing, row);
    this.#drawBar(drawing, row);
    setAttribute(this.element, "data-out", !chances.has(row));
    setAttribute(this.element, "data-last", last === row);
  }

  /** What stays as it is while temperature and cuts are moved. */
  #drawToken(list: Listing, row: number): void {
    this.#list = list;
    this.#row = row;
    const text = list.text(row);
    const id = row < list.named ? list.ids[row] : undefined;
    this.#put("rank", many(row + 1));
    write(this.#code, text === null ? "…" : shown(text));
    this.#number("logit", list.logits[row] ?? Number.NaN, signed);
    const named = text === null ? "a token that is not here without the kernel" : `${quoted(text)}, id ${id}`;
    setAttribute(this.element, "title", named);
  }

  #drawCompared({ chances, beside }: Drawing, row: number): void {
    const there = beside === null ? null : probabilityIn(beside, row);
    this.#number("base", there, percent);
    this.#number("delta", there === null ? null : chances.probability(row) - there, difference);
  }

  #drawBar({ chances, counts, draws, reach, beside }: Drawing, row: number): void {
    const drawn = counts.get(row) ?? 0;
    if (beside === null) this.#bar.draw(chances.probability(row) / reach);
    else this.#bar.drawSigned((chances.probability(row) - (probabilityIn(beside, row) ?? 0)) / reach);
    this.#share.draw(draws === 0 || beside !== null ? 0 : drawn / draws / reach);
    write(this.#said, draws === 0 ? "no draws" : `${percent(drawn / draws)} of the draws`);
    this.#put("count", drawn === 0 ? "" : many(drawn));
    setAttribute(this.#cells.get("count") as HTMLElement, "data-value", drawn);
  }

  #put(key: Key, text: string): void {
    write(this.#cells.get(key) as HTMLElement, text);
  }

  /** A number, with the whole of it for whoever looks closer; "–" where there is none. */
  #number(key: Key, value: number | null, inWords: (value: number) => string): void {
    this.#put(key, value === null ? "–" : inWords(value));
    setAttribute(this.#cells.get(key) as HTMLElement, "data-value", value);
  }
}

/** The text of an element that has nothing else in it. */
function write(element: HTMLElement, text: string): void {
  const node = element.firstChild;
  if (node === null) element.append(text);
  else if (node.nodeValue !== text) node.nodeValue = text;
}

/** A length between 0 and the end of its cell. */
class Bar {
  readonly element: HTMLElement;
  #width = "";
  #left = "";

  constructor(kind: string) {
    this.element = h("i", { class: kind });
  }

  draw(share: number): void {
    this.#lie(0, Math.min(1, share) * 100);
    setAttribute(this.element, "data-less", false);
  }

  /** From the middle of the cell to one side. */
  drawSigned(share: number): void {
    const size = Math.min(1, Math.abs(share)) * 50;
    this.#lie(share < 0 ? 50 - size : 50, size);
    setAttribute(this.element, "data-less", share < 0);
  }

  #lie(from: number, size: number): void {
    const [left, width] = [`${from.toFixed(2)}%`, `${size.toFixed(2)}%`];
    if (width !== this.#width) this.element.style.width = width;
    if (left !== this.#left) this.element.style.marginLeft = left;
    [this.#left, this.#width] = [left, width];
  }
}

/** A difference of two probabilities in points of a hundred, with its sign. */
function difference(value: number): string {
  if (value === 0) return "0";
  return `${value > 0 ? "+" : "−"}${percent(Math.abs(value))}`;
}

/** A running sum: "1" only when it is. */
function share(value: number): string {
  return value > 0.99995 && value < 1 ? "> 0.9999" : value.toFixed(4);
}

function cut(chances: Chances, row: number): string {
  const { temperature, top_k, top_p, min_p } = chances.settings;
  if (temperature === 0) return chances.has(row) ? "✓ likeliest" : "✕ not likeliest";
  if (top_k === 0 && top_p === 1 && min_p === 0) return "";
  const by = chances.cut(row);
  return by === null ? "✓" : `✕ ${by}`;
}
