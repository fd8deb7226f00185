/** The maps as people without one sort of cones see them: Machado, Oliveira and Fernandes (2009), severity 1. */

import { describe, expect, test } from "vitest";
import { ends } from "../activation_heatmap/ends.ts";
import { maps, type Rgb, shade } from "../lib/palette.ts";

const SIGHTS = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
};
const TABLE = maps("light").diverging.length;

function seen(sight: number[], colour: Rgb): [number, number, number] {
  const linear = colour.map((one) => {
    const share = one / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const row = (at: number) =>
    linear.reduce((sum, one, channel) => sum + one * (sight[3 * at + channel] ?? 0), 0);
  return [row(0), row(1), row(2)].map((one) => Math.min(1, Math.max(0, one))) as [number, number, number];
}

/** CIE L*a*b* of linear sRGB, with the white of D65. */
function lab([r, g, b]: [number, number, number]): [number, number, number] {
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (one: number[], other: number[]) =>
  Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)));

describe.each(["light", "dark"] as const)("in the %s theme", (theme) => {
  const { sequential, diverging } = maps(theme);
  const palette = { ...maps(theme) } as Parameters<typeof shade>[0];

  describe.each(Object.entries(SIGHTS))("with %s", (_, sight) => {
    const look = (colour: Rgb | undefined) => lab(seen(sight, colour ?? [0, 0, 0]));

    test("a sequential map goes one way in lightness, so that more is never taken for less", () => {
      const lightness = sequential.map((colour) => look(colour)[0]);
      const steps = lightness.slice(8).map((value, at) => value - (lightness[at] ?? 0));
      expect(steps.every((step) => (theme === "light" ? step < 0 : step > 0))).toBe(true);
    });

    test("the sides of a diverging map are told apart from a fifth of its reach on", () => {
      for (let at = Math.round(TABLE * 0.1); at <= TABLE / 2 - 1; at++) {
        const [less, more] = [diverging[TABLE / 2 - 1 - at], diverging[TABLE / 2 + at]];
        expect(distance(look(less), look(more))).toBeGreaterThan(12);
      }
    });

    test("each side goes one way in lightness", () => {
      const lightness = diverging.map((colour) => look(colour)[0]);
      const middle = TABLE / 2;
      const outward = theme === "light" ? -1 : 1;
      for (let at = middle + 8; at < TABLE; at++)
        expect(outward * ((lightness[at] ?? 0) - (lightness[at - 8] ?? 0))).toBeGreaterThan(0);
      for (let at = middle - 9; at >= 0; at--)
        expect(outward * ((lightness[at] ?? 0) - (lightness[at + 8] ?? 0))).toBeGreaterThan(0);
    });

    test.each(["diverging", "sequential"] as const)(
      "below and above a %s map are colours of their own",
      (kind) => {
        const { under, over } = ends({ dark: theme === "dark" }, kind);
        const hole = look(shade(palette, Number.NaN, 1));
        for (const end of [under, over].map(look)) {
          for (const colour of kind === "diverging" ? diverging : sequential)
            expect(distance(look(colour), end)).toBeGreaterThan(12);
          expect(distance(end, hole)).toBeGreaterThan(20);
        }
        expect(distance(look(under), look(over))).toBeGreaterThan(20);
      },
    );

    test("what is no number has a colour that neither map has", () => {
      const hole = look(shade(palette, Number.NaN, 1));
      for (const colour of [...sequential, ...diverging])
        expect(distance(look(colour), hole)).toBeGreaterThan(20);
    });
  });
});
