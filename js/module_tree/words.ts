/** Numbers and shapes as text. */

import { exact } from "../lib/numbers.ts";

const UNITS: [number, string][] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];

/** Three digits and a letter; the exact number is near by. */
export function short(number: number): string {
  const [size, letter] = UNITS.find(([unit]) => number >= unit) ?? [1, ""];
  if (size === 1) return String(number);
  const three = (number / size).toPrecision(3);
  return `${three.includes("e") ? Number(three) : three} ${letter}`;
}

/** All digits, in groups of three. */
export function whole(number: number): string {
  return number.toLocaleString("en-US");
}

/** Four digits that matter. */
export function four(value: number): string {
  if (!Number.isFinite(value) || value === 0) return exact(value);
  const size = Math.abs(value);
  return size >= 1e5 || size < 1e-3 ? value.toExponential(2) : value.toPrecision(4);
}

/** A share as a percentage, three digits. */
export function percent(share: number): string {
  if (!Number.isFinite(share) || share === 0) return `${exact(share)} %`;
  if (share < 0.0001) return "< 0.01 %";
  return share < 10 ? `${Number((100 * share).toPrecision(3))} %` : `${whole(Math.round(100 * share))} %`;
}

/** A time given in milliseconds, three digits. */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${digits(milliseconds / 1000)} s`;
  return milliseconds >= 1 ? `${digits(milliseconds)} ms` : `${digits(milliseconds * 1000)} µs`;
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function shape(sizes: readonly number[]): string {
  return sizes.length === 0 ? "scalar" : sizes.join(" × ");
}
