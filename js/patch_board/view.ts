/** The parts of the board put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { type Cell, held } from "../lib/keys.ts";
import { watch } from "../lib/palette.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { quoted } from "../lib/tokens.ts";
import { Grid } from "../logit_lens/grid.ts";
import { createLegend, item } from "../logit_lens/legend.ts";
import { measureOf } from "../logit_lens/measure.ts";
import { type Arrow, Arrows } from "./arrows.ts";
import { Board, type Traits, type Which } from "./board.ts";
import { Drag } from "./drag.ts";
import { list, nextTokens, readout } from "./parts.ts";
import { createToolbar } from "./toolbar.ts";

const HINT = "There is no other prompt to take cells from. Give the workspace one: workspace.other = “…”.";
const WHICH: Which[] = ["source", "target", "result"];

export class View {
  readonly element = h("section", { class: "board", "aria-label": "Patch board" });
  readonly #model: AnyModel<Traits>;
  readonly #signal: AbortSignal;
  readonly #panel: Panel;
  readonly #grids: Record<Which, Grid>;
  readonly #stage = h("div", { class: "stage" });
  readonly #arrows: Arrows;
  readonly #toolbar;
  readonly #legend = createLegend(item("unreached", "out of reach of the patches: as in the clean run"));
  readonly #hint = h("p", { class: "notice" }, HINT);
  readonly #list = h("ul", { class: "patches", "aria-label": "Patches", tabindex: -1 });
  readonly #next = h("section", { "aria-label": "Next token" });
  readonly #readout = h("section", { class: "readout", "aria-label": "Cell under the pointer" });
  readonly #source = h("pre", { tabindex: 0, "aria-label": "Python" });
  readonly #code = h("details", { class: "code" }, h("summary", {}, "Python"), this.#source);
  #board: Board;
  /** The grid that was used last, and the cell of the source grid that is in focus. */
  #which: Which = "result";
  #from: Cell | null = null;

  constructor(model: AnyModel<Traits>, signal: AbortSignal, host: HTMLElement) {
    this.#model = model;
    this.#signal = signal;
    this.#panel = new Panel(model, signal);
    this.#board = new Board(model.get("_screen"));
    this.#grids = {
      source: this.#grid("source", "Other prompt, layers by positions"),
      target: this.#grid("target", "Prompt without patches, layers by positions"),
      result: this.#grid("result", "Result, layers by positions"),
    };
    this.#arrows = new Arrows(this.#stage, (number) => void this.#ask("remove", { number }), signal);
    this.#toolbar = createToolbar(
      {
        component: (component) => this.#set("component", component),
        head: (head) => this.#set("_selected", { ...this.#model.get("_selected"), head }),
        travel: (way) => void this.#ask(way),
        copyCode: () => void this.#copyCode(),
      },
      signal,
    );
    this.#lay();
    this.#listen();
    this.#draw();
    watch(host, this.element, () => this.#drawArrows(), signal);
    requestAnimationFrame(() => this.#drawSelected()); // once more when the page has sizes
  }

  #grid(which: Which, name: string): Grid {
    const grid = new Grid(
      name,
      {
        hover: (cell) => this.#drawReadout(which, cell),
        select: (cell) => this.#select(which, cell),
        activate: (cell) => this.#activate(which, cell),
        remove: (cell) => this.#remove(which, cell),
        travel: (way) => void this.#ask(way),
        shown: (cell, element) => this.#mark(which, cell, element, this.#model.get("picked")),
      },
      this.#signal,
    );
    grid.element.addEventListener("scroll", () => this.#drawArrows(), {
      signal: this.#signal,
      passive: true,
    });
    return grid;
  }

  #lay(): void {
    const { source, target, result } = this.#grids;
    const figure = (which: Which, title: string, note: string, ...parts: HTMLElement[]) =>
      h(
        "div",
        { class: `panel ${which}` },
        h("h3", {}, title, " ", h("span", { class: "at" }, note)),
        ...parts,
      );
    this.#stage.append(
      figure("source", "Other prompt", "drag or click a cell to take it", this.#hint, source.element),
      figure("target", "Prompt, clean", "put it into the same layer", target.element),
      figure("result", "Result", "the residual stream with all patches", result.element),
      h("div", { class: "side", role: "group", "aria-label": "Values" }, this.#next, this.#readout),
      this.#arrows.element,
    );
    const { messages, status } = this.#panel;
    const above = [this.#toolbar.element, messages, status];
    this.element.append(...above, this.#stage, this.#legend.element, this.#list);
    this.element.append(this.#code);
  }

  #listen(): void {
    const on = (name: keyof Traits & string, act: () => void) =>
      listen(this.#model, `change:${name}`, act, this.#signal);
    on("_screen", () => this.#receive());
    on("_selected", () => this.#drawSelected());
    on("picked", () => this.#drawPicked());
    on("component", () => this.#drawToolbar());
    on("busy", () => setAttribute(this.element, "data-busy", this.#model.get("busy")));
    this.#list.addEventListener(
      "click",
      (event) => {
        const button = event.target instanceof Element ? event.target.closest("button") : null;
        if (button !== null) void this.#ask("remove", { number: Number(button.dataset.number) });
      },
      { signal: this.#signal },
    );
    new Drag(
      this.#stage,
      {
        from: (target) => this.#grids.source.cellOf(target),
        to: (target) => this.#grids.target.cellOf(target) ?? this.#grids.result.cellOf(target),
        line: (cell, end) => this.#arrows.drag(this.#grids.source.cell(cell), end),
        start: (cell) => this.#pick(cell),
        drop: (_, cell) => (cell === null ? this.#set("picked", null) : this.#put(cell.column)),
      },
      this.#signal,
    );
  }

  // ---------------------------------------------------------------- what the user does

  #activate(which: Which, cell: Cell): void {
    const picked = this.#model.get("picked");
    if (which === "source") {
      const again = picked?.[0] === this.#layer("source", cell) && picked[1] === cell.column;
      if (again) this.#set("picked", null);
      else this.#offer(cell);
    } else if (picked !== null) this.#put(cell.column);
    else this.#remove(which, cell);
  }

  /** Take a cell, and go where it can be put. */
  #offer(cell: Cell): void {
    this.#pick(cell);
    const { source, target } = this.#board;
    const token = quoted(source?.screen.tokens[cell.column] ?? "");
    this.#panel.announce(
      `${source?.layerName(cell.row)}, position ${cell.column} ${token} is taken. Click, or press Enter, where it goes.`,
    );
    this.#grids.target.focus(held(cell, target.size));
  }

  #pick(cell: Cell): void {
    this.#set("picked", [this.#layer("source", cell), cell.column]);
  }

  /** A copy stays in its layer, whichever row it is dropped on. */
  #put(target: number): void {
    const [layer, source] = this.#model.get("picked") ?? [0, 0];
    void this.#wait({ row: layer - this.#board.target.first, column: target }, "patch", {
      layer,
      source,
      target,
    });
  }

  #remove(which: Which, cell: Cell): void {
    if (which === "source") this.#set("picked", null);
    const patch = which === "source" ? undefined : this.#board.at(which, cell).at(-1);
    if (patch !== undefined) void this.#wait(cell, "remove", { number: patch.number });
  }

  #select(which: Which, cell: Cell): void {
    this.#which = which;
    if (which === "source") this.#from = cell;
    this.#grids[which].select(cell);
    this.#drawReadout(which, null);
    if (which === "source") return;
    const [layer, position] = [this.#layer(which, cell), cell.column];
    const now = this.#model.get("_selected");
    if (now.layer !== layer || now.position !== position) this.#set("_selected", { ...now, layer, position });
  }

  #set<K extends keyof Traits & string>(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  async #wait(cell: Cell, kind: string, payload: Record<string, unknown>): Promise<void> {
    this.#grids.target.pending(cell, true);
    await this.#ask(kind, payload);
    this.#grids.target.pending(cell, false);
  }

  async #ask(kind: string, payload: Record<string, unknown> = {}): Promise<void> {
    await this.#panel.ask(kind, payload);
  }

  async #copyCode(): Promise<void> {
    const copied = await copyText(this.#board.screen.code);
    if (!copied) this.#code.open = true;
    this.#panel.announce(
      copied ? "Python copied to the clipboard." : "The browser did not let us copy: the code is below.",
    );
  }

  // ---------------------------------------------------------------- drawing

  #receive(): void {
    try {
      this.#board = new Board(this.#model.get("_screen"));
      this.#draw();
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #draw(): void {
    const board = this.#board;
    for (const which of WHICH) {
      const lens = board.lens(which);
      this.#grids[which].element.hidden = lens === null;
      if (lens !== null) this.#grids[which].draw(lens, measureOf(lens, "top probability", 0));
    }
    this.#hint.hidden = board.source !== null;
    setAttribute(this.element, "data-patched", board.changed);
    this.#legend.draw(measureOf(board.result, "top probability", 0));
    this.#next.replaceChildren(...nextTokens(board));
    this.#keepEnds();
    this.#drawList();
    this.#source.textContent = board.screen.code;
    this.#panel.announce(board.summary());
    this.#drawToolbar();
    this.#drawSelected();
    this.#drawPicked();
  }

  #drawList(): void {
    const root = this.#list.getRootNode() as Document | ShadowRoot;
    const inside = this.#list.contains(root.activeElement ?? null);
    this.#list.replaceChildren(...list(this.#board));
    if (inside) (this.#list.querySelector("button") ?? this.#list).focus(); // its button is gone; stay near it
  }

  #drawToolbar(): void {
    const head = this.#model.get("_selected").head ?? 0;
    this.#toolbar.draw(this.#board, this.#model.get("component"), head);
  }

  #drawSelected(): void {
    for (const which of WHICH) if (this.#board.lens(which)) this.#grids[which].select(this.#cell(which));
    this.#drawToolbar();
    this.#drawReadout(this.#which, null);
    this.#drawArrows();
  }

  /** The marks on cells: what is taken and put where, what cannot be put, what cannot change. */
  #drawPicked(): void {
    const picked = this.#model.get("picked");
    for (const which of WHICH) {
      for (const [cell, element] of this.#grids[which].shown()) this.#mark(which, cell, element, picked);
    }
    setAttribute(this.#stage, "data-picked", picked !== null);
    this.#drawArrows();
  }

  #mark(which: Which, cell: Cell, element: HTMLElement, picked: Traits["picked"]): void {
    const layer = this.#layer(which, cell);
    const isPicked = which === "source" && picked?.[0] === layer && picked[1] === cell.column;
    const own = which === "result" ? [] : this.#board.at(which, cell);
    const elsewhere = which === "target" && picked !== null && picked[0] !== layer;
    const unreached = which === "result" && this.#board.changed && !this.#board.reached(cell);
    const link = which === "source" ? "from" : "to";
    setAttribute(element, "data-link", isPicked ? "picked" : own.length > 0 ? link : null);
    setAttribute(element, "data-dim", elsewhere || unreached);
    const told = isPicked ? "taken" : own.length > 0 ? (which === "source" ? "copied" : "patched") : null;
    setAttribute(element, "aria-description", told ?? (unreached ? "out of reach" : null));
  }

  /** The ends of an arrow have a place, even out of sight. */
  #keepEnds(): void {
    const { patches } = this.#board.screen;
    this.#grids.source.keep(patches.map(({ from }) => from));
    this.#grids.target.keep(patches.map(({ to }) => to));
  }

  #drawArrows(): void {
    const arrows: Arrow[] = [];
    for (const patch of this.#board.screen.patches) {
      const ends = this.#board.ends(patch);
      const from = ends && this.#grids.source.cell(ends.from);
      const to = ends && this.#grids.target.cell(ends.to);
      if (from && to) arrows.push({ patch, from, to });
    }
    this.#arrows.draw(arrows);
  }

  #drawReadout(which: Which, hovered: Cell | null): void {
    const grid = hovered === null ? this.#which : which;
    this.#readout.replaceChildren(...readout(this.#board, grid, hovered ?? this.#cell(grid)));
  }

  // ---------------------------------------------------------------- where things are

  #layer(which: Which, cell: Cell): number {
    return cell.row + (this.#board.lens(which)?.first ?? 0);
  }

  /** The cell of a grid that is in focus. */
  #cell(which: Which): Cell {
    const lens = this.#board.lens(which) ?? this.#board.target;
    const last = { row: lens.size.rows - 1, column: lens.size.columns - 1 };
    if (which === "source") return held(this.#from ?? last, lens.size);
    const { layer, position } = this.#model.get("_selected");
    return held(
      { row: layer === null ? last.row : layer - lens.first, column: position ?? last.column },
      lens.size,
    );
  }
}
