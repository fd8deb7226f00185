/** Which run of a prompt is shown, or which difference of two: the words of every view, as in `_show.py`. */

export type Run = "edited" | "clean" | "other";
export type Show = Run | "edited - clean" | "edited - other" | "clean - other";

/** What can be shown: its name in Python, its name on screen, and what that is. */
export const SHOWS: readonly (readonly [show: Show, name: string, meaning: string])[] = [
  ["edited", "now", "With all changes"],
  ["clean", "clean", "Without changes"],
  ["other", "other prompt", "The other prompt"],
  ["edited - clean", "now − clean", "What the changes have done"],
  ["edited - other", "now − other", "With all changes, minus the other prompt"],
  ["clean - other", "clean − other", "Without changes, minus the other prompt"],
];

export const NAMES = Object.fromEntries(SHOWS) as Record<Show, string>;

/** The runs that are shown: one, or the first minus the second. */
export function runsOf(show: Show): [Run, Run | null] {
  const [one, two] = show.split(" - ") as [Run, Run?];
  return [one, two ?? null];
}

/** What cannot be shown now, and why not, in a few words. */
export type Missing = Partial<Record<Show, string>>;
