/** The keyboard in a grid, and keeping its keys from the notebook's own shortcuts. */

import { isField, isLetter, isSearching, isTyping } from "./typing.ts";

export type Cell = { row: number; column: number };
export type Size = { rows: number; columns: number };

/** Where a key takes the focus, as WAI-ARIA's grid pattern has it; null for any other key. */
export function moved({ row, column }: Cell, { rows, columns }: Size, key: KeyPress): Cell | null {
  const far = key.ctrlKey || key.metaKey;
  if (key.shiftKey || key.altKey || (far && !["Home", "End"].includes(key.key))) return null;
  switch (key.key) {
    case "ArrowLeft":
      return held({ row, column: column - 1 }, { rows, columns });
    case "ArrowRight":
      return held({ row, column: column + 1 }, { rows, columns });
    case "ArrowUp":
      return held({ row: row - 1, column }, { rows, columns });
    case "ArrowDown":
      return held({ row: row + 1, column }, { rows, columns });
    case "Home":
      return { row: far ? 0 : row, column: 0 };
    case "End":
      return { row: far ? rows - 1 : row, column: columns - 1 };
    case "PageUp":
      return { row: 0, column };
    case "PageDown":
      return { row: rows - 1, column };
    default:
      return null;
  }
}

/** The cell, or the nearest one that the grid has. */
export function held({ row, column }: Cell, { rows, columns }: Size): Cell {
  return {
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  };
}

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** Whether it is one of these keys, pressed alone: with others it means something else, Shift+Enter "run". */
export function isPlain(press: KeyPress, ...keys: string[]): boolean {
  return keys.includes(press.key) && !(press.ctrlKey || press.metaKey || press.shiftKey || press.altKey);
}

/** "undo" or "redo" for the usual keys, else null. */
export function history(key: KeyPress): "undo" | "redo" | null {
  if (!(key.ctrlKey || key.metaKey) || key.altKey) return null;
  const letter = key.key.toLowerCase();
  if (letter === "y") return "redo";
  if (letter !== "z") return null;
  return key.shiftKey ? "redo" : "undo";
}

const ACTIONS = ["Enter", " ", "Delete", "Backspace"];
/** Any cell of any grid will do to ask whether a key moves. */
const SOMEWHERE = [
  { row: 0, column: 0 },
  { rows: 1, columns: 1 },
] as const;

/**
 * Keep the keys that the widget uses from JupyterLab, whose shortcuts listen on the document before any
 * widget hears them. All other keys, Shift+Enter and Ctrl+S among them, stay the notebook's. An element with
 * `data-shifted` also has those that select as they move, Shift with an arrow, Home or End.
 */
export function keepKeys(host: HTMLElement, signal: AbortSignal): void {
  const mark = (event: KeyboardEvent) => {
    const path = event.composedPath();
    if (path.includes(host)) host.toggleAttribute("data-lm-suppress-shortcuts", isOurs(event, path[0]));
  };
  window.addEventListener("keydown", mark, { capture: true, signal });
}

function isOurs(event: KeyboardEvent, target: EventTarget | undefined): boolean {
  if (isField(target)) return isTyping(event);
  if (isLetter(event)) return true; // "d d" would delete the cell that the view is in
  if (target instanceof HTMLElement && target.dataset.letters !== undefined && isSearching(event))
    return true;
  if (target instanceof Element && target.closest("[data-shifted]") !== null && isExtending(event))
    return true;
  return moved(...SOMEWHERE, event) !== null || isPlain(event, ...ACTIONS) || history(event) !== null;
}

function isExtending(press: KeyPress): boolean {
  const { ctrlKey, metaKey, altKey, key } = press;
  return press.shiftKey && moved(...SOMEWHERE, { key, ctrlKey, metaKey, altKey, shiftKey: false }) !== null;
}
