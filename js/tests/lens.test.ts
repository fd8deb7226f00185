import { expect, test } from "vitest";
import type { Show } from "../lib/shows.ts";
import { Lens } from "../logit_lens/lens.ts";
import { measureOf } from "../logit_lens/measure.ts";
import { screen } from "./fake.ts";

const EDIT = { layer: 0, position: 1, kind: "zero" } as const;
const LAST = { row: 1, column: 2 };
const PATCHED_CELL = { row: 1, column: 1 };

test("a clean lens knows its cells", () => {
  const lens = new Lens(screen());
  expect(lens.size).toEqual({ rows: 2, columns: 3 });
  expect(lens.top(LAST)).toEqual({ token: { place: 3, id: 103, text: " Paris" }, probability: 0.875 });
  expect(lens.guesses(LAST).map(({ probability, clean }) => [probability, clean])).toEqual([
    [0.875, null],
    [0.0625, null],
  ]);
  expect([lens.patched, lens.changes(), lens.edit(LAST)]).toEqual([false, 0, undefined]);
});

test("a patched lens knows both runs", () => {
  const lens = new Lens(screen([EDIT]));
  expect(lens.cleanTop(LAST).token.text).toBe(" Paris");
  expect(lens.top(LAST).token.text).toBe(" Rome");
  expect(lens.guesses(LAST).map(({ clean }) => clean)).toEqual([0.0625, 0.875]);
  expect(lens.edit(PATCHED_CELL)).toEqual(EDIT);
  expect([lens.distance(LAST), lens.changes()]).toEqual([0.8125, 2]);
  expect(lens.next().map(({ clean, probability }) => [clean, probability])).toEqual([
    [0.875, 0.125],
    [0.0625, 0.75],
  ]);
});

test("a distance that is no number is a change", () => {
  const patched = screen([EDIT]);
  const distances = new DataView(Float32Array.of(0, Number.NaN, 1e-6, 0, 0, 0).buffer);
  const lens = new Lens({ ...patched, clean: patched.clean && { ...patched.clean, distances } });
  const row = [0, 1, 2].map((column) => lens.changed({ row: 0, column }));
  expect(row).toEqual([false, true, false]);
});

test("tokens of the same text keep their own ids", () => {
  const lens = new Lens(screen());
  expect([lens.token(3), lens.token(6)]).toEqual([
    { place: 3, id: 103, text: " Paris" },
    { place: 6, id: 106, text: " Paris" },
  ]);
});

test("cells and effects in words", () => {
  const lens = new Lens(screen([EDIT]));
  expect(lens.describe(PATCHED_CELL)).toBe(
    'layer 0, position 1, " cat": " sat" 0.5000, was " sat" 0.7500, patched: set to zero',
  );
  expect(lens.describe({ row: 0, column: 0 })).toBe('embed, position 0, "The": " cat" 0.5000');
  expect(lens.summary()).toBe('Next token " Rome" 0.7500, was " Paris" 0.8750. 2 of 6 cells changed.');
  expect(new Lens(screen()).summary()).toBe('Next token " Paris" 0.8750.');
});

test("only the cells that differ are drawn again", () => {
  const [clean, patched] = [new Lens(screen()), new Lens(screen([EDIT]))];
  const same = [0, 1].flatMap((row) => [0, 1, 2].map((column) => patched.drawsLike(clean, { row, column })));
  expect(same).toEqual([true, true, true, true, false, false]);
});

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);

/** A patched lens with one pinned token; its probability and rank fall at the last cell. */
function pinned(show: Show) {
  const facts = {
    first: -1,
    pins: new DataView(Uint32Array.of(3).buffer),
    now: {
      entropy: f32([1, 2, 0, 1, 2, 3]),
      probabilities: f32([0, 0.5, 1, 0.5, 0.5, 0.125]),
      ranks: f32([99, 0, 0, 0, 0, 1]),
    },
    clean: {
      entropy: f32([1, 2, 0, 1, 2, 1]),
      probabilities: f32([0, 0.5, 1, 0.5, 0.5, 0.875]),
      ranks: f32([99, 0, 0, 0, 0, 0]),
    },
    show,
  };
  return new Lens(screen([EDIT], { facts }));
}

test("what colours the cells", () => {
  const values = (show: Show) =>
    (["top probability", "entropy", "token", "rank"] as const).map((colour) =>
      measureOf(pinned(show), colour, 0).of(LAST),
    );
  expect(values("edited")).toEqual([0.75, 3, 0.125, 1]);
  expect(values("edited - clean")).toEqual([0.8125, 2, -0.75, -1]);
});

test("the ends of a scale, and what is no number", () => {
  const ends = (show: Show, colour: "entropy" | "token" | "rank") => {
    const { low, high } = measureOf(pinned(show), colour, 0);
    return [low, high];
  };
  expect(ends("edited", "entropy")).toEqual(["0", "3.00"]);
  expect(ends("edited", "rank")).toEqual(["99", "0, the likeliest"]);
  expect(ends("edited - clean", "token")).toEqual(["−0.750", "+0.750"]);
  const measure = measureOf(pinned("edited - clean"), "token", 0);
  expect(measure.inWords(-0.75)).toBe("−0.75");
  expect(measure.shade(-0.75)).not.toEqual(measure.shade(0.75));
  expect(measure.shade(Number.NaN)).toBeTruthy();
});
