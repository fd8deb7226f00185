/** Scales of a drawing: from numbers to pixels, with round numbers along them. */

/** A scale from numbers to pixels, and round numbers along it. */
export type Axis = { at(value: number): number; ticks: number[] };

/** A scale that shows all of some numbers, and zero, between two places in pixels. */
export function axis(values: number[], from: number, to: number): Axis {
  const real = values.filter(Number.isFinite);
  const low = real.reduce((least, one) => Math.min(least, one), 0);
  const high = real.reduce((most, one) => Math.max(most, one), low + 1e-9);
  const pad = (high - low) * 0.04;
  const [start, end] = [low - pad, high + pad];
  return {
    at: (value) => from + ((value - start) / (end - start)) * (to - from),
    ticks: round(start, end),
  };
}

/** Four to nine round numbers between two others. */
export function round(start: number, end: number): number[] {
  const rough = (end - start) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const found: number[] = [];
  for (let at = Math.ceil(start / step); at * step <= end; at++)
    found.push(Number((at * step).toPrecision(6)));
  return found;
}

/** A round number as text. */
export function label(tick: number): string {
  return String(tick).replace("-", "−");
}
