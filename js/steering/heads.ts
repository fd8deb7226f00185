/** All heads as a small map: how much each gives at the token; a click makes a slider of one. */

import { float32 } from "../lib/codecs.ts";
import type { Cell } from "../lib/keys.ts";
import { exact } from "../lib/numbers.ts";
import { Pad } from "../lib/pad.ts";
import { css, ink, type Palette, shade } from "../lib/palette.ts";
import type { Heads, Slider } from "./state.ts";

export type HeadActions = {
  add(layer: number, head: number): void;
  remove(layer: number, head: number): void;
  hover(text: string): void;
  travel(way: "undo" | "redo"): void;
};

const [EDGE, TOP, GAP] = [26, 16, 2];

export class HeadMap {
  readonly pad: Pad;
  #heads: Heads | null = null;
  #norms: Float32Array = new Float32Array();
  #sliders: Slider[] = [];
  #at: Cell = { row: 0, column: 0 };
  #size = 26;
  #again: () => void = () => {};

  constructor(actions: HeadActions, signal: AbortSignal) {
    const of = (act: (layer: number, head: number) => void) => (cell: Cell) => {
      const layer = this.#heads?.layers[cell.row];
      if (layer !== undefined && Number.isFinite(this.#norm(cell))) act(layer, cell.column);
    };
    const add = of(actions.add);
    this.pad = new Pad(
      "Heads to steer",
      {
        cellAt: (x, y) => this.#cellAt(x, y),
        describe: (cell) => this.describe(cell),
        hover: (cell) => actions.hover(cell === null ? "" : this.describe(cell)),
        select: (cell) => {
          this.#at = cell;
          this.#again();
          actions.hover(this.describe(cell));
        },
        activate: add,
        remove: of(actions.remove),
        travel: actions.travel,
      },
      signal,
    );
    this.pad.canvas.addEventListener(
      "click",
      (event) => {
        const box = this.pad.canvas.getBoundingClientRect();
        const cell = this.#cellAt(event.clientX - box.left, event.clientY - box.top);
        if (cell !== null) add(cell);
      },
      { signal },
    );
  }

  draw(heads: Heads, sliders: Slider[], palette: Palette, room: number): void {
    if (this.#heads !== heads) this.#norms = float32(heads.norms);
    this.#heads = heads;
    this.#sliders = sliders;
    this.#again = () => this.draw(heads, sliders, palette, room);
    const [rows, columns] = [heads.layers.length, heads.columns];
    this.#size = Math.max(9, Math.min(30, Math.floor((room - EDGE) / Math.max(1, columns)) - GAP));
    this.pad.place({ rows, columns }, this.#at);
    const step = this.#size + GAP;
    const context = this.pad.context(EDGE + columns * step, TOP + rows * step);
    if (context === null) return;
    const most = this.most || 1;
    context.font = '10.5px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
    const every = Math.ceil(16 / step);
    context.fillStyle = palette.quiet;
    context.textAlign = "center";
    for (let head = 0; head < columns; head += every) {
      context.fillText(String(head), EDGE + head * step + this.#size / 2, TOP / 2);
    }
    context.textAlign = "right";
    for (let row = 0; row < rows; row += every) {
      context.fillText(String(heads.layers[row]), EDGE - 6, TOP + row * step + this.#size / 2);
    }
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) this.#cell(context, { row, column }, most, palette);
    }
  }

  #cell(context: CanvasRenderingContext2D, cell: Cell, most: number, palette: Palette): void {
    const step = this.#size + GAP;
    const [x, y] = [EDGE + cell.column * step, TOP + cell.row * step];
    const norm = this.#norm(cell);
    const colour = shade(palette, norm / most, null);
    context.fillStyle = css(colour);
    context.fillRect(x, y, this.#size, this.#size);
    const slider = this.#slider(cell);
    if (slider !== undefined) {
      context.strokeStyle = palette.change;
      context.lineWidth = 2;
      context.strokeRect(x + 1, y + 1, this.#size - 2, this.#size - 2);
      context.fillStyle = ink(colour);
      context.beginPath();
      context.arc(x + this.#size / 2, y + this.#size / 2, Math.min(3.5, this.#size / 5), 0, 7);
      context.fill();
    }
    if (cell.row !== this.pad.cell.row || cell.column !== this.pad.cell.column) return;
    context.strokeStyle = palette.text;
    context.lineWidth = 1.5;
    context.strokeRect(x - 0.5, y - 0.5, this.#size + 1, this.#size + 1);
  }

  /** The longest output of all heads. */
  get most(): number {
    return this.#norms.reduce((best, one) => (one > best ? one : best), 0);
  }

  describe(cell: Cell): string {
    const layer = this.#heads?.layers[cell.row];
    const norm = this.#norm(cell);
    if (layer === undefined || (Number.isNaN(norm) && this.#heads === null)) return "no head";
    const slider = this.#slider(cell) ? ", has a slider" : "";
    return `layer ${layer}, head ${cell.column}: length of its output ${exact(norm)}${slider}`;
  }

  #norm({ row, column }: Cell): number {
    return this.#norms[row * (this.#heads?.columns ?? 0) + column] ?? Number.NaN;
  }

  #slider({ row, column }: Cell): Slider | undefined {
    const layer = this.#heads?.layers[row];
    return this.#sliders.find((one) => isHead(one, layer, column));
  }

  #cellAt(x: number, y: number): Cell | null {
    const step = this.#size + GAP;
    const [row, column] = [Math.floor((y - TOP) / step), Math.floor((x - EDGE) / step)];
    const { layers = [], columns = 0 } = this.#heads ?? {};
    const inside = row >= 0 && column >= 0 && row < layers.length && column < columns;
    return inside ? { row, column } : null;
  }
}

export function isHead(slider: Slider, layer: number | undefined, head: number): boolean {
  return slider.part === "head_out" && slider.layer === layer && slider.at.head === head;
}
