/** The drawing: Python's SVG, its nodes made a list that mouse and keyboard go through. */

import { h, setAttribute } from "../lib/dom.ts";
import { history, isPlain } from "../lib/keys.ts";
import { type Screen, spoken, users } from "./state.ts";

export type Actions = {
  look(id: number | null): void;
  hover(id: number | null): void;
  remove(id: number): void;
  travel(way: "undo" | "redo"): void;
};

const EMPTY: Screen = { svg: "", nodes: [], edits: [], code: "", can_undo: false, can_redo: false };

export class Drawing {
  readonly element = h("div", { class: "drawing" });
  readonly #actions: Actions;
  #screen = EMPTY;
  #marks = new Map<number, SVGGElement>();
  #at = 0;

  constructor(actions: Actions, signal: AbortSignal) {
    this.#actions = actions;
    const at = (event: Event) => idOf(event.target);
    this.element.addEventListener("click", (event) => this.#click(at(event)), { signal });
    this.element.addEventListener("pointerover", (event) => actions.hover(at(event)), { signal });
    this.element.addEventListener("pointerleave", () => actions.hover(null), { signal });
    this.element.addEventListener("focusin", (event) => this.#note(at(event)), { signal });
    this.element.addEventListener("focusout", () => actions.hover(null), { signal });
    this.element.addEventListener("keydown", (event) => this.#press(event), { signal });
  }

  draw(screen: Screen): void {
    if (screen.svg === this.#screen.svg && screen.nodes.length === this.#screen.nodes.length) {
      this.#screen = screen;
      this.#name();
      return;
    }
    const inside = this.element.contains(
      (this.element.getRootNode() as Document | ShadowRoot).activeElement ?? null,
    );
    this.#screen = screen;
    this.element.replaceChildren(...(screen.svg === "" ? [] : [parsed(screen.svg)]));
    this.element.hidden = screen.nodes.length === 0;
    this.#marks = new Map(
      [...this.element.querySelectorAll<SVGGElement>("[data-node]")].map((mark) => [
        Number(mark.dataset.node),
        mark,
      ]),
    );
    this.#at = Math.min(this.#at, Math.max(0, screen.nodes.length - 1));
    this.#name();
    if (inside) this.#focus();
  }

  /** Which node is looked at. */
  select(id: number | null): void {
    for (const [number, mark] of this.#marks) setAttribute(mark, "aria-selected", String(number === id));
    const at = this.#screen.nodes.findIndex((node) => node.id === id);
    if (at >= 0) this.#at = at;
    this.#stop();
  }

  /** Make some nodes stand out, all others step back; `near` are those that a node takes from or gives to. */
  light(lit: number[] | null, near: number[] = [], how: "same" | "gone" = "same"): void {
    setAttribute(this.element, "data-lit", lit === null ? null : how);
    for (const [id, mark] of this.#marks) {
      setAttribute(mark, "data-same", lit?.includes(id) ?? false);
      setAttribute(mark, "data-near", near.includes(id));
    }
  }

  #name(): void {
    for (const node of this.#screen.nodes) {
      const mark = this.#marks.get(node.id);
      if (mark === undefined) continue;
      setAttribute(mark, "role", "option");
      setAttribute(mark, "aria-label", spoken(node, this.#screen.edits));
      for (const title of mark.querySelectorAll("title")) title.remove();
    }
    this.#stop();
  }

  #stop(): void {
    for (const [at, node] of this.#screen.nodes.entries()) {
      const mark = this.#marks.get(node.id);
      if (mark) setAttribute(mark, "tabindex", at === this.#at ? 0 : -1);
    }
  }

  #focus(): void {
    const node = this.#screen.nodes[this.#at];
    if (node) this.#marks.get(node.id)?.focus();
  }

  #click(id: number | null): void {
    if (id === null) return;
    this.#note(id);
    this.#marks.get(id)?.focus();
    this.#actions.look(id);
  }

  #note(id: number | null): void {
    const at = this.#screen.nodes.findIndex((node) => node.id === id);
    if (at < 0) return;
    this.#at = at;
    this.#stop();
    this.#actions.hover(id);
  }

  #press(event: KeyboardEvent): void {
    const node = this.#screen.nodes[this.#at];
    const way = history(event);
    if (node === undefined) return;
    const to = this.#next(event);
    if (way !== null) this.#actions.travel(way);
    else if (to !== null) {
      this.#at = Math.max(0, Math.min(this.#screen.nodes.length - 1, to));
      this.#stop();
      this.#focus();
    } else if (isPlain(event, "Enter", " ")) this.#actions.look(node.id);
    else if (isPlain(event, "Escape")) this.#actions.look(null);
    else if (isPlain(event, "Delete", "Backspace")) this.#actions.remove(node.id);
    else return;
    event.preventDefault();
  }

  /** Up and down go through the nodes, left to what a node takes its value from, right to what uses it. */
  #next(event: KeyboardEvent): number | null {
    const { nodes } = this.#screen;
    const node = nodes[this.#at];
    const place = (id: number | undefined) => nodes.findIndex((one) => one.id === id);
    if (isPlain(event, "ArrowUp")) return this.#at - 1;
    if (isPlain(event, "ArrowDown")) return this.#at + 1;
    if (isPlain(event, "Home", "PageUp")) return 0;
    if (isPlain(event, "End", "PageDown")) return nodes.length - 1;
    if (node === undefined || !isPlain(event, "ArrowLeft", "ArrowRight")) return null;
    const to = event.key === "ArrowLeft" ? place(node.from.at(-1)) : place(users(nodes, node.id)[0]);
    return to < 0 ? this.#at : to;
  }
}

function idOf(target: EventTarget | null): number | null {
  const mark = target instanceof Element ? target.closest<SVGGElement>("[data-node]") : null;
  return mark === null ? null : Number(mark.dataset.node);
}

/** Python's text as elements: XML, so that nothing in it can run that is not drawn. */
function parsed(svg: string): Element {
  const made = document.importNode(
    new DOMParser().parseFromString(svg, "image/svg+xml").documentElement,
    true,
  );
  for (const one of made.querySelectorAll(":scope > title, :scope > desc, script, style")) one.remove();
  setAttribute(made, "role", "listbox");
  setAttribute(made, "aria-label", "Nodes of the graph");
  return made;
}
