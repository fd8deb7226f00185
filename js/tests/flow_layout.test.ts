import { describe, expect, it } from "vitest";
import { type Level, layout, mix, rowAt, slots, stripAt } from "../flow/layout.ts";
import { links } from "../flow/links.ts";
import { type Block, type Column, type Head, type Part, Scene, Strip } from "../flow/scene.ts";

const f32 = (values: number[]) => new DataView(Float32Array.from(values).buffer);
const LEVELS: Level[] = ["overview", "embedding", "block", "head", "output"];
const TOKENS = ["The", " cat", " sat"];

type Made = [name: string, inputs: string[], kind?: string];

function part(made: Made[]): Part {
  const columns = made.map(
    ([name, inputs, kind = "linear"]): Column => ({
      ...{ name, label: name, kind, inputs, path: "", weight: "", formula: "", shape: [3, 2] },
      ...{ axes: ["position", "dimension"], component: null, numbers: {} },
    }),
  );
  const strips = Object.fromEntries(
    made.map(([name], at) => [
      name,
      {
        ...{ width: 2, cells: 2, head: null, offsets: null },
        ...{ values: f32([at, 1, 2, 3, -4, 5]), norms: f32([1, 1, 1]), means: f32([0, 0, 0]) },
      },
    ]),
  );
  return { columns, strips };
}

function scene({ layer = 1, parallel = false, heads = 2 } = {}): Scene {
  const ends = part([
    ["token_embedding", []],
    ["position_embedding", []],
    ["embedding", ["token_embedding", "position_embedding"]],
    ["resid_final", ["resid_post"]],
    ["final_norm", ["resid_final"]],
  ]);
  const sums: Made[] = parallel
    ? [["resid_post", ["resid_pre", "attn_out", "mlp_out"]]]
    : [
        ["resid_mid", ["resid_pre", "attn_out"]],
        ["resid_post", ["resid_mid", "mlp_out"]],
      ];
  const block: Block = {
    layer,
    missing: {},
    ...part([
      ["resid_pre", ["embedding"], "blocks"],
      ["norm_1", ["resid_pre"]],
      ["attn_out", heads > 0 ? ["heads"] : []],
      ["norm_2", [parallel ? "resid_pre" : "resid_mid"]],
      ["expansion", ["norm_2"]],
      ["activation", ["expansion"]],
      ["mlp_out", ["activation"]],
      ...sums,
    ]),
  };
  const own = part(
    heads > 0
      ? [
          ["query", ["norm_1"]],
          ["query_rotated", ["query"]],
          ["key", ["norm_1"]],
          ["key_rotated", ["key"]],
          ["value", ["norm_1"]],
          ["heads", ["pattern", "value"]],
        ]
      : [],
  );
  const matrix = { size: 3, triangle: true, values: f32([1, 0.5, 0.5, 0.2, 0.3, 0.5]) };
  const rows: Made[] =
    heads > 0
      ? [
          ["dot_products", ["query_rotated", "key_rotated"]],
          ["masked", ["dot_products"]],
          ["pattern", ["masked"]],
        ]
      : [];
  const head: Head = {
    ...{ layer, head: 0, heads, kv_heads: heads },
    ...own,
    columns: [...own.columns, ...part(rows).columns],
    matrices: Object.fromEntries(rows.map(([name]) => [name, matrix])),
  };
  return new Scene(TOKENS, 4, ends, block, head);
}

describe("layout", () => {
  it.each(LEVELS)("lays what is seen from left to right, without overlap: %s", (level) => {
    for (const width of [640, 900, 1280, 1920]) {
      const { boxes, width: whole } = layout(scene(), level, width);
      const seen = boxes.filter(({ alpha }) => alpha > 0);
      expect(seen.length).toBeGreaterThan(3);
      seen.reduce((before, box) => {
        expect(box.x).toBeGreaterThanOrEqual(before.x + before.width);
        return box;
      });
      const last = seen.at(-1);
      expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(whole);
      expect(boxes.every(({ alpha, width: wide }) => alpha > 0 || wide === 0)).toBe(true);
    }
  });

  it("fits where there is room for it", () => {
    for (const level of LEVELS) expect(layout(scene(), level, 1280).width).toBe(1280);
  });

  it("has a stack for the blocks that are not open, none where there are none", () => {
    const stacks = (layer: number) =>
      layout(scene({ layer }), "overview", 1280)
        .boxes.filter(({ sort, alpha }) => sort === "stack" && alpha > 0)
        .map(({ id }) => id);
    expect([0, 1, 3].map(stacks)).toEqual([["later"], ["earlier", "later"], ["earlier"]]);
  });

  it("puts the rows of an opened head in line with its matrices", () => {
    const now = layout(scene(), "head", 1280);
    const matrix = now.boxes.find(({ id }) => id === "pattern");
    expect(matrix?.height).toBeCloseTo(now.pitch * 3, 3);
    expect(rowAt(now, 0)).toBeCloseTo((matrix?.y ?? 0) + now.pitch / 2, 3);
  });

  it("keeps query, key and value apart in a row", () => {
    const now = layout(scene(), "block", 1280);
    const box = now.boxes.find(({ id }) => id === "roles");
    if (box === undefined) throw new Error("no box");
    const [q, k, v] = box.steps.map((step) => stripAt(now, box, step, 1));
    expect(box.steps).toEqual(["query_rotated", "key_rotated", "value"]);
    expect((q?.y ?? 0) + (q?.height ?? 0)).toBeLessThanOrEqual(k?.y ?? 0);
    expect((k?.y ?? 0) + (k?.height ?? 0)).toBeLessThanOrEqual(v?.y ?? 0);
  });

  it("does without attention", () => {
    const ids = slots(scene({ heads: 0 })).map(({ id }) => id);
    expect(ids).not.toContain("roles");
    expect(ids).not.toContain("pattern");
  });
});

describe("mix", () => {
  it("goes from one to the other, and moves all on the way", () => {
    const [from, to] = [layout(scene(), "overview", 1280), layout(scene(), "head", 1280)];
    const at = (share: number, id: string) => mix(from, to, share).boxes.find((box) => box.id === id);
    expect(mix(from, to, 1)).toBe(to);
    expect(at(0, "mlp_out")?.alpha).toBe(1);
    expect(at(0.5, "mlp_out")?.alpha).toBe(0.5);
    const wide = [from, to].map(({ boxes }) => boxes.find(({ id }) => id === "dot_products")?.width ?? 0);
    expect(at(0.25, "dot_products")?.width).toBeCloseTo(0.75 * (wide[0] ?? 0) + 0.25 * (wide[1] ?? 0));
  });
});

describe("links", () => {
  const named = (of: Scene, level: Level) =>
    links(of, layout(of, level, 1280)).map(({ from, to, sort }) => `${from.id} ${to.id} ${sort}`);

  it("are the model's own, through what is not on screen", () => {
    const found = named(scene(), "overview");
    expect(found).toContain("resid_pre roles row");
    expect(found).toContain("roles pattern query");
    expect(found).toContain("roles pattern key");
    expect(found).toContain("roles attn_out value");
    expect(found).toContain("pattern attn_out out");
    expect(found).toContain("resid_pre resid_mid skip");
    expect(found).toContain("resid_mid resid_post skip");
    expect(found).toContain("embedding earlier row");
    expect(found).toContain("earlier resid_pre row");
    expect(found).toContain("later next end");
    expect(found).not.toContain("embedding resid_pre row");
  });

  it("show that attention and MLP are side by side", () => {
    const found = named(scene({ parallel: true }), "block");
    expect(found).toContain("resid_pre resid_post skip");
    expect(found).toContain("resid_pre norm_2 skip");
    expect(found.some((one) => one.startsWith("attn_out norm_2"))).toBe(false);
  });

  it("lead from matrix to matrix, and from the rotated query and key into the first", () => {
    const found = named(scene(), "head");
    expect(found).toContain("roles 0 roles row");
    expect(found).toContain("roles dot_products query");
    expect(found).toContain("dot_products masked matrix");
    expect(found).toContain("masked pattern matrix");
    expect(found).toContain("roles heads value");
  });
});

describe("scene", () => {
  it("has each number, and nothing above the diagonal", () => {
    const { matrices, strips } = scene();
    expect([0, 1, 2].map((key) => matrices.get("pattern")?.at(1, key))).toEqual([0.5, 0.5, null]);
    const strip = strips.get("resid_pre");
    expect(strip?.at(2, 0)).toBe(-4);
    expect(strip?.largest(2)).toBe(1);
    expect(strip?.place(2, 1)).toBe(1);
  });
});

describe("a strip", () => {
  const packed = { head: null, values: f32([1, 2, 3, 4]), norms: f32([1, 1]), means: f32([0, 0]) };

  it("knows which number of the row each cell is, from a byte each or from two", () => {
    const places = (width: number, offsets: DataView | null) => {
      const strip = new Strip({ ...packed, width, cells: 2, offsets });
      return [0, 1].map((row) => [0, 1].map((cell) => strip.place(row, cell)));
    };
    expect(places(2, null)).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(places(5, new DataView(Uint8Array.from([1, 2, 0, 0]).buffer))).toEqual([
      [1, 4],
      [0, 2],
    ]);
    const two = new DataView(new ArrayBuffer(9), 1); // it need not begin at an even byte
    for (const [at, offset] of [299, 0, 0, 300].entries()) two.setUint16(2 * at, offset, true);
    expect(places(601, two)).toEqual([
      [299, 300],
      [0, 600],
    ]);
  });
});
