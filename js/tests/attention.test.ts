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
    missing: 1,
    heads: [2, 1],
    thumbs: { side: 2, triangle: true, values: new DataView(Uint8Array.from(Array(9).fill(254)).buffer) },
    scores: { entropy: f32([0.5, 0.25, Number.NaN, Number.NaN]), previous: f32([0.1, 0.2, 0.3, Number.NaN]) },
    edits: [],
    next: { strings: [" sat", " ran"], edited: f32([0.25, 0.5]), clean: f32([0.5, 0.25]) },
    ...changes,
  };
}

const HEAD: Traits["_head"] = {
  layer: 0,
  head: 0,
  show: "edited",
  matrix: { size: 2, block: 1, triangle: true, values: f32([1, 0.25, 0.75]) },
  parts: null,
};

function fake(traits: Partial<Traits>) {
  const state: Record<string, unknown> = {
    _screen: screen(),
    _head: HEAD,
    _steps: {},
    _error: {},
    _selected: { layer: 0, position: 1, head: 0 },
    show: "edited",
    sort: "layer",
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
