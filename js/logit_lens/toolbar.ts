/** What a click does, and the steps back and forward. */

import { choice, button as control, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import type { Lens, Mode } from "./lens.ts";

export type ToolbarActions = {
  mode(mode: Mode): void;
  undo(): void;
  redo(): void;
  clear(): void;
  copyCode(): void;
};

export type Toolbar = { element: HTMLElement; draw(lens: Lens, mode: Mode): void };

const MODES: [Mode, string, string][] = [
  ["copy", "copy from other", "A click copies the same cell from the other prompt"],
  ["zero", "zero", "A click sets the cell to zero"],
  ["inspect", "just look", "A click only selects the cell"],
];

export function createToolbar(actions: ToolbarActions, signal: AbortSignal): Toolbar {
  const size = h("span", { class: "size" });
  const modes = choice("Click to", MODES, actions.mode, signal);
  modes.element.classList.add("modes");
  const button = (name: string, act: () => void, title: string) => control(name, title, act, signal);
  const undo = button("Undo", actions.undo, "Take back the last change (Ctrl+Z in the grid)");
  const redo = button("Redo", actions.redo, "Make it again (Ctrl+Shift+Z in the grid)");
  const clear = button("Clear", actions.clear, "Remove all patches");
  const code = button("Copy as Python", actions.copyCode, "Code that gives the same values");
  const element = h("header", { class: "toolbar" }, h("h2", {}, "Logit lens"), size, modes.element);
  element.append(h("span", { class: "buttons" }, undo, redo, clear, code));
  return {
    element,
    draw(lens, mode) {
      const { rows, columns } = lens.size;
      size.textContent = `${count(rows + lens.first, "layer")} × ${count(columns, "token")}`;
      enable(undo, lens.screen.can_undo ?? false);
      enable(redo, lens.screen.can_redo ?? false);
      enable(clear, lens.screen.facts?.changed ?? lens.patched);
      const none = lens.screen.other_tokens === null ? "There is no other prompt to copy from" : null;
      modes.draw(mode, (one) => (one === "copy" ? none : null));
    },
  };
}
