/** What is beyond a map: one colour below it and one above, a step further than its ends, and none that it has itself. */

import type { Palette, Rgb } from "../lib/palette.ts";

export type Ends = { under: Rgb; over: Rgb };

const ENDS: Record<"light" | "dark", Record<"diverging" | "sequential", Ends>> = {
  light: {
    diverging: { under: [0, 10, 36], over: [51, 10, 0] },
    sequential: { under: [255, 238, 176], over: [0, 0, 0] },
  },
  dark: {
    diverging: { under: [230, 255, 240], over: [255, 242, 122] },
    sequential: { under: [48, 24, 0], over: [255, 240, 160] },
  },
};

export function ends({ dark }: Pick<Palette, "dark">, colours: "diverging" | "sequential"): Ends {
  return ENDS[dark ? "dark" : "light"][colours];
}
