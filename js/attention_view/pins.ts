/** Pinned heads: small matrices side by side, each with a colour of its own, which its lines have too. */

import { float32 } from "../lib/codecs.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { contextOf } from "../lib/pad.ts";
import { type Palette, shade } from "../lib/palette.ts";
import { type Cell, Matrix, type Pinned, type Rows } from "./attention.ts";
import { write } from "./overview.ts";
import type { Sight } from "./sight.ts";

export type PinActions = {
  choose(layer: number, head: number): void;
  unpin(layer: number, head: number): void;
};

/** Six colours that differ for the colour-blind too, in light and in dark. */
const COLOURS = {
  light: ["#0072b2", "#c34e00", "#007a5a", "#a6407f", "#6b5b00", "#3d3d3d"],
  dark: ["#56b4e9", "#ff9d3d", "#2ed3a5", "#f29ccb", "#e8d44d", "#d8d8d8"],
};
const WIDTH = 116;

export class Pin {
  readonly layer: number;
  readonly head: number;
  readonly matrix: Matrix;
  readonly colour: number;
  /** The exact weights of the selected token. */
  readonly row: Float32Array | null;
  readonly position: number;

  constructor({ layer, head, matrix }: Pinned, colour: number, rows: Rows) {
    this.layer = layer;
    this.head = head;
    this.matrix = new Matrix(matrix);
    this.colour = colour;
    const row = rows.rows?.[colour + 1];
    this.row = row ? float32(row) : null;
    this.position = rows.position ?? -1;
  }

  get name(): string {
    return `${this.layer}.${this.head}`;
  }

  ink(palette: Palette): string {
    return COLOURS[palette.dark ? "dark" : "light"][this.colour] ?? palette.text;
  }

  /** The value in a cell of what is on screen; undefined where only a coarser one is known. */
  at({ row, column }: Cell, { block }: Sight): number | undefined {
    if (this.matrix.block === 1 && block === 1) return this.matrix.at({ row, column });
    if (this.row === null || Math.floor(this.position / block) !== row) return undefined;
    const some = this.row.subarray(column * block, (column + 1) * block);
    return some.reduce((best, one) => (Math.abs(one) > Math.abs(best) ? one : best), 0);
  }
}

/** The values of all pinned heads in a cell, as text. */
export function pinsInWords(pins: Pin[], cell: Cell, sight: Sight): string {
  const known = pins.flatMap((pin) => {
    const value = sight.masked(cell) ? undefined : pin.at(cell, sight);
    return value === undefined ? [] : [` · ${pin.name} ${exact(value)}`];
  });
  return known.join("");
}

export class PinsView {
  readonly element = h("ul", { class: "pins", "aria-label": "Pinned heads" });
  readonly #actions: PinActions;
  #drawn = "";

  constructor(actions: PinActions) {
    this.#actions = actions;
  }

  draw(pins: Pin[], chosen: { layer: number; head: number }, palette: Palette, reach: number | null): void {
    const names = JSON.stringify(pins.map(({ name }) => name));
    if (names !== this.#drawn) this.element.replaceChildren(...pins.map((pin) => this.#item(pin)));
    this.#drawn = names;
    this.element.hidden = pins.length === 0;
    for (const [at, pin] of pins.entries()) {
      const item = this.element.children[at] as HTMLElement;
      const on = pin.layer === chosen.layer && pin.head === chosen.head;
      setAttribute(item, "style", `--colour:${pin.ink(palette)}`);
      setAttribute(item.querySelector(".pin") as Element, "aria-pressed", String(on));
      paint(item.querySelector("canvas") as HTMLCanvasElement, pin.matrix, palette, reach);
    }
  }

  #item({ layer, head, name }: Pin): HTMLElement {
    const canvas = h("canvas", { "aria-hidden": "true" });
    const title = `Look at layer ${layer}, head ${head}`;
    const choose = h("button", { type: "button", class: "pin", title, "aria-label": title }, canvas);
    const out = h(
      "button",
      { type: "button", class: "out", "aria-label": `Unpin ${name}`, title: "Unpin" },
      "✕",
    );
    choose.onclick = () => this.#actions.choose(layer, head); // made anew with the list: nothing else holds on to it
    out.onclick = () => this.#actions.unpin(layer, head);
    return h("li", {}, h("span", { class: "caption" }, h("i", { "aria-hidden": "true" }), name, out), choose);
  }
}

function paint(canvas: HTMLCanvasElement, matrix: Matrix, palette: Palette, reach: number | null): void {
  const context = contextOf(canvas, WIDTH, WIDTH);
  const small = document.createElement("canvas");
  small.width = small.height = matrix.side;
  const brush = small.getContext("2d");
  const image = brush?.createImageData(matrix.side, matrix.side);
  if (!context || !brush || !image) return;
  for (let row = 0; row < matrix.side; row++) {
    for (let column = 0; column < (matrix.triangle ? row + 1 : matrix.side); column++)
      write(image, row * matrix.side + column, shade(palette, matrix.at({ row, column }), reach));
  }
  brush.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, WIDTH, WIDTH);
}
