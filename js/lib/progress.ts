/** How far a long computation is, with a button that ends it; nothing while there is none. */

import type { AnyModel } from "@anywidget/types";
import { h } from "./dom.ts";
import { listen } from "./request.ts";

type Progress = { done?: number; total?: number; text?: string };

/** How often it is read out while it grows: at each of so many parts, so that nobody has to hear every step. */
const PARTS = 4;

/** A bar for what Python says in `_progress`; "Cancel" asks it to stop, and all stays as it was. */
export function progressBar(model: AnyModel, signal: AbortSignal): HTMLElement {
  const bar = h("progress", { max: 1, value: 0, "aria-label": "Progress" });
  const text = h("span", { class: "quiet" });
  const cancel = h("button", { type: "button" }, "Cancel");
  const group = h(
    "div",
    { class: "progress", role: "group", "aria-label": "Computation", hidden: true },
    bar,
    text,
    cancel,
  );
  const spoken = h("div", { class: "unseen", "aria-live": "polite", "data-unexported": true });
  const element = h("div", {}, group, spoken);
  cancel.addEventListener("click", () => model.send({ kind: "cancel", id: "cancel" }), { signal });
  const giveBack = focusKeeper(cancel, signal);
  let part = -1;
  const say = (share: number, words: string) => {
    const now = Math.floor(share * PARTS);
    if (now !== part) spoken.textContent = `Running: ${words || `${Math.round(share * 100)} %`}`;
    part = now;
  };
  const draw = () => {
    const { done = 0, total = 0, text: words = "" } = (model.get("_progress") ?? {}) as Progress;
    if (total === 0) {
      giveBack();
      if (part >= 0) spoken.textContent = "No longer running";
      part = -1;
    } else say(done / total, words);
    group.hidden = total === 0;
    bar.value = total > 0 ? done / total : 0;
    text.textContent = words;
  };
  listen(model, "change:_progress", draw, signal);
  draw();
  return element;
}

/** What gives the focus back to where it was before a button had it, once the button is about to go. */
function focusKeeper(button: HTMLElement, signal: AbortSignal): () => void {
  let before: HTMLElement | null = null;
  const keep = ({ relatedTarget }: FocusEvent) => {
    before = relatedTarget instanceof HTMLElement ? relatedTarget : null;
  };
  button.addEventListener("focus", keep, { signal });
  return () => {
    const root = button.getRootNode() as Document | ShadowRoot;
    if (root.activeElement !== button) return;
    const known = before?.isConnected && before.getRootNode() === root;
    const first = root.querySelector<HTMLElement>("[tabindex='0'], button:not(.progress *), input, select");
    (known ? before : first)?.focus();
  };
}
