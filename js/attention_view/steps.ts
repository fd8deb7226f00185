/** How a weight comes about: query · key term by term, scaling, mask or bias, softmax, each with its real number. */

import { float32 } from "../lib/codecs.ts";
import { h } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { contextOf } from "../lib/pad.ts";
import { css, type Palette } from "../lib/palette.ts";
import { quoted } from "../lib/tokens.ts";
import type { Steps } from "./attention.ts";

const SHOWN = 6;
/** Scores below are a mask's: the smallest number of the type, or minus infinity. */
const MASKED = -1e4;

/** The numbers of a weight's steps, and what follows from them. */
export function decoded(steps: Steps) {
  const [dot = Number.NaN, factor = Number.NaN, score = Number.NaN, weight = Number.NaN] = float32(
    steps.numbers,
  );
  const terms = float32(steps.terms);
  const row = float32(steps.row);
  const highest = row.reduce((most, one) => (one > most ? one : most), Number.NEGATIVE_INFINITY);
  const share = row.reduce((sum, one) => sum + Math.exp(one - highest), 0);
  const scaled = Math.fround(dot * factor);
  const rest = score - scaled;
  return {
    dot,
    factor,
    score,
    weight,
    terms,
    scaled,
    masked: score < MASKED,
    rest: Math.abs(rest) <= 1e-4 * Math.max(1, Math.abs(score)) ? 0 : rest,
    softmax: Math.exp(score - highest) / share,
    order: Array.from(terms, (_, at) => at).sort((a, b) => Math.abs(terms[b] ?? 0) - Math.abs(terms[a] ?? 0)),
  };
}

export class StepsPanel {
  readonly element = h("section", { class: "steps", "aria-label": "How this weight comes about" });
  readonly #canvas = h("canvas", { role: "img" });

  draw(steps: Steps | null, tokens: string[], palette: Palette, room: number): void {
    this.element.hidden = steps === null;
    if (steps === null) return;
    const found = decoded(steps);
    const { dot, factor, score, weight, terms, scaled, masked, rest, softmax, order } = found;
    const name = (at: number) => quoted(tokens[at] ?? "");
    const shared = steps.key_head === steps.head ? "" : ` (key head ${steps.key_head}, shared)`;
    const listed = order.slice(0, SHOWN).map((at) => term(`${at}`, terms[at] ?? 0));
    const left = order.slice(SHOWN).reduce((sum, at) => sum + (terms[at] ?? 0), 0);
    if (order.length > SHOWN) listed.push(term(`${order.length - SHOWN} more`, left));
    listed.push(term("sum", dot, "sum"));
    const changed = Math.abs(softmax - weight) > 1e-4 ? "; a change has made it" : "";
    this.element.replaceChildren(
      h("h3", {}, `How ${name(steps.position)} comes to attend to ${name(steps.key)}`),
      h(
        "div",
        { class: "chain" },
        step("1", "query · key", exact(dot), `${terms.length} terms${shared}`),
        step("2", "scaled", exact(scaled), `× ${exact(factor)}`),
        step("3", "masked", masked ? "−∞" : exact(score), masked ? "a later token" : added(rest)),
        step("4", "softmax", exact(weight), `e^score / Σ = ${exact(Math.fround(softmax))}${changed}`),
      ),
      h(
        "div",
        { class: "terms" },
        this.#canvas,
        h(
          "table",
          {},
          h("caption", {}, "query × key by dimension, largest first"),
          h("tbody", {}, ...listed),
        ),
      ),
    );
    this.#bars(found.terms, order, palette, Math.max(180, Math.min(520, room - 230)));
  }

  #bars(terms: Float32Array, order: number[], palette: Palette, width: number): void {
    this.#canvas.setAttribute("aria-label", `${terms.length} terms as bars, largest first`);
    const height = 150;
    const context = contextOf(this.#canvas, width, height);
    if (context === null) return;
    const most = Math.abs(terms[order[0] ?? 0] ?? 1) || 1;
    const step = width / terms.length;
    order.forEach((at, rank) => {
      const value = terms[at] ?? 0;
      const tall = (value / most) * (height / 2 - 4);
      context.fillStyle = css(palette.diverging[value < 0 ? 45 : 210] ?? [0, 0, 0]);
      context.fillRect(rank * step, height / 2 - Math.max(0, tall), Math.max(1, step - 1), Math.abs(tall));
    });
    context.fillStyle = palette.quiet;
    context.fillRect(0, height / 2 - 0.5, width, 1);
  }
}

function step(number: string, name: string, value: string, note: string): HTMLElement {
  return h(
    "div",
    { class: "step" },
    h("span", { class: "name" }, h("b", {}, number), ` ${name}`),
    h("output", {}, value),
    h("small", {}, note),
  );
}

function added(rest: number): string {
  return rest === 0
    ? "nothing added"
    : `${rest > 0 ? "+" : "−"} ${Math.abs(rest).toPrecision(4)} of bias or cap`;
}

function term(name: string, value: number, kind = ""): HTMLElement {
  return h(
    "tr",
    { class: kind || null },
    h("th", { scope: "row" }, name),
    h("td", {}, exact(Math.fround(value))),
  );
}
