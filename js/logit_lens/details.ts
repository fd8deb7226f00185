/** One cell in full: the ten likeliest tokens with their exact probabilities, and the clean run's beside them. */

import { h } from "../lib/dom.ts";
import type { Cell } from "../lib/keys.ts";
import { brief, exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Guess, Lens } from "./lens.ts";

export type Details = { element: HTMLElement; draw(lens: Lens, cell: Cell): void };

export function createDetails(): Details {
  const title = h("h3", {});
  const note = h("p", { class: "note" });
  const body = h("tbody", {});
  const headings = h("tr", {});
  const table = h("table", { class: "guesses" }, h("thead", {}, headings), body);
  const element = h(
    "section",
    { class: "details", "aria-label": "Cell under the pointer" },
    title,
    note,
    table,
  );
  return {
    element,
    draw(lens, cell) {
      title.replaceChildren(...heading(lens, cell));
      note.replaceChildren(...remarks(lens, cell));
      const names = lens.patched ? ["token", "probability", "clean", "id"] : ["token", "probability", "id"];
      headings.replaceChildren(...names.map((name) => h("th", { scope: "col" }, name)));
      body.replaceChildren(...lens.guesses(cell).map(guessRow));
    },
  };
}

function heading(lens: Lens, { row, column }: Cell): (Node | string)[] {
  const token = lens.screen.tokens[column] ?? "";
  return [
    `${lens.layerName(row)} `,
    h("span", { class: "at" }, `position ${column}`),
    h("code", { title: quoted(token) }, shown(token)),
  ];
}

function remarks(lens: Lens, cell: Cell): (Node | string)[] {
  const edit = lens.edit(cell);
  const remarks: (Node | string)[] = [];
  if (edit !== undefined) remarks.push(h("b", { class: "edited" }, `patched: ${edit.kind}`));
  if (!lens.patched) return remarks;
  if (!lens.changed(cell)) return [...remarks, h("span", {}, "as in the clean run")];
  const { token, probability } = lens.cleanTop(cell);
  const clean = h(
    "span",
    { class: "was" },
    "clean ",
    h("code", {}, shown(token.text)),
    ` ${brief(probability)}`,
  );
  const moved = h("span", { title: "total variation distance between the two distributions, 0 to 1" });
  moved.append(`moved ${brief(lens.distance(cell))}`);
  return [...remarks, clean, moved];
}

function guessRow({ token, probability, clean }: Guess): HTMLElement {
  const share = Number.isNaN(probability) ? 0 : probability;
  const name = h("th", { scope: "row", style: `--share:${share}` }, h("code", {}, shown(token.text)));
  const cells = [h("td", { class: "exact" }, exact(probability))];
  if (clean !== null) cells.push(h("td", { class: "exact clean" }, exact(clean)));
  return h("tr", { title: quoted(token.text) }, name, ...cells, h("td", { class: "id" }, String(token.id)));
}
