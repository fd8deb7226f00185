/** What the model would say next: one bar per token; with patches two, the clean run's and the patched run's. */

import { h, setAttribute } from "../lib/dom.ts";
import { brief, exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Guess, Lens } from "./lens.ts";

export type Bars = { element: HTMLElement; draw(lens: Lens): void };

export function createBars(): Bars {
  const key = h("p", { class: "key" });
  const body = h("tbody", {});
  const title = h("h3", {}, "Next token");
  const table = h("table", { class: "bars" }, body);
  const window = h("div", { class: "window", tabindex: 0, role: "region", "aria-label": "Bars" }, table);
  const element = h("section", { class: "next", "aria-label": "Next token" }, title, key, window);
  const rows = new Map<number, HTMLElement>();
  return {
    element,
    draw(lens) {
      setAttribute(element, "data-patched", lens.patched);
      key.replaceChildren(
        ...(lens.patched ? [mark("clean", lens.names.clean), mark("now", lens.names.now)] : []),
      );
      const guesses = lens.next();
      const wanted = new Set(guesses.map(({ token }) => token.id));
      for (const [id, row] of rows) if (!wanted.has(id)) forget(rows, id, row);
      for (const [rank, guess] of guesses.entries()) {
        const row = rows.get(guess.token.id) ?? barRow(guess);
        rows.set(guess.token.id, row);
        if (body.children[rank] !== row) body.insertBefore(row, body.children[rank] ?? null);
        drawBar(row, guess);
      }
    },
  };
}

function forget(rows: Map<number, HTMLElement>, id: number, row: HTMLElement): void {
  rows.delete(id);
  row.remove();
}

function mark(kind: string, name: string): HTMLElement {
  return h("span", { class: `mark ${kind}` }, name);
}

function barRow({ token }: Guess): HTMLElement {
  const name = h("th", { scope: "row", title: `${quoted(token.text)}, id ${token.id}` });
  name.append(h("code", {}, shown(token.text)));
  const bars = h("td", { class: "pair", "aria-hidden": "true" });
  bars.append(h("i", { class: "clean" }), h("i", { class: "now" }));
  return h("tr", {}, name, bars, h("td", { class: "values" }));
}

function drawBar(row: HTMLElement, { probability, clean }: Guess): void {
  const [before, now] = row.querySelectorAll<HTMLElement>("i");
  if (now !== undefined) now.style.width = width(probability);
  if (before !== undefined) before.style.width = width(clean ?? 0);
  const value = h("span", { title: exact(probability), class: "now" }, brief(probability));
  const values = row.querySelector(".values");
  if (clean === null) values?.replaceChildren(value);
  else values?.replaceChildren(h("span", { title: exact(clean), class: "clean" }, brief(clean)), " ", value);
}

function width(probability: number): string {
  return `${(Number.isNaN(probability) ? 0 : probability) * 100}%`;
}
