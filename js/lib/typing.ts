/** Text fields inside a shadow root: JupyterLab sees only the host, and would take letters for its shortcuts. */

const EDITING = ["a", "c", "v", "x", "y", "z"];

/** Whether a text field needs this key: all but Shift+Enter, and of the keys with Ctrl those that edit. */
export function isTyping(press: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">): boolean {
  if (press.ctrlKey || press.metaKey) return EDITING.includes(press.key.toLowerCase());
  return !(press.shiftKey && press.key === "Enter");
}

/** Keep the keys that are typed into the widget's text fields from the notebook; call it after `keepKeys`. */
export function keepTyping(host: HTMLElement, signal: AbortSignal): void {
  const mark = (event: KeyboardEvent) => {
    const path = event.composedPath();
    if (!path.includes(host) || !(path[0] instanceof HTMLInputElement) || path[0].type !== "text") return;
    host.toggleAttribute("data-lm-suppress-shortcuts", isTyping(event));
  };
  window.addEventListener("keydown", mark, { capture: true, signal });
}
