/** One row: the name with its twisty, and what there is to say of it. */

import { h } from "../lib/dom.ts";
import { NAMES, runsOf, type Show } from "../lib/shows.ts";
import type { Row, Rows } from "./rows.ts";
import { parts, type Query } from "./search.ts";
import { parametersOf, type Run, spoken, summary } from "./summary.ts";
import { duration, short, whole } from "./words.ts";

/** The height of a row in pixels; the style sheet has the same. */
export const HEIGHT = 26;

export type Look = { active: boolean; selected: boolean; holds: boolean; layer: boolean };

export const HEADINGS: [column: string, text: string, title: string][] = [
  ["name", "module", ""],
  ["kind", "class", ""],
  ["weight", "weight", "The shape of its own weight"],
  ["count", "parameters", "All below; what is shared is counted once. The bar is the share of the model's"],
  ["lies", "dtype · device", ""],
  ["output", "output", "The shape of what it gave"],
  [
    "norm",
    "norm",
    "L2 norm of all numbers of its output, or of their difference in two runs; of blocks that are alike the least and the greatest",
  ],
  [
    "relative",
    "relative",
    "The norm of the difference as a share of the norm in the run that is taken off; of blocks that are alike the least and the greatest",
  ],
  [
    "time",
    "time",
    "Wall time from call to return, measured in this one run, all inside included. The bar is the share of the model's",
  ],
];

export function headings(): HTMLElement {
  return h("div", { class: "headings", "aria-hidden": "true" });
}

/** The norm says of what it is, where it is of a difference. */
export function drawHeadings(element: HTMLElement, show: Show): void {
  const norm = runsOf(show)[1] === null ? "norm" : `‖${NAMES[show]}‖`;
  const cells = HEADINGS.map(([column, text, title]) =>
    h("span", { class: column, title: title || null }, column === "norm" ? norm : text),
  );
  element.replaceChildren(...cells);
}

export function drawRow(row: Row, index: number, rows: Rows, run: Run, look: Look): HTMLElement {
  const { node, level, open, place, count } = row;
  const said = summary(node, run);
  const total = parametersOf(rows.root);
  const all = run[0]?.time ?? 0;
  const element = h("div", {
    class: "row",
    id: `row-${index}`,
    role: "treeitem",
    "aria-level": level,
    "aria-posinset": place,
    "aria-setsize": count,
    "aria-expanded": node.children.length > 0 ? String(open) : null,
    "aria-selected": String(look.selected),
    "aria-label": spoken(node, said),
    "data-index": index,
    "data-path": node.module?.path ?? null,
    "data-active": look.active,
    "data-holds": look.holds,
    "data-layer": look.layer,
    "data-changed": said.changed,
    "data-unusual": said.unusual,
    style: `--level:${level};top:${index * HEIGHT}px`,
  });
  const bar = (part: number, of: number) =>
    part > 0 && of > 0 ? `--share:${Math.min(1, part / of).toFixed(4)}` : null;
  element.append(
    name(row, rows.query),
    h("span", { class: "kind" }, ...marked(said.kind === node.label ? "" : said.kind, rows.query)),
    h("span", { class: "weight" }, said.weight),
    h(
      "span",
      {
        class: "count",
        title: said.parameters ? whole(said.parameters) : null,
        style: bar(said.parameters, total),
      },
      said.parameters > 0 ? short(said.parameters) : "",
    ),
    h("span", { class: "lies" }, said.lies),
    h("span", { class: "output" }, said.output),
    h("span", { class: "norm" }, said.norm),
    h("span", { class: "relative", "data-zero": said.relative === "0 %" }, said.relative),
    h(
      "span",
      { class: "time", style: said.time === null ? null : bar(said.time, all) },
      said.time === null ? "" : duration(said.time),
    ),
  );
  return element;
}

function name({ node }: Row, query: Query): HTMLElement {
  const label = h("span", { class: "label" }, ...marked(node.label, query));
  const element = h(
    "span",
    { class: "name" },
    h("i", { class: node.children.length > 0 ? "twisty" : "twisty none" }),
    label,
  );
  if (node.alike.length > 0) element.append(h("span", { class: "alike" }, `${node.alike.length} alike`));
  for (const tag of node.module?.tags ?? []) {
    if (tag !== node.label) element.append(h("span", { class: "tag" }, ...marked(tag, query)));
    else label.classList.add("named");
  }
  element.append(h("span", { class: "copy", title: "Copy the path (Ctrl+C)", "aria-hidden": "true" }));
  return element;
}

function marked(text: string, query: Query): (Node | string)[] {
  return parts(text, query).map(([part, sought]) => (sought ? h("mark", {}, part) : part));
}
