/** The arithmetic of each kind of step, in numbers: all that is no product of matrices. */

import { float32 } from "../../lib/codecs.ts";
import { h } from "../../lib/dom.ts";
import { exact } from "../../lib/numbers.ts";
import type { Palette } from "../../lib/palette.ts";
import { curvePicture } from "./curve.ts";
import type { Opened } from "./data.ts";
import { bar, equation, fraction, type Piece, paint, result } from "./parts.ts";
import { turn } from "./rotation.ts";
import { reach, shares } from "./row.ts";
import { histogram } from "./spread.ts";

export type Beside = (position: number, dimension: number) => void;
type Draw = (opened: Opened, palette: Palette, open: Beside) => Node[];

/** What is drawn of a number, by its step's kind. */
export function told(opened: Opened, palette: Palette, open: Beside): Node[] {
  return (KINDS[opened.raw.kind] ?? apart)(opened, palette, open);
}

const KINDS: Record<string, Draw> = {
  norm,
  activation: curved,
  cap: curved,
  sum,
  embedding,
  rotation,
  scale: product,
  product,
  mask,
  softmax,
};

function norm(opened: Opened): Node[] {
  const { terms, bias, total, value } = opened;
  const n = (name: string): Piece => [opened.number(name), name];
  const [x, eps] = [n("input"), n("eps")];
  const centred = opened.has("mean");
  const spread: Piece[] = ["√(", centred ? n("variance") : n("mean square"), "+", eps, ")"];
  const over: Piece[] = centred ? ["(", x, "−", n("mean"), ")"] : [x];
  const normalised = terms[0]?.left ?? Number.NaN;
  const added: Piece[] = bias === 0 ? [] : ["+", n("bias")];
  const words = centred
    ? "Mean and variance are those of this token's whole vector."
    : "The mean square is that of this token's whole vector; this norm takes no mean off.";
  return [
    equation(fraction(over, spread), "=", [normalised, "normalised"]),
    equation([normalised, "normalised"], "×", n("gain"), ...added, ...result(total, value)),
    h("p", { class: "arithmetic-quiet" }, words),
    ...(opened.raw.spread ? [histogram(opened, opened.raw.spread)] : []),
  ];
}

function curved(opened: Opened, _palette: Palette, open: Beside): Node[] {
  const { raw, total, value } = opened;
  const x: Piece = [opened.number("input"), raw.inputs[0] ?? "input"];
  const cap: Piece = [opened.number("cap"), "cap"];
  const line =
    raw.kind === "cap"
      ? equation(cap, "× tanh(", x, "÷", cap, ")", ...result(total, value))
      : equation(`${raw.note || "f"}(`, x, ")", ...result(total, value));
  const { inputs, outputs, chosen = 0 } = raw.curve ?? {};
  const point = [inputs, outputs].map((bytes) => (bytes ? float32(bytes)[chosen] : Number.NaN));
  if (raw.curve === null || !point.every(Number.isFinite)) return [line];
  const to = (place: number) => (raw.axis === "key" ? open(raw.position, place) : open(place, raw.dimension));
  return [line, curvePicture(opened, raw.curve, to)];
}

function sum(opened: Opened): Node[] {
  const { terms, rest, total, value, raw } = opened;
  const parts = terms.map(({ name, product }) => ({ name, product }));
  if (raw.rest > 0) parts.push({ name: `${raw.rest} more`, product: rest });
  const most = Math.max(...parts.map((part) => Math.abs(part.product)), Math.abs(total), 0);
  const line = (name: string, number: number, kind: string | null) =>
    h(
      "tr",
      { class: kind },
      h("th", { scope: "row" }, name),
      h("td", {}, exact(number)),
      h("td", { class: "arithmetic-bars" }, bar(number, most)),
    );
  const signs = parts.flatMap((part, at): Piece[] => [...(at > 0 ? ["+"] : []), [part.product, part.name]]);
  return [
    equation(...signs, ...result(total, value)),
    h(
      "table",
      { class: "arithmetic-list arithmetic-summands" },
      h("caption", { class: "unseen" }, "What is added"),
      h(
        "tbody",
        {},
        ...parts.map((part) => line(part.name, part.product, null)),
        line("sum", total, "arithmetic-total"),
      ),
    ),
  ];
}

function embedding(opened: Opened, palette: Palette): Node[] {
  const { raw, terms, total, value } = opened;
  const [term] = terms;
  const pieces: Piece[] = term === undefined ? [] : [[term.left, term.name]];
  if (term !== undefined && term.right !== 1) pieces.push("×", [term.right, "factor"]);
  const table = raw.weight_path || raw.path;
  const found: Node[] = [equation(...pieces, ...result(total, value))];
  if (raw.slice !== null) {
    const values = float32(raw.slice.values);
    const most = values.reduce((largest, one) => Math.max(largest, Math.abs(one)), 0);
    const cells = raw.slice.dimensions.map((dimension, at) => {
      const cell = h("span", { class: "arithmetic-cell", title: `${dimension}: ${exact(values[at] ?? 0)}` });
      paint(cell, values[at] ?? Number.NaN, most, palette);
      const one = h("li", {}, cell, h("small", {}, `${dimension}`));
      one.classList.toggle("arithmetic-chosen", dimension === raw.dimension);
      return one;
    });
    const name = `The entries beside it in ${opened.token(raw.position)}'s vector of ${raw.shape.at(-1)}`;
    found.push(h("p", { class: "arithmetic-quiet" }, `${name}, a row of ${table}:`));
    found.push(h("ul", { class: "arithmetic-slice" }, ...cells));
  }
  return found;
}

function rotation(opened: Opened): Node[] {
  const { raw, terms, total, value } = opened;
  const signs = terms.flatMap((term, at): Piece[] => [
    ...(at > 0 ? ["+"] : []),
    [term.left, term.name],
    "×",
    [
      term.right,
      terms.length === 1
        ? "factor"
        : term.index === 0
          ? "cos"
          : term.right === opened.number("sin")
            ? "sin"
            : "−sin",
    ],
  ]);
  const found: Node[] = [equation(...signs, ...result(total, value))];
  if (raw.pair === null) return [...found, h("p", {}, raw.note)];
  if (![...float32(raw.pair.before), ...float32(raw.pair.after)].every(Number.isFinite)) return found;
  const [first, second] = raw.pair.dimensions;
  const angle = opened.number("angle");
  found.push(
    h(
      "div",
      { class: "arithmetic-beside" },
      turn(opened, raw.pair),
      h(
        "div",
        {},
        h("p", {}, `Dimensions ${first} and ${second} are turned together.`),
        h("p", {}, `The angle depends on the position, here ${raw.position}: `),
        equation([angle, "rad"], "=", [(angle * 180) / Math.PI, "degrees"]),
        equation([opened.number("cos"), "cos"], ",", [opened.number("sin"), "sin"]),
        h("p", { class: "arithmetic-quiet" }, "A full turn, 2π rad, cannot be seen in it."),
      ),
    ),
  );
  return found;
}

function product({ raw, terms, total, value }: Opened): Node[] {
  const [term] = terms;
  if (term === undefined) return [];
  const right = raw.kind === "scale" ? "factor" : (raw.inputs[1] ?? "");
  return [
    equation([term.left, raw.inputs[0] ?? term.name], "×", [term.right, right], ...result(total, value)),
  ];
}

function mask(opened: Opened, _palette: Palette, open: Beside): Node[] {
  const { raw, terms, bias, total, value } = opened;
  const line = equation([terms[0]?.left ?? Number.NaN, raw.inputs[0] ?? "score"], "+", [bias, "mask"]);
  line.append(...equation(...result(total, value)).children);
  return raw.row === null ? [line] : [line, reach(opened, raw.row, (key) => open(raw.position, key))];
}

function softmax(opened: Opened, _palette: Palette, open: Beside): Node[] {
  const { raw, terms, total, value } = opened;
  const power: Piece = [terms[0]?.left ?? Number.NaN, "e^(x − max)"];
  const lines = [
    equation(
      "exp(",
      [opened.number("input"), "x"],
      "−",
      [opened.number("maximum"), "max of the row"],
      ")",
      "=",
      power,
    ),
    equation(power, "÷", [opened.number("sum"), "sum of the row"], ...result(total, value)),
  ];
  return raw.row === null ? lines : [...lines, shares(opened, raw.row, (key) => open(raw.position, key))];
}

/** What is not taken apart. */
function apart({ raw, value }: Opened): Node[] {
  const why = raw.note === "" ? "" : `: ${raw.note}`;
  const words =
    raw.kind === "blocks"
      ? `What other blocks have made is not taken apart here${why}.`
      : `Not taken apart${why}.`;
  return [equation([value, "this number"]), h("p", {}, words)];
}
