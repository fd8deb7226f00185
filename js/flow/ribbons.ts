/** Ribbons between the columns: a band for each token, as wide as the quantity that was chosen. */

import { active, type Brush, faint, tint } from "./brush.ts";
import { type Box, rowAt, stripAt } from "./layout.ts";
import { type Link, links } from "./links.ts";

type End = { x: number; y: number; height: number };

const [PALE, BOLD] = [0.17, 0.5];

export function paintRibbons(brush: Brush): void {
  for (const link of links(brush.scene, brush.layout)) {
    const alpha = Math.min(link.from.alpha, link.to.alpha);
    brush.context.globalAlpha = alpha;
    if (link.sort === "skip") paintSkip(brush, link);
    else if (link.sort === "value") paintMixed(brush, link);
    else if (link.sort === "end") paintEnd(brush, link);
    else paintRows(brush, link);
  }
  brush.context.globalAlpha = 1;
}

/** All rows that look alike are one path: a long text has hundreds of them. */
function paintRows(brush: Brush, link: Link): void {
  const { layout, context } = brush;
  const paths = new Map<CanvasGradient, Path2D>();
  for (let row = 0; row < layout.tokens; row++) {
    const from = leaving(brush, link, row);
    const to = arriving(brush, link, row);
    const share = shareOf(brush, link, row);
    if (share !== null) from.height = to.height = Math.max(1, share * layout.strip);
    const look = paint(brush, link, from.x, link.sort === "key" ? link.to.x + link.to.width : to.x, row);
    if (link.sort === "key") {
      intoColumn(brush, link, from, to, look);
      continue;
    }
    const path = paths.get(look) ?? new Path2D();
    paths.set(look, path);
    band(path, from, to);
  }
  for (const [look, path] of paths) {
    context.fillStyle = look;
    context.fill(path);
  }
}

/** How wide, from 0 to 1, or null where nothing is said of this ribbon. */
function shareOf({ quantity }: Brush, { source, target }: Link, row: number): number | null {
  if (quantity === null) return null;
  const value = (quantity.steps.get(source) ?? quantity.steps.get(target))?.[row];
  return value === undefined ? null : Math.min(1, Math.abs(value) / (quantity.most || 1));
}

function band(path: Path2D, from: End, to: End): void {
  const middle = (from.x + to.x) / 2;
  const half = (end: End) => end.height / 2;
  path.moveTo(from.x, from.y - half(from));
  path.bezierCurveTo(middle, from.y - half(from), middle, to.y - half(to), to.x, to.y - half(to));
  path.lineTo(to.x, to.y + half(to));
  path.bezierCurveTo(middle, to.y + half(to), middle, from.y + half(from), from.x, from.y + half(from));
  path.closePath();
}

/** A key goes to the column of its token: over the matrix, and down into it. */
function intoColumn({ context }: Brush, link: Link, from: End, to: End, look: CanvasGradient): void {
  context.beginPath();
  context.moveTo(from.x, from.y);
  const high = link.to.y - 12;
  context.bezierCurveTo(from.x + 14, from.y, from.x + 8, high, (from.x + to.x) / 2 + 6, high);
  context.bezierCurveTo(to.x - 6, high, to.x, high, to.x, to.y);
  context.strokeStyle = look;
  context.lineWidth = Math.max(1, Math.min(4, to.height * 0.5));
  context.stroke();
}

/** What flows from one token to others: each value to the token that looks, as wide as the weight. */
function paintMixed(brush: Brush, link: Link): void {
  const { context, scene, layout, quantity } = brush;
  const pattern = scene.matrices.get("pattern");
  if (pattern === undefined) return;
  const rows = quantity?.edges ? layout.tokens : 1;
  const low = lowest(layout.boxes) + (layout.level === "head" ? 58 : 9); // below the names of the columns
  for (let number = 0; number < rows; number++) {
    const row = quantity?.edges ? number : active(brush);
    for (let key = 0; key < layout.tokens; key++) {
      const weight = quantity?.edges
        ? (quantity.edges[row * layout.tokens + key] ?? 0) / (quantity.most || 1)
        : (pattern.at(row, key) ?? 0);
      if (weight < 0.01) continue;
      const from = leaving(brush, link, key);
      const to = arriving(brush, link, row);
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.bezierCurveTo(from.x + 30, from.y, from.x + 10, low, from.x + 46, low);
      context.lineTo(to.x - 46, low);
      context.bezierCurveTo(to.x - 10, low, to.x - 30, to.y, to.x, to.y);
      context.lineWidth = Math.max(0.8, weight * Math.min(14, layout.strip));
      context.strokeStyle = faint(tint(brush.palette, "value"), row === active(brush) ? 0.55 : 0.14);
      context.stroke();
    }
  }
}

function lowest(boxes: Box[]): number {
  return Math.max(
    ...boxes
      .filter(({ sort }) => sort === "matrix")
      .map(({ y, height, alpha }) => (alpha > 0 ? y + height : 0)),
  );
}

/** The residual stream past what reads from it: a line under each row. */
function paintSkip(brush: Brush, link: Link): void {
  const { context, layout } = brush;
  const drop = layout.strip / 2 + Math.min(5, layout.pitch * 0.12);
  for (let row = 0; row < layout.tokens; row++) {
    const y = rowAt(layout, row);
    const [start, end] = [link.from.x + link.from.width, link.to.x];
    context.beginPath();
    context.moveTo(start, y);
    context.bezierCurveTo(start + 8, y, start + 4, y + drop, start + 14, y + drop);
    context.lineTo(end - 14, y + drop);
    context.bezierCurveTo(end - 4, y + drop, end - 8, y, end, y);
    const share = shareOf(brush, { ...link, target: "" }, row);
    context.lineWidth = share === null ? 1.6 : Math.max(0.6, share * 6);
    context.strokeStyle = faint(tint(brush.palette, "resid"), row === active(brush) ? 0.85 : 0.4);
    context.stroke();
  }
}

/** The token that was asked about leads to what comes next. */
function paintEnd(brush: Brush, link: Link): void {
  const { next } = brush;
  const from = leaving(brush, link, next.position);
  const to = { x: link.to.x - 4, y: link.to.y + link.to.height / 2, height: link.to.height };
  const path = new Path2D();
  band(path, from, to);
  brush.context.fillStyle = paint(brush, link, from.x, to.x, next.position);
  brush.context.fill(path);
}

function leaving(brush: Brush, { from, source }: Link, row: number): End {
  if (from.sort === "matrix") {
    const cell = from.height / brush.layout.tokens;
    return { x: from.x + from.width, y: from.y + (row + 0.5) * cell, height: cell * 0.7 };
  }
  const { y, height } = stripAt(brush.layout, from, source, row);
  const thin = from.sort === "stack" || from.sort === "tokens" ? 0.6 : 1;
  return { x: from.x + from.width, y: y + height / 2, height: height * thin };
}

function arriving(brush: Brush, { to, target, sort }: Link, row: number): End {
  if (to.sort === "matrix") {
    const cell = to.height / brush.layout.tokens;
    if (sort === "key") return { x: to.x + (row + 0.5) * cell, y: to.y - 1, height: cell * 0.6 };
    return { x: to.x, y: to.y + (row + 0.5) * cell, height: cell * 0.7 };
  }
  const { y, height } = stripAt(brush.layout, to, target, row);
  return { x: to.x, y: y + height / 2, height: height * (to.sort === "stack" ? 0.6 : 1) };
}

function paint(
  brush: Brush,
  { source, target, sort }: Link,
  from: number,
  to: number,
  row: number,
): CanvasGradient {
  const { context, palette, layout, swept } = brush;
  const bold = row === active(brush);
  let share = bold ? BOLD : PALE;
  const ahead = row >= swept.from && (from + to) / 2 > swept.share * layout.width;
  if (ahead) share *= 0.25;
  const [first, last] = [
    tint(palette, source || target),
    tint(palette, sort === "end" ? "next" : target || source),
  ];
  const key = [first, last, sort, share, from, to].join();
  const known = brush.gradients.get(key);
  if (known !== undefined) return known;
  const gradient = context.createLinearGradient(from, 0, Math.max(to, from + 1), 0);
  gradient.addColorStop(0, faint(first, share));
  gradient.addColorStop(1, faint(last, sort === "end" ? share * 0.25 : share));
  brush.gradients.set(key, gradient);
  return gradient;
}
