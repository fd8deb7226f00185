import type { AnyModel } from "@anywidget/types";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { short } from "../patch_grid/picture.ts";
import { typed } from "../patch_grid/settings.ts";
import { type Cells, Grid, type Screen, type Traits } from "../patch_grid/state.ts";
import widget from "../patch_grid.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const u32 = (values: number[]) => new DataView(Uint32Array.from(values).buffer);
const u8 = (values: number[]) => new DataView(Uint8Array.from(values).buffer);

function screen(changes: Partial<Screen> = {}): Screen {
  return {
    of: "a",
    problem: "",
    stale: false,
    components: ["resid_pre", "head_out"],
    uneven: false,
    offered: [" Paris", " Rome"],
    changes: 0,
    can: { undo: false, redo: false },
    axes: [
      { name: "layer", numbers: [0, 1], labels: ["0", "1"] },
      { name: "position", numbers: [1, 2, 3], labels: [" cat", " sat", " on"] },
    ],
    component: "resid_pre",
    prompt: "The cat sat on",
    other: "The dog sat on",
    metric: "logit_diff(' Paris', ' Rome')",
    unit: "logits",
    tokens: [" Paris", " Rome"],
    runs: f32([-2, 2, -2]),
    applied: u32([]),
    code: "patching = 1",
    ...changes,
  };
}

function cells(changes: Partial<Cells> = {}): Cells {
  return {
    of: "a",
    values: f32([-2, 0, 2, 8, Number.NaN, Number.NaN]),
    done: u8([0b011111]),
    ends: f32([-2, 2]),
    finished: 5,
    state: "cancelled",
    ...changes,
  };
}

function fake(traits: Partial<Traits>) {
  const state: Record<string, unknown> = {
    _screen: screen(),
    _cells: {},
    _error: {},
    _selected: { layer: null, position: null, head: null },
    component: "resid_pre",
    by: [],
    align: "",
    into: "prompt",
    show: "recovery",
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
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function show(traits: Partial<Traits> = {}) {
  const model = fake(traits);
  const el = document.body.appendChild(document.createElement("div"));
  widget.render({ model: model as unknown as AnyModel<Traits>, el, signal: life.signal } as never);
  const root = el.firstElementChild?.shadowRoot as ShadowRoot;
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  const one = (selector: string) => all(selector)[0] as HTMLElement;
  const button = (name: string) =>
    all("button").find((made) => made.textContent === name) as HTMLButtonElement;
  return { model, all, one, button };
}

describe("the numbers", () => {
  test("recovery is the share of the way, change the way itself", () => {
    const grid = new Grid(screen(), cells());
    expect([0, 1, 2, 3].map((number) => grid.recovery(number))).toEqual([0, 0.5, 1, 2.5]);
    expect([0, 1, 2, 3].map((number) => grid.change(number))).toEqual([0, 2, 4, 10]);
    expect([grid.reach("recovery"), grid.largest("recovery"), grid.reach("change")]).toEqual([2, 2.5, 10]);
  });

  test("not there yet is not the same as NaN", () => {
    const grid = new Grid(screen(), cells());
    expect([grid.done(4), grid.done(5), grid.holes("recovery")]).toEqual([true, false, true]);
    expect([...grid.ready()]).toEqual([0, 1, 2, 3, 4]);
  });

  test("prompts that give the same leave nothing to recover", () => {
    const grid = new Grid(screen(), cells({ ends: f32([2, 2]) }));
    expect(grid.recovery(1)).toBeNaN();
  });

  test("of two sweeps the first minus the second, each from its own prompt", () => {
    const less = { values: f32([2, 1, -2, 6, 0, 0]), done: u8([0b001111]), ends: f32([2, -2]) };
    const grid = new Grid(screen({ into: "prompt - other" }), cells({ less, finished: 9 }));
    expect([0, 1, 2, 3].map((number) => grid.recovery(number))).toEqual([0, 0.25, 0, 3.5]);
    expect([0, 1, 2, 3].map((number) => grid.change(number))).toEqual([0, 3, 8, 6]);
    expect([grid.total, grid.complete, grid.done(3), grid.done(4)]).toEqual([12, false, true, false]);
    expect(grid.reach("recovery")).toBe(2);
  });

  test("cells of another sweep are not taken for this one's", () => {
    const grid = new Grid(screen({ of: "b" }), cells());
    expect([grid.state, grid.finished, grid.done(0)]).toEqual([null, 0, false]);
  });

  test("three axes: a slice for each head", () => {
    const axes = [...screen().axes];
    axes.splice(1, 0, { name: "head", numbers: [0, 1], labels: ["0", "1"] });
    const grid = new Grid(screen({ axes }), {});
    expect([grid.count, grid.size, grid.slices?.name]).toEqual([12, { rows: 2, columns: 3 }, "head"]);
    const number = grid.number({ row: 1, column: 2 }, 1);
    expect([number, grid.where(number), grid.place(number)]).toEqual([
      11,
      { layer: 1, head: 1, position: 3 },
      { row: 1, column: 2, slice: 1 },
    ]);
    expect(grid.words(number)).toBe("layer 1 · head 1 · position 3 ·on");
  });

  test("short and typed", () => {
    expect([0.004, -0.004, -1.234, 123.45, 5000, Number.NaN, -Infinity].map(short)).toEqual([
      "0.00",
      "0.00",
      "−1.23",
      "123.5",
      "5e+3",
      "NaN",
      "−∞",
    ]);
    expect(["·Paris", "Paris", "a·b", "⏎"].map(typed)).toEqual([" Paris", "Paris", "a·b", "\n"]);
  });
});

describe("the view", () => {
  test("says what state the sweep is in, and what the button does", () => {
    const { model, one, button } = show();
    expect(one(".state").textContent).toBe("Not run yet: 6 cells.");
    button("Run").click();
    expect(model.sent).toMatchObject([{ kind: "run" }]);
    model.set("_cells", cells({ state: "running", finished: 5 }));
    expect(one(".state").textContent).toBe("Running: 5 of 6 cells.");
    button("Run").click();
    expect(model.sent).toHaveLength(1);
    model.set("_cells", cells());
    expect(one(".state").textContent).toBe("Cancelled, 5 of 6 cells.");
    button("Continue").click();
    expect(model.sent).toHaveLength(2);
  });

  test("half of a message is not drawn", () => {
    const { model, one } = show();
    model.set("_cells", cells({ of: "b" }));
    expect(one(".state").textContent).toBe("Not run yet: 6 cells.");
    model.set("_screen", screen({ of: "b" }));
    expect(one(".state").textContent).toBe("Cancelled, 5 of 6 cells.");
  });

  test("the cursor follows the selection, and moves it", () => {
    const { model, one } = show({ _cells: cells() });
    model.set("_selected", { layer: 1, position: 1, head: null });
    expect(one(".readout").textContent).toBe(
      "layer 1 · position 1 ·cat: recovery 2.5, metric 8 logits, change 10",
    );
    expect(one("[role=gridcell]").getAttribute("aria-label")).toContain(
      'layer 1, position 1 " cat": recovery 2.5',
    );
    one("[role=grid]").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
    expect(model.get("_selected")).toEqual({ layer: 1, position: 2, head: null });
    expect(one(".readout").textContent).toContain("recovery NaN");
    one("[role=grid]").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
    expect(model.sent).toMatchObject([{ kind: "apply", cell: 4 }]);
  });

  test("the table puts NaN last, either way", () => {
    const { all, button } = show({ _cells: cells() });
    const column = () => all("tbody td.number:nth-child(3)").map((one) => one.textContent);
    expect(column()).toEqual(["2.50", "1.00", "0.50", "0.00", "NaN"]);
    button("recovery ↓").click();
    expect(column()).toEqual(["0.00", "0.50", "1.00", "2.50", "NaN"]);
    button("position").click();
    expect(all("tbody .position").map((one) => one.textContent)).toEqual([
      "1 ·cat",
      "1 ·cat",
      "2 ·sat",
      "2 ·sat",
      "3 ·on",
    ]);
  });

  test("a difference has both of its parts beside it", () => {
    const less = { values: f32([2, 1, -2, 6, 0, 0]), done: u8([0b001111]), ends: f32([2, -2]) };
    const { model, one, all } = show({
      _screen: screen({ into: "prompt - other" }),
      _cells: cells({ less, finished: 9 }),
      into: "prompt - other",
    });
    expect(one(".state").textContent).toBe("Cancelled, 9 of 12 cells.");
    expect(all("thead .sort").map(({ textContent }) => textContent)).toEqual([
      "layer",
      "position",
      "difference ↓",
      "prompt",
      "other",
    ]);
    expect(all("tbody tr")[0]?.textContent).toBe("11 ·cat3.502.50−1.00Apply");
    model.set("_selected", { layer: 0, position: 2, head: null });
    expect(one(".readout").textContent).toBe(
      "layer 0 · position 2 ·sat: recovery 0.5 in the prompt, 0.25 in the other, difference 0.25",
    );
    expect(all(".ends dt").map(({ textContent }) => textContent)).toEqual(["prompt", "other"]);
    expect(one(".legend").textContent).toContain("recovery in the prompt − in the other");
    const into = all("select")[2] as HTMLSelectElement;
    expect([...into.options].map(({ text }) => text)).toEqual([
      "the prompt",
      "the other prompt",
      "prompt − other",
    ]);
    into.value = "other";
    into.dispatchEvent(new Event("change"));
    expect(model.get("into")).toBe("other");
  });

  test("what goes into the other prompt cannot be applied, and says why", () => {
    const { one, all } = show({
      _screen: screen({ into: "other", changes: 1 }),
      _cells: cells(),
      into: "other",
    });
    const apply = one(".chosen-cell button");
    expect([apply.getAttribute("aria-disabled"), apply.title]).toEqual([
      "true",
      "A change of the workspace is in its prompt, and this patch in the other",
    ]);
    expect(all(".act").every((made) => made.getAttribute("aria-disabled") === "true")).toBe(true);
    expect(one(".aside").textContent).toBe("");
  });

  test("cells of other prompts are neither applied nor selected", () => {
    const { model, one, button } = show({ _cells: cells(), _screen: screen({ stale: true }) });
    expect(one(".problem").textContent).toContain("other prompts");
    expect(button("Run again").getAttribute("aria-disabled")).toBe("false");
    one("[role=grid]").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));
    expect(model.get("_selected")).toEqual({ layer: null, position: null, head: null });
    expect(one(".chosen-cell button").getAttribute("aria-disabled")).toBe("true");
  });

  test("tokens that are being typed stay", () => {
    const { model, all } = show();
    const [answer, other] = all("input[type=text]") as HTMLInputElement[];
    expect([answer?.value, other?.value]).toEqual(["·Paris", "·Rome"]);
    if (!answer) throw new Error("no field");
    answer.value = "·Lon";
    model.set("_cells", cells({ state: "running" }));
    expect(answer.value).toBe("·Lon");
    answer.dispatchEvent(new Event("change"));
    expect(model.sent).toMatchObject([{ kind: "metric", tokens: [" Lon", " Rome"] }]);
    model.set("_screen", screen({ tokens: [" Madrid", " Rome"] }));
    expect(answer.value).toBe("·Madrid");
  });

  test("another component takes its own axes", () => {
    const { model, all } = show({ by: ["layer"] });
    const [component, by] = all("select") as HTMLSelectElement[];
    if (!component || !by) throw new Error("no choice");
    component.value = "head_out";
    component.dispatchEvent(new Event("change"));
    expect([model.get("component"), model.get("by"), by.value]).toEqual(["head_out", [], "layer head"]);
  });

  test("a problem is said, and nothing is drawn", () => {
    const { one, button } = show({ _screen: screen({ problem: "set workspace.other", axes: [] }) });
    expect(one(".problem").textContent).toBe("set workspace.other");
    expect([one(".window").hidden, button("Run").getAttribute("aria-disabled")]).toEqual([true, "true"]);
  });
});

test("nothing is left listening when the view dies", () => {
  const { model } = show();
  life.abort();
  expect([...model.listeners.values()].reduce((sum, set) => sum + set.size, 0)).toBe(0);
});
