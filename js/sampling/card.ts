/** One token's probability, worked out: the true sum over the whole vocabulary, and what the cuts make of it. */

import { h } from "../lib/dom.ts";
import { NAMES, runsOf } from "../lib/shows.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Chances } from "./chances.ts";
import { type Beside, probabilityIn } from "./compared.ts";
import { type Part, part, settle, type Wanted } from "./settle.ts";
import type { Listing } from "./state.ts";
import { any, many, percent, plain, signed } from "./words.ts";

/** Terms of the sum that are written out, besides the token's own. */
const TERMS = 4;

export type Card = {
  element: HTMLElement;
  draw(list: Listing, chances: Chances, row: number | null, beside?: Beside | null): void;
};

export function createCard(): Card {
  const title = h("h3", {});
  const steps = h("ol", {});
  const element = h(
    "section",
    { class: "card", "aria-label": "How its probability comes about" },
    title,
    steps,
  );
  return {
    element,
    draw(list, chances, row, beside = null) {
      element.hidden = row === null;
      if (row === null) return;
      const text = list.text(row);
      const id = row < list.named ? ` id ${list.ids[row]}` : "";
      settle(title, [
        part("code", { title: text === null ? null : quoted(text) }, text === null ? "…" : shown(text)),
        part("span", {}, `number ${many(row + 1)} of ${many(chances.size)}${id && ","}${id}`),
      ]);
      settle(steps, [...inSteps(list, chances, row), ...comparison(chances, row, beside)]);
    },
  };
}

function inSteps(list: Listing, chances: Chances, row: number): Part[] {
  const { temperature } = chances.settings;
  const logit = chances.logits[row] ?? Number.NaN;
  if (temperature === 0) return [greedy(chances, row)];
  const divided = step(
    "Divide by the temperature",
    line(value(logit, signed), ` ÷ ${plain(temperature)} = `, value(chances.scaled(row), signed, "scaled")),
  );
  const soft = step("Softmax over the whole vocabulary", terms(list, chances, row), quotient(chances, row));
  const steps = [divided, soft];
  const cuts = cutLines(chances, row);
  if (cuts.length > 0) steps.push(step("Cut", ...cuts), renormalised(chances, row));
  return steps;
}

/** The same in the run that is compared with. */
function comparison(chances: Chances, row: number, beside: Beside | null): Part[] {
  if (beside === null) return [];
  const [one, two] = runsOf(beside.compared.show);
  const there = probabilityIn(beside, row);
  const title = `Compare "${NAMES[one]}" with "${NAMES[two ?? one]}"`;
  if (there === null) return [step(title, part("p", {}, "Its logit there is not here without the kernel."))];
  const here = chances.probability(row);
  const apart = here - there;
  const size = value(apart, (number) => `${number < 0 ? "−" : ""}${percent(Math.abs(number))}`, "result");
  return [step(title, line(value(here, percent), " − ", value(there, percent, "base"), " = ", size))];
}

function greedy(chances: Chances, row: number): Part {
  const says = chances.has(row)
    ? "It has the largest logit."
    : `Another has a larger logit: ${signed(chances.logits[0] ?? Number.NaN)}.`;
  return step(
    "Temperature 0: take the likeliest",
    part("p", {}, says),
    line("p = ", value(chances.probability(row), percent, "result")),
  );
}

/** exp(logit / T) of the likeliest tokens and of this one, the rest in one line, and the sum. */
function terms(list: Listing, chances: Chances, row: number): Part {
  const first = Array.from({ length: Math.min(TERMS, chances.size) }, (_, at) => at);
  const shownRows = row < TERMS ? first : [...first, row];
  const listed = shownRows.reduce((sum, at) => sum + chances.term(at), 0);
  const others = chances.size - shownRows.length;
  const body: Part[] = [];
  for (const at of shownRows) {
    const exponent = signed(chances.scaled(at) - chances.shift);
    const power = part("td", {}, "e", part("sup", {}, exponent));
    const mine = at === row ? "mine" : null;
    body.push(
      part(
        "tr",
        { class: mine },
        name(list, at),
        power,
        part("td", {}, value(chances.term(at), any, "term")),
      ),
    );
  }
  if (others > 0) {
    const rest = value(chances.total() - listed, any, "term");
    body.push(
      part(
        "tr",
        {},
        part("th", { scope: "row" }, `${many(others)} others`),
        part("td", {}),
        part("td", {}, rest),
      ),
    );
  }
  const sum = value(chances.total(), any, "total");
  body.push(
    part("tr", { class: "total" }, part("th", { scope: "row" }, "sum"), part("td", {}), part("td", {}, sum)),
  );
  const shifted =
    chances.shift === 0
      ? null
      : part("caption", {}, `the largest exponent, ${signed(chances.shift)}, is taken off`);
  return part("table", {}, ...(shifted === null ? [] : [shifted]), part("tbody", {}, ...body));
}

function name(list: Listing, row: number): Part {
  const text = list.text(row);
  return part("th", { scope: "row" }, part("code", {}, text === null ? "…" : shown(text)));
}

function quotient(chances: Chances, row: number): Part {
  return line(
    value(chances.term(row), any),
    " ÷ ",
    value(chances.total(), any),
    " = ",
    value(chances.softmax(row), percent, cutLines(chances, row).length > 0 ? "softmax" : "result"),
  );
}

/** A line for each cut that is on, up to the one that takes the token away. */
function cutLines(chances: Chances, row: number): Part[] {
  const { top_k, top_p, min_p } = chances.settings;
  const lines: Part[] = [];
  const gone = () => lines.some((one) => one.attributes["data-out"] === true);
  const add = (out: boolean, text: string) =>
    lines.push(part("p", { "data-out": out }, part("b", {}, out ? "✕ " : "✓ "), text));
  if (top_k > 0 && top_k < chances.size)
    add(row >= chances.left["top-k"], `top-k: number ${many(row + 1)}, ${many(top_k)} stay`);
  if (top_p < 1 && !gone()) {
    const before = row === 0 ? 0 : chances.running(row - 1);
    const out = row >= chances.left["top-p"];
    add(
      out,
      `top-p: the likelier ones have ${before.toFixed(4)}, ${out ? "enough" : "not yet"} for ${plain(top_p)}`,
    );
  }
  if (min_p > 0 && !gone()) {
    const out = row >= chances.left["min-p"];
    const ratio = any(chances.softmax(row) / chances.softmax(0));
    add(out, `min-p: ${ratio} of the largest, ${plain(min_p)} ${out ? "is needed" : "is enough"}`);
  }
  return lines;
}

function renormalised(chances: Chances, row: number): Part {
  const p = chances.probability(row);
  if (!chances.has(row)) return step("Cut away", line("p = ", value(0, percent, "result")));
  return step(
    "Divide by what is left",
    line(
      value(chances.softmax(row), percent),
      " ÷ ",
      value(chances.mass, percent, "mass"),
      " = ",
      value(p, percent, "result"),
    ),
  );
}

function step(title: string, ...inside: Part[]): Part {
  return part("li", {}, part("h4", {}, title), ...inside);
}

function line(...inside: Wanted[]): Part {
  return part("p", { class: "sum" }, ...inside);
}

function value(number: number, inWords: (value: number) => string, role = ""): Part {
  return part(
    role === "result" ? "b" : "span",
    { "data-value": number, "data-role": role || null },
    inWords(number),
  );
}
