/** What the changes do to the next token, in one line. */

import { h } from "../lib/dom.ts";
import { brief, exact } from "../lib/numbers.ts";
import { quoted, shown } from "../lib/tokens.ts";
import type { Effect, Moved } from "./state.ts";

/** The effect as a line of text and bars; of no change the next token alone. */
export function effectLine(effect: Effect | null, inForce: number): (Node | string)[] {
  if (effect === null)
    return [h("span", { class: "hint" }, "No prompt yet, so nothing to see an effect on.")];
  const title = h("b", {}, "Next token");
  if (inForce === 0)
    return [title, token(effect.first), number(effect.first.before), hint("no change in force")];
  const same = effect.first.id === effect.now.id;
  const parts = [title, moved(effect.first)];
  if (!same) parts.push(h("span", { class: "now" }, hint("now"), moved(effect.now)));
  return [...parts, divergence(effect)];
}

/** The effect of one change alone, short. */
export function effectAlone(effect: Effect, most: number): (Node | string)[] {
  const share = most > 0 && Number.isFinite(effect.kl) ? Math.max(0, effect.kl / most) : 0;
  const bar = h("i", { class: "kl", "aria-hidden": "true", style: `--share:${share}` });
  const same = effect.first.id === effect.now.id;
  const { text, before, after } = effect.first;
  const title = `alone: ${quoted(text)} ${exact(before)} → ${exact(after)}; KL ${exact(effect.kl)} nats`;
  const line = h("span", { class: "line", title });
  line.append(token(effect.first), number(effect.first.after));
  if (!same) line.append(hint("now"), token(effect.now));
  return [line, h("span", { class: "divergence", title }, hint("KL "), number(effect.kl), bar)];
}

/** The same for the ear. */
export function effectSaid(effect: Effect | null): string {
  if (effect === null) return "";
  const { first, now, kl } = effect;
  const was = `${quoted(first.text)} ${brief(first.before)} to ${brief(first.after)}`;
  const then = first.id === now.id ? "" : `; now ${quoted(now.text)} ${brief(now.after)}`;
  return `Next token ${was}${then}. KL ${brief(kl)} nats.`;
}

function moved(of: Moved): HTMLElement {
  const bars = h("span", { class: "pair", "aria-hidden": "true" });
  bars.append(bar("clean", of.before), bar("edited", of.after));
  const values = h(
    "span",
    { class: "values" },
    number(of.before, "before"),
    " → ",
    number(of.after, "after"),
  );
  return h("span", { class: "moved" }, token(of), bars, values);
}

function bar(kind: string, value: number): HTMLElement {
  return h("i", { class: kind, style: `width:${Number.isFinite(value) ? value * 100 : 0}%` });
}

function divergence({ kl }: Effect): HTMLElement {
  const title = "How far the prediction moved: KL(clean ‖ edited) of the next token";
  return h("span", { class: "divergence", title }, hint("KL "), number(kl), hint(" nats"));
}

function token({ id, text }: { id: number; text: string }): HTMLElement {
  return h("code", { title: `${quoted(text)}, id ${id}` }, shown(text));
}

function number(value: number, kind = ""): HTMLElement {
  return h(
    "span",
    { class: `number ${kind}`, title: exact(value), "data-value": exact(value) },
    brief(value),
  );
}

function hint(text: string): HTMLElement {
  return h("span", { class: "hint" }, text);
}
