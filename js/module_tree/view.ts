/** The parts of the tree put together: Python's state in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { h, setAttribute } from "../lib/dom.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import type { Show } from "../lib/shows.ts";
import { type Module, readModules, readRun, type Traits } from "./data.ts";
import { createDetails, type Details } from "./details.ts";
import { List } from "./list.ts";
import type { Node } from "./nodes.ts";
import { Rows } from "./rows.ts";
import { matches } from "./search.ts";
import type { Run } from "./summary.ts";
import { createToolbar, type Toolbar } from "./toolbar.ts";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #signal: AbortSignal;
  readonly #panel: Panel;
  readonly #toolbar: Toolbar;
  readonly #list: List;
  readonly #details: Details;
  #rows: Rows;
  #run: Run;
  #path: string | null;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#signal = signal;
    this.#rows = new Rows(readModules(model.get("_tree")));
    this.#run = readRun(model.get("_screen"));
    this.#path = model.get("_path");
    this.#panel = new Panel(model, signal);
    this.#toolbar = createToolbar(
      {
        search: (text) => this.#search(text),
        down: () => this.#list.tree.focus(),
        fold: () => this.#fold(),
        run: () => void this.#panel.ask("run"),
        measure: (on) => this.#set("measured", on),
        show: (show) => this.#set("show", show),
      },
      signal,
    );
    this.#list = new List(
      () => this.#rows,
      {
        look: () => this.#drawDetails(),
        select: (node) => void this.#select(node),
        copy: (node) => void this.#details.copy(node),
        travel: (way) => void this.#panel.ask(way),
      },
      signal,
    );
    this.#details = createDetails(
      {
        read: (node) => void this.#read(node),
        announce: (text) => this.#panel.announce(text),
      },
      signal,
    );
    const parts = [
      this.#toolbar.element,
      this.#panel.messages,
      this.#list.element,
      this.#details.element,
      this.#panel.status,
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
    hear("measured", () => this.#draw());
    hear("show", () => this.#draw());
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
    this.#share(node);
    this.#drawSelected(false);
    await this.#panel.ask("select", { path: this.#path });
    this.#path = this.#model.get("_path");
    this.#drawSelected(false);
  }

  /** The layer is one that all views know, also in a saved page, which has no Python to ask. */
  #share(node: Node): void {
    const layer = layerOf(node.module);
    const all = this.#model.get("_selected");
    if (layer === null || layer === all.layer) return;
    this.#model.set("_selected", { ...all, layer });
    this.#model.save_changes();
  }

  async #read(node: Node): Promise<void> {
    const path = node.module?.path ?? "";
    if (await this.#panel.ask("read", { path }))
      this.#panel.announce(
        `${path || "The model"} is selected in all views; a heatmap of this workspace shows its output.`,
      );
  }

  #set<K extends keyof Traits>(name: K, value: Traits[K]): void {
    this.#model.set(name, value);
    this.#model.save_changes();
  }

  // ---------------------------------------------------------------- what Python says

  #safely(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#panel.fail(error);
    }
  }

  // ---------------------------------------------------------------- drawing

  #drawAll(): void {
    this.#draw();
    this.#drawSelected(true);
    this.#drawBusy();
    requestAnimationFrame(() => this.#drawSelected(true)); // once more when the page has sizes to scroll by
  }

  #draw(): void {
    this.#list.refresh(this.#run, this.#drawnShow);
    const measured = this.#model.get("measured") !== false;
    const { missing = {} } = this.#model.get("_screen");
    const shown = this.#run.length > 0 ? { show: this.#model.get("show"), missing } : null;
    this.#toolbar.draw(this.#rows, shown, measured);
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
    this.#details.draw(this.#list.active, this.#run, this.#drawnShow, this.#model.get("_value"));
  }

  /** What the numbers on screen are of: while others are on their way, still of what was shown before. */
  get #drawnShow(): Show {
    return this.#model.get("_screen").show ?? "edited";
  }

  #drawBusy(): void {
    setAttribute(this.element, "data-busy", this.#model.get("busy"));
    setAttribute(this.#list.tree, "aria-busy", String(this.#model.get("busy")));
  }
}

/** The block that a module is, or is in; null for what is never called. */
function layerOf(module: Module | null): number | null {
  if (module === null || !module.facts.runs) return null;
  for (let at: Module | null = module; at !== null; at = at.parent) if (at.block !== null) return at.block;
  return null;
}
