/** The modules as rows to be: neighbours in a list that are alike become one node, which can be opened. */

import type { Module } from "./data.ts";

export type Node = {
  label: string;
  /** Null of a run of blocks that is only a part of its list. */
  module: Module | null;
  /** The blocks that the node stands for; empty of a plain module. */
  alike: Module[];
  parent: Node | null;
  children: Node[];
};

export type Nodes = { root: Node; of(module: Module): Node };

/** The tree of nodes of a tree of modules. */
export function grown(root: Module): Nodes {
  const forms = formsOf(root);
  const known = new Map<number, Node>();
  const grow = (module: Module, parent: Node | null, label: string): Node => {
    const node: Node = { label, module, alike: [], parent, children: [] };
    known.set(module.number, node);
    fill(node, module);
    return node;
  };
  const fill = (node: Node, module: Module) => {
    const listed = isList(module);
    const runs = listed ? runsOf(module.children, forms) : module.children.map((child) => [child]);
    const name = (child: Module) => (listed && module.name ? `${module.name}.${child.name}` : child.name);
    for (const run of runs) {
      const [first, last] = [run[0], run.at(-1)];
      if (first === undefined || last === undefined) continue;
      if (run.length === 1) {
        node.children.push(grow(first, node, name(first)));
        continue;
      }
      const whole = runs.length === 1;
      const folded: Node = whole ? node : { label: "", module: null, alike: [], parent: node, children: [] };
      folded.label = `${name(first)} … ${name(last)}`;
      folded.alike = run;
      if (!whole) node.children.push(folded);
      for (const child of run) folded.children.push(grow(child, folded, name(child)));
    }
  };
  const made = grow(root, null, root.name || root.kind);
  return { root: made, of: (module) => known.get(module.number) ?? made };
}

/** Children by number: a `ModuleList`, or a `Sequential` without names. */
function isList(module: Module): boolean {
  return module.children.length > 1 && module.children.every((child) => /^\d+$/.test(child.name));
}

/** Neighbours of one form, together. */
function runsOf(modules: Module[], forms: Map<number, number>): Module[][] {
  const runs: Module[][] = [];
  for (const module of modules) {
    const run = runs.at(-1);
    const before = run?.[0];
    const same = before !== undefined && forms.get(before.number) === forms.get(module.number);
    if (same) run?.push(module);
    else runs.push([module]);
  }
  return runs;
}

/** A number by module: the same for those of one class, with the same parameters, and the same inside. */
function formsOf(root: Module): Map<number, number> {
  const forms = new Map<number, number>();
  const seen = new Map<string, number>();
  const visit = (module: Module): number => {
    const inside = module.children.map((child) => `${child.name}:${visit(child)}`);
    const form = JSON.stringify([module.kind, module.fact, module.dtype, module.device, inside]);
    const number = seen.get(form) ?? seen.size;
    seen.set(form, number);
    forms.set(module.number, number);
    return number;
  };
  visit(root);
  return forms;
}
