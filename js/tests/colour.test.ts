import { describe, expect, test } from "vitest";
import { colourAt, contrast, inkOn, scale, step, stops } from "../lib/colour.ts";

const WHITE = [1, 1, 1] as const;
const PLACES = Array.from({ length: 256 }, (_, index) => index / 255);

describe.each(["light", "dark"] as const)("the %s scale", (theme) => {
  test("gets steadily darker or lighter, so that it can be read without colour", () => {
    const lightness = PLACES.map((at) => 1 / contrast(colourAt(at, theme), WHITE));
    const steps = lightness.slice(1).map((value, index) => value - (lightness[index] ?? 0));
    expect(steps.every((change) => (theme === "light" ? change < 0 : change > 0))).toBe(true);
  });

  test("has readable ink on every step", () => {
    const worst = Math.min(
      ...PLACES.map((at) => contrast(colourAt(at, theme), inkOn(colourAt(at, theme), at, theme))),
    );
    expect(worst).toBeGreaterThanOrEqual(4.5);
  });
});

test("one step in 256 for each probability, held at the ends", () => {
  expect([0, 0.5, 1, -1, 2].map(step)).toEqual([0, 128, 255, 0, 255]);
  expect(scale()).toHaveLength(256);
  expect(scale()[0]?.background).toBe("light-dark(#f6f8fb, #171e28)");
  expect(stops()).toContain("--scale-light:#f6f8fb,");
});
