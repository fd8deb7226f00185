/** The next tokens, now and before: a row a token, a bar each; and how far the two predictions are apart. */

import { h, setAttribute } from "../lib/dom.ts";
import { brief, exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import { type Guess, guesses, measures, type Next } from "./state.ts";

export type NextTable = {
  element: HTMLElement;
  draw(next: Next | null, was: string, chosen: number | null): void;
};

type Line = { element: HTMLElement; draw(guess: Guess, was: string, chosen: boolean): void };

export function createNext(choose: (id: number) => void, signal: AbortSignal): NextTable {
  const body = h("tbody", {});
  const before = h("span", { class: "mark was" });
  const key = h("span", { class: "key" }, h("span", { class: "mark now" }, "now"), before);
  const numbers = h("p", { class: "measures" });
  const table = h("table", {}, body);
  const element = h(
    "section",
    { class: "next", "aria-label": "Next token" },
    h("h3", {}, "Next token", key),
    table,
    numbers,
  );
  const lines = new Map<number, Line>();
  return {
    element,
    draw(next, was, chosen) {
      element.hidden = next === null;
      if (next === null) return;
      before.textContent = was;
      const found = guesses(next);
      for (const id of [...lines.keys()]) if (!found.some((guess) => guess.id === id)) lines.delete(id);
      const wanted = found.map((guess) => {
        const line = lines.get(guess.id) ?? createLine(guess.id, choose, signal);
        lines.set(guess.id, line);
        line.draw(guess, was, guess.id === chosen);
        return line.element;
      });
      if (wanted.some((line, at) => body.children[at] !== line) || body.children.length !== wanted.length) {
        body.replaceChildren(...wanted);
      }
      numbers.replaceChildren(...inWords(next, was));
    },
  };
}

function createLine(id: number, choose: (id: number) => void, signal: AbortSignal): Line {
  const name = h("button", { type: "button", class: "token" });
  const [now, was] = [h("i", { class: "now" }), h("i", { class: "was" })];
  const [is, before] = [h("td", { class: "value" }), h("td", { class: "value before" })];
  const element = h(
    "tr",
    {},
    h("th", { scope: "row" }, name),
    h("td", { class: "bars", "aria-hidden": "true" }, now, was),
    is,
    before,
  );
  name.addEventListener("click", () => choose(id), { signal });
  return {
    element,
    draw(guess, base, chosen) {
      name.textContent = shown(guess.text);
      setAttribute(name, "title", `${quoted(guess.text)}, id ${id}: click to follow it in a sweep`);
      setAttribute(name, "aria-pressed", String(chosen));
      put(now, is, guess.now, `now ${exact(guess.now)}`);
      put(was, before, guess.was, `${base} ${exact(guess.was)}`);
    },
  };
}

function put(bar: HTMLElement, cell: HTMLElement, value: number, title: string): void {
  bar.style.width = `${Number.isFinite(value) ? value * 100 : 0}%`;
  setAttribute(bar, "data-unknown", !Number.isFinite(value));
  cell.textContent = brief(value);
  setAttribute(cell, "data-unknown", !Number.isFinite(value));
  setAttribute(cell, "title", title);
  setAttribute(cell, "data-value", value);
}

function inWords(next: Next, was: string): HTMLElement[] {
  const { divergence, now, was: before } = measures(next);
  const number = (value: number) => h("b", { title: String(value), "data-value": value }, short(value));
  const item = (...inside: (Node | string)[]) => h("span", {}, ...inside);
  return [
    item(`KL(${was} ‖ now) `, number(divergence), ` nats = `, number(divergence / Math.LN2), ` bits`),
    item("entropy now ", number(now), `, ${was} `, number(before), " nats"),
  ];
}

function short(value: number): string {
  if (!Number.isFinite(value)) return exact(value);
  return Math.abs(value) >= 0.001 || value === 0 ? value.toFixed(3) : value.toExponential(1);
}
