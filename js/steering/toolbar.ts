/** The line on top: what there is, steps back and forward, and what the prediction is compared with. */

import { type ChoiceOption, choice, button as control, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import type { Screen, Traits } from "./state.ts";

export type ToolbarActions = {
  travel(way: "undo" | "redo"): void;
  reset(): void;
  copy(): void;
  against(against: Traits["against"]): void;
};

const AGAINST: ChoiceOption<Traits["against"]>[] = [
  ["clean", "clean", "Compare with the prediction without changes"],
  ["other", "other prompt", "Compare with the prediction of the other prompt"],
];

export function createToolbar(actions: ToolbarActions, signal: AbortSignal) {
  const size = h("span", { class: "size" });
  const button = (name: string, act: () => void, title: string) => control(name, title, act, signal);
  const undo = button("Undo", () => actions.travel("undo"), "Take back the last step (Ctrl+Z)");
  const redo = button("Redo", () => actions.travel("redo"), "Make it again (Ctrl+Shift+Z)");
  const reset = button("Reset all", () => actions.reset(), "Put every slider back, in one step");
  const copy = button("Copy as Python", () => actions.copy(), "Code that makes this view");
  const choices = choice("Compare with", AGAINST, actions.against, signal);
  const tools = h("div", { class: "buttons" }, choices.element, undo, redo, reset, copy);
  return {
    element: h("header", { class: "toolbar" }, h("h2", {}, "Steering"), size, tools),
    draw(screen: Screen, against: Traits["against"]) {
      const { sliders, others, can } = screen;
      const more = others > 0 ? ` · ${count(others, "other change")} in force` : "";
      size.textContent = `${count(sliders.length, "slider")}${more}`;
      const moved = sliders.some(({ value, neutral }) => value !== neutral);
      enable(undo, can.undo);
      enable(redo, can.redo);
      enable(reset, moved);
      enable(copy, screen.tokens.length > 0);
      const none = screen.compared ? null : "There is no other prompt";
      choices.draw(against, (one) => (one === "other" ? none : null));
    },
  };
}
