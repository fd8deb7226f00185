/** The buttons: steps back and forward, the effect of each change, and ways to keep all of them. */

import { button as control, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import type { Screen } from "./state.ts";

export type ToolbarActions = {
  undo(): void;
  redo(): void;
  clear(): void;
  alone(on: boolean): void;
  copy(): void;
  save(): void;
  load(prompts: boolean): void;
};

export type Toolbar = { element: HTMLElement; draw(screen: Screen, alone: boolean): void };

export function createToolbar(actions: ToolbarActions, signal: AbortSignal): Toolbar {
  const size = h("span", { class: "size" });
  const button = (name: string, act: () => void, title: string) => control(name, title, act, signal);
  const undo = button("Undo", actions.undo, "Take back the last step (Ctrl+Z in the list)");
  const redo = button("Redo", actions.redo, "Make it again (Ctrl+Shift+Z in the list)");
  const clear = button("Clear", actions.clear, "Remove all changes");
  const pressed = () => alone.getAttribute("aria-pressed") === "true";
  const alone = button(
    "Each alone",
    () => actions.alone(!pressed()),
    "Also the effect of each change by itself; it takes a run of the model each",
  );
  const copy = button("Copy as Python", actions.copy, "Code that gives the same values");
  const save = button("Save", actions.save, "Download the prompts and the changes as a .json file");
  const load = button(
    "Load",
    () => actions.load(false),
    "Take the changes from a .json file, on the prompts as they are; Undo brings these back",
  );
  const loadAll = button(
    "Load with prompts",
    () => actions.load(true),
    "Take the prompts and the changes from a .json file",
  );
  const group = (name: string, ...inside: HTMLElement[]) =>
    h("span", { class: "group", role: "group", "aria-label": name }, ...inside);
  const groups = [
    group("History", undo, redo, clear),
    group("Effect", alone),
    group("Keep", copy, save, load, loadAll),
  ];
  const tools = h("div", { class: "tools" }, ...groups);
  return {
    element: h("header", {}, h("h2", {}, "Changes"), size, tools),
    draw(screen, shown) {
      const { changes } = screen;
      const off = changes.filter(({ on }) => !on).length;
      size.textContent =
        off > 0 ? `${count(changes.length, "change")}, ${off} off` : count(changes.length, "change");
      enable(undo, screen.can_undo);
      enable(redo, screen.can_redo);
      enable(clear, changes.length > 0);
      enable(alone, screen.effects !== null && (changes.length > 0 || shown));
      alone.setAttribute("aria-pressed", String(shown));
      enable(copy, screen.code !== "");
    },
  };
}
