/** The chosen head: matrix, lines, pinned heads beside it, exact numbers, the steps of a weight. */

import { type Bytes, float32 } from "../lib/codecs.ts";
import { choice } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { type Cell, held } from "../lib/keys.ts";
import { exact } from "../lib/numbers.ts";
import { listen } from "../lib/request.ts";
import { SHOWS } from "../lib/shows.ts";
import { Actions } from "./actions.ts";
import { type HeadState, Matrix, type Steps } from "./attention.ts";
import type { Desk } from "./desk.ts";
import { Detail, type Drawn, inWords } from "./detail.ts";
import { Lines, MANY } from "./lines.ts";
import { legend, mostAttended } from "./parts.ts";
import { Pin, PinsView, pinsInWords } from "./pins.ts";
import { Same } from "./same.ts";
import { reaching, Sight, Tiles, type Window } from "./sight.ts";
import { StepsPanel } from "./steps.ts";
import { Zoom } from "./zoom.ts";

type Tile = Pick<HeadState, "layer" | "head" | "show" | "stamp"> & Cell & { kind: string };
/** Heads that can be pinned, as in Python. */
const MOST = 6;
/** Lines need this much room beside the matrix. */
const NARROW = 230;

export class Chosen {
  readonly element = h("section", { class: "head", "aria-label": "Chosen head" });
  readonly #desk: Desk;
  readonly #detail: Detail;
  readonly #zoom: Zoom;
  readonly #lines: Lines;
  readonly #pins: PinsView;
  readonly #tiles = new Tiles();
  readonly #steps = new StepsPanel();
  readonly #actions: Actions;
  readonly #shows;
  readonly #title = h("h3", {});
  readonly #scores = h("p", { class: "quiet scores" });
  readonly #readout = h("output", { class: "readout", "aria-live": "polite" });
  readonly #legend = h("p", { class: "legend" });
  readonly #most = h("div", {});
  readonly #window = h("div", { class: "window" });
  readonly #same = new Same();
  readonly #sameMost = new Same();
  readonly #samePins = new Same();
  #drawn: Drawn | null = null;
  #known: Pin[] = [];
  #key = 0;
  #hovered: Cell | null = null;
  #ofLines = false;
  #waiting = false;

  constructor(desk: Desk) {
    this.#desk = desk;
    const { signal } = desk;
    this.#detail = new Detail(
      {
        hover: (cell) => this.#hover(cell, false),
        select: (cell) => this.#move(cell),
        activate: () => this.#ofCell("set cell", { to: 0 }),
        remove: () => this.#restoreCell(),
        travel: (way) => void desk.ask(way),
      },
      signal,
    );
    const row = (at: number) => ({ row: at, column: this.#cursor().column });
    this.#lines = new Lines(
      {
        hover: (at) => this.#hover(at === null ? null : row(at), true),
        select: (at) => this.#move(row(at)),
      },
      signal,
    );
    this.#zoom = new Zoom(
      this.#detail,
      { scene: () => this.#scene(), show: (window, done) => this.#look(window, done) },
      signal,
    );
    this.#pins = new PinsView({
      choose: (layer, head) => desk.select({ layer, head }),
      unpin: (layer, head) => this.#pin(layer, head),
    });
    this.#actions = this.#createActions();
    this.#shows = choice("Show", SHOWS, (show) => desk.set("show", show), signal);
    this.#lay();
    this.#listen();
  }

  #createActions(): Actions {
    const wishes = {
      head: (kind: "zero head" | "copy head") => {
        const head = this.#desk.wanted;
        if (head !== undefined) this.#desk.change(kind, head);
      },
      cell: (kind: "set cell" | "copy cell", more?: Record<string, number>) => this.#ofCell(kind, more),
      steps: () => (this.#steps.element.hidden ? this.#explain() : void this.#desk.ask("close steps")),
      restore: () => this.#restoreCell(),
      pin: () => {
        const { layer, head } = this.#desk.model.get("_head");
        this.#pin(layer, head);
      },
    };
    return new Actions(wishes, this.#desk.signal);
  }

  #listen(): void {
    const { model, signal } = this.#desk;
    const on = (name: string, act: () => void) =>
      listen(model, `change:${name}`, () => this.#desk.guarded(act), signal);
    for (const name of ["_head", "_pinned"]) on(name, () => this.draw());
    on("_steps", () => this.#drawSteps());
    on("_rows", () => {
      if (this.#drawn?.state === model.get("_head")) this.#drawHead(); // else the same message brings another head
    });
    on("window", () => this.#drawAgain());
    on("show", () => this.#drawChoices());
    on("_selected", () => {
      this.#follow();
      this.#drawHead();
    });
    const hear = (reply: Tile, buffers?: Bytes[]) => this.#desk.guarded(() => this.#hear(reply, buffers));
    listen(model, "msg:custom", hear, signal);
  }

  #lay(): void {
    this.#window.append(this.#detail.pad.element);
    this.element.append(
      h("header", {}, this.#title, this.#actions.forHead),
      this.#scores,
      h("div", { class: "views" }, this.#shows.element, this.#zoom.element),
      this.#pins.element,
      h("div", { class: "pictures" }, this.#window, this.#lines.element),
      this.#legend,
      this.#readout,
      this.#most,
      this.#actions.forCell,
      this.#steps.element,
    );
  }

  /** Draw all of it anew. */
  draw(): void {
    this.#decode();
    this.#drawChoices();
    this.#drawHead();
    this.#drawSteps();
  }

  // ---------------------------------------------------------------- what the user does

  #move(cell: Cell): void {
    const block = this.#drawn?.sight.block ?? 1;
    this.#key = cell.column * block;
    const position = cell.row * block;
    const { layer, head } = this.#desk.model.get("_head");
    if (this.#desk.model.get("_selected").position !== position) this.#desk.select({ layer, head, position });
    this.#reach({ row: position, column: this.#key });
    this.#drawHead();
    if (!this.#steps.element.hidden) this.#explain();
  }

  /** The pointer is on a cell of the matrix, or on a token of the lines. */
  #hover(cell: Cell | null, ofLines: boolean): void {
    [this.#hovered, this.#ofLines] = [cell, ofLines];
    if (this.#drawn === null) return;
    this.#fetch();
    this.#drawPoint(this.#drawn, this.element.clientWidth || 640);
  }

  #pin(layer: number, head: number): void {
    const pins = this.#desk.model.get("pins");
    const left = pins.filter(([at, of]) => at !== layer || of !== head);
    this.#desk.set("pins", left.length < pins.length ? left : [...pins, [layer, head]]);
  }

  #look(window: Window, done: boolean): void {
    if (done) this.#desk.set("window", window);
    else this.#desk.model.set("window", window);
  }

  /** A token that is selected elsewhere comes into sight; the columns stay. */
  #follow(): void {
    const { position } = this.#desk.model.get("_selected");
    if (position !== null) this.#reach({ row: position, column: this.#desk.model.get("window")?.[1] ?? 0 });
  }

  #reach(at: Cell): void {
    const before = this.#desk.model.get("window");
    if (before === null || this.#drawn === null) return;
    const after = reaching(before, this.#drawn.sight.size, at);
    if (JSON.stringify(before) !== JSON.stringify(after)) this.#look(after, true);
  }

  #ofCell(kind: "set cell" | "copy cell", more: Record<string, number> = {}): void {
    if (this.#drawn?.sight.block === 1) void this.#desk.ask(kind, { ...this.#place(), ...more });
  }

  #explain(): void {
    if (!this.#waiting && this.#drawn?.sight.block === 1) {
      this.#waiting = true; // one at a time: the cursor may move faster than the model runs
      const asked = JSON.stringify(this.#place());
      void this.#desk.ask("steps", this.#place()).then(() => {
        this.#waiting = false;
        if (asked !== JSON.stringify(this.#place()) && !this.#steps.element.hidden) this.#explain();
      });
    }
  }

  #restoreCell(): void {
    const { layer, head, position, key } = this.#place();
    this.#desk.takeAway(
      ({ of, at, layer: its }) =>
        of === "head_pattern" &&
        its === layer &&
        at.head === head &&
        at.position === position &&
        at.key === key,
    );
  }

  // ---------------------------------------------------------------- exact weights

  #hear(reply: Tile, buffers: Bytes[] = []): void {
    if (reply?.kind !== "tile" || !this.#tiles.put(reply, reply, buffers.map(float32))) return;
    const drawn = this.#drawn;
    if (drawn?.sight.pooled) this.#drawReadout(drawn, this.#hovered ?? this.#cursor());
    else this.#drawAgain();
  }

  /** Ask for the exact weights of what is on screen, or under the pointer, as far as they have not come. */
  #fetch(): void {
    const { sight, state } = this.#drawn ?? {};
    if (sight === undefined || state === undefined) return;
    const wanted = sight.wanted([this.#cursor(), ...(this.#hovered ? [this.#hovered] : [])]);
    const { layer, head, show, stamp } = state;
    for (const at of wanted.flatMap((part) => this.#tiles.missing(...part, sight.matrix.triangle))) {
      void this.#desk.ask("tile", { layer, head, show, stamp, ...at }).then((came) => {
        if (!came) this.#tiles.lost(at);
      });
    }
  }

  // ---------------------------------------------------------------- where things are

  #cursor(): Cell {
    const { total = 1, block = 1, size = 1 } = this.#drawn?.sight ?? {};
    const position = this.#desk.model.get("_selected").position ?? size - 1;
    const cell = { row: Math.floor(position / block), column: Math.floor(this.#key / block) };
    return held(cell, { rows: total, columns: total });
  }

  #scene() {
    const { size = 1, block = 1 } = this.#drawn?.sight ?? {};
    const { row, column } = this.#cursor();
    const cursor = { row: row * block, column: column * block };
    return { window: this.#desk.model.get("window") ?? null, size, cursor };
  }

  #place(): { layer: number; head: number; position: number; key: number } {
    const { layer, head } = this.#desk.model.get("_head");
    const { row, column } = this.#cursor();
    return { layer, head, position: row, key: column };
  }

  // ---------------------------------------------------------------- drawing

  /** The head's matrix with its tokens; nothing while head and screen are of different prompts. */
  #decode(): void {
    const state = this.#desk.model.get("_head");
    const { screen } = this.#desk.heads;
    const tokens = (state.show === "other" && screen.other_tokens) || screen.tokens;
    if (state.matrix.size !== tokens.length) return;
    this.#tiles.of(state);
    const known = this.#drawn?.state === state ? this.#drawn.sight.matrix : new Matrix(state.matrix);
    const head = this.#desk.heads.find(state.layer, state.head);
    this.#drawn = {
      state,
      sight: new Sight(known, this.#desk.model.get("window") ?? null, this.#tiles),
      tokens,
      reach: state.show.includes(" - ") ? known.reach() : null,
      edits: head === undefined ? [] : this.#desk.heads.edits(head),
      pins: this.#pinned(),
    };
  }

  #pinned(): Pin[] {
    const [rows, pinned] = [this.#desk.model.get("_rows"), this.#desk.model.get("_pinned")];
    if (!this.#samePins.as(rows, pinned)) this.#known = pinned.map((one, at) => new Pin(one, at, rows));
    return this.#known;
  }

  /** Another window, or exact weights that have come. */
  #drawAgain(): void {
    this.#detail.repaint();
    this.#decode();
    this.#drawHead();
  }

  #drawChoices(): void {
    const { missing } = this.#desk.heads.screen;
    this.#shows.draw(this.#desk.model.get("show"), (show) => missing[show] ?? null);
  }

  #drawHead(): void {
    const drawn = this.#drawn;
    if (drawn === null) return;
    this.#fetch();
    drawn.pins = this.#pinned();
    const [at, head] = [this.#cursor(), this.#desk.shown];
    const { palette, heads, model } = this.#desk;
    const room = this.element.clientWidth || 640; // once, and before anything is written: it is a layout
    if (this.#same.as(drawn, drawn.pins, model.get("_rows"), at.row, at.column, head, heads, palette, room))
      return;
    this.#zoom.draw();
    this.#pins.draw(drawn.pins, drawn.state, this.#desk.palette, drawn.reach);
    this.#detail.draw(drawn, at, this.#desk.palette, room > 640 ? room - 260 : room);
    this.#title.textContent = `Layer ${drawn.state.layer} · head ${drawn.state.head}`;
    if (head !== undefined) this.#scores.textContent = this.#desk.heads.inWords(head);
    this.#drawPoint(drawn, room);
    this.#legend.replaceChildren(
      ...legend(drawn.reach, this.#desk.heads.screen.edits.length > 0, this.#desk.palette),
    );
    this.#drawMost();
    this.#actions.draw({
      other: this.#desk.heads.screen.other_tokens !== null,
      head: drawn.edits.find(({ of }) => of === "head_out")?.kind ?? null,
      block: drawn.sight.block,
      masked: drawn.sight.masked(at),
      cell: inWords(drawn, at),
      edited: drawn.edits.some((edit) => edit.at.position === at.row && edit.at.key === at.column),
      pinned: drawn.pins.some(
        ({ layer, head: of }) => layer === drawn.state.layer && of === drawn.state.head,
      ),
      full: drawn.pins.length >= MOST,
    });
  }

  /** What follows the pointer: a frame in the matrix, the weight in words, and unless they are very many the lines. */
  #drawPoint(drawn: Drawn, room: number): void {
    const at = this.#hovered ?? this.#cursor();
    const { row } = this.#ofLines || drawn.sight.span <= MANY ? at : this.#cursor();
    const left = room - this.#detail.width - 24;
    const beside = left >= NARROW;
    this.#detail.point(this.#hovered);
    this.#lines.draw(drawn, row, this.#desk.palette, beside ? left : room, beside ? this.#detail.rows : null);
    this.#drawReadout(drawn, at);
  }

  /** Of a long prompt, where the selected token looks. */
  #drawMost(): void {
    const [known, tokens] = [this.#desk.model.get("_rows"), this.#drawn?.tokens ?? []];
    if (this.#sameMost.as(known, tokens)) return;
    const { rows, position } = known;
    const row = rows?.[0];
    if (!row || position === undefined) this.#most.replaceChildren();
    else {
      const go = (key: number) => this.#toKey(position, key);
      this.#most.replaceChildren(mostAttended(float32(row), tokens, position, go));
    }
  }

  #toKey(row: number, key: number): void {
    this.#key = key;
    this.#reach({ row, column: key });
    this.#drawHead();
  }

  #drawReadout(drawn: Drawn, cell: Cell): void {
    const { sight, state, pins } = drawn;
    const parts = state.parts?.map((part) => new Matrix(part).at(cell)) ?? sight.parts(cell);
    const both = parts ? ` = ${parts.map(exact).join(" − ")}` : "";
    this.#readout.textContent = `${inWords(drawn, cell)}${both}${pinsInWords(pins, cell, sight)}`;
  }

  #drawSteps(): void {
    const steps = this.#desk.model.get("_steps") as Steps;
    const { tokens } = this.#desk.heads.screen;
    const there = "terms" in steps && steps.position < tokens.length;
    this.#actions.explained(there);
    this.#steps.draw(there ? steps : null, tokens, this.#desk.palette, this.element.clientWidth || 640);
  }
}
