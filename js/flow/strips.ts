/** Strips: one for each token, its numbers as colours, and behind it what it was without changes. */

import { css, shade } from "../lib/palette.ts";
import { active, type Brush, FONT, tint } from "./brush.ts";
import { type Box, stripAt } from "./layout.ts";
import type { Strip } from "./scene.ts";

const LETTERS = { query: "Q", key: "K", value: "V" };
const pictures = new WeakMap<
  Strip,
  { theme: string; now: HTMLCanvasElement; old: HTMLCanvasElement | null }
>();

export function paintStrips(brush: Brush): void {
  const { context, layout } = brush;
  for (const box of layout.boxes) {
    if (box.alpha < 0.02 || (box.sort !== "strip" && box.sort !== "roles")) continue;
    context.globalAlpha = box.alpha;
    for (const step of box.steps) paintStrip(brush, box, step);
  }
  context.globalAlpha = 1;
}

function paintStrip(brush: Brush, box: Box, step: string): void {
  const { context, scene, layout, palette } = brush;
  const strip = scene.strips.get(step);
  if (strip === undefined || box.width < 2) return;
  const { now, old } = picture(brush, strip);
  const edge = tint(palette, step);
  const small = box.sort === "roles";
  context.imageSmoothingEnabled = false;
  for (let row = 0; row < layout.tokens; row++) {
    const { y, height } = stripAt(layout, box, step, row);
    const changed = strip.differs(row);
    if (changed && old !== null) {
      const behind = small ? 1.5 : Math.min(5, layout.pitch * 0.12);
      context.globalAlpha = box.alpha * 0.6;
      context.drawImage(old, 0, row, strip.cells, 1, box.x, y + behind, box.width, height);
      context.globalAlpha = box.alpha;
    }
    context.drawImage(now, 0, row, strip.cells, 1, box.x, y, box.width, height);
    context.lineWidth = row === active(brush) ? 1.6 : 0.8;
    context.strokeStyle = changed ? palette.change : row === active(brush) ? palette.text : edge;
    context.strokeRect(box.x + 0.5, y + 0.5, box.width - 1, height - 1);
    context.fillStyle = edge;
    context.fillRect(box.x - 3, y, 3, height);
    if (small && height >= 8) letter(brush, box, step, y + height / 2);
  }
  mark(brush, box, step, strip);
}

function letter({ context, palette }: Brush, box: Box, step: string, y: number): void {
  const role = (["query", "key", "value"] as const).find((one) => step.startsWith(one));
  if (role === undefined) return;
  context.font = `700 10px ${FONT}`;
  context.textAlign = "right";
  context.fillStyle = tint(palette, step);
  context.fillText(LETTERS[role], box.x - 5, y + 0.5);
}

/** The cell that is open, and the one that is pointed at. */
function mark(
  { context, layout, palette, hovered, chosen }: Brush,
  box: Box,
  step: string,
  strip: Strip,
): void {
  for (const [spot, colour] of [
    [hovered, palette.text],
    [chosen, palette.accent],
  ] as const) {
    if (spot?.step !== step || spot.row >= layout.tokens) continue;
    const { y, height } = stripAt(layout, box, step, spot.row);
    const wide = box.width / strip.cells;
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.strokeRect(box.x + spot.cell * wide - 1, y - 2, Math.max(3, wide + 2), height + 4);
  }
}

/** A strip as a picture of one pixel a number, made once. */
function picture(
  { palette }: Brush,
  strip: Strip,
): { now: HTMLCanvasElement; old: HTMLCanvasElement | null } {
  const theme = css(palette.diverging[0] ?? [0, 0, 0]);
  const known = pictures.get(strip);
  if (known?.theme === theme) return known;
  const draw = (values: Float32Array) => {
    const canvas = document.createElement("canvas");
    canvas.width = strip.cells;
    canvas.height = values.length / strip.cells;
    const context = canvas.getContext("2d");
    const image = context?.createImageData(canvas.width, canvas.height);
    if (!context || !image) return canvas;
    for (let at = 0; at < values.length; at++) {
      image.data.set([...shade(palette, values[at] ?? Number.NaN, strip.reach), 255], at * 4);
    }
    context.putImageData(image, 0, 0);
    return canvas;
  };
  const made = { theme, now: draw(strip.values), old: strip.ghost ? draw(strip.ghost) : null };
  pictures.set(strip, made);
  return made;
}
