/** What is typed inside a shadow root: JupyterLab sees only the host, and would take letters for its shortcuts. */

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const EDITING = ["a", "c", "v", "x", "y", "z"];
const FIELDS = ["text", "search", "number"];

/** Whether an element is one to type into. */
export function isField(element: EventTarget | undefined): boolean {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && FIELDS.includes(element.type))
  );
}

/** Whether a text field needs this key: all but Shift+Enter, and of the keys with Ctrl those that edit. */
export function isTyping(press: Press): boolean {
  if (press.ctrlKey || press.metaKey) return EDITING.includes(press.key.toLowerCase());
  return !(press.shiftKey && press.key === "Enter");
}

/** Whether it is a letter, or another sign. */
export function isLetter(press: Press): boolean {
  return press.key.length === 1 && !(press.ctrlKey || press.metaKey || press.altKey);
}

/** Whether it is Escape or "copy", which an element with `data-letters` takes beside letters, as a tree that is searched. */
export function isSearching(press: Press): boolean {
  if (press.ctrlKey || press.metaKey || press.altKey) return press.key.toLowerCase() === "c";
  return press.key === "Escape";
}
