/** Errors where the user looks: a red box with the message in it, never an empty cell. */

import { h } from "./dom.ts";

/** Something that went wrong, as text: what happened, and where. */
export type Failure = { message: string; details?: string | undefined };

/** Run `draw`; if it throws, show what it threw inside `element`. */
export function guard(element: Element | ShadowRoot, draw: () => void, signal: AbortSignal): void {
  try {
    draw();
  } catch (error) {
    element.append(errorBox(failure(error), signal));
  }
}

/** Any thrown value as a message and its details. */
export function failure(error: unknown): Failure {
  if (error instanceof Error) return { message: error.message, details: error.stack };
  return { message: String(error) };
}

/** A red box that reads itself out and can be dismissed. */
export function errorBox({ message, details }: Failure, signal: AbortSignal): HTMLElement {
  const dismiss = h("button", { type: "button", class: "dismiss", "aria-label": "Dismiss this error" }, "✕");
  const text = h("div", {}, h("p", {}, message));
  if (details) text.append(h("details", {}, h("summary", {}, "Details"), h("pre", { tabindex: 0 }, details)));
  const box = h("div", { class: "error", role: "alert" }, text, dismiss);
  dismiss.addEventListener("click", () => box.remove(), { signal });
  return box;
}
