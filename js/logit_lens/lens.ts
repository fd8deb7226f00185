/** What Python sends of a logit lens, decoded, and the questions the parts of the view ask of it. */

import { type Bytes, float32, uint32 } from "../lib/codecs.ts";
import type { Cell, Size } from "../lib/keys.ts";
import { brief, count } from "../lib/numbers.ts";
import type { Missing, Show } from "../lib/shows.ts";
import { quoted } from "../lib/tokens.ts";
import type { Colour } from "./measure.ts";

export type Kind = "zero" | "copy";
export type Mode = Kind | "inspect";
/** Layer −1 is the residual stream that enters block 0; layer i is what block i hands on. */
export type Edit = { layer: number; position: number; kind: Kind };

/** Of each cell the entropy, and probability and rank of each pinned token, pin after pin. */
export type Facts = { entropy: Bytes; probabilities: Bytes; ranks: Bytes };

/** The `_screen` trait. Ids are places in `strings` and `vocabulary`, one pair for every token id on screen. */
export type Screen = {
  layers: string[];
  tokens: string[];
  other_tokens: string[] | null;
  strings: string[];
  vocabulary: Bytes;
  ids: Bytes;
  probabilities: Bytes;
  clean: { ids: Bytes; tops: Bytes; probabilities: Bytes; distances: Bytes } | null;
  next: { ids: Bytes; probabilities: Bytes; clean: Bytes };
  edits: Edit[];
  can_undo?: boolean;
  can_redo?: boolean;
  code: string;
  /** `first` is the layer of the first row, −1 where there is none before it. */
  facts?: {
    first: number;
    pins: Bytes;
    now: Facts;
    clean: Facts | null;
    heads?: number;
    show?: Show;
    missing?: Missing;
    changed?: boolean;
  };
};

/** The traits of the widget. */
export type Traits = {
  _screen: Screen | Record<string, never>;
  selected: number[];
  _selected: { layer: number | null; position: number | null; head: number | null };
  mode: Mode;
  busy: boolean;
  component: string;
  head: number;
  show: Show;
  colour: Colour;
  pin: number;
  chart: Chart;
  _more: More | Record<string, never>;
  _error: { message?: string; details?: string };
};

export type Chart = "probability" | "log probability" | "rank";
/** More tokens of one cell than are on screen. */
export type More = {
  row: number;
  column: number;
  strings: string[];
  ids: Bytes;
  probabilities: Bytes;
  clean: Bytes | null;
};

export type Token = { place: number; id: number; text: string };
export type Guess = { token: Token; probability: number; clean: number | null };
/** The model's first guess at a cell, and the first guess of the run without patches. */
export type Top = { token: Token; probability: number };

export type Pinned = { probability: number; rank: number };
type Decoded = Record<keyof Facts, Float32Array> | null;
export type Both<T> = { now: T; clean: T };

/** What the runs are called: the one shown, and the one that it is compared with. */
const NAMES: Record<Show, Both<string>> = {
  edited: { now: "patched", clean: "clean" },
  clean: { now: "clean", clean: "clean" },
  other: { now: "other", clean: "other" },
  "edited - clean": { now: "now", clean: "clean" },
  "edited - other": { now: "now", clean: "other" },
  "clean - other": { now: "clean", clean: "other" },
};

/** Total variation distance up to which two runs of the same cell count as equal: float noise. */
export const TOLERANCE = 1e-5;

/** A decoded screen. Cells are counted from the embedding's row and the first token. */
export class Lens {
  readonly size: Size;
  readonly #ids: Uint32Array;
  readonly #probabilities: Float32Array;
  readonly #vocabulary: Uint32Array;
  readonly #clean: Record<"tops" | "probabilities" | "distances", Float32Array> | null;
  readonly #cleanIds: Uint32Array | null;
  readonly #edits: Map<number, Edit>;
  readonly #depth: number;
  readonly #facts: Both<Decoded>;
  /** The tokens that are followed from layer to layer. */
  readonly pins: Token[];
  /** The layer of the first row. */
  readonly first: number;

  constructor(readonly screen: Screen) {
    const { clean, facts } = screen;
    this.first = facts?.first ?? -1;
    this.size = { rows: screen.layers.length, columns: screen.tokens.length };
    this.#ids = uint32(screen.ids);
    this.#probabilities = float32(screen.probabilities);
    this.#vocabulary = uint32(screen.vocabulary);
    this.#cleanIds = clean && uint32(clean.ids);
    this.#clean = clean && {
      tops: float32(clean.tops),
      probabilities: float32(clean.probabilities),
      distances: float32(clean.distances),
    };
    this.#edits = new Map(screen.edits.map((edit) => [this.#index(this.cellOf(edit)), edit]));
    this.#facts = { now: decoded(facts?.now), clean: decoded(facts?.clean) };
    this.pins = facts ? Array.from(uint32(facts.pins), (place) => this.token(place)) : [];
    this.#depth = this.#ids.length / (this.size.rows * this.size.columns);
  }

  get patched(): boolean {
    return this.#clean !== null;
  }

  /** Whether a difference of two runs is shown. */
  get difference(): boolean {
    return (this.screen.facts?.show ?? "edited").includes(" - ");
  }

  get names(): Both<string> {
    return NAMES[this.screen.facts?.show ?? "edited"];
  }

  cellOf({ layer, position }: Edit): Cell {
    return { row: layer - this.first, column: position };
  }

  cells(): Cell[] {
    const { rows, columns } = this.size;
    return Array.from({ length: rows * columns }, (_, index) => ({
      row: Math.floor(index / columns),
      column: index % columns,
    }));
  }

  /** How unsure the model is at a cell, in nats. */
  entropy(cell: Cell): Both<number> {
    const of = (one: Decoded) => one?.entropy[this.#index(cell)] ?? Number.NaN;
    return { now: of(this.#facts.now), clean: of(this.#facts.clean ?? this.#facts.now) };
  }

  /** Probability and rank of a pinned token at a cell. */
  pinned(pin: number, cell: Cell): Both<Pinned> {
    const at = Math.min(pin, this.pins.length - 1) * this.size.rows * this.size.columns + this.#index(cell);
    const of = (one: Decoded) => ({
      probability: one?.probabilities[at] ?? Number.NaN,
      rank: one?.ranks[at] ?? Number.NaN,
    });
    return { now: of(this.#facts.now), clean: of(this.#facts.clean ?? this.#facts.now) };
  }

  top(cell: Cell): Top {
    const at = this.#index(cell) * this.#depth;
    return { token: this.token(this.#ids[at] ?? 0), probability: this.#probabilities[at] ?? Number.NaN };
  }

  cleanTop(cell: Cell): Top {
    const at = this.#index(cell);
    if (this.#clean === null || this.#cleanIds === null) return this.top(cell);
    return { token: this.token(this.#cleanIds[at] ?? 0), probability: this.#clean.tops[at] ?? Number.NaN };
  }

  guesses(cell: Cell): Guess[] {
    const start = this.#index(cell) * this.#depth;
    return Array.from({ length: this.#depth }, (_, rank) => ({
      token: this.token(this.#ids[start + rank] ?? 0),
      probability: this.#probabilities[start + rank] ?? Number.NaN,
      clean: this.#clean?.probabilities[start + rank] ?? null,
    }));
  }

  next(): Guess[] {
    const { ids, probabilities, clean } = this.screen.next;
    const [now, before] = [float32(probabilities), float32(clean)];
    return Array.from(uint32(ids), (place, rank) => ({
      token: this.token(place),
      probability: now[rank] ?? Number.NaN,
      clean: this.patched ? (before[rank] ?? Number.NaN) : null,
    }));
  }

  /** How far the cell's whole distribution is from the clean run's: total variation, 0 to 1. */
  distance(cell: Cell): number {
    return this.#clean?.distances[this.#index(cell)] ?? 0;
  }

  /** Whether the patches reach this cell. A distance that is no number is a change too. */
  changed(cell: Cell): boolean {
    return this.patched && !(this.distance(cell) <= TOLERANCE);
  }

  edit(cell: Cell): Edit | undefined {
    return this.#edits.get(this.#index(cell));
  }

  layerName(row: number): string {
    const name = this.screen.layers[row] ?? "";
    return name === "embed" ? "embed" : `layer ${name}`;
  }

  /** Whether a cell would be drawn just as it was in another lens of the same prompt. */
  drawsLike(other: Lens, cell: Cell): boolean {
    const [mine, theirs] = [this.#index(cell), other.#index(cell)];
    return (
      this.#vocabulary[this.#ids[mine * this.#depth] ?? 0] ===
        other.#vocabulary[other.#ids[theirs * other.#depth] ?? 0] &&
      this.#probabilities[mine * this.#depth] === other.#probabilities[theirs * other.#depth] &&
      this.distance(cell) === other.distance(cell) &&
      this.difference === other.difference &&
      this.edit(cell)?.kind === other.edit(cell)?.kind
    );
  }

  /** One cell in words, for those who hear it. */
  describe(cell: Cell): string {
    const { token, probability } = this.top(cell);
    const place = `${this.layerName(cell.row)}, position ${cell.column}, ${quoted(this.screen.tokens[cell.column] ?? "")}`;
    return `${place}: ${quoted(token.text)} ${brief(probability)}${this.#changeInWords(cell)}${this.#editInWords(cell)}`;
  }

  /** The effect of all patches in one sentence or two. */
  summary(): string {
    const { rows, columns } = this.size;
    const last = { row: rows - 1, column: columns - 1 };
    const { token, probability } = this.top(last);
    const answer = `Next token ${quoted(token.text)} ${brief(probability)}`;
    if (!this.patched) return `${answer}.`;
    const before = this.cleanTop(last);
    const was = `was ${quoted(before.token.text)} ${brief(before.probability)}`;
    return `${answer}, ${was}. ${this.changes()} of ${count(rows * columns, "cell")} changed.`;
  }

  changes(): number {
    const { rows, columns } = this.size;
    let number = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) if (this.changed({ row, column })) number++;
    }
    return number;
  }

  token(place: number): Token {
    return { place, id: this.#vocabulary[place] ?? -1, text: this.screen.strings[place] ?? "" };
  }

  #index({ row, column }: Cell): number {
    return row * this.size.columns + column;
  }

  #changeInWords(cell: Cell): string {
    if (!this.changed(cell)) return "";
    const { token, probability } = this.cleanTop(cell);
    return `, was ${quoted(token.text)} ${brief(probability)}`;
  }

  #editInWords(cell: Cell): string {
    const edit = this.edit(cell);
    return edit === undefined ? "" : `, patched: ${kindInWords(edit.kind)}`;
  }
}

function decoded(facts: Facts | null | undefined): Decoded {
  if (!facts) return null;
  const { entropy, probabilities, ranks } = facts;
  return { entropy: float32(entropy), probabilities: float32(probabilities), ranks: float32(ranks) };
}

export function kindInWords(kind: Kind): string {
  return kind === "zero" ? "set to zero" : "copied from the other prompt";
}
