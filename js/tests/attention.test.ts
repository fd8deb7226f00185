import type { AnyModel } from "@anywidget/types";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Edit,
  Heads,
  Matrix,
  place,
  type Screen,
  type Steps,
  type Traits,
} from "../attention_view/attention.ts";
import { fitted, reaching, Sight, Tiles, zoomed } from "../attention_view/sight.ts";
import { decoded } from "../attention_view/steps.ts";
import widget from "../attention_view.ts";
import { maps, shade } from "../lib/palette.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const EDIT: Edit = {
  text: "set head_pattern 0, head 0, position 1, key 0 to 0",
  on: true,
  kind: "set",
  of: "head_pattern",
  layer: 0,
  at: { head: 0, position: 1, key: 0 },
};

function screen(changes: Partial<Screen> = {}): Screen {
  return {
    tokens: ["The", " cat"],
    other_tokens: ["A", " dog"],
    layers: [0, 2],
    without: 1,
    missing: {},
    heads: [2, 1],
    thumbs: { side: 2, triangle: true, values: new DataView(Uint8Array.from(Array(9).fill(254)).buffer) },
    scores: { entropy: f32([0.5, 0.25, Number.NaN, Number.NaN]), previous: f32([0.1, 0.2, 0.3, Number.NaN]) },
    edits: [],
    next: { strings: [" sat", " ran"], edited: f32([0.25, 0.5]), clean: f32([0.5, 0.25]) },
    sweep: "copy",
    can: { undo: false, redo: false },
    ...changes,
  };
}

const HEAD: Traits["_head"] = {
  layer: 0,
  head: 0,
  show: "edited",
  matrix: { size: 2, block: 1, triangle: true, values: f32([1, 0.25, 0.75]) },
  parts: null,
  stamp: 0,
};

function fake(traits: Partial<Traits>) {
  const state: Record<string, unknown> = {
    _screen: screen(),
    _head: HEAD,
    _steps: {},
    _pinned: [],
    _rows: { position: 1, rows: [null] },
    _error: {},
    _selected: { layer: 0, position: 1, head: 0 },
    show: "edited",
    sort: "layer",
    pins: [],
    window: null,
    busy: false,
    ...traits,
  };
  const listeners = new Map<string, Set<(message?: unknown) => void>>();
  const sent: Record<string, unknown>[] = [];
  const emit = (event: string, message?: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(message);
  };
  return {
    sent,
    emit,
    listeners,
    get: (name: string) => state[name],
    set(name: string, value: unknown) {
      state[name] = value;
      emit(`change:${name}`);
    },
    on: (event: string, listener: () => void) =>
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    off: (event: string, listener: () => void) => listeners.get(event)?.delete(listener),
    save_changes: () => {},
    send: (content: Record<string, unknown>) => sent.push(content),
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

function show(traits: Partial<Traits> = {}) {
  const model = fake(traits);
  const el = document.body.appendChild(document.createElement("div"));
  widget.render({ model: model as unknown as AnyModel<Traits>, el, signal: life.signal } as never);
  const root = el.firstElementChild?.shadowRoot as ShadowRoot;
  const one = (selector: string) => root.querySelector<HTMLElement>(selector) as HTMLElement;
  const press = (element: Element | null, key: string) =>
    element?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
  const [heads, matrix] = root.querySelectorAll(".pad");
  const click = (name: string) =>
    [...root.querySelectorAll("button")].find(({ textContent }) => textContent === name)?.click();
  return { model, root, one, press, heads: heads as Element, matrix: matrix as Element, click };
}

describe("the numbers", () => {
  test("of a triangle are where they belong", () => {
    const matrix = new Matrix({ size: 3, block: 1, triangle: true, values: f32([1, 2, 3, 4, 5, 6]) });
    expect([0, 1, 2].map((row) => [0, 1, 2].map((column) => matrix.at({ row, column })))).toEqual([
      [1, 0, 0],
      [2, 3, 0],
      [4, 5, 6],
    ]);
    expect(matrix.masked({ row: 0, column: 1 })).toBe(true);
    expect(matrix.reach()).toBe(6);
    expect(place(3, false, 1, 2)).toBe(5);
  });

  test("of another length are refused", () => {
    expect(() => new Matrix({ size: 3, block: 1, triangle: false, values: f32([1]) })).toThrow("3 × 3 has 1");
  });

  test("order the heads; no number comes last, and the sharpest first", () => {
    const names = (sort: "layer" | "entropy" | "previous") =>
      new Heads(screen()).slots(sort).map(({ head }) => `${head.layer}.${head.head}`);
    expect(names("layer")).toEqual(["0.0", "0.1", "2.0"]);
    expect(names("entropy")).toEqual(["0.1", "0.0", "2.0"]);
    expect(names("previous")).toEqual(["2.0", "0.1", "0.0"]);
  });

  test("of the steps add up, and a mask is seen", () => {
    const steps = { terms: f32([1, -4, 2]), row: f32([-0.5, -0.5]) } as unknown as Steps;
    const found = decoded({ ...steps, numbers: f32([-1, 0.5, -0.5, 0.5]) });
    expect([found.order, found.scaled, found.rest, found.softmax]).toEqual([[1, 2, 0], -0.5, 0, 0.5]);
    expect(decoded({ ...steps, numbers: f32([-1, 0.5, -3e38, 0]) }).masked).toBe(true);
    expect(decoded({ ...steps, numbers: f32([-1, 0.5, 1.5, 0.5]) }).rest).toBe(2);
  });

  test("have colours: both ends differ in lightness from the middle, and what is no number stands out", () => {
    for (const theme of ["light", "dark"] as const) {
      const palette = { ...maps(theme), dark: theme === "dark" } as Parameters<typeof shade>[0];
      const sum = (value: number) => shade(palette, value, 1).reduce((all, channel) => all + channel, 0);
      const sign = theme === "light" ? -1 : 1;
      for (const end of [-1, 1]) expect(sign * (sum(end) - sum(0))).toBeGreaterThan(200);
      expect(shade(palette, Number.NaN, null)).toBe(palette.hole);
      expect(shade(palette, Number.POSITIVE_INFINITY, 1)).toBe(palette.hole);
    }
  });
});

describe("the view", () => {
  test("says what is under the cursor", () => {
    const { one, matrix, heads } = show();
    expect(one(".readout").textContent).toBe('" cat" (1) → "The" (0): 0.25');
    expect(matrix.querySelector("[role=gridcell]")?.getAttribute("aria-label")).toBe(
      one(".readout").textContent,
    );
    expect(matrix.getAttribute("aria-activedescendant")).toBe(matrix.querySelector("[role=gridcell]")?.id);
    expect(heads.querySelector("[role=gridcell]")?.getAttribute("aria-label")).toBe(
      "layer 0, head 0: entropy 0.5000, previous token 0.1000",
    );
    expect(one(".size").textContent).toBe("2 layers × 2 heads · 2 tokens · 1 layer without attention");
  });

  test("moves by the keyboard and tells Python", () => {
    const { model, one, press, heads, matrix } = show();
    press(matrix, "ArrowRight");
    expect(one(".readout").textContent).toBe('" cat" (1) → " cat" (1): 0.75');
    press(matrix, "ArrowUp");
    expect(one(".readout").textContent).toContain("masked");
    expect(model.get("_selected")).toEqual({ layer: 0, position: 0, head: 0 });
    press(heads, "ArrowDown");
    press(heads, "ArrowRight"); // layer 2 has one head: the nearest is taken
    expect(model.get("_selected")).toEqual({ layer: 2, position: 0, head: 0 });
  });

  test("asks for changes, and shows what went wrong", async () => {
    const { model, press, matrix, click, one } = show();
    press(matrix, "Enter");
    expect(model.sent.at(-1)).toMatchObject({
      kind: "set cell",
      layer: 0,
      head: 0,
      position: 1,
      key: 0,
      to: 0,
    });
    click("Ablate head");
    expect(model.sent.at(-1)).toMatchObject({ kind: "zero head", layer: 0, head: 0 });
    model.emit("msg:custom", { kind: "error", id: model.sent.at(-1)?.id, message: "no such head" });
    await vi.waitFor(() => expect(one("[role=alert]").textContent).toContain("no such head"));
  });

  test("takes a change back where it is", () => {
    const { model, press, matrix, one } = show({ _screen: screen({ edits: [EDIT] }) });
    press(matrix, "Delete");
    expect(model.sent.at(-1)).toMatchObject({ kind: "remove", number: 0 });
    one(".changes button").click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "remove", number: 0 });
    expect(one(".next li").textContent).toBe("·ran0.5000was 0.2500");
  });

  test("keeps its picture while head and screen are of different prompts", () => {
    const { model, one } = show();
    model.set("_screen", screen({ tokens: ["a", "b", "c"] }));
    expect(one(".readout").textContent).toBe('" cat" (1) → "The" (0): 0.25');
    model.set("_error", { message: "the model said no" });
    expect(one("[role=alert]").textContent).toContain("the model said no");
  });

  test("lets go of every listener", () => {
    const { model } = show();
    life.abort();
    expect([...model.listeners.values()].reduce((sum, set) => sum + set.size, 0)).toBe(0);
  });
});

describe("what is on screen", () => {
  /** Ten tokens of which two are one cell, the largest of each four; no triangle. */
  const pooled = () =>
    new Matrix({
      size: 10,
      block: 2,
      triangle: false,
      values: f32(Array.from({ length: 25 }, (_, at) => at)),
    });
  const STATE = { layer: 0, head: 0, show: "edited", stamp: 0 } as const;

  test("is all of it, by blocks", () => {
    const sight = new Sight(pooled(), null, new Tiles());
    expect([sight.block, sight.total, sight.span, sight.whole]).toEqual([2, 5, 5, true]);
    expect(sight.at({ row: 1, column: 2 })).toBe(7);
    expect(sight.wanted([{ row: 4, column: 0 }])).toEqual([
      [
        [8, 9],
        [0, 1],
      ],
    ]);
  });

  test("is a window of single tokens, exact once the tile has come", () => {
    const tiles = new Tiles();
    tiles.of(STATE);
    const sight = new Sight(pooled(), [3, 2, 5], tiles);
    expect([sight.block, sight.row, sight.column, sight.span]).toEqual([1, 3, 2, 5]);
    const cell = { row: 4, column: 3 };
    expect([sight.at(cell), sight.exact(cell)]).toEqual([11, false]);
    expect(tiles.missing([3, 7], [2, 6], false)).toEqual([{ row: 0, column: 0 }]);
    expect(tiles.missing([3, 7], [2, 6], false)).toEqual([]);
    const tile = Float32Array.from({ length: 100 }, (_, at) => at / 2);
    expect(tiles.put({ ...STATE, stamp: 1 }, { row: 0, column: 0 }, [tile])).toBe(false); // of other changes
    expect(tiles.put(STATE, { row: 0, column: 0 }, [tile])).toBe(true);
    expect([sight.at(cell), sight.exact(cell)]).toEqual([21.5, true]);
    tiles.of({ ...STATE, stamp: 1 });
    expect(sight.exact(cell)).toBe(false);
  });

  test("knows the largest weight of a block", () => {
    const tiles = new Tiles();
    tiles.of(STATE);
    const sight = new Sight(pooled(), null, tiles);
    expect(sight.most({ row: 1, column: 1 })).toBeUndefined();
    tiles.put(STATE, { row: 0, column: 0 }, [Float32Array.from({ length: 100 }, (_, at) => -at)]);
    expect(sight.most({ row: 1, column: 1 })).toEqual({ row: 3, column: 3, value: -33 });
  });

  test("is zoomed about a token, moved, and never outside", () => {
    expect(zoomed(null, 100, { row: 50, column: 20 }, 0.5)).toEqual([25, 10, 50]);
    expect(zoomed([25, 10, 50], 100, { row: 50, column: 20 }, 2)).toBeNull();
    expect(zoomed(null, 10, { row: 9, column: 0 }, 0.01)).toEqual([6, 0, 4]);
    expect(fitted([90, -5, 50], 100)).toEqual([50, 0, 50]);
    expect(reaching([10, 10, 20], 100, { row: 35, column: 4 })).toEqual([16, 4, 20]);
    expect(reaching(null, 100, { row: 3, column: 3 })).toBeNull();
  });

  test("is zoomed by keys and buttons, and Python hears of it", () => {
    const { model, matrix, press, root } = show();
    expect(root.querySelector("[aria-label='Zoom in']")?.getAttribute("aria-disabled")).toBe("true"); // two tokens
    press(matrix, "Escape");
    expect(model.get("window")).toBeNull();
  });
});

describe("pinned heads", () => {
  const pinned = (layer: number, head: number) => ({ layer, head, matrix: HEAD.matrix });

  test("are listed, chosen and taken away", () => {
    const { model, root } = show({
      pins: [
        [0, 1],
        [2, 0],
      ],
      _pinned: [pinned(0, 1), pinned(2, 0)],
      _rows: { position: 1, rows: [null, f32([0.25, 0.75]), f32([0.5, 0.5])] },
    });
    expect(root.querySelector(".readout")?.textContent).toContain(": 0.25 · 0.1 0.25 · 2.0 0.25");
    (root.querySelector("[aria-label='Look at layer 2, head 0']") as HTMLElement).click();
    expect(model.get("_selected")).toEqual({ layer: 2, position: 1, head: 0 });
    (root.querySelector("[aria-label='Unpin 0.1']") as HTMLElement).click();
    expect(model.get("pins")).toEqual([[2, 0]]);
  });

  test("are pinned by the button", () => {
    const { model, click } = show();
    click("Pin");
    expect(model.get("pins")).toEqual([[0, 0]]);
  });
});
