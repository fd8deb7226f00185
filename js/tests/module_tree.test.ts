import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type RunTrait, readModules, readRun, type Traits, type TreeTrait } from "../module_tree/data.ts";
import { grown } from "../module_tree/nodes.ts";
import { Rows } from "../module_tree/rows.ts";
import { matches, parts, query } from "../module_tree/search.ts";
import { summary } from "../module_tree/summary.ts";
import { duration, four, percent, shape, short, whole } from "../module_tree/words.ts";
import widget from "../module_tree.ts";
import { fakeModel } from "./fake.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const u8 = (values: number[]) => new DataView(Uint8Array.from(values).buffer);
const u16 = (values: number[]) => new DataView(Uint16Array.from(values).buffer);
const u32 = (values: number[]) => new DataView(Uint32Array.from(values).buffer);

const PLAIN = { extra: "", parameters: [], runs: true };
/** A model by paths: "path class". All but lists have a value; "Linear" has six numbers. */
function treeOf(...lines: string[]): TreeTrait {
  const made = lines.map((line) => line.split(" ") as [string, string]);
  const paths = made.map(([path]) => path);
  const kinds = [...new Set(made.map(([, kind]) => kind))];
  const last = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  const above = (path: string) =>
    Math.max(0, paths.indexOf(path.slice(0, Math.max(0, path.lastIndexOf(".")))));
  const below = (path: string) =>
    made.filter(
      ([one, kind]) => kind === "Linear" && (one === path || one.startsWith(path ? `${path}.` : "")),
    ).length;
  return {
    names: paths.map(last),
    kinds,
    facts: [
      PLAIN,
      { ...PLAIN, parameters: [["weight", [2, 3], "float32", "cpu", ""]] },
      { ...PLAIN, runs: false },
    ],
    lies: [["float32", "cpu"]],
    totals: paths.map((path) => 6 * below(path)),
    count: paths.length,
    parent: u8(paths.map(above)),
    name: u16(paths.map((_, number) => number)),
    kind: u8(made.map(([, kind]) => kinds.indexOf(kind))),
    fact: u32(made.map(([, kind]) => ({ Linear: 1, ModuleList: 2 })[kind] ?? 0)),
    lie: u8(paths.map(() => 0)),
    total: u8(paths.map((_, number) => number)),
    tags: [[1, "embed"]],
    blocks: paths.flatMap((path, number) => (/^h\.\d+$/.test(path) ? [number] : [])),
  };
}

const SMALL = [
  " Net",
  "wte Embedding",
  "h ModuleList",
  "h.0 Block",
  "h.0.mlp Linear",
  "h.1 Block",
  "h.1.mlp Linear",
];
const small = () => new Rows(readModules(treeOf(...SMALL)));
const labels = (rows: Rows) => rows.list().map(({ node }) => node.label);

const RUN: RunTrait = {
  outputs: [
    [[], ""],
    [[1, 4, 2], "float32"],
  ],
  norm: f32([8, 1, 0, 2, 3, 4, Number.NaN]),
  mean: f32([0.5, 0, 0, 0, 0, 0, 0]),
  time: f32([10, 1, 0, 2, 1, 4, 1]),
  calls: u8([1, 1, 0, 1, 1, 1, 1]),
  output: u16([1, 1, 0, 1, 1, 1, 1]),
  changed: u32([4]),
};

describe("the modules", () => {
  test("have paths, parents and what is said of them", () => {
    const modules = readModules(treeOf(...SMALL));
    expect(modules.map(({ path }) => path)).toEqual(["", "wte", "h", "h.0", "h.0.mlp", "h.1", "h.1.mlp"]);
    expect(modules[4]?.parent?.path).toBe("h.0");
    expect([modules[1]?.tags, modules[5]?.block, modules[0]?.parameters]).toEqual([["embed"], 1, 12]);
  });

  test("that are alike are one node in the place of their list", () => {
    const root = grown(readModules(treeOf(...SMALL))[0] as never).root;
    const [, blocks] = root.children;
    expect([blocks?.label, blocks?.alike.length, blocks?.module?.path]).toEqual(["h.0 … h.1", 2, "h"]);
    expect(blocks?.children.map(({ label }) => label)).toEqual(["h.0", "h.1"]);
  });

  test("of two forms in one list are folded by neighbours", () => {
    const lines = [" Net", "h ModuleList", "h.0 A", "h.1 A", "h.2 B", "h.3 A", "h.4 A"];
    const list = grown(readModules(treeOf(...lines))[0] as never).root.children[0];
    expect(list?.label).toBe("h");
    expect(list?.children.map(({ label }) => label)).toEqual(["h.0 … h.1", "h.2", "h.3 … h.4"]);
  });

  test("with names of their own are not folded", () => {
    const root = grown(readModules(treeOf(" Net", "q Linear", "k Linear"))[0] as never).root;
    expect(root.children.map(({ label }) => label)).toEqual(["q", "k"]);
  });

  test("without any module there is nothing to show", () => {
    expect(() => new Rows([])).toThrow("there is no module to show");
  });
});

describe("what they gave", () => {
  test("is read number by number", () => {
    const run = readRun(RUN);
    expect(run[2]).toBeNull();
    expect(run[0]).toEqual({
      shape: [1, 4, 2],
      dtype: "float32",
      norm: 8,
      mean: 0.5,
      time: 10,
      calls: 1,
      changed: false,
      relative: null,
      unequal: false,
    });
    const compared = readRun({ ...RUN, base: f32([16, 4, 0, 0, 2, 0, 1]), unequal: u32([1]) });
    const shares = compared.map((given) => given?.relative);
    expect(shares).toEqual([
      0.5,
      0.25,
      undefined,
      Number.POSITIVE_INFINITY,
      1.5,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
    expect(compared.map((given) => given?.unequal ?? null)).toEqual([
      false,
      true,
      null,
      false,
      false,
      false,
      false,
    ]);
    expect(
      readRun({ ...RUN, norm: f32([0, 1, 0, 2, 3, 4, 5]), base: f32([0, 1, 0, 2, 3, 4, 5]) })[0]?.relative,
    ).toBe(0);
    expect(run[4]?.changed).toBe(true);
    expect(readRun({})).toEqual([]);
  });

  test("is said of alike blocks together", () => {
    const rows = small();
    const blocks = rows.root.children[1] as never;
    expect(summary(blocks, readRun(RUN))).toMatchObject({
      norm: "2.000 – 4.000",
      time: 6,
      output: "1 × 4 × 2",
    });
    const last = rows.of("h.1.mlp") as never;
    expect(summary(last, readRun(RUN))).toMatchObject({ norm: "NaN", unusual: true });
  });
});

describe("the rows", () => {
  test("are folded where blocks are alike, and opened by hand", () => {
    const rows = small();
    expect(labels(rows)).toEqual(["Net", "wte", "h.0 … h.1"]);
    rows.reveal(rows.of("h.1.mlp") as never);
    expect(labels(rows)).toEqual(["Net", "wte", "h.0 … h.1", "h.0", "h.1", "mlp"]);
    rows.foldAll();
    expect(labels(rows)).toHaveLength(3);
  });

  test("are those that are sought, in what they are in", () => {
    const rows = small();
    rows.search("mlp");
    expect([rows.found, labels(rows)]).toEqual([2, ["Net", "h.0 … h.1", "h.0", "mlp", "h.1", "mlp"]]);
    rows.fold(rows.of("h.0") as never, false);
    expect(labels(rows)).toEqual(["Net", "h.0 … h.1", "h.0", "h.1", "mlp"]);
    rows.search("nothing");
    expect([rows.found, labels(rows)]).toEqual([0, []]);
    rows.search("");
    expect(labels(rows)).toEqual(["Net", "wte", "h.0 … h.1"]);
  });

  test("of many thousand modules are quick", () => {
    const lines = Array.from({ length: 4000 }, (_, at) => [`h.${at} Block`, `h.${at}.mlp Linear`]).flat();
    const modules = readModules({ ...treeOf(" Net", "h ModuleList"), ...bare(lines) });
    const began = performance.now();
    const rows = new Rows(modules);
    rows.search("mlp");
    expect([rows.found, rows.list().length]).toEqual([4000, 8002]);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

/** The same as `treeOf`, for lists of blocks with one module each, in no time. */
function bare(lines: string[]): Partial<TreeTrait> {
  const all = [" Net", "h ModuleList", ...lines];
  const numbers = all.map((_, at) => at);
  return {
    names: all.map((line) => (line.split(" ")[0] ?? "").replace(/^.*\./, "")),
    kinds: ["Net", "ModuleList", "Block", "Linear"],
    parent: u32(numbers.map((at) => (at < 2 ? 0 : at % 2 === 0 ? 1 : at - 1))),
    name: u32(numbers),
    kind: u32(numbers.map((at) => (at < 2 ? at : 2 + (at % 2)))),
    fact: u32(numbers.map(() => 0)),
    lie: u32(numbers.map(() => 0)),
    totals: [0],
    total: u8(numbers.map(() => 0)),
    count: numbers.length,
    blocks: [],
  };
}

describe("the search", () => {
  const [, wte, , , mlp, block] = readModules(treeOf(...SMALL)) as never[];

  test.each([
    ["mlp", mlp, true],
    ["0.mlp", mlp, true],
    ["1.mlp", mlp, false],
    ["h.0 linear", mlp, true],
    ["h.0", mlp, false],
    ["h.1", block, true],
    ["embed", wte, true],
    ["EMBEDDING", wte, true],
  ])("%s", (text, module, found) => expect(matches(module as never, query(text))).toBe(found));

  test("marks what was sought", () => {
    expect(parts("c_proj", query("proj"))).toEqual([
      ["c_", false],
      ["proj", true],
    ]);
    expect(parts("mlp", query("3.mlp"))).toEqual([["mlp", true]]);
    expect(parts("attn", query("mlp"))).toEqual([["attn", false]]);
  });
});

describe("numbers as text", () => {
  test.each([
    [short(256), "256"],
    [short(16_512), "16.5 k"],
    [short(999_999), "1000 k"],
    [short(8_030_261_248), "8.03 B"],
    [whole(8_030_261_248), "8,030,261,248"],
    [four(84.5219), "84.52"],
    [four(1e-9), "1.00e-9"],
    [four(Number.POSITIVE_INFINITY), "∞"],
    [duration(0.0154), "15.4 µs"],
    [duration(52.34), "52.3 ms"],
    [duration(1234), "1.23 s"],
    [shape([]), "scalar"],
    [percent(0), "0 %"],
    [percent(0.12345), "12.3 %"],
    [percent(0.00005), "< 0.01 %"],
    [percent(31.4159), "3,142 %"],
    [percent(Number.POSITIVE_INFINITY), "∞ %"],
  ])("%s is %s", (text, expected) => expect(text).toBe(expected));
});

describe("the view", () => {
  let life: AbortController;
  beforeEach(() => {
    life = new AbortController();
  });
  afterEach(() => {
    life.abort();
    document.body.replaceChildren();
  });

  function show(traits: Partial<Traits> = {}) {
    const none = { layer: null, position: null, head: null };
    const all = {
      _tree: treeOf(...SMALL),
      _screen: RUN,
      _error: {},
      _selected: none,
      _path: null,
      _value: {},
      show: "edited",
    };
    const model = fakeModel({ ...all, busy: false, ...traits } as never);
    const el = document.body.appendChild(document.createElement("div"));
    widget.render({ model, el, signal: life.signal } as never);
    const root = el.firstElementChild?.shadowRoot as ShadowRoot;
    const tree = root.querySelector("[role=tree]") as HTMLElement;
    const rows = () => [...root.querySelectorAll<HTMLElement>("[role=treeitem]")];
    const active = () => root.getElementById(tree.getAttribute("aria-activedescendant") ?? "");
    return { model, root, tree, rows, active };
  }

  const press = (element: HTMLElement, key: string) =>
    element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));

  test("has rows that say what they are", () => {
    const { rows, tree } = show();
    expect(rows()[0]?.getAttribute("aria-label")).toBe(
      "Net, 12 parameters, output 1 × 4 × 2, norm 8.000, 10.0 ms",
    );
    expect(rows()[2]?.getAttribute("aria-expanded")).toBe("false");
    expect([tree.tabIndex, rows()[1]?.hasAttribute("aria-expanded")]).toEqual([0, false]);
  });

  test("is walked by keys", () => {
    const { tree, active, model } = show();
    for (const key of ["End", "ArrowRight", "ArrowRight", "*", "ArrowRight"]) press(tree, key);
    expect(active()?.dataset.path).toBe("h.0.mlp");
    press(tree, "Enter");
    expect(active()?.getAttribute("aria-selected")).toBe("true");
    expect(model.sent.at(-1)).toMatchObject({ kind: "select", path: "h.0.mlp" });
    expect(model.get("_selected")).toEqual({ layer: 0, position: null, head: null });
    press(tree, "w");
    expect(active()?.dataset.path).toBe("wte");
  });

  test("shows the difference of two runs, and what cannot be shown", () => {
    const missing = { other: "no other prompt", "edited - other": "no other prompt" };
    const screen = { ...RUN, base: f32([16, 4, 0, 4, 2, 0, 1]), unequal: u32([4]), missing };
    const { model, root, rows, tree } = show({
      _screen: { ...screen, show: "edited - clean" },
      show: "edited - clean",
    });
    expect(root.querySelector(".headings .norm")?.textContent).toBe("‖now − clean‖");
    expect(rows()[0]?.getAttribute("aria-label")).toContain("norm 8.000, relative 50 %");
    expect(rows()[2]?.querySelector(".relative")?.textContent).toBe("∞ %");
    for (const key of ["End", "ArrowRight", "ArrowRight", "*", "ArrowRight"]) press(tree, key);
    expect(root.querySelector(".details")?.textContent).toContain(
      "the outputs of the two runs have different shapes",
    );
    const select = root.querySelector("select") as HTMLSelectElement;
    expect([...select.options].filter(({ disabled }) => disabled).map(({ text }) => text)).toEqual([
      "other prompt (no other prompt)",
      "now − other (no other prompt)",
    ]);
    select.value = "clean";
    select.dispatchEvent(new Event("change"));
    expect(model.get("show")).toBe("clean");
    expect(root.querySelector(".headings .norm")?.textContent).toBe("‖now − clean‖"); // until the numbers have come
    model.set("_screen", { ...RUN, missing, show: "clean" } as never);
    expect(root.querySelector(".headings .norm")?.textContent).toBe("norm");
    expect(root.querySelector(".window")?.hasAttribute("data-compared")).toBe(false);
  });

  test("takes a selection back that Python refuses", async () => {
    const { tree, model, root, rows } = show();
    press(tree, "Enter");
    expect(rows()[0]?.getAttribute("aria-selected")).toBe("true");
    model.emit("msg:custom", { id: model.sent.at(-1)?.id, kind: "error", message: "no such module" });
    await new Promise((done) => setTimeout(done));
    expect(rows()[0]?.getAttribute("aria-selected")).toBe("false");
    expect(root.querySelector("[role=alert]")?.textContent).toContain("no such module");
  });

  test("marks what is not finite and what is changed", () => {
    const { rows } = show({ _path: "h.1.mlp" });
    const marked = (name: string) => rows().filter((row) => row.hasAttribute(name));
    expect(marked("data-unusual").map((row) => row.dataset.path)).toEqual(["h.1.mlp"]);
    expect(marked("aria-selected").length).toBe(rows().length);
  });

  test("shows an error instead of an empty cell", () => {
    const { root } = show({ _tree: { ...treeOf(...SMALL), parent: u32([]) } });
    expect(root.querySelector("[role=alert]")?.textContent).toContain("there is no module to show");
  });
});
