/** Which nodes are on view: what is folded, what is sought, and one row after the other. */

import type { Module } from "./data.ts";
import { grown, type Node, type Nodes } from "./nodes.ts";
import { matches, type Query, query } from "./search.ts";

export type Row = { node: Node; level: number; open: boolean; place: number; count: number };

/** How many rows a fresh tree may have. */
const FRESH = 16;

export class Rows {
  readonly modules: readonly Module[];
  readonly #nodes: Nodes;
  readonly #open = new Set<Node>();
  /** While something is sought, nodes that were opened or folded by hand. */
  readonly #byHand = new Map<Node, boolean>();
  #query = query("");
  /** Nodes with something that is sought, inside or themselves. */
  #kept = new Set<Node>();
  #found = 0;

  constructor(modules: readonly Module[]) {
    const root = modules[0];
    if (root === undefined) throw new Error("there is no module to show");
    this.modules = modules;
    this.#nodes = grown(root);
    this.#openFresh();
  }

  get query(): Query {
    return this.#query;
  }

  /** How many modules are what is sought. */
  get found(): number {
    return this.#found;
  }

  get root(): Node {
    return this.#nodes.root;
  }

  of(path: string): Node | null {
    const module = this.modules.find((one) => one.path === path);
    return module === undefined ? null : this.#nodes.of(module);
  }

  /** Keep only what is sought and what it is in; nothing sought is everything. */
  search(text: string): void {
    this.#query = query(text);
    this.#byHand.clear();
    this.#kept = new Set();
    this.#found = 0;
    if (this.#query.empty) return;
    for (const module of this.modules) {
      if (!matches(module, this.#query)) continue;
      this.#found++;
      const node = this.#nodes.of(module);
      for (let at: Node | null = node; at !== null && !this.#kept.has(at); at = at.parent) this.#kept.add(at);
    }
  }

  isOpen(node: Node): boolean {
    if (node.children.length === 0) return false;
    if (this.#query.empty) return this.#open.has(node);
    return this.#byHand.get(node) ?? node.children.some((child) => this.#kept.has(child));
  }

  fold(node: Node, open: boolean): void {
    if (node.children.length === 0) return;
    if (!this.#query.empty) this.#byHand.set(node, open);
    else if (open) this.#open.add(node);
    else this.#open.delete(node);
  }

  /** Open all that a node is in. */
  reveal(node: Node): void {
    for (let at = node.parent; at !== null; at = at.parent) if (!this.isOpen(at)) this.fold(at, true);
  }

  foldAll(): void {
    this.#open.clear();
    this.#openFresh();
  }

  /** The rows, from the root on. */
  list(): Row[] {
    const rows: Row[] = [];
    const visit = (node: Node, level: number, place: number, count: number) => {
      const open = this.isOpen(node);
      rows.push({ node, level, open, place, count });
      if (!open) return;
      const inside = this.#inside(node);
      for (const [at, child] of inside.entries()) visit(child, level + 1, at + 1, inside.length);
    };
    if (this.#query.empty || this.#kept.size > 0) visit(this.#nodes.root, 1, 1, 1);
    return rows;
  }

  /** The children to show: those that are sought, or all where none is. */
  #inside(node: Node): Node[] {
    if (this.#query.empty) return node.children;
    const kept = node.children.filter((child) => this.#kept.has(child));
    return kept.length > 0 ? kept : node.children;
  }

  /** Open from the top while there is room; blocks that are alike stay folded. */
  #openFresh(): void {
    let rows = 1;
    for (const queue = [this.#nodes.root]; queue.length > 0; ) {
      const node = queue.shift() as Node;
      const more = node.children.length;
      if (more === 0 || node.alike.length > 0 || rows + more > FRESH) continue;
      this.#open.add(node);
      rows += more;
      queue.push(...node.children);
    }
  }
}
