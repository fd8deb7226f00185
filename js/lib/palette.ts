/** Colours for a canvas: the host's own for text, and two colour-blind-safe maps as tables of 256 steps. */

import { colourAt } from "./colour.ts";
import { h } from "./dom.ts";

export type Rgb = readonly [number, number, number];
export type Palette = Record<(typeof NAMES)[number], string> & {
  dark: boolean;
  sequential: Rgb[];
  diverging: Rgb[];
  hole: Rgb;
};

const NAMES = ["text", "quiet", "line", "paper", "raised", "accent", "change", "bad"] as const;
const STEPS = 256;
/** Less than before is blue, more is orange; lightness carries the size of both. */
const STOPS = {
  light: ["#0b3068", "#2f7fc0", "#a8cde8", "#f7f7f7", "#f6c08a", "#d9661a", "#7a2c00"],
  dark: ["#d3ecff", "#5fb0e4", "#1f4f78", "#171c24", "#6b3a14", "#e0802f", "#ffe0bd"],
};

/** Read the host's colours, and make the maps for its theme. */
export function readPalette(host: HTMLElement): Palette {
  const probe = h("span", { style: "display:none" });
  (host.shadowRoot ?? host).append(probe);
  const colour = (value: string) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const dark = colour("light-dark(rgb(0, 0, 0), rgb(255, 255, 255))") === "rgb(255, 255, 255)";
  const named = Object.fromEntries(NAMES.map((name) => [name, colour(`var(--${name})`)])) as Record<
    (typeof NAMES)[number],
    string
  >;
  probe.remove();
  return { ...named, dark, ...maps(dark ? "dark" : "light") };
}

/**
 * Call `again` when the host's theme is another, or the view's width: a canvas follows neither by itself. A view that
 * has no place on the page just now, as in a hidden tab, is drawn when it has one.
 */
export function watch(host: HTMLElement, view: HTMLElement, again: () => void, signal: AbortSignal): void {
  const seen = () => view.clientWidth > 0 && !signal.aborted;
  const draw = () => (seen() ? again() : requestAnimationFrame(() => seen() && again()));
  const theme = new MutationObserver(draw);
  theme.observe(host, { attributes: true, attributeFilter: ["style"] });
  signal.addEventListener("abort", () => theme.disconnect());
  if (typeof ResizeObserver === "undefined") return;
  let width = 0;
  const room = new ResizeObserver(() => {
    if (view.clientWidth === width) return;
    width = view.clientWidth;
    if (seen()) again();
  });
  room.observe(view);
  signal.addEventListener("abort", () => room.disconnect());
}

export function maps(theme: "light" | "dark"): Pick<Palette, "sequential" | "diverging" | "hole"> {
  const steps = Array.from({ length: STEPS }, (_, at) => at / (STEPS - 1));
  return {
    sequential: steps.map((at) => bytes(colourAt(at, theme))),
    diverging: steps.map((at) => between(STOPS[theme], at)),
    hole: theme === "light" ? [120, 0, 230] : [150, 60, 255],
  };
}

/** The colour of a value: of a weight between 0 and 1, of a difference between −reach and reach. */
export function shade(palette: Palette, value: number, reach: number | null): Rgb {
  if (!Number.isFinite(value)) return palette.hole;
  const at = reach === null ? value : 0.5 + value / (2 * reach || 1);
  const step = Math.round(Math.min(1, Math.max(0, at)) * (STEPS - 1));
  return (reach === null ? palette.sequential : palette.diverging)[step] ?? palette.hole;
}

/** Black or white, whichever can be read on a colour. */
export function ink([red, green, blue]: Rgb): string {
  const light = [red, green, blue].map((one) => (one / 255) ** 2.2);
  const luminance = 0.2126 * (light[0] ?? 0) + 0.7152 * (light[1] ?? 0) + 0.0722 * (light[2] ?? 0);
  return luminance > 0.18 ? "#000000" : "#ffffff";
}

export function css([red, green, blue]: Rgb, alpha = 1): string {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

/** A map as a CSS gradient, for its legend. */
export function gradient(map: Rgb[]): string {
  const stops = Array.from({ length: 9 }, (_, at) =>
    css(map[Math.round((at / 8) * (STEPS - 1))] ?? [0, 0, 0]),
  );
  return `linear-gradient(90deg, ${stops.join(", ")})`;
}

function bytes(colour: readonly [number, number, number]): Rgb {
  return colour.map((one) => Math.round(one * 255)) as unknown as Rgb;
}

function between(stops: string[], at: number): Rgb {
  const place = at * (stops.length - 1);
  const index = Math.min(Math.floor(place), stops.length - 2);
  const [from, to] = [parse(stops[index] ?? "#000000"), parse(stops[index + 1] ?? "#000000")];
  return from.map((one, channel) =>
    Math.round(one + ((to[channel] ?? 0) - one) * (place - index)),
  ) as unknown as Rgb;
}

function parse(text: string): number[] {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
