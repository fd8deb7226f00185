/** Numbers of this view as text. */

import { brief } from "../lib/numbers.ts";

/** A logit, with a real minus. */
export function signed(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return brief(value);
  return value.toFixed(digits).replace("-", "−");
}

/** A probability as a share of a hundred: never "0 %" for what is more than nothing. */
export function percent(value: number): string {
  if (!Number.isFinite(value)) return brief(value);
  if (value === 0 || value === 1) return `${value * 100} %`;
  if (value >= 0.9995) return "> 99.9 %";
  if (value >= 0.0001) return `${(value * 100).toFixed(value >= 0.1 ? 1 : 2)} %`;
  if (value >= 0.000001) return `${(value * 100).toPrecision(1)} %`;
  return `${(value * 100).toExponential(0).replace("-", "−")} %`;
}

/** A number of any size in four digits. */
export function any(value: number): string {
  if (!Number.isFinite(value)) return brief(value);
  const size = Math.abs(value);
  const text = size !== 0 && (size < 0.001 || size >= 1e5) ? value.toExponential(3) : value.toPrecision(4);
  return text.replace("e+", "e").replaceAll("-", "−");
}

/** A number that somebody has set, as short as it can be. */
export function plain(value: number): string {
  return String(Number(value.toPrecision(4)));
}

const GROUPED = new Intl.NumberFormat("en-US");

/** 50257 as "50,257". */
export function many(value: number): string {
  return GROUPED.format(value);
}
