/** Where everything is: a pure function of the scene, what is open, and the room; and a mix of two such layouts. */

import type { Scene } from "./scene.ts";

export type Level = "overview" | "embedding" | "block" | "head" | "output";
export type Sort = "tokens" | "strip" | "roles" | "matrix" | "stack" | "next";
export type Box = {
  id: string;
  sort: Sort;
  /** The steps in it: of "roles" up to three, one below the other in each row. */
  steps: string[];
  x: number;
  y: number;
  width: number;
  height: number;
  /** 0 while it is not on screen. */
  alpha: number;
};
export type Group = { id: "embedding" | "attention" | "mlp" | "output"; x: number; width: number };
export type Layout = {
  level: Level;
  width: number;
  height: number;
  /** Of the first row. */
  top: number;
  pitch: number;
  strip: number;
  tokens: number;
  boxes: Box[];
  groups: Group[];
};

/** Room for the titles and the names above the rows, and below them. */
export const TITLES = 30;
const NAMES = 50;
const BELOW: Record<Level, number> = { overview: 30, embedding: 30, block: 30, head: 128, output: 30 };
const [LEAST, MOST, BODY] = [13, 46, 400];
/** What is lower than a long text stays in sight at its beginning: so far down at most. */
const LOWEST = 60;
const MATRICES = ["dot_products", "scaled", "capped", "masked", "pattern"];

type Slot = { id: string; sort: Sort; steps: string[]; weight: number };

/** Everything from left to right, whether it is on screen or not. */
export function slots(scene: Scene): Slot[] {
  const strips = (...names: string[]): Slot[] =>
    names
      .filter((name) => scene.strips.has(name))
      .map((name) => ({ id: name, sort: "strip", steps: [name], weight: 1 }));
  const matrices: Slot[] = MATRICES.filter((name) => scene.matrices.has(name)).map((name) => ({
    id: name,
    sort: "matrix",
    steps: [name],
    weight: 0,
  }));
  const stack = (id: string): Slot => ({ id, sort: "stack", steps: [], weight: 0.9 });
  return [
    { id: "tokens", sort: "tokens", steps: [], weight: 0 },
    ...strips("token_embedding", "position_embedding", "embedding"),
    stack("earlier"),
    ...strips("resid_pre", "norm_1"),
    ...roles(scene),
    ...matrices,
    ...strips("heads", "projection", "attn_out", "resid_mid", "norm_2"),
    ...strips("gate", "expansion", "activation", "neurons", "contraction", "mlp_out", "resid_post"),
    stack("later"),
    ...strips("resid_final", "final_norm"),
    { id: "next", sort: "next", steps: [], weight: 0 },
  ];
}

/** Query, key and value: side by side as attention takes them, and before that where they are rotated or normalised. */
function roles(scene: Scene): Slot[] {
  const chains = (["query", "key", "value"] as const).map((role) => scene.chain(role));
  const longest = Math.max(...chains.map((chain) => chain.length));
  if (longest === 0) return [];
  const made: Slot[] = [];
  for (let stage = 0; stage < longest - 1; stage++) {
    const steps = chains.flatMap((chain) => (chain.length > stage + 1 ? [chain[stage] ?? ""] : []));
    made.push({ id: `roles ${stage}`, sort: "roles", steps, weight: 1 });
  }
  const last = chains.flatMap((chain) => chain.at(-1) ?? []);
  return [...made, { id: "roles", sort: "roles", steps: last, weight: 1.1 }];
}

/** What is on screen at a level. */
function visible(scene: Scene, level: Level): (slot: Slot) => boolean {
  const wide = scene.strips.has("neurons")
    ? "neurons"
    : scene.strips.has("activation")
      ? "activation"
      : "expansion";
  const last = scene.layer === scene.layers - 1;
  const shown: Record<Level, string[]> = {
    overview: [
      ...["embedding", "resid_pre", "roles", "pattern", "attn_out", "resid_mid"],
      ...[wide, "mlp_out", "resid_post", "next"],
    ],
    embedding: ["token_embedding", "position_embedding", "embedding", "later", "next"],
    block: [
      ...["resid_pre", "norm_1", "pattern", "heads", "projection", "attn_out", "resid_mid", "norm_2"],
      ...["gate", "expansion", "activation", "neurons", "contraction", "mlp_out", "resid_post"],
    ],
    head: [...MATRICES, "heads"],
    output: [last ? "resid_post" : "resid_final", "final_norm", "next"],
  };
  const names = new Set(["tokens", ...shown[level]]);
  if (level === "output" || ((level === "overview" || level === "block") && scene.layer > 0))
    names.add("earlier");
  if ((level === "overview" || level === "block") && !last) names.add("later");
  return ({ id }) => names.has(id) || ((level === "block" || level === "head") && id.startsWith("roles"));
}

/** A strip is no wider, in CSS pixels. */
const WIDEST: Record<Level, number> = { overview: 72, embedding: 190, block: 64, head: 110, output: 220 };

function nextWidth(level: Level, width: number): number {
  return level === "output"
    ? Math.min(460, width * 0.36)
    : Math.max(width < 900 ? 140 : 190, Math.min(300, width * 0.19));
}

function labelWidth(width: number): number {
  return Math.min(120, Math.max(76, width * 0.085));
}

/** Of the rows: those of an opened head are as high as the cells of its matrices, where these are large enough. */
function pitchOf(scene: Scene, level: Level, width: number): number {
  const count = scene.tokens.length;
  const usual = Math.max(LEAST, Math.min(MOST, BODY / count));
  const matrices = MATRICES.filter((name) => scene.matrices.has(name)).length;
  if (level !== "head" || matrices === 0) return usual;
  const others = 26 + labelWidth(width) + 118 + 34 * (matrices + 2);
  const cell = Math.min(420, (width - others) / matrices) / count;
  return cell >= 17 ? Math.min(usual, cell) : usual;
}

export function layout(scene: Scene, level: Level, width: number): Layout {
  const count = scene.tokens.length;
  const pitch = pitchOf(scene, level, width);
  const strip = Math.max(8, Math.min(28, pitch * (pitch < 20 ? 0.78 : 0.62)));
  const top = TITLES + NAMES;
  const body = count * pitch;
  const all = slots(scene);
  const seen = all.filter(visible(scene, level));
  const gap = Math.max(14, Math.min(level === "head" ? 34 : 46, (width * 0.32) / seen.length));
  const label = labelWidth(width);
  const next = seen.some(({ sort }) => sort === "next") ? nextWidth(level, width) : 0;
  const squares = seen.filter(({ sort }) => sort === "matrix").length;
  const weights = seen.reduce((sum, { weight }) => sum + weight, 0);
  const room = Math.max(240, width - label - next - 26 - gap * (seen.length - 1));
  const least = weights * (level === "head" ? 46 : 30);
  const largest = level === "head" ? 420 : 270;
  const side = squares > 0 ? Math.max(84, Math.min(body, largest, (room - least) / squares)) : 0;
  const unit = Math.max(20, Math.min(WIDEST[level], (room - side * squares) / Math.max(weights, 1)));
  const used = label + next + gap * (seen.length - 1) + side * squares + unit * weights;
  const spread = Math.max(0, Math.min(48, (width - 26 - used) / Math.max(1, seen.length - 1)));
  const widths: Record<Sort, number> = {
    tokens: label,
    strip: unit,
    roles: unit,
    matrix: side,
    stack: Math.min(unit, 56),
    next,
  };
  let x = 8;
  const boxes: Box[] = all.map((slot) => {
    const on = seen.includes(slot);
    const wide = widths[slot.sort] * (slot.weight || 1);
    const high = slot.sort === "matrix" ? side : slot.sort === "next" ? Math.min(body, BODY) : body;
    const box = {
      ...{ id: slot.id, sort: slot.sort, steps: slot.steps, x, width: on ? wide : 0 },
      ...{ y: top + Math.min((body - high) / 2, LOWEST), height: high, alpha: on ? 1 : 0 },
    };
    if (on) x += wide + gap + spread;
    return box;
  });
  const end = x - gap - spread + 16;
  return {
    ...{
      level,
      width: Math.max(width, end),
      height: top + body + BELOW[level],
      top,
      pitch,
      strip,
      tokens: count,
    },
    boxes,
    groups: groups(boxes, gap),
  };
}

const GROUPS: Record<Group["id"], (box: Box) => boolean> = {
  embedding: ({ id }) => id.endsWith("embedding"),
  attention: ({ id, sort }) =>
    sort === "matrix" || sort === "roles" || ["norm_1", "heads", "projection", "attn_out"].includes(id),
  mlp: ({ id }) =>
    ["norm_2", "gate", "expansion", "activation", "neurons", "contraction", "mlp_out"].includes(id),
  output: ({ id }) => ["resid_final", "final_norm", "next"].includes(id),
};

function groups(boxes: Box[], gap: number): Group[] {
  const margin = Math.min(10, gap / 2 - 2);
  return (Object.keys(GROUPS) as Group["id"][]).flatMap((id) => {
    const own = boxes.filter((box) => box.alpha > 0 && GROUPS[id](box));
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [{ id, x: first.x - margin, width: last.x + last.width - first.x + 2 * margin }];
  });
}

/** A layout on the way from one to another; `share` from 0 to 1. */
export function mix(from: Layout, to: Layout, share: number): Layout {
  if (share >= 1) return to;
  const old = new Map(from.boxes.map((box) => [box.id, box]));
  const between = (a: number, b: number) => a + (b - a) * share;
  const boxes = to.boxes.map((box) => {
    const was = old.get(box.id) ?? { ...box, width: 0, alpha: 0 };
    const mixed = { ...box };
    for (const key of ["x", "y", "width", "height", "alpha"] as const)
      mixed[key] = between(was[key], box[key]);
    return mixed;
  });
  const height = between(from.height, to.height);
  return { ...to, height, pitch: between(from.pitch, to.pitch), boxes };
}

/** The middle of a row. */
export function rowAt({ top, pitch }: Layout, row: number): number {
  return top + (row + 0.5) * pitch;
}

/** Where a step's strip lies in a row: all of the row, or of "roles" its part. */
export function stripAt(layout: Layout, box: Box, step: string, row: number): { y: number; height: number } {
  const middle = rowAt(layout, row);
  if (box.sort !== "roles") return { y: middle - layout.strip / 2, height: layout.strip };
  const high = (layout.pitch * 0.86) / 3;
  const at = ROLE_ORDER.findIndex((role) => step.startsWith(role));
  return { y: middle - layout.pitch * 0.43 + at * high, height: high - (high > 6 ? 1.5 : 0.5) };
}

export const ROLE_ORDER = ["query", "key", "value"] as const;

/** Where the tokens are that may come next: how many, how high each, and where the first begins. */
export function nextRows(box: Box, count: number): { rows: number; high: number; top: number } {
  const rows = Math.min(count, Math.max(4, Math.floor(box.height / 22)));
  const high = Math.max(16, Math.min(30, box.height / rows));
  return { rows, high, top: box.y + (box.height - rows * high) / 2 };
}
