/** The picture on one canvas: painted from a layout, on the way to another when a level opens; cells for the keyboard. */

import type { Cell } from "../lib/keys.ts";
import { Pad } from "../lib/pad.ts";
import type { Palette } from "../lib/palette.ts";
import { quoted } from "../lib/tokens.ts";
import { type Brush, LOGITS, type Next, type Quantity, type Spot } from "./brush.ts";
import { paintLabels } from "./labels.ts";
import { type Box, type Layout, type Level, layout, mix, nextRows, stripAt } from "./layout.ts";
import { paintMatrices } from "./matrices.ts";
import { paintRibbons } from "./ribbons.ts";
import type { Scene } from "./scene.ts";
import { paintStrips } from "./strips.ts";
import { inWords, percent } from "./words.ts";

export type PictureActions = {
  hover(spot: Spot | null, x: number, y: number): void;
  open(spot: Spot): void;
  /** A token, or a step's vector of a token, without a number of it. */
  select(row: number): void;
  remove(spot: Spot): void;
  travel(way: "undo" | "redo"): void;
  /** The layout has changed, or is on its way: the titles follow. */
  placed(layout: Layout): void;
};
export type Seen = {
  scene: Scene;
  level: Level;
  next: Next;
  quantity: Quantity | null;
  position: number;
  chosen: Spot | null;
  palette: Palette;
  width: number;
};

/** Milliseconds. */
const [OPENING, SWEEP] = [420, 900];

export class Picture {
  readonly pad: Pad;
  readonly #actions: PictureActions;
  readonly #signal: AbortSignal;
  #seen: Seen | null = null;
  #layout: Layout | null = null;
  #from: Layout | null = null;
  #opened = 0;
  #sweep = { began: Number.NEGATIVE_INFINITY, from: 0 };
  #hovered: Spot | null = null;
  #pointer: Spot | null = null;
  #frame = 0;

  constructor(actions: PictureActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
    this.pad = new Pad(
      "From text to the next token: a row for each token, a column for each step",
      {
        cellAt: (x, y) => this.#cellAt(x, y),
        describe: (cell) => this.#describe(cell),
        hover: (cell) => this.#hover(cell),
        select: (cell) => this.#select(cell),
        activate: (cell) => this.#open(cell),
        remove: (cell) => {
          const spot = this.#spotOf(cell);
          if (spot !== null) actions.remove(spot);
        },
        travel: actions.travel,
      },
      signal,
    );
    this.pad.element.addEventListener("blur", () => this.#hover(null), { signal });
    this.pad.element.addEventListener("click", () => this.#pointer && this.#actions.open(this.#pointer), {
      signal,
    });
  }

  get layout(): Layout | null {
    return this.#layout;
  }

  draw(seen: Seen): void {
    const before = this.#layout;
    const old = this.#seen;
    this.#seen = seen;
    this.#layout = layout(seen.scene, seen.level, seen.width);
    const moves = before !== null && old !== null && old.scene.tokens.length === seen.scene.tokens.length;
    if (moves && old.level !== seen.level && !still()) {
      this.#from = this.#between();
      this.#opened = performance.now();
    } else if (old?.level === seen.level && old.width !== seen.width) this.#from = null;
    this.#place();
    this.#ask();
  }

  /** A new run: it comes across the picture from left to right; of a longer text only the rows that are new. */
  sweep(from: number): void {
    if (!still()) this.#sweep = { began: performance.now(), from };
  }

  // ---------------------------------------------------------------- painting

  #ask(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#signal.aborted) this.#paint();
    });
  }

  /** The layout as it is just now. */
  #between(): Layout | null {
    if (this.#layout === null || this.#from === null) return this.#layout;
    const share = (performance.now() - this.#opened) / OPENING;
    if (share >= 1) this.#from = null;
    return this.#from === null ? this.#layout : mix(this.#from, this.#layout, eased(share));
  }

  #paint(): void {
    const now = this.#between();
    if (now === null || this.#seen === null) return;
    this.#actions.placed(now);
    const context = this.pad.context(now.width, now.height);
    if (context === null) return;
    const brush = this.#brush(context, now, this.#seen);
    paintRibbons(brush);
    paintStrips(brush);
    paintMatrices(brush);
    paintLabels(brush);
    if (this.#from !== null || brush.swept.share < 1) this.#ask();
  }

  #brush(context: CanvasRenderingContext2D, now: Layout, seen: Seen): Brush {
    const share = Math.min(1, (performance.now() - this.#sweep.began) / SWEEP);
    return {
      context,
      layout: now,
      ...seen,
      hovered: this.#hovered,
      swept: { share, from: this.#sweep.from },
      gradients: new Map(),
    };
  }

  // ---------------------------------------------------------------- pointing

  /** The columns of the grid, from left to right: a strip is one, a matrix one for each token. */
  get #columns(): { step: string; key: number | null; box: Box }[] {
    const boxes = (this.#layout?.boxes ?? []).filter(({ alpha }) => alpha > 0);
    const keys = Array.from({ length: this.#layout?.tokens ?? 0 }, (_, key) => key);
    return boxes.flatMap((box) =>
      (box.sort === "next" ? [LOGITS] : box.steps).flatMap((step) =>
        (box.sort === "matrix" ? keys : [null]).map((key) => ({ step, key, box })),
      ),
    );
  }

  #place(): void {
    const { chosen, position } = this.#seen ?? { chosen: null, position: 0 };
    const columns = this.#columns;
    const rows = this.#layout?.tokens ?? 1;
    let column = this.pad.cell.column;
    if (chosen !== null) {
      const at = columns.findIndex(
        ({ step, key }) => step === chosen.step && (key === null || key === chosen.cell),
      );
      if (at >= 0) column = at;
    }
    this.pad.place({ rows, columns: Math.max(1, columns.length) }, { row: chosen?.row ?? position, column });
  }

  #spotOf({ row, column }: Cell): Spot | null {
    const at = this.#columns[column];
    if (at === undefined || this.#seen === null) return null;
    const { next } = this.#seen;
    if (at.step === LOGITS)
      return { step: LOGITS, row: next.position, cell: next.ids[Math.min(row, next.ids.length - 1)] ?? 0 };
    if (at.key !== null) return { step: at.step, row, cell: at.key };
    return { step: at.step, row, cell: this.#seen.scene.strips.get(at.step)?.largest(row) ?? 0 };
  }

  #describe(cell: Cell): string {
    const spot = this.#spotOf(cell);
    if (spot === null || this.#seen === null) return "nothing";
    const { scene, next } = this.#seen;
    if (spot.step === LOGITS) {
      const at = next.ids.indexOf(spot.cell);
      return `next token ${quoted(next.strings[at] ?? "")}: ${percent(next.probabilities[at] ?? 0)}, logit ${next.logits[at]}`;
    }
    const value = scene.matrices.get(spot.step)?.at(spot.row, spot.cell);
    const strip = scene.strips.get(spot.step);
    if (strip !== undefined)
      return `${inWords(scene, spot)}: ${strip.at(spot.row, spot.cell)}, the largest; norm ${strip.norms[spot.row]}`;
    return `${inWords(scene, spot)}: ${value ?? "hidden"}`;
  }

  /** What is at a place of the canvas. */
  spotAt(x: number, y: number): Spot | null {
    const now = this.#layout;
    if (now === null || this.#seen === null) return null;
    const row = Math.floor((y - now.top) / now.pitch);
    for (const box of now.boxes) {
      if (box.alpha === 0 || x < box.x - 2 || x > box.x + box.width + 2) continue;
      if (box.sort === "next") return this.#inNext(box, y);
      if (box.steps.length === 0) continue;
      if (box.sort === "matrix") return inMatrix(box, now.tokens, x, y);
      if (row < 0 || row >= now.tokens) continue;
      const step = box.steps.find((one) => {
        const at = stripAt(now, box, one, row);
        return y >= at.y - 1.5 && y <= at.y + at.height + 1.5;
      });
      const strip = this.#seen.scene.strips.get(step ?? "");
      if (step === undefined || strip === undefined) continue;
      const cell = Math.floor(((x - box.x) / box.width) * strip.cells);
      return { step, row, cell: Math.max(0, Math.min(strip.cells - 1, cell)) };
    }
    return null;
  }

  #inNext(box: Box, y: number): Spot | null {
    const next = this.#seen?.next;
    if (next === undefined) return null;
    const { rows, high, top } = nextRows(box, next.strings.length);
    const at = Math.floor((y - top) / high);
    const id = at >= 0 && at < rows ? next.ids[at] : undefined;
    return id === undefined ? null : { step: LOGITS, row: next.position, cell: id };
  }

  #cellAt(x: number, y: number): Cell | null {
    const now = this.#layout;
    this.#pointer = this.spotAt(x, y);
    if (now === null) return null;
    const spot = this.#pointer;
    if (spot?.step === LOGITS) return this.#columnOf(spot);
    if (spot !== null) {
      const column = this.#columns.findIndex(
        ({ step, key }) => step === spot.step && (key === null || key === spot.cell),
      );
      return { row: spot.row, column };
    }
    const row = Math.floor((y - now.top) / now.pitch);
    return row >= 0 && row < now.tokens ? { row, column: this.pad.cell.column } : null;
  }

  #columnOf({ cell }: Spot): Cell {
    const column = this.#columns.findIndex(({ step }) => step === LOGITS);
    return { row: Math.max(0, this.#seen?.next.ids.indexOf(cell) ?? 0), column };
  }

  #hover(cell: Cell | null): void {
    const spot = cell === null ? null : this.#pointer;
    if (JSON.stringify(spot) === JSON.stringify(this.#hovered)) return;
    this.#hovered = spot;
    const [x, y] = spot === null ? [0, 0] : this.corner(spot);
    this.#actions.hover(spot, x, y);
    this.#ask();
  }

  /** The lower left corner of a spot. */
  corner({ step, row, cell }: Spot): [x: number, y: number] {
    const now = this.#layout;
    const last = now?.boxes.find(({ sort }) => sort === "next");
    if (step === LOGITS && last !== undefined) {
      const { high, top } = nextRows(last, this.#seen?.next.strings.length ?? 0);
      return [last.x, top + (1 + (this.#seen?.next.ids.indexOf(cell) ?? 0)) * high];
    }
    const box = now?.boxes.find(({ steps, alpha }) => alpha > 0 && steps.includes(step));
    if (!now || !box) return [0, 0];
    if (box.sort === "matrix") {
      const size = box.width / now.tokens;
      return [box.x + cell * size, box.y + (row + 1) * size];
    }
    const { y, height } = stripAt(now, box, step, row);
    return [box.x, y + height];
  }

  #select(cell: Cell): void {
    this.pad.place({ rows: this.#layout?.tokens ?? 1, columns: Math.max(1, this.#columns.length) }, cell);
    const spot = this.#spotOf(cell);
    this.#hovered = this.#pointer ?? spot;
    const [x, y] = this.#hovered === null ? [0, 0] : this.corner(this.#hovered);
    this.#actions.hover(this.#hovered, x, y);
    if (spot?.step !== LOGITS) this.#actions.select(cell.row);
    this.#ask();
  }

  #open(cell: Cell): void {
    const spot = this.#spotOf(cell);
    if (spot !== null) this.#actions.open(spot);
  }
}

function inMatrix(box: Box, tokens: number, x: number, y: number): Spot | null {
  const size = box.width / tokens;
  const [row, cell] = [Math.floor((y - box.y) / size), Math.floor((x - box.x) / size)];
  const inside = (at: number) => at >= 0 && at < tokens;
  return inside(row) && inside(cell) ? { step: box.steps[0] ?? "", row, cell } : null;
}

/** Whether nothing may move. */
export function still(): boolean {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
}

function eased(share: number): number {
  return share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2;
}
