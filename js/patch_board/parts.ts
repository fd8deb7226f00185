/** The parts beside the grids: next tokens of the three runs, a cell in full, the list of changes. */

import { h } from "../lib/dom.ts";
import type { Cell } from "../lib/keys.ts";
import { brief, exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Board, Listed, Next, Which } from "./board.ts";

const RUNS = [
  ["clean", "clean"],
  ["now", "patched"],
  ["other", "other"],
] as const;

/** One row a token, one bar a run; of no change there are but the two prompts. */
export function nextTokens(board: Board): HTMLElement[] {
  const runs = RUNS.filter(
    ([run]) => (run !== "now" || board.changed) && (run !== "other" || board.source !== null),
  );
  const keys = runs.map(([run, name]) => h("th", { scope: "col" }, h("i", { class: run }), name));
  const head = h("tr", {}, h("td", {}), h("td", {}), ...keys);
  const rows = board.next().map((next) => nextRow(next, runs));
  const table = h("table", { class: "bars" }, h("thead", {}, head), h("tbody", {}, ...rows));
  return [h("h3", {}, "Next token"), table];
}

function nextRow(next: Next, runs: readonly (typeof RUNS)[number][]): HTMLElement {
  const title = `${quoted(next.text)}, id ${next.id}`;
  const name = h("th", { scope: "row", title }, h("code", {}, shown(next.text)));
  const width = (value: number | null) => `width:${100 * (Number.isFinite(value) ? (value ?? 0) : 0)}%`;
  const bars = runs.map(([run]) => h("i", { class: run, style: width(next[run]) }));
  const numbers = runs.map(([run]) => {
    const value = next[run] ?? Number.NaN;
    return h("td", { class: "number", title: exact(value) }, brief(value));
  });
  return h("tr", {}, name, h("td", { class: "pair", "aria-hidden": "true" }, ...bars), ...numbers);
}

const TITLES: Record<Which, string> = { source: "Other prompt", target: "Prompt, clean", result: "Result" };

/** A cell of one of the grids: its likeliest tokens, exact, and what the changes did to it. */
export function readout(board: Board, which: Which, cell: Cell): (HTMLElement | string)[] {
  const lens = board.lens(which);
  if (lens === null) return [];
  const token = lens.screen.tokens[cell.column] ?? "";
  const place = h("span", { class: "at" }, `${lens.layerName(cell.row)}, position ${cell.column}`);
  const title = h("h3", {}, `${TITLES[which]} `, place, h("code", { title: quoted(token) }, shown(token)));
  const compared = which === "result" && lens.patched;
  const names = compared ? ["token", "patched", "clean"] : ["token", "probability"];
  const head = h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)));
  const rows = lens.guesses(cell).map(({ token: { text, id }, probability, clean }) => {
    const name = h("th", { scope: "row", title: `${quoted(text)}, id ${id}` }, h("code", {}, shown(text)));
    const before = compared ? [h("td", { class: "exact clean" }, exact(clean ?? Number.NaN))] : [];
    return h("tr", {}, name, h("td", { class: "exact" }, exact(probability)), ...before);
  });
  const table = h("table", { class: "guesses" }, h("thead", {}, head), h("tbody", {}, ...rows));
  return [title, h("p", { class: "note" }, remark(board, which, cell)), table];
}

function remark(board: Board, which: Which, cell: Cell): string {
  if (which !== "result") {
    const patches = board.at(which, cell).map((patch) => board.inWords(patch));
    return patches.join(" · ");
  }
  if (!board.changed) return "no patches: as in the clean run";
  if (!board.reached(cell)) return "out of reach of the patches: as in the clean run";
  const distance = board.result.distance(cell);
  return `moved ${exact(distance)} (total variation distance from the clean run)`;
}

/** All changes of the workspace, each with a way out. */
export function list(board: Board): HTMLElement[] {
  const { patches, changes } = board.screen;
  if (patches.length + changes.length === 0) {
    return [h("li", { class: "empty" }, "No patches yet: drag a cell of the other prompt onto the prompt.")];
  }
  return [
    ...patches.map((patch) => entry(patch, board.inWords(patch))),
    ...changes.map((change) => entry(change, change.text)),
  ];
}

function entry(change: Listed, text: string): HTMLElement {
  const out = h("button", { type: "button", class: "remove", "data-number": change.number }, "✕");
  out.setAttribute("aria-label", `Take away: ${text}`);
  return h("li", { class: change.on ? null : "off" }, h("span", {}, change.on ? text : `${text} (off)`), out);
}
