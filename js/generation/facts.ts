/** One token in full: its id, and what each run says of it, exactly. */

import { h } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { NAMES } from "../lib/shows.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Text } from "./state.ts";

/** The line beneath the text for a token; a hint for the next. */
export function facts(text: Text, at: number): (Node | string)[] {
  if (text.screen.empty)
    return ["There is no prompt yet: type one in the tokens' view, or set workspace.prompt."];
  if (at >= text.length) {
    return [
      h(
        "span",
        { class: "hint" },
        "Enter takes the likeliest token, Backspace steps back, arrow keys look around.",
      ),
    ];
  }
  const id = h("span", { class: "hint" }, ` id ${text.ids[at]}`);
  const name = h("span", { title: quoted(text.token(at)) }, h("code", {}, shown(text.token(at))), id);
  const parts: (Node | string)[] = [h("b", {}, `position ${at}`), name];
  if (at === 0) return [...parts, h("span", { class: "hint" }, "the first: nothing predicts it")];
  for (const run of text.screen.runs) {
    const [probability, bits] = [text.probability(run, at), text.bits(run, at)];
    if (probability === null || bits === null) continue;
    const label = h("span", { class: "hint" }, `${NAMES[run]} `);
    const data = {
      class: "fact",
      "data-run": run,
      "data-probability": exact(probability),
      "data-bits": exact(bits),
    };
    parts.push(h("span", data, label, `${exact(probability)} · ${exact(bits).replace("-", "−")} bits`));
  }
  return parts;
}
