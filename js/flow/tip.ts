/** What is pointed at, in words: which number it is, its value, and the vector that it is in. */

import { h } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { quoted } from "../lib/tokens.ts";
import { LOGITS, type Next, type Spot } from "./brush.ts";
import type { Scene } from "./scene.ts";
import { inWords, percent } from "./words.ts";

/** So many terms are listed. */
const TERMS = 4;

type Shown = { scene: Scene; next: Next };

export class Tip {
  readonly element = h("div", { class: "flow-tip", role: "tooltip", hidden: true });

  draw({ scene, next }: Shown, spot: Spot | null, x: number, y: number, room: number): void {
    this.element.hidden = spot === null;
    if (spot === null) return;
    this.element.replaceChildren(...(spot.step === LOGITS ? ofToken(next, spot.cell) : lines(scene, spot)));
    const width = Math.min(340, room);
    this.element.style.left = `${Math.max(4, Math.min(x, room - width - 4))}px`;
    this.element.style.top = `${y + 10}px`;
    this.element.style.maxWidth = `${width}px`;
  }
}

const line = (name: string, text: string): HTMLElement => h("p", { class: name }, text);

/** A token that may come next. */
function ofToken(next: Next, id: number): HTMLElement[] {
  const at = next.ids.indexOf(id);
  const before = next.clean?.[at];
  return [
    line("what", `next token ${quoted(next.strings[at] ?? "")}, id ${id}`),
    line("number", exact(next.logits[at] ?? Number.NaN)),
    line(
      "facts",
      `its logit; of the whole vocabulary it has ${percent(next.probabilities[at] ?? Number.NaN)}`,
    ),
    ...(before === undefined ? [] : [line("before", `${percent(before)} without changes`)]),
  ];
}

/** The largest terms of a query times a key, and the rest: what adds up to the number above. */
function terms(scene: Scene, { step, row, cell }: Spot, value: number): HTMLElement[] {
  const [query, key] = (scene.columns.get(step)?.inputs ?? []).map((name) => scene.strips.get(name));
  if (!query || !key || query.cells < query.width || key.cells < key.width)
    return [line("facts", "a click shows its terms")];
  const all = Array.from({ length: query.width }, (_, at) => ({
    at,
    product: query.at(row, at) * key.at(cell, at),
  }));
  all.sort((one, other) => Math.abs(other.product) - Math.abs(one.product));
  const shown = all.slice(0, TERMS);
  const sum = shown.reduce((so, { product }) => so + product, 0);
  const text = ({ at, product }: (typeof all)[number]) =>
    `[${at}] ${exact(query.at(row, at))} × ${exact(key.at(cell, at))} = ${product.toPrecision(6)}`;
  return [
    ...shown.map((one) => line("term", text(one))),
    line("term", `${all.length - shown.length} more terms = ${(value - sum).toPrecision(6)}`),
  ];
}

function lines(scene: Scene, spot: Spot): HTMLElement[] {
  const column = scene.columns.get(spot.step);
  const strip = scene.strips.get(spot.step);
  const made = [line("what", inWords(scene, spot))];
  if (strip === undefined) {
    const matrix = scene.matrices.get(spot.step);
    const value = matrix?.at(spot.row, spot.cell) ?? null;
    made.push(line("number", value === null ? "−∞: it may not look there" : exact(value)));
    if (spot.step === "dot_products") made.push(...terms(scene, spot, value ?? Number.NaN));
    const before = matrix?.ghost?.at(spot.row, spot.cell) ?? null;
    if (before !== null && before !== value) made.push(line("before", `${exact(before)} without changes`));
  } else {
    made.push(line("number", exact(strip.at(spot.row, spot.cell))));
    const before = strip.before(spot.row, spot.cell);
    if (before !== null && before !== strip.at(spot.row, spot.cell))
      made.push(line("before", `${exact(before)} without changes`));
    const [norm, mean] = [strip.norms[spot.row] ?? Number.NaN, strip.means[spot.row] ?? Number.NaN];
    made.push(line("facts", `vector of ${strip.width} · norm ${exact(norm)} · mean ${exact(mean)}`));
    if (strip.cells < strip.width)
      made.push(line("facts", `the largest of ${Math.round(strip.width / strip.cells)} numbers here`));
  }
  if (column?.path) made.push(line("path", column.path));
  if (column !== undefined && column.kind !== "blocks") made.push(line("facts", column.formula));
  return made;
}
