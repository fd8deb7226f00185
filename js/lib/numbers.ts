/** Numbers as text. Every number shown is the model's own float32; only the digits shown differ. */

/**
 * The shortest decimal that reads back as the same float32.
 *
 * @example exact(Math.fround(0.1)) // "0.1", not "0.10000000149011612"
 */
export function exact(value: number): string {
  if (!Number.isFinite(value)) return special(value);
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return decimal(shorter);
  }
  return decimal(Number(value.toPrecision(9)));
}

function decimal(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential() : String(value);
}

/** Four decimals, or powers of ten below them: for places where the exact value is near by. */
export function brief(value: number): string {
  if (!Number.isFinite(value)) return special(value);
  return value === 0 || value >= 0.001 ? value.toFixed(4) : value.toExponential(1);
}

function special(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "∞" : "−∞";
}

/** "1 patch", "2 patches". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
