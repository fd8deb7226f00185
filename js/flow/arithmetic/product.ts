/** X · W + b = Y with real entries: computed cell by cell, and every cell's sum in full. */

import { button, enable } from "../../lib/controls.ts";
import { h } from "../../lib/dom.ts";
import type { Cell } from "../../lib/keys.ts";
import { exact } from "../../lib/numbers.ts";
import { gradient, type Palette } from "../../lib/palette.ts";
import { type Opened, Product } from "./data.ts";
import { Cells } from "./grid.ts";
import { Player, still } from "./player.ts";
import { termTable } from "./terms.ts";

/** Milliseconds before a term of the chosen number, and before each other cell. */
const [SLOW, FAST] = [420, 45];
/** Pixels: the least and the most of a cell; the names and gaps beside all cells; a table of terms. */
const [SMALL, LARGE] = [44, 64];
const BESIDE = 134;
const TABLE = 655;
/** From so many pixels on the terms stand beside W, each in the line of its weight; else they are below. */
const WIDE = TABLE + 6 * SMALL + 20;

export type ProductActions = {
  open(step: string, position: number, dimension: number, head: number | null): void;
};

export class ProductPicture {
  readonly element = h("div", { class: "arithmetic-product" });
  readonly #actions: ProductActions;
  readonly #signal: AbortSignal;
  readonly #player: Player;
  readonly #skip: HTMLButtonElement;
  readonly #again: HTMLButtonElement;
  readonly #table = h("div", { class: "arithmetic-corner" });
  readonly #tools: HTMLElement;
  #opened: Opened | null = null;
  #product: Product | null = null;
  #cells: Cells | null = null;
  /** The cell that is looked at; null for the one that was asked for. */
  #pointed: Cell | null = null;
  #life = new AbortController();

  constructor(actions: ProductActions, signal: AbortSignal) {
    this.#actions = actions;
    this.#signal = signal;
    this.#player = new Player(() => this.#show(), signal);
    this.#skip = button("Skip", "Show all numbers at once", () => this.#player.skip(), signal);
    this.#again = button("Play again", "Compute it once more, term by term", () => this.#play(), signal);
    this.#tools = h("div", { class: "arithmetic-tools" }, this.#again, this.#skip);
    signal.addEventListener("abort", () => this.#life.abort());
  }

  /** Whether the keyboard is in the cells. */
  get focused(): boolean {
    return this.#cells?.y.matches(":focus") ?? false;
  }

  focus(): void {
    this.#cells?.y.focus();
  }

  /** Draw a number's product; it is played where `fresh`, and where motion is wanted. */
  draw(opened: Opened, palette: Palette, room: number, fresh: boolean): void {
    const grid = opened.raw.grid;
    if (grid === null || this.#signal.aborted) return;
    const columns = grid.columns.length;
    const terms = Math.min(grid.inner.length, Math.max(4, Math.floor((room - BESIDE) / SMALL) - columns - 1));
    const product = new Product(grid, terms);
    const wide = room >= WIDE;
    const beside = Math.floor((room - BESIDE) / (terms + 1 + columns));
    const cell = wide ? Math.min(beside, Math.floor((room - TABLE) / columns)) : beside;
    this.element.style.setProperty("--arithmetic-cell", `${Math.max(SMALL, Math.min(LARGE, cell))}px`);
    this.element.classList.toggle("arithmetic-narrow", !wide);
    this.#life.abort();
    this.#life = new AbortController();
    this.#opened = opened;
    this.#product = product;
    this.#pointed = null;
    this.#cells = new Cells(opened, product, palette, symbols(opened), this, this.#life.signal);
    this.element.replaceChildren(
      h("div", { class: "arithmetic-title" }, titleOf(opened), this.#tools),
      h(
        "div",
        { class: "arithmetic-four" },
        this.#table,
        this.#cells.w,
        this.#cells.x,
        h("div", { class: "arithmetic-made" }, h("span", { class: "arithmetic-equals" }, "="), this.#cells.y),
      ),
      legend(opened, product, palette),
    );
    if (fresh) this.#player.skip();
    if (fresh && !still()) this.#play();
    else this.#player.goOn(this.#waits()); // the page has become narrower, say
  }

  /** Nothing is played any longer. */
  stop(): void {
    this.#player.skip();
  }

  point(cell: Cell | null): void {
    if (this.#player.playing) return;
    this.#pointed = cell;
    this.#show();
  }

  move(cell: Cell): void {
    this.#pointed = cell;
    this.#player.skip();
  }

  open({ row, column }: Cell): void {
    const grid = this.#opened?.raw.grid;
    const [position, dimension] = [grid?.rows[row], grid?.columns[column]];
    if (this.#opened === null || position === undefined || dimension === undefined) return;
    this.#actions.open(...this.#opened.beside(position, dimension));
  }

  #play(): void {
    this.#pointed = null;
    this.#player.start(this.#waits());
  }

  #asked(): Cell {
    const { grid } = this.#product ?? {};
    const { position = 0, dimension = 0 } = this.#opened?.raw ?? {};
    return { row: grid?.rows.indexOf(position) ?? 0, column: grid?.columns.indexOf(dimension) ?? 0 };
  }

  /** The lines of a sum: its terms, the rest, the bias. */
  #lines(): number {
    const product = this.#product;
    if (product === null) return 0;
    return product.terms + (product.others > 0 ? 1 : 0) + (product.bias === null ? 0 : 1);
  }

  #others(): Cell[] {
    const { grid } = this.#product ?? {};
    const asked = this.#asked();
    const all = (grid?.rows ?? []).flatMap((_, row) =>
      (grid?.columns ?? []).map((_, column) => ({ row, column })),
    );
    return all.filter(({ row, column }) => row !== asked.row || column !== asked.column);
  }

  #waits(): number[] {
    return [...Array(this.#lines() + 1).fill(SLOW), ...this.#others().map(() => FAST)];
  }

  #show(): void {
    const { playing, at } = this.#player;
    const [opened, product, cells, lines] = [this.#opened, this.#product, this.#cells, this.#lines()];
    if (opened === null || product === null || cells === null) return;
    const [asked, others] = [this.#asked(), this.#others()];
    const computed = at - lines - 1; // of the other cells
    const moving = playing && computed > 0 ? (others[computed - 1] ?? asked) : asked;
    const cell = this.#pointed ?? moving;
    const term = at > 0 && at <= lines ? at - 1 : null;
    cells.light(cell, playing && at <= lines ? (term ?? 0) : null);
    const there = new Set(
      others.slice(0, Math.max(0, computed)).map(({ row, column }) => `${row} ${column}`),
    );
    cells.reveal(({ row, column }) =>
      row === asked.row && column === asked.column ? at > lines : there.has(`${row} ${column}`),
    );
    const told = this.#pointed ?? asked;
    const focused = Array.from(this.#table.querySelectorAll("button")).findIndex((one) =>
      one.matches(":focus"),
    );
    this.#table.replaceChildren(
      termTable(opened, product, told, playing ? Math.min(at, lines + 1) : lines + 1, (place) =>
        this.#actions.open(...place),
      ),
      total(product, told, playing && at <= lines),
    );
    if (focused >= 0) this.#table.querySelectorAll("button")[focused]?.focus();
    enable(this.#skip, playing, "All numbers are there");
    this.#again.textContent = playing ? "Restart" : "Play again";
  }
}

/** The sum, and the model's number. */
function total(product: Product, { row, column }: Cell, hidden: boolean): HTMLElement {
  const [sum = 0, value] = [product.running(row, column).at(-1), product.y.at(row, column)];
  const same = Object.is(Math.fround(sum), value);
  const line = h("p", { class: "arithmetic-sum" }, "sum ", h("b", {}, exact(same ? value : sum)));
  if (product.changed(row, column)) line.append(", but an edit has put ", h("b", {}, exact(value)), " here");
  else if (!same) line.append(" → as the model has rounded it ", h("b", {}, exact(value)));
  line.classList.toggle("arithmetic-hidden", hidden);
  return line;
}

const SYMBOLS: Record<string, [x: string, w: string, y: string]> = {
  scores: ["Q", "Kᵀ", "scores"],
  mix: ["A", "V", "output"],
  query: ["X", "W", "Q"],
  key: ["X", "W", "K"],
  value: ["X", "W", "V"],
};

/** The letters of the three matrices. */
export function symbols({ raw }: Opened): [x: string, w: string, y: string] {
  return SYMBOLS[raw.kind] ?? SYMBOLS[raw.step] ?? ["X", "W", "Y"];
}

function titleOf(opened: Opened): HTMLElement {
  const { grid, kind } = opened.raw;
  const [x, w, y] = symbols(opened);
  const [ofX, ofW, ofY] = grid?.shapes ?? [];
  const letter = (name: string, shape: [number, number] | undefined) =>
    h(
      "span",
      { class: "arithmetic-letter", "data-role": /^[QKV]/.test(name) ? name.charAt(0).toLowerCase() : null },
      h("b", {}, name),
      h("small", {}, shape?.join(" × ") ?? ""),
    );
  const sign = (text: string) => h("span", { class: "arithmetic-sign" }, text);
  const bias = kind === "linear" && grid?.b !== null;
  return h(
    "p",
    { class: "arithmetic-letters" },
    letter(x, ofX),
    sign("·"),
    letter(w, ofW),
    ...(bias ? [sign("+"), letter("b", undefined)] : []),
    sign("="),
    letter(y, ofY),
  );
}

function legend(opened: Opened, product: Product, palette: Palette): HTMLElement {
  const [x, w, y] = symbols(opened);
  const swatch = (map: Palette["diverging"]) => {
    const made = h("i", { class: "arithmetic-swatch", "aria-hidden": "true" });
    made.style.background = gradient(map);
    return made;
  };
  const weights = opened.raw.kind === "mix";
  const signed = [
    ...(weights ? [] : [[x, product.x] as const]),
    [w, product.w] as const,
    [y, product.y] as const,
  ];
  const line = h("p", { class: "arithmetic-legend" });
  if (weights) line.append(`${x}: 0 `, swatch(palette.sequential), " 1 · ");
  line.append(
    "−max ",
    swatch(palette.diverging),
    ` max: ${signed.map(([name, matrix]) => `${name} ${exact(matrix.reach())}`).join(", ")}`,
    product.others > 0 ? " · the largest terms first; hatched is the sum of all others" : "",
  );
  return line;
}
