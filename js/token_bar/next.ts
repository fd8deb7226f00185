/** What the model would say next: a row per token, a bar per run. */

import { h, setAttribute } from "../lib/dom.ts";
import { brief, exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Guess, Strip } from "./state.ts";

export type Next = { element: HTMLElement; draw(strip: Strip): void };

export function createNext(): Next {
  const prompt = createTable("Next token");
  const other = createTable("Next token of the other prompt");
  return {
    element: h("div", { class: "next" }, prompt.element, other.element),
    draw(strip) {
      const changed = strip.screen.changed;
      const at = strip.after.position;
      const where = at === undefined ? "" : ` after ${shown(strip.here(at)?.text ?? "")} (${at})`;
      prompt.named(`Next token${where}`);
      const there = at === undefined ? "" : ` after ${shown(strip.there(at)?.text ?? "")} (${at})`;
      other.named(`Next token of the other prompt${there}`);
      prompt.draw(strip.next("next"), changed ? ["clean", "edited"] : ["clean"], changed);
      other.draw(strip.next("other_next"), ["other"], false);
    },
  };
}

function createTable(title: string) {
  const key = h("span", { class: "key" });
  const body = h("tbody", {});
  const name = h("span", {}, title);
  const head = h("h3", {}, name, key);
  const element = h("section", { "aria-label": title }, head, h("table", {}, body));
  return {
    element,
    named(text: string) {
      if (name.textContent !== text) name.textContent = text;
    },
    draw(guesses: Guess[], runs: string[], compared: boolean) {
      element.hidden = guesses.length === 0;
      key.replaceChildren(...(compared ? runs.map((run) => h("span", { class: `mark ${run}` }, run)) : []));
      setAttribute(element, "data-compared", compared);
      body.replaceChildren(...guesses.map((guess) => row(guess, runs)));
    },
  };
}

function row({ id, text, probabilities }: Guess, runs: string[]): HTMLElement {
  const name = h("th", { scope: "row", title: `${quoted(text)}, id ${id}` }, h("code", {}, shown(text)));
  const bars = h("td", { class: "bars", "aria-hidden": "true" });
  const made = h("tr", {}, name, bars);
  for (const [number, run] of runs.entries()) {
    const value = probabilities[number] ?? Number.NaN;
    const width = Number.isFinite(value) ? value * 100 : 0;
    bars.append(h("i", { class: run, style: `width:${width}%` }));
    made.append(h("td", { class: `value ${run}`, title: `${run} ${exact(value)}` }, brief(value)));
  }
  return made;
}
