import type { AnyModel } from "@anywidget/types";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Change, effectOf, isAbout, type Screen, type Traits } from "../edit_list/state.ts";
import widget from "../edit_list.ts";
import { fakeModel } from "./fake.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const u32 = (values: number[]) => new DataView(Uint32Array.from(values).buffer);

function change(key: string, more: Partial<Change> = {}): Change {
  const selects = { layer: 1, position: null, head: 2 };
  return { key, says: `zero ${key}`, name: "", on: true, token: null, selects, ...more };
}

function screen(changes: Change[], more: Partial<Screen> = {}): Screen {
  const effects = {
    ids: [7, 9],
    texts: [" Paris", " Rome"],
    tops: u32([0, 1]),
    numbers: f32([0.75, 0.25, 0.125, 0.5, 2]),
  };
  return { changes, effects, code: "logits = 1", can_undo: changes.length > 0, can_redo: false, ...more };
}

let life: AbortController;
beforeEach(() => {
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  document.body.replaceChildren();
});

function show(first: Screen) {
  const traits = {
    _screen: first,
    _error: {},
    _selected: { layer: null, position: null, head: null },
    state: "{}",
  };
  const model = fakeModel({ ...traits, alone: false, busy: false } as never);
  const el = document.body.appendChild(document.createElement("div"));
  widget.render({ model: model as unknown as AnyModel<Traits>, el, signal: life.signal } as never);
  const root = el.firstElementChild?.shadowRoot as ShadowRoot;
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  const named = (name: string) =>
    all("button").find(
      (one) => one.textContent === name || one.getAttribute("aria-label") === name,
    ) as HTMLElement;
  const press = (element: HTMLElement, key: string) =>
    element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
  const redraw = (next: Screen) => model.set("_screen" as never, next as never);
  return { model, root, all, named, press, redraw };
}

describe("the effect", () => {
  test("is read row by row, the texts by their places", () => {
    expect(effectOf(screen([]), 0)).toEqual({
      first: { id: 7, text: " Paris", before: 0.75, after: 0.25 },
      now: { id: 9, text: " Rome", before: 0.125, after: 0.5 },
      kl: 2,
    });
    expect(effectOf(screen([]), 1)).toBeNull();
    expect(effectOf(screen([], { effects: null }), 0)).toBeNull();
  });

  test("is about what is selected when all that a change names is", () => {
    expect(isAbout(change("a"), { layer: 1, position: 5, head: 2 })).toBe(true);
    expect(isAbout(change("a"), { layer: 1, position: 5, head: 0 })).toBe(false);
    const nothing = { layer: null, position: null, head: null };
    expect(isAbout(change("a", { selects: nothing }), nothing)).toBe(false);
  });
});

describe("the list", () => {
  test("has a row a change, and asks by its key", () => {
    const { model, all, named } = show(screen([change("a"), change("b", { name: "mine", on: false })]));
    expect(all(".change").length).toBe(2);
    expect(all(".size")[0]?.textContent).toBe("2 changes, 1 off");
    named("In force: mine").click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "switch", key: "b", on: true });
    named("Remove zero a").click();
    expect(model.sent.at(-1)).toMatchObject({ kind: "remove", key: "a" });
    all(".says")[0]?.click();
    expect(model.get("_selected" as never)).toEqual({ layer: 1, position: null, head: 2 });
  });

  test("keeps the focus where it was, or near", () => {
    const { root, all, named, press, redraw } = show(screen([change("a"), change("b"), change("c")]));
    named("In force: zero b").focus();
    redraw(screen([change("a"), change("b", { on: false }), change("c")]));
    expect(root.activeElement?.getAttribute("aria-label")).toBe("In force: zero b"); // switched
    redraw(screen([change("a"), change("c")]));
    expect(root.activeElement?.getAttribute("aria-label")).toBe("In force: zero c"); // removed: the one in its place
    press(root.activeElement as HTMLElement, "F2");
    const field = all(".field")[0] as HTMLInputElement;
    field.value = "new";
    press(field, "Enter");
    redraw(screen([change("a"), change("c", { name: "new" })]));
    expect(root.activeElement?.textContent).toContain("new"); // renamed
  });

  test("takes a new name and sends it", () => {
    const { model, named, all, press } = show(screen([change("a")]));
    named("Rename zero a").click();
    const field = all(".field")[0] as HTMLInputElement;
    expect(field.getAttribute("aria-label")).toBe("Name of zero a");
    field.value = "  the head ";
    press(field, "Enter");
    expect(model.sent.at(-1)).toMatchObject({ kind: "rename", key: "a", name: "the head" });
  });

  test("says what can be undone, and does nothing otherwise", () => {
    const { model, named } = show(screen([]));
    expect(named("Undo").getAttribute("aria-disabled")).toBe("true");
    named("Undo").click();
    expect(model.sent).toEqual([]);
  });

  test("lets go of every listener", () => {
    const { model } = show(screen([change("a")]));
    life.abort();
    expect(model.listeners()).toBe(0);
  });
});
