/** What a click does, and the steps back and forward. */

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
  const modes = h("fieldset", { class: "modes" }, h("legend", {}, "Click to"));
  const button = (name: string, act: () => void, title: string) => {
    const made = h("button", { type: "button", title }, name);
    made.addEventListener("click", () => live(made) && act(), { signal });
    return made;
  };
  const undo = button("Undo", actions.undo, "Take back the last change (Ctrl+Z in the grid)");
  const redo = button("Redo", actions.redo, "Make it again (Ctrl+Shift+Z in the grid)");
  const clear = button("Clear", actions.clear, "Remove all patches");
  const code = button("Copy as code", actions.copyCode, "Copy Python that gives the same values");
  const element = h("header", { class: "toolbar" }, h("h2", {}, "Logit lens"), size, modes);
  element.append(h("span", { class: "buttons" }, undo, redo, clear, code));
  const group = `mode-${Math.random().toString(36).slice(2)}`;
  for (const [mode, name, title] of MODES) {
    const radio = h("input", { type: "radio", name: group, value: mode });
    radio.addEventListener("change", () => actions.mode(mode), { signal });
    modes.append(h("label", { title }, radio, h("span", {}, name)));
  }
  return {
    element,
    draw(lens, mode) {
      const { rows, columns } = lens.size;
      size.textContent = `${count(rows + lens.first, "layer")} × ${count(columns, "token")}`;
      enable(undo, lens.screen.can_undo ?? false);
      enable(redo, lens.screen.can_redo ?? false);
      enable(clear, lens.screen.facts?.changed ?? lens.patched);
      for (const radio of modes.querySelectorAll<HTMLInputElement>("input")) {
        radio.checked = radio.value === mode;
        radio.disabled = radio.value === "copy" && lens.screen.other_tokens === null;
        if (radio.disabled)
          radio.parentElement?.setAttribute("title", "There is no other prompt to copy from");
      }
    },
  };
}

/** A button that cannot act now keeps its place and the focus: it says so, and does nothing. */
function enable(button: HTMLButtonElement, on: boolean): void {
  button.setAttribute("aria-disabled", String(!on));
}

function live(button: HTMLButtonElement): boolean {
  return button.getAttribute("aria-disabled") !== "true";
}
