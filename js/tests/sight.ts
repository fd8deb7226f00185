/** Colours as people without one sort of cones see them: Machado, Oliveira and Fernandes (2009), severity 1. */

export const SIGHTS = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

type Three = [number, number, number];

/** "#rrggbb" as sRGB in 0…1. */
export function parsed(text: string): Three {
  return [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16) / 255) as Three;
}

/** How far two colours are apart for a sight: CIE 1976 ΔE. */
export function apart(one: string, other: string, sight: number[]): number {
  const [a, b] = [lab(seen(parsed(one), sight)), lab(seen(parsed(other), sight))];
  return Math.hypot(...a.map((value, at) => value - (b[at] ?? 0)));
}

/** Linear sRGB as a sight has it. */
function seen(colour: Three, sight: number[]): Three {
  const linear = colour.map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  const row = (at: number) =>
    linear.reduce((sum, one, channel) => sum + one * (sight[3 * at + channel] ?? 0), 0);
  return [row(0), row(1), row(2)].map((one) => Math.min(1, Math.max(0, one))) as Three;
}

/** CIE L*a*b* of linear sRGB, with the white of D65. */
function lab([r, g, b]: Three): Three {
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
