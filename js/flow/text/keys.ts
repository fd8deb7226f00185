/** The keys of the field, and keeping those from JupyterLab that `lib/keys.ts` leaves to it. */

import { isPlain, type KeyPress } from "../../lib/keys.ts";

export type Act = "run" | "accept" | "take back" | "complete";

/** What a key means in the field, whatever the caret and the text are; null for one that types or moves. */
export function meaning(press: KeyPress): Act | null {
  if (press.key === "Enter" && (press.ctrlKey || press.metaKey) && !press.shiftKey && !press.altKey)
    return "accept";
  if (isPlain(press, "Enter")) return "run";
  if (isPlain(press, "Escape")) return "take back";
  return isPlain(press, "Tab") ? "complete" : null;
}

/** Ctrl+Enter would run the cell: in this field it is the field's own. To be called after `keepKeys`. */
export function keepAccept(field: HTMLElement, signal: AbortSignal): void {
  const mark = (event: KeyboardEvent) => {
    if (event.composedPath()[0] !== field || meaning(event) !== "accept") return;
    const root = field.getRootNode();
    if (root instanceof ShadowRoot) root.host.toggleAttribute("data-lm-suppress-shortcuts", true);
  };
  window.addEventListener("keydown", mark, { capture: true, signal });
}
