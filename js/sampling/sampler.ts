/** Drawing: one token, a hundred, from the beginning; and the seed. */

import { button, enable } from "../lib/controls.ts";
import { h, setAttribute } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import { part, settle, type Wanted } from "./settle.ts";
import { many } from "./words.ts";

export const MOST = 10_000;
const LARGEST_SEED = 2 ** 32 - 1;

export type Drawn = { draws: number; seed: number; usable: boolean; text: string | null; tokens: number };

export type Sampler = { element: HTMLElement; draw(drawn: Drawn): void };

export function createSampler(
  act: (changes: { draws?: number; seed?: number }) => void,
  signal: AbortSignal,
): Sampler {
  let now: Drawn = { draws: 0, seed: 0, usable: false, text: null, tokens: 0 };
  const more = (number: number) => () => act({ draws: Math.min(MOST, now.draws + number) });
  const one = button("Sample", "Draw a token", more(1), signal);
  const hundred = button(
    "Sample 100 times",
    "Draw a hundred, and see how often each comes",
    more(100),
    signal,
  );
  const none = button("Start over", "Forget the draws", () => act({ draws: 0 }), signal);
  const field = h("input", { type: "number", min: 0, max: LARGEST_SEED, step: 1 });
  const seed = h(
    "label",
    { class: "seed", title: "The same seed draws the same tokens, here and in Python" },
    h("span", {}, "seed"),
    field,
  );
  const says = h("p", { class: "drawn" });
  one.className = "primary";
  field.addEventListener(
    "change",
    () => {
      const typed = Number.isNaN(field.valueAsNumber) ? 0 : Math.round(field.valueAsNumber);
      act({ seed: Math.min(LARGEST_SEED, Math.max(0, typed)) });
      field.value = String(now.seed);
    },
    { signal },
  );
  return {
    element: h("div", { class: "sampler" }, one, hundred, none, seed, says),
    draw(drawn) {
      now = drawn;
      const full = drawn.draws >= MOST ? `There are ${many(MOST)} draws already: start over` : "";
      for (const made of [one, hundred])
        enable(made, drawn.usable && full === "", full || "There are no probabilities to draw from");
      enable(none, drawn.draws > 0, "Nothing is drawn yet");
      field.value = String(drawn.seed);
      settle(says, inWords(drawn));
      setAttribute(says, "data-none", drawn.draws === 0);
    },
  };
}

function inWords({ draws, text, tokens }: Drawn): Wanted[] {
  if (draws === 0 || text === null) return ["Nothing is drawn yet."];
  const last = part("code", { title: quoted(text) }, shown(text));
  if (draws === 1) return ["drawn: ", last];
  return [`${count(draws, "draw")}, ${count(tokens, "different token")}, the last: `, last];
}
