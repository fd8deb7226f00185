/** What flows where: ribbons between the boxes on screen, through those that are not. */

import type { Box, Layout } from "./layout.ts";
import type { Scene } from "./scene.ts";

export type Link = {
  from: Box;
  to: Box;
  /** The steps at its ends; "" for tokens, a stack of blocks, and what comes next. */
  source: string;
  target: string;
  /** "row": token by token; "skip": the residual stream past other columns; the others lead into and out of a head. */
  sort: "row" | "skip" | "query" | "key" | "value" | "matrix" | "out" | "end";
};

export function links(scene: Scene, layout: Layout): Link[] {
  const seen = layout.boxes.filter((box) => box.alpha > 0.01);
  const place = new Map(seen.map((box, at) => [box, at]));
  const of = new Map(seen.flatMap((box) => box.steps.map((step) => [step, box] as const)));
  const found: Link[] = [];
  for (const to of seen) {
    for (const target of to.steps) {
      for (const source of sources(scene, target, (name) => of.has(name))) {
        const from = of.get(source);
        if (from === undefined || from === to) continue;
        const far = (place.get(to) ?? 0) - (place.get(from) ?? 0) > 1;
        found.push({ from, to, source, target, sort: sortOf(from, to, source, far) });
      }
    }
  }
  return [...found.filter((link) => !passes(seen, link)), ...joined(seen)];
}

/** The nearest steps on screen that a step is made from. */
function sources(scene: Scene, step: string, on: (name: string) => boolean): string[] {
  const inputs = scene.columns.get(step)?.inputs ?? [];
  return [...new Set(inputs.flatMap((name) => (on(name) ? [name] : sources(scene, name, on))))];
}

function sortOf(from: Box, to: Box, source: string, far: boolean): Link["sort"] {
  if (to.sort === "matrix" && from.sort === "roles") return source.startsWith("query") ? "query" : "key";
  if (to.sort === "matrix") return "matrix";
  if (from.sort === "matrix") return "out";
  if (from.sort === "roles" && source.startsWith("value") && to.sort !== "roles") return "value";
  return far && source.startsWith("resid") ? "skip" : "row";
}

/** Whether other blocks stand between the ends: what flows goes through them. */
function passes(seen: Box[], { from, to }: Link): boolean {
  const at = (box: Box) => seen.indexOf(box);
  return seen.some((box) => box.sort === "stack" && at(from) < at(box) && at(box) < at(to));
}

/** From the tokens, through each stack of blocks, and into what comes next. */
function joined(seen: Box[]): Link[] {
  const made: Link[] = [];
  const add = (from: Box | undefined, to: Box | undefined, sort: Link["sort"]) => {
    if (from && to) made.push({ from, to, source: from.steps[0] ?? "", target: to.steps[0] ?? "", sort });
  };
  seen.forEach((box, at) => {
    const [before, after] = [seen[at - 1], seen[at + 1]];
    if (box.sort === "stack") {
      add(before, box, "row");
      if (after?.sort !== "next") add(box, after, "row");
    }
    if (box.sort === "tokens" && after?.id.endsWith("embedding")) add(box, after, "row");
    if (box.sort === "next") add(before, box, "end");
  });
  return made;
}
