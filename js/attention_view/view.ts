/** The parts of the attention view put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { h, setAttribute } from "../lib/dom.ts";
import { errorBox, failure } from "../lib/guard.ts";
import { type Cell, held } from "../lib/keys.ts";
import { count, exact } from "../lib/numbers.ts";
import { type Palette, readPalette, watch } from "../lib/palette.ts";
import { KernelError, listen, type Request, requests } from "../lib/request.ts";
import { Actions } from "./actions.ts";
import {
  type Head,
  Heads,
  Matrix,
  MEANINGS,
  NAMES,
  SHOWS,
  type Sort,
  type Steps,
  type Traits,
} from "./attention.ts";
import { Detail, type Drawn, inWords } from "./detail.ts";
import { Lines } from "./lines.ts";
import { Overview } from "./overview.ts";
import { changes, choice, historyButtons, legend, nextTokens } from "./parts.ts";
import { StepsPanel } from "./steps.ts";

const SILENCE =
  "No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; " +
  "run the cell again to bring it back to life.";
export class View {
  readonly element = h("section", { class: "attention", "aria-label": "Attention" });
  readonly #model: AnyModel<Traits>;
  readonly #signal: AbortSignal;
  readonly #request: Request;
  readonly #overview: Overview;
  readonly #detail: Detail;
  readonly #lines: Lines;
  readonly #steps = new StepsPanel();
  readonly #actions: Actions;
  readonly #shows;
  readonly #sort = h("select", { "aria-label": "Order of the heads" });
  readonly #meaning = h("p", { class: "quiet meaning" });
  readonly #size = h("span", { class: "size" });
  readonly #title = h("h3", {});
  readonly #scores = h("p", { class: "quiet scores" });
  readonly #readout = h("output", { class: "readout", "aria-live": "polite" });
  readonly #legend = h("p", { class: "legend" });
  readonly #messages = h("div", { class: "messages" });
  readonly #next = h("div", {});
  readonly #list = h("div", {});
  readonly #window = h("div", { class: "window" });
  readonly #left = h("section", { class: "heads", "aria-label": "All heads" });
  readonly #right = h("section", { class: "head", "aria-label": "Chosen head" });
  #palette: Palette;
  #heads: Heads;
  #drawn: Drawn | null = null;
  #key = 0;
  #hovered: Cell | null = null;
  #waiting = false;

  constructor(model: AnyModel<Traits>, host: HTMLElement, signal: AbortSignal) {
    this.#model = model;
    this.#signal = signal;
    this.#palette = readPalette(host);
    this.#heads = new Heads(model.get("_screen"));
    this.#request = requests(model, () => this.#notice(SILENCE), signal);
    const travel = (way: "undo" | "redo") => void this.#ask(way);
    this.#overview = new Overview(
      model.get("_screen"),
      {
        hover: (head) => this.#point(head),
        select: (head) => this.#choose(head),
        activate: (head) => this.#ofHead("zero head", head),
        remove: (head) => this.#restore(head),
        travel,
      },
      signal,
    );
    this.#detail = new Detail(
      {
        hover: (cell) => this.#hover(cell),
        select: (cell) => this.#move(cell),
        activate: () => this.#ofCell("set cell", { to: 0 }),
        remove: () => this.#restoreCell(),
        travel,
      },
      signal,
    );
    this.#lines = new Lines(
      {
        hover: (row) => this.#hover(row === null ? null : { row, column: this.#cursor().column }),
        select: (row) => this.#move({ row, column: this.#cursor().column }),
      },
      signal,
    );
    this.#actions = new Actions(
      {
        head: (kind) => {
          const head = this.#wanted();
          if (head !== undefined) this.#ofHead(kind, head);
        },
        cell: (kind, more) => this.#ofCell(kind, more),
        steps: () => (this.#steps.element.hidden ? this.#explain() : void this.#ask("close steps")),
        restore: () => this.#restoreCell(),
      },
      signal,
    );
    this.#shows = choice("Show", SHOWS, (show) => this.#set("show", show), signal);
    this.#lay();
    this.#drawAll();
    const on = (name: string, act: () => void) =>
      listen(model, `change:${name}`, () => this.#guarded(act), signal);
    on("_screen", () => this.#drawAll());
    on("_head", () => this.#drawAll());
    on("_steps", () => this.#drawSteps());
    on("_selected", () => {
      this.#drawOverview();
      this.#drawHead();
    });
    on("_error", () => this.#drawError());
    on("sort", () => this.#drawOverview());
    on("show", () => this.#drawChoices());
    on("busy", () => setAttribute(this.element, "data-busy", model.get("busy")));
    const again = () => {
      this.#palette = readPalette(host);
      this.#drawAll();
    };
    watch(host, this.element, again, signal);
  }

  // ---------------------------------------------------------------- the parts

  #lay(): void {
    const buttons = historyButtons((way) => void this.#ask(way), this.#signal);
    for (const [sort, name] of Object.entries(NAMES)) this.#sort.append(h("option", { value: sort }, name));
    this.#sort.addEventListener("change", () => this.#set("sort", this.#sort.value as Sort), {
      signal: this.#signal,
    });
    const order = h("label", { class: "order" }, "Order by ", this.#sort);
    const scroll = h("div", { class: "window" }, this.#overview.pad.element);
    this.#left.append(h("header", {}, h("h3", {}, "All heads"), order), scroll, this.#meaning);
    this.#window.append(this.#detail.pad.element);
    this.#right.append(
      h("header", {}, this.#title, this.#actions.forHead),
      this.#scores,
      this.#shows.element,
      h("div", { class: "pictures" }, this.#window, this.#lines.element),
      this.#legend,
      this.#readout,
      this.#actions.forCell,
      this.#steps.element,
    );
    this.element.append(
      h("header", { class: "toolbar" }, h("h2", {}, "Attention"), this.#size, buttons),
      this.#messages,
      h("div", { class: "strip" }, h("h3", {}, "Next token"), this.#next),
      h("div", { class: "body" }, this.#left, this.#right),
      h("footer", {}, h("h3", {}, "Changes"), this.#list),
    );
  }

  // ---------------------------------------------------------------- what the user does

  #point(head: Head | null): void {
    this.#drawOverview();
    if (head !== null)
      this.#meaning.textContent = `Layer ${head.layer} · head ${head.head}: ${this.#heads.inWords(head)}`;
  }

  #choose(head: Head): void {
    const { position } = this.#model.get("_selected");
    this.#set("_selected", { layer: head.layer, head: head.head, position });
  }

  #move(cell: Cell): void {
    this.#key = cell.column * (this.#drawn?.matrix.block ?? 1);
    const position = cell.row * (this.#drawn?.matrix.block ?? 1);
    const { layer, head } = this.#model.get("_head");
    const before = this.#model.get("_selected");
    if (before.position !== position) this.#set("_selected", { layer, head, position });
    this.#drawHead();
    if (!this.#steps.element.hidden) this.#explain();
  }

  #hover(cell: Cell | null): void {
    this.#hovered = cell;
    this.#drawHead();
  }

  /** A second time takes it back. */
  #ofHead(kind: "zero head" | "copy head", which: Head): void {
    const { layer, head } = which;
    const done = this.#heads
      .edits(which)
      .some((edit) => edit.of === "head_out" && kind.startsWith(edit.kind));
    if (done) this.#restore(which);
    else void this.#ask(kind, { layer, head });
  }

  #ofCell(kind: "set cell" | "copy cell", more: Record<string, number> = {}): void {
    void this.#ask(kind, { ...this.#place(), ...more });
  }

  #explain(): void {
    if (!this.#waiting && this.#drawn?.matrix.block === 1) {
      this.#waiting = true; // one at a time: the cursor may move faster than the model runs
      const asked = JSON.stringify(this.#place());
      void this.#ask("steps", this.#place()).then(() => {
        this.#waiting = false;
        if (asked !== JSON.stringify(this.#place()) && !this.#steps.element.hidden) this.#explain();
      });
    }
  }

  #restore({ layer, head }: Head): void {
    this.#takeAway((edit) => edit.of === "head_out" && edit.layer === layer && edit.at.head === head);
  }

  #restoreCell(): void {
    const { layer, head, position, key } = this.#place();
    this.#takeAway(
      ({ of, at, layer: its }) =>
        of === "head_pattern" &&
        its === layer &&
        at.head === head &&
        at.position === position &&
        at.key === key,
    );
  }

  #takeAway(which: (edit: Heads["screen"]["edits"][number]) => boolean): void {
    const number = this.#heads.screen.edits.findLastIndex(which);
    if (number >= 0) void this.#ask("remove", { number });
  }

  #set<K extends keyof Traits & string>(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  async #ask(kind: string, payload: Record<string, unknown> = {}): Promise<void> {
    try {
      await this.#request(kind, payload);
      this.#drawError();
    } catch (error) {
      this.#fail(error);
    }
  }

  // ---------------------------------------------------------------- where things are

  #head(): Head | undefined {
    const { layer, head } = this.#model.get("_head");
    return this.#heads.find(layer, head);
  }

  /** The head that was chosen last, though its matrix may still be on its way. */
  #wanted(): Head | undefined {
    const { layer, head } = this.#model.get("_selected");
    return this.#heads.find(layer ?? -1, head ?? 0) ?? this.#head();
  }

  #cursor(): Cell {
    const { side = 1, block = 1 } = this.#drawn?.matrix ?? {};
    const position = this.#model.get("_selected").position ?? side * block - 1;
    const cell = { row: Math.floor(position / block), column: Math.floor(this.#key / block) };
    return held(cell, { rows: side, columns: side });
  }

  #place(): { layer: number; head: number; position: number; key: number } {
    const { layer, head } = this.#model.get("_head");
    const { row, column } = this.#cursor();
    return { layer, head, position: row, key: column };
  }

  // ---------------------------------------------------------------- drawing

  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#fail(error);
    }
  }

  #drawAll(): void {
    const screen = this.#model.get("_screen");
    if (this.#heads.screen !== screen) this.#heads = new Heads(screen);
    const { tokens, layers, heads, missing } = screen;
    const without = missing > 0 ? ` · ${count(missing, "layer")} without attention` : "";
    this.#size.textContent = `${count(layers.length, "layer")} × ${count(Math.max(...heads), "head")} · ${count(tokens.length, "token")}${without}`;
    this.#next.replaceChildren(nextTokens(screen));
    this.#list.replaceChildren(changes(screen, (number) => void this.#ask("remove", { number })));
    this.#drawError();
    this.#decode();
    this.#drawOverview();
    this.#drawChoices();
    this.#drawHead();
    this.#drawSteps();
  }

  /** The head's matrix with its tokens; nothing while head and screen are of different prompts. */
  #decode(): void {
    const state = this.#model.get("_head");
    const { screen } = this.#heads;
    const tokens = (state.show === "other" && screen.other_tokens) || screen.tokens;
    if (state.matrix.size !== tokens.length) return;
    const matrix = new Matrix(state.matrix);
    const head = this.#heads.find(state.layer, state.head);
    this.#drawn = {
      state,
      matrix,
      tokens: tokens.filter((_, at) => at % matrix.block === 0),
      reach: state.show.includes(" - ") ? matrix.reach() : null,
      edits: head === undefined ? [] : this.#heads.edits(head),
    };
  }

  #drawOverview(): void {
    const wanted = this.#model.get("sort");
    const sort = this.#heads.has(wanted) ? wanted : "layer";
    for (const option of this.#sort.options) option.disabled = !this.#heads.has(option.value as Sort);
    this.#sort.value = sort;
    this.#meaning.textContent = `${MEANINGS[sort]}.`;
    this.#overview.draw(this.#heads, sort, this.#wanted(), this.#palette, this.#left.clientWidth || 340);
  }

  #drawChoices(): void {
    const { other_tokens, tokens, edits } = this.#heads.screen;
    this.#shows.draw(this.#model.get("show"), (show) => {
      if (show.endsWith("clean") && edits.length === 0) return "There are no changes";
      if (show.endsWith("other") && other_tokens === null) return "There is no other prompt";
      const uneven = show === "edited - other" && other_tokens?.length !== tokens.length;
      return uneven ? "The prompts are not equally long" : null;
    });
  }

  #drawHead(): void {
    const drawn = this.#drawn;
    if (drawn === null) return;
    const [at, head] = [this.#cursor(), this.#head()];
    const room = this.#right.clientWidth || 640;
    const beside = room > 640;
    this.#detail.draw(drawn, at, this.#hovered, this.#palette, beside ? room - 260 : room);
    const left = room - this.#detail.pad.canvas.clientWidth - 24;
    this.#lines.draw(
      drawn,
      this.#hovered ?? at,
      this.#palette,
      beside ? left : room,
      beside ? this.#detail.rows : null,
    );
    this.#title.textContent = `Layer ${drawn.state.layer} · head ${drawn.state.head}`;
    if (head !== undefined) this.#scores.textContent = this.#heads.inWords(head);
    this.#drawReadout(drawn, this.#hovered ?? at);
    this.#legend.replaceChildren(...legend(drawn.reach, this.#heads.screen.edits.length > 0, this.#palette));
    this.#actions.draw({
      other: this.#heads.screen.other_tokens !== null,
      head: drawn.edits.find(({ of }) => of === "head_out")?.kind ?? null,
      block: drawn.matrix.block,
      masked: drawn.matrix.masked(at),
      cell: inWords(drawn, at),
      edited: drawn.edits.some((edit) => edit.at.position === at.row && edit.at.key === at.column),
    });
  }

  #drawReadout(drawn: Drawn, cell: Cell): void {
    const parts = drawn.state.parts?.map((part) => new Matrix(part).at(cell));
    const both = parts ? ` = ${parts.map(exact).join(" − ")}` : "";
    this.#readout.textContent = `${inWords(drawn, cell)}${both}`;
  }

  #drawSteps(): void {
    const steps = this.#model.get("_steps") as Steps;
    const { tokens } = this.#heads.screen;
    const there = "terms" in steps && steps.position < tokens.length;
    this.#actions.explained(there);
    this.#steps.draw(there ? steps : null, tokens, this.#palette, this.#right.clientWidth || 640);
  }

  #drawError(): void {
    const { message, details } = this.#model.get("_error");
    if (message === undefined) this.#messages.replaceChildren();
    else this.#messages.replaceChildren(errorBox({ message, details }, this.#signal));
  }

  #fail(error: unknown): void {
    const { message, details } = failure(error);
    const frames = error instanceof KernelError ? error.details : details;
    this.#messages.replaceChildren(errorBox({ message, details: frames }, this.#signal));
  }

  #notice(text: string): void {
    this.#messages.replaceChildren(h("p", { class: "notice", role: "status" }, text));
  }
}
