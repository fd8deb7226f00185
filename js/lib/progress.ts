/** How far a long computation is, with a button that ends it; nothing while there is none. */

import type { AnyModel } from "@anywidget/types";
import { h } from "./dom.ts";
import { listen } from "./request.ts";

type Progress = { done?: number; total?: number; text?: string };

/** A bar for what Python says in `_progress`; "Cancel" asks it to stop, and all stays as it was. */
export function progressBar(model: AnyModel, signal: AbortSignal): HTMLElement {
  const bar = h("progress", { max: 1, value: 0, "aria-label": "Progress" });
  const text = h("span", { class: "quiet" });
  const cancel = h("button", { type: "button" }, "Cancel");
  const element = h("div", { class: "progress", role: "group", hidden: true }, bar, text, cancel);
  cancel.addEventListener("click", () => model.send({ kind: "cancel", id: "cancel" }), { signal });
  const draw = () => {
    const { done = 0, total = 0, text: words = "" } = (model.get("_progress") ?? {}) as Progress;
    element.hidden = total === 0;
    bar.value = total > 0 ? done / total : 0;
    text.textContent = words;
  };
  listen(model, "change:_progress", draw, signal);
  draw();
  return element;
}
