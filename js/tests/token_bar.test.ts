import { describe, expect, test } from "vitest";
import { facts } from "../token_bar/facts.ts";
import { createFields } from "../token_bar/fields.ts";
import { createNext } from "../token_bar/next.ts";
import { part } from "../token_bar/parts.ts";
import { type Next, type Screen, Strip } from "../token_bar/state.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const u32 = (values: number[]) => new DataView(Uint32Array.from(values).buffer);
const next = (text: string, chance: number): Next => ({
  ids: u32([3]),
  texts: [text],
  probabilities: [f32([chance])],
});

const SCREEN: Screen = {
  prompt: { text: "The cat sat", ids: false },
  other: null,
  tokens: ["The", " cat", " sat"],
  other_tokens: null,
  ids: u32([1, 2, 3]),
  other_ids: u32([]),
  changed: false,
  missing: { "clean - other": "no other prompt" },
  edited: f32([-1, -2.5]),
  clean: f32([-1, -2]),
  others: f32([]),
  next: next(" on", 0.5),
  other_next: null,
};

describe("the strip", () => {
  test("has a log-probability for all tokens but the first, and its change", () => {
    const strip = new Strip(SCREEN);
    expect([0, 1, 2].map((at) => strip.said("edited", at))).toEqual([null, -1, -2.5]);
    expect(strip.value("edited - clean", 2)).toBe(-0.5);
    expect(strip.range("edited")).toEqual({ low: -3, high: 0 });
    expect(strip.describe(2, "clean")).toBe('position 2, " sat", log-probability -2');
  });

  test("is compared with the other prompt's own log-probabilities, position by position", () => {
    const screen: Screen = {
      ...SCREEN,
      other_tokens: ["The", " dog", " sat"],
      other_ids: u32([1, 9, 3]),
      others: f32([-3, -0.5]),
      changed: true,
      missing: {},
    };
    const strip = new Strip(screen);
    expect([0, 1, 2].map((at) => strip.value("edited - other", at))).toEqual([null, 2, -2]);
    expect([0, 1, 2].map((at) => strip.value("clean - other", at))).toEqual([null, 2, -1.5]);
    expect(strip.range("clean - other")).toEqual({ low: -2, high: 2 });
    expect(strip.describe(2, "edited - other")).toBe('position 2, " sat", difference -2');
    const line = document.createElement("p");
    line.append(...facts(strip, 2));
    expect(line.textContent).toContain("now − other −2");
    line.replaceChildren(
      ...facts(new Strip({ ...screen, missing: { "clean - other": "prompts of unequal length" } }), 2),
    );
    expect(line.textContent).not.toContain("now − other");
  });

  test("says what comes after the last token, or after the selected one", () => {
    expect(new Strip(SCREEN).next("next")).toEqual([{ id: 3, text: " on", probabilities: [0.5] }]);
    const here = new Strip(SCREEN, { position: 0, next: next(" dog", 0.25), other_next: null });
    expect(here.next("next")).toEqual([{ id: 3, text: " dog", probabilities: [0.25] }]);
    expect(here.next("other_next")).toEqual([]);
  });

  test("names the token that the next ones come after", () => {
    const made = createNext();
    made.draw(new Strip(SCREEN, { position: 1, next: next(" ran", 0.25) }));
    expect(made.element.querySelector("h3")?.textContent).toBe("Next token after ·cat (1)");
    made.draw(new Strip(SCREEN));
    expect(made.element.querySelector("h3")?.textContent).toBe("Next token");
    expect(made.element.querySelector("td.value")?.textContent).toBe("0.5000");
  });
});

describe("a long prompt", () => {
  test("is in parts, the last of them shorter", () => {
    expect(part(0, 8)).toEqual({ from: 0, upto: 8 });
    expect(part(399, 2000)).toEqual({ from: 0, upto: 400 });
    expect(part(400, 2000)).toEqual({ from: 400, upto: 800 });
    expect(part(450, 451)).toEqual({ from: 400, upto: 451 });
  });

  test("a line break in a prompt is not taken for something typed", () => {
    const fields = createFields(async () => true, new AbortController().signal);
    const text = "one\ntwo\r\n";
    fields.draw({ text, ids: false }, null, [3, 0]);
    expect(fields.element.querySelector("[data-typed]")).toBeNull();
    const [field] = fields.element.querySelectorAll("input");
    if (field) field.value = "onetwo more";
    field?.dispatchEvent(new Event("input"));
    expect(fields.element.querySelector("[data-typed] input")).toBe(field);
  });
});
