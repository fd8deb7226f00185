/** What is copied, and the steps back and forward. */

import { button as control, enable } from "../lib/controls.ts";
import { h } from "../lib/dom.ts";
import { createSelect } from "../lib/select.ts";
import type { Board, Component } from "./board.ts";

export type ToolbarActions = {
  component(component: Component): void;
  head(head: number): void;
  travel(way: "undo" | "redo" | "clear"): void;
  copyCode(): void;
};

const COMPONENTS: [Component, string][] = [
  ["resid_post", "residual stream"],
  ["attn_out", "attention's output"],
  ["mlp_out", "MLP's output"],
  ["head_out", "one head"],
];

export function createToolbar(actions: ToolbarActions, signal: AbortSignal) {
  const component = createSelect("Copy", COMPONENTS, actions.component, signal);
  const heads = h("select", { "aria-label": "Head" });
  const head = h("label", { class: "select" }, h("span", {}, "Head"), heads);
  heads.addEventListener("change", () => actions.head(Number(heads.value)), { signal });
  const button = (name: string, title: string, act: () => void) => control(name, title, act, signal);
  const undo = button("Undo", "Take back the last change (Ctrl+Z in a grid)", () => actions.travel("undo"));
  const redo = button("Redo", "Make it again (Ctrl+Shift+Z in a grid)", () => actions.travel("redo"));
  const clear = button("Clear", "Take all changes away", () => actions.travel("clear"));
  const code = button("Copy as Python", "Code that gives the same values", actions.copyCode);
  const size = h("span", { class: "size" });
  const element = h(
    "header",
    { class: "toolbar" },
    h("h2", {}, "Patch board"),
    size,
    component.element,
    head,
  );
  element.append(h("span", { class: "buttons" }, undo, redo, clear, code));
  return {
    element,
    draw({ screen, result }: Board, part: Component, chosen: number) {
      size.textContent = `${screen.result.layers.length + result.first} layers`;
      component.draw(part, (one) => (one === "head_out" && screen.heads === 0 ? "no heads" : null));
      head.hidden = part !== "head_out";
      if (heads.options.length !== screen.heads) {
        heads.replaceChildren(
          ...Array.from({ length: screen.heads }, (_, at) => h("option", { value: at }, String(at))),
        );
      }
      heads.value = String(chosen);
      enable(undo, screen.can_undo);
      enable(redo, screen.can_redo);
      enable(clear, screen.patches.length + screen.changes.length > 0);
    },
  };
}
