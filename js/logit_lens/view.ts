/** The parts of the lens put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { stops } from "../lib/colour.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { errorBox, failure } from "../lib/guard.ts";
import { type Cell, held } from "../lib/keys.ts";
import { KernelError, listen, type Request, requests } from "../lib/request.ts";
import { createBars } from "./bars.ts";
import { createDetails } from "./details.ts";
import { Grid } from "./grid.ts";
import { Lens, type Mode, type Screen, type Traits } from "./lens.ts";
import { createPatches } from "./patches.ts";
import { createToolbar, type Toolbar } from "./toolbar.ts";

const SILENCE =
  "No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; " +
  "run the cell again to bring it back to life.";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #signal: AbortSignal;
  readonly #request: Request;
  readonly #grid: Grid;
  readonly #toolbar: Toolbar;
  readonly #bars = createBars();
  readonly #details = createDetails();
  readonly #patches;
  readonly #messages = h("div", { class: "messages" });
  readonly #status = h("p", { class: "status", role: "status" });
  readonly #source = h("pre", { tabindex: 0, "aria-label": "Python" });
  readonly #code = h("details", { class: "code" }, h("summary", {}, "Python"), this.#source);
  #lens: Lens;
  #hovered: Cell | null = null;
  #clean = false;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#signal = signal;
    this.#lens = new Lens(model.get("_screen") as Screen);
    this.#request = requests(model, () => this.#notice(SILENCE), signal);
    this.#grid = this.#createGrid();
    this.#patches = createPatches(
      { go: (cell) => this.#grid.focus(cell), remove: (cell) => this.#remove(cell) },
      signal,
    );
    this.#toolbar = this.#createToolbar();
    this.element = this.#lay();
    this.#drawAll();
    listen(model, "change:_screen", () => this.#receive(), signal);
    listen(model, "change:selected", () => this.#drawSelected(), signal);
    listen(model, "change:mode", () => this.#drawMode(), signal);
    listen(model, "change:busy", () => this.#drawBusy(), signal);
  }

  // ---------------------------------------------------------------- the parts

  #createGrid(): Grid {
    return new Grid(
      {
        hover: (cell) => this.#hover(cell),
        select: (cell) => this.#select(cell),
        activate: (cell) => this.#activate(cell),
        remove: (cell) => this.#remove(cell),
        travel: (way) => void this.#ask(way),
      },
      this.#signal,
    );
  }

  #createToolbar(): Toolbar {
    return createToolbar(
      {
        mode: (mode) => this.#setMode(mode),
        undo: () => void this.#ask("undo"),
        redo: () => void this.#ask("redo"),
        clear: () => void this.#ask("clear"),
        compare: (clean) => this.#compare(clean),
        copyCode: () => void this.#copyCode(),
      },
      this.#signal,
    );
  }

  #lay(): HTMLElement {
    const foot = h("div", { class: "foot" }, legend(), this.#status, this.#patches.element);
    const side = h(
      "aside",
      { class: "side", "aria-label": "Values" },
      this.#bars.element,
      this.#details.element,
    );
    const body = h("div", { class: "body" }, this.#grid.element, foot, side, this.#code);
    return h(
      "section",
      { class: "lens", "aria-label": "Logit lens" },
      this.#toolbar.element,
      this.#messages,
      body,
    );
  }

  // ---------------------------------------------------------------- what the user does

  #activate(cell: Cell): void {
    const mode = this.#model.get("mode");
    if (mode === "inspect") return;
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
    this.#model.save_changes();
  }

  #hover(cell: Cell | null): void {
    this.#hovered = cell;
    this.#drawDetails();
  }

  #setMode(mode: Mode): void {
    this.#model.set("mode", mode);
    this.#model.save_changes();
  }

  #compare(clean: boolean): void {
    this.#clean = clean;
    this.#draw();
  }

  async #copyCode(): Promise<void> {
    const copied = await copyText(this.#lens.screen.code);
    if (!copied) this.#code.open = true;
    this.#announce(
      copied ? "Python copied to the clipboard." : "The browser did not let us copy: the code is below.",
    );
  }

  // ---------------------------------------------------------------- what Python says

  /** Ask for a change of one cell, and show at once that it is on its way. */
  async #change(kind: string, cell: Cell, payload: Record<string, unknown> = {}): Promise<void> {
    this.#grid.pending(cell, true);
    await this.#ask(kind, { layer: cell.row - 1, position: cell.column, ...payload });
    this.#grid.pending(cell, false);
  }

  async #ask(kind: string, payload: Record<string, unknown> = {}): Promise<void> {
    try {
      await this.#request(kind, payload);
      this.#messages.replaceChildren();
    } catch (error) {
      this.#fail(error);
    }
  }

  #receive(): void {
    try {
      this.#lens = new Lens(this.#model.get("_screen") as Screen);
      this.#clean = false;
      this.#draw();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { message, details } = failure(error);
    const frames = error instanceof KernelError ? error.details : details;
    this.#messages.replaceChildren(errorBox({ message, details: frames }, this.#signal));
  }

  #notice(text: string): void {
    this.#messages.replaceChildren(h("p", { class: "notice", role: "status" }, text));
  }

  #announce(text: string): void {
    this.#status.textContent = text;
  }

  // ---------------------------------------------------------------- drawing

  #drawAll(): void {
    this.#draw();
    this.#drawSelected();
    this.#drawMode();
    this.#drawBusy();
    requestAnimationFrame(() => this.#drawSelected()); // once more when the page has sizes to scroll by
  }

  #draw(): void {
    const lens = this.#lens;
    this.#clean &&= lens.patched;
    setAttribute(this.element, "data-patched", lens.patched);
    setAttribute(this.element, "data-clean", this.#clean);
    this.#toolbar.draw(lens, this.#model.get("mode"), this.#clean);
    this.#grid.draw(lens, this.#clean);
    this.#bars.draw(lens);
    this.#patches.draw(lens);
    this.#drawDetails();
    this.#source.textContent = lens.screen.code;
    this.#announce(this.#clean ? "The clean run, without patches." : lens.summary());
  }

  #drawSelected(): void {
    this.#grid.select(this.#selected());
    this.#drawDetails();
  }

  #drawDetails(): void {
    this.#details.draw(this.#lens, this.#hovered ?? this.#selected());
  }

  #drawMode(): void {
    this.#toolbar.draw(this.#lens, this.#model.get("mode"), this.#clean);
  }

  #drawBusy(): void {
    setAttribute(this.element, "data-busy", this.#model.get("busy"));
    setAttribute(this.#grid.element, "aria-busy", String(this.#model.get("busy")));
  }

  #selected(): Cell {
    const [row = 0, column = 0] = this.#model.get("selected");
    return held({ row, column }, this.#lens.size);
  }
}

function legend(): HTMLElement {
  const item = (kind: string, text: string, title = "") =>
    h("span", { class: `item ${kind}`, title: title || null }, h("i", { "aria-hidden": "true" }), text);
  return h(
    "p",
    { class: "legend" },
    h(
      "span",
      { class: "item scale" },
      "probability 0",
      h("i", { "aria-hidden": "true", style: stops() }),
      "1",
    ),
    item("edit", "patched"),
    item("top", "different first guess", "The likeliest token is not the clean run's"),
    item(
      "moved",
      "distribution moved",
      "Length: total variation distance from the clean run, full width = 1",
    ),
  );
}
