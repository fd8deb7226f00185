import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HeadMap, type HeadsData } from "../flow/heads/map.ts";
import { Pager, type Pages } from "../flow/heads/pager.ts";
import { maps, type Palette } from "../lib/palette.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const NONE = Number.NaN;
const COLOURS = {
  text: "#000001",
  quiet: "#000002",
  line: "#000003",
  paper: "#000004",
  raised: "#000005",
  accent: "#000006",
  change: "#000007",
  bad: "#000008",
};
const PALETTE: Palette = { ...COLOURS, dark: false, ...maps("light") };

/** Blocks 0 and 2, with two heads and one; the second has been changed. */
function data(changes: Partial<HeadsData> = {}): HeadsData {
  const edit = {
    text: "zero head 1",
    on: true,
    kind: "zero",
    of: "head_out",
    layer: 0,
    at: { head: 1 },
  } as const;
  return {
    tokens: ["The", " cat"],
    without: 1,
    missing: "",
    layers: [0, 2],
    heads: [2, 1],
    thumbs: { side: 2, triangle: true, values: new DataView(Uint8Array.from(Array(9).fill(254)).buffer) },
    scores: {
      entropy: f32([0.5, 0.25, 0.75, NONE]),
      previous: f32([0.1, 0.2, 0.3, NONE]),
      first: f32([0.9, 0.8, 0.7, NONE]),
      duplicate: f32([NONE, NONE, NONE, NONE]),
      induction: f32([NONE, NONE, NONE, NONE]),
    },
    edits: [edit],
    ...changes,
  };
}

let life: AbortController;
beforeEach(() => {
  life = new AbortController();
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
});
afterEach(() => {
  life.abort();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

const press = (target: Element, key: string, more = {}) =>
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...more }),
  );

describe("the map", () => {
  function show(drawn: HeadsData | null = data(), chosen = { layer: 0, head: 0 }) {
    const actions = { select: vi.fn(), travel: vi.fn() };
    const map = new HeadMap(actions, life.signal);
    document.body.append(map.element);
    map.draw(drawn, chosen, PALETTE, 600);
    const one = (name: string) => map.element.querySelector(name) as HTMLElement;
    const order = (value: string) => {
      const select = one("select") as HTMLSelectElement;
      select.value = value;
      select.dispatchEvent(new Event("change"));
    };
    const cell = () => one("[role=gridcell]").getAttribute("aria-label");
    return { map, actions, one, order, cell, says: () => one(".flow-heads-meaning").textContent };
  }

  test("says in one sentence what the order means, and names the head for a screen reader", () => {
    const { cell, order, says } = show();
    expect(says()).toContain("Rows are blocks, columns are heads.");
    expect(cell()).toBe("layer 0, head 0: entropy 0.5000, previous token 0.1000, first token 0.9000");
    order("previous");
    expect(says()).toMatch(/^Mean weight on the token before\. In a picture each row is a token/);
    order("entropy");
    expect(says()).toContain("0 looks at one token; the sharpest heads first.");
  });

  test("goes by arrow keys in the order on screen, and Enter opens", () => {
    const { actions, map, one, order } = show();
    press(one(".pad"), "ArrowRight");
    expect(actions.select).toHaveBeenLastCalledWith(0, 1);
    press(one(".pad"), "ArrowDown");
    expect(actions.select).toHaveBeenLastCalledWith(2, 0);
    order("entropy"); // 0.1, 0.0, 2.0
    press(one(".pad"), "Home");
    expect(actions.select).toHaveBeenLastCalledWith(0, 1);
    map.draw(data(), { layer: 2, head: 0 }, PALETTE, 600);
    press(one(".pad"), "Enter");
    expect(actions.select).toHaveBeenLastCalledWith(2, 0);
  });

  test("undoes by keyboard, and takes nothing away by Delete", () => {
    const { actions, one } = show();
    press(one(".pad"), "z", { ctrlKey: true });
    expect(actions.travel).toHaveBeenCalledWith("undo");
    press(one(".pad"), "Delete");
    expect(actions.select).not.toHaveBeenCalled();
  });

  test("reads the chosen head and, under the pointer, another", () => {
    const { map, one } = show();
    const readout = one(".flow-heads-readout");
    expect(readout.textContent).toBe(
      "Block 0 · head 0: entropy 0.5000 · previous token 0.1000 · first token 0.9000",
    );
    one(".pad").dispatchEvent(new MouseEvent("pointermove", { clientX: 150, clientY: 60 }));
    expect(readout.textContent).toMatch(/^Block 0 · head 1: entropy 0\.2500/);
    one(".pad").dispatchEvent(new MouseEvent("pointerleave"));
    expect(readout.textContent).toMatch(/^Block 0 · head 0/);
    map.draw(data(), { layer: 1, head: 0 }, PALETTE, 600);
    expect(readout.textContent).toBe("");
  });

  test("a click on a picture selects its head", () => {
    const { actions, one } = show();
    one(".pad").dispatchEvent(new MouseEvent("click", { clientX: 150, clientY: 60 }));
    expect(actions.select).toHaveBeenCalledWith(0, 1);
  });

  test("scrolls to the chosen head, and no further", () => {
    const { map, one } = show();
    const pane = one(".flow-heads-window");
    for (const side of ["clientWidth", "clientHeight"])
      Object.defineProperty(pane, side, { configurable: true, value: 120 });
    map.draw(data(), { layer: 2, head: 0 }, PALETTE, 600);
    const low = pane.scrollTop;
    expect(low).toBeGreaterThan(0);
    expect(pane.scrollLeft).toBe(0);
    map.draw(data(), { layer: 0, head: 1 }, PALETTE, 600);
    expect([pane.scrollTop, pane.scrollLeft > 0]).toEqual([0, true]);
    pane.scrollTop = low;
    map.draw(data(), { layer: 0, head: 1 }, PALETTE, 600);
    expect(pane.scrollTop).toBe(low);
  });

  test("names a change in words", () => {
    expect(show(data(), { layer: 0, head: 1 }).cell()).toMatch(/, changed: zero head 1$/);
  });

  test("an order that has no numbers says why, and gives way to the blocks", () => {
    const { map, one, order, says } = show();
    const options = [...one("select").querySelectorAll("option")].map(({ textContent }) => textContent);
    expect(options).toEqual([
      "block and head",
      "entropy",
      "previous token",
      "first token",
      "same token before (no token comes twice)",
      "induction (no token comes twice)",
    ]);
    order("first");
    const scores = { ...data().scores, first: f32([NONE, NONE, NONE, NONE]) };
    map.draw(data({ scores }), { layer: 0, head: 0 }, PALETTE, 600);
    expect((one("select") as HTMLSelectElement).value).toBe("layer");
    expect(says()).toContain("Rows are blocks");
    map.draw(data(), { layer: 0, head: 0 }, PALETTE, 600);
    expect((one("select") as HTMLSelectElement).value).toBe("first");
  });

  test("says how many tokens one cell of a long prompt is", () => {
    const { map, says } = show();
    expect(says()).not.toContain("largest weight");
    map.draw(data({ tokens: Array(5).fill("a") }), { layer: 0, head: 0 }, PALETTE, 600);
    expect(says()).toContain("one cell is the largest weight of 3 × 3 tokens");
  });

  test("says why there are no heads, and that they are not there yet", () => {
    const { map, one, says } = show(null);
    expect(says()).toBe("The heads are not known yet.");
    expect(one(".flow-heads-window").hidden).toBe(true);
    const none = { layers: [], heads: [], scores: {}, edits: [] };
    map.draw(data({ ...none, missing: "no layer has attention" }), { layer: 0, head: 0 }, PALETTE, 600);
    expect(says()).toBe("no layer has attention");
    map.draw(data(), { layer: 0, head: 0 }, PALETTE, 600);
    expect(one(".flow-heads-window").hidden).toBe(false);
    expect(map.element.querySelectorAll(".pad")).toHaveLength(1);
  });

  test("is silent when its view is gone", () => {
    const { actions, one } = show();
    life.abort();
    press(one(".pad"), "ArrowRight");
    expect(actions.select).not.toHaveBeenCalled();
  });
});

describe("the pager", () => {
  function show(pages: Partial<Pages> = {}) {
    const actions = { layer: vi.fn(), head: vi.fn() };
    const pager = new Pager(actions, life.signal);
    document.body.append(pager.element);
    const draw = (more: Partial<Pages> = {}) =>
      pager.draw({ layers: [0, 1, 2, 3], layer: 2, heads: 4, head: 1, ...pages, ...more });
    draw();
    const named = (name: string) => pager.element.querySelector(`[aria-label="${name}"]`) as HTMLElement;
    const slider = pager.element.querySelector("input") as HTMLInputElement;
    return { actions, draw, named, slider, words: () => pager.element.textContent };
  }

  test("says where one is, counted as in Python", () => {
    const { slider, words } = show();
    expect(words()).toBe("‹Head 1 of 0–3›‹Block 2 of 0–3›");
    expect([slider.value, slider.max, slider.getAttribute("aria-valuetext")]).toEqual(["2", "3", "block 2"]);
  });

  test("goes on and back, round both ends", () => {
    const { actions, draw, named } = show({ layer: 3, head: 3 });
    named("Next head").click();
    named("Previous head").click();
    named("Next block").click();
    expect([actions.head.mock.calls, actions.layer.mock.calls]).toEqual([[[0], [2]], [[0]]]);
    draw({ layer: 0, head: 0 });
    named("Previous head").click();
    named("Previous block").click();
    expect([actions.head.mock.lastCall, actions.layer.mock.lastCall]).toEqual([[3], [3]]);
  });

  test("takes arrow keys on its buttons, and leaves the slider its own", () => {
    const { actions, named, slider } = show();
    press(named("Previous head"), "ArrowRight");
    expect(actions.head).toHaveBeenLastCalledWith(2);
    press(named("Next block"), "ArrowLeft");
    expect(actions.layer).toHaveBeenLastCalledWith(1);
    expect(press(slider, "ArrowLeft")).toBe(true);
    expect(actions.layer).toHaveBeenCalledTimes(1);
  });

  test("the slider says the block while it moves, and asks once it rests", () => {
    const { actions, slider, words } = show();
    slider.value = "0";
    slider.dispatchEvent(new Event("input"));
    expect(words()).toContain("Block 0 of");
    expect(actions.layer).not.toHaveBeenCalled();
    slider.dispatchEvent(new Event("change"));
    expect(actions.layer).toHaveBeenCalledWith(0);
  });

  test("knows blocks by their own numbers", () => {
    const { actions, named, slider, words } = show({ layers: [1, 4, 7], layer: 4 });
    expect(words()).toContain("Block 4 of 1, 4, 7");
    named("Next block").click();
    expect(actions.layer).toHaveBeenCalledWith(7);
    slider.value = "0";
    slider.dispatchEvent(new Event("change"));
    expect(actions.layer).toHaveBeenCalledWith(1);
  });

  test("says which heads share a key and a value", () => {
    const { draw, words } = show({ kv_heads: 2, head: 3 });
    expect(words()).toContain("key and value 1, with heads 2–3");
    draw({ kv_heads: 4 });
    expect(words()).not.toContain("key and value");
  });

  test("a block without heads, one head or one block: no steps, and why", () => {
    const { actions, draw, named, slider, words } = show({ heads: 0 });
    expect(words()).toContain("no heads in this block");
    expect(named("Next head").title).toBe("This block has no attention");
    named("Next head").click();
    draw({ heads: 1, head: 0, layers: [0], layer: 0 });
    expect(named("Next block").title).toBe("There is one block only");
    named("Next block").click();
    named("Next head").click();
    expect(slider.disabled).toBe(true);
    expect([actions.head, actions.layer].map((act) => act.mock.calls.length)).toEqual([0, 0]);
  });
});
