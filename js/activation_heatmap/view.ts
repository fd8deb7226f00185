/** The heatmap: what is shown, the picture, the number under the mouse, what can be changed. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import type { Bytes } from "../lib/codecs.ts";
import { enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { type Cell, held } from "../lib/keys.ts";
import { exact } from "../lib/numbers.ts";
import { type Palette, readPalette, watch } from "../lib/palette.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { quoted } from "../lib/tokens.ts";
import { Actions } from "./actions.ts";
import { Board, one } from "./board.ts";
import { able, buttons, Choices } from "./choices.ts";
import { Choosers } from "./choosers.ts";
import { histogram, legend, round, strongest } from "./facts.ts";
import { isClipped, type Scale, scaleOf } from "./paint.ts";
import type { Cells, Screen, Traits } from "./screen.ts";
import { type Answer, Tiles } from "./tiles.ts";

type Named = "rows" | "columns";

export class View {
  readonly element = h("section", { class: "heatmap", "aria-label": "Activations" });
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #board: Board;
  readonly #tiles: Tiles;
  readonly #choosers: Choosers;
  readonly #actions: Actions;
  readonly #title = h("h2", {});
  readonly #size = h("span", { class: "size" });
  readonly #readout = h("output", { class: "readout" });
  readonly #legend = h("p", { class: "legend" });
  readonly #histogram = h("div", { class: "histogram" });
  readonly #ends = h("p", { class: "ends quiet" });
  readonly #top = h("div", {});
  readonly #main = h("div", { class: "main" });
  readonly #buttons;
  readonly #choices;
  #screen: Screen;
  #palette: Palette;
  #scale: Scale;
  #cells: Cells;
  /** The corner that stays, and the one that moves. */
  #anchor: Cell = { row: 0, column: 0 };
  #cursor: Cell = { row: 0, column: 0 };
  #hovered: Cell | null = null;
  #frame = 0;

  constructor(model: AnyModel<Traits>, host: HTMLElement, signal: AbortSignal) {
    this.#model = model;
    this.#panel = new Panel(model, signal);
    this.#palette = readPalette(host);
    this.#screen = model.get("_screen");
    this.#scale = this.#scaled();
    this.#tiles = new Tiles(
      this.#screen,
      (payload) => this.#panel.ask("tile", payload, { quiet: true }),
      () => this.#later(),
    );
    this.#buttons = buttons(
      (kind) => void this.#panel.ask(kind),
      (factor) => this.#zoom(factor),
      signal,
    );
    this.#board = new Board(
      {
        describe: (cell) => this.#inWords(cell),
        hover: (cell) => this.#hover(cell),
        move: (cell, extend) => this.#move(cell, extend),
        settle: () => this.#settle(),
        whole: (which, cell) => this.#whole(which, cell),
        zoom: (factor, x, y) => this.#zoom(factor, x, y),
        pan: (x, y) => this.#pan(x, y),
        activate: () => this.#change("zero"),
        remove: () => this.#restore(),
        travel: (way) => {
          if (this.#ofModel) void this.#panel.ask(way);
        },
      },
      signal,
    );
    this.#choosers = new Choosers(
      {
        place: (name, layer) => void this.#panel.ask("place", { name, layer }),
        axis: (which, name) => this.#set(which, name),
        at: (axis, number) => this.#set("at", { ...this.#model.get("at"), [axis]: number }),
      },
      signal,
    );
    this.#actions = new Actions(
      {
        change: (how, value) => this.#change(how, value),
        restore: () => this.#restore(),
        whole: (which) => {
          this.#whole(which, this.#cursor);
          this.#settle();
        },
      },
      signal,
    );
    this.#choices = new Choices((name, value) => this.#set(name, value as Traits[typeof name]), signal);
    this.#lay();
    setAttribute(this.#board.pad.element, "data-shifted", true);
    this.#cells = this.#chosen();
    this.#drawAll();
    const on = (name: string, act: () => void) =>
      listen(model, `change:${name}`, () => this.#guarded(act), signal);
    on("_screen", () => this.#receive());
    on("_selected", () => this.#follow());
    on("cells", () => this.#given());
    for (const name of ["colours", "range", "show"]) on(name, () => this.#drawAll());
    on("busy", () => setAttribute(this.element, "data-busy", model.get("busy")));
    const hear = (content: Answer | { kind: "code"; text: string }, buffers?: Bytes[]) =>
      this.#guarded(() => this.#hear(content, buffers));
    listen(model, "msg:custom", hear, signal);
    const again = () => {
      this.#palette = readPalette(host);
      this.#drawAll();
    };
    watch(host, this.element, again, signal);
    signal.addEventListener("abort", () => cancelAnimationFrame(this.#frame));
  }

  #lay(): void {
    const { undo, redo, clear, code: copy, larger, smaller, all } = this.#buttons;
    const history = h("span", { class: "buttons" }, ...(this.#ofModel ? [undo, redo, clear, copy] : [copy]));
    const zoom = h("span", { class: "zoom", role: "group", "aria-label": "Zoom" }, smaller, larger, all);
    this.#main.append(
      h("div", { class: "line" }, this.#readout, zoom),
      this.#board.pad.element,
      this.#actions.element,
    );
    const side = h(
      "aside",
      { "aria-label": "About these numbers" },
      this.#choices.colours.element,
      this.#choices.range.element,
      this.#legend,
      h("figure", {}, this.#histogram, this.#ends),
      this.#top,
    );
    this.element.append(
      h("header", {}, this.#title, this.#size, history),
      this.#panel.messages,
      this.#choosers.element,
      ...(this.#ofModel ? [this.#choices.shows.element] : []),
      h("div", { class: "body" }, this.#main, side),
      this.#panel.status,
    );
  }

  // ---------------------------------------------------------------- what the user does

  #set<K extends keyof Traits & string>(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  #hover(cell: Cell | null): void {
    if (cell?.row === this.#hovered?.row && cell?.column === this.#hovered?.column) return;
    this.#hovered = cell;
    this.#readout.textContent = this.#inWords(cell ?? this.#cursor);
    this.#board.point(cell);
  }

  #move(cell: Cell, extend: boolean): void {
    this.#cursor = cell;
    this.#hovered = null; // the keys speak now
    if (!extend) this.#anchor = cell;
    const [from, to] = [this.#anchor, cell];
    this.#cells = {
      rows: [Math.min(from.row, to.row), Math.max(from.row, to.row)],
      columns: [Math.min(from.column, to.column), Math.max(from.column, to.column)],
    };
    this.#board.frame.reveal(cell);
    this.#drawBoard();
    if (!this.#board.pad.element.matches(":active")) this.#settle();
  }

  #whole(which: Named, cell: Cell): void {
    const [height, width] = this.#screen.size;
    this.#cursor = this.#anchor = cell;
    this.#cells = {
      ...one(cell),
      ...(which === "rows" ? { columns: [0, width - 1] } : { rows: [0, height - 1] }),
    };
    this.#drawBoard();
  }

  /** Tell Python what is selected: the cells, and the token where an axis is of tokens. */
  #settle(): void {
    this.#model.set("cells", this.#cells);
    const axis = this.#axisOf("position");
    if (this.#ofModel && axis !== null) {
      const [first, last] = this.#cells[axis];
      const before = this.#model.get("_selected");
      if (first === last && before.position !== first)
        this.#model.set("_selected", { ...before, position: first });
    }
    this.#model.save_changes();
  }

  /** Whether it is a value of a model, which can be changed. */
  get #ofModel(): boolean {
    return this.#screen.place !== undefined;
  }

  #restore(): void {
    if (this.#ofModel) void this.#panel.ask("restore", { cells: this.#cells });
  }

  #change(how: string, value?: number): void {
    if (!this.#ofModel) return;
    void this.#panel.ask("change", { cells: this.#cells, how, ...(value === undefined ? {} : { value }) });
  }

  #zoom(factor: number | null, x?: number, y?: number): void {
    const { frame } = this.#board;
    if (factor === null) frame.fit();
    else if (x !== undefined) frame.zoom(factor, x, y);
    else {
      const at = frame.cellAt(frame.x(this.#cursor.column), frame.y(this.#cursor.row));
      if (at === null) frame.zoom(factor);
      else frame.zoom(factor, frame.x(at.column + 0.5), frame.y(at.row + 0.5));
    }
    this.#later();
  }

  #pan(x: number, y: number): boolean {
    const moved = this.#board.frame.pan(x, y);
    if (moved) this.#later();
    return moved;
  }

  // ---------------------------------------------------------------- what Python says

  #hear(content: Answer | { kind: "code"; text: string }, buffers?: Bytes[]): void {
    if (content.kind === "tile" && buffers?.[0] !== undefined) this.#tiles.receive(content, buffers[0]);
    if (content.kind === "code")
      void copyText(content.text).then((done) =>
        this.#panel.announce(done ? "Python code copied." : "The browser refused to copy; see view.code."),
      );
  }

  #receive(): void {
    const before = this.#screen;
    this.#screen = this.#model.get("_screen");
    this.#tiles.reset(this.#screen);
    this.#hovered = null;
    const same = before.size.every((size, axis) => size === this.#screen.size[axis]);
    if (!same) this.#board.frame.fit();
    this.#cells = this.#chosen();
    this.#drawAll();
  }

  /** Cells that were selected in Python. */
  #given(): void {
    if (JSON.stringify(this.#model.get("cells")) === JSON.stringify(this.#cells)) return;
    this.#cells = this.#chosen();
    this.#board.frame.reveal(this.#cursor);
    this.#drawBoard();
  }

  /** A token that was selected elsewhere. */
  #follow(): void {
    const { position } = this.#model.get("_selected");
    const axis = this.#axisOf("position");
    if (position === null || position === undefined || axis === null) return;
    const [first, last] = this.#cells[axis];
    if (position >= first && position <= last) return;
    const size = this.#screen.size[axis === "rows" ? 0 : 1];
    if (position >= size) return;
    this.#cells = { ...this.#cells, [axis]: [position, position] };
    this.#cursor = this.#anchor = { row: this.#cells.rows[0], column: this.#cells.columns[0] };
    this.#board.frame.reveal(this.#cursor);
    this.#drawBoard();
    this.#model.set("cells", this.#cells);
    this.#model.save_changes();
  }

  #axisOf(name: string): Named | null {
    if (this.#screen.rows === name) return "rows";
    return this.#screen.columns === name ? "columns" : null;
  }

  /** The cells that are selected, or the cell where the cursor begins. */
  #chosen(): Cells {
    const [height, width] = this.#screen.size;
    const known = this.#model.get("cells") as Partial<Cells>;
    const { rows, columns } = known;
    if (rows && columns && rows[1] < height && columns[1] < width) {
      const inside = ({ row, column }: Cell) =>
        row >= rows[0] && row <= rows[1] && column >= columns[0] && column <= columns[1];
      if (!inside(this.#cursor)) this.#cursor = { row: rows[0], column: columns[0] };
      if (!inside(this.#anchor)) this.#anchor = this.#cursor;
      return { rows, columns };
    }
    const { position } = this.#model.get("_selected");
    const axis = this.#axisOf("position");
    const wanted = { row: 0, column: 0 };
    if (axis !== null) wanted[axis === "rows" ? "row" : "column"] = position ?? 0;
    this.#cursor = this.#anchor = held(wanted, { rows: height, columns: width });
    return one(this.#cursor);
  }

  // ---------------------------------------------------------------- drawing

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #looks(): Pick<Traits, "colours" | "range"> {
    return { colours: this.#model.get("colours"), range: this.#model.get("range") };
  }

  #scaled(): Scale {
    const { colours, range } = this.#looks();
    return scaleOf(this.#screen, colours, range, this.#palette);
  }

  #drawAll(): void {
    const screen = this.#screen;
    this.#scale = this.#scaled();
    this.#title.textContent = screen.title;
    this.#size.textContent = `${screen.shape.join(" × ")} · ${screen.about}`;
    this.#choosers.draw(screen);
    this.#choices.draw(screen, { show: this.#model.get("show"), ...this.#looks() });
    this.#legend.replaceChildren(...legend(screen, this.#scale, this.#palette));
    this.#histogram.replaceChildren(histogram(screen, this.#scale));
    const { low, high } = screen.histogram;
    this.#ends.replaceChildren(
      h("span", {}, round(low)),
      h("span", {}, "log scale"),
      h("span", {}, round(high)),
    );
    const heading = h("h3", {}, "Largest norm", h("span", { class: "quiet" }, ` ${screen.columns}`));
    const go = (column: number) => {
      this.#whole("columns", { row: this.#cursor.row, column });
      this.#board.frame.reveal({ row: this.#cursor.row, column });
      this.#settle();
    };
    this.#top.replaceChildren(heading, strongest(screen, go));
    able(this.#buttons, screen);
    this.#drawBoard();
  }

  /** The picture, once before the browser paints next. */
  #later(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#guarded(() => this.#drawBoard());
    });
  }

  #drawBoard(): void {
    const room = this.#main.clientWidth || 640;
    this.#board.draw(
      {
        screen: this.#screen,
        tiles: this.#tiles,
        scale: this.#scale,
        cells: this.#cells,
        cursor: this.#cursor,
        hovered: this.#hovered,
        palette: this.#palette,
      },
      room,
    );
    this.#readout.textContent = this.#inWords(this.#hovered ?? this.#cursor);
    this.#actions.draw(this.#screen, this.#cells);
    for (const one of [this.#buttons.smaller, this.#buttons.all])
      enable(one, this.#board.frame.zoomed, "All of it is in sight");
  }

  #inWords(cell: Cell): string {
    const screen = this.#screen;
    const part = (axis: string, number: number) => {
      const token = screen.labels[axis]?.[number];
      return `${axis} ${number}${token === undefined ? "" : ` ${quoted(token)}`}`;
    };
    const where = `${part(screen.rows, cell.row)} · ${part(screen.columns, cell.column)}: `;
    const value = this.#tiles.value(cell.row, cell.column);
    if (value === undefined) return `${where}…`;
    const beyond = isClipped(this.#scale, value) ? " (beyond the colours)" : "";
    return `${where}${exact(value)}${beyond}`;
  }
}
