/**
 * The rows in a window: only those in sight are in the page, so that a model of many thousand modules is as quick
 * as a small one. The keyboard is WAI-ARIA's tree; the focus stays on the tree, which names its active row.
 */

import { h, setAttribute } from "../lib/dom.ts";
import { history, isPlain } from "../lib/keys.ts";
import type { Show } from "../lib/shows.ts";
import type { Node } from "./nodes.ts";
import { drawHeadings, drawRow, HEIGHT, headings, type Look } from "./row.ts";
import type { Row, Rows } from "./rows.ts";
import type { Run } from "./summary.ts";

export type ListActions = {
  /** Another row is the active one. */
  look(node: Node): void;
  /** Enter, Space or a click on a module that gives a value. */
  select(node: Node): void;
  copy(node: Node): void;
  travel(way: "undo" | "redo"): void;
};

type Typed = { text: string; at: number };

/** Rows drawn above and below the window. */
const SPARE = 6;
/** Rows of a window without a size, as in a page that is not laid out. */
const UNSIZED = 40;
/** Letters that come later than this begin a new word. */
const PAUSE = 700;

export class List {
  readonly element: HTMLElement;
  readonly tree = h("div", {
    class: "tree",
    role: "tree",
    tabindex: 0,
    "aria-label": "Modules",
    "data-letters": true,
  });
  readonly #headings = headings();
  readonly #actions: ListActions;
  readonly #rows: () => Rows;
  #list: Row[] = [];
  #run: Run = [];
  #show: Show = "edited";
  #active: Node | null = null;
  #selected: Node | null = null;
  #layer: number | null = null;
  #typed: Typed = { text: "", at: 0 };

  constructor(rows: () => Rows, actions: ListActions, signal: AbortSignal) {
    this.#rows = rows;
    this.#actions = actions;
    this.element = h("div", { class: "window" }, this.#headings, this.tree);
    this.element.addEventListener("scroll", () => this.#draw(), { signal });
    this.tree.addEventListener("click", (event) => this.#click(event), { signal });
    this.tree.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  get active(): Node | null {
    return this.#active;
  }

  /** Draw all anew: the modules, the run, what is sought or folded has changed. */
  refresh(run: Run, show: Show): void {
    this.#run = run;
    this.#show = show;
    drawHeadings(this.#headings, show);
    this.#list = this.#rows().list();
    if (this.#index(this.#active) < 0) this.#active = this.#list[0]?.node ?? this.#active;
    setAttribute(this.element, "data-run", run.length > 0);
    setAttribute(
      this.element,
      "data-compared",
      run.some((given) => given !== null && given.relative !== null),
    );
    this.tree.style.height = `${this.#list.length * HEIGHT}px`;
    this.#draw();
  }

  /** Show what is selected, in this view or in another. */
  mark(selected: Node | null, layer: number | null): void {
    this.#selected = selected;
    this.#layer = layer;
    this.#draw();
  }

  /** Make a row the active one, and bring it into sight. */
  go(node: Node | null): void {
    if (node === null) return;
    this.#active = node;
    this.#reveal();
    this.#draw();
    this.#actions.look(node);
  }

  /** The first row that is itself what is sought. */
  first(sought: (node: Node) => boolean): Node | null {
    return this.#list.find(({ node }) => sought(node))?.node ?? this.#list[0]?.node ?? null;
  }

  #draw(): void {
    const [from, to] = this.#sight();
    const active = this.#index(this.#active);
    const drawn: HTMLElement[] = [];
    for (const [index, row] of this.#list.entries()) {
      if ((index >= from && index < to) || index === active)
        drawn.push(drawRow(row, index, this.#rows(), this.#run, this.#look(row)));
    }
    this.tree.replaceChildren(...drawn);
    setAttribute(this.tree, "aria-activedescendant", active < 0 ? null : `row-${active}`);
  }

  #look({ node, open }: Row): Look {
    const inside = (other: Node | null) => {
      for (let at = other?.parent ?? null; at !== null; at = at.parent) if (at === node) return true;
      return false;
    };
    const layer = this.#layer;
    const holds = node.alike.some((module) => module.block === layer);
    return {
      active: node === this.#active,
      selected: node === this.#selected,
      holds: !open && inside(this.#selected),
      layer: layer !== null && (node.module?.block === layer || (!open && holds)),
    };
  }

  /** The first row to draw, and the first that is not drawn any more. */
  #sight(): [number, number] {
    const first = Math.floor(this.element.scrollTop / HEIGHT);
    const size = Math.ceil(this.element.clientHeight / HEIGHT) || UNSIZED;
    return [Math.max(0, first - SPARE), first + size + SPARE];
  }

  /** Scroll the window, and not the notebook. */
  #reveal(): void {
    const top = this.#index(this.#active) * HEIGHT;
    if (top < 0 || this.element.clientHeight === 0) return;
    const room = this.element.clientHeight - HEIGHT; // the headings take a row
    if (top < this.element.scrollTop) this.element.scrollTop = top;
    else if (top + HEIGHT > this.element.scrollTop + room) this.element.scrollTop = top + HEIGHT - room;
  }

  #index(node: Node | null): number {
    return node === null ? -1 : this.#list.findIndex((row) => row.node === node);
  }

  #fold(node: Node, open: boolean): void {
    this.#rows().fold(node, open);
    this.refresh(this.#run, this.#show);
    this.go(node);
  }

  #choose(node: Node): void {
    if (node.module?.facts.runs) this.#actions.select(node);
    else this.#fold(node, !this.#rows().isOpen(node));
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const node = this.#list[Number(target?.closest<HTMLElement>(".row")?.dataset.index ?? -1)]?.node;
    if (node === undefined) return;
    this.tree.focus({ preventScroll: true });
    if (target?.closest(".copy")) this.#actions.copy(node);
    else if (target?.closest(".twisty:not(.none)")) this.#fold(node, !this.#rows().isOpen(node));
    else {
      this.go(node);
      this.#choose(node);
    }
  }

  #press(event: KeyboardEvent): void {
    const at = this.#index(this.#active);
    const row = this.#list[at];
    if (row === undefined) return;
    const typed = this.#typed;
    this.#typed = { text: "", at: 0 }; // what moves in between begins a new word
    const way = history(event);
    if (way !== null) this.#actions.travel(way);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c")
      this.#actions.copy(row.node);
    else if (isPlain(event, "Enter", " ")) this.#choose(row.node);
    else if (isPlain(event, "ArrowRight", "ArrowLeft")) this.#sideways(row, event.key === "ArrowRight");
    else if (isPlain(event, "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown"))
      this.go(this.#list[this.#goal(at, event.key)]?.node ?? null);
    else if (event.key === "*") this.#openAll(row);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey)
      this.#type(at, event, typed);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #goal(at: number, key: string): number {
    const page = Math.max(1, Math.floor(this.element.clientHeight / HEIGHT) - 2);
    const last = this.#list.length - 1;
    const goals = {
      ArrowUp: at - 1,
      ArrowDown: at + 1,
      Home: 0,
      End: last,
      PageUp: at - page,
      PageDown: at + page,
    };
    return Math.max(0, Math.min(last, goals[key as keyof typeof goals]));
  }

  /** Right opens, then goes in; left folds, then goes out. */
  #sideways({ node, open }: Row, right: boolean): void {
    if (right && node.children.length > 0 && !open) this.#fold(node, true);
    else if (right && open) this.go(this.#list[this.#index(node) + 1]?.node ?? null);
    else if (!right && open) this.#fold(node, false);
    else if (!right) this.go(node.parent);
  }

  /** Open a row and those beside it. */
  #openAll({ node }: Row): void {
    for (const beside of node.parent?.children ?? [node]) this.#rows().fold(beside, true);
    this.refresh(this.#run, this.#show);
    this.go(node);
  }

  /** Go to the next row whose name begins with the letters typed. */
  #type(at: number, { key, timeStamp }: KeyboardEvent, before: Typed): void {
    const text = (timeStamp - before.at < PAUSE ? before.text : "") + key.toLowerCase();
    this.#typed = { text, at: timeStamp };
    const again = [...text].every((letter) => letter === text[0]);
    const sought = again ? (text[0] ?? "") : text;
    const from = again ? at + 1 : at;
    const order = [...this.#list.slice(from), ...this.#list.slice(0, from)];
    this.go(order.find(({ node }) => node.label.toLowerCase().startsWith(sought))?.node ?? null);
  }
}
