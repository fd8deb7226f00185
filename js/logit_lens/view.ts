/** The parts of the lens put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { type Cell, held } from "../lib/keys.ts";
import { watch } from "../lib/palette.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { createBars } from "./bars.ts";
import { createDetails } from "./details.ts";
import { Grid } from "./grid.ts";
import { createLegend } from "./legend.ts";
import { Lens, type More, type Screen, type Traits } from "./lens.ts";
import { createLooks } from "./looks.ts";
import { type Colour, type Measure, measureOf } from "./measure.ts";
import { createPatches } from "./patches.ts";
import { createPins } from "./pins.ts";
import { createToolbar } from "./toolbar.ts";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #signal: AbortSignal;
  readonly #panel: Panel;
  readonly #grid: Grid;
  readonly #toolbar;
  readonly #looks;
  readonly #bars = createBars();
  readonly #legend = createLegend();
  readonly #details;
  readonly #patches;
  readonly #pins;
  readonly #source = h("pre", { tabindex: 0, "aria-label": "Python" });
  readonly #code = h("details", { class: "code" }, h("summary", {}, "Python"), this.#source);
  #lens: Lens;
  #measure: Measure;
  #hovered: Cell | null = null;

  constructor(model: AnyModel<Traits>, signal: AbortSignal, host: HTMLElement) {
    this.#model = model;
    this.#signal = signal;
    this.#panel = new Panel(model, signal);
    this.#lens = new Lens(model.get("_screen") as Screen);
    this.#measure = this.#measured();
    this.#grid = this.#createGrid();
    this.#patches = createPatches(
      { go: (cell) => this.#grid.focus(cell), remove: (cell) => this.#remove(cell) },
      signal,
    );
    this.#toolbar = this.#createToolbar();
    this.#looks = createLooks(
      {
        component: (component) => this.#set("component", component),
        head: (head) => this.#set("head", head),
        show: (show) => this.#set("show", show),
        colour: (colour) => this.#set("colour", colour),
      },
      signal,
    );
    this.#details = createDetails(
      { pin: (token) => void this.#panel.ask("pin", { token }), more: () => this.#more() },
      signal,
    );
    this.#pins = this.#createPins();
    this.element = this.#lay();
    this.#drawAll();
    this.#listen();
    watch(host, this.element, () => this.#drawPins(), signal);
  }

  #listen(): void {
    const on = (names: (keyof Traits & string)[], act: () => void) => {
      for (const name of names) listen(this.#model, `change:${name}`, act, this.#signal);
    };
    on(["_screen"], () => this.#receive());
    on(["selected"], () => this.#drawSelected());
    on(["_selected"], () => this.#follow());
    on(["mode", "component", "head", "show"], () => this.#drawToolbar());
    on(["colour", "pin"], () => this.#draw());
    on(["chart"], () => this.#drawPins());
    on(["_more"], () => this.#drawDetails());
    on(["busy"], () => this.#drawBusy());
  }

  // ---------------------------------------------------------------- the parts

  #createGrid(): Grid {
    return new Grid(
      "Logit lens, layers by positions",
      {
        hover: (cell) => this.#hover(cell),
        select: (cell) => this.#select(cell),
        activate: (cell) => this.#activate(cell),
        remove: (cell) => this.#remove(cell),
        travel: (way) => void this.#panel.ask(way),
      },
      this.#signal,
    );
  }

  #createToolbar() {
    return createToolbar(
      {
        mode: (mode) => this.#set("mode", mode),
        undo: () => void this.#panel.ask("undo"),
        redo: () => void this.#panel.ask("redo"),
        clear: () => void this.#panel.ask("clear"),
        copyCode: () => void this.#copyCode(),
      },
      this.#signal,
    );
  }

  #createPins() {
    return createPins(
      {
        pin: (token) => this.#panel.ask("pin", { token }),
        unpin: (number) => void this.#panel.ask("unpin", { number }),
        colour: (pin) => this.#colourBy(pin),
        chart: (kind) => this.#set("chart", kind),
        row: (row) => this.#select({ row, column: this.#selected().column }),
      },
      this.#signal,
    );
  }

  #lay(): HTMLElement {
    const { messages, status } = this.#panel;
    const foot = h("div", { class: "foot" }, this.#legend.element, status, this.#patches.element);
    foot.append(this.#pins.element);
    const values = { class: "side", role: "group", "aria-label": "Values" };
    const side = h("div", values, this.#bars.element, this.#details.element);
    const body = h("div", { class: "body" }, this.#grid.element, foot, side, this.#code);
    const named = { class: "lens", "aria-label": "Logit lens" };
    return h("section", named, this.#toolbar.element, this.#looks.element, messages, body);
  }

  // ---------------------------------------------------------------- what the user does

  #activate(cell: Cell): void {
    const mode = this.#model.get("mode");
    if (mode === "inspect") return;
    if (this.#lens.screen.facts?.show === "other") {
      this.#panel.announce("This is the other prompt: patches are made in the prompt itself. Show “now”.");
      return;
    }
    if (this.#lens.edit(cell)?.kind === mode) this.#remove(cell);
    else void this.#change("patch", cell, { edit: mode });
  }

  #remove(cell: Cell): void {
    if (this.#lens.edit(cell) !== undefined) void this.#change("remove", cell);
  }

  #select(cell: Cell): void {
    const now = this.#selected();
    this.#grid.select(cell);
    if (now.row === cell.row && now.column === cell.column) return;
    this.#model.set("selected", [cell.row, cell.column]);
    if (this.#lens.screen.facts?.show !== "other") {
      const all = this.#model.get("_selected");
      this.#model.set("_selected", { ...all, layer: cell.row + this.#lens.first, position: cell.column });
    }
    this.#model.save_changes();
  }

  /** What was selected in another view; Python says the same, but a saved page has none. */
  #follow(): void {
    const { layer, position } = this.#model.get("_selected");
    const now = this.#selected();
    const row = layer === null ? now.row : layer - this.#lens.first;
    const cell = held({ row, column: position ?? now.column }, this.#lens.size);
    if (cell.row !== now.row || cell.column !== now.column)
      this.#model.set("selected", [cell.row, cell.column]);
  }

  #hover(cell: Cell | null): void {
    this.#hovered = cell;
    this.#drawDetails();
  }

  /** A pin colours the cells, and is let go of by a second click. */
  #colourBy(pin: number): void {
    const colour = this.#model.get("colour");
    const again = this.#chosen() === pin;
    if (again) this.#set("colour", "top probability");
    else {
      this.#set("pin", pin);
      if (colour !== "token" && colour !== "rank") this.#set("colour", "token");
    }
  }

  #more(): void {
    const { row, column } = this.#selected();
    void this.#panel.ask("more", { row, column });
  }

  #set<K extends keyof Traits & string>(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  async #copyCode(): Promise<void> {
    const copied = await copyText(this.#lens.screen.code);
    if (!copied) this.#code.open = true;
    this.#panel.announce(
      copied ? "Python copied to the clipboard." : "The browser did not let us copy: the code is below.",
    );
  }

  /** Ask for a change of one cell, and show at once that it is on its way. */
  async #change(kind: string, cell: Cell, payload: Record<string, unknown> = {}): Promise<void> {
    this.#grid.pending(cell, true);
    await this.#panel.ask(kind, { layer: cell.row + this.#lens.first, position: cell.column, ...payload });
    this.#grid.pending(cell, false);
  }

  // ---------------------------------------------------------------- drawing

  #receive(): void {
    try {
      this.#lens = new Lens(this.#model.get("_screen") as Screen);
      this.#draw();
      this.#grid.select(this.#selected());
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  #drawAll(): void {
    this.#draw();
    this.#drawSelected();
    this.#drawBusy();
    requestAnimationFrame(() => this.#drawSelected()); // once more when the page has sizes to scroll by
  }

  #draw(): void {
    const lens = this.#lens;
    this.#measure = this.#measured();
    setAttribute(this.element, "data-patched", lens.patched);
    setAttribute(this.element, "data-difference", lens.difference);
    this.#drawToolbar();
    this.#grid.draw(lens, this.#measure);
    this.#legend.draw(this.#measure);
    this.#bars.draw(lens);
    this.#patches.draw(lens);
    this.#drawDetails();
    this.#drawPins();
    this.#source.textContent = lens.screen.code;
    this.#panel.announce(lens.summary());
  }

  #drawToolbar(): void {
    const get = this.#model.get.bind(this.#model);
    this.#toolbar.draw(this.#lens, get("mode"));
    const [component, show] = [get("component") ?? "resid_post", get("show") ?? "edited"];
    this.#looks.draw(this.#lens, component, get("head") ?? 0, show, this.#colour());
  }

  #drawSelected(): void {
    this.#grid.select(this.#selected());
    this.#drawDetails();
    this.#drawPins();
  }

  #drawDetails(): void {
    const cell = this.#hovered ?? this.#selected();
    const more = this.#model.get("_more") as More | undefined;
    const fits = more?.strings !== undefined && more.row === cell.row && more.column === cell.column;
    this.#details.draw(this.#lens, cell, this.#measure, fits ? more : null);
  }

  #drawPins(): void {
    const { row, column } = this.#selected();
    this.#pins.draw(this.#lens, column, row, this.#model.get("chart") ?? "probability", this.#chosen());
  }

  #drawBusy(): void {
    setAttribute(this.element, "data-busy", this.#model.get("busy"));
    setAttribute(this.#grid.element, "aria-busy", String(this.#model.get("busy")));
  }

  #measured(): Measure {
    return measureOf(this.#lens, this.#colour(), this.#model.get("pin") ?? 0);
  }

  #colour(): Colour {
    return this.#model.get("colour") ?? "top probability";
  }

  /** The pin that colours the cells, if one does. */
  #chosen(): number | null {
    const { pins } = this.#lens;
    const one = ["token", "rank"].includes(this.#colour()) && pins.length > 0;
    return one ? Math.min(this.#model.get("pin") ?? 0, pins.length - 1) : null;
  }

  #selected(): Cell {
    const [row = 0, column = 0] = this.#model.get("selected");
    return held({ row, column }, this.#lens.size);
  }
}
