/** What Python sends of the board, decoded, and the questions the parts of the view ask of it. */

import { type Bytes, float32, uint32 } from "../lib/codecs.ts";
import type { Cell } from "../lib/keys.ts";
import { brief, count } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import { Lens, type Screen as LensScreen } from "../logit_lens/lens.ts";

export type Component = "resid_post" | "attn_out" | "mlp_out" | "head_out";
/** Any change, by its number in the workspace's list. */
export type Listed = { number: number; text: string; on: boolean };
/** A change that copies one position of the other prompt. */
export type Patch = Listed & {
  component: Component;
  layer: number;
  head: number | null;
  from_head: number | null;
  from: number;
  to: number;
};
export type Screen = {
  source: LensScreen | null;
  target: LensScreen;
  result: LensScreen;
  cone: Bytes;
  patches: Patch[];
  changes: Listed[];
  next: { strings: string[]; ids: Bytes; clean: Bytes; now: Bytes; other: Bytes | null };
  heads: number;
  headless: string;
  component: Component;
  can_undo: boolean;
  can_redo: boolean;
  code: string;
};
export type Selected = { layer: number | null; position: number | null; head: number | null };
export type Traits = {
  _screen: Screen;
  _selected: Selected;
  _error: { message?: string; details?: string };
  component: Component;
  /** Layer and position in the other prompt. */
  picked: [number, number] | null;
  busy: boolean;
};
export type Next = { text: string; id: number; clean: number; now: number; other: number | null };
export type Which = "source" | "target" | "result";

const NAMES: Record<Component, string> = {
  resid_post: "layer",
  attn_out: "attention",
  mlp_out: "MLP",
  head_out: "head",
};

export class Board {
  readonly source: Lens | null;
  readonly target: Lens;
  readonly result: Lens;
  readonly #cone: Uint8Array;

  constructor(readonly screen: Screen) {
    this.source = screen.source && new Lens(screen.source);
    this.target = new Lens(screen.target);
    this.result = new Lens(screen.result);
    const { cone } = screen;
    this.#cone =
      cone instanceof ArrayBuffer
        ? new Uint8Array(cone)
        : new Uint8Array(cone.buffer, cone.byteOffset, cone.byteLength);
  }

  lens(which: Which): Lens | null {
    return this[which];
  }

  /** Whether any change is in force. */
  get changed(): boolean {
    const { patches, changes } = this.screen;
    return [...patches, ...changes].some(({ on }) => on);
  }

  /** Whether the changes can reach a cell of the result. */
  reached({ row, column }: Cell): boolean {
    return this.#cone[row * this.result.size.columns + column] === 1;
  }

  /** The cells of an arrow, where the grids have them. */
  ends(patch: Patch): { from: Cell; to: Cell } | null {
    const row = patch.layer - this.target.first;
    if (row < 0 || this.source === null || patch.from >= this.source.size.columns) return null;
    return { from: { row, column: patch.from }, to: { row, column: patch.to } };
  }

  /** The patches of one cell of a grid. */
  at(which: Which, { row, column }: Cell): Patch[] {
    const layer = row + (this.lens(which)?.first ?? 0);
    return this.screen.patches.filter(
      (patch) => patch.layer === layer && (which === "source" ? patch.from : patch.to) === column,
    );
  }

  next(): Next[] {
    const { strings, ids, clean, now, other } = this.screen.next;
    const [numbers, before, after, there] = [
      uint32(ids),
      float32(clean),
      float32(now),
      other && float32(other),
    ];
    return strings.map((text, at) => ({
      text,
      id: numbers[at] ?? -1,
      clean: before[at] ?? Number.NaN,
      now: after[at] ?? Number.NaN,
      other: there === null ? null : (there[at] ?? Number.NaN),
    }));
  }

  /** What the changes did, in a sentence or two. */
  summary(): string {
    const { result } = this;
    const last = { row: result.size.rows - 1, column: result.size.columns - 1 };
    const [now, was] = [result.top(last), result.cleanTop(last)];
    const answer = `Next token ${quoted(now.token.text)} ${brief(now.probability)}`;
    if (!this.changed) return `${answer}.`;
    const reached = result.cells().filter((cell) => this.reached(cell)).length;
    const cells = `${result.changes()} of ${count(reached, "cell")} within reach changed`;
    return `${answer}, was ${quoted(was.token.text)} ${brief(was.probability)}. ${cells}.`;
  }

  /** A patch in words: what, from where, to where. */
  inWords(patch: Patch): string {
    const name = (lens: Lens | null, at: number) => shown(lens?.screen.tokens[at] ?? "");
    const head = patch.head === null ? "" : `.${patch.head}`;
    const layer = patch.layer < 0 ? "embeddings" : `${NAMES[patch.component]} ${patch.layer}${head}`;
    return `${layer}: ${patch.from} ${name(this.source, patch.from)} → ${patch.to} ${name(this.target, patch.to)}`;
  }
}
