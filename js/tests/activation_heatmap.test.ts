import { describe, expect, it, vi } from "vitest";
import { merged, short, stepOf } from "../activation_heatmap/board.ts";
import { Frame, levelOf } from "../activation_heatmap/frame.ts";
import { float16 } from "../activation_heatmap/half.ts";
import { colourOf, isClipped, pictureOf, scaleOf } from "../activation_heatmap/paint.ts";
import { changesOf, type Screen, sizes } from "../activation_heatmap/screen.ts";
import { Tiles } from "../activation_heatmap/tiles.ts";
import { maps, type Palette } from "../lib/palette.ts";

const palette = maps("light") as Palette;
const empty = new Uint8Array();

function screen(size: [number, number], level: [number, number], changes: Partial<Screen> = {}): Screen {
  const [rows, columns] = size.map((one, axis) => Math.ceil(one / 2 ** (level[axis] ?? 0))) as [
    number,
    number,
  ];
  const exact = level[0] === 0 && level[1] === 0;
  const bytes = new Uint8Array(rows * columns * (exact ? 4 : 2));
  return {
    version: 1,
    title: "Tensor",
    about: "float32",
    labels: {},
    names: ["a", "b"],
    shape: size,
    rows: "a",
    columns: "b",
    at: {},
    size,
    scale: 1,
    first: { level, exact, values: bytes },
    nan: 0,
    infinite: 0,
    range: { full: [-4, 2], robust: [-2, 1], clipped: [3, 5] },
    histogram: { low: -4, high: 2, counts: empty },
    top: { indices: empty, norms: empty },
    ...changes,
  };
}

describe("float16", () => {
  it("reads every kind of number that the standard has", () => {
    const bits = [0x0000, 0x8000, 0x3c00, 0xc000, 0x7bff, 0x0001, 0x03ff, 0x3555, 0x7c00, 0xfc00, 0x7e00];
    const found = float16(Uint16Array.from(bits).buffer);
    const known = [0, -0, 1, -2, 65504, 2 ** -24, 1023 * 2 ** -24, 0.333251953125];
    expect([...found.slice(0, 8)]).toEqual(known);
    expect([...found.slice(8)]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]);
    expect(float16(Uint16Array.from([0x3c00]).buffer, 2.5)[0]).toBe(2.5);
  });

  it("reads what begins at an odd byte", () => {
    expect(float16(Uint8Array.from([9, 0x00, 0x3c]).subarray(1))[0]).toBe(1);
  });
});

describe("the frame", () => {
  it("keeps what is under the mouse there while it zooms", () => {
    const frame = new Frame();
    frame.resize([4000, 3000], 900);
    const before = frame.cellAt(300, 200);
    frame.zoom(20, 300, 200);
    expect(frame.cellAt(300, 200)).toEqual(before);
    frame.fit();
    expect([frame.top, frame.left, frame.zoomed]).toEqual([0, 0, false]);
  });

  it("does not leave the matrix", () => {
    const frame = new Frame();
    frame.resize([400, 300], 900);
    expect(frame.pan(50, 50)).toBe(false);
    frame.zoom(4, 0, 0);
    expect(frame.pan(1e6, 1e6)).toBe(true);
    expect(frame.top + frame.height / frame.high).toBeCloseTo(400, 6);
    expect(frame.left + frame.width / frame.wide).toBeCloseTo(300, 6);
    expect(frame.pan(1, 1)).toBe(false);
  });

  it("brings a cell into sight", () => {
    const frame = new Frame();
    frame.resize([4000, 4000], 900);
    frame.zoom(100);
    frame.reveal({ row: 3999, column: 17 });
    expect(frame.y(4000)).toBeCloseTo(frame.height, 6);
    expect(frame.x(17)).toBeGreaterThanOrEqual(0);
  });

  it("has square cells for square matrices", () => {
    const frame = new Frame();
    frame.resize([9, 9], 900);
    expect([frame.high, frame.wide]).toEqual([46, 46]);
  });

  it("asks for no more cells than there are pixels, and covers all that is in sight", () => {
    for (const zoom of [1, 2, 3, 7, 30]) {
      const frame = new Frame();
      frame.resize([5000, 7000], 900);
      frame.zoom(zoom);
      const [down, right] = frame.level;
      expect(frame.high * 2 ** down).toBeGreaterThanOrEqual(0.99);
      expect(frame.wide * 2 ** right).toBeGreaterThanOrEqual(0.99);
      const pieces = new Set(frame.pieces().map(({ at }) => at.join()));
      for (const [x, y] of [
        [0, 0],
        [899, 479],
        [450, 240],
        [899, 0],
      ] as const) {
        const cell = frame.cellAt(Math.min(x, frame.width - 1), Math.min(y, frame.height - 1));
        const at = [
          Math.floor((cell?.row ?? -1) / (256 << down)),
          Math.floor((cell?.column ?? -1) / (256 << right)),
        ];
        expect(pieces).toContain(at.join());
      }
      expect(pieces.size).toBeLessThanOrEqual(24);
    }
    expect([levelOf(46), levelOf(1), levelOf(0.5), levelOf(0.3)]).toEqual([0, 0, 1, 2]);
  });
});

describe("tiles", () => {
  const answer = (at: [number, number], version = 1) => ({
    kind: "tile" as const,
    version,
    level: [0, 0] as [0, 0],
    at,
    size: [1, 2] as [number, number],
  });
  const piece = (row: number) => ({ level: [0, 0] as [number, number], at: [row, 0] as [number, number] });
  const settle = () => new Promise((done) => setTimeout(done));

  it("asks for two at a time, and never for what is no longer in sight", async () => {
    const asked: number[] = [];
    const ends: (() => void)[] = [];
    const ask = (payload: Record<string, unknown>) => {
      asked.push((payload.at as number[])[0] ?? -1);
      return new Promise<void>((done) => ends.push(done));
    };
    const tiles = new Tiles(screen([9000, 300], [6, 3]), ask, () => {});
    tiles.want([1, 2, 3, 4].map(piece));
    expect(asked).toEqual([1, 2]);
    tiles.want([2, 7, 8].map(piece));
    ends[0]?.();
    ends[1]?.();
    await settle();
    expect(asked).toEqual([1, 2, 7, 8]);
  });

  it("forgets the oldest, and all when the numbers are others", () => {
    const told = vi.fn();
    const tiles = new Tiles(screen([90000, 300], [9, 3]), () => new Promise(() => {}), told);
    const bytes = Float32Array.from([5, 6]).buffer;
    for (let row = 0; row < 70; row++) tiles.receive(answer([row, 0]), bytes);
    expect(tiles.get(piece(0))).toBeUndefined();
    expect(tiles.value(69 * 256, 1)).toBe(6);
    expect(told).toHaveBeenCalledTimes(70);
    tiles.reset(screen([90000, 300], [9, 3], { version: 2 }));
    expect(tiles.value(69 * 256, 1)).toBeUndefined();
    tiles.receive(answer([3, 0], 1), bytes);
    expect(tiles.value(3 * 256, 0)).toBeUndefined();
  });

  it("refuses a picture that is no matrix", () => {
    const wrong = screen([4, 4], [0, 0]);
    wrong.first.values = new Uint8Array(12);
    expect(
      () =>
        new Tiles(
          wrong,
          async () => {},
          () => {},
        ),
    ).toThrow("a matrix of 4 × 4 came with 3 numbers");
  });
});

describe("colours", () => {
  it("are symmetric about zero, or from low to high", () => {
    const one = screen([2, 2], [0, 0]);
    expect(scaleOf(one, "diverging", "robust", palette)).toMatchObject({ low: -2, high: 2, clipped: 3 });
    expect(scaleOf(one, "sequential", "robust", palette)).toMatchObject({ low: -2, high: 1, clipped: 5 });
    expect(scaleOf(one, "diverging", "full", palette)).toMatchObject({ low: -4, high: 4, clipped: 0 });
  });

  it("mark what is no number and what is beyond", () => {
    const scale = scaleOf(screen([2, 2], [0, 0]), "diverging", "robust", palette);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(colourOf(scale, bad)).toEqual(palette.hole);
    expect([-2, 2].map((value) => colourOf(scale, value))).toEqual([
      palette.diverging[0],
      palette.diverging[255],
    ]);
    expect([-2.1, 2.1].map((value) => colourOf(scale, value))).toEqual([scale.under, scale.over]);
    expect([isClipped(scale, 2), isClipped(scale, 2.1), isClipped(scale, -2.1)]).toEqual([false, true, true]);
    const flat = { ...scale, low: 0, high: 0 };
    expect(colourOf(flat, 0)).toEqual(palette.diverging[Math.round(0.5 * 255)]);
  });
});

describe("a tile's picture", () => {
  function painted(level: [number, number], values: number[], range: "robust" | "full" = "robust") {
    const pixels = { data: new Uint8ClampedArray(4 * values.length) };
    const context = { createImageData: () => pixels, putImageData: vi.fn() };
    const canvas = { getContext: () => context } as unknown as HTMLCanvasElement;
    vi.stubGlobal("document", { createElement: () => canvas });
    const scale = scaleOf(screen([1, values.length], level), "diverging", range, palette);
    const tile = { level, at: [0, 0] as [number, number], rows: 1, columns: values.length };
    pictureOf({ ...tile, values: Float32Array.from(values) }, scale);
    vi.unstubAllGlobals();
    const colours = values.map((_, at) => [...pixels.data.slice(4 * at, 4 * at + 3)]);
    return { colours, scale };
  }

  it("has colours of their own for what is beyond the ends, however small its cells", () => {
    const { colours, scale } = painted([3, 3], [-3, -1.9, 1.9, 3, Number.NaN, Number.NEGATIVE_INFINITY]);
    expect([colours[0], colours[3]]).toEqual([scale.under, scale.over]);
    for (const inside of [1, 2]) expect(scale.map).toContainEqual(colours[inside]);
    expect([colours[4], colours[5]]).toEqual([palette.hole, palette.hole]);
  });

  it("takes no number for one beyond that float16 has moved there", () => {
    const moved = 4 * (1 + 2 ** -12);
    expect(painted([1, 0], [moved], "full").colours[0]).toEqual(palette.diverging[255]);
    const { colours, scale } = painted([0, 0], [moved], "full"); // exact numbers have not moved
    expect(colours[0]).toEqual(scale.over);
  });
});

describe("small things", () => {
  it("counts whole rows and columns once", () => {
    const cells = (rows: [number, number], columns: [number, number]) =>
      changesOf({ rows, columns }, [8, 128]);
    expect(cells([2, 2], [0, 127])).toBe(1);
    expect(cells([0, 7], [3, 5])).toBe(3);
    expect(cells([1, 2], [3, 5])).toBe(6);
    expect(cells([0, 7], [0, 127])).toBe(1);
  });

  it("draws one box around changed cells side by side", () => {
    const cell = (row: number, column: number) => ({
      rows: [row, row] as [number, number],
      columns: [column, column] as [number, number],
    });
    const boxes = [cell(2, 5), cell(1, 4), cell(1, 5), cell(2, 4), cell(7, 7)];
    expect(merged(boxes)).toEqual([
      { rows: [1, 2], columns: [4, 5] },
      { rows: [7, 7], columns: [7, 7] },
    ]);
  });

  it("writes numbers and ticks briefly", () => {
    expect([1.234, -12.34, 123.4, 0.00012, -123456, 0].map(short)).toEqual([
      "1.23",
      "−12.3",
      "123",
      "1e−4",
      "−1e+5",
      "0.00",
    ]);
    expect([0.3, 1.2, 3, 12, 230].map(stepOf)).toEqual([1, 2, 5, 20, 500]);
  });

  it("knows the sizes of all axes, of a vector too", () => {
    expect(sizes(screen([2, 3], [0, 0], { names: ["h", "a", "b"], shape: [4, 2, 3] }))).toEqual({
      h: 4,
      a: 2,
      b: 3,
    });
    expect(sizes(screen([1, 3], [0, 0], { names: ["–", "a"], shape: [3] }))).toEqual({ "–": 1, a: 3 });
  });
});
