/** The line on top: what there is, steps back and forward, and what the prediction is compared with. */

import { h, setAttribute } from "../lib/dom.ts";
import { count } from "../lib/numbers.ts";
import type { Screen, Traits } from "./state.ts";

export type ToolbarActions = {
  travel(way: "undo" | "redo"): void;
  reset(): void;
  copy(): void;
  against(against: Traits["against"]): void;
};

const AGAINST = [
  ["clean", "clean", "Compare with the prediction without changes"],
  ["other", "other prompt", "Compare with the prediction of the other prompt"],
] as const;

export function createToolbar(actions: ToolbarActions, signal: AbortSignal) {
  const size = h("span", { class: "size" });
  const button = (name: string, act: () => void, title: string) => {
    const made = h("button", { type: "button", title }, name);
    const live = () => made.getAttribute("aria-disabled") !== "true";
    made.addEventListener("click", () => live() && act(), { signal });
    return made;
  };
  const undo = button("Undo", () => actions.travel("undo"), "Take back the last step (Ctrl+Z)");
  const redo = button("Redo", () => actions.travel("redo"), "Make it again (Ctrl+Shift+Z)");
  const reset = button("Reset all", () => actions.reset(), "Put every slider back, in one step");
  const copy = button("Copy as code", () => actions.copy(), "Copy Python that makes this view");
  const choice = h("fieldset", { class: "choice" }, h("legend", {}, "Compare with"));
  const group = `against-${Math.random().toString(36).slice(2)}`;
  const radios = AGAINST.map(([value, name, title]) => {
    const radio = h("input", { type: "radio", name: group, value });
    radio.addEventListener("change", () => actions.against(value), { signal });
    const label = h("label", { title }, radio, h("span", {}, name));
    choice.append(label);
    return { value, title, radio, label };
  });
  const tools = h("div", { class: "buttons" }, choice, undo, redo, reset, copy);
  return {
    element: h("header", { class: "toolbar" }, h("h2", {}, "Steering"), size, tools),
    draw(screen: Screen, against: Traits["against"]) {
      const { sliders, others, can } = screen;
      const more = others > 0 ? ` · ${count(others, "other change")} in force` : "";
      size.textContent = `${count(sliders.length, "slider")}${more}`;
      const moved = sliders.some(({ value, neutral }) => value !== neutral);
      const enable = (made: HTMLElement, on: boolean) => setAttribute(made, "aria-disabled", String(!on));
      enable(undo, can.undo);
      enable(redo, can.redo);
      enable(reset, moved);
      enable(copy, screen.tokens.length > 0);
      for (const { value, title, radio, label } of radios) {
        radio.checked = value === against;
        radio.disabled = value === "other" && !screen.compared && against !== "other";
        setAttribute(label, "title", radio.disabled ? "There is no other prompt" : title);
      }
    },
  };
}
