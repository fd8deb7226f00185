import { describe, expect, test } from "vitest";
import { createCard } from "../sampling/card.ts";
import { Chances, type Settings } from "../sampling/chances.ts";
import { Compared, probabilityIn } from "../sampling/compared.ts";
import { SamplingPanel } from "../sampling/panel.ts";
import { uniform } from "../sampling/random.ts";
import { type Filled, found, listing, type Wishes, wholeListing } from "../sampling/state.ts";
import { percent, signed } from "../sampling/words.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const u32 = (values: number[]) => new DataView(Uint32Array.from(values).buffer);
const ALL: Settings = { temperature: 1, top_k: 0, top_p: 1, min_p: 0 };
/** Probabilities 8/16, 4/16, 2/16, 1/16, 1/16. */
const HALVES = Float32Array.from([8, 4, 2, 1, 1].map(Math.log));

const chances = (settings: Partial<Settings> = {}, logits = HALVES) =>
  new Chances(logits, { ...ALL, ...settings });
const probabilities = (made: Chances) => Array.from({ length: made.size }, (_, row) => made.probability(row));
const close = (values: number[], wanted: number[]) => {
  expect(values.length).toBe(wanted.length);
  for (const [at, value] of values.entries()) expect(value).toBeCloseTo(wanted[at] ?? Number.NaN, 6);
};

describe("probabilities", () => {
  test("are the softmax when nothing is cut", () => {
    close(probabilities(chances()), [0.5, 0.25, 0.125, 0.0625, 0.0625]);
    expect(chances().entropy()).toBeCloseTo(1.875 * Math.LN2, 6);
    expect(chances().mass).toBe(1);
  });

  test("are sharper when it is colder, and of the likeliest alone at 0", () => {
    const squares = [64, 16, 4, 1, 1].map((one) => one / 86);
    close(probabilities(chances({ temperature: 0.5 })), squares);
    close(probabilities(chances({ temperature: 0 })), [1, 0, 0, 0, 0]);
    const tied = chances({ temperature: 0 }, Float32Array.from([2, 2, 1]));
    expect(probabilities(tied)).toEqual([1, 0, 0]);
    expect([tied.draw(0), tied.draw(0.99), tied.entropy()]).toEqual([0, 0, 0]);
  });

  test("top-k keeps those that are equal to the last", () => {
    close(probabilities(chances({ top_k: 2 })), [2 / 3, 1 / 3, 0, 0, 0]);
    expect(chances({ top_k: 4 }).kept).toBe(5);
    expect(chances({ top_k: 9 }).kept).toBe(5);
    expect(chances({ top_k: 2 }).mass).toBeCloseTo(0.75, 6);
  });

  test("top-p keeps the fewest that are enough, at least one", () => {
    expect(chances({ top_p: 0.7 }).kept).toBe(2);
    expect(chances({ top_p: 0.8 }).kept).toBe(3);
    expect(chances({ top_p: 0 }).kept).toBe(1);
    // after top-k the two have 2/3 and 1/3
    expect(chances({ top_k: 2, top_p: 0.6 }).kept).toBe(1);
    expect(chances({ top_k: 2 }).running(0)).toBeCloseTo(2 / 3, 6);
  });

  test("min-p is a share of the largest", () => {
    expect(chances({ min_p: 0.2 }).kept).toBe(3);
    expect(chances({ min_p: 1 }).kept).toBe(1);
    expect(chances({ min_p: 0.2, top_k: 2 }).cut(2)).toBe("top-k");
    expect(chances({ min_p: 0.3, top_p: 0.95 }).cut(2)).toBe("min-p");
  });

  test("are there when logits are huge, or −∞; not when one is no number", () => {
    const huge = chances({ temperature: 0.01 }, Float32Array.from([90, 89.99, -90]));
    expect(huge.shift).toBeCloseTo(9000, 3);
    expect(huge.term(1) / huge.total()).toBeCloseTo(huge.softmax(1), 12);
    const masked = chances({}, Float32Array.from([0, Number.NEGATIVE_INFINITY]));
    expect([...probabilities(masked), masked.entropy()]).toEqual([1, 0, 0]);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(chances({}, Float32Array.from([wrong, 1])).usable).toBe(false);
  });

  test("terms add up to the sum", () => {
    const made = chances({ temperature: 2 });
    const terms = [0, 1, 2, 3, 4].map((row) => made.term(row));
    close(terms, [8, 4, 2, 1, 1].map(Math.sqrt));
    expect(terms.reduce((sum, term) => sum + term, 0)).toBeCloseTo(made.total(), 12);
  });
});

describe("a draw", () => {
  test("falls where the random number is in the running sum", () => {
    const made = chances({ top_k: 3 }); // 4/7, 2/7, 1/7
    expect([0, 0.57, 0.58, 0.85, 0.86, 0.9999999].map((one) => made.draw(one))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test("has the random numbers that Python has", () => {
    const known: [seed: number, number: number, value: number][] = [
      [0, 0, 0.8274325838674363],
      [0, 1, 0.8822610921728818],
      [7, 3, 0.4614153219444328],
      [2 ** 32 - 1, 99, 0.4124574741429169],
    ];
    for (const [seed, number, value] of known) expect(uniform(seed, number)).toBe(value);
  });

  test("comes as often as it should", () => {
    const counts = [0, 0, 0, 0, 0];
    const made = chances();
    for (let number = 0; number < 16_000; number++) {
      const row = made.draw(uniform(3, number));
      counts[row] = (counts[row] ?? 0) + 1;
    }
    const wanted = [8000, 4000, 2000, 1000, 1000];
    const chi = counts.reduce(
      (sum, count, at) => sum + (count - (wanted[at] ?? 0)) ** 2 / (wanted[at] ?? 1),
      0,
    );
    expect(chi).toBeLessThan(18.5); // one in a thousand is above, with four degrees of freedom
  });
});

const SCREEN: Filled = {
  empty: false,
  version: 1,
  position: 1,
  tokens: 2,
  before: ["The", " cat"],
  show: "edited",
  missing: {},
  vocabulary: 5,
  ids: u32([30, 10]),
  logits: f32([3, 2]),
  texts: [" Sat", " ran"],
  means: f32([1, -1]),
  sizes: u32([2, 1]),
};

describe("the tokens", () => {
  test("that are not sent have the mean of their group", () => {
    const list = listing(SCREEN);
    expect([...list.logits]).toEqual([3, 2, 1, 1, -1]);
    expect([list.named, list.text(1), list.text(2)]).toEqual([2, " ran", null]);
  });

  test("are found by letters and by id", () => {
    const list = wholeListing(u32([2, 0, 1]), f32([3, 2, 1]), [" Paris", " Rome", "is"]);
    expect([...(found(list, "IS") ?? [])]).toEqual([0, 1]);
    expect([...(found(list, "#1") ?? [])]).toEqual([2]);
    expect(found(list, "")).toBeNull();
  });

  test("have numbers that can be read", () => {
    expect([0, 0.000012, 0.0123, 0.5, 0.99999, 1, 1e-9].map(percent)).toEqual([
      "0 %",
      "0.001 %",
      "1.23 %",
      "50.0 %",
      "> 99.9 %",
      "100 %",
      "1e−7 %",
    ]);
    expect([signed(-1.5), signed(Number.NEGATIVE_INFINITY)]).toEqual(["−1.500", "−∞"]);
  });
});

describe("the tokens of two runs", () => {
  const texts = ["a", "b", "c", "d"];
  /** By id 8/15, 4/15, 2/15, 1/15; and 1/15, 4/15, 8/15, 2/15. */
  const first = wholeListing(u32([0, 1, 2, 3]), f32([8, 4, 2, 1].map(Math.log)), texts);
  const other = wholeListing(u32([2, 1, 3, 0]), f32([8, 4, 2, 1].map(Math.log)), texts);
  const compared = new Compared(first, other, "edited - clean");
  const chancesOf = (settings: Partial<Settings>) => ({
    compared,
    chances: new Chances(other.logits, { ...ALL, ...settings }),
  });

  test("are matched by id, those that differ most first", () => {
    expect([0, 1, 2, 3].map((row) => compared.at(row))).toEqual([3, 1, 0, 2]);
    expect([...compared.order]).toEqual([0, 2, 3, 1]);
    close(
      [0, 1, 2, 3].map((row) => probabilityIn(chancesOf({}), row) ?? -1),
      [1 / 15, 4 / 15, 8 / 15, 2 / 15],
    );
    close(
      [0, 1, 2, 3].map((row) => probabilityIn(chancesOf({ top_k: 2 }), row) ?? -1),
      [0, 1 / 3, 2 / 3, 0],
    );
  });

  test("that are not here without the kernel have no probability there", () => {
    const few = listing({
      ...SCREEN,
      vocabulary: 4,
      ids: u32([2, 1]),
      logits: f32([3, 2]),
      means: f32([0]),
      sizes: u32([2]),
    });
    const beside = {
      compared: new Compared(first, few, "clean - other"),
      chances: new Chances(few.logits, ALL),
    };
    expect([0, 1, 2, 3].map((row) => probabilityIn(beside, row) === null)).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  test("are drawn as bars to either side, and drawn from the first", () => {
    const wishes: Partial<Wishes>[] = [];
    const act = { wish: (changes: Partial<Wishes>) => wishes.push(changes), travel: () => {} };
    const panel = new SamplingPanel(act, new AbortController().signal);
    panel.draw(first, { ...ALL, seed: 0, draws: 1, temperatures: [0.5] }, compared);
    const all = <T extends HTMLElement>(selector: string) => [...panel.element.querySelectorAll<T>(selector)];
    expect(all(".body .token code").map(({ textContent }) => textContent)).toEqual(["a", "c", "d", "b"]);
    close(
      all(".body .delta").map(({ dataset }) => Number(dataset.value)),
      [7 / 15, -6 / 15, -1 / 15, 0],
    );
    const bars = all(".body i.probability").map(({ style }) => [style.marginLeft, style.width]);
    expect(bars).toEqual([
      ["50%", "46.67%"],
      ["10%", "40%"],
      ["43.33%", "6.67%"],
      ["50%", "0%"],
    ]);
    expect(all(".body i.probability").map((bar) => bar.hasAttribute("data-less"))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(all(".heading .long").map(({ textContent }) => textContent)).toContain("clean");
    expect(all("polyline")).toEqual([]);
    expect(panel.last).toBe(new Chances(first.logits, ALL).draw(uniform(0, 0)));
    expect(panel.element.querySelector(".card")?.textContent).toContain(
      'Compare "now" with "clean"53.3 % − 6.67 %',
    );
    panel.draw(first, { ...ALL, seed: 0, draws: 0, temperatures: [] });
    expect(all(".body .token code").map(({ textContent }) => textContent)).toEqual(texts);
    expect(all(".heading .long").map(({ textContent }) => textContent)).toContain("probability");
  });

  test("are found in that order", () => {
    const panel = new SamplingPanel({ wish: () => {}, travel: () => {} }, new AbortController().signal);
    const three = wholeListing(u32([0, 1, 2, 3]), f32([8, 4, 2, 1].map(Math.log)), ["x1", "y", "x2", "x3"]);
    panel.draw(three, { ...ALL, seed: 0, draws: 0, temperatures: [] }, compared);
    expect(panel.element.querySelector(".hits")?.textContent).toBe("");
    const search = panel.element.querySelector("[type=search]") as HTMLInputElement;
    search.value = "x";
    search.dispatchEvent(new Event("input"));
    const found = [...panel.element.querySelectorAll(".body .token code")].map(
      ({ textContent }) => textContent,
    );
    expect(found.slice(0, 3)).toEqual(["x1", "x2", "x3"]);
    expect(panel.element.querySelector(".hits")?.textContent).toBe("3 found");
  });
});

describe("the panel", () => {
  const WISHES: Wishes = { ...ALL, seed: 0, draws: 0, temperatures: [] };
  const made = () => {
    const wishes: [Partial<Wishes>, boolean][] = [];
    const life = new AbortController();
    const wish = (changes: Partial<Wishes>, settled: boolean) => wishes.push([changes, settled]);
    const panel = new SamplingPanel({ wish, travel: () => {} }, life.signal);
    panel.draw(listing(SCREEN), WISHES);
    return { panel, wishes };
  };

  test("draws while a slider moves, and says when it is let go", () => {
    const { panel, wishes } = made();
    const slider = panel.element.querySelector<HTMLInputElement>("[type=range][aria-label=temperature]");
    const first = () => panel.element.querySelector<HTMLElement>("[data-at='0'] .chance")?.dataset.value;
    const before = Number(first());
    if (slider) slider.value = "1000";
    slider?.dispatchEvent(new Event("input"));
    expect(Number(first())).toBeLessThan(before);
    slider?.dispatchEvent(new Event("change"));
    expect(wishes).toEqual([
      [{ temperature: 10 }, false],
      [{ temperature: 10 }, true],
    ]);
  });

  test("draws a token, and then others", () => {
    const { panel, wishes } = made();
    expect(panel.drawn).toBeNull();
    const button = [...panel.element.querySelectorAll("button")].find((one) => one.textContent === "Sample");
    button?.click();
    expect(wishes.at(-1)).toEqual([{ draws: 1 }, true]);
    expect(panel.last).toBe(new Chances(listing(SCREEN).logits, ALL).draw(uniform(0, 0)));
    const counted = [...panel.element.querySelectorAll<HTMLElement>(".body .count")].map((one) =>
      Number(one.dataset.value),
    );
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  test("works a probability out in terms that add up", () => {
    const card = createCard();
    const list = wholeListing(u32([4, 3, 2, 1, 0]), f32([5, 4, 3, 2, 1]), ["a", "b", "c", "d", "e"]);
    card.draw(list, new Chances(list.logits, { ...ALL, top_k: 2 }), 4);
    const values = (role: string) =>
      [...card.element.querySelectorAll<HTMLElement>(`[data-role=${role}]`)].map((one) =>
        Number(one.dataset.value),
      );
    expect(values("term").length).toBe(5);
    expect(values("term").reduce((sum, one) => sum + one, 0)).toBeCloseTo(values("total")[0] ?? 0, 10);
    expect(values("result")).toEqual([0]);
    expect(card.element.textContent).toContain("✕ top-k: number 5, 2 stay");
  });
});
