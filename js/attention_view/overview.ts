/** All heads as thumbnails on one canvas, by layer or by what they look at. */

import type { Cell } from "../lib/keys.ts";
import { brief } from "../lib/numbers.ts";
import { Pad } from "../lib/pad.ts";
import type { Palette, Rgb } from "../lib/palette.ts";
import { type Drawn, type Head, Heads, place, type Slot, type Sort } from "./attention.ts";
import { Same } from "./same.ts";

export type OverviewActions = {
  hover(head: Head | null): void;
  select(head: Head): void;
  activate(head: Head): void;
  remove(head: Head): void;
  travel(way: "undo" | "redo"): void;
};

/** Pixels: the caption and its letters, the least and most of a picture's side, and from which on its score fits. */
export type Look = { caption: number; letters: number; least: number; most: number; scored: number };

const SMALL: Look = { caption: 15, letters: 10.5, least: 30, most: 76, scored: 41 };
const GAP = 7;
const BAD = 255;

export class Overview {
  readonly pad: Pad;
  readonly #look: Look;
  #heads: Heads<Drawn>;
  #slots: Slot[] = [];
  #sort: Sort = "layer";
  #chosen: Head | undefined;
  #hovered: Head | null = null;
  #tile = SMALL.most;
  #pictures: HTMLCanvasElement[] = [];
  #painted: unknown = null;
  readonly #whole = new Same();

  constructor(drawn: Drawn, actions: OverviewActions, signal: AbortSignal, look = SMALL) {
    this.#heads = new Heads(drawn);
    this.#look = look;
    const on = (act: (head: Head) => void) => (cell: Cell) => {
      const slot = this.#slot(cell) ?? this.#nearest(cell);
      if (slot !== undefined) act(slot.head);
    };
    this.pad = new Pad(
      "Attention heads",
      {
        cellAt: (x, y) => this.#cellAt(x, y),
        describe: (cell) => this.#describe(cell),
        hover: (cell) => {
          this.#hovered = (cell && this.#slot(cell)?.head) ?? null;
          actions.hover(this.#hovered);
        },
        select: on(actions.select),
        activate: on(actions.activate),
        remove: on(actions.remove),
        travel: actions.travel,
      },
      signal,
    );
  }

  draw(heads: Heads<Drawn>, sort: Sort, chosen: Head | undefined, palette: Palette, room: number): void {
    if (this.#whole.as(heads, sort, chosen, this.#hovered, palette, room)) return;
    const { caption, least, most } = this.#look;
    this.#heads = heads;
    this.#sort = sort;
    this.#chosen = chosen;
    const wide = Math.floor((room - GAP) / (most + GAP));
    const columns =
      sort === "layer" ? heads.columns : Math.max(heads.columns, Math.min(wide, heads.all.length));
    this.#slots = heads.slots(sort, columns);
    const rows = Math.max(...this.#slots.map(({ row }) => row)) + 1;
    const at = this.#slots.find(({ head }) => head === chosen) ?? { row: 0, column: 0 };
    this.pad.place({ rows, columns }, at);
    const fit = Math.floor((room - GAP) / columns) - GAP;
    this.#tile = Math.max(least, Math.min(most, fit));
    const [across, down] = [this.#tile + GAP, this.#tile + caption + GAP];
    const context = this.pad.context(columns * across + GAP, rows * down + GAP);
    if (context === null) return;
    this.#paintPictures(palette);
    for (const slot of this.#slots) this.#drawSlot(context, slot, palette);
  }

  /** Where the chosen head is on the canvas, in CSS pixels, with its caption; null where none is chosen. */
  get box(): { x: number; y: number; width: number; height: number } | null {
    const slot = this.#slots.find(({ head }) => head === this.#chosen);
    if (slot === undefined) return null;
    const [width, height] = [this.#tile + 2 * GAP, this.#tile + this.#look.caption + 2 * GAP];
    return { x: slot.column * (width - GAP), y: slot.row * (height - GAP), width, height };
  }

  #drawSlot(context: CanvasRenderingContext2D, { row, column, head, score }: Slot, palette: Palette): void {
    const tile = this.#tile;
    const { caption, letters, scored } = this.#look;
    const [x, y] = [GAP + column * (tile + GAP), GAP + row * (tile + caption + GAP)];
    const middle = Math.floor(caption / 2) - 1;
    const chosen = head === this.#chosen;
    context.font = `${chosen ? "600 " : ""}${letters}px ${FONT}`;
    context.fillStyle = chosen ? palette.accent : palette.quiet;
    context.textAlign = "left";
    context.fillText(`${head.layer}.${head.head}`, x, y + middle);
    if (this.#sort !== "layer" && tile >= scored) {
      context.textAlign = "right";
      context.fillStyle = palette.text;
      context.fillText(Number.isNaN(score) ? "–" : score.toFixed(2), x + tile, y + middle);
    }
    context.fillStyle = palette.raised;
    context.fillRect(x, y + caption, tile, tile);
    context.imageSmoothingEnabled = false;
    const picture = this.#pictures[head.index];
    if (picture !== undefined) context.drawImage(picture, x, y + caption, tile, tile);
    const edited = this.#heads.edits(head).length > 0;
    const pointed = head === this.#hovered;
    context.lineWidth = chosen || edited ? 2 : 1;
    context.strokeStyle = chosen
      ? palette.accent
      : edited
        ? palette.change
        : pointed
          ? palette.text
          : palette.line;
    context.strokeRect(x - 0.5, y + caption - 0.5, tile + 1, tile + 1);
    if (!edited) return;
    context.fillStyle = palette.change;
    context.beginPath();
    context.moveTo(x + tile, y + caption);
    context.lineTo(x + tile - 13, y + caption);
    context.lineTo(x + tile, y + caption + 13);
    context.fill();
  }

  /** One small picture a head, made anew only when the patterns or the theme are others. */
  #paintPictures(palette: Palette): void {
    const { thumbs } = this.#heads.screen;
    const key = `${palette.dark}`;
    if (this.#painted === thumbs.values && this.#pictures[0]?.dataset.theme === key) return;
    this.#painted = thumbs.values;
    const { side, triangle } = thumbs;
    const values = bytesOf(thumbs.values);
    const cells = triangle ? (side * (side + 1)) / 2 : side * side;
    this.#pictures = this.#heads.all.map(({ index }) => {
      const picture = document.createElement("canvas");
      picture.dataset.theme = key;
      picture.width = picture.height = side;
      const context = picture.getContext("2d");
      const image = context?.createImageData(side, side);
      if (!context || !image) return picture;
      for (let row = 0; row < side; row++) {
        for (let column = 0; column < side; column++) {
          const at = place(side, triangle, row, column);
          if (at >= 0) write(image, row * side + column, tone(palette, values[index * cells + at] ?? BAD));
        }
      }
      context.putImageData(image, 0, 0);
      return picture;
    });
  }

  #cellAt(x: number, y: number): Cell | null {
    const column = Math.floor((x - GAP / 2) / (this.#tile + GAP));
    const row = Math.floor((y - GAP / 2) / (this.#tile + this.#look.caption + GAP));
    return this.#slot({ row, column }) === undefined ? null : { row, column };
  }

  #slot({ row, column }: Cell): Slot | undefined {
    return this.#slots.find((slot) => slot.row === row && slot.column === column);
  }

  #nearest({ row }: Cell): Slot | undefined {
    return this.#slots.filter((slot) => slot.row === row).at(-1);
  }

  #describe(cell: Cell): string {
    const slot = this.#slot(cell);
    if (slot === undefined) return "no head";
    const { head } = slot;
    const changes = this.#heads.edits(head).map(({ text }) => `, changed: ${text}`);
    const scores = this.#heads.inWords(head, brief).replaceAll(" · ", ", ");
    return `layer ${head.layer}, head ${head.head}: ${scores}${changes.join("")}`;
  }
}

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

function tone(palette: Palette, step: number): Rgb {
  return step === BAD ? palette.hole : (palette.sequential[step] ?? palette.hole);
}

export function write({ data }: ImageData, pixel: number, colour: Rgb): void {
  data[4 * pixel] = colour[0];
  data[4 * pixel + 1] = colour[1];
  data[4 * pixel + 2] = colour[2];
  data[4 * pixel + 3] = 255;
}

function bytesOf(bytes: DataView | ArrayBuffer | Uint8Array): Uint8Array {
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
