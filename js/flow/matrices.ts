/** The matrices of a head: a cell for each pair of tokens, from query · key to the pattern. */

import { fitted } from "../lib/pad.ts";
import { css, type Palette, type Rgb, shade } from "../lib/palette.ts";
import { shown } from "../lib/tokens.ts";
import { active, type Brush, FONT, faint, tint } from "./brush.ts";
import type { Box } from "./layout.ts";
import type { Matrix } from "./scene.ts";

/** So many heads are drawn as cards at most. */
const CARDS = 4;
/** Cells wider than this, in CSS pixels, are drawn one by one. */
const ROUND = 8;
const HIDDEN = [128, 140, 152, 34];
const pictures = new WeakMap<Matrix, HTMLCanvasElement>();

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
  const [wide, weights] = [box.width / layout.tokens, box.id === "pattern"];
  if (wide > ROUND) paintCells(brush, box, matrix, wide, weights);
  else {
    context.imageSmoothingEnabled = false;
    context.drawImage(picture(palette, matrix, weights), box.x, box.y, box.width, box.height);
  }
}

/** Cells that are large enough to be told apart; an outline where the run without changes had another number. */
function paintCells(brush: Brush, box: Box, matrix: Matrix, size: number, weights: boolean): void {
  const { context, palette, layout } = brush;
  const gap = 1.5;
  for (let row = 0; row < layout.tokens; row++) {
    for (let key = 0; key < layout.tokens; key++) {
      const value = matrix.at(row, key);
      const [x, y] = [box.x + key * size + gap / 2, box.y + row * size + gap / 2];
      context.fillStyle =
        value === null ? faint(palette.line, 0.55) : css(colour(palette, matrix, value, weights));
      context.beginPath();
      context.roundRect(x, y, size - gap, size - gap, Math.min(4, size / 5));
      context.fill();
      const before = matrix.ghost?.at(row, key) ?? null;
      if (value === null || before === null || before === value) continue;
      context.strokeStyle = palette.change;
      context.lineWidth = 1.2;
      context.stroke();
    }
  }
}

function colour(palette: Palette, matrix: Matrix, value: number, weights: boolean): Rgb {
  return shade(palette, value, weights ? null : matrix.reach);
}

/** A matrix as a picture of one pixel a number, made once. */
function picture(palette: Palette, matrix: Matrix, weights: boolean): HTMLCanvasElement {
  const known = pictures.get(matrix);
  if (known?.dataset.dark === String(palette.dark)) return known;
  const canvas = document.createElement("canvas");
  canvas.dataset.dark = String(palette.dark);
  canvas.width = canvas.height = matrix.size;
  const context = canvas.getContext("2d");
  const image = context?.createImageData(matrix.size, matrix.size);
  if (!context || !image) return canvas;
  for (let row = 0; row < matrix.size; row++) {
    for (let key = 0; key < matrix.size; key++) {
      const value = matrix.at(row, key);
      const pixel = value === null ? HIDDEN : [...colour(palette, matrix, value, weights), 255];
      image.data.set(pixel, (row * matrix.size + key) * 4);
    }
  }
  context.putImageData(image, 0, 0);
  pictures.set(matrix, canvas);
  return canvas;
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
