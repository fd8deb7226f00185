/** The generation without a browser: what is asked of the numbers, how they are coloured, how branches are drawn. */

import { describe, expect, it, vi } from "vitest";
import { Alternatives } from "../generation/alternatives.ts";
import { BranchTree } from "../generation/branches.ts";
import { shade } from "../generation/colours.ts";
import { facts } from "../generation/facts.ts";
import { type Branch, CUT, type Screen, Text } from "../generation/state.ts";
import { TextView } from "../generation/text.ts";

const f32 = (...values: number[]) => new DataView(Float32Array.from(values).buffer);
const u32 = (...values: number[]) => new DataView(Uint32Array.from(values).buffer);

/** Two tokens of a prompt and one that was written, with two alternatives in each place. */
function screen(changes: Partial<Screen> = {}): Screen {
  return {
    empty: false,
    first: 2,
    limit: 8,
    full: false,
    ended: false,
    ends: [9],
    vocabulary: u32(3, 4, 5, 9),
    strings: ["The", " cat", " sat", "<end>"],
    runs: ["edited", "clean", "other"],
    ahead: [],
    branches: [],
    stale: false,
    code: "",
    ids: u32(3, 4, 5),
    said: { edited: f32(Number.NaN, 0.5, 0.25), clean: f32(Number.NaN, 0.5, 0.75), other: f32(0, 0, 0.125) },
    bits: { edited: f32(Number.NaN, 1, 2), clean: f32(Number.NaN, 1, 0.415), other: f32(0, 0, 3) },
    top: u32(4, 5, 9, 3, 9, 4),
    chances: {
      edited: f32(0.5, 0.125, 0.5, 0.375, 0.9, 0.05),
      clean: f32(0.5, 0.125, 0.0625, 0.03125, 0.8, 0.1),
      other: f32(0, 0, 0.25, 0.5, 0.7, 0.2),
    },
    ranks: u32(0, 0, 2),
    drawn: f32(1, 0, 0.75, 0.25),
    taken: f32(-1),
    ...changes,
  };
}

describe("the numbers of a text", () => {
  const text = new Text(screen());

  it("have none where nothing predicts a token", () => {
    expect(text.value(0, "edited", "probability")).toBeNull();
    expect(text.value(1, "other", "surprisal")).toBeNull();
    expect(text.value(1, "edited - other", "probability")).toBeNull();
  });

  it("are a run's, or the difference of two", () => {
    expect(text.value(2, "clean", "probability")).toBe(0.75);
    expect(text.value(2, "edited - clean", "probability")).toBe(-0.5);
    expect(text.value(2, "edited - other", "surprisal")).toBe(-1);
    expect([text.reach("edited", "probability"), text.reach("edited - clean", "probability")]).toEqual([
      1, 0.5,
    ]);
    expect(text.reach("edited", "surprisal")).toBe(2);
  });

  it("keep what the model has no number for", () => {
    const broken = new Text(
      screen({ said: { ...screen().said, edited: f32(Number.NaN, Number.NaN, 0.25) } }),
    );
    expect(broken.value(1, "edited", "probability")).toBeNaN();
    expect(broken.reach("edited - clean", "probability")).toBe(0.5);
    expect(shade(Number.NaN, 1, "edited", "probability")).toBeNull();
  });

  it("say why something cannot be shown", () => {
    const alone = new Text(screen({ runs: ["edited"] }));
    expect(alone.missing("edited - clean")).toBe("There are no changes");
    expect(alone.missing("other")).toContain("no other prompt");
    expect(text.missing("clean - other")).toBe("");
  });
});

describe("the alternatives", () => {
  const text = new Text(screen());

  it("are the likeliest, and what was taken at the end if it is none of them", () => {
    const found = text.guesses(2);
    expect(found.map(({ text }) => text)).toEqual(["<end>", "The", " sat"]);
    expect(found[2]).toMatchObject({
      taken: true,
      rank: 2,
      drawn: CUT,
      chances: { edited: 0.25, clean: 0.75 },
    });
    expect(found[0]).toMatchObject({ taken: false, rank: 0, drawn: 1 });
  });

  it("say which are cut, and not of one that is only very unlikely", () => {
    const ignored = { take: vi.fn(), back: vi.fn(), leave: vi.fn() };
    const list = new Alternatives(ignored, new AbortController().signal);
    list.draw(text, 2);
    const rows = [...list.element.querySelectorAll("[role=option]")];
    expect(rows.map((row) => row.querySelector(".cut") !== null)).toEqual([false, false, true]);
    expect(rows[1]?.getAttribute("aria-label")).toContain("drawn with 0");
    expect(rows[2]?.getAttribute("aria-label")).toContain("cut by the sampling");
  });

  it("of the prompt are not drawn, of the next none is taken", () => {
    expect(text.guesses(1).map(({ drawn, taken }) => [drawn, taken])).toEqual([
      [null, true],
      [null, false],
    ]);
    expect(text.guesses(3).map(({ id, drawn, taken }) => [id, drawn, taken])).toEqual([
      [9, 0.75, false],
      [4, 0.25, false],
    ]);
    expect([text.guesses(0), text.guesses(4)]).toEqual([[], []]);
  });
});

it("blue is likelier, orange less likely, whichever number is shown", () => {
  expect(shade(0.4, 0.5, "edited - clean", "probability")?.background).toContain("--accent");
  expect(shade(-0.4, 0.5, "edited - clean", "probability")?.background).toContain("--change");
  expect(shade(0.4, 0.5, "edited - clean", "surprisal")?.background).toContain("--change");
});

it("the facts are exact", () => {
  const line = facts(new Text(screen()), 2).map((part) =>
    typeof part === "string" ? part : part.textContent,
  );
  expect(line).toEqual([
    "position 2",
    "·sat id 5",
    "now 0.25 · 2 bits",
    "clean 0.75 · 0.415 bits",
    "other prompt 0.125 · 3 bits",
  ]);
});

it("the text says its tokens aloud and keeps one stop for Tab", () => {
  const view = new TextView(
    { look: vi.fn(), hover: vi.fn(), accept: vi.fn(), back: vi.fn(), forward: vi.fn(), travel: vi.fn() },
    new AbortController().signal,
  );
  view.draw(new Text(screen({ ahead: [" on"] })), "edited", "probability");
  view.select(null, 1);
  const items = [...view.element.querySelectorAll<HTMLElement>("[role=option]")];
  expect(items.map((item) => item.getAttribute("aria-label"))).toEqual([
    'prompt, position 0, "The"',
    'prompt, position 1, " cat", probability now 0.5',
    'written, position 2, " sat", probability now 0.25',
    'next token, likeliest "<end>": Enter takes it',
  ]);
  expect(items.map((item) => item.tabIndex)).toEqual([-1, -1, -1, 0]);
  expect(items[1]?.hasAttribute("data-position")).toBe(true);
  expect(view.element.querySelector(".ahead")?.textContent).toBe(" on");
});

it("branches are drawn behind the one that they leave", () => {
  const branch = (text: string, at: number, parent: number | null, level: number, now = false): Branch => ({
    text,
    token: [],
    tokens: 3,
    at,
    parent,
    level,
    now,
  });
  const take = vi.fn();
  const tree = new BranchTree(take, new AbortController().signal);
  const branches = [
    branch("a", 2, null, 0),
    branch("b", 3, 0, 1),
    branch("c", 4, 1, 2, true),
    branch("d", 5, 0, 1),
  ];
  tree.draw(screen({ branches }));
  const rows = [...tree.element.querySelectorAll<HTMLElement>("[role=treeitem]")];
  expect(rows.map((row) => row.title)).toEqual(["a", "d", "b", "c"]);
  expect(rows.map((row) => row.getAttribute("aria-level"))).toEqual(["1", "2", "2", "3"]);
  expect(rows.map((row) => row.tabIndex)).toEqual([-1, -1, -1, 0]);
  rows[1]?.click();
  expect(take).toHaveBeenCalledWith(3);
});
