/** Words in the picture: tokens, the names of the columns, stacks of blocks, signs, and what comes next. */

import { fitted } from "../lib/pad.ts";
import { css } from "../lib/palette.ts";
import { shown } from "../lib/tokens.ts";
import { active, type Brush, FONT, faint, LOGITS, tint } from "./brush.ts";
import { type Box, nextRows, rowAt, TITLES } from "./layout.ts";
import { percent, rule, short } from "./words.ts";

const SHORT: Record<string, string> = {
  token_embedding: "token",
  position_embedding: "position",
  embedding: "embedding",
  resid_pre: "stream in",
  norm_1: "norm",
  roles: "Q K V",
  dot_products: "Q · Kᵀ",
  scaled: "scaled",
  capped: "soft cap",
  masked: "mask",
  pattern: "attention",
  heads: "head out",
  projection: "projection",
  attn_out: "attention out",
  resid_mid: "stream",
  norm_2: "norm",
  gate: "gate",
  expansion: "expand",
  activation: "activation",
  neurons: "neurons",
  contraction: "contract",
  mlp_out: "MLP out",
  resid_post: "stream out",
  resid_final: "last stream",
  final_norm: "final norm",
  next: "",
  earlier: "",
  later: "",
};

export function paintLabels(brush: Brush): void {
  const { context, layout } = brush;
  const ends = [0, 0, 0]; // of the names so far, in each line
  for (const box of layout.boxes) {
    if (box.alpha < 0.02 || box.width < 2) continue;
    context.globalAlpha = box.alpha;
    if (box.sort === "tokens") paintTokens(brush, box);
    else if (box.sort === "stack") paintStack(brush, box);
    else if (box.sort === "next") paintNext(brush, box);
    if (box.sort !== "tokens") paintName(brush, box, ends);
    if (box.sort === "matrix" && layout.level === "head") paintRule(brush, box);
    if (["resid_mid", "resid_post", "embedding"].includes(box.id)) paintSign(brush, box);
  }
  context.globalAlpha = 1;
}

function paintTokens(brush: Brush, box: Box): void {
  const { context, palette, scene, layout } = brush;
  const size = Math.max(9, Math.min(15, layout.pitch - 2));
  context.textAlign = "right";
  scene.tokens.forEach((token, row) => {
    const bold = row === active(brush);
    context.font = `${bold ? "700 " : ""}${size}px ${FONT}`;
    context.fillStyle = bold ? palette.accent : palette.text;
    context.fillText(fitted(context, shown(token), box.width - 8), box.x + box.width - 6, rowAt(layout, row));
  });
}

/** The name of a column, one line higher where it would run into the one before. */
function paintName({ context, palette, layout }: Brush, box: Box, ends: number[]): void {
  const name = SHORT[box.id] ?? "as computed";
  const lines = box.width + 30 < 84 && box.id !== "roles" ? name.split(" ") : [name];
  context.font = `12px ${FONT}`;
  context.fillStyle = palette.quiet;
  context.textAlign = "center";
  const middle = box.x + box.width / 2;
  const half = Math.max(...lines.map((line) => context.measureText(line).width)) / 2;
  const free = ends.findIndex((end, at) => end < middle - half - 3 && at + lines.length <= ends.length);
  const up = Math.max(0, free);
  for (let at = 0; at < lines.length; at++) ends[up + at] = middle + half;
  const low = layout.level === "head" ? TITLES + 26 : layout.top - 12;
  const first = low - (lines.length - 1 + (layout.level === "head" ? 0 : up)) * 13;
  lines.forEach((line, at) => {
    context.fillText(line, middle, Math.max(TITLES + 6, first + at * 13));
  });
}

/** Under an opened matrix: the tokens of its columns, the rule that made it, and its colours. */
function paintRule(brush: Brush, box: Box): void {
  const { context, palette, scene, layout } = brush;
  const cell = box.width / layout.tokens;
  const spot = brush.hovered ?? brush.chosen;
  const looked = spot !== null && scene.matrices.has(spot.step) ? spot.cell : null;
  if (cell >= 12) {
    context.font = `11.5px ${FONT}`;
    context.textAlign = "right";
    scene.tokens.forEach((token, at) => {
      context.save();
      context.translate(box.x + (at + 0.5) * cell + 3, box.y + box.height + 9);
      context.rotate(-Math.PI / 4);
      context.fillStyle = looked === at ? palette.accent : palette.quiet;
      context.fillText(fitted(context, shown(token), 62), 0, 0);
      context.restore();
    });
  }
  const low = Math.max(box.y + box.height, rowAt(layout, layout.tokens - 1)) + 74;
  const column = scene.columns.get(box.id);
  const matrix = scene.matrices.get(box.id);
  context.textAlign = "center";
  context.font = `13px ${FONT}`;
  context.fillStyle = palette.text;
  context.fillText(fitted(context, rule(box.id, column), box.width + 26), box.x + box.width / 2, low);
  const weights = box.id === "pattern";
  const map = weights ? palette.sequential : palette.diverging;
  const [wide, y] = [Math.min(110, box.width * 0.5), low + 20];
  const left = box.x + (box.width - wide) / 2;
  const gradient = context.createLinearGradient(left, 0, left + wide, 0);
  for (let at = 0; at <= 8; at++)
    gradient.addColorStop(at / 8, css(map[Math.round((at / 8) * 255)] ?? [0, 0, 0]));
  context.fillStyle = gradient;
  context.fillRect(left, y - 5, wide, 10);
  context.strokeStyle = palette.line;
  context.strokeRect(left, y - 5, wide, 10);
  context.font = `12px ${FONT}`;
  context.fillStyle = palette.quiet;
  const reach = short(matrix?.reach ?? 0);
  const beside = box.width >= 150; // else below the bar
  context.textAlign = beside ? "right" : "left";
  context.fillText(weights ? "0" : `−${reach}`, beside ? left - 4 : box.x, beside ? y : y + 14);
  context.textAlign = beside ? "left" : "right";
  context.fillText(weights ? "1" : reach, beside ? left + wide + 4 : box.x + box.width, beside ? y : y + 14);
}

/** The blocks that are not open. */
function paintStack({ context, palette, scene, layout }: Brush, box: Box): void {
  const all = layout.level === "output" || layout.level === "embedding";
  const count = all ? scene.layers : box.id === "earlier" ? scene.layer : scene.layers - 1 - scene.layer;
  const cards = Math.min(4, count);
  for (let card = cards - 1; card >= 0; card--) {
    const x = box.x + card * 4;
    context.beginPath();
    context.roundRect(
      x,
      box.y + card * 3,
      Math.max(4, box.width - (cards - 1) * 4),
      box.height - card * 6,
      6,
    );
    context.fillStyle = palette.raised;
    context.fill();
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.stroke();
  }
  context.save();
  context.translate(box.x + (box.width - (cards - 1) * 4) / 2, box.y + box.height / 2);
  context.rotate(-Math.PI / 2);
  context.font = `600 13px ${FONT}`;
  context.textAlign = "center";
  context.fillStyle = palette.quiet;
  const where = all ? "" : box.id === "earlier" ? " before" : " after";
  const name = `${count} block${count === 1 ? "" : "s"}${where}`;
  context.fillText(fitted(context, name, box.height), 0, 0);
  context.restore();
}

/** "+" where the stream takes something up. */
function paintSign({ context, palette, layout, scene }: Brush, box: Box): void {
  const inputs = scene.columns.get(box.id)?.inputs ?? [];
  if (inputs.length < 2) return;
  if (box.id === "embedding" && layout.level !== "embedding") return;
  const sign = box.id === "embedding" ? "=" : "+";
  for (let row = 0; row < layout.tokens; row++)
    badge(context, palette, sign, box.x - 11, rowAt(layout, row), layout.pitch);
  const position = layout.boxes.find(({ id, alpha }) => id === "position_embedding" && alpha > 0.5);
  if (sign !== "=" || position === undefined) return;
  for (let row = 0; row < layout.tokens; row++)
    badge(context, palette, "+", position.x - 11, rowAt(layout, row), layout.pitch);
}

function badge(
  context: CanvasRenderingContext2D,
  palette: Brush["palette"],
  sign: string,
  x: number,
  y: number,
  pitch: number,
): void {
  const radius = Math.min(7, pitch * 0.34);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = palette.paper;
  context.fill();
  context.strokeStyle = palette.quiet;
  context.lineWidth = 1;
  context.stroke();
  context.font = `700 ${Math.max(8, radius * 1.7)}px ${FONT}`;
  context.fillStyle = palette.text;
  context.textAlign = "center";
  context.fillText(sign, x, y + 0.5);
}

/** The likeliest tokens with their probabilities of the whole vocabulary; an outline is the run without changes. */
function paintNext({ context, palette, next, hovered, chosen }: Brush, box: Box): void {
  const { rows, high, top } = nextRows(box, next.strings.length);
  const name = Math.min(110, box.width * 0.42);
  const room = box.width - name - 62;
  for (let at = 0; at < rows; at++) {
    const y = top + (at + 0.5) * high;
    const chance = next.probabilities[at] ?? 0;
    const best = at === 0;
    for (const [spot, colour] of [
      [hovered, palette.line],
      [chosen, palette.accent],
    ] as const)
      if (spot?.step === LOGITS && spot.cell === next.ids[at]) {
        context.strokeStyle = colour;
        context.lineWidth = 1.5;
        context.strokeRect(box.x - 2, y - high / 2 + 1, box.width + 4, high - 2);
      }
    context.font = `${best ? "700 " : ""}13px ${FONT}`;
    context.textAlign = "right";
    context.fillStyle = best ? palette.accent : palette.text;
    context.fillText(fitted(context, shown(next.strings[at] ?? ""), name - 6), box.x + name - 6, y);
    context.fillStyle = faint(best ? palette.accent : tint(palette, "next"), best ? 0.9 : 0.6);
    context.fillRect(box.x + name, y - high * 0.3, Math.max(1, room * chance), high * 0.6);
    const before = next.clean?.[at];
    if (before !== undefined && before !== chance) {
      context.strokeStyle = palette.change;
      context.lineWidth = 1.5;
      context.strokeRect(box.x + name, y - high * 0.3 - 1.5, Math.max(1, room * before), high * 0.6 + 3);
    }
    context.textAlign = "left";
    context.font = `12px ${FONT}`;
    context.fillStyle = palette.quiet;
    context.fillText(percent(chance), box.x + name + Math.max(chance, before ?? 0) * room + 5, y);
  }
}
