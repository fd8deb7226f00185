/** The grid on a canvas: layers down, positions or heads across. */

import type { Cell } from "../lib/keys.ts";
import { contextOf, fitted, Pad, type PadActions } from "../lib/pad.ts";
import { css, ink, type Palette, shade } from "../lib/palette.ts";
import { shown } from "../lib/tokens.ts";
import type { Grid, Show } from "./state.ts";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const [LEFT, FLAT, SLANTED, GAP] = [46, 40, 78, 2];
const [NARROW, WIDE, LOW, HIGH] = [20, 78, 22, 30];
/** From this width on a cell shows its number, and its token lies flat. */
const ROOMY = 42;

export type Drawing = {
  grid: Grid;
  show: Show;
  reach: number;
  slice: number;
  at: Cell;
  hovered: Cell | null;
  palette: Palette;
  room: number;
};

export class Picture {
  readonly pad: Pad;
  #drawing: Drawing | null = null;
  #wide = WIDE;
  #high = HIGH;
  #top = FLAT;
  /** The cells alone, so that a moving pointer draws no more than the frames. */
  readonly #cells = document.createElement("canvas");
  #painted: unknown[] = [];

  constructor(actions: Omit<PadActions, "cellAt">, signal: AbortSignal) {
    this.pad = new Pad("Patches", { ...actions, cellAt: (x, y) => this.#cellAt(x, y) }, signal);
    const twice = (event: MouseEvent) => {
      const box = this.pad.canvas.getBoundingClientRect();
      const cell = this.#cellAt(event.clientX - box.left, event.clientY - box.top);
      if (cell !== null) actions.activate(cell);
    };
    this.pad.canvas.addEventListener("dblclick", twice, { signal });
  }

  draw(drawing: Drawing): void {
    this.#drawing = drawing;
    const { grid, at, room } = drawing;
    const { rows, columns } = grid.size;
    this.pad.place({ rows, columns }, at);
    this.#wide = Math.max(NARROW, Math.min(WIDE, Math.floor((room - LEFT - 4) / columns)));
    this.#high = rows > 24 ? LOW : HIGH;
    this.#top = this.#wide >= ROOMY || grid.columns?.name !== "position" ? FLAT : SLANTED;
    const [width, height] = [LEFT + columns * this.#wide + 4, this.#top + rows * this.#high + 4];
    const context = this.pad.context(width, height);
    if (context === null) return;
    this.#paintCells(drawing, width, height);
    context.drawImage(this.#cells, 0, 0, width, height);
    this.#drawHeadings(context, drawing);
    this.#drawFrames(context, drawing);
  }

  #paintCells(drawing: Drawing, width: number, height: number): void {
    const { grid, show, slice, palette, reach } = drawing;
    const key = [grid, show, slice, palette, reach, width, height];
    if (key.every((part, at) => part === this.#painted[at])) return;
    this.#painted = key;
    const context = contextOf(this.#cells, width, height);
    if (context === null) return;
    const { rows, columns } = grid.size;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) this.#drawCell(context, drawing, { row, column });
    }
  }

  #drawHeadings(context: CanvasRenderingContext2D, { grid, at, hovered, palette }: Drawing): void {
    const pointed = hovered ?? at;
    context.font = `11px ${FONT}`;
    context.fillStyle = palette.quiet;
    context.textAlign = "left";
    context.fillText("layer", 0, this.#top - 9);
    context.textAlign = "right";
    grid.rows?.numbers.forEach((number, row) => {
      context.fillStyle = row === pointed.row ? palette.text : palette.quiet;
      context.font = `${row === pointed.row ? "600 " : ""}12px ${FONT}`;
      context.fillText(String(number), LEFT - 10, this.#top + (row + 0.5) * this.#high);
    });
    grid.columns?.numbers.forEach((number, column) => {
      const label = grid.columns?.name === "position" ? shown(grid.columns.labels[column] ?? "") : "";
      this.#drawHeading(context, column, number, label, column === pointed.column, palette);
    });
    if (grid.columns?.name === "head" && grid.size.columns * this.#wide > 20) {
      context.font = `11px ${FONT}`;
      context.fillStyle = palette.quiet;
      context.textAlign = "left";
      context.fillText("head", LEFT, 8);
    }
  }

  #drawHeading(
    context: CanvasRenderingContext2D,
    column: number,
    number: number,
    label: string,
    pointed: boolean,
    palette: Palette,
  ): void {
    const middle = LEFT + (column + 0.5) * this.#wide;
    const weight = pointed ? "600 " : "";
    context.textAlign = "center";
    context.fillStyle = pointed ? palette.text : palette.quiet;
    if (label === "") {
      context.font = `${weight}12px ${FONT}`;
      context.fillText(String(number), middle, this.#top - 11);
      return;
    }
    context.font = `10px ${FONT}`;
    if (this.#wide >= ROOMY) {
      context.fillStyle = palette.quiet;
      context.fillText(String(number), middle, 10);
      context.font = `${weight}12px ${FONT}`;
      context.fillStyle = palette.text;
      context.fillText(fitted(context, label, this.#wide - 4), middle, 27);
      return;
    }
    context.save();
    context.translate(middle + 3, this.#top - 7);
    context.rotate(-Math.PI / 3);
    context.textAlign = "left";
    context.font = `${weight}11.5px ${FONT}`;
    context.fillStyle = pointed ? palette.text : palette.quiet;
    context.fillText(fitted(context, label, SLANTED - 16), 0, 0);
    context.restore();
  }

  #drawCell(context: CanvasRenderingContext2D, drawing: Drawing, cell: Cell): void {
    const { grid, show, slice, palette, reach } = drawing;
    const number = grid.number(cell, slice);
    const [x, y, wide, high] = this.#box(cell);
    if (!grid.done(number)) {
      context.fillStyle = palette.raised;
      context.fillRect(x, y, wide, high);
      context.fillStyle = palette.line;
      context.fillRect(x + wide / 2 - 2, y + high / 2 - 2, 4, 4);
      return;
    }
    const value = grid.value(number, show);
    const colour = shade(palette, value, reach);
    context.fillStyle = css(colour);
    context.fillRect(x, y, wide, high);
    context.fillStyle = ink(colour);
    if (this.#wide >= ROOMY) {
      context.font = `12px ${FONT}`;
      context.textAlign = "center";
      context.fillText(short(value), x + wide / 2, y + high / 2 + 0.5);
    } else if (!Number.isFinite(value)) {
      context.font = `10px ${FONT}`;
      context.textAlign = "center";
      context.fillText("×", x + wide / 2, y + high / 2);
    }
    if (Number.isFinite(value) && Math.abs(value) > reach) corner(context, x, y);
  }

  /** What is applied, pointed at and chosen, on top of all cells. */
  #drawFrames(context: CanvasRenderingContext2D, drawing: Drawing): void {
    const { grid, slice, palette, at, hovered } = drawing;
    for (const number of grid.applied) {
      const place = grid.place(number);
      if (grid.slices && place.slice !== slice) continue;
      const [x, y, wide, high] = this.#box(place);
      frame(context, x, y, wide, high, 1.5, 3, palette.change);
      context.fillStyle = palette.change;
      context.beginPath();
      context.moveTo(x + wide, y + high);
      context.lineTo(x + wide - 10, y + high);
      context.lineTo(x + wide, y + high - 10);
      context.fill();
    }
    if (hovered) frame(context, ...this.#box(hovered), 0.5, 1.5, palette.text);
    const box = this.#box(at);
    frame(context, ...box, -0.5, 2.5, palette.accent);
    frame(context, ...box, 1.5, 1, palette.paper);
  }

  /** Scroll a window so far that a cell is in sight. */
  reveal(cell: Cell, window: HTMLElement): void {
    const [x, y, wide, high] = this.#box(cell);
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = window;
    if (x < scrollLeft + LEFT) window.scrollLeft = x - LEFT;
    else if (x + wide > scrollLeft + clientWidth) window.scrollLeft = x + wide + 4 - clientWidth;
    if (y < scrollTop) window.scrollTop = y - this.#top;
    else if (y + high > scrollTop + clientHeight) window.scrollTop = y + high + 4 - clientHeight;
  }

  #box({ row, column }: Cell): [number, number, number, number] {
    return [
      LEFT + column * this.#wide + GAP / 2,
      this.#top + row * this.#high + GAP / 2,
      this.#wide - GAP,
      this.#high - GAP,
    ];
  }

  #cellAt(x: number, y: number): Cell | null {
    const { rows, columns } = this.#drawing?.grid.size ?? { rows: 0, columns: 0 };
    const row = Math.floor((y - this.#top) / this.#high);
    const column = Math.floor((x - LEFT) / this.#wide);
    return row < 0 || column < 0 || row >= rows || column >= columns ? null : { row, column };
  }
}

/** A number in a small cell: two decimals, fewer digits where it is large. */
export function short(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  const text = size >= 1000 ? size.toExponential(0) : size >= 10 ? size.toFixed(1) : size.toFixed(2);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

function frame(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  wide: number,
  high: number,
  inset: number,
  line: number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.strokeRect(x + inset, y + inset, wide - 2 * inset, high - 2 * inset);
}

/** Beyond the end of the colours. */
function corner(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 8, y);
  context.lineTo(x, y + 8);
  context.fill();
}
