/** From numbers to colours: the scale of a matrix, and tiles as pictures. */

import type { Palette, Rgb } from "../lib/palette.ts";
import { type Ends, ends } from "./ends.ts";
import type { Screen, Traits } from "./screen.ts";
import type { Tile } from "./tiles.ts";

export type Scale = Ends & { low: number; high: number; map: Rgb[]; hole: Rgb; clipped: number };

/** How far a float16 may be from its number, as a share of it. */
const HALF = 2 ** -11;

/** The range of the colours, symmetric about zero where they diverge. */
export function scaleOf(
  { range, nan: _nan }: Pick<Screen, "range" | "nan">,
  colours: Traits["colours"],
  which: Traits["range"],
  palette: Palette,
): Scale {
  const [low, high] = range[which];
  const clipped = which === "full" ? 0 : range.clipped[colours === "diverging" ? 0 : 1];
  const rest = { ...ends(palette, colours), map: palette[colours], hole: palette.hole, clipped };
  if (colours === "sequential") return { low, high, ...rest };
  const reach = Math.max(Math.abs(low), Math.abs(high));
  return { low: -reach, high: reach, ...rest };
}

/** `slack`: how far beyond the ends a number may seem to be that is not. */
export function colourOf({ low, high, map, hole, under, over }: Scale, value: number, slack = 0): Rgb {
  if (!Number.isFinite(value)) return hole;
  if (value < low - slack) return under;
  if (value > high + slack) return over;
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
  const exact = tile.level[0] === 0 && tile.level[1] === 0;
  const slack = exact ? 0 : HALF * Math.max(Math.abs(scale.low), Math.abs(scale.high));
  for (let at = 0; at < tile.values.length; at++) {
    const colour = colourOf(scale, tile.values[at] ?? 0, slack);
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
