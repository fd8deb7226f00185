/** The pinned tokens: a field to pin one, what is drawn of them, and their lines. */

import { h } from "../lib/dom.ts";
import { createSelect } from "../lib/select.ts";
import { shown } from "../lib/tokens.ts";
import { type ChartActions, createChart } from "./chart.ts";
import type { Chart, Lens } from "./lens.ts";

export type PinsActions = ChartActions & {
  /** Whether the token was taken. */
  pin(token: string): Promise<boolean>;
  chart(kind: Chart): void;
};
export type Pins = {
  element: HTMLElement;
  draw(lens: Lens, column: number, row: number, kind: Chart, chosen: number | null): void;
};

const KINDS: [Chart, string][] = [
  ["probability", "probability"],
  ["log probability", "probability, log"],
  ["rank", "rank"],
];

export function createPins(actions: PinsActions, signal: AbortSignal): Pins {
  const at = h("span", { class: "at" });
  const field = h("input", {
    type: "text",
    spellcheck: "false",
    autocomplete: "off",
    "aria-label": "Pin a token",
    placeholder: "pin a token, as “ Paris”, then Enter",
  });
  field.addEventListener(
    "keydown",
    async (event) => {
      if (event.key !== "Enter" || event.isComposing || event.shiftKey || field.value === "") return;
      event.preventDefault();
      if (await actions.pin(field.value)) field.value = "";
    },
    { signal },
  );
  const kind = createSelect("Axis", KINDS, actions.chart, signal);
  const chart = createChart(actions, signal);
  const hint = h(
    "p",
    { class: "quiet" },
    "Pin a token, here or in the list of a cell, to follow it from layer to layer.",
  );
  const title = h("header", {}, h("h3", {}, "Pinned tokens ", at), field, kind.element);
  const element = h(
    "section",
    { class: "trajectories", "aria-label": "Pinned tokens" },
    title,
    hint,
    chart.element,
  );
  return {
    element,
    draw(lens, column, row, wanted, chosen) {
      hint.hidden = lens.pins.length > 0;
      kind.element.hidden = lens.pins.length === 0;
      at.textContent =
        lens.pins.length > 0 ? `position ${column} ${shown(lens.screen.tokens[column] ?? "")}` : "";
      kind.draw(wanted);
      chart.draw(lens, column, row, wanted, chosen);
    },
  };
}
