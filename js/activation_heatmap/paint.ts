/** From numbers to colours: the scale of a matrix, and tiles as pictures. */

import type { Palette, Rgb } from "../lib/palette.ts";
import type { Screen, Traits } from "./screen.ts";
import type { Tile } from "./tiles.ts";

export type Scale = { low: number; high: number; map: Rgb[]; hole: Rgb; clipped: number };

/** The range of the colours, symmetric about zero where they diverge. */
export function scaleOf(
  { range, nan: _nan }: Pick<Screen, "range" | "nan">,
  colours: Traits["colours"],
  which: Traits["range"],
  palette: Palette,
): Scale {
  const [low, high] = range[which];
  const clipped = which === "full" ? 0 : range.clipped[colours === "diverging" ? 0 : 1];
  if (colours === "sequential") return { low, high, map: palette.sequential, hole: palette.hole, clipped };
  const reach = Math.max(Math.abs(low), Math.abs(high));
  return { low: -reach, high: reach, map: palette.diverging, hole: palette.hole, clipped };
}

export function colourOf({ low, high, map, hole }: Scale, value: number): Rgb {
  if (!Number.isFinite(value)) return hole;
  const at = high > low ? (value - low) / (high - low) : 0.5;
  return map[Math.round(Math.min(1, Math.max(0, at)) * (map.length - 1))] ?? hole;
}

/** Whether a number is beyond the ends of the colours. */
export function isClipped({ low, high }: Scale, value: number): boolean {
  return value < low || value > high;
}

/** A tile's picture, a pixel for each number; painted once for a scale. */
export function pictureOf(tile: Tile, scale: Scale): HTMLCanvasElement | null {
  if (tile.picture !== undefined && tile.painted === scale) return tile.picture;
  const picture = tile.picture ?? document.createElement("canvas");
  picture.width = tile.columns;
  picture.height = tile.rows;
  const context = picture.getContext("2d");
  const image = context?.createImageData(tile.columns, tile.rows);
  if (!context || !image) return null;
  const { low, high } = scale;
  const share = high > low ? (scale.map.length - 1) / (high - low) : 0;
  const last = scale.map.length - 1;
  for (let at = 0; at < tile.values.length; at++) {
    const value = tile.values[at] ?? 0;
    const step = share === 0 ? last >> 1 : Math.round(Math.min(last, Math.max(0, (value - low) * share)));
    const colour = (Number.isFinite(value) ? scale.map[step] : undefined) ?? scale.hole;
    image.data[4 * at] = colour[0];
    image.data[4 * at + 1] = colour[1];
    image.data[4 * at + 2] = colour[2];
    image.data[4 * at + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  tile.picture = picture;
  tile.painted = scale;
  return picture;
}
