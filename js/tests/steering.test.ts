import type { AnyModel } from "@anywidget/types";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { strongest } from "../steering/chooser.ts";
import { Live } from "../steering/live.ts";
import {
  current,
  type Next,
  plain,
  type Screen,
  type Slider,
  stepOf,
  type Traits,
} from "../steering/state.ts";
import { ceiling, curveOf } from "../steering/sweep.ts";
import widget from "../steering.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const f64 = (values: number[]) => new DataView(Float64Array.from(values).buffer);
const u32 = (values: number[]) => new DataView(Uint32Array.from(values).buffer);

const SLIDER: Slider = {
  id: "s1",
  name: "head 1.2",
  kind: "scale",
  unit: "factor",
  part: "head_out",
  layer: 1,
  at: { head: 2 },
  position: null,
  low: 0,
  high: 2,
  neutral: 1,
  value: 1,
  clean: null,
  on: true,
  blocked: "",
};
const NEURON: Slider = {
  ...SLIDER,
  id: "s2",
  name: "neuron 2.17",
  kind: "set",
  unit: "value",
  part: "neurons",
  layer: 2,
  at: { neuron: 17, position: 1 },
  position: 1,
  low: -4,
  high: 4,
  neutral: null,
  value: null,
  clean: -0.5,
};

function next(now: number[] = [0.75, 0.125], was: number[] = [0.5, 0.25]): Next {
  return {
    ids: u32([7, 9]),
    texts: [" Paris", " Rome"],
    now: f32(now),
    was: f32(was),
    measures: f64([0.5, 1, 2]),
  };
}

function screen(changes: Partial<Screen> = {}): Screen {
  return {
    turn: 3,
    state: 2,
    tokens: ["The", " cat"],
    sliders: [SLIDER, NEURON],
    others: 0,
    changed: false,
    next: next(),
    compared: false,
    can: { undo: false, redo: false },
    pace: 0.01,
    ...changes,
  };
}

function fake(traits: Partial<Traits> = {}) {
  const state: Record<string, unknown> = {
    _screen: screen(),
    _live: {},
    _heads: {
      layers: [0, 2],
      blocks: 3,
      columns: 2,
      norms: f32([1, 2, 3, Number.NaN]),
      position: 1,
      reason: "",
    },
    _neurons: {},
    _sample: {},
    _sweep: {},
    _code: "",
    _error: {},
    _selected: { layer: null, position: null, head: null },
    against: "clean",
    token: null,
    length: 20,
    temperature: 0,
    seed: 0,
    automatic: false,
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
  vi.useFakeTimers();
  life = new AbortController();
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
});
afterEach(() => {
  life.abort();
  vi.useRealTimers();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

function show(model: ReturnType<typeof fake>): ShadowRoot {
  const el = document.createElement("div");
  document.body.append(el);
  widget.render({ model: model as unknown as AnyModel<Traits>, el, signal: life.signal } as never);
  return el.querySelector(".nnexplore")?.shadowRoot as ShadowRoot;
}

function find<T extends Element>(root: ShadowRoot, selector: string): T {
  const found = root.querySelector<T>(selector);
  if (found === null) throw new Error(`no ${selector}`);
  return found;
}

const range = (root: ShadowRoot, name = "head 1.2: factor") =>
  find<HTMLInputElement>(root, `input[type=range][aria-label="${name}"]`);

function slide(input: HTMLInputElement, value: number): void {
  input.value = String(value);
  input.dispatchEvent(new Event("input"));
}

describe("asking while a slider moves", () => {
  test("one question at a time, and then the last place", async () => {
    const asked: number[] = [];
    let answer = () => {};
    const live = new Live(({ value }) => {
      asked.push(value);
      return new Promise<void>((done) => {
        answer = done;
      });
    });
    for (const value of [1, 2, 3, 4]) live.move({ slider: "s1", value });
    expect(asked).toEqual([1]);
    answer();
    await vi.advanceTimersByTimeAsync(50);
    expect(asked).toEqual([1, 4]);
    live.move({ slider: "s1", value: 5 });
    live.settle();
    answer();
    await vi.advanceTimersByTimeAsync(50);
    expect(asked).toEqual([1, 4]);
  });
});

describe("a slider", () => {
  test("a drag asks for previews and puts once", () => {
    const model = fake();
    const input = range(show(model));
    input.dispatchEvent(new Event("pointerdown"));
    slide(input, 0.5);
    slide(input, 0.25);
    expect(model.sent.map(({ kind }) => kind)).toEqual(["preview"]);
    input.dispatchEvent(new Event("change"));
    expect(model.sent.at(-1)).toMatchObject({ kind: "put", slider: "s1", value: 0.25 });
    expect(model.sent.filter(({ kind }) => kind === "put")).toHaveLength(1);
  });

  test("keys that follow each other put once, when they have come to rest", () => {
    const model = fake();
    const input = range(show(model));
    for (const value of [0.99, 0.98, 0.97]) {
      slide(input, value);
      input.dispatchEvent(new Event("change"));
      vi.advanceTimersByTime(100);
    }
    expect(model.sent.some(({ kind }) => kind === "put")).toBe(false);
    vi.advanceTimersByTime(400);
    expect(model.sent.filter(({ kind }) => kind === "put")).toMatchObject([{ value: 0.97 }]);
    input.dispatchEvent(new Event("blur"));
    expect(model.sent.filter(({ kind }) => kind === "put")).toHaveLength(1);
  });

  test("what Python says moves it, but not out of a hand", () => {
    const model = fake();
    const input = range(show(model));
    model.set("_screen", screen({ sliders: [{ ...SLIDER, value: 0.5 }] }));
    expect(input.value).toBe("0.5");
    slide(input, 1.5);
    model.set("_screen", screen({ sliders: [{ ...SLIDER, value: 0.75 }] }));
    expect(input.value).toBe("1.5");
  });

  test("one that is refused goes back", async () => {
    const model = fake();
    const root = show(model);
    const field = find<HTMLInputElement>(root, 'input[type=number][aria-label="head 1.2: factor"]');
    field.value = "0.5";
    field.dispatchEvent(new Event("change"));
    expect(range(root).value).toBe("0.5");
    model.emit("msg:custom", { kind: "error", id: model.sent.at(-1)?.id, message: "no" });
    await vi.advanceTimersByTimeAsync(0);
    expect(range(root).value).toBe("1");
    expect(find(root, ".error").textContent).toContain("no");
  });

  test("a value that is not set stands where the model has it", () => {
    const model = fake();
    const root = show(model);
    const input = range(root, "neuron 2.17: value");
    expect(input.getAttribute("aria-valuetext")).toBe("as the model has it");
    expect(input.valueAsNumber).toBeCloseTo(-0.5);
    expect(find(root, "li:nth-child(2) .where").textContent).toBe('at 1 " cat" · clean -0.5');
    const how = find<HTMLButtonElement>(root, 'li:nth-child(2) [aria-label^="neuron 2.17: value;"]');
    how.click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "how", slider: "s2", how: "scale" });
  });

  test("an empty field resets", () => {
    const model = fake({ _screen: screen({ sliders: [{ ...SLIDER, value: 0.5 }] }) });
    const root = show(model);
    const field = find<HTMLInputElement>(root, "input[type=number]");
    field.value = "";
    field.dispatchEvent(new Event("change"));
    expect(model.sent.at(-1)).toMatchObject({ kind: "put", value: 1 });
  });
});

describe("the next tokens", () => {
  test("of a preview only where it is of this drawing", () => {
    const moved = next([0.25, 0.5]);
    expect(current(screen(), { ...moved, turn: 3 })?.now).toBe(moved.now);
    expect(current(screen(), { ...moved, turn: 2 })).toEqual(screen().next);
  });

  test("are drawn to the digit, and kept as elements", () => {
    const model = fake();
    const root = show(model);
    const token = find<HTMLButtonElement>(root, ".next .token");
    expect(
      [...root.querySelectorAll(".next td[data-value]")].map((cell) => (cell as HTMLElement).dataset.value),
    ).toEqual(["0.75", "0.5", "0.125", "0.25"]);
    expect(find(root, ".measures").textContent).toBe(
      "KL(clean ‖ now) 0.500 nats = 0.721 bitsentropy now 1.000, clean 2.000 nats",
    );
    model.set("_live", { ...next([0.25, Number.NaN]), turn: 3, slider: "s1", value: 0.5 });
    expect(find(root, ".next .token")).toBe(token);
    expect(find<HTMLElement>(root, ".next i.now").style.width).toBe("25%");
    expect(root.querySelectorAll("td[data-unknown]")).toHaveLength(1);
    expect(token.getAttribute("aria-pressed")).toBe("true");
    token.click();
    expect(model.get("token")).toBe(null);
    [...root.querySelectorAll<HTMLButtonElement>(".next .token")].at(1)?.click();
    expect(model.get("token")).toBe(9);
  });
});

describe("the sweep", () => {
  const SWEEP = {
    slider: "s1",
    values: f64([0, 1, 2]),
    ids: u32([7, 9]),
    texts: [" Paris", " Rome"],
    probabilities: f32([0.5, 0.25, 0.75, 0.125, 1, 0]),
  };

  test("has the line of the chosen token", () => {
    expect(curveOf(SWEEP, 9)).toMatchObject({ chances: [0.25, 0.125, 0], text: " Rome", id: 9 });
    expect(curveOf(SWEEP, 1)).toMatchObject({ chances: [0.5, 0.75, 1], text: " Paris" });
  });

  test("is read and used by keys", () => {
    const model = fake({ _sweep: SWEEP });
    const root = show(model);
    const chart = find<HTMLElement>(root, ".chart");
    const press = (key: string) => chart.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    expect(chart.getAttribute("aria-valuetext")).toBe("factor 1: 0.75");
    press("End");
    expect(chart.getAttribute("aria-valuetext")).toBe("factor 2: 1");
    press("Enter");
    expect(model.sent.at(-1)).toMatchObject({ kind: "put", slider: "s1", value: 2 });
  });

  test("an axis ends at a round number", () => {
    expect([0.3, 0.011, 0.9, 0, 1e-5].map((most) => plain(ceiling([most, Number.NaN])))).toEqual([
      "0.5",
      "0.02",
      "1",
      "1",
      "0.00001",
    ]);
  });
});

describe("the text", () => {
  const written = (texts: string[]) => ({ texts, probabilities: f32(texts.map(() => 0.5)) });

  test("marks where the two part, and when it is old", () => {
    const sample = {
      state: 2,
      settings: [20, 0, 0] as [number, number, number],
      edited: written([" a", " b", " c"]),
      clean: written([" a", " x", " c"]),
    };
    const model = fake({ _sample: sample });
    const root = show(model);
    expect([...root.querySelectorAll(".differs")].map((one) => one.textContent)).toEqual([" b", " c"]);
    expect(find(root, ".old").textContent).toBe("");
    model.set("_screen", screen({ state: 5 }));
    expect(find(root, ".old").textContent).toContain("are others now");
  });

  test("is asked for after a change where that is quick, and not where it is slow", async () => {
    for (const [pace, wanted] of [
      [0.01, true],
      [1, false],
    ] as const) {
      const model = fake({ automatic: true, _screen: screen({ pace }) });
      const root = show(model);
      find<HTMLButtonElement>(root, '[aria-label="Remove head 1.2"]').click();
      model.emit("msg:custom", { kind: "done", id: model.sent.at(-1)?.id });
      await vi.advanceTimersByTimeAsync(0);
      expect(model.sent.some(({ kind }) => kind === "write")).toBe(wanted);
    }
  });
});

describe("the chooser", () => {
  test("a head by keys, at all tokens or one", () => {
    const model = fake();
    const root = show(model);
    const grid = find<HTMLElement>(root, "[role=grid]");
    const press = (key: string) => grid.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    press("ArrowDown");
    press("Enter");
    expect(model.sent.at(-1)).toMatchObject({ kind: "add head", layer: 2, head: 0, position: null });
    find<HTMLInputElement>(root, ".whole input").checked = true;
    press("Enter");
    expect(model.sent.at(-1)).toMatchObject({ position: 1 });
    const sent = model.sent.length;
    press("ArrowRight");
    press("Enter");
    expect(model.sent).toHaveLength(sent);
    expect(find(root, ".readout").textContent).toContain("layer 2, head 1");
  });

  test("neurons by size", () => {
    expect(strongest(Float32Array.from([1, -5, 3, 0]), 2)).toEqual([1, 2]);
    const model = fake({ _neurons: { layer: 1, position: 1, values: f32([0.5, -2]) } });
    const root = show(model);
    find<HTMLButtonElement>(root, ".top button").click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "add neuron", layer: 1, neuron: 1, position: null });
  });
});

describe("a direction from texts", () => {
  const write = (root: ShadowRoot, name: string, text: string) => {
    const field = find<HTMLTextAreaElement>(root, `textarea[aria-label="${name}"]`);
    field.value = text;
    field.dispatchEvent(new Event("input"));
  };

  test("is asked for with both lists and a layer, once at a time", async () => {
    const model = fake();
    const root = show(model);
    const add = find<HTMLButtonElement>(root, ".direction button");
    write(root, "More of", " I love this \n\n \nI adore you");
    add.click();
    expect(add.title).toBe("Write a text or more on both sides");
    expect(model.sent).toHaveLength(0);
    write(root, "Less of", "I hate this");
    const layer = find<HTMLSelectElement>(root, "select[aria-label='Layer of the direction']");
    expect([layer.options.length, layer.value]).toEqual([3, "1"]);
    layer.value = "2";
    add.click();
    add.click();
    expect(model.sent).toHaveLength(1);
    const wanted = {
      more: [" I love this ", "I adore you"],
      less: ["I hate this"],
      layer: 2,
      position: null,
    };
    expect(model.sent[0]).toMatchObject({ kind: "add texts", ...wanted });
    const made = { ...SLIDER, id: "s9", kind: "add", name: "love" } as Slider;
    model.set("_screen", screen({ sliders: [SLIDER, NEURON, made] }));
    expect(layer.value).toBe("2");
    model.emit("msg:custom", { kind: "done", id: model.sent[0]?.id });
    await vi.runAllTimersAsync();
    expect((root.activeElement as HTMLElement).getAttribute("aria-label")).toContain("love");
    add.click();
    expect(model.sent).toHaveLength(2);
  });
});

test("steps and numbers that are easy to read", () => {
  expect([stepOf(0, 2), stepOf(-4, 8), stepOf(-100, 100)].map(plain)).toEqual(["0.01", "0.1", "1"]);
  expect(plain(0.1 + 0.2)).toBe("0.3");
});

test("no listener outlives the view", () => {
  const model = fake();
  show(model);
  life.abort();
  expect([...model.listeners.values()].reduce((sum, set) => sum + set.size, 0)).toBe(0);
});
