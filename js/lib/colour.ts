/**
 * The sequential scale for probabilities: one hue, lightness alone carries the number, so it survives
 * colour blindness and print. Interpolated in OKLab; a light and a dark version; the ink on every step
 * has a contrast of 4.5 or more.
 */

type Colour = readonly [number, number, number];
/** A background and the ink to write on it, both for light and dark in one CSS value. */
export type Shade = { background: string; ink: string };

const LIGHT = ["#f6f8fb", "#d5e6f4", "#94c4e6", "#4292cb", "#175fa5", "#0b3068"];
const DARK = ["#171e28", "#17385c", "#1b5d92", "#2d8bc4", "#79c1ea", "#e2f4ff"];
const STEPS = 256;
/** Below this share of the scale the ink is quiet, so that what the model is sure of stands out. */
const QUIET = 0.22;

/** The scale as CSS values, one per step. */
export function scale(): Shade[] {
  return Array.from({ length: STEPS }, (_, step) => {
    const at = step / (STEPS - 1);
    const light = colourAt(at, "light");
    const dark = colourAt(at, "dark");
    return {
      background: `light-dark(${hex(light)}, ${hex(dark)})`,
      ink: `light-dark(${hex(inkOn(light, at, "light"))}, ${hex(inkOn(dark, at, "dark"))})`,
    };
  });
}

/** The scale's own stops as custom properties, for a legend's gradient. */
export function stops(): string {
  return `--scale-light:${LIGHT.join(",")};--scale-dark:${DARK.join(",")}`;
}

/** The step of the scale that a probability falls on; values outside 0…1 are held at its ends. */
export function step(probability: number): number {
  return Math.round(Math.min(1, Math.max(0, probability)) * (STEPS - 1));
}

/** The scale's colour at a share of its length, as sRGB in 0…1. */
export function colourAt(at: number, theme: "light" | "dark"): Colour {
  const stops = theme === "light" ? LIGHT : DARK;
  const place = at * (stops.length - 1);
  const index = Math.min(Math.floor(place), stops.length - 2);
  const from = toOklab(parse(stops[index] ?? "#000000"));
  const to = toOklab(parse(stops[index + 1] ?? "#000000"));
  return fromOklab(mix(from, to, place - index));
}

/** The ink for a background: black or white, whichever is clearer, and quieter at the scale's start. */
export function inkOn(background: Colour, at: number, theme: "light" | "dark"): Colour {
  const black: Colour = [0, 0, 0];
  const white: Colour = [1, 1, 1];
  const best = contrast(background, black) >= contrast(background, white) ? black : white;
  const quiet = parse(theme === "light" ? "#5b6675" : "#97a5b5");
  const ink = mix(quiet, best, Math.min(1, at / QUIET));
  return contrast(background, ink) >= 4.5 ? ink : best;
}

/** The WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance([r, g, b]: Colour): number {
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function gamma(channel: number): number {
  const value = channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;
  return Math.min(1, Math.max(0, value));
}

function mix(from: Colour, to: Colour, at: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * at,
    from[1] + (to[1] - from[1]) * at,
    from[2] + (to[2] - from[2]) * at,
  ];
}

/** Björn Ottosson's OKLab, https://bottosson.github.io/posts/oklab/ */
function toOklab([red, green, blue]: Colour): Colour {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Colour): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function parse(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

function hex(colour: Colour): string {
  return `#${colour
    .map((c) =>
      Math.round(c * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
