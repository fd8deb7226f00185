/** Buttons and radios that views share. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { float64 } from "../lib/codecs.ts";
import { button, choice, enable } from "../lib/controls.ts";

let life: AbortController;
beforeEach(() => {
  life = new AbortController();
});
afterEach(() => life.abort());

test("a button that cannot act says why, keeps the focus, and does nothing", () => {
  const act = vi.fn();
  const made = document.body.appendChild(button("Undo", "Take it back", act, life.signal));
  made.focus();
  enable(made, false, "Nothing to take back");
  made.click();
  expect(act).not.toHaveBeenCalled();
  expect([made.title, document.activeElement]).toEqual(["Nothing to take back", made]);
  enable(made, true);
  made.click();
  expect([made.title, act.mock.calls.length]).toEqual(["Take it back", 1]);
});

test("without a reason it keeps its own words; one without words has no empty title", () => {
  const [named, bare] = ["Take it back", ""].map((title) => button("x", title, () => {}, life.signal));
  for (const made of [named, bare]) enable(made as HTMLElement, false);
  expect(named?.title).toBe("Take it back");
  expect(bare?.hasAttribute("title")).toBe(false);
});

test("a choice says why a value cannot be chosen, and shows what is chosen all the same", () => {
  const chosen: string[] = [];
  const options = [
    ["clean", "clean", "Without changes"],
    ["other", "other prompt", "With the other prompt"],
  ] as const;
  const { element, draw } = choice("Compare with", options, (one) => chosen.push(one), life.signal);
  document.body.append(element);
  const radios = [...element.querySelectorAll("input")];
  const none = (one: string) => (one === "other" ? "There is no other prompt" : null);
  draw("clean", none);
  expect(radios.map(({ checked, disabled }) => [checked, disabled])).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(radios[1]?.closest("label")?.title).toBe("There is no other prompt");
  draw("other", none);
  expect([radios[1]?.checked, radios[1]?.disabled]).toEqual([true, false]);
  draw("clean");
  expect(radios[1]?.closest("label")?.title).toBe("With the other prompt");
  radios[1]?.click();
  expect(chosen).toEqual(["other"]);
});

test("float64 comes bit for bit, wherever in a buffer it begins", () => {
  const values = Float64Array.of(Math.PI, -0, Number.NaN, 1e-320);
  const buffer = new ArrayBuffer(values.byteLength + 4);
  new Uint8Array(buffer).set(new Uint8Array(values.buffer), 4);
  const found = float64(new DataView(buffer, 4));
  expect(new Uint8Array(found.buffer, found.byteOffset, found.byteLength)).toEqual(
    new Uint8Array(values.buffer),
  );
  expect(() => float64(new ArrayBuffer(12))).toThrow("12 bytes");
});
