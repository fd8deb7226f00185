/** One cell in full: its likeliest tokens with their exact probabilities, and the clean run's beside them. */

import { float32, uint32 } from "../lib/codecs.ts";
import { h } from "../lib/dom.ts";
import type { Cell } from "../lib/keys.ts";
import { brief, exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Guess, Lens, More } from "./lens.ts";
import type { Measure } from "./measure.ts";

export type Details = {
  element: HTMLElement;
  /** `more` is what was fetched of the cell, if anything was. */
  draw(lens: Lens, cell: Cell, measure: Measure, more: More | null): void;
};
export type DetailsActions = { pin(token: number): void; more(): void };

export function createDetails(actions: DetailsActions, signal: AbortSignal): Details {
  const title = h("h3", {});
  const note = h("p", { class: "note" });
  const body = h("tbody", {});
  const headings = h("tr", {});
  const table = h("table", { class: "guesses" }, h("thead", {}, headings), body);
  const fetch = h("button", { type: "button", class: "fetch" }, "50 likeliest");
  const window = h("div", { class: "guessed" }, table);
  const element = h(
    "section",
    { class: "details", "aria-label": "Cell under the pointer" },
    title,
    note,
    window,
    fetch,
  );
  fetch.addEventListener("click", () => actions.more(), { signal });
  body.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button !== null) actions.pin(Number(button.dataset.token));
    },
    { signal },
  );
  return {
    element,
    draw(lens, cell, measure, more) {
      const root = element.getRootNode() as Document | ShadowRoot;
      const focused = body.contains(root.activeElement ?? null)
        ? [...body.querySelectorAll("button")].indexOf(root.activeElement as HTMLButtonElement)
        : -1;
      title.replaceChildren(...heading(lens, cell));
      note.replaceChildren(...remarks(lens, cell, measure));
      const { clean } = lens.names;
      const names = lens.patched ? ["token", "probability", clean, "id"] : ["token", "probability", "id"];
      headings.replaceChildren(...names.map((name) => h("th", { scope: "col" }, name)));
      body.replaceChildren(...(more === null ? lens.guesses(cell) : fetched(more)).map(guessRow));
      fetch.hidden = more !== null;
      window.tabIndex = more === null ? -1 : 0;
      if (focused >= 0) body.querySelectorAll("button")[focused]?.focus();
    },
  };
}

function fetched({ strings, ids, probabilities, clean }: More): Guess[] {
  const [numbers, now, before] = [uint32(ids), float32(probabilities), clean && float32(clean)];
  return strings.map((text, place) => ({
    token: { place, id: numbers[place] ?? -1, text },
    probability: now[place] ?? Number.NaN,
    clean: before === null ? null : (before[place] ?? Number.NaN),
  }));
}

function heading(lens: Lens, { row, column }: Cell): (Node | string)[] {
  const token = lens.screen.tokens[column] ?? "";
  return [
    `${lens.layerName(row)} `,
    h("span", { class: "at" }, `position ${column}`),
    h("code", { title: quoted(token) }, shown(token)),
  ];
}

function remarks(lens: Lens, cell: Cell, measure: Measure): (Node | string)[] {
  const edit = lens.edit(cell);
  const remarks: (Node | string)[] = [];
  if (lens.difference || !measure.name.startsWith("probability of the likeliest")) {
    remarks.push(h("span", { class: "measured" }, `${measure.name}: ${measure.inWords(measure.of(cell))}`));
  }
  if (edit !== undefined) remarks.push(h("b", { class: "edited" }, `patched: ${edit.kind}`));
  if (!lens.patched) return remarks;
  if (!lens.changed(cell)) return [...remarks, h("span", {}, `as in the ${lens.names.clean} run`)];
  const { token, probability } = lens.cleanTop(cell);
  const clean = h(
    "span",
    { class: "was" },
    `${lens.names.clean} `,
    h("code", {}, shown(token.text)),
    ` ${brief(probability)}`,
  );
  const moved = h("span", { title: "total variation distance between the two distributions, 0 to 1" });
  moved.append(`moved ${brief(lens.distance(cell))}`);
  return [...remarks, clean, moved];
}

function guessRow({ token, probability, clean }: Guess): HTMLElement {
  const share = Number.isNaN(probability) ? 0 : probability;
  const button = h("button", { type: "button", "data-token": token.id, title: `Pin ${quoted(token.text)}` });
  button.append(h("code", {}, shown(token.text)));
  const name = h("th", { scope: "row", style: `--share:${share}` }, button);
  const cells = [h("td", { class: "exact" }, exact(probability))];
  if (clean !== null) cells.push(h("td", { class: "exact clean" }, exact(clean)));
  return h("tr", { title: quoted(token.text) }, name, ...cells, h("td", { class: "id" }, String(token.id)));
}
