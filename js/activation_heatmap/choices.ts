/** The buttons of the view, and the choices of what is shown and in which colours. */

import { button, choice, enable } from "../lib/controls.ts";
import { SHOWS } from "../lib/shows.ts";
import type { Screen, Traits } from "./screen.ts";

type Looks = Pick<Traits, "show" | "colours" | "range">;
type Put = <K extends keyof Looks>(name: K, value: Looks[K]) => void;

const COLOURS: [Traits["colours"], string, string][] = [
  ["diverging", "around 0", "Blue below zero, orange above, as strong as the number is far from zero"],
  ["sequential", "low to high", "One hue from the lowest number to the highest"],
];
const RANGES: [Traits["range"], string, string][] = [
  ["robust", "1–99 %", "Without the lowest and the highest hundredth, which have colours of their own"],
  ["full", "all", "From the lowest to the highest number"],
];

export class Choices {
  readonly shows;
  readonly colours;
  readonly range;

  constructor(put: Put, signal: AbortSignal) {
    this.shows = choice("Show", SHOWS, (show) => put("show", show), signal);
    this.colours = choice("Colours", COLOURS, (colours) => put("colours", colours), signal);
    this.range = choice("Range", RANGES, (range) => put("range", range), signal);
  }

  draw({ missing }: Screen, { show, colours, range }: Looks): void {
    this.shows.draw(show, (one) => missing?.[one] ?? null);
    this.colours.draw(colours, () => null);
    this.range.draw(range, () => null);
  }
}

export type Buttons = ReturnType<typeof buttons>;

export function buttons(
  ask: (kind: string) => void,
  zoom: (factor: number | null) => void,
  signal: AbortSignal,
) {
  const made = (name: string, title: string, act: () => void) => button(name, title, act, signal);
  const all = {
    undo: made("Undo", "Take back the last change (Ctrl+Z in the picture)", () => ask("undo")),
    redo: made("Redo", "Make it again (Ctrl+Shift+Z in the picture)", () => ask("redo")),
    clear: made("Clear", "Take all changes away", () => ask("clear")),
    code: made("Copy as Python", "Code that opens this view again", () => ask("code")),
    larger: made("+", "Larger cells (+ in the picture, or Ctrl and the wheel)", () => zoom(1.5)),
    smaller: made("−", "Smaller cells (− in the picture)", () => zoom(1 / 1.5)),
    all: made("Fit", "All of it (0 in the picture)", () => zoom(null)),
  };
  all.larger.setAttribute("aria-label", "Zoom in");
  all.smaller.setAttribute("aria-label", "Zoom out");
  return all;
}

/** Which of them can act on the changes there are. */
export function able({ undo, redo, clear }: Buttons, { can, edits }: Screen): void {
  enable(undo, can?.undo === true, "Nothing to take back");
  enable(redo, can?.redo === true, "Nothing to make again");
  enable(clear, (edits ?? 0) > 0, "There are no changes");
}
