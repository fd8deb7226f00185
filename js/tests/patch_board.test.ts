import type { AnyModel } from "@anywidget/types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Board, type Patch, type Screen, type Traits } from "../patch_board/board.ts";
import widget from "../patch_board.ts";
import { fakeModel, screen as lens } from "./fake.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const PATCH: Patch = {
  number: 0,
  text: "copy resid_post 0",
  on: true,
  component: "resid_post",
  layer: 0,
  head: null,
  from_head: null,
  from: 2,
  to: 1,
};
const EDIT = { layer: 0, position: 1, kind: "copy" } as const;

function screen(patches: Patch[] = [], changes: Partial<Screen> = {}): Screen {
  const result = patches.length > 0 ? lens([EDIT]) : lens();
  return {
    source: lens([], { other_tokens: null }),
    target: lens([], { other_tokens: null }),
    result: { ...result, edits: [] },
    cone: new DataView(Uint8Array.from([0, 0, 0, 0, patches.length, patches.length]).buffer),
    patches,
    changes: [],
    next: {
      strings: [" Paris", " Rome"],
      ids: new DataView(Uint32Array.from([103, 104]).buffer),
      clean: f32([0.875, 0.0625]),
      now: f32([0.125, 0.75]),
      other: f32([0.25, 0.5]),
    },
    heads: 4,
    headless: "",
    component: "resid_post",
    can_undo: patches.length > 0,
    can_redo: false,
    code: "board = 1",
    ...changes,
  };
}

let life: AbortController;
beforeEach(() => {
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  document.body.replaceChildren();
});

function show(traits: Partial<Traits> = {}) {
  const state = {
    _screen: screen(),
    _selected: { layer: null, position: null, head: null },
    _error: {},
    component: "resid_post",
    picked: null,
    busy: false,
    ...traits,
  };
  const model = fakeModel(state as never);
  const el = document.body.appendChild(document.createElement("div"));
  widget.render({ model: model as unknown as AnyModel<Traits>, el, signal: life.signal } as never);
  const root = el.firstElementChild?.shadowRoot as ShadowRoot;
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  const cell = (which: string, row: number, column: number) =>
    all(`.panel.${which} .cell`)[row * 3 + column] as HTMLElement;
  const get = (name: keyof Traits) => model.get(name as never) as unknown;
  const set = (name: keyof Traits, value: unknown) => model.set(name as never, value as never);
  return { model, root, all, cell, get, set };
}

function press(element: HTMLElement, key: string) {
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
}

describe("taking and putting", () => {
  test("a click takes, a second puts it into its own layer", () => {
    const { model, cell, get, root } = show();
    cell("source", 0, 2).click();
    expect(get("picked")).toEqual([-1, 2]);
    expect(cell("source", 0, 2).dataset.link).toBe("picked");
    expect(root.activeElement).toBe(cell("target", 0, 2));
    expect([cell("target", 0, 1).dataset.dim, cell("target", 1, 1).dataset.dim]).toEqual([undefined, ""]);
    cell("target", 1, 1).click();
    expect(model.sent).toMatchObject([{ kind: "patch", layer: -1, source: 2, target: 1 }]);
    expect(cell("target", 0, 1).classList).toContain("pending");
  });

  test("a second click lets go, and so does Delete", () => {
    const { cell, get, model } = show();
    cell("source", 1, 2).click();
    cell("source", 1, 2).click();
    expect(get("picked")).toBeNull();
    press(cell("source", 1, 0), "Enter");
    expect(get("picked")).toEqual([0, 0]);
    press(cell("source", 1, 1), "Delete");
    expect([get("picked"), model.sent]).toEqual([null, []]);
  });

  test("without a taken cell a click on a patch takes it away, and any other nothing", () => {
    const { cell, model } = show({ _screen: screen([PATCH]) });
    cell("target", 0, 1).click();
    cell("target", 1, 1).click();
    expect(model.sent).toMatchObject([{ kind: "remove", number: 0 }]);
  });
});

describe("what is drawn", () => {
  test("an arrow with a handle, the cells at its ends, and what is out of reach", () => {
    const { all, cell, model, root } = show({ _screen: screen([PATCH]) });
    expect(all(".arrow")).toHaveLength(1);
    expect([cell("source", 1, 2).dataset.link, cell("target", 1, 1).dataset.link]).toEqual(["from", "to"]);
    expect(all(".panel.result .cell").map((one) => one.dataset.dim)).toEqual([
      "",
      "",
      "",
      "",
      undefined,
      undefined,
    ]);
    root.querySelector(".knob")?.dispatchEvent(new Event("click", { bubbles: true }));
    expect(model.sent).toMatchObject([{ kind: "remove", number: 0 }]);
  });

  test("the bars of three runs, of two without patches", () => {
    const { all, set } = show();
    const rows = () => all(".bars tbody tr").map((row) => row.textContent);
    expect(rows()).toEqual(["·Paris0.87500.2500", "·Rome0.06250.5000"]);
    set("_screen", screen([PATCH]));
    expect(rows()).toEqual(["·Paris0.87500.12500.2500", "·Rome0.06250.75000.5000"]);
  });

  test("without another prompt a hint in its place", () => {
    const { all } = show({ _screen: screen([], { source: null }) });
    expect(all(".panel.source .notice")[0]?.hidden).toBe(false);
    expect(all(".panel.source .scroll")[0]?.hidden).toBe(true);
  });

  test("heads are chosen where a head is copied", () => {
    const { all, get, set } = show();
    const head = all(".select")[1] as HTMLElement;
    expect(head.hidden).toBe(true);
    set("component", "head_out");
    expect(head.hidden).toBe(false);
    const select = head.querySelector("select") as HTMLSelectElement;
    select.value = "3";
    select.dispatchEvent(new Event("change"));
    expect(get("_selected")).toEqual({ layer: null, position: null, head: 3 });
  });
});

test("the board in words", () => {
  const board = new Board(screen([PATCH]));
  expect(board.inWords(PATCH)).toBe("layer 0: 2 ·sat → 1 ·cat");
  expect(board.summary()).toBe(
    'Next token " Rome" 0.7500, was " Paris" 0.8750. 2 of 2 cells within reach changed.',
  );
  expect(board.ends({ ...PATCH, layer: -2 })).toBeNull();
});

test("nothing is left listening when the view dies", () => {
  const { model } = show();
  expect(model.listeners()).toBeGreaterThan(0);
  life.abort();
  expect(model.listeners()).toBe(0);
});
