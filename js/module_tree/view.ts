/** The parts of the tree put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { h, setAttribute } from "../lib/dom.ts";
import { errorBox, failure } from "../lib/guard.ts";
import { KernelError, listen, type Request, requests } from "../lib/request.ts";
import { readModules, readRun, type Traits } from "./data.ts";
import { createDetails, type Details } from "./details.ts";
import { List } from "./list.ts";
import type { Node } from "./nodes.ts";
import { Rows } from "./rows.ts";
import { matches } from "./search.ts";
import type { Run } from "./summary.ts";
import { createToolbar, type Toolbar } from "./toolbar.ts";

const SILENCE =
  "No answer from the kernel yet: it is busy, or no longer running. What you see is the last view; " +
  "run the cell again to bring it back to life.";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #signal: AbortSignal;
  readonly #request: Request;
  readonly #toolbar: Toolbar;
  readonly #list: List;
  readonly #details: Details;
  readonly #messages = h("div", { class: "messages" });
  readonly #status = h("p", { class: "status", role: "status" });
  #rows: Rows;
  #run: Run;
  #path: string | null;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#signal = signal;
    this.#rows = new Rows(readModules(model.get("_tree")));
    this.#run = readRun(model.get("_screen"));
    this.#path = model.get("_path");
    this.#request = requests(model, () => this.#notice(SILENCE), signal);
    this.#toolbar = createToolbar(
      {
        search: (text) => this.#search(text),
        down: () => this.#list.tree.focus(),
        fold: () => this.#fold(),
        run: () => void this.#ask("run"),
        measure: (on) => this.#measure(on),
      },
      signal,
    );
    this.#list = new List(
      () => this.#rows,
      {
        look: () => this.#drawDetails(),
        select: (node) => void this.#select(node),
        copy: (node) => void this.#details.copy(node),
      },
      signal,
    );
    this.#details = createDetails(
      {
        read: (node) => void this.#read(node),
        announce: (text) => {
          this.#status.textContent = text;
        },
      },
      signal,
    );
    const parts = [
      this.#toolbar.element,
      this.#messages,
      this.#list.element,
      this.#details.element,
      this.#status,
    ];
    this.element = h("section", { class: "modules", "aria-label": "Modules of the model" }, ...parts);
    this.#listen();
    this.#drawAll();
  }

  #listen(): void {
    const hear = (name: keyof Traits, act: () => void) =>
      listen(this.#model, `change:${name}`, () => this.#safely(act), this.#signal);
    hear("_tree", () => {
      this.#rows = new Rows(readModules(this.#model.get("_tree")));
      this.#drawAll();
    });
    hear("_screen", () => {
      this.#run = readRun(this.#model.get("_screen"));
      this.#draw();
    });
    hear("_path", () => {
      this.#path = this.#model.get("_path");
      this.#drawSelected(true);
    });
    hear("_selected", () => this.#drawSelected(false));
    hear("_value", () => this.#drawDetails());
    hear("_error", () => this.#drawError());
    hear("measured", () => this.#draw());
    hear("busy", () => this.#drawBusy());
  }

  // ---------------------------------------------------------------- what the user does

  #search(text: string): void {
    const before = this.#list.active;
    this.#rows.search(text);
    if (this.#rows.query.empty && before !== null) this.#rows.reveal(before);
    this.#draw();
    const sought = ({ module }: Node) => module !== null && matches(module, this.#rows.query);
    this.#list.go(this.#rows.query.empty ? before : this.#list.first(sought));
  }

  #fold(): void {
    this.#rows.foldAll();
    this.#draw();
    this.#list.go(this.#list.active);
  }

  /** Paint at once; Python is told, and takes it back if it cannot be. */
  async #select(node: Node): Promise<void> {
    this.#path = node.module?.path ?? null;
    this.#drawSelected(false);
    await this.#ask("select", { path: this.#path });
    this.#path = this.#model.get("_path");
    this.#drawSelected(false);
  }

  async #read(node: Node): Promise<void> {
    const path = node.module?.path ?? "";
    if (await this.#ask("read", { path }))
      this.#status.textContent = `${path || "The model"} is selected in all views; a heatmap of this workspace shows its output.`;
  }

  #measure(on: boolean): void {
    this.#model.set("measured", on);
    this.#model.save_changes();
  }

  // ---------------------------------------------------------------- what Python says

  async #ask(kind: string, payload: Record<string, unknown> = {}): Promise<boolean> {
    try {
      await this.#request(kind, payload);
      this.#drawError();
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  #safely(act: () => void): void {
    try {
      act();
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

  // ---------------------------------------------------------------- drawing

  #drawAll(): void {
    this.#draw();
    this.#drawSelected(true);
    this.#drawError();
    this.#drawBusy();
    requestAnimationFrame(() => this.#drawSelected(true)); // once more when the page has sizes to scroll by
  }

  #draw(): void {
    this.#list.refresh(this.#run);
    const measured = this.#model.get("measured") !== false;
    this.#toolbar.draw(this.#rows, this.#run.length > 0, measured);
    this.#drawDetails();
  }

  /** Mark what is selected; `reveal` where it comes from elsewhere, unless the user is searching. */
  #drawSelected(reveal: boolean): void {
    const node = this.#path === null ? null : this.#rows.of(this.#path);
    this.#list.mark(node, this.#model.get("_selected").layer);
    if (!reveal || node === null || !this.#rows.query.empty || node === this.#list.active) return;
    this.#rows.reveal(node);
    this.#draw();
    this.#list.go(node);
  }

  #drawDetails(): void {
    this.#details.draw(this.#list.active, this.#run, this.#model.get("_value"), this.#run.length > 0);
  }

  #drawError(): void {
    const { message, details } = this.#model.get("_error");
    this.#messages.replaceChildren();
    if (message) this.#messages.append(errorBox({ message, details }, this.#signal));
  }

  #drawBusy(): void {
    setAttribute(this.element, "data-busy", this.#model.get("busy"));
    setAttribute(this.#list.tree, "aria-busy", String(this.#model.get("busy")));
  }
}
