/** The small parts around the pictures: history, next tokens, the list of changes. */

import { float32 } from "../lib/codecs.ts";
import { button, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { brief, exact } from "../lib/numbers.ts";
import { gradient, type Palette } from "../lib/palette.ts";
import { shown } from "../lib/tokens.ts";
import type { Screen } from "./attention.ts";

/** What the model would say next: the likeliest tokens, and what they were without the changes. */
export function nextTokens({ next, edits }: Screen): HTMLElement {
  const [now, clean] = [float32(next.edited), float32(next.clean)];
  const changed = edits.some(({ on }) => on);
  const order = next.strings.map((_, at) => at).sort((a, b) => (now[b] ?? 0) - (now[a] ?? 0));
  const items = order.map((at) => {
    const [is, was] = [now[at] ?? Number.NaN, clean[at] ?? Number.NaN];
    const item = h(
      "li",
      { title: changed ? `${exact(is)}, was ${exact(was)}` : exact(is), style: `--is:${is};--was:${was}` },
      h("code", {}, shown(next.strings[at] ?? "")),
      h("span", { class: "number" }, brief(is)),
    );
    if (changed) item.append(h("span", { class: "was" }, `was ${brief(was)}`));
    return item;
  });
  return h("ol", { class: "next", "aria-label": "Next token" }, ...items);
}

/** The changes, each with a way out. */
export function changes({ edits }: Screen, remove: (number: number) => void): HTMLElement {
  if (edits.length === 0)
    return h("p", { class: "quiet" }, "No changes: ablate a head, or set one of its weights.");
  const items = edits.map((edit, number) => {
    const out = h("button", { type: "button", title: "Take this change away" }, "✕");
    out.onclick = () => remove(number); // made anew with every drawing, so nothing else may hold on to it
    out.setAttribute("aria-label", `Take away: ${edit.text}`);
    return h("li", { class: edit.on ? null : "off" }, h("span", {}, edit.text), out);
  });
  return h("ul", { class: "changes", "aria-label": "Changes" }, ...items);
}

/** What the colours of the matrix mean. */
export function legend(reach: number | null, changed: boolean, palette: Palette): HTMLElement[] {
  const map = gradient(reach === null ? palette.sequential : palette.diverging);
  const [low, high] = reach === null ? ["0", "1"] : [`−${reach.toPrecision(3)}`, `+${reach.toPrecision(3)}`];
  const sign = (kind: string, style = "") =>
    h("i", { class: kind, style: style || null, "aria-hidden": "true" });
  const item = (...children: (Node | string)[]) => h("span", { class: "item" }, ...children);
  const scale = item(
    reach === null ? "weight" : "difference",
    " ",
    low,
    sign("map", `background:${map}`),
    high,
  );
  const hole = item(sign("dot", `background:rgb(${palette.hole.join(" ")})`), "NaN or ∞");
  return changed ? [scale, hole, item(sign("fold"), "changed")] : [scale, hole];
}

export type History = { element: HTMLElement; draw(screen: Screen): void };

export function historyButtons(act: (way: "undo" | "redo" | "clear") => void, signal: AbortSignal): History {
  const undo = button("Undo", "Take back the last change (Ctrl+Z in a grid)", () => act("undo"), signal);
  const redo = button("Redo", "Make it again (Ctrl+Shift+Z in a grid)", () => act("redo"), signal);
  const clear = button("Clear", "Take all changes away", () => act("clear"), signal);
  return {
    element: h("span", { class: "buttons", role: "group", "aria-label": "History" }, undo, redo, clear),
    draw({ can, edits }) {
      enable(undo, can.undo, "There is nothing to take back");
      enable(redo, can.redo, "There is nothing to make again");
      enable(clear, edits.length > 0, "There are no changes");
    },
  };
}

/** The keys that a token attends to most, exactly; a click goes there. */
export function mostAttended(
  row: Float32Array,
  tokens: string[],
  position: number,
  go: (key: number) => void,
): HTMLElement {
  const size = (at: number) => Math.abs(row[at] ?? 0);
  const order = Array.from(row, (_, at) => at).sort((one, other) => size(other) - size(one));
  const items = order.slice(0, 5).map((at) => {
    const made = h("button", { type: "button", title: exact(row[at] ?? 0) });
    made.append(h("code", {}, shown(tokens[at] ?? "")), ` ${at} `, h("b", {}, brief(row[at] ?? 0)));
    made.setAttribute(
      "aria-label",
      `${shown(tokens[at] ?? "")}, token ${at}, ${exact(row[at] ?? 0)}: go there`,
    );
    made.onclick = () => go(at); // made anew with every drawing, so nothing else may hold on to it
    return made;
  });
  const name = `${shown(tokens[position] ?? "")} (${position}) attends most to`;
  return h(
    "div",
    { class: "most", role: "group", "aria-label": name },
    h("span", { class: "quiet" }, name),
    ...items,
  );
}
