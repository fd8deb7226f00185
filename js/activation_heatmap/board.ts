/** The matrix on its canvas: cells, labels, what is selected, changed, under the cursor. */

import type { Cell } from "../lib/keys.ts";
import { fitted, Pad } from "../lib/pad.ts";
import { ink, type Palette } from "../lib/palette.ts";
import { Point } from "../lib/point.ts";
import { shown } from "../lib/tokens.ts";
import { Frame, pieceOf, SIDE } from "./frame.ts";
import { Hand, type HandActions } from "./hand.ts";
import { colourOf, isClipped, pictureOf, type Scale } from "./paint.ts";
import type { Cells, Screen } from "./screen.ts";
import type { Tile, Tiles } from "./tiles.ts";

export type Drawn = {
  screen: Screen;
  tiles: Tiles;
  scale: Scale;
  cells: Cells;
  cursor: Cell;
  hovered: Cell | null;
  palette: Palette;
};

const FONT = "11px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const NUMBERS = { wide: 38, high: 15 };

export class Board {
  readonly frame = new Frame();
  readonly pad: Pad;
  #left = 48;
  #top = 20;
  #drawn: Drawn | null = null;
  readonly #point = new Point();

  constructor(actions: HandActions & { describe(cell: Cell): string }, signal: AbortSignal) {
    this.pad = new Pad(
      "Activations",
      {
        cellAt: (x, y) => this.frame.cellAt(x - this.#left, y - this.#top),
        describe: (cell) => actions.describe(cell),
        hover: (cell) => actions.hover(cell),
        select: (cell) => actions.move(cell, false),
        activate: () => actions.activate(),
        remove: () => actions.remove(),
        travel: (way) => actions.travel(way),
      },
      signal,
    );
    this.pad.element.dataset.letters = "";
    this.pad.element.append(this.#point.element);
    new Hand(this.pad, this.frame, () => ({ left: this.#left, top: this.#top }), actions, signal);
  }

  draw(drawn: Drawn, room: number): void {
    this.#drawn = drawn;
    const { screen, cursor, tiles, palette } = drawn;
    const [rows, columns] = screen.size;
    const [down, right] = [screen.labels[screen.rows], screen.labels[screen.columns]];
    this.#left = down ? 88 : 16 + 7 * String(rows - 1).length;
    this.#top = right ? 66 : 20;
    const { frame } = this;
    frame.resize(screen.size, room - this.#left - 3);
    this.pad.place({ rows, columns }, cursor);
    this.#ask(tiles);
    const context = this.pad.context(this.#left + frame.width + 2, this.#top + frame.height + 2);
    if (context === null) return;
    context.font = FONT;
    context.save();
    context.translate(this.#left, this.#top);
    context.beginPath();
    context.rect(0, 0, frame.width, frame.height);
    context.clip();
    this.#paint(context, drawn);
    this.#rule(context, palette);
    this.#marks(context, drawn);
    context.restore();
    this.#outline(context, drawn);
    this.#rows(context, drawn, down);
    this.#columns(context, drawn, right);
    this.#follow(drawn);
  }

  /** The pointer is on another cell: the picture stays, and the exact number is asked for where it is not here. */
  point(cell: Cell | null): void {
    if (this.#drawn === null) return;
    this.#drawn.hovered = cell;
    const { tiles } = this.#drawn;
    if (cell !== null && tiles.value(cell.row, cell.column) === undefined) this.#ask(tiles);
    this.#follow(this.#drawn);
  }

  #follow({ hovered, screen }: Drawn): void {
    const { frame } = this;
    const [left, top] = [this.#left, this.#top];
    const [x, y] = hovered === null ? [-1, -1] : [frame.x(hovered.column), frame.y(hovered.row)];
    const inside = x + frame.wide > 0 && y + frame.high > 0 && x < frame.width && y < frame.height;
    if (hovered === null || !inside) {
      this.#point.hide();
      return;
    }
    const [wide, high] = [Math.max(3, frame.wide), Math.max(3, frame.high)];
    const name = (axis: string, at: number) => {
      const label = screen.labels[axis]?.[at];
      return label === undefined ? String(at) : shown(label);
    };
    const room = screen.labels[screen.columns] === undefined ? left + frame.width : undefined;
    const spot = { x: left + x, y: top + y, wide, high, left, top };
    this.#point.show(spot, name(screen.rows, hovered.row), name(screen.columns, hovered.column), room);
  }

  // ---------------------------------------------------------------- tiles

  /** Those in sight first, then the exact one under the cursor, then those around. */
  #ask(tiles: Tiles): void {
    const { frame } = this;
    const drawn = this.#drawn;
    if (drawn === null || drawn.screen.first.exact) return;
    const level = frame.level;
    const seen = tiles.covers(level) ? [] : frame.pieces(level);
    const around = tiles.covers(level) || seen.length > 12 ? [] : frame.pieces(level, 1);
    const under = [drawn.hovered, drawn.cursor].flatMap((cell) => (cell ? [pieceOf(cell)] : []));
    const names = new Set<string>();
    const once = [...under.slice(0, 1), ...seen, ...under.slice(1), ...around].filter((piece) => {
      const name = JSON.stringify(piece);
      return !names.has(name) && names.add(name);
    });
    tiles.want(once);
  }

  #paint(context: CanvasRenderingContext2D, { tiles, scale }: Drawn): void {
    context.imageSmoothingEnabled = false;
    this.#tile(context, tiles.first, scale);
    const { level } = this.frame;
    if (tiles.covers(level)) return;
    for (const piece of this.frame.pieces(level)) {
      const tile = tiles.get(piece);
      if (tile !== undefined) this.#tile(context, tile, scale);
    }
  }

  #tile(context: CanvasRenderingContext2D, tile: Tile, scale: Scale): void {
    const picture = pictureOf(tile, scale);
    if (picture === null) return;
    const { frame } = this;
    const [down, right] = tile.level;
    const x = frame.x(tile.at[1] * (SIDE << right));
    const y = frame.y(tile.at[0] * (SIDE << down));
    context.drawImage(
      picture,
      x,
      y,
      tile.columns * 2 ** right * frame.wide,
      tile.rows * 2 ** down * frame.high,
    );
  }

  // ---------------------------------------------------------------- over the cells

  #rule(context: CanvasRenderingContext2D, palette: Palette): void {
    const { frame } = this;
    if (frame.wide < 5 || frame.high < 5) return;
    context.strokeStyle = palette.paper;
    context.lineWidth = frame.wide < 9 || frame.high < 9 ? 0.5 : 1;
    context.beginPath();
    for (let row = Math.ceil(frame.top); frame.y(row) <= frame.height; row++) {
      context.moveTo(0, frame.y(row));
      context.lineTo(frame.width, frame.y(row));
    }
    for (let column = Math.ceil(frame.left); frame.x(column) <= frame.width; column++) {
      context.moveTo(frame.x(column), 0);
      context.lineTo(frame.x(column), frame.height);
    }
    context.stroke();
  }

  /** Numbers where there is room; a notch where the colours end before the number; a cross where it is none. */
  #marks(context: CanvasRenderingContext2D, { screen, tiles, scale }: Drawn): void {
    const { frame } = this;
    if (frame.wide < 7 || frame.high < 7) return;
    const numbers = frame.wide >= NUMBERS.wide && frame.high >= NUMBERS.high;
    context.textAlign = "center";
    for (let row = Math.floor(frame.top); row < screen.size[0] && frame.y(row) < frame.height; row++) {
      for (let column = Math.floor(frame.left); column < screen.size[1]; column++) {
        if (frame.x(column) >= frame.width) break;
        const value = tiles.value(row, column);
        if (value === undefined) continue;
        const [x, y] = [frame.x(column), frame.y(row)];
        context.fillStyle = context.strokeStyle = ink(colourOf(scale, value));
        if (numbers) context.fillText(short(value), x + frame.wide / 2, y + frame.high / 2 + 0.5);
        else if (!Number.isFinite(value)) cross(context, x, y, frame);
        if (Number.isFinite(value) && isClipped(scale, value)) notch(context, x, y, frame);
      }
    }
  }

  /** Boxes of changed cells, and of the selected ones. */
  #outline(context: CanvasRenderingContext2D, { screen, cells, palette }: Drawn): void {
    for (const changed of merged(screen.outlines ?? [])) this.#box(context, changed, palette.change, 2, 3);
    this.#box(context, cells, palette.accent, 2);
  }

  #box(
    context: CanvasRenderingContext2D,
    { rows, columns }: Cells,
    colour: string,
    width: number,
    inset = 0, // so that a changed and selected rectangle shows both
  ): void {
    const { frame } = this;
    const [x, end] = [frame.x(columns[0]), frame.x(columns[1] + 1)].map((at) => clamp(at, 0, frame.width));
    const [y, bottom] = [frame.y(rows[0]), frame.y(rows[1] + 1)].map((at) => clamp(at, 0, frame.height));
    if (x === undefined || y === undefined || end === undefined || bottom === undefined) return;
    if (columns[1] < frame.left || frame.x(columns[0]) > frame.width) return;
    if (rows[1] + 1 <= frame.top || frame.y(rows[0]) > frame.height) return;
    const [wide, high] = [Math.max(end - x - 2 * inset, 3), Math.max(bottom - y - 2 * inset, 3)];
    const corner = [this.#left + x + inset, this.#top + y + inset] as const;
    context.lineWidth = width + 2;
    context.strokeStyle = this.#drawn?.palette.paper ?? "";
    if (width > 1) context.strokeRect(...corner, wide, high);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.strokeRect(...corner, wide, high);
  }

  // ---------------------------------------------------------------- beside the cells

  #rows(context: CanvasRenderingContext2D, drawn: Drawn, labels: string[] | undefined): void {
    const { frame } = this;
    const { palette, screen, cells } = drawn;
    context.textAlign = "right";
    const step = stepOf(14 / frame.high);
    const write = (row: number, here: boolean) => {
      const y = frame.y(row + 0.5);
      if (y < 0 || y > frame.height) return;
      context.fillStyle = here ? palette.accent : palette.quiet;
      context.font = here ? `600 ${FONT}` : FONT;
      const text = labels ? shown(labels[row] ?? "") : String(row);
      context.fillText(fitted(context, text, this.#left - 10), this.#left - 6, this.#top + y);
    };
    const special = cells.rows[0];
    for (let row = Math.floor(frame.top / step) * step; row < screen.size[0]; row += step) {
      if (frame.y(row) > frame.height) break;
      if (row !== special && Math.abs(row - special) * frame.high < 13) continue;
      write(row, row >= cells.rows[0] && row <= cells.rows[1]);
    }
    write(special, true);
  }

  #columns(context: CanvasRenderingContext2D, drawn: Drawn, labels: string[] | undefined): void {
    const { frame } = this;
    const { palette, screen, cells } = drawn;
    const step = stepOf((labels ? 14 : 30) / frame.wide);
    context.textAlign = labels ? "left" : "center";
    const write = (column: number, here: boolean) => {
      const x = frame.x(column + 0.5);
      if (x < 0 || x > frame.width) return;
      context.fillStyle = here ? palette.accent : palette.quiet;
      context.font = here ? `600 ${FONT}` : FONT;
      context.save();
      context.translate(this.#left + x, this.#top - (labels ? 6 : 9));
      if (labels) context.rotate(-Math.PI / 3.4);
      const text = labels ? fitted(context, shown(labels[column] ?? ""), this.#top - 4) : String(column);
      const edge = context.measureText(text).width / 2;
      const off = labels ? 0 : clamp(x, edge - this.#left, frame.width - edge) - x;
      context.fillText(text, off, 0);
      context.restore();
    };
    const special = cells.columns[0];
    const clear = labels ? 13 : 34;
    for (let column = Math.floor(frame.left / step) * step; column < screen.size[1]; column += step) {
      if (frame.x(column) > frame.width) break;
      if (column !== special && Math.abs(column - special) * frame.wide < clear) continue;
      write(column, column >= cells.columns[0] && column <= cells.columns[1]);
    }
    write(special, true);
  }
}

/** Boxes side by side as one, so that a changed rectangle has one outline. */
export function merged(boxes: Cells[]): Cells[] {
  return along(along(boxes, "rows", "columns"), "columns", "rows");
}

function along(boxes: Cells[], same: keyof Cells, next: keyof Cells): Cells[] {
  const order = [...boxes].sort(
    (a, b) => a[same][0] - b[same][0] || a[same][1] - b[same][1] || a[next][0] - b[next][0],
  );
  const found: Cells[] = [];
  for (const box of order) {
    const last = found.at(-1);
    const joins = last && last[same].join() === box[same].join() && last[next][1] + 1 === box[next][0];
    if (joins) found[found.length - 1] = { ...last, [next]: [last[next][0], box[next][1]] };
    else found.push(box);
  }
  return found;
}

export function one({ row, column }: Cell): Cells {
  return { rows: [row, row], columns: [column, column] };
}

/** The next of 1, 2, 5, 10, 20, … */
export function stepOf(least: number): number {
  if (least <= 1) return 1;
  const ten = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((times) => times * ten >= least) ?? 10) * ten;
}

/** A number in a cell: three digits that count. */
export function short(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.005 || size >= 9999.5)) return value.toExponential(0).replace("-", "−");
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2).replace("-", "−");
}

function notch(context: CanvasRenderingContext2D, x: number, y: number, { wide, high }: Frame): void {
  const side = Math.min(6, wide / 2, high / 2);
  context.beginPath();
  context.moveTo(x + wide - side - 0.5, y + 0.5);
  context.lineTo(x + wide - 0.5, y + 0.5);
  context.lineTo(x + wide - 0.5, y + side + 0.5);
  context.fill();
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, { wide, high }: Frame): void {
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x + wide * 0.25, y + high * 0.25);
  context.lineTo(x + wide * 0.75, y + high * 0.75);
  context.moveTo(x + wide * 0.75, y + high * 0.25);
  context.lineTo(x + wide * 0.25, y + high * 0.75);
  context.stroke();
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
