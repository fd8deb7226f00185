/** Whether what flows can be told apart: by colour, whatever cones one has, and with no colour at all. */

import { describe, expect, test } from "vitest";
import { ROLES } from "../flow/roles.ts";
import { contrast } from "../lib/colour.ts";
import { apart, parsed, SIGHTS } from "./sight.ts";

const ALL = Object.entries(ROLES);
const PAPER = { light: ["#ffffff", "#f5f7fa"], dark: ["#111418", "#1a2029"] } as const;
const pairs = <T>(all: readonly T[]) =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));

describe("the measure", () => {
  test("is CIE's: white and black are 100 apart, and what is the same is not", () => {
    expect(apart("#ffffff", "#000000", SIGHTS.usual)).toBeCloseTo(100, 0);
    expect(apart("#009e73", "#009e73", SIGHTS.tritanopia)).toBe(0);
    expect(apart("#ff0000", "#00ff00", SIGHTS.usual)).toBeCloseTo(170.6, 0);
  });

  test("finds colours that are confused", () => {
    expect(apart("#8f7a00", "#6f8a00", SIGHTS.deuteranopia)).toBeLessThan(20);
    expect(apart("#0072b2", "#009e73", SIGHTS.tritanopia)).toBeLessThan(20); // Okabe and Ito's own
  });
});

describe.each(["light", "dark"] as const)("on %s paper", (theme) => {
  test.each(Object.entries(SIGHTS))("queries, keys and values differ with %s sight", (_, sight) => {
    for (const [one, other] of pairs([ROLES.query, ROLES.key, ROLES.value]))
      expect(apart(one[theme], other[theme], sight)).toBeGreaterThanOrEqual(20);
  });

  test.each(Object.entries(SIGHTS))("so does all else, nearly as much, with %s sight", (_, sight) => {
    for (const [one, other] of pairs(Object.values(ROLES)))
      expect(apart(one[theme], other[theme], sight)).toBeGreaterThanOrEqual(15);
  });

  test.each(ALL)("the %s stands out from the page", (_, role) => {
    for (const paper of PAPER[theme])
      expect(contrast(parsed(role[theme]), parsed(paper))).toBeGreaterThanOrEqual(3);
  });
});

test("each has its own letter and its own pattern, so that no colour is needed", () => {
  expect(new Set(ALL.map(([, { letter }]) => letter)).size).toBe(ALL.length);
  expect(new Set(ALL.map(([, { dash }]) => dash.join(" "))).size).toBe(ALL.length);
  expect(ALL.every(([, { letter }]) => /^[A-Z]$/.test(letter))).toBe(true);
  expect(ALL.every(([, { dash }]) => dash.length % 2 === 0 && dash.every((length) => length > 0))).toBe(true);
});
