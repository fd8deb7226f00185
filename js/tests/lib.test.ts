import { afterEach, describe, expect, test, vi } from "vitest";
import { copyText } from "../lib/clipboard.ts";
import { float32, uint32 } from "../lib/codecs.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { errorBox, failure, guard } from "../lib/guard.ts";
import { held, history, isPlain, keepKeys, moved } from "../lib/keys.ts";
import { brief, count, exact } from "../lib/numbers.ts";
import { followTheme, hostTheme } from "../lib/theme.ts";
import { quoted, shown, visible } from "../lib/tokens.ts";

afterEach(() => {
  document.body.replaceChildren();
  document.body.removeAttribute("data-jp-theme-light");
  document.body.className = "";
});

describe("codecs", () => {
  test("read numbers bit for bit, whatever the offset", () => {
    const values = Float32Array.of(0.1, Number.NaN, 1e-40);
    const odd = new Uint8Array(13);
    odd.set(new Uint8Array(values.buffer), 1);
    expect(float32(new DataView(odd.buffer, 1, 12))).toEqual(values);
    expect(float32(values.buffer)).toEqual(values);
    expect(uint32(new DataView(Uint32Array.of(7, 4_000_000_000).buffer))).toEqual(
      Uint32Array.of(7, 4_000_000_000),
    );
  });

  test("refuse a part of a number", () => {
    expect(() => float32(new Uint8Array(6))).toThrow("6 bytes are no whole number of 4-byte values");
  });
});

describe("numbers", () => {
  test.each([
    [Math.fround(0.1), "0.1"],
    [Math.fround(0.87345123), "0.87345123"],
    [0.5, "0.5"],
    [1, "1"],
    [Math.fround(1.2345e-12), "1.2345e-12"],
    [Math.fround(0.000043118525), "4.3118525e-5"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("the float32 %s is exactly %s", (value, text) => expect(exact(value)).toBe(text));

  test("exact values read back as the same float32", () => {
    for (let index = 1; index < 2000; index++) {
      const value = Math.fround(Math.exp(-index / 60) * 1.2345);
      expect(Math.fround(Number(exact(value)))).toBe(value);
    }
  });

  test.each([
    [0.25, "0.2500"],
    [0, "0.0000"],
    [0.00042, "4.2e-4"],
    [Number.NaN, "NaN"],
  ])("%s is briefly %s", (value, text) => expect(brief(value)).toBe(text));

  test("words agree in number", () => {
    expect([count(1, "patch", "patches"), count(2, "patch", "patches")]).toEqual(["1 patch", "2 patches"]);
  });
});

describe("tokens", () => {
  test.each([
    [" Paris", "·Paris"],
    ["Paris ", "Paris·"],
    ["\n", "⏎"],
    ["\n\n a", "⏎⏎·a"],
    ["\t", "⇥"],
    ["   ", "···"],
    ["", "∅"],
    ["\u0000", "␀"],
    ["é👩‍🚀", "é👩‍🚀"],
    ["<b>", "<b>"],
  ])("%j is shown as %s", (token, text) => expect(shown(token)).toBe(text));

  test("leading blanks are told apart, to be drawn faint", () => {
    expect(visible("  in")).toEqual({ spaces: 2, text: "in" });
    expect(visible("\n in")).toEqual({ spaces: 0, text: "⏎·in" });
    expect(quoted(" in")).toBe('" in"');
  });
});

describe("keys", () => {
  const size = { rows: 3, columns: 4 };
  const press = (key: string, more = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...more,
  });

  test.each([
    ["ArrowLeft", { row: 1, column: 1 }],
    ["ArrowRight", { row: 1, column: 3 }],
    ["ArrowUp", { row: 0, column: 2 }],
    ["ArrowDown", { row: 2, column: 2 }],
    ["Home", { row: 1, column: 0 }],
    ["End", { row: 1, column: 3 }],
    ["PageUp", { row: 0, column: 2 }],
    ["PageDown", { row: 2, column: 2 }],
    ["x", null],
  ])("%s", (key, goal) => expect(moved({ row: 1, column: 2 }, size, press(key))).toEqual(goal));

  test("Control with Home and End goes to the corners", () => {
    expect(moved({ row: 1, column: 2 }, size, press("Home", { ctrlKey: true }))).toEqual({
      row: 0,
      column: 0,
    });
    expect(moved({ row: 1, column: 2 }, size, press("End", { metaKey: true }))).toEqual({
      row: 2,
      column: 3,
    });
  });

  test("keys pressed with others are somebody else's", () => {
    const pressed = [press("ArrowUp", { shiftKey: true }), press("ArrowUp", { ctrlKey: true })];
    expect(pressed.map((key) => moved({ row: 1, column: 2 }, size, key))).toEqual([null, null]);
    expect(isPlain(press("Enter"), "Enter")).toBe(true);
    expect(isPlain(press("Enter", { shiftKey: true }), "Enter")).toBe(false);
  });

  test("the edge of the grid holds", () => {
    expect(moved({ row: 0, column: 0 }, size, press("ArrowUp"))).toEqual({ row: 0, column: 0 });
    expect(held({ row: 9, column: -2 }, size)).toEqual({ row: 2, column: 0 });
  });

  test("undo and redo", () => {
    const ways = [
      press("z", { ctrlKey: true }),
      press("Z", { metaKey: true, shiftKey: true }),
      press("y", { ctrlKey: true }),
      press("z"),
    ];
    expect(ways.map(history)).toEqual(["undo", "redo", "redo", null]);
  });

  test("only the widget's own keys are kept from the notebook", () => {
    const life = new AbortController();
    const inside = h("button");
    const host = h("div", {}, inside);
    document.body.append(host);
    keepKeys(host, life.signal);
    const kept = (key: string, more = {}) => {
      inside.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true, ...more }));
      return host.hasAttribute("data-lm-suppress-shortcuts");
    };
    expect([kept("ArrowDown"), kept("Enter"), kept("z", { ctrlKey: true })]).toEqual([true, true, true]);
    expect([kept("Enter", { shiftKey: true }), kept("s", { ctrlKey: true })]).toEqual([false, false]);
    expect([kept("d"), kept("d", { altKey: true }), kept("Escape")]).toEqual([true, false, false]);
    const shift = { shiftKey: true };
    const marked = () => [kept("ArrowDown", shift), kept("End", shift), kept("Enter", shift)];
    expect(marked()).toEqual([false, false, false]);
    inside.toggleAttribute("data-shifted", true);
    expect(marked()).toEqual([true, true, false]);
    expect(kept("ArrowDown", { ...shift, altKey: true })).toBe(false);
    life.abort();
    expect(kept("ArrowDown")).toBe(false);
  });
});

describe("theme", () => {
  test("is what the host says", () => {
    expect(hostTheme(document.body)).toBeNull();
    document.body.dataset.jpThemeLight = "false";
    expect(hostTheme(document.body)).toBe("dark");
    document.body.removeAttribute("data-jp-theme-light");
    document.body.className = "vscode-light";
    expect(hostTheme(document.body)).toBe("light");
  });

  test("is followed while the view lives", async () => {
    const life = new AbortController();
    const element = h("div");
    document.body.dataset.jpThemeLight = "true";
    followTheme(element, life.signal);
    document.body.dataset.jpThemeLight = "false";
    await vi.waitFor(() => expect(element.style.colorScheme).toBe("dark"));
    life.abort();
    document.body.dataset.jpThemeLight = "true";
    await new Promise((done) => setTimeout(done));
    expect(element.style.colorScheme).toBe("dark");
  });
});

describe("guard", () => {
  const { signal } = new AbortController();

  test("draws what was thrown, as text", () => {
    const element = h("div");
    guard(
      element,
      () => {
        throw new Error("<b>no</b>");
      },
      signal,
    );
    expect(element.querySelector("[role=alert] p")?.textContent).toBe("<b>no</b>");
    expect(element.querySelector("b")).toBeNull();
  });

  test("a box can be dismissed", () => {
    const element = h("div", {}, errorBox({ message: "no" }, signal));
    element.querySelector("button")?.click();
    expect(element.children).toHaveLength(0);
    expect(failure("plain")).toEqual({ message: "plain" });
  });
});

test("attributes come and go", () => {
  const element = h("p", { a: 1, b: true, c: false, d: null });
  expect(element.outerHTML).toBe('<p a="1" b=""></p>');
  setAttribute(element, "a", null);
  expect(element.outerHTML).toBe('<p b=""></p>');
});

test("copying says when the browser lets it neither way", async () => {
  expect(await copyText("x")).toBe(false);
  const writeText = vi.fn(async () => {});
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  expect(await copyText("x")).toBe(true);
  expect(writeText).toHaveBeenCalledWith("x");
  vi.unstubAllGlobals();
});
