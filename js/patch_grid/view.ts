/** The parts of the patch grid put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { button, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { type Cell, held } from "../lib/keys.ts";
import { type Palette, readPalette, watch } from "../lib/palette.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { quoted } from "../lib/tokens.ts";
import { aside, ends, legend, level, readout, situation, unappliable } from "./parts.ts";
import { Picture } from "./picture.ts";
import { Ranking } from "./ranking.ts";
import { Settings } from "./settings.ts";
import { Grid, type Selected, type Traits } from "./state.ts";

export class View {
  readonly element = h("section", { class: "patches", "aria-label": "Patch grid" });
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #settings: Settings;
  readonly #picture: Picture;
  readonly #ranking: Ranking;
  readonly #ends = h("dl", { class: "ends" });
  readonly #state = h("p", { class: "state" });
  readonly #aside = h("p", { class: "quiet aside" });
  readonly #problem = h("p", { class: "notice problem", role: "note" });
  readonly #readout = h("output", { class: "readout", "aria-live": "off" });
  readonly #legend = h("p", { class: "legend" });
  readonly #window = h("div", { class: "window" });
  readonly #slice = h("input", { type: "range", min: 0, step: 1, "aria-label": "Head" });
  readonly #sliceText = h("span", { class: "number" });
  readonly #slices = h("label", { class: "slices" }, "Head ", this.#slice, this.#sliceText);
  readonly #code = h("details", { class: "code" });
  readonly #source = h("pre", { tabindex: 0 });
  readonly #run: HTMLButtonElement;
  readonly #copy: HTMLButtonElement;
  readonly #apply: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  #palette: Palette;
  #grid: Grid;
  #at: Cell = { row: 0, column: 0 };
  #hovered: Cell | null = null;

  constructor(model: AnyModel<Traits>, host: HTMLElement, signal: AbortSignal) {
    this.#model = model;
    this.#panel = new Panel(model as never, signal);
    this.#palette = readPalette(host);
    this.#grid = new Grid(model.get("_screen"), model.get("_cells"));
    const ask = (kind: string) => () => void this.#panel.ask(kind);
    this.#run = button("Run", "Carry the sweep out", ask("run"), signal);
    this.#copy = button(
      "Copy as Python",
      "The call that gives these numbers",
      () => void this.#take(),
      signal,
    );
    this.#apply = button(
      "Apply",
      "Make this patch a change of the workspace (Enter)",
      () => this.#toggle(),
      signal,
    );
    this.#undo = button("Undo", "Take back the last change (Ctrl+Z in the grid)", ask("undo"), signal);
    this.#redo = button("Redo", "Make it again (Ctrl+Shift+Z in the grid)", ask("redo"), signal);
    this.#settings = new Settings(
      {
        set: (traits) => this.#set(traits),
        tokens: (tokens) => void this.#panel.ask("metric", { tokens }),
      },
      signal,
    );
    this.#picture = new Picture(
      {
        describe: (cell) => this.#describe(cell),
        hover: (cell) => this.#hover(cell),
        select: (cell) => this.#select(cell),
        activate: (cell) => {
          this.#select(cell);
          this.#toggle();
        },
        remove: (cell) => {
          if (this.#grid.applied.has(this.#number(cell))) this.#toggle(cell);
        },
        travel: (way) => void this.#panel.ask(way),
      },
      signal,
    );
    this.#ranking = new Ranking(
      {
        select: (number) => this.#go(number),
        toggle: (number) => void this.#panel.ask("apply", { cell: number }),
      },
      signal,
    );
    this.#slice.addEventListener(
      "input",
      () => this.#choose({ head: this.#heads()[this.#slice.valueAsNumber] ?? 0 }),
      {
        signal,
      },
    );
    this.#lay();
    this.#follow();
    this.#receive();
    const on = (name: string, act: () => void) =>
      listen(model, `change:${name}`, () => this.#guarded(act), signal);
    for (const name of ["_screen", "_cells"]) on(name, () => this.#receive());
    for (const name of ["component", "by", "align", "into", "show"]) on(name, () => this.#draw());
    on("_selected", () => {
      this.#follow();
      this.#draw();
      this.#picture.reveal(this.#at, this.#window);
    });
    const again = () => {
      this.#palette = readPalette(host);
      this.#draw();
    };
    watch(host, this.element, again, signal);
  }

  #lay(): void {
    const buttons = h("span", { class: "buttons" }, this.#copy, this.#undo, this.#redo);
    this.#window.append(this.#picture.pad.element);
    this.#code.append(h("summary", {}, "Python"), this.#source);
    this.#panel.status.classList.add("unseen");
    const main = h(
      "div",
      { class: "main" },
      this.#slices,
      this.#window,
      h("div", { class: "chosen-cell" }, this.#readout, this.#apply),
      this.#legend,
      this.#aside,
    );
    this.#run.classList.add("primary");
    this.element.append(
      h("header", { class: "toolbar" }, h("h2", {}, "Patch grid"), this.#run, this.#state, buttons),
      this.#panel.messages,
      this.#panel.status,
      this.#ends,
      this.#settings.element,
      this.#problem,
      h("div", { class: "body" }, main, this.#ranking.element),
      this.#code,
    );
  }

  // ---------------------------------------------------------------- what the user does

  #set(traits: Partial<Traits>): void {
    for (const [name, value] of Object.entries(traits)) this.#model.set(name as keyof Traits, value as never);
    this.#model.save_changes();
  }

  #choose(what: Partial<Selected>): void {
    if (!this.#grid.screen.stale) this.#set({ _selected: { ...this.#model.get("_selected"), ...what } });
    this.#draw();
  }

  #select(cell: Cell): void {
    this.#at = cell;
    this.#choose(this.#grid.where(this.#number(cell)));
  }

  #go(number: number): void {
    const { row, column } = this.#grid.place(number);
    this.#at = { row, column };
    this.#choose(this.#grid.where(number));
  }

  #toggle(cell: Cell = this.#at): void {
    void this.#panel.ask("apply", { cell: this.#number(cell) });
  }

  #hover(cell: Cell | null): void {
    if (cell?.row === this.#hovered?.row && cell?.column === this.#hovered?.column) return;
    this.#hovered = cell;
    this.#paint();
  }

  async #take(): Promise<void> {
    const copied = await copyText(this.#grid.screen.code ?? "");
    this.#panel.announce(copied ? "Copied." : "It cannot be copied here: select it below.");
    if (copied) this.#copy.textContent = "Copied";
    else this.#code.open = true;
    setTimeout(() => {
      this.#copy.textContent = "Copy as Python";
    }, 1500);
  }

  // ---------------------------------------------------------------- what Python says

  #receive(): void {
    const [screen, cells] = [this.#model.get("_screen"), this.#model.get("_cells")];
    if (cells.of !== undefined && cells.of !== screen.of) return; // the other half is on its way
    const before = this.#grid.state;
    this.#grid = new Grid(screen, cells);
    this.#follow();
    this.#draw();
    if (this.#grid.state !== before || this.#grid.state !== "running")
      this.#panel.announce(situation(this.#grid));
  }

  /** The cursor goes where the workspace looks, as far as the grid has it. */
  #follow(): void {
    const { layer, position, head } = this.#model.get("_selected");
    const { rows, columns, size } = this.#grid;
    const row = rows?.numbers.indexOf(layer ?? -1) ?? -1;
    const column = columns?.numbers.indexOf((columns.name === "head" ? head : position) ?? -1) ?? -1;
    const { row: y, column: x } = this.#at;
    this.#at = held({ row: row < 0 ? y : row, column: column < 0 ? x : column }, size);
  }

  #heads(): number[] {
    return this.#grid.slices?.numbers ?? [];
  }

  #sliceAt(): number {
    return Math.max(0, this.#heads().indexOf(this.#model.get("_selected").head ?? -1));
  }

  #number(cell: Cell): number {
    return this.#grid.number(cell, this.#sliceAt());
  }

  #describe(cell: Cell): string {
    const number = this.#number(cell);
    return readout(this.#grid, number, this.#model.get("show")).replace(
      this.#grid.words(number),
      this.#grid.words(number, quoted),
    );
  }

  // ---------------------------------------------------------------- drawing

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #draw(): void {
    const grid = this.#grid;
    const { screen, state } = grid;
    const traits = {
      component: this.#model.get("component"),
      by: this.#model.get("by"),
      align: this.#model.get("align"),
      into: this.#model.get("into"),
      show: this.#model.get("show"),
    };
    this.#settings.draw(grid, traits);
    this.#state.textContent = screen.stale ? "" : situation(grid);
    this.#drawRun();
    const stale = "These cells are of other prompts than the workspace has now: run again.";
    const problem = screen.problem || (screen.stale ? stale : level(grid));
    this.#problem.textContent = screen.problem && screen.stale ? `${screen.problem}. ${stale}` : problem;
    this.#problem.hidden = problem === "";
    this.#aside.textContent = aside(grid);
    this.#ends.replaceChildren(...ends(grid, this.#palette));
    this.#source.textContent = screen.code ?? "";
    this.#code.hidden = !screen.code;
    enable(this.#copy, Boolean(screen.code));
    enable(this.#undo, screen.can.undo);
    enable(this.#redo, screen.can.redo);
    setAttribute(this.element, "data-stale", screen.stale);
    setAttribute(this.element, "data-state", state);
    this.#slices.hidden = this.#heads().length === 0;
    this.#slice.max = String(Math.max(0, this.#heads().length - 1));
    this.#slice.value = String(this.#sliceAt());
    this.#sliceText.textContent = String(this.#heads()[this.#sliceAt()] ?? "");
    this.#legend.replaceChildren(...legend(grid, traits.show, grid.reach(traits.show), this.#palette));
    this.#paint();
    this.#ranking.draw(grid, traits.show, this.#number(this.#at));
  }

  #drawRun(): void {
    const { screen, state, complete } = this.#grid;
    const fresh = screen.stale || state === null;
    const begun = state === "cancelled" || state === "failed";
    this.#run.textContent = screen.stale ? "Run again" : begun && !complete ? "Continue" : "Run";
    enable(this.#run, !screen.problem && (fresh || begun));
  }

  #paint(): void {
    const grid = this.#grid;
    const there = grid.count > 0;
    for (const part of [this.#window, this.#readout, this.#apply, this.#legend]) part.hidden = !there;
    if (!there) return;
    const show = this.#model.get("show");
    const reach = grid.reach(show);
    this.#picture.draw({
      grid,
      show,
      reach,
      slice: this.#sliceAt(),
      at: this.#at,
      hovered: this.#hovered,
      palette: this.#palette,
      room: this.#window.clientWidth || 640,
    });
    const number = this.#number(held(this.#hovered ?? this.#at, grid.size));
    this.#readout.textContent = readout(grid, number, show);
    const applied = grid.applied.has(this.#number(this.#at));
    this.#apply.textContent = applied ? "Remove" : "Apply";
    setAttribute(this.#apply, "aria-pressed", String(applied));
    const why = unappliable(grid);
    enable(this.#apply, why === "", why);
  }
}
