import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Edit, Traits } from "../logit_lens/lens.ts";
import widget from "../logit_lens.ts";
import { type FakeModel, fakeModel, screen } from "./fake.ts";

const EDIT: Edit = { layer: 0, position: 1, kind: "zero" };
let life: AbortController;
beforeEach(() => {
  life = new AbortController();
});
afterEach(() => {
  life.abort();
  document.body.replaceChildren();
});

function show(traits: Partial<Traits> = {}) {
  const model = fakeModel(traits);
  const el = document.body.appendChild(document.createElement("div"));
  widget.render({ model, el, signal: life.signal } as unknown as Parameters<typeof widget.render>[0]);
  const root = el.firstElementChild?.shadowRoot as ShadowRoot;
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  const one = (selector: string) => all(selector)[0] as HTMLElement;
  const cell = (row: number, column: number) => all(".cell")[row * 3 + column] as HTMLElement;
  const button = (name: string) =>
    all("button").find((made) => made.textContent === name) as HTMLButtonElement;
  return { model, root, all, one, cell, button };
}

async function answer(model: FakeModel, reply: Record<string, unknown>) {
  model.emit("msg:custom", { id: model.sent.at(-1)?.id, ...reply });
  await vi.waitFor(() => {});
}

function press(element: HTMLElement, key: string, more = {}) {
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, ...more }));
}

describe("the grid", () => {
  test("has rows, headings and cells that say what they are", () => {
    const { all, cell, one } = show();
    expect(one("[role=grid]")).toBeTruthy();
    expect(all("[role=rowheader]").map((label) => label.getAttribute("aria-label"))).toEqual([
      "embed",
      "layer 0",
    ]);
    expect(all(".heading .token").map((token) => token.textContent)).toEqual([
      "The",
      "·dog",
      "The",
      "·cat",
      "·sat",
    ]);
    expect(one(".heading.none").getAttribute("aria-label")).toBe("the other prompt has no position 2");
    expect([cell(1, 2).textContent, cell(1, 2).dataset.lead]).toEqual(["Paris", "·"]);
    expect(cell(0, 2).textContent).toBe("⏎");
    expect(cell(1, 2).getAttribute("aria-label")).toBe('layer 0, position 2, " sat": " Paris" 0.8750');
  });

  test("marks patches and what they changed, by how far", () => {
    const { cell } = show({ _screen: screen([EDIT]) });
    expect([cell(1, 1).dataset.edit, cell(1, 1).dataset.changed]).toEqual(["zero", "moved"]);
    expect([cell(1, 2).dataset.edit, cell(1, 2).dataset.changed]).toEqual([undefined, "top"]);
    expect(cell(1, 2).style.getPropertyValue("--moved")).toBe("0.8125");
    expect(cell(0, 0).dataset.changed).toBeUndefined();
  });

  test("marks what is no number", () => {
    const probabilities = new DataView(new Float32Array(12).fill(Number.NaN).buffer);
    const { cell } = show({ _screen: screen([], { probabilities }) });
    expect([cell(0, 0).textContent, cell(0, 0).dataset.unknown]).toEqual(["NaN", ""]);
  });

  test("has one stop for Tab, and arrows from there", () => {
    const { model, cell, root } = show();
    expect(cell(1, 2).tabIndex).toBe(0);
    cell(1, 2).focus();
    press(cell(1, 2), "ArrowUp");
    expect(root.activeElement).toBe(cell(0, 2));
    press(cell(0, 2), "Home");
    expect(root.activeElement).toBe(cell(0, 0));
    expect(model.get("selected")).toEqual([0, 0]);
    expect([cell(0, 0).tabIndex, cell(1, 2).tabIndex]).toEqual([0, -1]);
  });

  test("shows where Python put the selection", () => {
    const { model, cell, one } = show();
    model.set("selected", [0, 1]);
    expect(cell(0, 1).getAttribute("aria-selected")).toBe("true");
    expect(one(".details h3").textContent).toBe("embed position 1·cat");
  });
});

describe("the selection that all views share", () => {
  const none = { layer: null, position: null, head: 3 };

  test("is told of a cell that is selected here, by its layer", () => {
    const { model, cell } = show({ mode: "inspect", _selected: none });
    cell(0, 1).click();
    expect(model.get("_selected")).toEqual({ layer: -1, position: 1, head: 3 });
  });

  test("moves the lens, where the cell is one of its own", () => {
    const { model, cell } = show({ _selected: none });
    model.set("_selected", { layer: -1, position: null, head: null });
    expect([model.get("selected"), cell(0, 2).getAttribute("aria-selected")]).toEqual([[0, 2], "true"]);
    model.set("_selected", { layer: 9, position: 9, head: null });
    expect(model.get("selected")).toEqual([1, 2]);
  });
});

describe("patching", () => {
  test("a click patches as the mode says, and shows at once that it is on its way", async () => {
    const { model, cell } = show({ mode: "copy" });
    cell(1, 1).click();
    expect(model.sent).toMatchObject([{ kind: "patch", layer: 0, position: 1, edit: "copy" }]);
    expect(cell(1, 1).classList).toContain("pending");
    model.set("_screen", screen([{ ...EDIT, kind: "copy" }]));
    await answer(model, { kind: "done" });
    expect(cell(1, 1).classList).not.toContain("pending");
    expect(cell(1, 1).dataset.edit).toBe("copy");
  });

  test("a second click takes the patch away; another mode replaces it", () => {
    const { model, cell } = show({ _screen: screen([EDIT]) });
    cell(1, 1).click();
    model.set("mode", "copy");
    cell(1, 1).click();
    expect(model.sent).toMatchObject([
      { kind: "remove", layer: 0, position: 1 },
      { kind: "patch", edit: "copy" },
    ]);
  });

  test("just looking sends nothing", () => {
    const { model, cell } = show({ mode: "inspect" });
    cell(0, 1).click();
    expect([model.sent, model.get("selected")]).toEqual([[], [0, 1]]);
  });

  test("Enter patches, Delete removes, Control and Z goes back", () => {
    const { model, cell } = show({ _screen: screen([EDIT]) });
    press(cell(0, 0), "Enter");
    press(cell(1, 1), "Delete");
    press(cell(0, 0), "Delete");
    press(cell(0, 0), "z", { ctrlKey: true });
    expect(model.sent.map(({ kind }) => kind)).toEqual(["patch", "remove", "undo"]);
    expect(model.sent[0]).toMatchObject({ layer: -1, position: 0 });
  });

  test("an error is drawn and can be dismissed; the grid stays", async () => {
    const { model, cell, one, all } = show();
    cell(0, 1).click();
    await answer(model, { kind: "error", message: "no such position", details: "line 3" });
    expect(one("[role=alert] p").textContent).toBe("no such position");
    expect(one("[role=alert] pre").textContent).toBe("line 3");
    expect(cell(0, 1).classList).not.toContain("pending");
    one(".dismiss").click();
    expect(all("[role=alert]")).toEqual([]);
  });

  test("a kernel that does not answer is told of", () => {
    vi.useFakeTimers();
    const { cell, one } = show();
    cell(0, 1).click();
    vi.runAllTimers();
    expect(one(".notice").textContent).toContain("No answer from the kernel yet");
    vi.useRealTimers();
  });
});

describe("beside the grid", () => {
  test("the ten likeliest, exact, with the clean run's and the ids", () => {
    const { all, cell } = show({ _screen: screen([EDIT]) });
    cell(1, 2).dispatchEvent(new Event("pointerover", { bubbles: true }));
    const rows = all(".guesses tbody tr").map((row) => [...row.children].map((part) => part.textContent));
    expect(rows).toEqual([
      ["·Rome", "0.75", "0.0625", "104"],
      ["·Paris", "0.125", "0.875", "103"],
    ]);
    expect(all(".note")[0]?.textContent).toBe("clean ·Paris 0.8750moved 0.8125");
  });

  test("one bar a token, two with patches", () => {
    const { model, all } = show();
    const values = () => all(".bars tr").map((row) => row.textContent);
    const widths = () => all(".pair i").map((bar) => bar.style.width);
    expect([values(), widths()]).toEqual([
      ["·Paris0.8750", "·Rome0.0625"],
      ["0%", "87.5%", "0%", "6.25%"],
    ]);
    model.set("_screen", screen([EDIT]));
    expect(values()).toEqual(["·Paris0.8750 0.1250", "·Rome0.0625 0.7500"]);
    expect(widths()).toEqual(["87.5%", "12.5%", "6.25%", "75%"]);
  });

  test("patches are listed, found and removed", () => {
    const { model, all, cell, root } = show({ _screen: screen([EDIT]) });
    const [go, remove] = all(".patches button");
    expect(go?.textContent).toBe("layer 0 · 1 ·catzero");
    go?.click();
    expect(root.activeElement).toBe(cell(1, 1));
    remove?.click();
    expect(model.sent).toMatchObject([{ kind: "remove", layer: 0, position: 1 }]);
  });

  test("buttons that cannot act do not", () => {
    const { model, button } = show();
    button("Undo").click();
    button("Clear").click();
    expect([model.sent, button("Undo").getAttribute("aria-disabled")]).toEqual([[], "true"]);
    model.set("_screen", screen([EDIT]));
    button("Undo").click();
    button("Clear").click();
    expect(model.sent.map(({ kind }) => kind)).toEqual(["undo", "clear"]);
  });

  test("the effect of a patch is read out", () => {
    const { model, one } = show();
    model.set("_screen", screen([EDIT]));
    expect(one("[role=status]").textContent).toBe(
      'Next token " Rome" 0.7500, was " Paris" 0.8750. 2 of 6 cells changed.',
    );
  });

  test("copying from another prompt needs one", () => {
    const { model, all } = show({ _screen: screen([], { other_tokens: null }) });
    const radios = all(".modes input") as HTMLInputElement[];
    expect(radios.map(({ value, disabled, checked }) => [value, disabled, checked])).toEqual([
      ["copy", true, false],
      ["zero", false, true],
      ["inspect", false, false],
    ]);
    radios[2]?.click();
    expect(model.get("mode")).toBe("inspect");
  });

  test("code that cannot be copied is shown", async () => {
    const { button, one } = show();
    button("Copy as Python").click();
    await vi.waitFor(() => expect((one(".code") as HTMLDetailsElement).open).toBe(true));
    expect(one(".code pre").textContent).toBe("lens = 1");
  });
});

test("a lens that cannot be drawn says why", () => {
  const { one } = show({ _screen: {} });
  expect(one("[role=alert]").textContent).toContain("undefined");
});

test("so does one that can be drawn no longer", () => {
  const { model, one, cell } = show();
  model.set("_screen", {});
  expect(one("[role=alert]").textContent).toContain("undefined");
  expect(cell(1, 2).textContent).toBe("Paris");
});

test("nothing is left listening when the view dies", () => {
  const { model } = show();
  expect(model.listeners()).toBeGreaterThan(0);
  life.abort();
  expect(model.listeners()).toBe(0);
});
