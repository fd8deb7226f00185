/** One position in full: the tokens, their ids, the log-probabilities, exactly. */

import { h } from "../lib/dom.ts";
import { exact } from "../lib/numbers.ts";
import { NAMES } from "../lib/shows.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Strip, Token } from "./state.ts";

const LOG = "The logarithm of the probability that the model gave this token after those before it, in nats";

/** The line beneath the strip for a position; a hint where there is none. */
export function facts(strip: Strip, position: number | null): (Node | string)[] {
  const here = position === null ? null : strip.here(position);
  if (position === null || (here === null && strip.there(position) === null)) {
    return [
      h(
        "span",
        { class: "hint" },
        "Click a token, or use the arrow keys, to select its position in all views.",
      ),
    ];
  }
  const parts: (Node | string)[] = [h("b", {}, `position ${position}`)];
  parts.push(here === null ? h("span", {}, "not in the prompt") : named(here));
  const [now, before] = [strip.said("edited", position), strip.said("clean", position)];
  if (here !== null && now === null)
    parts.push(h("span", { class: "hint" }, "the first: nothing predicts it"));
  if (before !== null) parts.push(number(strip.screen.changed ? "clean" : "log p", before));
  if (before !== null && now !== null && strip.screen.changed) {
    parts.push(number(NAMES.edited, now), number(NAMES["edited - clean"], Math.fround(now - before)));
  }
  const there = strip.there(position);
  if (there !== null) {
    const other = h("span", { class: "beside" }, "other ", named(there));
    const said = strip.said("other", position);
    parts.push(other, ...(said === null ? [] : [number("log p", said)]));
    const apart = strip.value(strip.screen.changed ? "edited - other" : "clean - other", position);
    if (apart !== null && !strip.screen.missing["clean - other"])
      parts.push(number(NAMES[strip.screen.changed ? "edited - other" : "clean - other"], apart));
  }
  return parts;
}

function named({ text, id }: Token): HTMLElement {
  return h(
    "span",
    { title: quoted(text) },
    h("code", {}, shown(text)),
    h("span", { class: "id" }, ` id ${id}`),
  );
}

function number(name: string, value: number): HTMLElement {
  const text = exact(value).replace("-", "−");
  return h(
    "span",
    { class: "fact", title: LOG, "data-value": exact(value) },
    h("span", { class: "hint" }, `${name} `),
    text,
  );
}
