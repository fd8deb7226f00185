import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { round } from "../flow/arithmetic/axis.ts";
import { Opened, Product } from "../flow/arithmetic/data.ts";
import { type Arithmetic, ArithmeticPanel } from "../flow/arithmetic/panel.ts";
import { short } from "../flow/arithmetic/parts.ts";
import { maps, type Palette } from "../lib/palette.ts";

const f32 = (...values: number[]) => new DataView(Float32Array.from(values).buffer);
const f64 = (...values: number[]) => new DataView(Float64Array.from(values).buffer);
const u8 = (...values: number[]) => new DataView(Uint8Array.from(values).buffer);
const names = ["text", "quiet", "line", "paper", "raised", "accent", "change", "bad"];
const PALETTE = {
  ...Object.fromEntries(names.map((name) => [name, "black"])),
  dark: false,
  ...maps("light"),
} as Palette;

const EMPTY: Arithmetic = {
  step: "resid_mid",
  label: "residual stream after attention",
  kind: "sum",
  formula: "the sum of the two streams",
  note: "",
  path: "",
  weight_path: "",
  inputs: ["resid_pre", "attn_out"],
  position: 1,
  dimension: 2,
  head: null,
  axis: "dimension",
  shape: [2, 4],
  changed: false,
  tokens: { "0": "The", "1": " cat" },
  sums: f64(0.75, 0.75, 0, 0),
  rest: 0,
  terms: {
    names: ["resid_pre[2]", "attn_out[2]"],
    indices: [0, 1],
    left: f64(1, -0.25),
    right: f64(1, 1),
    product: f64(1, -0.25),
  },
  numbers: { names: [], values: f64() },
  grid: null,
  curve: null,
  row: null,
  pair: null,
  slice: null,
};

/** X [2, 3 of 5] · W [3, 2] + b = Y; the numbers are exact in float32. */
const LINEAR: Arithmetic = {
  ...EMPTY,
  step: "query",
  label: "query",
  kind: "linear",
  path: "h.0.attn",
  weight_path: "h.0.attn.weight",
  inputs: ["norm_1"],
  position: 1,
  dimension: 3,
  head: 1,
  shape: [2, 2, 4],
  sums: f64(4.5, 4.5, 0.5, 0.25),
  rest: 2,
  terms: {
    names: ["norm_1[4]", "norm_1[0]", "norm_1[1]"],
    indices: [4, 0, 1],
    left: f64(2, 1, -0.5),
    right: f64(2, -1, -1.5),
    product: f64(4, -1, 0.75),
  },
  grid: {
    rows: [0, 1],
    columns: [2, 3],
    inner: [4, 0, 1],
    names: ["norm_1[4]", "norm_1[0]", "norm_1[1]"],
    others: 2,
    x: f32(1, 0.5, 0.25, 2, 1, -0.5),
    w: f32(1, 2, 4, -1, 8, -1.5),
    b: f32(0.125, 0.5),
    // x·w: 1+2+2 = 5, 2−0.5−0.375 = 1.125; 2+4−4 = 2, 4−1+0.75 = 3.75
    rest: f64(1, 2, 3, 0.25),
    y: f32(6.125, 3.625, 5.125, 4.5),
    changed: u8(0, 0, 0, 0),
    shapes: [
      [2, 5],
      [5, 4],
      [2, 4],
    ],
  },
};

let life: AbortController;
let opened: unknown[][];
let closed: number;
let still: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  life = new AbortController();
  opened = [];
  closed = 0;
  still = false;
  vi.stubGlobal("matchMedia", () => ({ matches: still }));
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

function panel(data: Arithmetic | null): ArithmeticPanel {
  const made = new ArithmeticPanel(
    { open: (...place) => opened.push(place), close: () => closed++ },
    life.signal,
  );
  document.body.append(made.element);
  made.draw(data, PALETTE);
  return made;
}

const all = ({ element }: ArithmeticPanel, what: string) => [...element.querySelectorAll<HTMLElement>(what)];
const text = (made: ArithmeticPanel, what: string) => all(made, what).map((one) => one.textContent ?? "");
const outputs = (made: ArithmeticPanel) => all(made, "[role=gridcell]");
const seen = (made: ArithmeticPanel) =>
  outputs(made).map((one) => !one.classList.contains("arithmetic-todo"));
const lit = (made: ArithmeticPanel) => outputs(made).findIndex((one) => one.matches(".arithmetic-lit"));
const named = (made: ArithmeticPanel, name: string) =>
  all(made, "button").find((one) => one.textContent === name) as HTMLButtonElement;
/** The numbers of a line of terms that can be seen. */
const lines = (made: ArithmeticPanel) =>
  all(made, ".arithmetic-terms tbody tr").map((line) =>
    [...line.querySelectorAll("td:not(.arithmetic-hidden)")]
      .map((one) => one.textContent ?? "")
      .filter((one) => /\d/.test(one))
      .map(Number),
  );
const press = (made: ArithmeticPanel, key: string) =>
  made.element
    .querySelector(".arithmetic-y")
    ?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, composed: true }));

describe("a product", () => {
  test("adds up in every cell, however many terms there is room for", () => {
    const grid = LINEAR.grid as NonNullable<Arithmetic["grid"]>;
    for (const terms of [1, 2, 3]) {
      const product = new Product(grid, terms);
      expect(product.others).toBe(5 - terms);
      for (const row of [0, 1])
        for (const column of [0, 1])
          expect(product.running(row, column).at(-1)).toBe(product.y.at(row, column));
    }
  });

  test("shows the terms, the rest and the bias of the number that was asked for", () => {
    still = true;
    const made = panel(LINEAR);
    const found = lines(made);
    expect(found).toEqual([
      [2, 2, 4, 4],
      [1, -1, -1, 3],
      [-0.5, -1.5, 0.75, 3.75],
      [0.25, 4],
      [0.5, 4.5],
    ]);
    const products = found.map((line) => line.at(-2) ?? Number.NaN);
    expect(products.reduce((sum, one) => sum + one, 0)).toBe(4.5);
    expect(text(made, ".arithmetic-sum b")).toEqual(["4.5"]);
    expect(text(made, ".arithmetic-value")).toEqual(["4.5"]);
    expect(text(made, ".arithmetic-letter")).toEqual(["X2 × 5", "W5 × 4", "b", "Q2 × 4"]);
    expect(text(made, ".arithmetic-where")).toEqual(["·cat (token 1) · dimension 3 · head 1"]);
    expect(made.element.querySelector(".arithmetic-facts code")?.textContent).toBe("h.0.attn.weight");
    const labels = outputs(made).map((one) => one.getAttribute("aria-label"));
    expect(labels).toEqual([
      "The, dimension 2: 6.125",
      "The, dimension 3: 3.625",
      "·cat, dimension 2: 5.125",
      "·cat, dimension 3: 4.5",
    ]);
  });

  test("is computed term by term, the others after it", () => {
    const made = panel(LINEAR);
    expect(lines(made).map((line) => line.length)).toEqual([2, 2, 2, 0, 0]);
    expect(seen(made)).toEqual([false, false, false, false]);
    vi.advanceTimersByTime(430);
    expect(lines(made)[0]).toEqual([2, 2, 4, 4]);
    expect(lines(made)[1]).toEqual([1, -1]);
    vi.advanceTimersByTime(420 * 4);
    expect(lines(made).map((line) => line.length)).toEqual([4, 4, 4, 2, 2]);
    expect(seen(made)).toEqual([false, false, false, false]);
    vi.advanceTimersByTime(420);
    expect(seen(made)).toEqual([false, false, false, true]);
    vi.advanceTimersByTime(50);
    expect(seen(made)).toEqual([true, false, false, true]);
    expect(lit(made)).toBe(0);
    vi.advanceTimersByTime(200);
    expect(seen(made)).toEqual([true, true, true, true]);
    expect(lit(made)).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("can be skipped and played again", () => {
    const made = panel(LINEAR);
    named(made, "Skip").click();
    expect(seen(made)).toEqual([true, true, true, true]);
    expect(vi.getTimerCount()).toBe(0);
    expect(named(made, "Skip").getAttribute("aria-disabled")).toBe("true");
    named(made, "Play again").click();
    expect(seen(made)).toEqual([false, false, false, false]);
    expect(named(made, "Skip").getAttribute("aria-disabled")).toBe("false");
    vi.advanceTimersByTime(900);
    named(made, "Restart").click();
    expect(lines(made).map((line) => line.length)).toEqual([2, 2, 2, 0, 0]);
    life.abort();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is there at once where motion is not wanted, and when the same number is drawn again", () => {
    still = true;
    const made = panel(LINEAR);
    expect(seen(made)).toEqual([true, true, true, true]);
    still = false;
    made.draw({ ...LINEAR }, PALETTE);
    expect(seen(made)).toEqual([true, true, true, true]);
    made.draw({ ...LINEAR, position: 0 }, PALETTE);
    expect(seen(made)).toEqual([false, false, false, false]);
  });

  test("goes on where it was when the page has another width or theme", () => {
    const made = panel(LINEAR);
    vi.advanceTimersByTime(420 * 2 + 10);
    made.draw(LINEAR, { ...PALETTE });
    expect(lines(made).map((line) => line.length)).toEqual([4, 4, 2, 0, 0]);
    vi.advanceTimersByTime(420 + 10);
    expect(lines(made).map((line) => line.length)).toEqual([4, 4, 4, 0, 0]);
    vi.advanceTimersByTime(10_000);
    expect(seen(made)).toEqual([true, true, true, true]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("shows each cell's own sum under the pointer and by the arrow keys; Enter and a click open it", () => {
    still = true;
    const made = panel(LINEAR);
    outputs(made)[0]?.dispatchEvent(new Event("pointerenter"));
    expect(lines(made)).toEqual([
      [1, 1, 1, 1],
      [0.5, 4, 2, 3],
      [0.25, 8, 2, 5],
      [1, 6],
      [0.125, 6.125],
    ]);
    expect(text(made, ".arithmetic-sum b")).toEqual(["6.125"]);
    expect(all(made, ".arithmetic-x .arithmetic-cell.arithmetic-lit")).toHaveLength(4);
    expect(all(made, ".arithmetic-w .arithmetic-cell.arithmetic-lit")).toHaveLength(5);
    made.element.querySelector(".arithmetic-y")?.dispatchEvent(new Event("pointerleave"));
    expect(lit(made)).toBe(3);
    press(made, "ArrowUp");
    expect(lit(made)).toBe(1);
    expect(text(made, ".arithmetic-sum b")).toEqual(["3.625"]);
    press(made, "Enter");
    outputs(made)[2]?.click();
    named(made, "norm_1[4]").click();
    expect(opened).toEqual([
      ["query", 0, 3, 1],
      ["query", 1, 2, 1],
      ["norm_1", 0, 4, null],
    ]);
  });

  test("keeps the keyboard when another cell is opened, and says where it is", () => {
    still = true;
    const made = panel(LINEAR);
    made.element.querySelector<HTMLElement>(".arithmetic-y")?.focus();
    made.draw({ ...LINEAR, dimension: 2, sums: f64(5.125, 5.125, 0.125, 3) }, PALETTE);
    const grid = made.element.querySelector(".arithmetic-y");
    expect(document.activeElement).toBe(grid);
    const cell = made.element.querySelector(`#${grid?.getAttribute("aria-activedescendant")}`);
    expect(cell?.getAttribute("aria-label")).toBe("·cat, dimension 2: 5.125");
    expect(cell?.getAttribute("aria-selected")).toBe("true");
  });

  test("an arrow key ends the playing", () => {
    const made = panel(LINEAR);
    press(made, "ArrowLeft");
    expect(seen(made)).toEqual([true, true, true, true]);
    expect(lit(made)).toBe(2);
  });

  test("says where an edit stands, and what it would be", () => {
    still = true;
    const grid = { ...(LINEAR.grid as NonNullable<Arithmetic["grid"]>), changed: u8(0, 0, 0, 1) };
    const y = f32(6.125, 3.625, 5.125, 0);
    const made = panel({ ...LINEAR, changed: true, sums: f64(4.5, 0, 0.5, 0.25), grid: { ...grid, y } });
    expect(text(made, ".arithmetic-changed b")).toEqual(["4.5", "0"]);
    expect(text(made, ".arithmetic-sum")).toEqual(["sum 4.5, but an edit has put 0 here"]);
    expect(outputs(made).map((one) => one.matches(".arithmetic-edited"))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test("shows the model's own number where it has rounded", () => {
    still = true;
    const grid = {
      ...(LINEAR.grid as NonNullable<Arithmetic["grid"]>),
      y: f32(6.125, 3.625, 5.125, 4.5000005),
    };
    const made = panel({ ...LINEAR, grid });
    expect(text(made, ".arithmetic-sum b")).toEqual(["4.5", "4.5000005"]);
  });
});

describe("scores and mixes", () => {
  const grid = LINEAR.grid as NonNullable<Arithmetic["grid"]>;
  const scores: Arithmetic = {
    ...LINEAR,
    step: "dot_products",
    kind: "scores",
    axis: "key",
    inputs: ["query", "key"],
    dimension: 0,
    grid: { ...grid, columns: [0, 1], b: null, names: ["query[4]", "query[0]", "query[1]"] },
  };

  test("name their keys and have no bias", () => {
    still = true;
    const made = panel(scores);
    expect(text(made, ".arithmetic-letter b")).toEqual(["Q", "Kᵀ", "scores"]);
    expect(text(made, ".arithmetic-w .arithmetic-name")).toEqual(["The", "·cat"]);
    expect(lines(made)).toHaveLength(4);
    named(made, "query[0]").click();
    outputs(made)[1]?.click();
    expect(opened).toEqual([
      ["query", 1, 0, 1],
      ["dot_products", 0, 1, 1],
    ]);
  });

  test("a mix lists tokens, and its weights have a map from 0 to 1", () => {
    still = true;
    const mix: Arithmetic = {
      ...scores,
      step: "heads",
      kind: "mix",
      axis: "dimension",
      inputs: ["pattern", "value"],
    };
    const mixed = { ...grid, b: null, inner: [1, 0], names: ["pattern[1, 1]", "pattern[1, 0]"], others: 0 };
    const one = { ...mixed, x: f32(0, 1, 0.25, 0.75), w: f32(1, 2, 3, 4), rest: f64(0, 0, 0, 0) };
    const made = panel({ ...mix, dimension: 3, grid: { ...one, y: f32(3, 4, 2.5, 3.5) } });
    expect(text(made, ".arithmetic-terms tbody th")).toEqual(["·cat", "The"]);
    expect(text(made, ".arithmetic-legend")[0]).toMatch(/^A: 0 {2}1 · −max {2}max: V 4, output 4$/);
    named(made, "The").click();
    expect(opened).toEqual([["pattern", 1, 0, 1]]);
  });
});

describe("the other kinds", () => {
  const said = (made: ArithmeticPanel) => text(made, ".arithmetic-number b");

  test("a sum has its summands", () => {
    const made = panel(EMPTY);
    expect(said(made)).toEqual(["1", "-0.25", "0.75"]);
    expect(text(made, ".arithmetic-summands tr")).toEqual(["resid_pre[2]1", "attn_out[2]-0.25", "sum0.75"]);
    named(made, "attn_out").click();
    expect(opened).toEqual([["attn_out", 1, 2, null]]);
  });

  test("a norm is filled in, with a mean and without", () => {
    const norm: Arithmetic = {
      ...EMPTY,
      kind: "norm",
      inputs: ["resid_pre"],
      sums: f64(2.5, 2.5, 0.5, 0),
      terms: { names: ["normalised"], indices: [0], left: f64(1), right: f64(2), product: f64(2) },
      numbers: {
        names: ["mean", "variance", "eps", "gain", "bias", "input"],
        values: f64(1, 3.75, 0.25, 2, 0.5, 3),
      },
    };
    expect(said(panel(norm))).toEqual(["3", "1", "3.75", "0.25", "1", "1", "2", "0.5", "2.5"]);
    document.body.replaceChildren();
    const numbers = {
      names: ["mean square", "eps", "gain", "bias", "input"],
      values: f64(3.75, 0.25, 2, 0, 2),
    };
    const made = panel({ ...norm, sums: f64(2, 2, 0, 0), numbers });
    expect(said(made)).toEqual(["2", "3.75", "0.25", "1", "1", "2", "2"]);
    expect(made.element.textContent).toContain("no mean");
    expect(made.element.querySelector("svg")).toBe(null);
    document.body.replaceChildren();
    const spread = { ends: f32(-1, 3), counts: [2, 0, 1, 1], size: 4 };
    const drawn = panel({ ...norm, spread }).element.querySelector("svg");
    expect(drawn?.getAttribute("aria-label")).toBe(
      "The 4 entries of the vector, from -1 to 3; this one is 3",
    );
    const bars = [...(drawn?.querySelectorAll(".arithmetic-count") ?? [])];
    const heights = bars.map((one) => Number(one.getAttribute("height")));
    expect(heights.map((one) => one / (heights[0] ?? 1))).toEqual([1, 0, 0.5, 0.5]);
  });

  const curve = {
    x: f32(-1, 0, 1, 2),
    y: f32(0, 0, 1, 2),
    inputs: f32(1.5, -0.5),
    outputs: f32(1.5, 0),
    positions: [0, 1],
    chosen: 1,
  };

  test("an activation has its curve, and the other tokens' points open", () => {
    const numbers = { names: ["input", "output"], values: f64(-0.5, 0) };
    const none = { names: [], indices: [], left: f64(), right: f64(), product: f64() };
    const made = panel({
      ...EMPTY,
      step: "activation",
      kind: "activation",
      note: "ReLU",
      inputs: ["expansion"],
      sums: f64(0, 0, 0, 0),
      terms: none,
      numbers,
      curve,
    });
    expect(said(made)).toEqual(["-0.5", "0"]);
    expect(text(made, ".arithmetic-list tbody tr")).toEqual(["The1.51.5", "·cat-0.50"]);
    expect(made.element.querySelectorAll("circle")).toHaveLength(2);
    expect(made.element.querySelector("[aria-current] button")?.textContent).toBe("·cat");
    named(made, "The").click();
    expect(opened).toEqual([["activation", 0, 2, null]]);
  });

  test("what is no number is on no curve", () => {
    const wrong = { ...curve, inputs: f32(1.5, Number.NaN), outputs: f32(1.5, Number.NaN) };
    const numbers = { names: ["input", "output"], values: f64(Number.NaN, Number.NaN) };
    const sums = f64(Number.NaN, Number.NaN, 0, 0);
    const made = panel({ ...EMPTY, kind: "activation", inputs: ["expansion"], sums, numbers, curve: wrong });
    expect(said(made)).toEqual(["NaN", "NaN"]);
    expect(made.element.querySelector("svg")).toBe(null);
    document.body.replaceChildren();
    const other = panel({
      ...EMPTY,
      kind: "activation",
      inputs: ["expansion"],
      curve: { ...wrong, chosen: 0 },
    });
    expect(other.element.querySelectorAll("circle")).toHaveLength(1);
    expect(other.element.innerHTML).not.toMatch(/="[^"]*NaN/);
  });

  const row = {
    positions: [0, 1],
    others: 0,
    inputs: f32(0.5, 1.5),
    outputs: f32(0.25, 0.75),
    visible: u8(1, 1),
    powers: f64(1 / 3, 1),
    power: f64(0),
  };

  test("a softmax has the powers of its row, their sum, and the shares", () => {
    const made = panel({
      ...EMPTY,
      step: "pattern",
      kind: "softmax",
      axis: "key",
      inputs: ["masked"],
      dimension: 1,
      head: 0,
      shape: [1, 2, 2],
      sums: f64(0.75, 0.75, 0, 0),
      terms: {
        names: ["exp(x - maximum)"],
        indices: [0],
        left: f64(1),
        right: f64(0.75),
        product: f64(0.75),
      },
      numbers: { names: ["input", "maximum", "sum"], values: f64(1.5, 1.5, 4 / 3) },
      row,
    });
    expect(said(made)).toEqual(["1.5", "1.5", "1", "1", "1.33333333", "0.75"]);
    expect(text(made, ".arithmetic-list tbody tr")).toEqual([
      "The0.50.3333333330.25",
      "·cat1.510.75",
      "sum1.33333333",
    ]);
    named(made, "The").click();
    expect(opened).toEqual([["pattern", 1, 0, 0]]);
  });

  test("a mask says what is hidden and why", () => {
    const made = panel({
      ...EMPTY,
      step: "masked",
      kind: "mask",
      axis: "key",
      inputs: ["scaled"],
      note: "the key comes later",
      position: 0,
      dimension: 1,
      head: 0,
      shape: [1, 2, 2],
      sums: f64(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0),
      terms: { names: ["scaled[0, 1]"], indices: [0], left: f64(0.5), right: f64(1), product: f64(0.5) },
      row: { ...row, visible: u8(1, 0), powers: null },
    });
    expect(said(made)).toEqual(["0.5", "−∞", "−∞"]);
    expect(made.element.textContent).toContain("The (0) may not look at ·cat (1): the key comes later.");
    const chips = all(made, ".arithmetic-chip").map((one) => one.getAttribute("aria-label"));
    expect(chips).toEqual(["The (0): may be looked at", "·cat (1): hidden"]);
  });

  test("a rotation shows the pair, the angle and both vectors", () => {
    const quarter = { names: ["cos", "sin", "angle"], values: f64(0, 1, Math.PI / 2) };
    const made = panel({
      ...EMPTY,
      kind: "rotation",
      head: 0,
      dimension: 0,
      inputs: ["query"],
      sums: f64(-2, -2, 0, 0),
      terms: {
        names: ["query[2]", "query[0]"],
        indices: [1, 0],
        left: f64(2, 1),
        right: f64(-1, 0),
        product: f64(-2, 0),
      },
      numbers: quarter,
      pair: { dimensions: [0, 2], before: f32(1, 2), after: f32(-2, 1) },
    });
    expect(said(made).slice(0, 5)).toEqual(["2", "-1", "1", "0", "-2"]);
    expect(said(made)).toContain("90");
    const label = made.element.querySelector(".arithmetic-turn")?.getAttribute("aria-label");
    expect(label).toBe("dimensions 0 and 2: (1, 2) turned by 1.57079633 rad to (-2, 1)");
  });

  test("an embedding is an entry among its neighbours; a scale and a product have two factors", () => {
    const terms = {
      names: ["row 7, entry 2"],
      indices: [0],
      left: f64(0.75),
      right: f64(1),
      product: f64(0.75),
    };
    const slice = { dimensions: [1, 2, 3], values: f32(0.5, 0.75, -1) };
    const made = panel({ ...EMPTY, kind: "embedding", weight_path: "wte.weight", inputs: [], terms, slice });
    expect(said(made)).toEqual(["0.75", "0.75"]);
    expect(text(made, ".arithmetic-slice li")).toEqual([".501", ".752", "−1.003"]);
    document.body.replaceChildren();
    const factor = { ...terms, names: ["x"], left: f64(1.5), right: f64(0.5) };
    expect(said(panel({ ...EMPTY, kind: "scale", inputs: ["dot_products"], terms: factor }))).toEqual([
      "1.5",
      "0.5",
      "0.75",
    ]);
  });

  test("what is not taken apart says why", () => {
    const none = { names: [], indices: [], left: f64(), right: f64(), product: f64() };
    const made = panel({ ...EMPTY, kind: "module", note: "it is fused", inputs: [], terms: none });
    expect(made.element.textContent).toContain("Not taken apart: it is fused.");
  });
});

describe("the panel", () => {
  test("is hidden without a number, closes by Escape and by its button", () => {
    const made = panel(null);
    expect(made.element.hidden).toBe(true);
    made.draw(EMPTY, PALETTE);
    expect(made.element.hidden).toBe(false);
    made.element.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    named(made, "Close").click();
    expect(closed).toBe(2);
  });

  test("stops playing when there is nothing more to show", () => {
    const made = panel(LINEAR);
    made.draw(null, PALETTE);
    expect(vi.getTimerCount()).toBe(0);
    made.draw(LINEAR, PALETTE);
    expect(seen(made)).toEqual([false, false, false, false]);
  });

  test("what a number is made of is found by its name", () => {
    const many = new Opened({ ...LINEAR, inputs: ["heads"] });
    expect(many.source("heads[2, 17]", 4)).toEqual(["heads", 4, 17, 2]);
    expect(new Opened(LINEAR).source("norm_1[17]", 4)).toEqual(["norm_1", 4, 17, null]);
    expect(new Opened(LINEAR).source("rest", 4)).toBe(null);
  });
});

test("a cell has few characters, an axis round numbers", () => {
  const numbers = [
    0,
    0.5,
    -0.25,
    1.234,
    -12.34,
    123.4,
    0.0123,
    -0.0001,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
  ];
  expect(numbers.map(short)).toEqual([
    "0",
    ".50",
    "−.25",
    "1.23",
    "−12.3",
    "123",
    ".012",
    "−1e-4",
    "−∞",
    "NaN",
  ]);
  expect(round(-4.3, 4.3)).toEqual([-4, -2, 0, 2, 4]);
  expect(round(0, 0.06)).toEqual([0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06]);
});
