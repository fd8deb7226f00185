/** A step of a slider: what it writes, what it leaves alone, and that numbers of reused room are right. */

import { describe, expect, test } from "vitest";
import { Chances } from "../sampling/chances.ts";
import { SamplingPanel } from "../sampling/panel.ts";
import { part, settle } from "../sampling/settle.ts";
import { type Wishes, wholeListing } from "../sampling/state.ts";
import { Weights } from "../sampling/weights.ts";

const SIZE = 3000;
const LOGITS = Float32Array.from({ length: SIZE }, (_, row) => 12 - 0.02 * row - (row % 7) / 500)
  .sort()
  .reverse();
const WISHES: Wishes = {
  temperature: 1,
  top_k: 0,
  top_p: 1,
  min_p: 0,
  seed: 0,
  draws: 0,
  temperatures: [],
};

const list = () => {
  const ids = Uint32Array.from(LOGITS, (_, row) => row);
  const texts = Array.from(LOGITS, (_, row) => ` token${row}`);
  return wholeListing(new DataView(ids.buffer), new DataView(Float32Array.from(LOGITS).buffer), texts);
};

/** The softmax as its definition says, summed up from the smallest term. */
function softmax(temperature: number, rows = SIZE): number[] {
  const terms = Array.from(LOGITS.slice(0, rows), (logit) => Math.exp(logit / temperature));
  const sum = terms.reduceRight((all, one) => all + one, 0);
  return terms.map((one) => one / sum);
}

function made(wishes: Partial<Wishes> = {}) {
  const panel = new SamplingPanel({ wish: () => {}, travel: () => {} }, new AbortController().signal);
  panel.draw(list(), { ...WISHES, ...wishes });
  const range = panel.element.querySelector<HTMLInputElement>("[type=range][aria-label=temperature]");
  const slide = (at: number) => {
    if (range === null) throw new Error("there is no slider");
    range.value = String(at);
    range.dispatchEvent(new Event("input"));
    const typed = panel.element.querySelector<HTMLInputElement>("[aria-label='temperature, exactly']");
    return Number(typed?.value);
  };
  const rows = () => [...panel.element.querySelectorAll<HTMLElement>("[data-at]")];
  return { panel, slide, rows };
}

const value = (row: HTMLElement, name: string) =>
  Number(row.querySelector<HTMLElement>(`.${name}`)?.dataset.value);
/** What was done to the page meanwhile. */
function changes(element: Element, act: () => void): MutationRecord[] {
  const seen = new MutationObserver(() => {});
  seen.observe(element, { attributes: true, characterData: true, childList: true, subtree: true });
  act();
  return seen.takeRecords();
}

describe("weights", () => {
  test("in the room of others are the same as in their own", () => {
    const spent = new Weights(LOGITS, 0.3);
    const reused = new Weights(LOGITS, 1.7, spent);
    const wanted = softmax(1.7);
    for (const row of [0, 1, 40, SIZE - 1]) {
      const sum = wanted.slice(0, row + 1).reduceRight((all, one) => all + one, 0);
      expect(reused.weight(row) / reused.sum(SIZE)).toBeCloseTo(wanted[row] ?? Number.NaN, 14);
      expect(reused.sum(row + 1) / reused.sum(SIZE)).toBeCloseTo(sum, 13);
    }
    const fewer = new Weights(LOGITS.slice(0, 5), 1.7, reused); // room that does not fit is not taken
    expect(fewer.sum(5)).toBeCloseTo(
      LOGITS.slice(0, 5).reduce((sum, one) => sum + Math.exp((one - 12) / 1.7), 0),
      12,
    );
    expect(reused.weight(0) / reused.sum(SIZE)).toBeCloseTo(wanted[0] ?? Number.NaN, 14);
  });

  test("have the entropy of what is left, and of all", () => {
    const entropy = (all: number[]) => all.reduceRight((sum, one) => sum - one * Math.log(one), 0);
    const cut = new Chances(LOGITS, { ...WISHES, temperature: 2.5, top_k: 31 });
    expect(cut.kept).toBeLessThan(SIZE);
    expect(cut.entropy()).toBeCloseTo(entropy(softmax(2.5, cut.kept)), 10);
    expect(cut.entropy(true)).toBeCloseTo(entropy(softmax(2.5)), 10);
  });
});

describe("a step of the slider", () => {
  test("gives the full softmax, however many steps went before", () => {
    const { slide, rows, panel } = made({ temperatures: [0.5, 1, 2, 4] });
    for (let at = 0; at <= 1000; at += 50) {
      const wanted = softmax(slide(at));
      const shown = rows();
      expect(shown.length).toBeGreaterThan(10);
      for (const [number, row] of shown.entries()) {
        expect(value(row, "chance")).toBeCloseTo(wanted[number] ?? Number.NaN, 13);
        expect(value(row, "soft")).toBeCloseTo(wanted[number] ?? Number.NaN, 13);
      }
    }
    const reach = Number(panel.element.querySelector<HTMLElement>(".heading .bar")?.dataset.reach);
    const lines = [...panel.element.querySelectorAll("polyline")];
    expect(lines.map((one) => one.getAttribute("class"))).toEqual([0, 1, 2, 3].map((one) => `line t${one}`));
    for (const [number, temperature] of [0.5, 1, 2, 4].entries()) {
      const points = (lines[number]?.getAttribute("points") ?? "").split(" ");
      const first = Number(points[0]?.split(",")[0]);
      expect(first).toBeCloseTo(((softmax(temperature)[0] ?? 0) / reach) * 1000, 1);
    }
  });

  test("builds nothing, and writes nothing that is as it was", () => {
    const { panel, slide } = made({ top_k: 40 });
    slide(300);
    const done = changes(panel.element, () => slide(310));
    expect(done.length).toBeGreaterThan(50);
    expect(done.filter((one) => one.type === "childList")).toEqual([]);
    const names = new Set(done.filter((one) => one.type === "attributes").map((one) => one.attributeName));
    expect(names).toEqual(new Set(["data-value", "style", "aria-valuetext", "title"]));
    const titled = done.filter((one) => one.attributeName === "title").map((one) => one.target);
    expect(titled).toEqual([panel.element.querySelector(".summary li:last-child")]); // the entropy in bits
    expect(changes(panel.element, () => slide(310))).toEqual([]);
  });

  test("takes lines away, and brings them back", () => {
    const { panel } = made({ temperatures: [0.5, 1, 2] });
    const count = () => panel.element.querySelectorAll("polyline").length;
    const shown = list();
    const over = panel.element.querySelector<HTMLElement>(".over");
    for (const temperatures of [[0.5], [], [0.5, 2]]) {
      panel.draw(shown, { ...WISHES, temperatures });
      expect([count(), over?.hidden]).toEqual([temperatures.length, temperatures.length === 0]);
    }
  });

  test("draws the rows in sight, and a scroll some more", () => {
    const { panel, slide, rows } = made();
    const room = panel.element.querySelector<HTMLElement>(".window");
    if (room === null) throw new Error("there are no rows");
    Object.defineProperty(room, "clientHeight", { value: 418 });
    const places = () => rows().map((row) => Number(row.dataset.at));
    for (const top of [0, 13, 26, 5000, 5013]) {
      room.scrollTop = top;
      room.dispatchEvent(new Event("scroll"));
      const scrolled = places().length;
      slide(300 + (top % 100));
      const there = places();
      // the first row in sight, and the last: the headings take the height of a row
      for (const at of [Math.floor(top / 26), Math.ceil((top + 418 - 26) / 26) - 1])
        expect(there).toContain(at);
      expect(there.length).toBeLessThan(scrolled);
    }
  });
});

describe("to settle", () => {
  test("keeps the elements that are there", () => {
    const root = document.createElement("div");
    settle(root, [part("p", { class: "a" }, "one ", part("b", {}, "two")), "three"]);
    expect(root.innerHTML).toBe('<p class="a">one <b>two</b></p>three');
    const [kept, bold] = [root.firstElementChild, root.querySelector("b")];
    settle(root, [part("p", { title: "t" }, "one ", part("b", {}, "2")), "three", part("i", {})]);
    expect(root.innerHTML).toBe('<p title="t">one <b>2</b></p>three<i></i>');
    expect([root.firstElementChild, root.querySelector("b")]).toEqual([kept, bold]);
    expect(root.firstElementChild).toBe(kept);
  });

  test("replaces what is something else, and takes away what is left over", () => {
    const root = document.createElement("div");
    settle(root, ["one", part("b", {}, "two"), part("b", {}, "three"), "four"]);
    settle(root, [part("i", { hidden: true }), part("u", {}, "2", "2")]);
    expect(root.innerHTML).toBe('<i hidden=""></i><u>22</u>');
    settle(root, ["<b>"]);
    expect(root.innerHTML).toBe("&lt;b&gt;");
    settle(root, []);
    expect(root.childNodes.length).toBe(0);
    settle(root, [part("b", {}, "again")]);
    expect(root.innerHTML).toBe("<b>again</b>");
  });
});
