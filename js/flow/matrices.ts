/** The matrices of a head: a cell for each pair of tokens, from query · key to the pattern. */

import { fitted } from "../lib/pad.ts";
import { css, shade } from "../lib/palette.ts";
import { shown } from "../lib/tokens.ts";
import { active, type Brush, FONT, faint, tint } from "./brush.ts";
import type { Box } from "./layout.ts";
import type { Matrix } from "./scene.ts";

/** The rule of each, as a formula; `factor` and `cap` are the model's. */
const CARDS = 4;

export function paintMatrices(brush: Brush): void {
  const { context, layout, scene } = brush;
  for (const box of layout.boxes) {
    const matrix = scene.matrices.get(box.steps[0] ?? "");
    if (box.sort !== "matrix" || matrix === undefined || box.alpha < 0.02 || box.width < 2) continue;
    context.globalAlpha = box.alpha;
    if (layout.level !== "head") paintStack(brush, box);
    paintMatrix(brush, box, matrix);
    paintLooks(brush, box);
  }
  context.globalAlpha = 1;
}

/** The other heads, as cards behind this one. */
function paintStack({ context, palette, scene }: Brush, box: Box): void {
  const more = Math.min(CARDS, scene.head.heads) - 1;
  for (let card = more; card > 0; card--) {
    context.fillStyle = palette.raised;
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.beginPath();
    context.rect(box.x + card * 5 - 3, box.y - card * 5 - 3, box.width + 6, box.height + 6);
    context.fill();
    context.stroke();
  }
}

function paintMatrix(brush: Brush, box: Box, matrix: Matrix): void {
  const { context, palette, layout } = brush;
  context.fillStyle = palette.paper;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  context.rect(box.x - 3, box.y - 3, box.width + 6, box.height + 6);
  context.fill();
  context.stroke();
  const weights = box.id === "pattern";
  const [wide, high] = [box.width / layout.tokens, box.height / layout.tokens];
  const gap = wide > 8 ? 1.5 : wide > 4 ? 0.5 : 0;
  for (let row = 0; row < layout.tokens; row++) {
    for (let key = 0; key < layout.tokens; key++) {
      const value = matrix.at(row, key);
      const [x, y] = [box.x + key * wide, box.y + row * high];
      context.fillStyle =
        value === null
          ? faint(palette.line, 0.55)
          : css(shade(palette, value, weights ? null : matrix.reach));
      context.beginPath();
      if (wide > 8)
        context.roundRect(x + gap / 2, y + gap / 2, wide - gap, high - gap, Math.min(4, wide / 5));
      else context.rect(x, y, wide - gap, high - gap);
      context.fill();
      const before = matrix.ghost?.at(row, key) ?? null;
      if (value !== null && before !== null && before !== value && wide > 5) {
        context.strokeStyle = palette.change;
        context.lineWidth = 1.2;
        context.stroke();
      }
    }
  }
}

/** The row and the column of what is pointed at or open, and their tokens. */
function paintLooks(brush: Brush, box: Box): void {
  const { context, palette, layout, scene, hovered, chosen } = brush;
  const size = box.width / layout.tokens;
  context.strokeStyle = palette.text;
  context.lineWidth = 1.4;
  context.strokeRect(box.x - 1.5, box.y + active(brush) * size - 0.5, box.width + 3, size + 1);
  for (const [spot, colour] of [
    [chosen, palette.accent],
    [hovered, palette.text],
  ] as const) {
    if (spot === null || !scene.matrices.has(spot.step)) continue;
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.strokeRect(box.x + spot.cell * size - 1, box.y + spot.row * size - 1, size + 2, size + 2);
    if (spot.step !== box.steps[0] || layout.level === "head") continue; // there all columns have their names
    context.font = `600 12px ${FONT}`;
    context.textAlign = "center";
    context.fillStyle = tint(palette, "key");
    const name = fitted(context, shown(scene.tokens[spot.cell] ?? ""), Math.max(60, box.width));
    const x = Math.min(box.x + box.width - 10, Math.max(box.x + 10, box.x + (spot.cell + 0.5) * size));
    context.fillText(name, x, box.y + box.height + 14);
  }
}
