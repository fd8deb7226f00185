/** Numbers and places in words. */

import { quoted } from "../lib/tokens.ts";
import type { Spot } from "./brush.ts";
import type { Column, Scene } from "./scene.ts";

/** A probability with as many digits as tell it from zero and from one. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "NaN";
  const number = share * 100;
  if (number >= 99.95 && share < 1) return ">99.9 %";
  if (number >= 10) return `${number.toFixed(1)} %`;
  if (number >= 0.01) return `${number.toFixed(2)} %`;
  return number > 0 ? `${number.toExponential(0)} %` : "0 %";
}

/** "query of token 3 ' Tower', head 1, dimension 7". */
export function inWords(scene: Scene, { step, row, cell }: Spot): string {
  const column = scene.columns.get(step);
  const token = `token ${row} ${quoted(scene.tokens[row] ?? "")}`;
  const strip = scene.strips.get(step);
  if (strip === undefined) {
    return `${column?.label ?? step}, head ${scene.head.head}: ${token} looks at token ${cell} ${quoted(scene.tokens[cell] ?? "")}`;
  }
  const head = strip.head === null ? "" : `, head ${strip.head}`;
  return `${column?.label ?? step} of ${token}${head}, dimension ${strip.place(row, cell)} of ${strip.width}`;
}

/** What makes a matrix, as a formula with the model's own numbers. */
export function rule(name: string, column: Column | undefined): string {
  const number = (key: string) => short(column?.numbers[key] ?? Number.NaN);
  if (name === "dot_products") return "query · key";
  if (name === "scaled") return `× ${number("factor")}`;
  if (name === "capped") return `${number("cap")} · tanh(x / ${number("cap")})`;
  if (name === "masked") return "hidden: −∞";
  return "softmax of each row";
}

/** Four digits: for a scale, not for a value. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
