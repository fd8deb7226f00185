/** What colours the cells: a number for each, and where on a scale it lies. */

import { type Shade, scale, step } from "../lib/colour.ts";
import type { Cell } from "../lib/keys.ts";
import { brief, count, exact } from "../lib/numbers.ts";
import { css, ink, maps } from "../lib/palette.ts";
import { quoted } from "../lib/tokens.ts";
import type { Lens } from "./lens.ts";

export type Colour = "top probability" | "entropy" | "token" | "rank";

/** A number for each cell. `low` and `high` are what the ends of the scale say. */
export type Measure = {
  name: string;
  of(cell: Cell): number;
  shade(value: number): Shade;
  inWords(value: number): string;
  low: string;
  high: string;
  gradient: string;
};

const SEQUENTIAL = scale();
const [LIGHT, DARK] = [maps("light").diverging, maps("dark").diverging];
const DIVERGING = LIGHT.map((light, at) => {
  const dark = DARK[at] ?? light;
  const both = (one: string, other: string) => `light-dark(${one}, ${other})`;
  return { background: both(css(light), css(dark)), ink: both(ink(light), ink(dark)) };
});
const NONE: Shade = SEQUENTIAL[0] as Shade;

/** How a lens is coloured; of a difference, by how much it differs. */
export function measureOf(lens: Lens, colour: Colour, pin: number): Measure {
  const token = lens.pins[pin] ?? lens.pins[0];
  if (colour === "entropy") return lens.difference ? entropyChange(lens) : entropy(lens);
  if (colour === "token" && token !== undefined)
    return lens.difference ? change(lens, pin) : chance(lens, pin);
  if (colour === "rank" && token !== undefined)
    return lens.difference ? rankChange(lens, pin) : rank(lens, pin);
  return lens.difference ? distance(lens) : top(lens);
}

function top(lens: Lens): Measure {
  return sequential("probability of the likeliest", (cell) => lens.top(cell).probability, "0", "1");
}

function distance(lens: Lens): Measure {
  return sequential("total variation distance", (cell) => lens.distance(cell), "0", "1");
}

function chance(lens: Lens, pin: number): Measure {
  const name = `probability of ${nameOf(lens, pin)}`;
  return sequential(name, (cell) => lens.pinned(pin, cell).now.probability, "0", "1");
}

function entropy(lens: Lens): Measure {
  const most = Math.max(...lens.cells().map((cell) => finite(lens.entropy(cell).now)), 1e-6);
  const shade = (value: number) => at(SEQUENTIAL, value / most);
  return {
    name: "entropy in nats",
    of: (cell) => lens.entropy(cell).now,
    shade,
    inWords: (value) => `${exact(value)} nats`,
    low: "0",
    high: most.toPrecision(3),
    gradient: gradient(SEQUENTIAL),
  };
}

function rank(lens: Lens, pin: number): Measure {
  const most = Math.max(...lens.cells().map((cell) => finite(lens.pinned(pin, cell).now.rank)), 9);
  const shade = (value: number) => at(SEQUENTIAL, 1 - Math.log1p(value) / Math.log1p(most));
  return {
    name: `rank of ${nameOf(lens, pin)}`,
    of: (cell) => lens.pinned(pin, cell).now.rank,
    shade,
    inWords: (value) => (value === 0 ? "the likeliest" : `${count(value, "token")} likelier`),
    low: `${most}`,
    high: "0, the likeliest",
    gradient: gradient(SEQUENTIAL),
  };
}

function change(lens: Lens, pin: number): Measure {
  return diverging(lens, `change of the probability of ${nameOf(lens, pin)}`, (cell) => {
    const { now, clean } = lens.pinned(pin, cell);
    return Math.fround(now.probability - clean.probability);
  });
}

/** Up is better: a rank that is lower by one is +1. */
function rankChange(lens: Lens, pin: number): Measure {
  return diverging(lens, `ranks gained by ${nameOf(lens, pin)}`, (cell) => {
    const { now, clean } = lens.pinned(pin, cell);
    return clean.rank - now.rank;
  });
}

function entropyChange(lens: Lens): Measure {
  return diverging(lens, "change of the entropy in nats", (cell) => {
    const { now, clean } = lens.entropy(cell);
    return Math.fround(now - clean);
  });
}

function sequential(name: string, of: (cell: Cell) => number, low: string, high: string): Measure {
  const shade = (value: number) => at(SEQUENTIAL, value);
  return { name, of, shade, inWords: exact, low, high, gradient: gradient(SEQUENTIAL) };
}

function diverging(lens: Lens, name: string, of: (cell: Cell) => number): Measure {
  const reach = Math.max(...lens.cells().map((cell) => finite(Math.abs(of(cell)))), 1e-6);
  return {
    name,
    of,
    shade: (value) => at(DIVERGING, 0.5 + value / (2 * reach)),
    inWords: signed,
    low: `−${reach.toPrecision(3)}`,
    high: `+${reach.toPrecision(3)}`,
    gradient: gradient(DIVERGING),
  };
}

/** The exact number with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${exact(value)}` : exact(value).replace("-", "−");
}

/** As in a cell or a table, where there is less room. */
export function briefly(value: number): string {
  return Number.isInteger(value) ? String(value) : brief(value);
}

function nameOf(lens: Lens, pin: number): string {
  return quoted((lens.pins[pin] ?? lens.pins[0])?.text ?? "");
}

function at(shades: Shade[], share: number): Shade {
  return Number.isNaN(share) ? NONE : (shades[step(share)] ?? NONE);
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

function gradient(shades: Shade[]): string {
  const stops = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1];
  return `linear-gradient(90deg, ${stops.map((share) => at(shades, share).background).join(", ")})`;
}
