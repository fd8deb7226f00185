/** The parts of the view put together: Python's graph in, the user's wishes out. */

import type { AnyModel } from "@anywidget/types";
import { copyText } from "../lib/clipboard.ts";
import { button as control, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import { Panel } from "../lib/panel.ts";
import { listen } from "../lib/request.ts";
import { createSelect } from "../lib/select.ts";
import { SHOWS, type Show } from "../lib/shows.ts";
import { Details } from "./details.ts";
import { Drawing } from "./drawing.ts";
import { Edits } from "./edits.ts";
import { type Node, type Screen, spoken, type Traits, users } from "./state.ts";

const EMPTY = "No edits are in force. Make one in any view of this workspace, or open a graph made in code: ";
const EXAMPLE = "workspace.open(run.graph)";
/** The node's own value, or that of its place in another run, or a difference. */
const VALUES = SHOWS.map(
  ([show, name]) => [show, `${show === "edited" ? "this node" : "its place"}, ${name}`] as const,
);
const HINT = "Click a node to see its value; arrows go from node to node, Delete takes one away.";

export class View {
  readonly element: HTMLElement;
  readonly #model: AnyModel<Traits>;
  readonly #panel: Panel;
  readonly #drawing: Drawing;
  readonly #details: Details;
  readonly #edits: Edits;
  readonly #size = h("span", { class: "size" });
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #copy: HTMLButtonElement;
  readonly #hint = h("p", { class: "hint" }, HINT);
  readonly #empty = h("p", { class: "empty" }, EMPTY, h("code", {}, EXAMPLE));
  readonly #shows;
  #pinned: number | null = null;

  constructor(model: AnyModel<Traits>, signal: AbortSignal) {
    this.#model = model;
    this.#panel = new Panel(model, signal);
    const ask = (kind: string, payload = {}) => this.#panel.ask(kind, payload);
    const remove = (id: number) => void this.#remove(id);
    this.#drawing = new Drawing(
      {
        look: (id) => void this.#look(id),
        hover: (id) => this.#hover(id),
        remove,
        travel: (way) => void ask(way),
      },
      signal,
    );
    this.#details = new Details(
      { remove, warn: (ids) => this.#warn(ids), close: () => void this.#look(null) },
      signal,
    );
    this.#edits = new Edits((number) => this.#light(number), signal);
    this.#shows = createSelect("Show", VALUES, (show) => this.#choose(show), signal);
    const button = (name: string, act: () => void, title: string) => control(name, title, act, signal);
    this.#undo = button("Undo", () => void ask("undo"), "Take back the last step (Ctrl+Z in the drawing)");
    this.#redo = button("Redo", () => void ask("redo"), "Make it again (Ctrl+Shift+Z in the drawing)");
    this.#copy = button("Copy as Python", () => void this.#copied(), "");
    this.element = this.#lay();
    listen(model, "change:_screen", () => this.#draw(), signal);
    listen(model, "change:_value", () => this.#show(), signal);
    listen(model, "change:node", () => this.#show(), signal);
    listen(model, "change:show", () => this.#show(), signal);
    listen(model, "change:busy", () => setAttribute(this.element, "data-busy", model.get("busy")), signal);
    this.#draw();
  }

  get #screen(): Screen {
    return this.#model.get("_screen");
  }

  #lay(): HTMLElement {
    const tools = h("div", { class: "tools" }, this.#undo, this.#redo, this.#copy);
    return h(
      "div",
      { class: "graph" },
      h("header", {}, h("h2", {}, "Graph"), this.#size, tools),
      this.#panel.messages,
      this.#edits.element,
      this.#drawing.element,
      this.#empty,
      this.#hint,
      this.#shows.element,
      this.#details.element,
      this.#panel.status,
    );
  }

  #draw(): void {
    const screen = this.#screen;
    const off = screen.edits.filter(({ on }) => !on).length;
    const edits = `${count(screen.edits.length, "edit")}${off > 0 ? `, ${off} off` : ""}`;
    this.#size.textContent = `${count(screen.nodes.length, "node")} of ${edits}`;
    for (const [button, on] of [
      [this.#undo, screen.can_undo],
      [this.#redo, screen.can_redo],
      [this.#copy, screen.code !== ""],
    ] as const)
      enable(button, on);
    this.#copy.title =
      screen.code === "" && screen.nodes.length > 0
        ? "The numbers in this graph make its code long; in Python it is workspace.code"
        : "Code that does the same, without the workspace";
    this.#empty.hidden = screen.nodes.length > 0;
    this.#hint.hidden = screen.nodes.length === 0;
    this.#edits.draw(screen.edits);
    this.#drawing.draw(screen);
    this.#show();
  }

  /** The node that is looked at. */
  #show(): void {
    const id = this.#model.get("node");
    const node = id === null ? null : this.#node(id);
    this.#drawing.select(node?.id ?? null);
    this.#details.draw(node, this.#screen.edits, this.#model.get("_value"));
    const { missing = {} } = this.#model.get("_value");
    this.#shows.element.hidden = node === null;
    this.#shows.draw(this.#model.get("show") ?? "edited", (show) => missing[show] ?? null);
  }

  #choose(show: Show): void {
    this.#model.set("show", show);
    this.#model.save_changes();
  }

  #node(id: number): Node | null {
    return this.#screen.nodes.find((node) => node.id === id) ?? null;
  }

  async #look(id: number | null): Promise<void> {
    this.#drawing.select(id);
    if (id !== null) this.#details.draw(this.#node(id), this.#screen.edits, this.#model.get("_value"));
    if (!(await this.#panel.ask("look", { node: id }))) this.#show();
  }

  async #remove(id: number): Promise<void> {
    const node = this.#node(id);
    if (node && (await this.#panel.ask("delete", { node: id })))
      this.#panel.announce(`${spoken(node, this.#screen.edits).split(";")[0]} is deleted.`);
  }

  #hover(id: number | null): void {
    const node = id === null ? null : this.#node(id);
    if (node === null) {
      this.#hint.textContent = HINT;
      this.#edits.mark(null);
      this.#light(this.#pinned);
      return;
    }
    this.#hint.replaceChildren(
      h("b", {}, `%${node.id} ${node.kind}`),
      " ",
      h("code", {}, node.code || node.says),
    );
    this.#edits.mark(node.edit);
    const near = [node.id, ...node.from, ...users(this.#screen.nodes, node.id)];
    this.#drawing.light(this.#of(node.edit), near);
  }

  /** Make the nodes of an edit stand out. */
  #light(edit: number | null): void {
    this.#pinned = this.#edits.pinned;
    const wanted = edit ?? this.#pinned;
    this.#drawing.light(wanted === null ? null : this.#of(wanted));
  }

  #warn(ids: number[] | null): void {
    if (ids === null) this.#light(this.#pinned);
    else this.#drawing.light(ids, [], "gone");
  }

  #of(edit: number): number[] {
    return this.#screen.nodes.filter((node) => node.edit === edit).map(({ id }) => id);
  }

  async #copied(): Promise<void> {
    const done = await copyText(this.#screen.code);
    if (done) this.#panel.announce("Python copied to the clipboard.");
    else this.#panel.notice("The browser does not let this page copy; in Python it is workspace.code.");
  }
}
